//! The plan for named accounts: the steps for each account, and the warnings.
//!
//! Decides before the first write; sends nothing.
use crate::ids::ObjectId;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use serde_json::{Value, json};

use crate::domain::access::{Access, account_access, device_access};
use crate::domain::account::Account;
use crate::domain::device::AccountDevice;
use crate::domain::identity::Identity;
use crate::domain::residual_access::TokenFacts;
use crate::domain::restricted;
use crate::domain::task::{Action, StepKind};
use crate::graph::{Call, calls};
use crate::reports::users::plan::PlannedStep;
use crate::secret::Secret;

/// Method of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PlannedMethod {
    /// One call, done when Graph confirms it.
    Call,
    /// A password reset that Entra writes back to Active Directory, asynchronously.
    WriteBack,
    /// Not possible for this account; the text says why, and what to do instead.
    NotPossible(&'static str),
    /// A guard-rail excludes the device; the device has the reason.
    Barred,
}

/// One step for one account.
#[derive(Debug, Clone)]
pub(crate) struct AccountStep {
    /// Index of the account in the plan.
    pub account: usize,
    /// Kind of the step.
    pub kind: StepKind,
    /// Method.
    pub how: PlannedMethod,
    /// Whether the token is sufficient, according to its claims.
    pub access: Access,
    /// The device that it changes; `None` if it changes the account.
    pub device: Option<Arc<AccountDevice>>,
}

/// The plan of one command.
#[derive(Debug)]
pub(crate) struct AccountPlan {
    /// The requested action.
    pub action: Action,
    /// Whether a new password is set, and not only a reset required.
    pub new_password: bool,
    /// The accounts, each with the name that was typed.
    pub accounts: Vec<(Account, String)>,
    /// The steps, ordered by account.
    pub steps: Vec<AccountStep>,
    /// Lifetimes of tokens and sessions.
    pub tokens: TokenFacts,
    /// The registered devices of the accounts; `None` if not requested.
    pub devices: Option<Vec<Arc<AccountDevice>>>,
}

/// Reasons why a password cannot be reset here, one per kind of account.
pub(crate) const GUEST_PASSWORD: &str =
    "a guest's password is kept by the guest's own tenant: ask its administrators";
const FEDERATED_PASSWORD: &str =
    "this person signs in at another identity provider: reset the password there";
const SYNCED_BY_APPLICATION: &str =
    "an application cannot reset the password of a synced account: reset it in Active Directory";
pub(crate) const SYNCED_WITHOUT_PASSWORD: &str = "a synced account needs a new password: use \
--new-password --password-file FILE, or reset it in Active Directory";

impl AccountPlan {
    /// Creates the plan for `accounts`.
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
                steps.push(AccountStep {
                    account: place,
                    kind: *kind,
                    how: step_method(account, *kind, new_password, me.app_only),
                    access: account_access(me, account, *kind),
                    device: None,
                });
            }
        }
        Self {
            action,
            new_password,
            accounts,
            steps,
            tokens: TokenFacts::default(),
            devices: None,
        }
    }

    /// Adds steps that disable these devices, after the steps of their account.
    pub(crate) fn add_devices(&mut self, devices: Vec<AccountDevice>, me: &Identity) {
        let devices: Vec<Arc<AccountDevice>> = devices.into_iter().map(Arc::new).collect();
        for one in devices.iter().filter(|one| !one.is_disabled()) {
            self.steps.push(AccountStep {
                account: one.account,
                kind: StepKind::DisableDevice,
                how: match one.skip_reason {
                    Some(_) => PlannedMethod::Barred,
                    None => PlannedMethod::Call,
                },
                access: device_access(me, one.device.restricted),
                device: Some(Arc::clone(one)),
            });
        }
        // The sort is stable: devices follow the steps of their account.
        self.steps.sort_by_key(|step| step.account);
        self.devices = Some(devices);
    }

    /// Returns the devices of the account at index `place`.
    pub(crate) fn devices_of(&self, place: usize) -> impl Iterator<Item = &AccountDevice> {
        let all = self.devices.iter().flatten();
        all.filter(move |one| one.account == place).map(Arc::as_ref)
    }

    /// Returns the number of users who lose a device without being named.
    pub(crate) fn other_device_users(&self) -> usize {
        let named: BTreeSet<&ObjectId> = self.accounts.iter().map(|(one, _)| &one.id).collect();
        let steps = self.steps.iter().filter(|step| step.is_possible());
        let devices = steps.filter_map(|step| step.device.as_ref());
        let users = devices.flat_map(|one| one.device.owners.iter().flatten());
        let others = users.map(|user| &user.id).filter(|id| !named.contains(id));
        others.collect::<BTreeSet<_>>().len()
    }

    /// Returns the account of a step.
    pub(crate) fn account_of(&self, step: &AccountStep) -> Option<&Account> {
        self.accounts.get(step.account).map(|(account, _)| account)
    }
}

