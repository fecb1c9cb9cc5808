//! Reads a response as an answer, a refusal, or neither.
use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use http::HeaderMap;
use http::header::{CONTENT_TYPE, WWW_AUTHENTICATE};
use serde_json::Value;

use super::call::Call;
use super::client::Answer;
use super::error::{GraphError, RefusalHeaders};
use super::intermediary::{Intermediary, is_web_page, page_title};
use crate::secret::Secret;
use crate::transport::{Body, Response};

/// Parses a response as a definite answer.
pub(super) fn parse_answer(call: &Call, response: &Response) -> Result<Answer, GraphError> {
    Ok(Answer {
        body: parse_body(call, response, super::json::parse)?,
        status: response.status().as_u16(),
        request_id: header_text(response.headers(), "request-id"),
        diagnostic: diagnostic(response.headers()),
        location: header_text(response.headers(), "location"),
        call: call.to_string(),
    })
}

/// Applies `parse` to the body of a definite answer. Returns the default if there is
/// no body.
pub(super) fn parse_body<T: Default>(
    call: &Call,
    response: &Response,
    parse: impl FnOnce(&[u8]) -> Result<T, serde_json::Error>,
) -> Result<T, GraphError> {
    let request_id = header_text(response.headers(), "request-id");
    if response.status().is_redirection() {
        let to = header_text(response.headers(), "location");
        let status = response.status().as_u16();
        return Err(redirect_error(call, status, to.as_deref(), request_id));
    }
    if !response.status().is_success() {
        return Err(refusal_error(call, response));
    }
    let bytes = response.body().as_bytes();
    let wrong = |why: &str| unclear_if_write(call, unreadable(call, why, request_id.clone()));
    if bytes.is_empty() {
        Ok(T::default())
    } else if !looks_like_json(response) {
        Err(unclear_if_write(call, not_graph_error(call, response)))
    } else {
        parse(bytes).map_err(|error| wrong(&format!("it is not complete, valid JSON ({error})")))
    }
}

/// Whether a `Content-Type` is the one of Graph's documents.
fn is_json_type(kind: &str) -> bool {
    let kind = kind.split(';').next().unwrap_or_default().trim();
    kind.eq_ignore_ascii_case("application/json")
}

/// Whether the body may be a document of Graph: neither a web page nor another type.
fn looks_like_json(response: &Response) -> bool {
    let kind = header_text(response.headers(), CONTENT_TYPE.as_str());
    let is_page = response
        .body()
        .as_bytes()
        .trim_ascii_start()
        .starts_with(b"<");
    !is_page && kind.is_none_or(|kind| is_json_type(&kind))
}

/// The error for an answer that a proxy or portal gave in place of Graph, with what
/// identifies it.
fn not_graph_error(call: &Call, response: &Response) -> GraphError {
    let status = response.status().as_u16();
    let mut why = match status {
        407 => "a proxy asks for a sign-in (HTTP 407)".to_owned(),
        200..=299 => "it is a web page, not JSON".to_owned(),
        _ => format!("HTTP {status} without Graph's error object and request id"),
    };
    let page = response.body().as_bytes();
    let title = is_web_page(response.headers(), page)
        .then(|| page_title(page))
        .flatten();
    let from = Intermediary::identify(response.headers(), title.as_deref());
    why.push_str(&format!("; {from}"));
    GraphError::NotGraph {
        call: call.to_string(),
        status,
        why,
        request_id: header_text(response.headers(), "request-id"),
    }
}

/// The error for a redirect, which is not followed.
pub(super) fn redirect_error(
    call: &Call,
    status: u16,
    to: Option<&str>,
    request_id: Option<String>,
) -> GraphError {
    let to: String = to.unwrap_or("nowhere").chars().take(120).collect();
    let error = GraphError::NotGraph {
        call: call.to_string(),
        status,
        why: format!("it is a redirect to {to:?}, which is not followed"),
        request_id,
    };
    unclear_if_write(call, error)
}

/// Appends the items of a page, except those whose id is in `seen`. Returns the link
/// to the next page.
pub(super) fn append_page_items(
    answer: &mut Answer,
    items: &mut Vec<Value>,
    seen: &mut BTreeSet<String>,
) -> Result<Option<String>, GraphError> {
    let page = answer.body.get_mut("value").map(Value::take);
    let Some(Value::Array(page)) = page else {
        return Err(GraphError::Unreadable {
            call: answer.call.clone(),
            why: "it has no list of values".to_owned(),
            request_id: answer.request_id.clone(),
        });
    };
    for item in page {
        // A list that changes while it is read can show an object twice.
        let id = item.get("id").and_then(Value::as_str);
        if id.is_none_or(|id| seen.insert(id.to_owned())) {
            items.push(item);
        }
    }
    match answer.body.get("@odata.nextLink") {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(link)) => Ok(Some(link.clone())),
        Some(_) => Err(GraphError::Unreadable {
            call: answer.call.clone(),
            why: "its link to the next page is no text".to_owned(),
            request_id: answer.request_id.clone(),
        }),
    }
}

