//! One account after a run: its steps, what that makes of it, what stays open.
use crate::domain::account::{Access, Account, who_may};
use crate::domain::authority::Authority;
use crate::domain::identity::Identity;
use crate::domain::restricted;
use crate::domain::stays_open::Tokens;
use crate::domain::task::{Action, ReadBack, StepKind, StepOutcome, Way};
use crate::enforcement::execute::executor::StepDetail;
use crate::enforcement::execute::step_run::is_beyond;
use crate::exit::Exit;
use crate::journal::{Step, TaskId};
use crate::reports::users_action::{AccountResult, StepReport};

/// One step after its run.
#[derive(Debug)]
pub(crate) struct FinishedStep<'p> {
    pub step: Step,
    /// What the journal does not keep of it; `None` if an earlier run took it, or
    /// of the last of many.
    pub detail: Option<StepDetail>,
    /// Whether the token was enough for it, if the account was typed.
    pub access: Option<&'p Access>,
}

impl FinishedStep<'_> {
    pub(crate) fn outcome(&self) -> StepOutcome {
        match self.step.outcome {
            Some(outcome) => outcome,
            // The journal says that it left, but not what came of it.
            None if self.step.sent.is_some() => StepOutcome::Unconfirmed,
            None => StepOutcome::NotTried,
        }
    }

    pub(crate) fn read_back(&self) -> ReadBack {
        self.step.read_back.unwrap_or(ReadBack::NotRead)
    }
}

/// One account after its run.
#[derive(Debug)]
pub(crate) struct FinishedAccount<'p> {
    /// What was read of it, if it was typed.
    pub account: Option<&'p Account>,
    pub steps: Vec<FinishedStep<'p>>,
}

/// What all accounts of a run have in common.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RunFacts<'a> {
    pub action: Action,
    pub me: &'a Identity,
    pub tokens: &'a Tokens,
    pub has_password_file: bool,
}

impl FinishedAccount<'_> {
    /// Which other directories decide about it, as its steps say.
    pub(crate) fn authority(&self) -> Authority {
        let has = |mark: &str| {
            let mut steps = self.steps.iter();
            steps.any(|step| step.step.prior.get(mark).is_some())
        };
        Authority {
            guest: self.steps.iter().any(|step| step.step.way == Way::Guest),
            synced: has("synced"),
            federated: has("federated"),
        }
    }

    /// Whether a step counts: what cannot be done to a guest from here, or to an
    /// account that another directory decides about, is not held against it.
    fn counts(&self, step: &FinishedStep<'_>) -> bool {
        let authority = self.authority();
        let elsewhere = authority.guest || authority.is_elsewhere();
        !(elsewhere && step.outcome() == StepOutcome::NotPossible)
    }

    fn has(&self, wanted: StepOutcome) -> bool {
        self.steps.iter().any(|step| step.outcome() == wanted)
    }

    fn is_all_done(&self) -> bool {
        let mut counted = self.steps.iter().filter(|step| self.counts(step));
        counted.all(|step| step.outcome() == StepOutcome::Done)
    }

    /// Its line in the report. `password_taken_by`: the task that replaced the
    /// password of an account that is enabled again.
    pub(crate) fn result(
        &self,
        facts: RunFacts<'_>,
        password_taken_by: Option<TaskId>,
    ) -> Option<AccountResult> {
        let step = &self.steps.first()?.step;
        let authority = self.authority();
        let is_done = self.is_all_done();
        let lasts = facts.action != Action::Contain || !authority.is_elsewhere();
        Some(AccountResult {
            id: step.account_id.clone(),
            user_principal_name: step.account_name.clone(),
            name: self.account.and_then(|account| account.name.clone()),
            done: is_done && lasts,
            verdict: match password_taken_by {
                Some(task) if is_done => format!(
                    "may sign in again, but has no password that anybody knows: task {task} \
                     replaced it"
                ),
                _ => self.verdict(facts.action).to_owned(),
            },
            steps: self
                .steps
                .iter()
                .map(|step| self.step_report(step, facts))
                .collect(),
            stays_open: if self.has(StepOutcome::Done) {
                let tokens = facts.tokens;
                tokens.after(facts.action, &step.account_id, authority)
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
            self.counts(step)
                && matches!(
                    step.outcome(),
                    StepOutcome::Failed | StepOutcome::NotTried | StepOutcome::NotPossible
                )
        });
        let unconfirmed = self.has(StepOutcome::Unconfirmed);
        match (failed, self.has(StepOutcome::Done), unconfirmed) {
            _ if self.is_all_done() => match action {
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
            (true, false, true) => "not confirmed, and not all of it could be done",
            (true, false, false) => "nothing was changed",
            (false, _, true) => "accepted, not confirmed",
            (false, _, false) => "nothing was to be done",
        }
    }

    #[expect(clippy::match_same_arms, reason = "what is said of each outcome")]
    fn step_report(&self, step: &FinishedStep<'_>, facts: RunFacts<'_>) -> StepReport {
        let outcome = step.outcome();
        let detail = step.detail.as_ref();
        let kind = step.step.kind;
        let wants_file = facts.has_password_file && kind == StepKind::Reset;
        let by_read = detail.is_some_and(|detail| !detail.has_yes && !detail.is_in_file);
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
            StepOutcome::Unconfirmed if is_beyond(step.step.way, kind) && error.is_none() => {
                Some("Entra accepted it, but sessions at the guest's own tenant go on".to_owned())
            }
            StepOutcome::Failed if is_denied => self.denied(step, facts.me).or(error),
            StepOutcome::NotTried => {
                Some(error.unwrap_or_else(|| "it was not sent: the run was stopped".to_owned()))
            }
            StepOutcome::Failed | StepOutcome::Unconfirmed | StepOutcome::NotPossible => error,
        };
        StepReport {
            kind,
            outcome,
            read_back: step.read_back(),
            status_code: step.step.status_code,
            request_id: step.step.request_id.clone(),
            code: detail.and_then(|detail| detail.code.clone()),
            detail: remark,
        }
    }

    /// Graph's refusal, with what it takes as far as the token says; `None` for
    /// an account that was not typed.
    fn denied(&self, step: &FinishedStep<'_>, me: &Identity) -> Option<String> {
        let (account, access) = (self.account?, step.access?);
        let error = step.step.error.clone().unwrap_or_default();
        let fix = if me.app_only {
            "give it to the application"
        } else {
            "activate it (Entra admin center, My roles) and sign in again"
        };
        let needs = match access {
            Access::NeedsPermission(names) => format!("it takes {}", names.join(", ")),
            Access::NeedsRole(roles) => format!("it takes one of: {}; {fix}", roles.join(", ")),
            Access::NeedsUnitRole(roles) => {
                let units = account.restricted.as_deref();
                format!(
                    "{} (one of: {})",
                    restricted::needs(units.unwrap_or_default()),
                    roles.join(", ")
                )
            }
            Access::Allowed | Access::Unknown if error.contains(restricted::PHRASE) => {
                restricted::needs(&[])
            }
            Access::Allowed | Access::Unknown => {
                let enough = who_may(account, step.step.kind);
                let names: Vec<&str> = enough.iter().map(|role| role.name).collect();
                if me.directory_roles.is_empty() {
                    format!("it takes one of: {}; {fix}", names.join(", "))
                } else {
                    format!(
                        "your roles should do ({}), unless they ended or reach a part of the \
                         tenant only; {fix}",
                        names.join(", ")
                    )
                }
            }
        };
        Some(format!("{error}; {needs}"))
    }
}
