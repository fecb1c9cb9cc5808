//! The steps of one account, as the journal keeps them.
use serde_json::Value;

use super::account_plan::{How, how, prior};
use crate::domain::account::Account;
use crate::domain::task::{Action, StepKind, Way};
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
            How::NotPossible(why) => (Way::NotPossible, Some(why)),
            How::WriteBack => (Way::WriteBack, None),
            How::Call if account.guest && *kind == StepKind::Revoke => (Way::Guest, None),
            How::Call => (Way::Call, None),
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
        }
    };
    action.steps().iter().map(step).collect()
}

/// The same for an account that was typed: only such ones may hold a role when a
/// task is resumed or undone.
pub(crate) fn typed_steps(
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
