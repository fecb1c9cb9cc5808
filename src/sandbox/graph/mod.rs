//! The simulated Microsoft Graph: checks the caller, finds the route, checks the
//! permission and answers.
mod administrative_units;
mod applications;
mod audit_logs;
mod auth_methods;
mod batch;
mod bearer;
mod compat;
mod deleted_items;
mod delta;
mod devices;
mod directory_objects;
mod expand;
#[cfg(test)]
mod fault_tests;
mod filter;
mod filter_text;
mod find_route;
mod grants;
mod group_lifecycle;
mod groups;
mod memberships;
mod operations;
mod passwords;
mod permissions;
mod policies;
mod privileges;
mod query;
mod replication;
mod resources;
mod risk;
mod role_schedules;
mod roles;
mod route;
mod search;
mod select;
mod service_principals;
mod tenant_wide;
#[cfg(test)]
mod tests;
mod types;
mod user_lifecycle;
mod users;

use std::collections::BTreeMap;

use http::Method;
use jiff::Timestamp;
use serde_json::{Value, json};

use self::bearer::Caller;
use self::find_route::NoRoute;
use self::operations::Operation;
use self::route::Route;
use super::GRAPH;
use super::entra::{form, is_ours};
use super::fault_rules::{insert_hostile_text, set_retry_after_date};
use super::faults::FaultKind;
use super::ledger::TokenKind;
use super::reply::{Answer, Payload};
use super::tenant::{Tenant, digest};
use crate::transport::Request;

/// One call: a request, or an item of a batch.
#[derive(Debug, Clone)]
pub(super) struct Call {
    method: Method,
    /// `v1.0` or `beta`.
    version: &'static str,
    /// Path below the version, starting with `/`.
    path: String,
    query: BTreeMap<String, String>,
    body: Option<Value>,
    /// Whether `ConsistencyLevel: eventual` was sent.
    eventual: bool,
    caller: Caller,
    now: Timestamp,
    /// `client-request-id` of the request or item.
    client_request_id: Option<String>,
    /// Values of the placeholders in the route's template.
    ids: Vec<String>,
    /// The row of the table that it is answered by, if any.
    operation: Option<&'static Operation>,
}

impl Call {
    fn id(&self, at: usize) -> &str {
        self.ids.get(at).map_or("", String::as_str)
    }

    fn option(&self, name: &str) -> Option<&str> {
        self.query.get(name).map(String::as_str)
    }

    /// Returns a property of the body.
    fn property(&self, name: &str) -> &Value {
        self.body
            .as_ref()
            .and_then(|body| body.get(name))
            .unwrap_or(&Value::Null)
    }

    /// Refuses properties that are not among `known`: the program itself sends no others.
    fn check_known_properties(&self, known: &[&str]) -> Result<(), Answer> {
        let Some(body) = self.body.as_ref().and_then(Value::as_object) else {
            return Ok(());
        };
        let unknown = body.keys().find(|name| !known.contains(&name.as_str()));
        match unknown.filter(|_| self.caller.strict) {
            None => Ok(()),
            Some(name) => Err(Answer::not_found(&format!(
                "the property {name} of {} {}",
                self.method, self.path
            ))),
        }
    }
}

