//! The way of a run's steps to the disk and from there to what lies ready.
//!
//! The disk is written on a thread of its own, one change at a time, while
//! batches of earlier changes are under way.
use tokio::sync::oneshot::error::RecvError;

use crate::domain::task::StepKind;
use crate::enforcement::execute::attempt::Item;
use crate::enforcement::execute::executor::{Engine, Halt, Stage};
use crate::enforcement::execute::recorder::{Books, Change};
use crate::enforcement::execute::writer::{Writing, Written};
use crate::graph::batch::BATCH_SIZE;
use crate::graph::bulk::AT_A_TIME;

/// Batches that lie ready at most. Half of them leave while the disk is written
/// for the other half: three syncs, which take about as long as twelve batches
/// do where the network costs nothing. More of them only take more memory.
const AHEAD: usize = 3 * AT_A_TIME;

/// Steps that are taken out of the journal at a time.
const PIECE: usize = AHEAD / 2 * BATCH_SIZE;

/// Waits for the change that is on its way, for ever where none is.
pub(crate) async fn end_of(writing: &mut Option<Writing>) -> Result<Written, RecvError> {
    match writing {
        Some(handle) => {
            let written = handle.await;
            *writing = None;
            written
        }
        None => std::future::pending().await,
    }
}

impl Engine {
    /// Takes the next steps on their way to the disk, with all outcomes so far,
    /// where few lie ready.
    pub(crate) fn prepare(&mut self, stage: &mut Stage, kind: StepKind) {
        let enough = stage.ready.len() > AHEAD / 2 && stage.stale.is_empty();
        if enough && !stage.flights.is_empty() || matches!(self.halt, Some(Halt::Storage(_))) {
            return;
        }
        let Some(books) = self.books.take() else {
            return;
        };
        let mut batches = self.load(&books, stage, kind);
        self.books = Some(books);
        let mut items = batches.iter_mut().flatten();
        if let Err(failure) = items.try_for_each(|item| item.begin_try(self.entropy.as_ref())) {
            self.halt = Some(Halt::Storage(failure));
            return stage.put_back(batches);
        }
        self.write(stage, batches);
    }

    /// Makes the outcomes so far and the intents of `batches` durable.
    pub(crate) fn write(&mut self, stage: &mut Stage, batches: Vec<Vec<Item>>) {
        let Some(mut books) = self.books.take() else {
            return stage.put_back(batches);
        };
        let change = Change {
            finished: std::mem::take(&mut stage.finished),
            batches,
            now: self.clock.now(),
        };
        if change.is_empty() {
            self.books = Some(books);
            return;
        }
        if let Some(writer) = &self.writer {
            stage.writing = Some(writer.write(books, change));
        } else {
            let durable = books.write(&change);
            self.written(stage, Ok((books, change, durable)));
        }
    }

    /// What is durable may be sent; what is not goes nowhere.
    pub(crate) fn written(&mut self, stage: &mut Stage, written: Result<Written, RecvError>) {
        let Ok((books, mut change, durable)) = written else {
            let why = "a part of the run ended unexpectedly".to_owned();
            self.halt.get_or_insert(Halt::Broken(why));
            return;
        };
        self.books = Some(books);
        match durable {
            Ok(()) => {
                for item in change.batches.iter_mut().flatten() {
                    item.announced = Some(change.now);
                }
                stage.ready.extend(change.batches);
            }
            Err(failure) => {
                // What came back is written once more at the end of the stage.
                change.finished.append(&mut stage.finished);
                stage.finished = change.finished;
                stage.put_back(change.batches);
                // The first reason counts.
                if !matches!(self.halt, Some(Halt::Storage(_))) {
                    self.halt = Some(Halt::Storage(failure));
                }
            }
        }
    }

    /// The batches that go next, as many as may lie ready; those that waited too
    /// long come first.
    fn load(&mut self, books: &Books, stage: &mut Stage, kind: StepKind) -> Vec<Vec<Item>> {
        let mut batches = std::mem::take(&mut stage.stale);
        while self.halt.is_none() && stage.ready.len() + batches.len() < AHEAD {
            let room = self.ramp.room().min(BATCH_SIZE).min(self.pace.most());
            if room == 0 {
                break;
            }
            if stage.waiting.len() < room && !stage.exhausted {
                match books
                    .journal
                    .open_steps(books.task, kind, stage.after, PIECE)
                {
                    Ok(steps) => {
                        stage.exhausted = steps.len() < PIECE;
                        stage.after = steps.last().map_or(stage.after, |step| step.id);
                        let steps = steps.into_iter().filter(|step| !self.recheck.bars(step));
                        stage.waiting.extend(steps.map(Item::new));
                    }
                    Err(error) => self.halt = Some(Halt::Storage(error.into())),
                }
            }
            let count = room.min(stage.waiting.len());
            if count == 0 {
                break;
            }
            self.ramp.took(count);
            batches.push(stage.waiting.drain(..count).collect());
        }
        batches
    }
}
