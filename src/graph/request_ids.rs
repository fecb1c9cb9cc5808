//! The tries of a call: each has a `client-request-id` of its own, and those of
//! a write are announced before their first byte leaves, so that what Graph
//! logs can be matched with what we log.
use std::borrow::Cow;

use serde::Serialize;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::answer::unreadable;
use super::batch::Order;
use super::call::Call;
use super::client::Client;
use super::error::GraphError;
use super::signed::LOW;

/// Told when a call whose first try was announced goes again.
pub trait AttemptObserver: Send + Sync {
    /// For each call the number of its first try, and that of the one to come.
    ///
    /// # Errors
    /// Why it could not be recorded: then nothing is sent.
    fn again(&self, tries: &[(Uuid, Uuid)]) -> Result<(), String>;
}

impl Client {
    /// The same client, which tells `witness` of tries after the first.
    #[must_use]
    pub fn witnessed(mut self, witness: std::sync::Arc<dyn AttemptObserver>) -> Self {
        self.witness = Some(witness);
        self
    }

    /// The numbers of the next try of each call. That of a first try is the
    /// call's own, where it has one.
    pub(super) fn numbers(&self, calls: &[&Call], again: bool) -> Result<Vec<Uuid>, GraphError> {
        let mut numbers = Vec::with_capacity(calls.len());
        let mut announced = Vec::new();
        for call in calls {
            let fresh = || {
                let number = self.entropy.uuid();
                number.map_err(|_| unreadable(call, "there is no randomness", None))
            };
            numbers.push(match call.first_try {
                Some(first) if again => {
                    let next = fresh()?;
                    announced.push((first, next));
                    next
                }
                Some(first) => first,
                None => fresh()?,
            });
        }
        if let (Some(witness), Some(call), false) =
            (&self.witness, calls.first(), announced.is_empty())
        {
            witness
                .again(&announced)
                .map_err(|why| GraphError::Unrecorded {
                    call: call.to_string(),
                    why,
                })?;
        }
        Ok(numbers)
    }
}

/// The document of a batch. Of a long list thousands leave, so that each is
/// written as it is and never built as a tree.
#[derive(Serialize)]
pub(super) struct Document<'a> {
    pub requests: Vec<Request<'a>>,
}

/// One call of a batch.
#[derive(Serialize)]
pub(super) struct Request<'a> {
    id: String,
    method: &'a str,
    url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<Cow<'a, Value>>,
    headers: Headers,
    #[serde(rename = "dependsOn", skip_serializing_if = "Option::is_none")]
    depends_on: Option<[String; 1]>,
}

#[derive(Serialize)]
struct Headers {
    #[serde(rename = "client-request-id")]
    number: String,
    #[serde(
        rename = "x-ms-throttle-priority",
        skip_serializing_if = "Option::is_none"
    )]
    priority: Option<&'static str>,
    #[serde(rename = "ConsistencyLevel", skip_serializing_if = "Option::is_none")]
    consistency: Option<&'static str>,
    #[serde(rename = "Content-Type", skip_serializing_if = "Option::is_none")]
    content_type: Option<&'static str>,
}

/// The calls of a batch as its document lists them, each with its number.
pub(super) fn requests<'a>(
    open: &[(usize, &'a Call)],
    numbers: &[Uuid],
    order: Order,
    in_bulk: bool,
) -> Vec<Request<'a>> {
    let mut requests = Vec::with_capacity(open.len());
    let mut previous: Option<String> = None;
    for ((place, call), number) in open.iter().zip(numbers) {
        let id = place.to_string();
        // An action without parameters still needs a type and an empty body.
        let empty = || Cow::Owned(Value::Object(Map::new()));
        let body = call
            .document()
            .or_else(|| (call.method == http::Method::POST).then(empty));
        let before = previous.replace(id.clone());
        requests.push(Request {
            id,
            method: call.method.as_str(),
            url: &call.path,
            headers: Headers {
                number: number.to_string(),
                priority: in_bulk.then_some(LOW),
                consistency: call.eventual.then_some("eventual"),
                content_type: body.is_some().then_some("application/json"),
            },
            body,
            depends_on: match order {
                Order::Chained => before.map(|before| [before]),
                Order::Parallel => None,
            },
        });
    }
    requests
}
