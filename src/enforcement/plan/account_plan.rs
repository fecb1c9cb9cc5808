//! What will be done to each account, and whether anything stands in the way.
//!
//! Decides before the first write; sends nothing.
use crate::ids::ObjectId;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use serde_json::{Value, json};

use crate::domain::access::{Access, access, device_access};
use crate::domain::account::Account;
use crate::domain::device::AccountDevice;
use crate::domain::identity::Identity;
use crate::domain::restricted;
use crate::domain::stays_open::Tokens;
use crate::domain::task::{Action, StepKind};
use crate::graph::{Call, calls};
use crate::reports::users::plan::PlannedStep;
use crate::secret::Secret;

/// How a step is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum How {
    /// One call, done when Graph says so.
    Call,
    /// A password reset that Entra carries to Active Directory; it runs on.
    WriteBack,
    /// It cannot be done to this account from here; why, and what to do.
    NotPossible(&'static str),
    /// A guard-rail keeps it from the device, which says why.
    Barred,
}

/// One step on one account.
#[derive(Debug, Clone)]
pub(crate) struct Planned {
    /// Place of the account in the plan.
    pub account: usize,
    /// What is done.
    pub kind: StepKind,
    /// How.
    pub how: How,
    /// Whether the token suffices, as far as it says.
    pub access: Access,
    /// The device that it changes; `None`: it changes the account.
    pub device: Option<Arc<AccountDevice>>,
}

/// Everything that one command will do.
#[derive(Debug)]
pub(crate) struct Plan {
    /// What was asked.
    pub action: Action,
    /// A password is set, not only asked for.
    pub new_password: bool,
    /// The accounts, each with the name it was typed as.
    pub accounts: Vec<(Account, String)>,
    /// The steps, account by account.
    pub steps: Vec<Planned>,
    /// How long tokens and sessions stay good.
    pub tokens: Tokens,
    /// The registered devices of the accounts; `None`: they were not asked for.
    pub devices: Option<Vec<Arc<AccountDevice>>>,
}

/// Why a password cannot be reset here, for each kind of account.
pub(crate) const GUEST_PASSWORD: &str =
    "a guest's password is kept by the guest's own tenant: ask its administrators";
const FEDERATED_PASSWORD: &str =
    "this person signs in at another identity provider: reset the password there";
const SYNCED_BY_APPLICATION: &str =
    "an application cannot reset the password of a synced account: reset it in Active Directory";
pub(crate) const SYNCED_WITHOUT_PASSWORD: &str = "a synced account needs a new password: use \
--new-password --password-file FILE, or reset it in Active Directory";

impl Plan {
    /// The plan for `accounts`.
    pub(crate) fn new(
        action: Action,
        accounts: Vec<(Account, String)>,
        new_password: bool,
        me: &Identity,
    ) -> Self {
        let new_password = new_password || action == Action::Contain;
        let mut steps = Vec::new();
        for (place, (account, _)) in accounts.iter().enumerate() {
            for kind in action.steps() {
                steps.push(Planned {
                    account: place,
                    kind: *kind,
                    how: how(account, *kind, new_password, me.app_only),
                    access: access(me, account, *kind),
                    device: None,
                });
            }
        }
        Self {
            action,
            new_password,
            accounts,
            steps,
            tokens: Tokens::default(),
            devices: None,
        }
    }

    /// Adds the steps that disable these devices, each after those of its account.
    pub(crate) fn add_devices(&mut self, devices: Vec<AccountDevice>, me: &Identity) {
        let devices: Vec<Arc<AccountDevice>> = devices.into_iter().map(Arc::new).collect();
        for one in devices.iter().filter(|one| !one.is_disabled()) {
            self.steps.push(Planned {
                account: one.account,
                kind: StepKind::DisableDevice,
                how: match one.barred {
                    Some(_) => How::Barred,
                    None => How::Call,
                },
                access: device_access(me, one.device.restricted),
                device: Some(Arc::clone(one)),
            });
        }
        // The sort is stable: a device comes behind the steps of its account.
        self.steps.sort_by_key(|step| step.account);
        self.devices = Some(devices);
    }

    /// The devices of the account at `place`.
    pub(crate) fn devices_of(&self, place: usize) -> impl Iterator<Item = &AccountDevice> {
        let all = self.devices.iter().flatten();
        all.filter(move |one| one.account == place).map(Arc::as_ref)
    }