/// The error of a response without success. Only Graph refuses: its refusals have an
/// error object and a request id. 401, a claims challenge and 429 count from any server,
/// and a 5xx may come from a gateway in front of Graph. A document that is too large for
/// an error is not a refusal.
pub(super) fn refusal_error(call: &Call, response: &Response) -> GraphError {
    let (status, headers) = (response.status().as_u16(), response.headers());
    let parsed = match super::json::parse_small(response.body().as_bytes()) {
        Err(why) if response.status().is_client_error() && looks_like_json(response) => {
            return unclear_if_write(
                call,
                unreadable(call, &why, header_text(headers, "request-id")),
            );
        }
        parsed => parsed.unwrap_or_default(),
    };
    let refused = parse_refusal(call, status, &parsed, headers);
    let own = parsed.get("error").is_some_and(Value::is_object) && refused.request_id().is_some();
    let of_any_server = matches!(status, 401 | 408 | 429) || refused.is_session_ended();
    if own || !(400..500).contains(&status) || of_any_server {
        refused
    } else {
        unclear_if_write(call, not_graph_error(call, response))
    }
}

/// Parses Graph's error body, `{"error":{"code","message","innerError":{"request-id"}}}`.
/// `innerError` is sometimes spelled `innererror`, and `code` may be absent.
pub(super) fn parse_refusal(
    call: &Call,
    status: u16,
    body: &Value,
    headers: &HeaderMap,
) -> GraphError {
    let error = body.get("error").unwrap_or(&Value::Null);
    let text = |value: Option<&Value>, most| {
        let found = value.and_then(Value::as_str)?;
        Some(found.chars().take(most).collect::<String>())
    };
    let inner = error.get("innerError").or_else(|| error.get("innererror"));
    GraphError::Refused {
        call: call.to_string(),
        status,
        code: text(error.get("code"), 80).unwrap_or_default(),
        message: text(error.get("message"), 1_000)
            .filter(|message| !message.is_empty() && !call.leaks_secret(message))
            .unwrap_or_else(|| format!("HTTP {status} without an explanation")),
        headers: Box::new(RefusalHeaders {
            diagnostic: diagnostic(headers),
            claims: claims_challenge(headers),
        }),
        request_id: header_text(headers, "request-id")
            .or_else(|| text(inner.and_then(|inner| inner.get("request-id")), 80)),
    }
}

/// The error code in the body of a response, or an empty string.
pub(super) fn error_code(response: &Response) -> String {
    let body = super::json::parse_small(response.body().as_bytes()).unwrap_or_default();
    let code = body.pointer("/error/code").and_then(Value::as_str);
    code.unwrap_or_default().to_owned()
}

/// Wraps an error of a write as [`GraphError::Unclear`]: it may have been applied.
pub(super) fn unclear_if_write(call: &Call, source: GraphError) -> GraphError {
    if call.is_read() || source.is_unclear() {
        return source;
    }
    GraphError::Unclear {
        call: call.to_string(),
        source: Box::new(source),
    }
}

pub(super) fn unreadable(call: &Call, why: &str, request_id: Option<String>) -> GraphError {
    GraphError::Unreadable {
        call: call.to_string(),
        why: why.to_owned(),
        request_id,
    }
}

/// The value of a header as text, at most 4,000 characters.
pub(super) fn header_text(headers: &HeaderMap, name: &str) -> Option<String> {
    let text = headers.get(name)?.to_str().ok()?;
    Some(text.chars().take(4_000).collect())
}

/// Names the header that identifies the machine that answered.
pub(super) const DIAGNOSTIC_HEADER: &str = "x-ms-ags-diagnostic";

/// Identifies the machine that answered, as short JSON text.
pub(super) fn diagnostic(headers: &HeaderMap) -> Option<String> {
    header_text(headers, DIAGNOSTIC_HEADER)
        .as_deref()
        .map(truncate_diagnostic)
}

/// The first 300 characters of a diagnostic.
pub(super) fn truncate_diagnostic(text: &str) -> String {
    text.chars().take(300).collect()
}

/// The decoded claims challenge (JSON text) of a `WWW-Authenticate` header with
/// `error="insufficient_claims"`. There may be several such headers.
pub(super) fn claims_challenge(headers: &HeaderMap) -> Option<String> {
    for value in headers.get_all(WWW_AUTHENTICATE) {
        let Ok(text) = value.to_str() else { continue };
        if !text.contains("insufficient_claims") || text.len() > 16_384 {
            continue;
        }
        let Some((_, rest)) = text.split_once("claims=\"") else {
            continue;
        };
        let Some((encoded, _)) = rest.split_once('"') else {
            continue;
        };
        let decoded = STANDARD
            .decode(encoded)
            .or_else(|_| STANDARD_NO_PAD.decode(encoded))
            .or_else(|_| URL_SAFE_NO_PAD.decode(encoded.trim_end_matches('=')))
            .ok()
            .and_then(|bytes| String::from_utf8(bytes).ok());
        if let Some(claims) = decoded
            && serde_json::from_str::<Value>(&claims).is_ok_and(|claims| claims.is_object())
        {
            return Some(claims);
        }
    }
    None
}

/// Drops the body of a refusal that repeats the token: its text would be shown.
pub(super) fn redact_token(response: Response, token: &Secret) -> Response {
    let token = token.expose().as_bytes();
    let bytes = response.body().as_bytes();
    let repeats = !response.status().is_success()
        && !token.is_empty()
        && bytes.windows(token.len()).any(|part| part == token);
    if repeats {
        response.map(|_| Body::default())
    } else {
        response
    }
}
