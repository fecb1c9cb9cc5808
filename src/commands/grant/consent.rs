//! `grant --browser` and `grant --url`: Microsoft's consent page. A redirect
//! only wakes the check up; Graph alone says whether the grant exists.
use std::time::Duration;

use crate::audit::{Activity, Event, Phase};
use crate::browser::{BrowserError, Landing};
use crate::cli::access::GrantArgs;
use crate::cli::auth::Purpose;
use crate::commands::audited::Trail;
use crate::commands::auth::chosen;
use crate::commands::connect::{Connected, connect};
use crate::commands::context::{CommandResult, Ctx, Outcome};
use crate::commands::grant::direct::{begin, finish, target};
use crate::commands::grant::judge::compare;
use crate::commands::grant::prepare::{Named, Prepared, named, prepare};
use crate::commands::grant::settle::{Expected, Settled, read, settle};
use crate::commands::grant::{CONSENT, Method, READ_BACK};
use crate::domain::ids::{AppId, TenantId};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::Origin;
use crate::reports::grant::{GrantReport, GrantState, GrantedSet};

/// How long a redirect is waited for before Graph is asked in between.
const SLICE: Duration = Duration::from_secs(5);
/// Most redirects that are looked at: a forged one leaves the wait open.
const MOST_REDIRECTS: u32 = 50;

/// What a redirect said. Not believed: it is for the message alone.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Heard {
    /// Nothing came back, or no redirect was asked for.
    Nothing,
    /// It came back without an error.
    Accepted,
    /// It came back with an error and its description.
    Refused(String, String),
}

/// Runs `grant APP... --browser` or `--url`.
pub(super) async fn run(ctx: &mut Ctx<'_>, args: &GrantArgs, method: Method) -> CommandResult {
    let named = named(ctx, args)?;
    let connected = connect(ctx, Purpose::Read).await?;
    let action = format!("grant --{}", method.as_str());
    let trail = Trail::of(&connected.me, &action, &args.agreement);
    let prepared = prepare(ctx, &connected, &named).await;
    let (checked, prepared) = trail.refusals(ctx, Activity::Create, prepared)?;
    let authority = chosen::choice(ctx, None)?.authority;
    let mut report = begin(ctx, &connected, &named, &prepared, method);
    for (set, one) in report.sets.iter_mut().zip(&prepared) {
        // What the page asks for is what the application is registered for.
        set.steps.clear();
        if !one.plan.steps.is_empty() {
            let address = address(&authority, &connected.me.tenant, &one.plan.client, None);
            set.address = Some(address);
        }
    }
    report.dry_run = args.agreement.dry_run;
    let open = report.sets.iter().any(|set| set.address.is_some());
    let lines = |phase| -> Vec<Event> {
        let asked = report.sets.iter().filter(|set| set.address.is_some());
        asked.map(|set| line(&trail, phase, set)).collect()
    };
    if report.dry_run {
        trail.note(ctx, &lines(Phase::DryRun));
        return Ok(Outcome::done(report));
    }
    if !open {
        return finish(ctx, &connected, &named, checked, report);
    }
    trail.intend(ctx, &lines(Phase::Intent))?;
    if method == Method::Url {
        return by_url(ctx, args, &trail, &connected, &named, (&prepared, report)).await;
    }
    ctx.show_plan(&report.plan_view());
    let limit = args.wait.unwrap_or(CONSENT);
    let mut last = None;
    let mut unrecorded = None;
    for (place, one) in prepared.iter().enumerate() {
        if one.plan.steps.is_empty() {
            continue;
        }
        let (settled, heard) = in_browser(ctx, &authority, &connected, &named, one, limit).await?;
        if let Some(set) = report.sets.get_mut(place) {
            judge(set, one, &settled, &heard);
            unrecorded = unrecorded.or(trail.note(ctx, &[line(&trail, ended(set), set)]));
        }
        last = Some(settled);
    }
    let checked = last.map_or(checked, |settled| settled.checked);
    let mut outcome = finish(ctx, &connected, &named, checked, report)?;
    outcome.exit = unrecorded.unwrap_or(outcome.exit);
    Ok(outcome)
}

/// What the audit log says of one consent: what is to be granted, not the page,
/// whose `state` is nobody's business.
fn line(trail: &Trail, phase: Phase, set: &GrantedSet) -> Event {
    let adds: Vec<&str> = set.adds.iter().map(|line| line.name.as_str()).collect();
    Event {
        target: Some(target(set)),
        new: Some(serde_json::json!({
            "set": set.set,
            "clientId": set.client_id,
            "adds": adds,
        })),
        detail: set.error.clone(),
        ..trail.event(Activity::Create, phase)
    }
}

