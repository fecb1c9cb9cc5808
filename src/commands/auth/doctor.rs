//! `auth doctor`: checks each part that a sign-in needs, one by one.
use jiff::Timestamp;

use crate::cli::auth::DoctorArgs;
use crate::commands::auth::probe::probe_store;
use crate::context::network;
use crate::context::resolve_target;
use crate::context::sign_in_failure::store_advice;
use crate::context::{CommandResult, Ctx, Outcome};
use crate::domain::json_size;
use crate::env;
use crate::exit::Exit;
use crate::reports::auth::doctor::{AuthDoctor, Check, CheckState};
use crate::settings::resolve::Choice;
use crate::transport::{Body, Obstacle, Response, TransportError, server_time};

/// Largest clock offset that Entra accepts, in seconds.
const MAX_CLOCK_OFFSET: i64 = 300;
/// Clock offset that causes a warning, in seconds.
const NOTABLE_CLOCK_OFFSET: i64 = 60;
/// Names of the checks that determine the exit code before all others.
const KEYRING: &str = "keyring";
const GUARD_RAILS: &str = "guard-rails";
/// Checks of an endpoint, in order.
const STAGES: [&str; 4] = ["name", "connection", "certificate", "answer"];

/// Runs all checks. Exit 10 if the guard-rails cannot be read, 12 if they do not allow
/// the tenant, 8 if the keyring cannot be used, 6 if the network or the clock is the
/// problem.
pub(crate) async fn run(ctx: &mut Ctx<'_>, _args: &DoctorArgs) -> CommandResult {
    let choice = resolve_target::choose_target(ctx, None)?;
    let mut checks = vec![
        check_settings(ctx, &choice),
        check_guard_rails(ctx, &choice),
        check_keyring(ctx),
        check_proxy(ctx, &choice),
    ];
    let storage = checks
        .iter()
        .any(|check| check.state == CheckState::Failed && check.name == KEYRING);
    let untrusted = checks
        .iter()
        .any(|check| check.state == CheckState::Failed && check.name == GUARD_RAILS);
    let sign_in = match &choice.tenant {
        Some(tenant) => format!(
            "{}/{tenant}/v2.0/.well-known/openid-configuration",
            choice.authority
        ),
        None => format!("{}/", choice.authority),
    };
    let graph = format!("{}/v1.0/organization", choice.graph);
    let began = ctx.clock.now();
    let (from_sign_in, from_graph) = tokio::join!(fetch(ctx, &sign_in), fetch(ctx, &graph));
    checks.push(check_roots(ctx, &from_sign_in, &choice));
    let issuer = choice.target().map(|target| target.issuer());
    add_endpoint_checks(&mut checks, "sign-in", &from_sign_in, |answer| {
        check_discovery(answer, issuer.as_deref())
    });
    add_endpoint_checks(&mut checks, "graph", &from_graph, check_graph);
    checks.push(check_clock(began, &from_sign_in));
    let report = AuthDoctor {
        authority: choice.authority.to_string(),
        graph: choice.graph.to_string(),
        next: ctx
            .command(if any_failed(&checks) {
                "auth doctor"
            } else {
                "auth status"
            })
            .to_string(),
        checks,
    };
    let exit = match (untrusted, storage, report.has_failed_check()) {
        (true, ..) if ctx.guard_rails().is_ok() => Exit::Refused,
        (true, ..) => Exit::Untrusted,
        (false, true, _) => Exit::Storage,
        (false, false, true) => Exit::TryAgain,
        (false, false, false) => Exit::Done,
    };
    Ok(Outcome::with(report, exit))
}

fn any_failed(checks: &[Check]) -> bool {
    checks.iter().any(|check| check.state == CheckState::Failed)
}

fn check(name: &str, state: CheckState, found: impl Into<String>) -> Check {
    Check {
        name: name.to_owned(),
        state,
        found: found.into(),
        remedy: None,
    }
}

impl Check {
    fn advise(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = Some(remedy.into());
        self
    }
}

fn check_settings(ctx: &Ctx<'_>, choice: &Choice) -> Check {
    if choice.target().is_some() {
        let found = format!("profile {}, cloud {}", choice.profile, choice.cloud);
        return check("settings", CheckState::Good, found);
    }
    check(
        "settings",
        CheckState::Warning,
        "no tenant or no application is set up",
    )
    .advise(
        ctx.command("auth login --tenant TENANT_ID --client-id CLIENT_ID")
            .to_string(),
    )
}

