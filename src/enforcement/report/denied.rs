//! What a step takes that Graph refused.
use crate::commands::connect::Connected;
use crate::domain::access::{Access, who_may};
use crate::domain::restricted;
use crate::enforcement::plan::account_plan::Plan;
use crate::enforcement::report::typed_report::StepResult;

/// Graph's refusal, with what it takes as far as the token says.
pub(crate) fn denied(step: &StepResult<'_>, plan: &Plan, connected: &Connected) -> String {
    let said = step.step.error.clone().unwrap_or_default();
    let fix = if connected.me.app_only {
        "give it to the application"
    } else {
        "activate it (Entra admin center, My roles) and sign in again"
    };
    let needs = match &step.planned.access {
        Access::NeedsPermission(names) => format!("it takes {}", names.join(", ")),
        Access::NeedsRole(roles) => format!("it takes one of: {}; {fix}", roles.join(", ")),
        Access::NeedsUnitRole(roles) => {
            // Of a device it is only known that it is in one.
            let account = plan.account(step.planned);
            let account = account.filter(|_| step.planned.device.is_none());
            let units = account.and_then(|account| account.restricted.as_deref());
            format!(
                "{} (one of: {})",
                restricted::needs(units.unwrap_or_default()),
                roles.join(", ")
            )
        }
        Access::Allowed | Access::Unknown if said.contains(restricted::PHRASE) => {
            restricted::needs(&[])
        }
        Access::Allowed | Access::Unknown => {
            let enough = plan
                .account(step.planned)
                .map(|account| who_may(account, step.planned.kind))
                .unwrap_or_default();
            let names: Vec<&str> = enough.iter().map(|role| role.name).collect();
            if connected.me.directory_roles.is_empty() {
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
    format!("{said}; {needs}")
}