fn ended(set: &GrantedSet) -> Phase {
    match set.state {
        GrantState::Granted | GrantState::AlreadyGranted | GrantState::Partial => Phase::Success,
        GrantState::Planned | GrantState::Waiting | GrantState::NotVisibleYet => Phase::Unknown,
        GrantState::Failed if set.exit == Exit::NotAgreed.code() => Phase::Refused,
        GrantState::Failed => Phase::Failure,
    }
}

/// The consent page of an application: everything that it is registered for,
/// for the whole tenant.
/// <https://learn.microsoft.com/entra/identity/enterprise-apps/grant-admin-consent>
fn address(
    authority: &Origin,
    tenant: &TenantId,
    client: &AppId,
    back: Option<(&str, &str)>,
) -> String {
    let page = format!("{authority}/{tenant}/adminconsent?client_id={client}");
    match back {
        None => page,
        Some((redirect, state)) => {
            let redirect = redirect.replace(':', "%3A").replace('/', "%2F");
            format!("{page}&redirect_uri={redirect}&state={state}")
        }
    }
}

fn expected(one: &Prepared) -> Expected {
    Expected::from([(one.plan.set.clone(), one.plan.adds.clone())])
}

async fn in_browser(
    ctx: &Ctx<'_>,
    authority: &Origin,
    connected: &Connected,
    named: &Named,
    one: &Prepared,
    limit: Duration,
) -> Result<(Settled, Heard), Failure> {
    let tenant = &connected.me.tenant;
    let client = &one.plan.client;
    let expected = expected(one);
    let failed = |error: BrowserError| {
        Failure::from_error(Exit::Fault, error)
            .advise("print the address for another browser instead")
            .run(ctx.command(&format!("grant {} --url --wait 10m", named.apps.join(" "))))
    };
    if !one.loopback {
        let page = address(authority, tenant, client, None);
        let who = ctx.browser.open(&page).await.map_err(failed)?;
        ctx.io
            .say(&format!("opened the consent page of {client}: {who}"));
        ctx.io
            .say("it may end on the vendor's site; entractl asks Graph whether it worked");
        let settled = settle(ctx, connected, named, &expected, limit).await?;
        return Ok((settled, Heard::Nothing));
    }
    let mut landing = ctx.browser.listen().await.map_err(failed)?;
    let state = ctx.entropy.uuid()?.simple().to_string();
    let redirect = landing.redirect_uri();
    let page = address(authority, tenant, client, Some((&redirect, &state)));
    let who = ctx.browser.open(&page).await.map_err(failed)?;
    ctx.io
        .say(&format!("opened the consent page of {client}: {who}"));
    let begun = ctx.clock.now();
    let mut heard = Heard::Nothing;
    let mut redirects = 0;
    loop {
        let before = ctx.clock.now();
        match landing.next(SLICE.min(limit)).await {
            Ok(query) => {
                redirects += 1;
                if let Some(found) = hear(ctx, &query, &state, tenant, landing.as_mut()).await {
                    heard = found;
                    break;
                }
            }
            Err(BrowserError::Timeout(_)) => {
                if read(ctx, connected, named).await?.all_shown(&expected) {
                    break;
                }
                if ctx.clock.now() == before {
                    ctx.clock.sleep(SLICE).await;
                }
            }
            Err(error) => return Err(failed(error)),
        }
        let spent = Duration::try_from(ctx.clock.now().duration_since(begun)).unwrap_or(limit);
        if spent >= limit || redirects >= MOST_REDIRECTS || ctx.interrupt.is_asked() {
            break;
        }
    }
    let left = match heard {
        Heard::Accepted => READ_BACK,
        Heard::Nothing | Heard::Refused(..) => Duration::ZERO,
    };
    let settled = settle(ctx, connected, named, &expected, left).await?;
    Ok((settled, heard))
}

