//! `zero-trust policy-enforcement on|off`: a switch on this machine that allows account
//! actions on behalf of Zero Trust Secure Access.
use super::switches_report;
use crate::audit::{Activity, Event, Phase};
use crate::cli::Agreement;
use crate::cli::auth::Purpose;
use crate::cli::zero_trust::{PolicyEnforcementArgs, Switch};
use crate::context::audit_context::AuditContext;
use crate::context::connect::connect;
use crate::context::{CommandResult, Ctx, Outcome};
use crate::exit::Exit;
use crate::state::Store;

/// Turns policy enforcement on or off in the local state. Writes nothing to the tenant.
pub(crate) async fn run(ctx: &mut Ctx<'_>, args: &PolicyEnforcementArgs) -> CommandResult {
    let connected = connect(ctx, Purpose::Read).await?;
    let me = &connected.me;
    let on = match args.switch {
        Switch::On => true,
        Switch::Off => false,
    };
    let now = ctx.clock.now();
    let store = Store::for_tenant(ctx.dirs, &me.tenant);
    let before = store.load()?.switches.policy_enforcement;
    let trail =
        AuditContext::for_change(me, "zero-trust policy-enforcement", &Agreement::default());
    let line = |phase| Event {
        prior: Some(serde_json::json!({ "policyEnforcement": before }).into()),
        new: Some(serde_json::json!({ "policyEnforcement": on })),
        ..trail.event(Activity::Update, phase)
    };
    if before != on {
        trail.record_intent(ctx, &[line(Phase::Intent)])?;
    }
    let state = store.update(|state| {
        if state.switches.policy_enforcement != on {
            state.switches.policy_enforcement = on;
            state.switches.changed_at = Some(now);
            state.switches.changed_by = Some(me.label().to_owned());
        }
    })?;
    let unrecorded = if before == on {
        None
    } else {
        trail.record_or_warn(ctx, &[line(Phase::Success)])
    };
    let answer = switches_report(ctx, Some(me.tenant.clone()), &state.switches);
    Ok(Outcome::with(answer, unrecorded.unwrap_or(Exit::Done)))
}
