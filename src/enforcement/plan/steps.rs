//! The steps of an account as the journal stores them.
use serde_json::Value;

use super::account_plan::{AccountPlan, PlannedMethod, prior_state, step_method};
use crate::domain::account::Account;
use crate::domain::device::AccountDevice;
use crate::domain::task::{Action, StepKind, StepMethod};
use crate::journal::{StepPlan, TYPED};

/// Returns the steps of an action on an account in their order; empty if there is no
/// account.
pub(crate) fn account_steps(
    action: Action,
    new_password: bool,
    app_only: bool,
    account: Option<&Account>,
) -> Vec<StepPlan> {
    let Some(account) = account else {
        return Vec::new();
    };
    let step = |kind: &StepKind| {
        let (way, not_possible) = match step_method(account, *kind, new_password, app_only) {
            PlannedMethod::NotPossible(why) => (StepMethod::NotPossible, Some(why.into())),
            PlannedMethod::Barred => (StepMethod::NotPossible, None),
            PlannedMethod::WriteBack => (StepMethod::WriteBack, None),
            PlannedMethod::Call if account.guest && *kind == StepKind::Revoke => {
                (StepMethod::Guest, None)
            }
            PlannedMethod::Call => (StepMethod::Call, None),
        };
        let mut prior = prior_state(account, *kind);
        if account.synced {
            set_flag(&mut prior, "synced");
        }
        if account.federated == Some(true) {
            set_flag(&mut prior, "federated");
        }
        StepPlan {
            account_id: account.id.clone(),
            account_name: account.upn.clone(),
            kind: *kind,
            prior,
            way,
            not_possible,
            device: None,
        }
    };
    action.steps().iter().map(step).collect()
}

/// Returns the steps of a plan for named accounts.
pub(crate) fn plan_steps(plan: &AccountPlan, app_only: bool) -> Vec<StepPlan> {
    let mut all = Vec::new();
    for (place, (account, _)) in plan.accounts.iter().enumerate() {
        all.extend(typed_steps(
            plan.action,
            plan.new_password,
            app_only,
            account,
        ));
        let devices = plan.devices_of(place).filter(|one| !one.is_disabled());
        all.extend(devices.map(|one| device_step(StepKind::DisableDevice, account, one)));
    }
    all
}

/// Returns the step that changes a device of a named account.
fn device_step(kind: StepKind, account: &Account, one: &AccountDevice) -> StepPlan {
    let mut prior = one.device.prior_state(&account.id);
    set_flag(&mut prior, TYPED);
    StepPlan {
        account_id: account.id.clone(),
        account_name: account.upn.clone(),
        kind,
        prior,
        way: match one.skip_reason {
            Some(_) => StepMethod::NotPossible,
            None => StepMethod::Call,
        },
        not_possible: one.skip_reason.clone().map(Into::into),
        device: Some(one.device.to_step_device()),
    }
}

/// Returns the steps of a named account. Only these may change accounts with a role
/// when a task is resumed or undone.
fn typed_steps(
    action: Action,
    new_password: bool,
    app_only: bool,
    account: &Account,
) -> Vec<StepPlan> {
    let mut steps = account_steps(action, new_password, app_only, Some(account));
    for step in &mut steps {
        set_flag(&mut step.prior, TYPED);
    }
    steps
}

fn set_flag(prior: &mut Value, name: &str) {
    if let Some(fields) = prior.as_object_mut() {
        fields.insert(name.to_owned(), true.into());
    }
}