/// Reads a redirect; `None` where it is not the one waited for.
async fn hear(
    ctx: &Ctx<'_>,
    query: &[(String, String)],
    state: &str,
    tenant: &TenantId,
    landing: &mut dyn Landing,
) -> Option<Heard> {
    let get = |name: &str| {
        let mut all = query.iter().filter(|(key, _)| key == name);
        match (all.next(), all.next()) {
            (Some((_, value)), None) => Some(value.as_str()),
            (None, _) | (Some(_), Some(_)) => None,
        }
    };
    if get("state") != Some(state) {
        landing.reply(false).await;
        ctx.io
            .warn("warning: a redirect that does not belong to this consent was ignored");
        return None;
    }
    if get("tenant").is_some_and(|named| !named.eq_ignore_ascii_case(tenant.as_str())) {
        ctx.io.warn(
            "warning: the redirect names another tenant; only what Graph says of yours counts",
        );
    }
    let Some(error) = get("error") else {
        landing.reply(true).await;
        return Some(Heard::Accepted);
    };
    landing.reply(false).await;
    let text = get("error_description").unwrap_or_default();
    Some(Heard::Refused(error.to_owned(), text.to_owned()))
}

/// Graph decides; what was heard explains.
fn judge(report: &mut GrantedSet, one: &Prepared, settled: &Settled, heard: &Heard) {
    compare(report, one, settled);
    if settled.all_shown(&expected(one)) {
        (report.state, report.exit) = if report.unavailable.is_empty() {
            (GrantState::Granted, 0)
        } else {
            (GrantState::Partial, Exit::Partial.code())
        };
        report.address = None;
        return;
    }
    match heard {
        Heard::Nothing | Heard::Accepted => {
            report.state = GrantState::NotVisibleYet;
            report.exit = Exit::Unconfirmed.code();
        }
        Heard::Refused(error, text) => {
            let known = crate::catalogue::errors::explain(text)
                .or_else(|| crate::catalogue::errors::explain(error));
            let code = known.map_or(error.as_str(), |found| found.code);
            let declined = error == "permission_denied" || code == "AADSTS65004";
            report.state = GrantState::Failed;
            report.exit = if declined {
                Exit::NotAgreed.code()
            } else {
                Exit::Denied.code()
            };
            report.code = Some(code.to_owned());
            report.error = Some(match known {
                Some(found) => found.meaning.to_owned(),
                None => format!("the consent page answered {error}"),
            });
        }
    }
}

async fn by_url(
    ctx: &Ctx<'_>,
    args: &GrantArgs,
    trail: &Trail,
    connected: &Connected,
    named: &Named,
    (prepared, mut report): (&[Prepared], GrantReport),
) -> CommandResult {
    let Some(limit) = args.wait else {
        for set in &mut report.sets {
            if set.address.is_some() {
                set.state = GrantState::Waiting;
            }
        }
        return Ok(Outcome::done(report));
    };
    ctx.io.show(&crate::output::human::text(
        &report.plan_view(),
        ctx.talk_style(),
    ));
    let all: Expected = prepared
        .iter()
        .filter(|one| !one.plan.steps.is_empty())
        .map(|one| (one.plan.set.clone(), one.plan.adds.clone()))
        .collect();
    let settled = settle(ctx, connected, named, &all, limit).await?;
    let mut unrecorded = None;
    for (set, one) in report.sets.iter_mut().zip(prepared) {
        if !one.plan.steps.is_empty() {
            judge(set, one, &settled, &Heard::Nothing);
            unrecorded = unrecorded.or(trail.note(ctx, &[line(trail, ended(set), set)]));
        }
    }
    let mut outcome = finish(ctx, connected, named, settled.checked, report)?;
    outcome.exit = unrecorded.unwrap_or(outcome.exit);
    Ok(outcome)
}

#[cfg(test)]
mod tests {
    use super::address;
    use crate::graph::Origin;

    #[test]
    fn the_page_is_of_the_pinned_host_and_tenant() {
        let authority = Origin::parse("https://login.microsoftonline.com").unwrap();
        let tenant = "11111111-2222-4333-8444-555555555555".parse().unwrap();
        let client = "5e700001-aaaa-4aaa-8aaa-00000000da7a".parse().unwrap();
        let plain = address(&authority, &tenant, &client, None);
        assert_eq!(
            plain,
            "https://login.microsoftonline.com/11111111-2222-4333-8444-555555555555/adminconsent?client_id=5e700001-aaaa-4aaa-8aaa-00000000da7a"
        );
        let back = address(
            &authority,
            &tenant,
            &client,
            Some(("http://localhost:49152", "s")),
        );
        assert!(back.ends_with("&redirect_uri=http%3A%2F%2Flocalhost%3A49152&state=s"));
    }
}