/// Checks which files define protected accounts, and whether they can be used.
fn check_guard_rails(ctx: &Ctx<'_>, choice: &Choice) -> Check {
    let name = GUARD_RAILS;
    let rules = match ctx.guard_rails() {
        Ok(rules) => rules,
        Err(failure) => {
            let found = format!("{:#}", failure.error);
            return check(name, CheckState::Failed, found)
                .advise("ask the administrator of this machine, or fix config.toml");
        }
    };
    let refused = choice
        .tenant
        .as_ref()
        .map(|tenant| rules.check_tenant(tenant));
    if let Some(Err(_)) = refused {
        return check(name, CheckState::Failed, "this tenant is not allowed")
            .advise(ctx.command("profile guard-rails").to_string());
    }
    let policy = ctx.dirs.policy.as_ref().filter(|_| rules.policy.is_some());
    let found = match policy {
        Some(file) => format!("{} and config.toml", file.path.display()),
        None => "config.toml; this machine has no policy".to_owned(),
    };
    check(name, CheckState::Good, found)
}

/// Writes an item to the keyring, reads it back and deletes it.
fn check_keyring(ctx: &Ctx<'_>) -> Check {
    let number = match ctx.entropy.uuid() {
        Ok(number) => number,
        Err(error) => return check(KEYRING, CheckState::Failed, error.to_string()),
    };
    match probe_store(&*ctx.store, number) {
        Ok(()) => check(KEYRING, CheckState::Good, ctx.store.place()),
        Err(error) => {
            check(KEYRING, CheckState::Failed, error.to_string()).advise(store_advice(&error))
        }
    }
}

/// Checks which proxy is set, without its password, and whether it can be used.
fn check_proxy(ctx: &Ctx<'_>, choice: &Choice) -> Check {
    if ctx.dirs.sandbox {
        return check("proxy", CheckState::Good, "none is set");
    }
    let proxies = match network::proxies_from_env(ctx.env) {
        Ok(proxies) => proxies,
        Err(error) => {
            let remedy = format!("correct or unset {}", error.variable);
            return check("proxy", CheckState::Failed, error.to_string()).advise(remedy);
        }
    };
    let uri = choice.authority.to_string().parse().ok();
    match uri.and_then(|uri| proxies.proxy_for(&uri)) {
        Some(proxy) => check("proxy", CheckState::Good, proxy.to_string()),
        None => check("proxy", CheckState::Good, "none is set"),
    }
}

async fn fetch(ctx: &Ctx<'_>, address: &str) -> Result<Response, TransportError> {
    let request = http::Request::builder()
        .uri(address)
        .header("accept", "application/json")
        .body(Body::default())
        .map_err(|error| TransportError::Setup {
            source: Box::new(error),
        })?;
    ctx.transport.send(request).await
}

fn check_roots(ctx: &Ctx<'_>, answer: &Result<Response, TransportError>, choice: &Choice) -> Check {
    let extra = match &choice.ca_file {
        Some(path) => format!("the system's and those of {}", path.display()),
        None => "the system's".to_owned(),
    };
    let named = [env::SSL_CERT_FILE, env::SSL_CERT_DIR];
    let named = named.iter().find(|name| ctx.env.get(name).is_some());
    let extra = match named.filter(|_| cfg!(not(any(windows, target_vendor = "apple")))) {
        Some(name) => format!("{extra}, named by {name}"),
        None => extra,
    };
    match answer {
        Err(error) if error.obstacle() == Obstacle::Setup => {
            check("roots", CheckState::Failed, error.root_cause())
                .advise("install ca-certificates, or correct ca_file of the cloud in config.toml")
        }
        Ok(_) | Err(_) => check("roots", CheckState::Good, extra),
    }
}

