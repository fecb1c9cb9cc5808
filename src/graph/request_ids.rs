//! The `client-request-id` of each attempt. Those of writes are logged before the first
//! byte is sent, so that Graph's logs can be matched with ours.
use std::borrow::Cow;

use serde::Serialize;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::answer::unreadable;
use super::batch::Order;
use super::call::Call;
use super::client::Client;
use super::error::GraphError;
use super::signed::LOW_PRIORITY;

/// Notified before a retry of a call whose first attempt was logged.
pub trait AttemptObserver: Send + Sync {
    /// Records for each call the id of its first attempt, and the id of the next one.
    ///
    /// # Errors
    /// Why it could not be recorded: nothing is sent then.
    fn on_retry(&self, ids: &[(Uuid, Uuid)]) -> Result<(), String>;
}

impl Client {
    /// Returns a client that notifies `observer` before retries.
    #[must_use]
    pub fn with_observer(mut self, observer: std::sync::Arc<dyn AttemptObserver>) -> Self {
        self.observer = Some(observer);
        self
    }

    /// Returns the ids of the next attempt of each call. A first attempt uses the id of the
    /// call, if it has one.
    pub(super) fn request_ids(
        &self,
        calls: &[&Call],
        again: bool,
    ) -> Result<Vec<Uuid>, GraphError> {
        let mut ids = Vec::with_capacity(calls.len());
        let mut announced = Vec::new();
        for call in calls {
            let new_id = || {
                let id = self.entropy.uuid();
                id.map_err(|_| unreadable(call, "there is no randomness", None))
            };
            ids.push(match call.first_attempt_id {
                Some(first) if again => {
                    let next = new_id()?;
                    announced.push((first, next));
                    next
                }
                Some(first) => first,
                None => new_id()?,
            });
        }
        if let (Some(observer), Some(call), false) =
            (&self.observer, calls.first(), announced.is_empty())
        {
            observer
                .on_retry(&announced)
                .map_err(|why| GraphError::Unrecorded {
                    call: call.to_string(),
                    why,
                })?;
        }
        Ok(ids)
    }
}

/// The body of a batch, serialized without a tree of JSON values: a long list has
/// thousands of calls.
#[derive(Serialize)]
pub(super) struct BatchDocument<'a> {
    pub requests: Vec<BatchRequest<'a>>,
}

/// One call of a batch.
#[derive(Serialize)]
pub(super) struct BatchRequest<'a> {
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
    request_id: String,
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

/// The entries of a batch, each with the `client-request-id` of its call.
pub(super) fn batch_requests<'a>(
    open: &[(usize, &'a Call)],
    ids: &[Uuid],
    order: Order,
    low_priority: bool,
) -> Vec<BatchRequest<'a>> {
    let mut requests = Vec::with_capacity(open.len());
    let mut previous: Option<String> = None;
    for ((index, call), id) in open.iter().zip(ids) {
        let item_id = index.to_string();
        // An action without parameters still needs a type and an empty body.
        let empty = || Cow::Owned(Value::Object(Map::new()));
        let body = call
            .document_with_secret()
            .or_else(|| (call.method == http::Method::POST).then(empty));
        let before = previous.replace(item_id.clone());
        requests.push(BatchRequest {
            id: item_id,
            method: call.method.as_str(),
            url: &call.path,
            headers: Headers {
                request_id: id.to_string(),
                priority: low_priority.then_some(LOW_PRIORITY),
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
