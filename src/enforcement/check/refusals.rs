//! Reasons that end an account action before anything is sent.
use std::collections::BTreeSet;

use crate::audit::{self, Activity, Actor, Event, Phase, Target};
use crate::catalog::calls::{Scheme, needs};
use crate::catalog::scopes::Use;
use crate::context::Ctx;
use crate::context::failures::exit_of;
use crate::domain::account::Account;
use crate::domain::guard_rails::{self, GuardRailFacts, GuardRailReason};
use crate::domain::identity::Identity;
use crate::domain::task::OnBehalfOf;
use crate::enforcement::check::obstacles::{self, Obstacle};
use crate::enforcement::plan::account_plan::AccountPlan;
use crate::enforcement::request::ActionRequest;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::GraphError;
use crate::ids::TenantId;
use crate::state::Store;

/// Reason why nothing is done on behalf of Zero Trust Secure Access.
pub(crate) const POLICY_ENFORCEMENT_OFF: &str =
    "policy enforcement of Zero Trust Secure Access is off on this machine";

/// Whether an app may act: Zero Trust Secure Access only with policy enforcement on.
pub(crate) fn may_act_via(
    ctx: &Ctx<'_>,
    via: OnBehalfOf,
    tenant: &TenantId,
) -> Result<bool, Failure> {
    match via {
        OnBehalfOf::Search => Ok(true),
        OnBehalfOf::ZeroTrustSecureAccess => {
            let state = Store::for_tenant(ctx.dirs, tenant).load()?;
            Ok(state.switches.policy_enforcement)
        }
    }
}

/// Ensures that policy enforcement is on if Zero Trust Secure Access acts.
pub(crate) fn ensure_policy_enforcement(
    ctx: &Ctx<'_>,
    request: &ActionRequest<'_>,
    me: &Identity,
) -> Result<(), Failure> {
    if may_act_via(ctx, request.via(), &me.tenant)? {
        return Ok(());
    }
    let why = POLICY_ENFORCEMENT_OFF;
    record_refusal_events(ctx, request, me, &[refusal_event(request, me, None, why)]);
    Err(
        Failure::new(Exit::Refused, format!("{why}: nothing was sent"))
            .run(ctx.command("zero-trust policy-enforcement on")),
    )
}

/// Ensures that no guard-rail forbids the action. Records refusals.
pub(crate) fn ensure_guard_rails_allow(
    ctx: &Ctx<'_>,
    request: &ActionRequest<'_>,
    me: &Identity,
    accounts: &[(Account, String)],
    watch: &GuardRailFacts,
    roles_unread: Option<&GraphError>,
) -> Result<(), Failure> {
    let refusals = guard_rails::check_accounts(request.action, accounts, &me.object_id, watch);
    if refusals.is_empty() {
        return Ok(());
    }
    let events: Vec<Event> = refusals
        .iter()
        .map(|one| {
            let target = Target {
                id: one.id.to_string(),
                name: one.upn.clone(),
            };
            refusal_event(request, me, Some(target), one.why.as_str())
        })
        .collect();
    record_refusal_events(ctx, request, me, &events);
    let mut failure = failure_with_reasons(
        "refused by a guard-rail: nothing was sent",
        refusals
            .iter()
            .map(|one| format!("{} ({}) {}", one.upn, one.id, one.why.sentence())),
    );
    let unread = |why| {
        matches!(
            why,
            GuardRailReason::RolesUnread | GuardRailReason::AdministratorsUnread
        )
    };
    if refusals.iter().all(|one| unread(one.why)) {
        if let Some(error) = roles_unread {
            if exit_of(error) == Exit::TryAgain {
                return Err(temporary_failure(failure, error).run(request.command(ctx)));
            }
            failure = failure
                .advise(format!("the answer was: {}", error.full_message()))
                .request_id(error.request_id().map(str::to_owned))
                .code(error.code().map(str::to_owned));
        }
        return Err(advise_reading_roles(failure, ctx, me).run(request.command(ctx)));
    }
    let rest: Vec<&Account> = accounts
        .iter()
        .filter(|(account, _)| !refusals.iter().any(|one| one.id == account.id))
        .map(|(account, _)| account)
        .collect();
    if !rest.is_empty() {
        failure = failure.run(request.command_for(ctx, &rest, request.password_file));
    }
    Err(failure.advise("no flag overrides a guard-rail; where it must be, another administrator can do it in the Entra admin center"))
}

/// Makes a failed read a temporary failure instead of a refusal.
fn temporary_failure(mut failure: Failure, error: &GraphError) -> Failure {
    failure.exit = Exit::TryAgain;
    failure
        .advise(format!("the answer was: {}", error.full_message()))
        .advise("this is the only obstacle; wait a while and run it again")
        .request_id(error.request_id().map(str::to_owned))
        .code(error.code().map(str::to_owned))
}

