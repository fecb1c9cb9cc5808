//! Sends calls: authorized, retried if that is safe, and parsed.
use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::Uri;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::answer::{
    append_page_items, claims_challenge, parse_answer, redact_token, refusal_error,
    unclear_if_write, unreadable,
};
use super::bearer::Bearer;
use super::call::Call;
use super::classify::classify_transport_error;
use super::error::GraphError;
use super::origin::Origin;
use super::request_ids::AttemptObserver;
use super::retry;
use crate::clock::Clock;
use crate::domain::json_size;
use crate::domain::retry_after::RetryBudget;
use crate::entropy::Entropy;
use crate::secret::Secret;
use crate::transport::{Response, Transport};

/// Maximum number of pages of one list: more than any command reads.
pub(super) const MAX_PAGES: usize = 2_000;

/// A definite 2xx answer.
#[derive(Debug, Clone)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// The JSON body; null without one.
    pub body: Value,
    /// Graph's `request-id`.
    pub request_id: Option<String>,
    /// Identifies the machine that answered.
    pub diagnostic: Option<String>,
    /// `Location`, unparsed.
    pub location: Option<String>,
    /// Method and path of the call, for messages.
    pub call: String,
}

impl Answer {
    /// Deserializes the body.
    ///
    /// # Errors
    /// [`GraphError::Unreadable`] if the body has another shape.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, GraphError> {
        T::deserialize(&self.body).map_err(|error| GraphError::Unreadable {
            call: self.call.clone(),
            why: error.to_string(),
            request_id: self.request_id.clone(),
        })
    }
}

/// Receives a message when the client waits, so that users know why nothing happens.
pub type Notice = Arc<dyn Fn(&str) + Send + Sync>;

/// Sends calls to one cloud on behalf of one session.
#[derive(Clone)]
pub struct Client {
    pub(super) transport: Arc<dyn Transport>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) entropy: Arc<dyn Entropy>,
    pub(super) bearer: Arc<dyn Bearer>,
    pub(super) origin: Origin,
    pub(super) notice: Notice,
    pub(super) observer: Option<Arc<dyn AttemptObserver>>,
    pub(super) gate: retry::ThrottleGate,
    pub(super) slow_notice: super::slow_notice::SlowNotice,
    /// Whether Graph may throttle these requests before others.
    pub(super) low_priority: bool,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("origin", &self.origin)
            .finish_non_exhaustive()
    }
}

/// Outcome of one attempt.
pub(super) enum AttemptOutcome<T> {
    /// A definite answer or error.
    Final(Result<T, GraphError>),
    /// Request to send again, after `wait` if Graph requested one.
    Retry {
        wait: Option<Duration>,
        error: GraphError,
    },
}

impl Client {
    /// A client for the Graph at `origin`.
    pub fn new(
        transport: Arc<dyn Transport>,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
        bearer: Arc<dyn Bearer>,
        origin: Origin,
        notice: Notice,
    ) -> Self {
        Self {
            transport,
            clock,
            entropy,
            bearer,
            origin,
            notice,
            observer: None,
            gate: retry::ThrottleGate::default(),
            slow_notice: super::slow_notice::SlowNotice::default(),
            low_priority: false,
        }
    }

    /// Returns a client for bulk runs, whose requests Graph may throttle before those
    /// of interactive users.
    #[must_use]
    pub fn low_priority(&self) -> Self {
        Self {
            low_priority: true,
            ..self.clone()
        }
    }

    /// The origin of Graph in this cloud.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// Sends one call and returns its definite answer. Retries a throttled call, and a
    /// failed one if it is idempotent, for up to half a minute.
    ///
    /// # Errors
    /// See [`GraphError`]; a write without a definite answer is `Unclear`.
    pub async fn send(&self, call: &Call) -> Result<Answer, GraphError> {
        let uri = self.call_uri(call)?;
        let document = call
            .document_with_secret()
            .map(|document| document.to_string());
        let (response, _) = self
            .send_with_retries(call, &uri, |_| Ok(document.clone()))
            .await?;
        parse_answer(call, &response)
    }

