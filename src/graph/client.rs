//! The one way a call is sent: signed, retried where that is safe, and read.
use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::Uri;
use jiff::SignedDuration;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::answer::{
    challenge, code_of, header, page_items, read, refused, unclear, unreadable, without,
};
use super::bearer::Bearer;
use super::call::{Call, Repeat};
use super::classify::sort_transport;
use super::error::GraphError;
use super::origin::Origin;
use super::request_ids::AttemptObserver;
use super::retry;
use crate::clock::Clock;
use crate::domain::json_size;
use crate::domain::retry_after::RetryBudget;
use crate::entropy::Entropy;
use crate::secret::Secret;
use crate::transport::retry_after::asked_wait;
use crate::transport::{Response, Transport};

/// Most pages of one list: more than any command asks for.
pub(super) const MAX_PAGES: usize = 2_000;

/// A definite 2xx answer.
#[derive(Debug, Clone)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// The JSON body; null where there was none.
    pub body: Value,
    /// Graph's `request-id`.
    pub request_id: Option<String>,
    /// What Graph says of the machine that answered.
    pub diagnostic: Option<String>,
    /// `Location`, unparsed.
    pub location: Option<String>,
    /// What was asked, for messages.
    pub call: String,
}

impl Answer {
    /// The body as a type.
    ///
    /// # Errors
    /// [`GraphError::Unreadable`] where it is another shape.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, GraphError> {
        T::deserialize(&self.body).map_err(|error| GraphError::Unreadable {
            call: self.call.clone(),
            why: error.to_string(),
            request_id: self.request_id.clone(),
        })
    }
}

/// Told when the client waits, so that a person knows why nothing happens.
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
    pub(super) witness: Option<Arc<dyn AttemptObserver>>,
    pub(super) gate: retry::Gate,
    pub(super) told: super::slow_notice::SlowNotice,
    /// Whether what it sends may wait for what people are waiting for.
    pub(super) in_bulk: bool,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("origin", &self.origin)
            .finish_non_exhaustive()
    }
}

