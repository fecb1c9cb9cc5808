//! Client for consent changes that records each attempt in the audit log, with its
//! `client-request-id`, before its first byte is sent.
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use crate::audit::Event;
use crate::context::Ctx;
use crate::context::attempt_log::AttemptLog;
use crate::context::connect::Connected;
use crate::entropy::Entropy;
use crate::failure::Failure;
use crate::graph::{Answer, Call, Client, GraphError};

/// Client for the calls of a command, each identified by the index of its intent.
pub(crate) struct AuditedClient {
    /// Sends reads, and reports repeated attempts of writes.
    pub(crate) graph: Client,
    attempt_log: Arc<AttemptLog>,
    entropy: Arc<dyn Entropy>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// Calls whose first attempt was sent, or is about to be.
    left: BTreeSet<usize>,
    /// Why nothing more may be sent, if so.
    lost: Option<String>,
}

impl AuditedClient {
    /// Records the intents, with the `client-request-id` of each first attempt.
    ///
    /// # Errors
    /// If this fails, nothing may be sent.
    pub(crate) fn open(
        ctx: &Ctx<'_>,
        connected: &Connected,
        intents: Vec<Event>,
    ) -> Result<Self, Failure> {
        let mut first = Vec::new();
        for step in 0..intents.len() {
            first.push((step, ctx.entropy.uuid()?));
        }
        let attempt_log = Arc::new(AttemptLog {
            dirs: ctx.dirs.clone(),
            tenant: connected.me.tenant.clone(),
            clock: Arc::clone(&ctx.clock),
            intents: intents.into_iter().map(Some).collect(),
            known: Mutex::default(),
        });
        let noted = attempt_log.record_attempts(&first);
        noted.map_err(|failure| failure.context("nothing was sent"))?;
        Ok(Self {
            graph: connected
                .graph
                .clone()
                .with_observer(Arc::clone(&attempt_log) as _),
            attempt_log,
            entropy: Arc::clone(&ctx.entropy),
            state: Mutex::default(),
        })
    }

    /// Sends the call of this step as its next attempt.
    ///
    /// # Errors
    /// Same as the client's. The call is not sent if the attempt could not be recorded.
    pub(crate) async fn send(&self, step: usize, call: &Call) -> Result<Answer, GraphError> {
        let sent = match self.with_request_id(step, call) {
            Ok(call) => self.graph.send(&call).await,
            Err(why) => Err(unrecorded(call, &why)),
        };
        self.stop_if_unrecorded(&sent);
        sent
    }

    /// Returns the `client-request-id` of the last attempt of this step; `None` if
    /// nothing was sent.
    pub(crate) fn last_request_id(&self, step: usize) -> Option<String> {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let left = state.left.contains(&step);
        let number = self.attempt_log.last_attempt(step).filter(|_| left)?;
        Some(number.to_string())
    }

    /// Returns the call with the `client-request-id` of its next attempt, after recording
    /// it.
    fn with_request_id(&self, step: usize, call: &Call) -> Result<Call, String> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(why) = &state.lost {
            return Err(why.clone());
        }
        let number = match self.attempt_log.last_attempt(step) {
            Some(first) if !state.left.contains(&step) => first,
            Some(_) | None => {
                let next = self.entropy.uuid();
                let next = next.map_err(|_| "there is no randomness".to_owned())?;
                if let Err(failure) = self.attempt_log.record_attempts(&[(step, next)]) {
                    let why = format!("{:#}", failure.error);
                    state.lost = Some(why.clone());
                    return Err(why);
                }
                next
            }
        };
        state.left.insert(step);
        Ok(call.clone().with_request_id(number))
    }

    /// Stops all further calls if an attempt could not be recorded.
    fn stop_if_unrecorded(&self, answer: &Result<Answer, GraphError>) {
        if let Err(error) = answer
            && error.is_unrecorded()
        {
            let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
            state.lost.get_or_insert_with(|| error.full_message());
        }
    }
}

fn unrecorded(call: &Call, why: &str) -> GraphError {
    GraphError::Unrecorded {
        call: call.to_string(),
        why: why.to_owned(),
    }
}