    /// Reads a list page by page. Returns up to `limit` items, and whether these are all.
    ///
    /// # Errors
    /// As [`Client::send`]; a link to another origin or in a circle is an error.
    pub async fn read_pages(
        &self,
        call: &Call,
        limit: usize,
    ) -> Result<(Vec<Value>, bool), GraphError> {
        let mut uri = self.call_uri(call)?;
        let mut items = Vec::new();
        let mut ids = BTreeSet::new();
        let mut seen = BTreeSet::new();
        let mut memory = 0;
        loop {
            let (response, _) = self.send_with_retries(call, &uri, |_| Ok(None)).await?;
            let mut answer = parse_answer(call, &response)?;
            memory += json_size::memory_estimate(response.body().as_bytes());
            drop(response);
            if memory > json_size::MAX_LIST {
                return Err(unreadable(call, "its pages would fill the memory", None));
            }
            let next = append_page_items(&mut answer, &mut items, &mut ids)?;
            let Some(next) = next else {
                return Ok((items, true));
            };
            if items.len() >= limit {
                items.truncate(limit);
                return Ok((items, false));
            }
            seen.insert(uri.to_string());
            uri = self.check_link(call, &next)?;
            if seen.len() >= MAX_PAGES {
                return Err(unreadable(call, "its pages do not end", None));
            }
            if seen.contains(&uri.to_string()) {
                return Err(unreadable(call, "its pages lead in a circle", None));
            }
        }
    }

    /// Returns the URI of a link in an answer.
    ///
    /// # Errors
    /// [`GraphError::CrossOrigin`] if it leads to another origin.
    pub fn check_link(&self, call: &Call, link: &str) -> Result<Uri, GraphError> {
        self.origin
            .check_link(link)
            .map_err(|source| GraphError::CrossOrigin {
                call: call.to_string(),
                source,
            })
    }

    /// Reads a link in an answer, such as the `Location` of an operation.
    ///
    /// # Errors
    /// As [`Client::send`].
    pub async fn read_link(&self, call: &Call, link: &str) -> Result<Answer, GraphError> {
        let uri = self.check_link(call, link)?;
        let (response, _) = self.send_with_retries(call, &uri, |_| Ok(None)).await?;
        parse_answer(call, &response)
    }

    fn call_uri(&self, call: &Call) -> Result<Uri, GraphError> {
        let text = format!("{}/v1.0{}", self.origin, call.path);
        text.parse()
            .map_err(|_| unreadable(call, "its address cannot be written", None))
    }

    /// Sends until there is a definite answer or the retries are used up. `document`
    /// returns the body; its argument is whether this is a retry. Also returns the token that
    /// the answered request was sent with.
    pub(super) async fn send_with_retries(
        &self,
        call: &Call,
        uri: &Uri,
        document: impl Fn(bool) -> Result<Option<String>, GraphError>,
    ) -> Result<(Response, Secret), GraphError> {
        let mut again = false;
        let mut budget = RetryBudget::with_max_attempts(retry::MAX_ATTEMPTS);
        // A later refusal does not undo what an earlier attempt may have changed.
        let mut doubtful = false;
        let doubt = |doubtful, error| {
            if doubtful {
                unclear_if_write(call, error)
            } else {
                error
            }
        };
        loop {
            let start = self.clock.monotonic();
            let sent = match document(again) {
                Ok(document) => {
                    let once = self.send_attempt(call, uri, document.as_deref(), again);
                    self.with_slow_notices(once).await
                }
                Err(error) => AttemptOutcome::Final(Err(error)),
            };
            again = true;
            let (wait, error) = match sent {
                AttemptOutcome::Final(Ok((response, _)))
                    if doubtful && !response.status().is_success() =>
                {
                    return Err(unclear_if_write(call, refusal_error(call, &response)));
                }
                AttemptOutcome::Final(Ok(answered)) => return Ok(answered),
                AttemptOutcome::Final(Err(error)) => return Err(doubt(doubtful, error)),
                AttemptOutcome::Retry { wait, error } => (wait, error),
            };
            doubtful |= error.is_unclear();
            let lost = if error.is_transport() {
                self.clock.monotonic().saturating_sub(start)
            } else {
                Duration::ZERO
            };
            let Some(wait) = budget.next_wait(wait, lost, || self.random_byte()) else {
                return Err(doubt(doubtful, error));
            };
            self.wait_before_retry(wait, &error).await;
        }
    }

