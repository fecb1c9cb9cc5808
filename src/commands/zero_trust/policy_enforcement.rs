//! `zero-trust policy-enforcement on|off`: a gate on this machine before
//! account actions in the name of Zero Trust Secure Access.
use super::report;
use crate::audit::{self, Activity, Actor, Event, Phase};
use crate::cli::auth::Purpose;
use crate::cli::tasks::{PolicyEnforcementArgs, Switch};
use crate::commands::connect::connect;
use crate::commands::context::{CommandResult, Ctx, Outcome};
use crate::state::Store;

/// Turns the switch. Nothing is sent to the tenant.
pub(crate) async fn run(ctx: &mut Ctx<'_>, args: &PolicyEnforcementArgs) -> CommandResult {
    let connected = connect(ctx, Purpose::Read).await?;
    let me = &connected.me;
    let on = match args.switch {
        Switch::On => true,
        Switch::Off => false,
    };
    let now = ctx.clock.now();
    let store = Store::of(ctx.place, &me.tenant);
    let before = store.load()?.switches.policy_enforcement;
    if before != on {
        let event = Event {
            prior: Some(serde_json::json!({ "policyEnforcement": before })),
            new: Some(serde_json::json!({ "policyEnforcement": on })),
            ..Event::new(
                Activity::Update,
                Phase::Intent,
                Actor::from(me),
                "zero-trust policy-enforcement",
            )
        };
        audit::record(ctx.place, &me.tenant, now, &[event])?;
    }
    let state = store.change(|state| {
        if state.switches.policy_enforcement != on {
            state.switches.policy_enforcement = on;
            state.switches.changed_at = Some(now);
            state.switches.changed_by = Some(me.label().to_owned());
        }
    })?;
    Ok(Outcome::done(report(
        ctx,
        Some(me.tenant.clone()),
        &state.switches,
    )))
}
