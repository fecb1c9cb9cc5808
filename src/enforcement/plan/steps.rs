//! The steps of one account, as the journal keeps them.
use serde_json::Value;

use super::account_plan::{How, Plan, how, prior};
use crate::domain::account::Account;
use crate::domain::device::AccountDevice;
use crate::domain::task::{Action, StepKind, StepMethod};
use crate::journal::{StepPlan, TYPED};

/// The steps of an action on one account, in their order; none without one.
pub(crate) fn steps(
    action: Action,
    new_password: bool,
    app_only: bool,
    account: Option<&Account>,
) -> Vec<StepPlan> {
    let Some(account) = account else {
        return Vec::new();
    };
    let step = |kind: &StepKind| {
        let (way, not_possible) = match how(account, *kind, new_password, app_only) {
            How::NotPossible(why) => (StepMethod::NotPossible, Some(why.into())),
            How::Barred => (StepMethod::NotPossible, None),
            How::WriteBack => (StepMethod::WriteBack, None),
            How::Call if account.guest && *kind == StepKind::Revoke => (StepMethod::Guest, None),
            How::Call => (StepMethod::Call, None),
        };
        let mut prior = prior(account, *kind);
        if account.synced {
            mark(&mut prior, "synced");
        }
        if account.federated == Some(true) {
            mark(&mut prior, "federated");
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

/// The steps of a plan of typed accounts, in its order.
pub(crate) fn plan_steps(plan: &Plan, app_only: bool) -> Vec<StepPlan> {
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

/// The step that changes a device of an account that was typed.
fn device_step(kind: StepKind, account: &Account, one: &AccountDevice) -> StepPlan {
    let mut prior = one.device.prior(&account.id);
    mark(&mut prior, TYPED);
    StepPlan {
        account_id: account.id.clone(),
        account_name: account.upn.clone(),
        kind,
        prior,
        way: match one.barred {
            Some(_) => StepMethod::NotPossible,
            None => StepMethod::Call,
        },
        not_possible: one.barred.clone().map(Into::into),
        device: Some(one.device.step()),
    }
}

/// The same for an account that was typed: only such ones may hold a role when a
/// task is resumed or undone.
fn typed_steps(
    action: Action,
    new_password: bool,
    app_only: bool,
    account: &Account,
) -> Vec<StepPlan> {
    let mut steps = steps(action, new_password, app_only, Some(account));
    for step in &mut steps {
        mark(&mut step.prior, TYPED);
    }
    steps
}

fn mark(prior: &mut Value, name: &str) {
    if let Some(fields) = prior.as_object_mut() {
        fields.insert(name.to_owned(), true.into());
    }
}
