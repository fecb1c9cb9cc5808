//! Explains why Graph denied a step.
use super::account_result::FinishedStep;
use crate::domain::access::{Access, sufficient_roles};
use crate::domain::account::Account;
use crate::domain::identity::Identity;
use crate::domain::restricted;

/// Returns Graph's refusal with the requirements of the step that the token does not
/// meet; `None` if the account was not named.
pub(crate) fn denial_explanation(
    account: Option<&Account>,
    step: &FinishedStep<'_>,
    me: &Identity,
) -> Option<String> {
    let (account, access) = (account?, step.access?);
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
            // For a device, only the fact is known that it is in a restricted unit.
            let units = account.restricted.as_deref();
            let units = units.filter(|_| step.step.device.is_none());
            format!(
                "{} (one of: {})",
                restricted::role_requirement(units.unwrap_or_default()),
                roles.join(", ")
            )
        }
        Access::Allowed | Access::Unknown if error.contains(restricted::GRAPH_MESSAGE) => {
            restricted::role_requirement(&[])
        }
        Access::Allowed | Access::Unknown => {
            let enough = sufficient_roles(account, step.step.kind);
            let names: Vec<&str> = enough.iter().map(|role| role.name).collect();
            if me.directory_roles.is_empty() {
                format!("it takes one of: {}; {fix}", names.join(", "))
            } else {
                format!(
                    "your roles should do ({}), unless they ended or reach a part of the tenant \
                     only; {fix}",
                    names.join(", ")
                )
            }
        }
    };
    Some(format!("{error}; {needs}"))
}