    /// Sends once, and once more with a new token if Graph asks for one. Does not wait.
    pub(super) async fn send_attempt(
        &self,
        call: &Call,
        uri: &Uri,
        document: Option<&str>,
        mut again: bool,
    ) -> AttemptOutcome<(Response, Secret)> {
        let mut token = match self.token(call).await {
            Ok(token) => token,
            Err(error) => return AttemptOutcome::Final(Err(error)),
        };
        let mut renewed = false;
        loop {
            let response = match self
                .send_with_token(call, uri, document, &token, again)
                .await
            {
                AttemptOutcome::Final(Ok(response)) => response,
                AttemptOutcome::Final(Err(error)) => return AttemptOutcome::Final(Err(error)),
                AttemptOutcome::Retry { wait, error } => {
                    return AttemptOutcome::Retry { wait, error };
                }
            };
            let challenge = claims_challenge(response.headers());
            let status = response.status().as_u16();
            if status != 401 && (status != 403 || challenge.is_none()) {
                return AttemptOutcome::Final(Ok((response, token)));
            }
            if renewed {
                return AttemptOutcome::Final(Err(refusal_error(call, &response)));
            }
            renewed = true;
            again = true;
            let renewal = self.bearer.renew(&token, challenge.as_deref()).await;
            token = match renewal {
                Ok(token) => token,
                Err(source) => {
                    return AttemptOutcome::Final(Err(GraphError::SignIn {
                        call: call.to_string(),
                        source,
                    }));
                }
            };
        }
    }

    pub(super) async fn token(&self, call: &Call) -> Result<Secret, GraphError> {
        self.bearer
            .token()
            .await
            .map_err(|source| GraphError::SignIn {
                call: call.to_string(),
                source,
            })
    }

    async fn send_with_token(
        &self,
        call: &Call,
        uri: &Uri,
        document: Option<&str>,
        token: &Secret,
        again: bool,
    ) -> AttemptOutcome<Response> {
        if let Some(left) = self.gate.remaining(self.clock.monotonic()) {
            return AttemptOutcome::Retry {
                wait: Some(left),
                error: GraphError::Throttled {
                    call: call.to_string(),
                    seconds: super::batch::ceil_seconds(left),
                    request_id: None,
                },
            };
        }
        let request = match self.authorized_request(call, uri, document, token, again) {
            Ok(request) => request,
            Err(error) => return AttemptOutcome::Final(Err(error)),
        };
        match self.transport.send(request).await {
            Ok(response) => self.classify_status(call, redact_token(response, token)),
            Err(source) => classify_transport_error(call, source),
        }
    }

    pub(super) async fn wait_before_retry(&self, wait: Duration, why: &GraphError) {
        if wait >= Duration::from_secs(2) {
            (self.notice)(&format!(
                "waiting {:.0} s: {why}",
                wait.as_secs_f64().ceil()
            ));
        }
        self.clock.sleep(wait).await;
    }

    /// Returns a random byte, for jitter.
    pub fn random_byte(&self) -> u8 {
        let mut byte = [0];
        // Without randomness clients retry at the same time, which is no reason to fail.
        let filled = self.entropy.fill(&mut byte);
        drop(filled);
        let [chance] = byte;
        chance
    }
}
