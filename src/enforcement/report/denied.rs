//! What a step takes that Graph refused.
use super::account_result::FinishedStep;
use crate::domain::access::{Access, who_may};
use crate::domain::account::Account;
use crate::domain::identity::Identity;
use crate::domain::restricted;

/// Graph's refusal, with what it takes as far as the token says; `None` for an
/// account that was not typed.
pub(crate) fn denied(
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
            // Of a device it is only known that it is in one.
            let units = account.restricted.as_deref();
            let units = units.filter(|_| step.step.device.is_none());
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
                    "your roles should do ({}), unless they ended or reach a part of the tenant \
                     only; {fix}",
                    names.join(", ")
                )
            }
        }
    };
    Some(format!("{error}; {needs}"))
}
