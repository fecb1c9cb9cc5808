//! The tries of a call: each has a `client-request-id` of its own, and those of
//! a write are announced before their first byte leaves, so that what Graph
//! logs can be matched with what we log.
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::answer::unreadable;
use super::batch::Order;
use super::call::Call;
use super::client::Client;
use super::error::GraphError;
use super::signed::{LOW, PRIORITY};

/// Told when a call whose first try was announced goes again.
pub trait Witness: Send + Sync {
    /// For each call the number of its first try, and that of the one to come.
    ///
    /// # Errors
    /// Why it could not be recorded: then nothing is sent.
    fn again(&self, tries: &[(Uuid, Uuid)]) -> Result<(), String>;
}

impl Client {
    /// The same client, which tells `witness` of tries after the first.
    #[must_use]
    pub fn witnessed(mut self, witness: std::sync::Arc<dyn Witness>) -> Self {
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

/// The calls of a batch as its document lists them, each with its number.
pub(super) fn requests(
    open: &[(usize, &Call)],
    numbers: &[uuid::Uuid],
    order: Order,
    in_bulk: bool,
) -> Vec<Value> {
    let mut requests = Vec::with_capacity(open.len());
    let mut previous: Option<String> = None;
    for ((place, call), number) in open.iter().zip(numbers) {
        let id = place.to_string();
        let mut headers = Map::new();
        headers.insert("client-request-id".to_owned(), json!(number.to_string()));
        if in_bulk {
            headers.insert(PRIORITY.to_owned(), json!(LOW));
        }
        if call.eventual {
            headers.insert("ConsistencyLevel".to_owned(), json!("eventual"));
        }
        let mut request = Map::new();
        request.insert("id".to_owned(), json!(id));
        request.insert("method".to_owned(), json!(call.method.as_str()));
        request.insert("url".to_owned(), json!(call.path));
        // An action without parameters still needs a type and an empty body.
        let body = call
            .document()
            .or_else(|| (call.method == http::Method::POST).then(|| json!({})));
        if let Some(body) = body {
            headers.insert("Content-Type".to_owned(), json!("application/json"));
            request.insert("body".to_owned(), body);
        }
        request.insert("headers".to_owned(), Value::Object(headers));
        if order == Order::Chained
            && let Some(previous) = previous.replace(id)
        {
            request.insert("dependsOn".to_owned(), json!([previous]));
        }
        requests.push(Value::Object(request));
    }
    requests
}