impl AccountStep {
    /// Whether it is possible for this account.
    pub(crate) fn is_possible(&self) -> bool {
        match self.how {
            PlannedMethod::Call | PlannedMethod::WriteBack => true,
            PlannedMethod::NotPossible(_) | PlannedMethod::Barred => false,
        }
    }

    /// Returns the call of the step; the caller provides the password.
    pub(crate) fn to_call(&self, account: &Account, password: Option<Secret>) -> Option<Call> {
        let id = &account.id;
        Some(match (self.kind, self.how, password) {
            (StepKind::DisableDevice | StepKind::EnableDevice, ..) => {
                let enabled = self.kind == StepKind::EnableDevice;
                calls::devices::set_enabled(&self.device.as_ref()?.device.id, enabled)
            }
            (StepKind::Disable, ..) => calls::users::set_enabled(id, false),
            (StepKind::Enable, ..) => calls::users::set_enabled(id, true),
            (StepKind::Revoke, ..) => calls::users::revoke_sessions(id),
            (StepKind::Reset, PlannedMethod::WriteBack, Some(password)) => {
                calls::users::reset_with_write_back(id, password)
            }
            (StepKind::Reset, _, Some(password)) => calls::users::set_password(id, password),
            (StepKind::Reset, _, None) => calls::users::force_password_change(id),
        })
    }
}

/// Returns the state before a step, for journal, audit log and undo.
pub(crate) fn prior_state(account: &Account, kind: StepKind) -> Value {
    match kind {
        // Devices have their own prior state (`Device::prior_state`).
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

/// Returns the intended state after a step on `account`, for the audit log. Never
/// contains a password.
pub(crate) fn intended_state(kind: StepKind, new_password: bool, account: &ObjectId) -> Value {
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

/// Returns the method of a step for an account, or why it is not possible.
pub(crate) fn step_method(
    account: &Account,
    kind: StepKind,
    new_password: bool,
    app_only: bool,
) -> PlannedMethod {
    match kind {
        StepKind::Reset if account.guest => PlannedMethod::NotPossible(GUEST_PASSWORD),
        StepKind::Reset if account.federated == Some(true) => {
            PlannedMethod::NotPossible(FEDERATED_PASSWORD)
        }
        StepKind::Reset if account.synced && app_only => {
            PlannedMethod::NotPossible(SYNCED_BY_APPLICATION)
        }
        StepKind::Reset if account.synced && !new_password => {
            PlannedMethod::NotPossible(SYNCED_WITHOUT_PASSWORD)
        }
        StepKind::Reset if account.synced => PlannedMethod::WriteBack,
        StepKind::Reset
        | StepKind::Disable
        | StepKind::Enable
        | StepKind::Revoke
        | StepKind::DisableDevice
        | StepKind::EnableDevice => PlannedMethod::Call,
    }
}

/// Returns how an account could become privileged by itself, or that this is unknown.
pub(crate) fn possible_privileges(account: &Account) -> Vec<String> {
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

/// Describes the steps of an action for the confirmation.
pub(crate) fn describe_steps(
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

/// Returns the warnings about an account for the confirmation.
pub(crate) fn account_warnings(plan: &AccountPlan, account: &Account) -> Vec<String> {
    let mut warnings = Vec::new();
    if let Some(odd) = account.name_risk() {
        warnings.push(format!(
            "its name has {}: it may look like another account's; go by the object id",
            odd.label()
        ));
    }
    let names = account.role_names();
    if account.roles.is_none() {
        warnings.push("its roles could not be read".to_owned());
    } else if !names.is_empty() {
        warnings.push(format!("it holds directory roles: {names}"));
    } else if account.role_assignable_group == Some(true) {
        warnings.push("it is in a group that directory roles can be given to".to_owned());
    } else if account.in_or_owns_role_group().is_none() {
        warnings.push(
            "whether it is in, or owns, a group that directory roles can be given to could not be \
             read"
                .to_owned(),
        );
    }
    warnings.extend(possible_privileges(account));
    warnings.extend(
        account
            .restricted
            .as_deref()
            .map(restricted::role_requirement),
    );
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
    for step in plan.steps.iter().filter(|step| {
        plan.account_of(step)
            .is_some_and(|own| own.id == account.id)
    }) {
        if let PlannedMethod::NotPossible(why) = step.how {
            warnings.push(format!("{}: {why}", step.kind.title()));
        } else if step.device.is_some() {
            // The list of devices has its warning.
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
