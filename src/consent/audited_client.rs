//! Grants, and what takes them back, as the audit log has them: each attempt of a
//! call is there by its `client-request-id` before its first byte leaves.
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use crate::audit::Event;
use crate::context::Ctx;
use crate::context::attempt_log::AttemptLog;
use crate::context::connect::Connected;
use crate::entropy::Entropy;
use crate::failure::Failure;
use crate::graph::{Answer, Call, Client, GraphError};

/// The calls of a command, by their places among its intents.
pub(crate) struct AuditedClient {
    /// Sends reads, and tells of later attempts of writes.
    pub(crate) graph: Client,
    attempt_log: Arc<AttemptLog>,
    entropy: Arc<dyn Entropy>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// Calls whose first attempt has left, or is about to.
    left: BTreeSet<usize>,
    /// Why nothing more may be sent.
    lost: Option<String>,
}

impl AuditedClient {
    /// Records what is about to be done, with the number of each first attempt.
    ///
    /// # Errors
    /// Nothing may be sent if this fails.
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
    /// As the client; it is not sent if that could not be recorded.
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

    /// Returns the call with the `client-request-id` of its next attempt, which is
    /// recorded first.
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

    /// Sends nothing more once an attempt could not be recorded.
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