/// Answers a request to the Graph host.
pub(super) fn respond(
    tenant: &mut Tenant,
    request: &Request,
    now: Timestamp,
) -> (TokenKind, Answer) {
    let header = |name: &str| {
        request
            .headers()
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    };
    let strict = is_ours(tenant, request);
    let caller = match bearer::check_token(tenant, header("authorization"), strict, now) {
        Ok(caller) => caller,
        Err((kind, answer)) => return (kind, answer),
    };
    let kind = caller.kind;
    if request.uri().path() == "/oidc/userinfo" {
        return (kind, userinfo(tenant, &caller));
    }
    let Some((version, path)) = split_version(request.uri().path()) else {
        return (kind, Answer::not_found(request.uri().path()));
    };
    let path = if strict {
        path.to_owned()
    } else {
        compat::normalize_path(path)
    };
    let body = match parse_body(request.body().as_bytes()) {
        Ok(body) => body,
        Err(answer) => return (kind, answer),
    };
    if body.is_some() && !header("content-type").starts_with("application/json") {
        return (
            kind,
            Answer::graph_error(
                415,
                "Request_BadRequest",
                "Write requests (excluding DELETE) must contain the Content-Type header declaration.",
            ),
        );
    }
    if path == "/$batch" {
        let answer = if request.method() == Method::POST {
            batch::respond(tenant, &caller, body.as_ref(), version, now)
        } else {
            Answer::not_found("this method of $batch")
        };
        return (kind, answer);
    }
    let Some(query) = form::unique_fields(request.uri().query().unwrap_or_default()) else {
        return (kind, bad_request("A query option comes more than once."));
    };
    let call = Call {
        method: request.method().clone(),
        version,
        path,
        query,
        body,
        eventual: header("consistencylevel").eq_ignore_ascii_case("eventual"),
        caller,
        now,
        client_request_id: Some(header("client-request-id").to_owned()).filter(|id| !id.is_empty()),
        ids: Vec::new(),
        operation: None,
    };
    (kind, handle_call(tenant, call))
}

/// Returns the version that an address begins with, and the rest.
fn split_version(path: &str) -> Option<(&'static str, &str)> {
    ["v1.0", "beta"].into_iter().find_map(|version| {
        let rest = path.strip_prefix('/')?.strip_prefix(version)?;
        Some((version, rest))
    })
}

/// Returns the claims of the signed-in user (`OpenID` Connect Core section 5.3).
fn userinfo(tenant: &Tenant, caller: &Caller) -> Answer {
    match tenant.users.get(&caller.principal) {
        None => access_denied(),
        Some(user) => Answer::ok(json!({
            "sub": digest(user.id()),
            "name": user.get("displayName"),
            "given_name": user.get("givenName"),
            "family_name": user.get("surname"),
            "email": user.get("mail"),
            "picture": format!("{GRAPH}/v1.0/me/photo/$value"),
        })),
    }
}

fn parse_body(bytes: &[u8]) -> Result<Option<Value>, Answer> {
    if bytes.is_empty() {
        return Ok(None);
    }
    serde_json::from_slice(bytes)
        .map(Some)
        .map_err(|_| bad_request("Unable to read JSON request payload."))
}

/// Answers one call.
fn handle_call(tenant: &mut Tenant, mut call: Call) -> Answer {
    if !call.caller.strict {
        call.path = compat::normalize_path(&call.path);
        call.query = compat::normalize_query(call.query);
        if let Some(body) = &mut call.body {
            compat::strip_odata_type(body);
        }
    }
    let (route, ids) = match find_route::find(&call.method, &call.path) {
        Ok(found) => found,
        Err(why) => return unknown_route(&call, why),
    };
    (call.ids, call.operation) = (ids, route.operation);
    if call.path.split('/').nth(1) == Some("me") && call.caller.kind == TokenKind::Application {
        return Answer::graph_error(
            400,
            "BadRequest",
            "/me request is only valid with delegated authentication flow.",
        );
    }
    if let Err(answer) = check_options(&call, route) {
        return answer;
    }
    let allowed = match call.operation {
        Some(operation) => operation.check_access(tenant, &call),
        None if permissions::is_permitted(&call) => Ok(()),
        None => Err(access_denied()),
    };
    if let Err(answer) = allowed {
        return answer;
    }
    let (method, path, now) = (call.method.to_string(), call.path.clone(), call.now);
    if method != "GET" && was_just_created(tenant, &call) {
        return not_found(call.id(0));
    }
    let mut answer = (route.handler)(tenant, &call);
    if method == "GET" {
        tenant.count_replica_read(now);
    }
    if let Payload::Json(body) = &mut answer.payload {
        if tenant
            .faults
            .take_matching_rule(FaultKind::HostileNames, &method, &path)
            .is_some()
        {
            insert_hostile_text(body);
        }
        if method == "GET"
            && body.get("value").is_none()
            && body.get("id").is_some()
            && tenant
                .faults
                .take_matching_rule(FaultKind::WrongId, &method, &path)
                .is_some()
            && let Some(map) = body.as_object_mut()
        {
            map.insert(
                "id".to_owned(),
                super::tenant::uuid_of("somebody else").into(),
            );
        }
    }
    set_retry_after_date(&mut answer, now);
    answer
}