    /// How many users who were not named lose a device.
    pub(crate) fn other_device_users(&self) -> usize {
        let named: BTreeSet<&ObjectId> = self.accounts.iter().map(|(one, _)| &one.id).collect();
        let steps = self.steps.iter().filter(|step| step.is_possible());
        let devices = steps.filter_map(|step| step.device.as_ref());
        let users = devices.flat_map(|one| one.device.owners.iter().flatten());
        let others = users.map(|user| &user.id).filter(|id| !named.contains(id));
        others.collect::<BTreeSet<_>>().len()
    }

    /// The account of a step.
    pub(crate) fn account(&self, step: &Planned) -> Option<&Account> {
        self.accounts.get(step.account).map(|(account, _)| account)
    }
}

impl Planned {
    /// Whether it can be done to this account from here.
    pub(crate) fn is_possible(&self) -> bool {
        match self.how {
            How::Call | How::WriteBack => true,
            How::NotPossible(_) | How::Barred => false,
        }
    }

    /// The call that takes the step; a password is made by the caller.
    pub(crate) fn call(&self, account: &Account, password: Option<Secret>) -> Option<Call> {
        let id = &account.id;
        Some(match (self.kind, self.how, password) {
            (StepKind::DisableDevice | StepKind::EnableDevice, ..) => {
                let enabled = self.kind == StepKind::EnableDevice;
                calls::devices::set_enabled(&self.device.as_ref()?.device.id, enabled)
            }
            (StepKind::Disable, ..) => calls::users::set_enabled(id, false),
            (StepKind::Enable, ..) => calls::users::set_enabled(id, true),
            (StepKind::Revoke, ..) => calls::users::revoke_sessions(id),
            (StepKind::Reset, How::WriteBack, Some(password)) => {
                calls::users::reset_with_write_back(id, password)
            }
            (StepKind::Reset, _, Some(password)) => calls::users::set_password(id, password),
            (StepKind::Reset, _, None) => calls::users::force_password_change(id),
        })
    }
}

/// What was so before a step, for the journal, the audit log and undo.
pub(crate) fn prior(account: &Account, kind: StepKind) -> Value {
    match kind {
        // What was so of a device is the device's own (`Device::prior`).
        StepKind::DisableDevice | StepKind::EnableDevice => json!({}),
        StepKind::Disable | StepKind::Enable => json!({ "accountEnabled": account.enabled }),
        StepKind::Reset => json!({
            "lastPasswordChangeDateTime": account.password_changed.map(|at| at.to_string()),
        }),
        StepKind::Revoke => json!({
            "signInSessionsValidFromDateTime": account.sessions_valid_from.map(|at| at.to_string()),
        }),
    }
}

/// What is to be so after a step on `account`, for the audit log. Never a password.
pub(crate) fn wanted(kind: StepKind, new_password: bool, account: &ObjectId) -> Value {
    match kind {
        StepKind::DisableDevice => json!({ "accountEnabled": false, "deviceOf": account }),
        StepKind::EnableDevice => json!({ "accountEnabled": true, "deviceOf": account }),
        StepKind::Disable => json!({ "accountEnabled": false }),
        StepKind::Enable => json!({ "accountEnabled": true }),
        StepKind::Reset => json!({
            "forceChangePasswordNextSignIn": true,
            "newPassword": new_password,
        }),
        StepKind::Revoke => json!({ "signInSessionsValidFromDateTime": "now" }),
    }
}

/// How a step is taken on an account, or why it cannot be.
pub(crate) fn how(account: &Account, kind: StepKind, new_password: bool, app_only: bool) -> How {
    match kind {
        StepKind::Reset if account.guest => How::NotPossible(GUEST_PASSWORD),
        StepKind::Reset if account.federated == Some(true) => How::NotPossible(FEDERATED_PASSWORD),
        StepKind::Reset if account.synced && app_only => How::NotPossible(SYNCED_BY_APPLICATION),
        StepKind::Reset if account.synced && !new_password => {
            How::NotPossible(SYNCED_WITHOUT_PASSWORD)
        }
        StepKind::Reset if account.synced => How::WriteBack,
        StepKind::Reset
        | StepKind::Disable
        | StepKind::Enable
        | StepKind::Revoke
        | StepKind::DisableDevice
        | StepKind::EnableDevice => How::Call,
    }
}