/// Adds advice on how to be able to read the roles of others: a permission, or an
/// active role.
pub(crate) fn advise_reading_roles(failure: Failure, ctx: &Ctx<'_>, me: &Identity) -> Failure {
    let scheme = if me.app_only {
        Scheme::Application
    } else {
        Scheme::Delegated
    };
    let path = "/users/1/transitiveMemberOf/microsoft.graph.directoryRole";
    let missing = needs("GET", path, &[], scheme)
        .map(|needs| needs.missing(&me.permissions))
        .unwrap_or_default();
    let failure = match (me.app_only, missing.as_slice()) {
        (true, []) => failure.advise(
            "give the application a role that reads directory roles, such as Global Reader",
        ),
        (true, names) => failure.advise(format!("grant the application {}", names.join(", "))),
        (false, []) => failure.advise(
            "activate a role that reads directory roles, such as Global Reader (Entra admin \
             center, My roles), then sign in again and repeat the command",
        ),
        (false, names) => failure.advise(format!("the session lacks {}", names.join(", "))),
    };
    if me.app_only {
        failure
    } else {
        failure.run(ctx.command("auth login --for respond"))
    }
}

/// Returns a refusal whose causes are the reasons.
fn failure_with_reasons(
    what: &'static str,
    reasons: impl DoubleEndedIterator<Item = String>,
) -> Failure {
    let mut chain: Option<anyhow::Error> = None;
    for reason in reasons.rev() {
        chain = Some(match chain {
            None => anyhow::anyhow!("{reason}"),
            Some(error) => error.context(reason),
        });
    }
    match chain {
        Some(error) => Failure::from_error(Exit::Refused, error.context(what)),
        None => Failure::new(Exit::Refused, what),
    }
}

fn refusal_event(
    request: &ActionRequest<'_>,
    me: &Identity,
    target: Option<Target>,
    why: &str,
) -> Event {
    Event {
        target,
        reason: request.args.agreement.reason.clone(),
        via: Some(request.via().as_str()),
        detail: Some(why.to_owned()),
        ..Event::new(
            Activity::of_action(request.action),
            Phase::Refused,
            Actor::from(me),
            request.action.as_str(),
        )
    }
}

/// Records refusals. A refusal remains in effect if recording fails.
fn record_refusal_events(
    ctx: &Ctx<'_>,
    request: &ActionRequest<'_>,
    me: &Identity,
    events: &[Event],
) {
    if let Err(error) = audit::record(ctx.dirs, &me.tenant, ctx.clock.now(), events) {
        ctx.io.warn(&format!(
            "warning: the refusal of users {} was not recorded: {error}",
            request.action.as_str()
        ));
    }
}

/// Records the devices of this plan that a guard-rail excludes.
pub(crate) fn record_device_refusals(
    ctx: &Ctx<'_>,
    request: &ActionRequest<'_>,
    me: &Identity,
    plan: &AccountPlan,
) {
    let devices = plan.devices.iter().flatten();
    let mut seen = BTreeSet::new();
    let events: Vec<Event> = devices
        .filter_map(|one| {
            let why = one.skip_reason.as_ref().filter(|_| !one.is_disabled())?;
            if !seen.insert(&one.device.id) {
                return None;
            }
            let device = one.device.to_step_device();
            let target = Target {
                id: device.id.to_string(),
                name: device.name,
            };
            Some(Event {
                activity: Activity::Update,
                ..refusal_event(request, me, Some(target), why)
            })
        })
        .collect();
    if !events.is_empty() {
        record_refusal_events(ctx, request, me, &events);
    }
}

/// Ensures that the token has the permissions, and that each password can be reset.
pub(crate) fn ensure_possible(
    ctx: &Ctx<'_>,
    plan: &AccountPlan,
    me: &Identity,
) -> Result<(), Failure> {
    let mut missing: Vec<&'static str> = Vec::new();
    let mut impossible: Vec<(&Account, &'static str)> = Vec::new();
    for (place, (account, _)) in plan.accounts.iter().enumerate() {
        for obstacle in obstacles::find_obstacles(plan, place, &[]) {
            match obstacle {
                Obstacle::Permission(names) => missing.extend(names),
                Obstacle::NotPossible(why) => impossible.push((account, why)),
                // Graph decides what the token does not show; the rest was checked
                // before.
                _ => {}
            }
        }
    }
    missing.sort_unstable();
    missing.dedup();
    if !missing.is_empty() {
        let failure = Failure::new(
            Exit::Denied,
            format!(
                "the token lacks {}: nothing was sent",
                missing.join(" and ")
            ),
        );
        return Err(if me.app_only {
            failure.advise("grant the application these permissions and sign in again")
        } else {
            let purpose = match plan.devices {
                Some(_) => Use::RespondDevices,
                None => Use::Respond,
            };
            failure.run(ctx.command("auth login").option("--for", purpose))
        });
    }
    if impossible.is_empty() {
        return Ok(());
    }
    let mut failure = Failure::new(
        Exit::Usage,
        "a password cannot be reset like this: nothing was sent",
    );
    for (account, why) in impossible {
        failure = failure
            .advise(format!("{}: {why}", account.upn))
            .run(ctx.command("users sign-out").arg(account.typeable_name()));
    }
    Err(failure)
}
