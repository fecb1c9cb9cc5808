//! The result for one account after a run: steps, verdict, remaining access.
use crate::text::printable;
use serde_json::Value;

use super::denied::denial_explanation;
use crate::domain::access::Access;
use crate::domain::account::Account;
use crate::domain::authority::Authority;
use crate::domain::identity::Identity;
use crate::domain::residual_access::TokenFacts;
use crate::domain::task::{Action, ReadBack, StepKind, StepMethod, StepOutcome};
use crate::enforcement::execute::executor::StepDetail;
use crate::enforcement::execute::step_run::is_unverifiable_here;
use crate::exit::Exit;
use crate::journal::{AccountState, Step, TaskId};
use crate::reports::users::action::{AccountResult, DeviceReport, StepReport};

/// A step after its run.
#[derive(Debug)]
pub(crate) struct FinishedStep<'p> {
    pub step: Step,
    /// Facts that the journal does not store; `None` if an earlier run executed it, or
    /// beyond the limit of details.
    pub detail: Option<StepDetail>,
    /// Whether the token sufficed, if the account was named.
    pub access: Option<&'p Access>,
}

impl FinishedStep<'_> {
    pub(crate) fn outcome(&self) -> StepOutcome {
        match self.step.outcome {
            Some(outcome) => outcome,
            // The journal says that it was sent, but has no outcome.
            None if self.step.sent.is_some() => StepOutcome::Unconfirmed,
            None => StepOutcome::NotTried,
        }
    }

    pub(crate) fn read_back(&self) -> ReadBack {
        self.step.read_back.unwrap_or(ReadBack::NotRead)
    }

    /// Whether Active Directory can revert the disabling of a device.
    fn is_reverted_by_sync(&self) -> bool {
        self.step.device.is_some()
            && self.outcome() == StepOutcome::Done
            && self.step.prior.get("synced").is_some()
    }

    /// Describes the access that remains through a device that Active Directory
    /// manages.
    fn remaining_access(&self) -> Option<String> {
        let device = self.step.device.as_ref()?;
        self.is_reverted_by_sync().then(|| {
            format!(
                "device {}, from the next directory sync on: disable the computer in Active \
                 Directory now",
                printable(&device.name)
            )
        })
    }

    /// Returns the device that it changes, with its other owners.
    fn device_report(&self) -> Option<DeviceReport> {
        let device = self.step.device.as_ref()?;
        let others = self.step.prior.get("otherOwners").and_then(Value::as_array);
        let others = others.into_iter().flatten().filter_map(Value::as_str);
        Some(DeviceReport {
            id: device.id.clone(),
            name: device.name.clone(),
            // Each entry is a name followed by its object id.
            other_owners: others
                .map(|owner| owner.rsplit_once(" (").map_or(owner, |(name, _)| name))
                .map(str::to_owned)
                .collect(),
        })
    }
}

/// An account after its run.
#[derive(Debug)]
pub(crate) struct FinishedAccount<'p> {
    /// Facts about it, if it was named.
    pub account: Option<&'p Account>,
    pub steps: Vec<FinishedStep<'p>>,
}

/// Facts about the run that all account results need.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RunFacts<'a> {
    pub action: Action,
    pub me: &'a Identity,
    pub tokens: &'a TokenFacts,
    pub has_password_file: bool,
}

