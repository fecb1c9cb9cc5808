//! What a run writes down: password file, journal and audit log, in one change
//! that notes what came back and what goes out next.
use std::fs::File;

use jiff::Timestamp;

use super::audit_events::AuditEvents;
use super::step_run::StepRun;
use crate::audit::Event;
use crate::domain::task::StepMethod;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::journal::{Journal, StepId, StepResult, TaskId};

/// Everything that a run writes in.
#[derive(Debug)]
pub(crate) struct Recorder {
    pub journal: Journal,
    pub events: AuditEvents,
    pub task: TaskId,
    /// The file of passwords, which is filled as they are accepted.
    pub password_file: Option<File>,
}

/// One durable change.
#[derive(Debug)]
pub(crate) struct Change {
    /// What came of these.
    pub finished: Vec<(StepRun, StepResult)>,
    /// These go next.
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
    /// Makes a change durable: passwords first, then the journal, then the audit
    /// log.
    ///
    /// # Errors
    /// Nothing more may be sent where this fails.
    pub(crate) fn write(&mut self, change: &Change) -> Result<(), Failure> {
        let next: Vec<&StepRun> = change.batches.iter().flatten().collect();
        let sent: Vec<(StepId, StepMethod)> =
            next.iter().map(|run| (run.step.id, run.step.way)).collect();
        let mut events: Vec<Event> = Vec::new();
        let mut results: Vec<(StepId, &StepResult)> = Vec::new();
        for (run, result) in &change.finished {
            events.extend(self.events.result(run, result, self.task));
            results.push((run.step.id, result));
        }
        events.extend(next.iter().map(|run| self.events.intent(run, self.task)));
        if let Some(file) = &self.password_file
            && !results.is_empty()
        {
            file.sync_all()
                .map_err(|error| Failure::from_error(Exit::Storage, error))?;
        }
        self.journal.record_attempts(&results, &sent, change.now)?;
        let recorded = self.events.record(&events, change.now);
        if recorded.is_err() {
            // They stay where they are. Where this fails too, the journal says
            // that they may have left, which is the safe side.
            let fresh = next.iter().filter(|run| run.last().is_none());
            let fresh: Vec<StepId> = fresh.map(|run| run.step.id).collect();
            drop(self.journal.mark_unsent(&fresh));
        }
        recorded
    }
}
