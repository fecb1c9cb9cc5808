//! Attempts of a command's writes in the audit log. Each attempt is recorded, with its
//! `client-request-id`, before its first byte is sent.
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::json;
use uuid::Uuid;

use crate::audit::{self, Event};
use crate::clock::Clock;
use crate::failure::Failure;
use crate::graph::AttemptObserver;
use crate::ids::TenantId;
use crate::machine::StateDirs;

/// Audit log of the attempts of a command's steps.
#[derive(Debug)]
pub(crate) struct AttemptLog {
    pub dirs: StateDirs,
    pub tenant: TenantId,
    pub clock: Arc<dyn Clock>,
    /// Intent event of each step; `None` if the step is not recorded.
    pub intents: Vec<Option<Event>>,
    pub known: Mutex<RecordedAttempts>,
}

/// The attempts so far.
#[derive(Debug, Default)]
pub(crate) struct RecordedAttempts {
    /// The step of each first attempt, by `client-request-id`.
    step: BTreeMap<Uuid, usize>,
    /// The last attempt of each step.
    last: BTreeMap<usize, Uuid>,
}

impl AttemptLog {
    /// Records that these steps are about to be sent.
    ///
    /// # Errors
    /// If this fails, nothing may be sent.
    pub(crate) fn record_attempts(&self, attempts: &[(usize, Uuid)]) -> Result<(), Failure> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let mut events = Vec::new();
        for (step, number) in attempts {
            let before = known.last.get(step);
            let intent = self.intents.get(*step).and_then(Option::as_ref);
            events.extend(intent.map(|intent| Event {
                client_request_id: Some(number.to_string()),
                after: before.map(|before| json!({ "clientRequestId": before.to_string() })),
                ..intent.clone()
            }));
        }
        if !events.is_empty() {
            audit::record(&self.dirs, &self.tenant, self.clock.now(), &events)?;
        }
        for (step, number) in attempts {
            known.step.insert(*number, *step);
            known.last.insert(*step, *number);
        }
        Ok(())
    }

    /// Returns the `client-request-id` of the last attempt of a step.
    pub(crate) fn last_attempt(&self, step: usize) -> Option<Uuid> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.last.get(&step).copied()
    }
}

impl AttemptObserver for AttemptLog {
    fn on_retry(&self, attempts: &[(Uuid, Uuid)]) -> Result<(), String> {
        let steps: Vec<(usize, Uuid)> = {
            let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
            let of = |(first, next): &(Uuid, Uuid)| Some((*known.step.get(first)?, *next));
            attempts.iter().filter_map(of).collect()
        };
        self.record_attempts(&steps)
            .map_err(|failure| format!("{:#}", failure.error))
    }
}
