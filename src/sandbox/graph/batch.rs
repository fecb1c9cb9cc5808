//! `$batch`: up to 20 calls in one request, each with its own answer.
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use http::Method;
use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::bearer::Caller;
use super::{Call, bad_request, handle_call};
use crate::sandbox::entra::form;
use crate::sandbox::fault_rules::{self, LOAD_HEADER, set_retry_after_date};
use crate::sandbox::ledger::LedgerEntry;
use crate::sandbox::reply::{Answer, Payload};
use crate::sandbox::tenant::Tenant;

/// Maximum number of calls in one batch.
const MAX_ITEMS: usize = 20;

struct Item<'a> {
    /// A number is taken as text from other clients.
    id: Cow<'a, str>,
    method: Method,
    url: &'a str,
    body: Option<&'a Value>,
    headers: BTreeMap<String, &'a str>,
    after: Vec<&'a str>,
}

/// Parses an item. If `lenient`, ignores unknown members as Graph does: its SDK for
/// Python sends `depends_on`. The program itself may not send any.
fn parse_item(value: &Value, lenient: bool) -> Option<Item<'_>> {
    let map = value.as_object()?;
    let known = ["id", "method", "url", "headers", "body", "dependsOn"];
    if !lenient && map.keys().any(|name| !known.contains(&name.as_str())) {
        return None;
    }
    let headers = match map.get("headers") {
        None => BTreeMap::new(),
        Some(headers) => headers
            .as_object()?
            .iter()
            .map(|(name, value)| Some((name.to_lowercase(), value.as_str()?)))
            .collect::<Option<_>>()?,
    };
    let after = match map.get("dependsOn") {
        None => Vec::new(),
        Some(list) => list
            .as_array()?
            .iter()
            .map(Value::as_str)
            .collect::<Option<_>>()?,
    };
    Some(Item {
        id: match map.get("id")? {
            Value::String(id) => Cow::Borrowed(id),
            Value::Number(id) if lenient => Cow::Owned(id.to_string()),
            _ => return None,
        },
        method: map.get("method")?.as_str()?.parse().ok()?,
        url: map.get("url")?.as_str()?,
        body: map.get("body"),
        headers,
        after,
    })
}

/// Answers a batch.
pub(super) fn respond(
    tenant: &mut Tenant,
    caller: &Caller,
    body: Option<&Value>,
    version: &'static str,
    now: Timestamp,
) -> Answer {
    let requests = body
        .and_then(|body| body.get("requests"))
        .and_then(Value::as_array);
    let Some(requests) = requests.filter(|list| !list.is_empty()) else {
        return bad_request("Invalid batch payload format.");
    };
    if requests.len() > MAX_ITEMS {
        return bad_request("Number of batch requests exceeds the maximum of 20.");
    }
    let lenient = !caller.strict;
    let items = requests.iter().map(|one| parse_item(one, lenient));
    let Some(items) = items.collect::<Option<Vec<_>>>() else {
        return bad_request("Invalid batch payload format.");
    };
    let ids: BTreeSet<&str> = items.iter().map(|item| &*item.id).collect();
    if ids.len() != items.len() {
        return bad_request("Request Id has to be unique in a batch.");
    }
    tenant.batches += 1;
    let number = tenant.batches;
    let mut statuses: BTreeMap<&str, u16> = BTreeMap::new();
    let mut responses = Vec::new();
    let mut applied = false;
    for item in &items {
        if item.after.iter().any(|id| !statuses.contains_key(id)) {
            return bad_request("A batch request depends on one that does not come before it.");
        }
        let failed = item
            .after
            .iter()
            .any(|id| statuses.get(id).is_some_and(|status| *status >= 400));
        let path = item.url.split('?').next().unwrap_or_default();
        let path = format!("/{}", path.trim_start_matches('/'));
        let (answer, did) = if failed {
            let answer = Answer::graph_error(
                424,
                "FailedDependency",
                "A request that this one depends on failed.",
            );
            (answer, false)
        } else {
            run_item(tenant, caller, item, (version, &path), now)
        };
        applied |= did;
        statuses.insert(&item.id, answer.status);
        let client_request_id = item
            .headers
            .get("client-request-id")
            .map(|&id| id.to_owned());
        tenant.ledger.push(LedgerEntry {
            at: now,
            host: "graph".to_owned(),
            method: item.method.to_string(),
            path: format!("/{version}{path}"),
            in_batch: Some(number),
            status: answer.status,
            applied: did,
            token: caller.kind,
            client_request_id: client_request_id.clone(),
        });
        let answer = tenant.add_reply_headers(answer, client_request_id, now);
        responses.push(item_response(&item.id, answer));
    }
    // Graph answers in any order; the sandbox always in reverse order.
    responses.reverse();
    let mut answer = Answer::ok(json!({ "responses": responses }));
    answer.applied = applied;
    answer
}

fn run_item(
    tenant: &mut Tenant,
    caller: &Caller,
    item: &Item<'_>,
    (version, path): (&'static str, &str),
    now: Timestamp,
) -> (Answer, bool) {
    let struck = fault_rules::faults_for_batch_item(tenant, item.method.as_str(), path, now);
    if let Some(mut answer) = struck.instead {
        set_retry_after_date(&mut answer, now);
        return (answer, false);
    }
    if item.url.contains("://") || item.url.trim_start_matches('/').starts_with("v1.0/") {
        return (
            bad_request("The url of a batch request must be relative."),
            false,
        );
    }
    let typed = item
        .headers
        .get("content-type")
        .is_some_and(|kind| kind.starts_with("application/json"));
    if item.body.is_some() && !typed {
        return (
            bad_request(
                "Write requests (excluding DELETE) must contain the Content-Type header declaration.",
            ),
            false,
        );
    }
    let (_, query) = item.url.split_once('?').unwrap_or((item.url, ""));
    let Some(query) = form::unique_fields(query) else {
        return (bad_request("A query option comes more than once."), false);
    };
    let answer = handle_call(
        tenant,
        Call {
            method: item.method.clone(),
            version,
            path: path.to_owned(),
            query,
            body: item.body.cloned(),
            eventual: item
                .headers
                .get("consistencylevel")
                .is_some_and(|level| level.eq_ignore_ascii_case("eventual")),
            caller: caller.clone(),
            now,
            client_request_id: item
                .headers
                .get("client-request-id")
                .map(|&id| id.to_owned()),
            ids: Vec::new(),
            operation: None,
        },
    );
    let did = answer.applied;
    let mut answer = struck.after.unwrap_or(answer);
    if let Some(share) = struck.load {
        answer = answer.header(LOAD_HEADER, share);
    }
    (answer, did)
}

fn item_response(id: &str, answer: Answer) -> Value {
    let mut headers: Map<String, Value> = answer
        .headers
        .into_iter()
        .map(|(name, value)| {
            let name = if name == "retry-after" {
                "Retry-After"
            } else {
                name
            };
            (name.to_owned(), value.into())
        })
        .collect();
    let mut response = Map::new();
    response.insert("id".to_owned(), id.into());
    response.insert("status".to_owned(), answer.status.into());
    match answer.payload {
        Payload::Empty => {}
        Payload::Json(body) => {
            headers.insert("Content-Type".to_owned(), "application/json".into());
            response.insert("body".to_owned(), body);
        }
        Payload::Text(kind, text) => {
            headers.insert("Content-Type".to_owned(), kind.into());
            response.insert("body".to_owned(), text.into());
        }
    }
    response.insert("headers".to_owned(), Value::Object(headers));
    Value::Object(response)
}
