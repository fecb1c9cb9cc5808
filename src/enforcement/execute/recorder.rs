//! Records a run in password file, journal and audit log, in one change for results and
//! next intents.
use std::fs::File;

use jiff::Timestamp;

use super::audit_events::AuditEvents;
use super::step_run::StepRun;
use crate::audit::Event;
use crate::domain::task::StepMethod;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::journal::{Journal, StepId, StepResult, TaskId};

/// The records that a run writes.
#[derive(Debug)]
pub(crate) struct Recorder {
    pub journal: Journal,
    pub events: AuditEvents,
    pub task: TaskId,
    /// The password file.
    pub password_file: Option<File>,
}

/// One change to write.
#[derive(Debug)]
pub(crate) struct Change {
    /// Finished steps.
    pub finished: Vec<(StepRun, StepResult)>,
    /// Steps to announce.
    pub batches: Vec<Vec<StepRun>>,
    pub now: Timestamp,
}

impl Change {
    /// Whether there is nothing to write.
    pub(crate) fn is_empty(&self) -> bool {
        self.finished.is_empty() && self.batches.is_empty()
    }
}

impl Recorder {
    /// Writes a change to disk: first passwords, then the journal, then the audit log.
    ///
    /// # Errors
    /// Fails if it cannot be written: nothing more may be sent.
    pub(crate) fn write(&mut self, change: &Change) -> Result<(), Failure> {
        let next: Vec<&StepRun> = change.batches.iter().flatten().collect();
        let sent: Vec<(StepId, StepMethod)> =
            next.iter().map(|run| (run.step.id, run.step.way)).collect();
        let mut events: Vec<Event> = Vec::new();
        let mut results: Vec<(StepId, &StepResult)> = Vec::new();
        for (run, result) in &change.finished {
            events.extend(self.events.result_event(run, result, self.task));
            results.push((run.step.id, result));
        }
        events.extend(
            next.iter()
                .map(|run| self.events.intent_event(run, self.task)),
        );
        if let Some(file) = &self.password_file
            && !results.is_empty()
        {
            file.sync_all()
                .map_err(|error| Failure::from_error(Exit::Storage, error))?;
        }
        self.journal.record_attempts(&results, &sent, change.now)?;
        let recorded = self.events.record(&events, change.now);
        if recorded.is_err() {
            // These steps remain open. If that cannot be written either, the journal
            // says that they may have been sent, which is the safe side.
            let fresh = next.iter().filter(|run| run.last_attempt().is_none());
            let fresh: Vec<StepId> = fresh.map(|run| run.step.id).collect();
            drop(self.journal.mark_unsent(&fresh));
        }
        recorded
    }
}