/// How an account could become privileged by itself, or that nobody knows.
pub(crate) fn latent(account: &Account) -> Vec<String> {
    let mut found = Vec::new();
    if account.owns_role_group == Some(true) {
        found.push("it owns a group that directory roles can be given to".to_owned());
    }
    match account.eligible {
        Some(true) => found.push("it is eligible for a directory role".to_owned()),
        None => found.push(
            "whether it is eligible for a directory role could not be read: it may be an \
             administrator"
                .to_owned(),
        ),
        Some(false) => {}
    }
    found
}

/// The steps of an action, as a person agrees to them.
pub(crate) fn steps_in_words(
    action: Action,
    new_password: bool,
    password_file: Option<&Path>,
) -> Vec<PlannedStep> {
    let what = |kind: StepKind| match kind {
        StepKind::Disable => "block sign-in".to_owned(),
        StepKind::Enable => "unblock sign-in".to_owned(),
        StepKind::DisableDevice => "disable registered devices".to_owned(),
        StepKind::EnableDevice => "enable registered devices".to_owned(),
        StepKind::Revoke => "revoke sessions: sign out everywhere".to_owned(),
        StepKind::Reset => match password_file {
            _ if !new_password => "ask for a new password at the next sign-in".to_owned(),
            None => "set a random password that is never shown".to_owned(),
            Some(file) => format!("set a new password and write it to {}", file.display()),
        },
    };
    let steps = action.steps().iter().copied();
    steps
        .map(|kind| PlannedStep {
            kind,
            what: what(kind),
        })
        .collect()
}

/// What has to be known of an account before somebody agrees.
pub(crate) fn warnings(plan: &Plan, account: &Account) -> Vec<String> {
    let mut warnings = Vec::new();
    if let Some(odd) = account.oddity() {
        warnings.push(format!(
            "its name has {}: it may look like another account's; go by the object id",
            odd.words()
        ));
    }
    let names = account.role_names();
    if account.roles.is_none() {
        warnings.push("its roles could not be read".to_owned());
    } else if !names.is_empty() {
        warnings.push(format!("it holds directory roles: {names}"));
    } else if account.role_assignable_group == Some(true) {
        warnings.push("it is in a group that directory roles can be given to".to_owned());
    } else if account.role_group().is_none() {
        warnings.push(
            "whether it is in, or owns, a group that directory roles can be given to could not be \
             read"
                .to_owned(),
        );
    }
    warnings.extend(latent(account));
    warnings.extend(account.restricted.as_deref().map(restricted::needs));
    if account.synced {
        warnings.push(match plan.action {
            Action::Disable | Action::Contain => {
                "it is synced: the next sync (about 30 minutes) enables it again unless it is \
                 disabled in Active Directory as well"
                    .to_owned()
            }
            Action::Enable => "it is synced: Active Directory decides at the next sync \
                               whether it stays enabled"
                .to_owned(),
            Action::ResetPassword | Action::SignOut => {
                "it is synced from Active Directory".to_owned()
            }
        });
    }
    if account.guest && plan.action != Action::Enable {
        warnings.push(
            "it is a guest: sessions at the guest's own tenant cannot be ended from here"
                .to_owned(),
        );
    }
    for step in plan
        .steps
        .iter()
        .filter(|step| plan.account(step).is_some_and(|own| own.id == account.id))
    {
        if let How::NotPossible(why) = step.how {
            warnings.push(format!("{}: {why}", step.kind.title()));
        } else if step.device.is_some() {
            // It is said where the device is listed.
        } else if let Access::NeedsRole(roles) = &step.access {
            warnings.push(format!(
                "{}: your token shows none of the roles that may do this ({}); Graph decides",
                step.kind.title(),
                roles.join(", ")
            ));
        }
    }
    if plan.action == Action::ResetPassword
        && !plan.new_password
        && !account.guest
        && !account.synced
    {
        warnings
            .push("the old password works once more: its holder chooses the next one".to_owned());
    }
    match (plan.action, account.enabled) {
        (Action::Disable | Action::Contain, Some(false)) => {
            warnings.push("it is disabled already".to_owned());
        }
        (Action::Enable, Some(true)) => warnings.push("it is enabled already".to_owned()),
        _ => {}
    }
    warnings
}