/// Returns the answer to a request that no route fits: Graph's for strangers. The program
/// itself may send none.
fn unknown_route(call: &Call, why: NoRoute) -> Answer {
    if call.caller.strict {
        return Answer::not_found(&format!("{} {}", call.method, call.path));
    }
    match why {
        NoRoute::Segment(segment) => Answer::graph_error(
            400,
            "BadRequest",
            &format!("Resource not found for the segment '{segment}'."),
        ),
        NoRoute::Method => Answer::graph_error(
            405,
            "Request_BadRequest",
            "Specified HTTP method is not allowed for the request target.",
        ),
    }
}

/// Checks the query options. Graph refuses options of `OData` that it does not know, and
/// ignores others. The program itself may send only what a route expects.
fn check_options(call: &Call, route: &Route) -> Result<(), Answer> {
    let mut names = call.query.keys();
    if call.caller.strict {
        return match names.find(|name| !route.options.contains(&name.as_str())) {
            None => Ok(()),
            Some(name) => Err(Answer::not_found(&format!(
                "the option {name} of {}",
                route.template
            ))),
        };
    }
    match names.find(|name| name.starts_with('$') && !compat::OPTIONS.contains(&name.as_str())) {
        None => Ok(()),
        Some(name) => Err(bad_request(&format!(
            "The query parameter '{name}' is not supported."
        ))),
    }
}

/// Whether a write targets an object that replicas do not know yet.
fn was_just_created(tenant: &mut Tenant, call: &Call) -> bool {
    let grants = call.path.contains("/appRoleAssign") || call.path == "/oauth2PermissionGrants";
    grants
        && tenant
            .faults
            .take_matching_rule(
                FaultKind::MissingAfterCreate,
                call.method.as_str(),
                &call.path,
            )
            .is_some()
}

/// Returns the replication lag of a write: the tenant's own, or a fault's.
fn replication_lag(
    tenant: &mut Tenant,
    call: &Call,
    usual: super::object::Lag,
) -> super::object::Lag {
    match tenant
        .faults
        .take_matching_rule(FaultKind::Stale, call.method.as_str(), &call.path)
    {
        None => usual,
        Some(rule) => super::object::Lag {
            milliseconds: rule
                .seconds
                .and_then(|seconds| i64::try_from(seconds).ok())
                .unwrap_or_default()
                .saturating_mul(1_000),
            reads: match (rule.reads, rule.seconds) {
                (Some(reads), _) => reads,
                (None, Some(_)) => 0,
                (None, None) => 3,
            },
        },
    }
}

/// Returns status 400 with Graph's general error code.
fn bad_request(message: &str) -> Answer {
    Answer::graph_error(400, "Request_BadRequest", message)
}

/// Returns status 403: a permission or a role is missing; Graph does not say which.
fn access_denied() -> Answer {
    Answer::graph_error(
        403,
        "Authorization_RequestDenied",
        "Insufficient privileges to complete the operation.",
    )
}

/// Returns status 404 about one object.
fn not_found(id: &str) -> Answer {
    Answer::graph_error(
        404,
        "Request_ResourceNotFound",
        &format!(
            "Resource '{id}' does not exist or one of its queried reference-property objects are not present."
        ),
    )
}
