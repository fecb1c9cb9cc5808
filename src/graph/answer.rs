//! A response read as an answer, a refusal, or neither.
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use http::HeaderMap;
use http::header::WWW_AUTHENTICATE;
use serde_json::Value;

use super::call::Call;
use super::client::Answer;
use super::error::GraphError;
use crate::transport::Response;

/// Reads a response as a definite answer.
pub(super) fn read(call: &Call, response: &Response) -> Result<Answer, GraphError> {
    if !response.status().is_success() {
        return Err(refused(call, response));
    }
    let request_id = header(response.headers(), "request-id");
    let bytes = response.body().as_bytes();
    let body = if bytes.is_empty() {
        Value::Null
    } else {
        serde_json::from_slice(bytes).map_err(|error| {
            let found = if bytes.trim_ascii_start().starts_with(b"<") {
                "it is a web page, not JSON (a sign-in portal or proxy may be in the way)"
                    .to_owned()
            } else {
                format!("it is not whole JSON ({error})")
            };
            let error = unreadable(call, &found, request_id.clone());
            if call.is_read() {
                error
            } else {
                unclear(call, error)
            }
        })?
    };
    Ok(Answer {
        status: response.status().as_u16(),
        body,
        request_id,
        location: header(response.headers(), "location"),
        call: call.to_string(),
    })
}

pub(super) fn page_items(
    answer: &Answer,
    items: &mut Vec<Value>,
) -> Result<Option<String>, GraphError> {
    let page = answer
        .body
        .get("value")
        .and_then(Value::as_array)
        .ok_or_else(|| GraphError::Unreadable {
            call: answer.call.clone(),
            why: "it has no list of values".to_owned(),
            request_id: answer.request_id.clone(),
        })?;
    items.extend(page.iter().cloned());
    Ok(answer
        .body
        .get("@odata.nextLink")
        .and_then(Value::as_str)
        .map(str::to_owned))
}

pub(super) fn refused(call: &Call, response: &Response) -> GraphError {
    let parsed: Value = serde_json::from_slice(response.body().as_bytes()).unwrap_or(Value::Null);
    refused_as(
        call,
        response.status().as_u16(),
        &parsed,
        header(response.headers(), "request-id"),
    )
}

/// Graph's error body: `{"error":{"code","message","innerError":{"request-id"}}}`,
/// where `innerError` is at times `innererror` and `code` may be absent.
pub(super) fn refused_as(
    call: &Call,
    status: u16,
    body: &Value,
    request_id: Option<String>,
) -> GraphError {
    let error = body.get("error").unwrap_or(&Value::Null);
    let text = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_owned);
    let inner = error.get("innerError").or_else(|| error.get("innererror"));
    GraphError::Refused {
        call: call.to_string(),
        status,
        code: text(error.get("code")).unwrap_or_default(),
        message: text(error.get("message"))
            .filter(|message| !message.is_empty())
            .unwrap_or_else(|| format!("HTTP {status} without an explanation")),
        request_id: request_id.or_else(|| text(inner.and_then(|inner| inner.get("request-id")))),
    }
}

pub(super) fn code_of(response: &Response) -> String {
    serde_json::from_slice::<Value>(response.body().as_bytes())
        .ok()
        .and_then(|body| body.pointer("/error/code")?.as_str().map(str::to_owned))
        .unwrap_or_default()
}

pub(super) fn unclear(call: &Call, source: GraphError) -> GraphError {
    if call.is_read() {
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

pub(super) fn header(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}

/// The decoded claims challenge (JSON text) of a `WWW-Authenticate` header
/// with `error="insufficient_claims"`; several headers may come.
pub(super) fn challenge(headers: &HeaderMap) -> Option<String> {
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
