//! What a run writes down: journal, audit log and password file, in one change
//! that notes what came back and what goes out next.
use std::fs::File;

use jiff::Timestamp;

use crate::audit::Event;
use crate::enforcement::execute::attempt::Item;
use crate::enforcement::execute::audit_events::Trail;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::journal::{Journal, StepId, StepResult, TaskId};

/// Everything that a run writes in.
#[derive(Debug)]
pub(crate) struct Books {
    pub journal: Journal,
    pub trail: Trail,
    pub task: TaskId,
    /// The file of passwords, which is filled as they are accepted.
    pub password_file: Option<File>,
}

/// One durable change.
#[derive(Debug)]
pub(crate) struct Change {
    /// What came of these.
    pub finished: Vec<(Item, StepResult)>,
    /// These go next.
    pub batches: Vec<Vec<Item>>,
    pub now: Timestamp,
}

impl Change {
    /// Whether there is nothing to write.
    pub(crate) fn is_empty(&self) -> bool {
        self.finished.is_empty() && self.batches.is_empty()
    }
}

impl Books {
    /// Makes a change durable: passwords first, then the journal, then the audit
    /// log.
    ///
    /// # Errors
    /// Nothing more may be sent where this fails.
    pub(crate) fn write(&mut self, change: &Change) -> Result<(), Failure> {
        let going: Vec<&Item> = change.batches.iter().flatten().collect();
        let sent: Vec<StepId> = going.iter().map(|item| item.step.id).collect();
        let mut events: Vec<Event> = Vec::new();
        let mut results: Vec<(StepId, &StepResult)> = Vec::new();
        for (item, result) in &change.finished {
            events.push(self.trail.result(item, result, self.task));
            results.push((item.step.id, result));
        }
        events.extend(going.iter().map(|item| self.trail.intent(item, self.task)));
        if let Some(file) = &self.password_file
            && !results.is_empty()
        {
            file.sync_all()
                .map_err(|error| Failure::from_error(Exit::Storage, error))?;
        }
        self.journal.exchange(&results, &sent, change.now)?;
        let recorded = self.trail.record(&events, change.now);
        if recorded.is_err() {
            // They stay where they are. Where this fails too, the journal says
            // that they may have left, which is the safe side.
            let fresh = going.iter().filter(|item| item.before().is_none());
            let fresh: Vec<StepId> = fresh.map(|item| item.step.id).collect();
            drop(self.journal.never_left(&fresh));
        }
        recorded
    }
}
