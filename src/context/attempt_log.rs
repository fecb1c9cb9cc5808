//! The attempts of a command's writes in the audit log: each is announced, by its
//! `client-request-id`, before its first byte leaves.
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

/// What is written of the attempts at a command's steps.
#[derive(Debug)]
pub(crate) struct AttemptLog {
    pub dirs: StateDirs,
    pub tenant: TenantId,
    pub clock: Arc<dyn Clock>,
    /// What an intent says of each step; none of one that cannot be taken.
    pub intents: Vec<Option<Event>>,
    pub known: Mutex<RecordedAttempts>,
}

/// Which attempts there were.
#[derive(Debug, Default)]
pub(crate) struct RecordedAttempts {
    /// The step that a first attempt belongs to.
    step: BTreeMap<Uuid, usize>,
    /// The last attempt of a step.
    last: BTreeMap<usize, Uuid>,
}

impl AttemptLog {
    /// Writes that these steps are about to be tried.
    ///
    /// # Errors
    /// Nothing may be sent where this fails.
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

    /// The number of the last try of a step.
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