impl FinishedAccount<'_> {
    /// Returns the other directories that decide about it, as its steps record.
    pub(crate) fn authority(&self) -> Authority {
        let has = |mark: &str| {
            let mut steps = self.steps.iter().filter(|step| step.step.device.is_none());
            steps.any(|step| step.step.prior.get(mark).is_some())
        };
        Authority {
            guest: self
                .steps
                .iter()
                .any(|step| step.step.way == StepMethod::Guest),
            synced: has("synced"),
            federated: has("federated"),
        }
    }

    /// Whether a step counts. A step that is impossible for guests, or for accounts
    /// managed by another directory, does not.
    fn is_counted(&self, step: &FinishedStep<'_>) -> bool {
        let authority = self.authority();
        let elsewhere = step.step.device.is_none() && (authority.guest || authority.is_external());
        let is_of_its_kind = step.step.way == StepMethod::NotPossible;
        !(elsewhere && is_of_its_kind && step.outcome() == StepOutcome::NotPossible)
    }

    fn has_outcome(&self, wanted: StepOutcome) -> bool {
        self.steps.iter().any(|step| step.outcome() == wanted)
    }

    /// Returns its state for the counts of the report.
    fn account_state(&self, action: Action) -> Option<AccountState> {
        let outcomes: Vec<_> = self
            .steps
            .iter()
            .map(|step| match step.step.device {
                None => (step.step.way, step.step.outcome),
                Some(_) => (StepMethod::Call, step.step.outcome),
            })
            .collect();
        let is_until_sync = self.authority().is_external()
            || self.steps.iter().any(FinishedStep::is_reverted_by_sync);
        AccountState::from_outcomes(&outcomes, action == Action::Contain && is_until_sync)
    }

    fn is_all_done(&self) -> bool {
        let mut counted = self
            .steps
            .iter()
            .filter(|step| self.is_counted(step))
            .peekable();
        counted.peek().is_some() && counted.all(|step| step.outcome() == StepOutcome::Done)
    }

    /// Returns its result for the report. `task_that_discarded_password` is the task
    /// that replaced the password of an account that is re-enabled.
    pub(crate) fn to_report(
        &self,
        facts: RunFacts<'_>,
        task_that_discarded_password: Option<TaskId>,
    ) -> Option<AccountResult> {
        let step = &self.steps.first()?.step;
        let authority = self.authority();
        let is_done = self.is_all_done();
        let devices: Vec<String> = self
            .steps
            .iter()
            .filter_map(FinishedStep::remaining_access)
            .collect();
        Some(AccountResult {
            id: step.account_id.clone(),
            user_principal_name: step.account_name.clone(),
            name: self.account.and_then(|account| account.name.clone()),
            done: self.account_state(facts.action) == Some(AccountState::Done),
            verdict: match task_that_discarded_password {
                Some(task) if is_done => format!(
                    "may sign in again, but has no known password: task {task} \
                     replaced it"
                ),
                _ => self.verdict(facts.action).to_owned(),
            },
            steps: self
                .steps
                .iter()
                .map(|step| self.step_report(step, facts))
                .collect(),
            stays_open: if self.has_outcome(StepOutcome::Done) {
                let tokens = facts.tokens;
                let mut open = tokens.remaining_access(facts.action, &step.account_id, authority);
                open.extend(devices);
                open
            } else {
                Vec::new()
            },
        })
    }

    fn verdict(&self, action: Action) -> &'static str {
        let authority = self.authority();
        let mut steps = self.steps.iter();
        let lag = steps.any(|step| step.read_back() == ReadBack::NotVisibleYet);
        let failed = self.steps.iter().any(|step| {
            self.is_counted(step)
                && matches!(
                    step.outcome(),
                    StepOutcome::Failed | StepOutcome::NotTried | StepOutcome::NotPossible
                )
        });
        let unconfirmed = self.has_outcome(StepOutcome::Unconfirmed);
        match (failed, self.has_outcome(StepOutcome::Done), unconfirmed) {
            _ if self.is_all_done() => match action {
                Action::Contain
                    if !authority.is_external()
                        && self.steps.iter().any(FinishedStep::is_reverted_by_sync) =>
                {
                    "disabled and signed out; a hybrid joined device is disabled only until the \
                     next directory sync: disable the computer in Active Directory now"
                }
                Action::Contain if authority.synced => {
                    "disabled only until the next directory sync: disable it in Active Directory now"
                }
                Action::Contain if authority.federated => {
                    "disabled and signed out; the password is kept by another identity provider: \
                     reset it there"
                }
                Action::Contain if lag => "contained; Entra does not show all of it yet",
                Action::Contain => "contained",
                Action::Disable if authority.synced => {
                    "disabled until the next directory sync: disable it in Active Directory now"
                }
                Action::Disable => "disabled and signed out",
                Action::Enable => "may sign in again",
                Action::ResetPassword => "must use a new password, signed out",
                Action::SignOut => "signed out",
            },
            (true, true, _) => "done in part: see the steps above",
            (true, false, true) => "not verified, and not all of it could be done",
            (true, false, false) => "nothing was changed",
            (false, _, true) => "accepted, not verified",
            (false, _, false) => "nothing was to be done",
        }
    }

    #[expect(clippy::match_same_arms, reason = "what is said of each outcome")]
    fn step_report(&self, step: &FinishedStep<'_>, facts: RunFacts<'_>) -> StepReport {
        let outcome = step.outcome();
        let detail = step.detail.as_ref();
        let kind = step.step.kind;
        let wants_file = facts.has_password_file && kind == StepKind::Reset;
        let by_read = detail.is_some_and(|detail| !detail.is_confirmed && !detail.is_in_file);
        let is_running = detail.is_some_and(|detail| detail.is_running);
        let is_denied = detail.and_then(|detail| detail.exit) == Some(Exit::Denied);
        let error = step.step.error.clone();
        let remark = match outcome {
            StepOutcome::Done if by_read && wants_file => Some(
                "the password was changed, but the answer was lost, so it was not written down: \
                 reset it again"
                    .to_owned(),
            ),
            StepOutcome::Done if by_read => {
                Some("the answer was lost; reading showed that it is done".to_owned())
            }
            StepOutcome::Done => error,
            StepOutcome::Unconfirmed if is_running => Some(
                "the reset was accepted and runs on; its password was not kept: look again in a \
                 minute"
                    .to_owned(),
            ),
            StepOutcome::Unconfirmed
                if is_unverifiable_here(step.step.way, kind) && error.is_none() =>
            {
                Some("Entra accepted it, but sessions at the guest's own tenant go on".to_owned())
            }
            StepOutcome::Failed if is_denied => {
                denial_explanation(self.account, step, facts.me).or(error)
            }
            StepOutcome::NotTried => {
                Some(error.unwrap_or_else(|| "it was not sent: the run was stopped".to_owned()))
            }
            StepOutcome::Failed | StepOutcome::Unconfirmed | StepOutcome::NotPossible => error,
        };
        StepReport {
            kind,
            device: step.device_report(),
            outcome,
            read_back: step.read_back(),
            status_code: step.step.status_code,
            request_id: step.step.request_id.clone(),
            code: detail.and_then(|detail| detail.code.clone()),
            detail: remark,
        }
    }
}
