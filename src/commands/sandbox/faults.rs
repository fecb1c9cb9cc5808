//! `sandbox faults`: sets, lists and clears the faults of the simulated tenant.
use super::sandbox_of;
use crate::cli::sandbox::FaultsCommand;
use crate::context::{CommandResult, Ctx, Outcome};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::reports::sandbox::faults::{SandboxFault, SandboxFaults};
use crate::reports::sandbox::scenarios::SandboxChoice;
use crate::sandbox::{FaultError, FaultKind, FaultRule, Faults, Tenant};
use crate::text::near;

/// Lists, sets or clears faults.
///
/// # Errors
/// Exit 2 if a fault is invalid; nothing is set then.
pub(crate) fn run(ctx: &mut Ctx<'_>, args: &FaultsCommand) -> CommandResult {
    let sandbox = sandbox_of(ctx)?;
    match args {
        FaultsCommand::List(_) => Ok(Outcome::done(
            sandbox.with_tenant(|tenant| faults_report(tenant, true)),
        )),
        FaultsCommand::Set(args) => {
            let rules = args
                .faults
                .iter()
                .map(|text| Faults::parse(text).map_err(|error| invalid_fault_failure(&error)))
                .collect::<Result<Vec<FaultRule>, Failure>>()?;
            Ok(Outcome::done(sandbox.with_tenant(|tenant| {
                tenant.faults.clear(None);
                for rule in rules {
                    tenant.faults.set(rule);
                }
                faults_report(tenant, false)
            })))
        }
        FaultsCommand::Clear(_) => Ok(Outcome::done(sandbox.with_tenant(|tenant| {
            tenant.faults.clear(None);
            faults_report(tenant, false)
        }))),
    }
}

fn faults_report(tenant: &Tenant, all: bool) -> SandboxFaults {
    SandboxFaults {
        set: tenant
            .faults
            .rules
            .iter()
            .map(|rule| SandboxFault {
                fault: rule.to_string(),
                description: rule.kind.description().to_owned(),
                strikes: rule.strikes,
            })
            .collect(),
        available: FaultKind::ALL
            .iter()
            .filter(|_| all)
            .map(|kind| SandboxChoice {
                name: kind.name().to_owned(),
                description: kind.description().to_owned(),
            })
            .collect(),
    }
}

fn invalid_fault_failure(error: &FaultError) -> Failure {
    let mut failure = Failure::new(Exit::Usage, error);
    if let FaultError::Kind(wrong) = error {
        let known = FaultKind::ALL.iter().map(|kind| kind.name());
        let names = near(wrong, known);
        if !names.is_empty() {
            failure = failure.advise(format!("did you mean {}?", names.join(" or ")));
        }
    }
    failure.run("sandbox faults list")
}
