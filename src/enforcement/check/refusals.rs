//! What ends an account action before anything is sent.
use std::collections::BTreeSet;

use crate::audit::{self, Activity, Actor, Event, Phase, Target};
use crate::catalog::calls::{Scheme, needs};
use crate::catalog::scopes::Use;
use crate::context::Ctx;
use crate::context::failures::exit_of;
use crate::domain::account::Account;
use crate::domain::guard_rails::{self, Watch, Why};
use crate::domain::identity::Identity;
use crate::domain::task::InNameOf;
use crate::enforcement::check::obstacles::{self, Obstacle};
use crate::enforcement::plan::account_plan::Plan;
use crate::enforcement::request::Asked;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::GraphError;
use crate::ids::TenantId;
use crate::state::Store;

/// Why nothing is done on behalf of Zero Trust Secure Access.
pub(crate) const SWITCHED_OFF: &str =
    "policy enforcement of Zero Trust Secure Access is off on this machine";

/// Whether an app may act: one of them only while its policy enforcement is on.
pub(crate) fn is_enforced(
    ctx: &Ctx<'_>,
    via: InNameOf,
    tenant: &TenantId,
) -> Result<bool, Failure> {
    match via {
        InNameOf::Search => Ok(true),
        InNameOf::ZeroTrustSecureAccess => {
            let state = Store::for_tenant(ctx.dirs, tenant).load()?;
            Ok(state.switches.policy_enforcement)
        }
    }
}

/// Zero Trust Secure Access may act only while its policy enforcement is on.
pub(crate) fn ensure_enforced(
    ctx: &Ctx<'_>,
    asked: &Asked<'_>,
    me: &Identity,
) -> Result<(), Failure> {
    if is_enforced(ctx, asked.via(), &me.tenant)? {
        return Ok(());
    }
    let why = SWITCHED_OFF;
    note(ctx, asked, me, &[refusal(asked, me, None, why)]);
    Err(
        Failure::new(Exit::Refused, format!("{why}: nothing was sent"))
            .run(ctx.command("zero-trust policy-enforcement on")),
    )
}

/// The accounts that no action touches.
pub(crate) fn by_guard_rails(
    ctx: &Ctx<'_>,
    asked: &Asked<'_>,
    me: &Identity,
    accounts: &[(Account, String)],
    watch: &Watch,
    roles_unread: Option<&GraphError>,
) -> Result<(), Failure> {
    let refusals = guard_rails::check(asked.action, accounts, &me.object_id, watch);
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
            refusal(asked, me, Some(target), one.why.as_str())
        })
        .collect();
    note(ctx, asked, me, &events);
    let mut failure = because(
        "refused by a guard-rail: nothing was sent",
        refusals
            .iter()
            .map(|one| format!("{} ({}) {}", one.upn, one.id, one.why.sentence())),
    );
    let unread = |why| matches!(why, Why::RolesUnread | Why::AdministratorsUnread);
    if refusals.iter().all(|one| unread(one.why)) {
        if let Some(error) = roles_unread {
            if exit_of(error) == Exit::TryAgain {
                return Err(passing(failure, error).run(asked.command(ctx)));
            }
            failure = failure
                .advise(format!("the answer was: {}", error.full_message()))
                .request_id(error.request_id().map(str::to_owned))
                .code(error.code().map(str::to_owned));
        }
        return Err(with_right_to_read_roles(failure, ctx, me).run(asked.command(ctx)));
    }
    let rest: Vec<&Account> = accounts
        .iter()
        .filter(|(account, _)| !refusals.iter().any(|one| one.id == account.id))
        .map(|(account, _)| account)
        .collect();
    if !rest.is_empty() {
        failure = failure.run(asked.command_for(ctx, &rest, asked.password_file));
    }
    Err(failure.advise("no flag overrides a guard-rail; where it must be, another administrator can do it in the Entra admin center"))
}

/// What could not be read for now is no refusal: asking again may well do.
fn passing(mut failure: Failure, error: &GraphError) -> Failure {
    failure.exit = Exit::TryAgain;
    failure
        .advise(format!("the answer was: {}", error.full_message()))
        .advise("this is the only obstacle; wait a while and run it again")
        .request_id(error.request_id().map(str::to_owned))
        .code(error.code().map(str::to_owned))
}

/// What lets the roles of others be read: a permission, or a role that is
/// active in the token.
pub(crate) fn with_right_to_read_roles(failure: Failure, ctx: &Ctx<'_>, me: &Identity) -> Failure {
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

/// A refusal with each of its reasons as a cause.
fn because(what: &'static str, reasons: impl DoubleEndedIterator<Item = String>) -> Failure {
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

fn refusal(asked: &Asked<'_>, me: &Identity, target: Option<Target>, why: &str) -> Event {
    Event {
        target,
        reason: asked.args.agreement.reason.clone(),
        via: Some(asked.via().as_str()),
        detail: Some(why.to_owned()),
        ..Event::new(
            Activity::of_action(asked.action),
            Phase::Refused,
            Actor::from(me),
            asked.action.as_str(),
        )
    }
}

/// Records a refusal. Where that fails the refusal stands all the same.
fn note(ctx: &Ctx<'_>, asked: &Asked<'_>, me: &Identity, events: &[Event]) {
    if let Err(error) = audit::record(ctx.dirs, &me.tenant, ctx.clock.now(), events) {
        ctx.io.warn(&format!(
            "warning: the refusal of users {} was not recorded: {error}",
            asked.action.as_str()
        ));
    }
}

/// Records the devices that a guard-rail keeps from this plan.
pub(crate) fn of_devices(ctx: &Ctx<'_>, asked: &Asked<'_>, me: &Identity, plan: &Plan) {
    let devices = plan.devices.iter().flatten();
    let mut seen = BTreeSet::new();
    let events: Vec<Event> = devices
        .filter_map(|one| {
            let why = one.barred.as_ref().filter(|_| !one.is_disabled())?;
            if !seen.insert(&one.device.id) {
                return None;
            }
            let device = one.device.step();
            let target = Target {
                id: device.id.to_string(),
                name: device.name,
            };
            Some(Event {
                activity: Activity::Update,
                ..refusal(asked, me, Some(target), why)
            })
        })
        .collect();
    if !events.is_empty() {
        note(ctx, asked, me, &events);
    }
}

/// What Graph will refuse whatever the accounts, and resets that no call can
/// do to an account.
pub(crate) fn ensure_possible(ctx: &Ctx<'_>, plan: &Plan, me: &Identity) -> Result<(), Failure> {
    let mut missing: Vec<&'static str> = Vec::new();
    let mut impossible: Vec<(&Account, &'static str)> = Vec::new();
    for (place, (account, _)) in plan.accounts.iter().enumerate() {
        for obstacle in obstacles::obstacles(plan, place, &[]) {
            match obstacle {
                Obstacle::Permission(names) => missing.extend(names),
                Obstacle::NotPossible(why) => impossible.push((account, why)),
                // Graph decides what the token does not show; the rest was
                // looked at before.
                Obstacle::Role(..)
                | Obstacle::Unit(..)
                | Obstacle::Elsewhere(..)
                | Obstacle::Unsaid
                | Obstacle::Device(_)
                | Obstacle::Size(_)
                | Obstacle::Guard(_)
                | Obstacle::Session(_)
                | Obstacle::Switch => {}
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
            .run(ctx.command("users sign-out").arg(account.handle()));
    }
    Err(failure)
}
