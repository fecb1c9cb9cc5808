//! What an answer to a write says about the write. Only Graph can say no.
//!
//! A refusal is definite only if Graph itself gave it: a JSON error object with a
//! request id. Everything else that is not the documented success leaves open
//! whether the write was applied: a proxy, a sign-in portal or a broken answer
//! knows nothing about it.
//!
//! | verdict | answer |
//! |---|---|
//! | `Yes`, `Accepted` | the documented success without an `error` in the body |
//! | `OddSuccess` | any other 2xx |
//! | `No` | 4xx with Graph's error object and a request id, but none of the below |
//! | `Throttled` | 429 |
//! | `Conflict` | 409 `Directory_ConcurrencyViolation`, 423 |
//! | `Fault` | 408; 5xx in any form |
//! | `NotGraph` | 407, 3xx, a web page with any status but 5xx, 4xx that is not Graph's; never for an item |
//! | `CutOff` | 424 of an item: the call that it depends on failed |
//! | `SessionEnded` | 401, or 403 with a claims challenge |
//! | `Unusable` | what cannot be read, is too large or has no status; an item that is not Graph's |
//! | `Lost`, `NotDelivered` | no answer: after the first byte left, or before |
mod answer;
mod intermediary;
#[cfg(test)]
mod tests;

use std::time::Duration;

use http::Uri;
use jiff::Timestamp;
use serde_json::Value;

use super::answer::{challenge, header};
use super::call::Call;
use super::origin::Origin;
use crate::transport::retry_after::asked_wait;
use crate::transport::{Obstacle, TransportError};
use answer::Content;
pub use answer::WriteAnswer;
use intermediary::Intermediary;

/// The documented success of a write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Success {
    /// 204: an update.
    NoContent,
    /// 204, or Graph's own 404: a removal.
    Removed,
    /// 201 with the new object: a creation.
    Created,
    /// 200 with `value: true`, or 204 (older documentation): `revokeSignInSessions`.
    SessionsRevoked,
    /// 202 with a link of the same origin: an operation that goes on.
    Operation,
    /// 200 with `responses`: a complete `$batch`.
    Batch,
}

/// A write whose answer is classified.
#[derive(Debug, Clone, Copy)]
pub struct Write<'a> {
    /// What was sent. Text that repeats its secret is never shown.
    pub call: &'a Call,
    /// What counts as a yes.
    pub success: Success,
    /// Where links may lead.
    pub origin: &'a Origin,
    /// When the answer came.
    pub now: Timestamp,
}

/// What the other side said beside the status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// HTTP status.
    pub status: u16,
    /// Graph's code, such as `Authorization_RequestDenied`; may be empty.
    pub code: String,
    /// Graph's message, or who answered instead of Graph.
    pub message: String,
    /// Graph's `request-id`.
    pub request_id: Option<String>,
    /// What Graph says of the machine that answered.
    pub diagnostic: Option<String>,
}

/// What an answer says about a write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Applied.
    Yes,
    /// Accepted; the operation tells how it ends.
    Accepted {
        /// Where the operation is read. It leads to Graph.
        operation: Uri,
    },
    /// A success, but not the documented one.
    OddSuccess {
        /// What was said.
        reply: Reply,
    },
    /// Graph refused.
    No {
        /// What was said.
        reply: Reply,
    },
    /// Too many requests.
    Throttled {
        /// What was said.
        reply: Reply,
        /// `Retry-After`.
        wait: Option<Duration>,
    },
    /// Another change to the same object is under way.
    Conflict {
        /// What was said.
        reply: Reply,
        /// `Retry-After`.
        wait: Option<Duration>,
    },
    /// The service failed; the write may have been applied.
    Fault {
        /// What was said.
        reply: Reply,
        /// `Retry-After`.
        wait: Option<Duration>,
    },
    /// A proxy or portal answered; its name is in the message.
    NotGraph {
        /// What was said.
        reply: Reply,
    },
    /// Not attempted, because the call that it depends on failed.
    CutOff,
    /// The session is no longer accepted.
    SessionEnded {
        /// What was said.
        reply: Reply,
        /// The claims that a new token must have, as JSON text.
        challenge: Option<String>,
    },
    /// An answer that says nothing.
    Unusable {
        /// What was said.
        reply: Reply,
    },
    /// No answer, or one that was cut; the write may have been applied.
    Lost {
        /// What stood in the way.
        obstacle: Obstacle,
    },
    /// No byte left.
    NotDelivered {
        /// What stood in the way.
        obstacle: Obstacle,
    },
}