/// What one try came to.
pub(super) enum Once {
    /// An answer, whatever its status.
    Answer(Response),
    /// It may go again, after `wait` where Graph named one.
    Again {
        wait: Option<Duration>,
        error: GraphError,
    },
    /// It may not.
    Over(GraphError),
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
            witness: None,
            gate: retry::Gate::default(),
            told: super::slow_notice::SlowNotice::default(),
            in_bulk: false,
        }
    }

    /// The same client for a run over many: Graph is told that it may throttle
    /// these requests before those of people who wait at a screen.
    #[must_use]
    pub fn in_bulk(&self) -> Self {
        Self {
            in_bulk: true,
            ..self.clone()
        }
    }

    /// The Graph that is talked to.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// Sends one call and returns its definite answer. A throttled or failing
    /// call goes again within half a minute, if twice is once.
    ///
    /// # Errors
    /// See [`GraphError`]; a write without a definite answer is `Unclear`.
    pub async fn send(&self, call: &Call) -> Result<Answer, GraphError> {
        let uri = self.address(call)?;
        let document = call.document().map(|document| document.to_string());
        let response = self.deliver(call, &uri, |_| Ok(document.clone())).await?;
        read(call, &response)
    }

    /// Follows `@odata.nextLink` from `call` on and returns all items of
    /// `value`, up to `most`; the flag says whether that was everything.
    ///
    /// # Errors
    /// As [`Client::send`]; a link that leads elsewhere or in a circle ends it.
    pub async fn pages(&self, call: &Call, most: usize) -> Result<(Vec<Value>, bool), GraphError> {
        let mut uri = self.address(call)?;
        let mut items = Vec::new();
        let mut ids = BTreeSet::new();
        let mut seen = BTreeSet::new();
        let mut held = 0;
        loop {
            let response = self.deliver(call, &uri, |_| Ok(None)).await?;
            let mut answer = read(call, &response)?;
            held += json_size::memory_estimate(response.body().as_bytes());
            drop(response);
            if held > json_size::MAX_LIST {
                return Err(unreadable(call, "its pages would fill the memory", None));
            }
            let next = page_items(&mut answer, &mut items, &mut ids)?;
            let Some(next) = next else {
                return Ok((items, true));
            };
            if items.len() >= most {
                items.truncate(most);
                return Ok((items, false));
            }
            seen.insert(uri.to_string());
            uri = self.follow(call, &next)?;
            if seen.len() >= MAX_PAGES {
                return Err(unreadable(call, "its pages do not end", None));
            }
            if seen.contains(&uri.to_string()) {
                return Err(unreadable(call, "its pages lead in a circle", None));
            }
        }
    }

    /// A link that Graph gave, if it leads home.
    ///
    /// # Errors
    /// [`GraphError::Foreign`] where it does not.
    pub fn follow(&self, call: &Call, link: &str) -> Result<Uri, GraphError> {
        self.origin
            .link(link)
            .map_err(|source| GraphError::Foreign {
                call: call.to_string(),
                source,
            })
    }

    /// Reads a link that Graph gave, such as the `Location` of an operation.
    ///
    /// # Errors
    /// As [`Client::send`].
    pub async fn read_link(&self, call: &Call, link: &str) -> Result<Answer, GraphError> {
        let uri = self.follow(call, link)?;
        let response = self.deliver(call, &uri, |_| Ok(None)).await?;
        read(call, &response)
    }

    fn address(&self, call: &Call) -> Result<Uri, GraphError> {
        let text = format!("{}/v1.0{}", self.origin, call.path);
        text.parse()
            .map_err(|_| unreadable(call, "its address cannot be written", None))
    }

    /// Sends until there is a definite answer or nothing more to try.
    /// `document` makes what is sent; it is told whether something was before.
    pub(super) async fn deliver(
        &self,
        call: &Call,
        uri: &Uri,
        document: impl Fn(bool) -> Result<Option<String>, GraphError>,
    ) -> Result<Response, GraphError> {
        let mut again = false;
        let mut budget = RetryBudget::with_max_attempts(retry::MAX_ATTEMPTS);
        // What an earlier try may have done, no later refusal takes back.
        let mut doubtful = false;
        let doubt = |doubtful, error| {
            if doubtful {
                unclear(call, error)
            } else {
                error
            }
        };
        loop {
            let began = self.clock.now();
            let sent = match document(again) {
                Ok(document) => {
                    let once = self.deliver_once(call, uri, document.as_deref(), again);
                    self.patiently(once).await
                }
                Err(error) => Once::Over(error),
            };
            again = true;
            let (wait, error) = match sent {
                Once::Answer(response) if doubtful && !response.status().is_success() => {
                    return Err(unclear(call, refused(call, &response)));
                }
                Once::Answer(response) => return Ok(response),
                Once::Over(error) => return Err(doubt(doubtful, error)),
                Once::Again { wait, error } => (wait, error),
            };
            doubtful |= error.is_unclear();
            let lost = if error.is_transport() {
                self.clock.now().duration_since(began)
            } else {
                SignedDuration::ZERO
            };
            let Some(wait) = budget.next_wait(wait, lost, || self.chance()) else {
                return Err(doubt(doubtful, error));
            };
            self.pause(wait, &error).await;
        }
    }

    /// Sends once, and once more with a new token where Graph asks for one.
    /// Waits for nothing.
    pub(super) async fn deliver_once(
        &self,
        call: &Call,
        uri: &Uri,
        document: Option<&str>,
        mut again: bool,
    ) -> Once {
        let mut token = match self.token(call).await {
            Ok(token) => token,
            Err(error) => return Once::Over(error),
        };
        let mut renewed = false;
        loop {
            let response = match self.attempt(call, uri, document, &token, again).await {
                Once::Answer(response) => response,
                other => return other,
            };
            let challenge = challenge(response.headers());
            let status = response.status().as_u16();
            if status != 401 && (status != 403 || challenge.is_none()) {
                return Once::Answer(response);
            }
            if renewed {
                return Once::Over(refused(call, &response));
            }
            renewed = true;
            again = true;
            let renewal = self.bearer.renew(&token, challenge.as_deref()).await;
            token = match renewal {
                Ok(token) => token,
                Err(source) => {
                    return Once::Over(GraphError::SignIn {
                        call: call.to_string(),
                        source,
                    });
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

    async fn attempt(
        &self,
        call: &Call,
        uri: &Uri,
        document: Option<&str>,
        token: &Secret,
        again: bool,
    ) -> Once {
        if let Some(left) = self.gate.left(self.clock.now()) {
            return Once::Again {
                wait: Some(left),
                error: GraphError::Throttled {
                    call: call.to_string(),
                    seconds: super::batch::whole_seconds(left),
                    request_id: None,
                },
            };
        }
        let request = match self.request(call, uri, document, token, again) {
            Ok(request) => request,
            Err(error) => return Once::Over(error),
        };
        match self.transport.send(request).await {
            Ok(response) => self.sort_status(call, without(response, token)),
            Err(source) => sort_transport(call, source),
        }
    }

    fn sort_status(&self, call: &Call, response: Response) -> Once {
        let wait = asked_wait(response.headers(), self.clock.now());
        if let (429 | 503, Some(wait)) = (response.status().as_u16(), wait) {
            self.gate.close(self.clock.now(), wait);
        }
        match response.status().as_u16() {
            429 => Once::Again {
                wait,
                error: GraphError::Throttled {
                    call: call.to_string(),
                    seconds: wait.map_or(0, super::batch::whole_seconds),
                    request_id: header(response.headers(), "request-id"),
                },
            },
            409 if code_of(&response) == "Directory_ConcurrencyViolation" => Once::Again {
                wait,
                error: refused(call, &response),
            },
            500 | 502..=504 if call.repeat == Repeat::Safe => Once::Again {
                wait,
                error: unclear(call, refused(call, &response)),
            },
            500 | 502..=504 => Once::Over(unclear(call, refused(call, &response))),
            _ => Once::Answer(response),
        }
    }

    pub(super) async fn pause(&self, wait: Duration, why: &GraphError) {
        if wait >= Duration::from_secs(2) {
            (self.notice)(&format!(
                "waiting {:.0} s: {why}",
                wait.as_secs_f64().ceil()
            ));
        }
        self.clock.sleep(wait).await;
    }

    /// A byte of chance, for waits.
    pub fn chance(&self) -> u8 {
        let mut byte = [0];
        // Without randomness clients march in step, which is no reason to fail.
        let filled = self.entropy.fill(&mut byte);
        drop(filled);
        let [chance] = byte;
        chance
    }
}