/// Adds the four checks of one endpoint.
fn add_endpoint_checks(
    checks: &mut Vec<Check>,
    name: &str,
    answer: &Result<Response, TransportError>,
    judge: impl FnOnce(&Response) -> Check,
) {
    let stage = |stage: &str| format!("{name} {stage}");
    let stopped = match answer {
        Ok(response) => {
            for reached in ["name", "connection", "certificate"] {
                checks.push(check(&stage(reached), CheckState::Good, "reached"));
            }
            let judged = judge(response);
            checks.push(Check {
                name: stage("answer"),
                ..judged
            });
            return;
        }
        Err(error) => error,
    };
    let (at, remedy) = stage_and_fix(stopped.obstacle());
    let position = STAGES.iter().position(|stage| *stage == at).unwrap_or(0);
    for (number, part) in STAGES.iter().enumerate() {
        checks.push(match number.cmp(&position) {
            std::cmp::Ordering::Less => check(&stage(part), CheckState::Good, "reached"),
            std::cmp::Ordering::Equal => {
                check(&stage(part), CheckState::Failed, stopped.root_cause()).advise(remedy)
            }
            std::cmp::Ordering::Greater => {
                check(&stage(part), CheckState::NotReached, "not reached")
            }
        });
    }
}

/// Returns the stage of an endpoint check that failed, and how to fix it.
fn stage_and_fix(obstacle: Obstacle) -> (&'static str, &'static str) {
    match obstacle {
        Obstacle::Setup => ("name", "fix the roots first"),
        Obstacle::Name => (
            "name",
            "check the network and its name servers; behind a proxy, set HTTPS_PROXY",
        ),
        Obstacle::Proxy => (
            "connection",
            "check HTTPS_PROXY: address, user and password of the proxy",
        ),
        Obstacle::Connection => (
            "connection",
            "check the network and the firewall: port 443 must be open to this host",
        ),
        Obstacle::Certificate => (
            "certificate",
            "where your company opens TLS, name its root in ca_file of a cloud in config.toml; else do not go on",
        ),
        Obstacle::Silence => ("answer", "wait a minute and look again"),
        Obstacle::Answer => (
            "answer",
            "check for a proxy or a sign-in page of the network that changes answers",
        ),
    }
}

/// Checks the sign-in service's answer about the tenant.
fn check_discovery(answer: &Response, issuer: Option<&str>) -> Check {
    let status = answer.status().as_u16();
    let Some(issuer) = issuer else {
        return check("", CheckState::Good, format!("HTTP {status}"));
    };
    let body = answer.body().as_bytes();
    let document: serde_json::Value = match json_size::oversize_reason(body, json_size::MAX_SMALL) {
        None => serde_json::from_slice(body).unwrap_or_default(),
        Some(_) => serde_json::Value::Null,
    };
    let named = document.get("issuer").and_then(serde_json::Value::as_str);
    match (status, named) {
        (200, Some(named)) if named == issuer => {
            check("", CheckState::Good, "it is the tenant's own")
        }
        (200, _) => check("", CheckState::Failed, "it is not the tenant's own")
            .advise("check for a proxy or a sign-in page of the network that changes answers"),
        (400 | 404, _) => check("", CheckState::Failed, "it does not know the tenant")
            .advise("compare the tenant id with the Overview page of the Entra admin center"),
        (other, _) => check("", CheckState::Failed, format!("HTTP {other}"))
            .advise("wait a minute and look again"),
    }
}

/// Checks Graph's answer to a request without a token, which should be a refusal.
fn check_graph(answer: &Response) -> Check {
    match answer.status().as_u16() {
        401 | 403 => check("", CheckState::Good, "it asks for a token, as it should"),
        status @ (429 | 500..=599) => check("", CheckState::Warning, format!("HTTP {status}"))
            .advise("wait a minute and look again"),
        status => check(
            "",
            CheckState::Failed,
            format!("HTTP {status} without a token"),
        )
        .advise("check for a proxy or a sign-in page of the network that changes answers"),
    }
}

/// Compares this machine's clock with the time of the service.
fn check_clock(now: Timestamp, answer: &Result<Response, TransportError>) -> Check {
    let theirs = answer.as_ref().ok().and_then(server_time::response_date);
    let Some(theirs) = theirs else {
        return check("clock", CheckState::NotReached, "no answer carried a time");
    };
    let off = now.duration_since(theirs).as_secs();
    let found = match off {
        0 => "as the service's".to_owned(),
        1.. => format!("{off} s ahead of the service's"),
        _ => format!("{} s behind the service's", -off),
    };
    let state = match off.abs() {
        off if off > MAX_CLOCK_OFFSET => CheckState::Failed,
        off if off > NOTABLE_CLOCK_OFFSET => CheckState::Warning,
        _ => return check("clock", CheckState::Good, found),
    };
    check("clock", state, found)
        .advise("set the clock, by NTP best of all: Entra refuses tokens of another time")
}