/// Classifies an answer to a write.
pub fn classify(write: &Write<'_>, answer: &WriteAnswer<'_>) -> Verdict {
    let said = || answer.reply(write, None);
    let wait = || asked_wait(answer.headers, write.now);
    match answer.status {
        500..=599 => Verdict::Fault {
            reply: match &answer.body {
                Content::Page(_) => foreign(write, answer),
                Content::Json(_) | Content::Unreadable(_) => said(),
            },
            wait: wait(),
        },
        200..=299 => success(write, answer),
        407 | 300..=399 => not_graph(write, answer),
        400..=499 => match &answer.body {
            Content::Page(_) => not_graph(write, answer),
            Content::Unreadable(why) => unusable(write, answer, why.clone()),
            Content::Json(_) => match answer.status {
                408 => Verdict::Fault {
                    reply: said(),
                    wait: wait(),
                },
                424 if answer.is_item() => Verdict::CutOff,
                424 => unusable(write, answer, "424 outside of a batch".to_owned()),
                429 => Verdict::Throttled {
                    reply: said(),
                    wait: wait(),
                },
                _ if !answer.is_graphs_error() => not_graph(write, answer),
                _ => refusal(write, answer),
            },
        },
        0 => unusable(write, answer, "it has no status".to_owned()),
        status => unusable(write, answer, format!("{status} is no status of an answer")),
    }
}

/// What a failure of the network says about a write.
pub fn without_answer(error: &TransportError, call: &Call) -> Verdict {
    match error {
        TransportError::TooLarge { limit, .. } => Verdict::Unusable {
            reply: Reply {
                status: 0,
                code: String::new(),
                message: format!("the answer to {call} is larger than {limit} bytes"),
                request_id: None,
                diagnostic: None,
            },
        },
        error if error.is_ambiguous() => Verdict::Lost {
            obstacle: error.obstacle(),
        },
        error => Verdict::NotDelivered {
            obstacle: error.obstacle(),
        },
    }
}

/// An error that is Graph's own.
fn refusal(write: &Write<'_>, answer: &WriteAnswer<'_>) -> Verdict {
    let reply = answer.reply(write, None);
    let wait = asked_wait(answer.headers, write.now);
    let challenge = challenge(answer.headers);
    match answer.status {
        401 => Verdict::SessionEnded { reply, challenge },
        403 if challenge.is_some() => Verdict::SessionEnded { reply, challenge },
        404 if write.success == Success::Removed => Verdict::Yes,
        409 if reply.code == "Directory_ConcurrencyViolation" => Verdict::Conflict { reply, wait },
        423 => Verdict::Conflict { reply, wait },
        _ => Verdict::No { reply },
    }
}

fn success(write: &Write<'_>, answer: &WriteAnswer<'_>) -> Verdict {
    let body = match &answer.body {
        Content::Page(_) => return not_graph(write, answer),
        Content::Unreadable(why) => return unusable(write, answer, why.clone()),
        // Graph puts what is no JSON into an item as Base64.
        Content::Json(body) if body.is_string() && answer.is_item() => {
            return unusable(write, answer, "its body is no JSON".to_owned());
        }
        Content::Json(body) => body,
    };
    let odd = |why: String| Verdict::OddSuccess {
        reply: answer.reply(write, Some(why)),
    };
    let status = answer.status;
    if body.get("error").is_some_and(|error| !error.is_null()) {
        return odd(format!("HTTP {status} with an error in its body"));
    }
    let is_empty = body.is_null() || body.as_object().is_some_and(serde_json::Map::is_empty);
    match (write.success, status) {
        (Success::NoContent | Success::Removed | Success::SessionsRevoked, 204) if is_empty => {
            Verdict::Yes
        }
        (Success::SessionsRevoked, 200) => match body.get("value") {
            Some(Value::Bool(true)) => Verdict::Yes,
            Some(Value::Bool(false)) => odd("HTTP 200 with the value false".to_owned()),
            _ => odd("HTTP 200 without the value true".to_owned()),
        },
        (Success::Created, 201) if body.is_object() && !is_empty => Verdict::Yes,
        (Success::Batch, 200) if body.get("responses").is_some_and(Value::is_array) => Verdict::Yes,
        (Success::Operation, 202) => match header(answer.headers, "location") {
            None => odd("HTTP 202 without a link to its operation".to_owned()),
            Some(link) => match write.origin.link(&link) {
                Ok(operation) => Verdict::Accepted { operation },
                Err(foreign) => odd(foreign.to_string()),
            },
        },
        _ => odd(format!("HTTP {status} is not the documented answer")),
    }
}

/// An answer of somebody else than Graph. Inside a batch it only says nothing.
fn not_graph(write: &Write<'_>, answer: &WriteAnswer<'_>) -> Verdict {
    if answer.is_item() {
        let status = answer.status;
        unusable(
            write,
            answer,
            format!("HTTP {status} without an error of Graph"),
        )
    } else {
        Verdict::NotGraph {
            reply: foreign(write, answer),
        }
    }
}

fn foreign(write: &Write<'_>, answer: &WriteAnswer<'_>) -> Reply {
    let title = match &answer.body {
        Content::Page(title) => title.as_deref(),
        Content::Json(_) | Content::Unreadable(_) => None,
    };
    let from = Intermediary::of(answer.headers, title);
    let status = answer.status;
    answer.reply(write, Some(format!("HTTP {status} from {from}")))
}

fn unusable(write: &Write<'_>, answer: &WriteAnswer<'_>, why: String) -> Verdict {
    Verdict::Unusable {
        reply: answer.reply(write, Some(why)),
    }
}
