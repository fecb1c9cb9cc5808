//! Writes the changes of a run on a background thread.
use std::sync::mpsc;
use std::thread::JoinHandle;

use tokio::sync::oneshot;

use crate::enforcement::execute::recorder::{Change, Recorder};
use crate::exit::Exit;
use crate::failure::Failure;

/// A written change with its recorder, and the result.
pub(crate) type Written = (Recorder, Change, Result<(), Failure>);

/// A pending write; an error if the writer thread is lost.
pub(crate) type Writing = oneshot::Receiver<Written>;

type Job = (Recorder, Change, oneshot::Sender<Written>);

/// Writes changes in order on its own thread. A thread of the runtime could be blocked
/// by name resolution.
#[derive(Debug)]
pub(crate) struct Writer {
    jobs: Option<mpsc::Sender<Job>>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    /// Starts the writer thread.
    ///
    /// # Errors
    /// Fails if the system has no more threads.
    pub(crate) fn start() -> Result<Self, Failure> {
        let (jobs, waiting) = mpsc::channel::<Job>();
        let thread = std::thread::Builder::new()
            .name("journal".to_owned())
            .spawn(move || {
                for (mut recorder, change, done) in waiting {
                    let durable = recorder.write(&change);
                    // There is no receiver after a second Ctrl-C.
                    drop(done.send((recorder, change, durable)));
                }
            })
            .map_err(|error| {
                Failure::from_error(Exit::Storage, error).context("the journal has no thread")
            })?;
        Ok(Self {
            jobs: Some(jobs),
            thread: Some(thread),
        })
    }

    /// Queues a change.
    pub(crate) fn write(&self, recorder: Recorder, change: Change) -> Writing {
        let (done, writing) = oneshot::channel();
        if let Some(jobs) = &self.jobs {
            // If the writer is lost, `done` is dropped, and the receiver notices.
            drop(jobs.send((recorder, change, done)));
        }
        writing
    }
}

impl Drop for Writer {
    /// Waits until the last change is on disk.
    fn drop(&mut self) {
        drop(self.jobs.take());
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Change, Recorder, Writer};
    use crate::audit::Actor;
    use crate::domain::task::{Action, OnBehalfOf, StepKind, StepMethod};
    use crate::enforcement::execute::audit_events::AuditEvents;
    use crate::enforcement::execute::step_run::StepRun;
    use crate::ids::ObjectId;
    use crate::journal::{Journal, NewTask, StepPlan};
    use crate::machine::StateDirs;

    /// In memory; only the simulated tenant may do without an audit log.
    fn recorder(sandbox: bool) -> Recorder {
        let dirs = StateDirs {
            sandbox,
            ..StateDirs::default()
        };
        let tenant = "11111111-0000-4000-8000-000000000001".parse().unwrap();
        Recorder {
            journal: Journal::open(&dirs, &tenant).unwrap(),
            events: AuditEvents {
                approved_by: None,
                dirs,
                tenant,
                actor: std::sync::Arc::new(Actor {
                    id: "1".to_owned(),
                    name: None,
                    app_id: None,
                    flow: None,
                }),
                action: Action::Disable,
                via: OnBehalfOf::Search,
                reason: None,
                new_password: false,
            },
            task: 1,
            password_file: None,
        }
    }

    #[test]
    fn whoever_lets_the_writer_go_waits_until_the_last_change_is_written() {
        let writer = Writer::start().unwrap();
        let change = Change {
            finished: Vec::new(),
            batches: Vec::new(),
            now: "2026-03-02T03:04:05Z".parse().unwrap(),
        };
        let mut writing = writer.write(recorder(true), change);
        drop(writer);
        let (_, _, durable) = writing.try_recv().unwrap();
        assert!(durable.is_ok());
    }

    #[test]
    fn what_cannot_be_recorded_has_never_left() {
        for (sandbox, left) in [(true, true), (false, false)] {
            let mut recorder = recorder(sandbox);
            let account: ObjectId = "22222222-0000-4000-8000-000000000002".parse().unwrap();
            let now = "2026-03-02T03:04:05Z".parse().unwrap();
            let task = NewTask {
                action: Action::Disable,
                via: OnBehalfOf::Search,
                reason: None,
                actor_id: account.clone(),
                actor_name: None,
                new_password: false,
                undoes: None,
                plan_digest: None,
                approved_by: None,
            };
            let step = StepPlan {
                account_id: account,
                account_name: "j.doe@contoso.com".to_owned(),
                kind: StepKind::Disable,
                prior: serde_json::json!({ "accountEnabled": true }),
                way: StepMethod::Call,
                not_possible: None,
                device: None,
            };
            let (task, _) = recorder.journal.insert_task(&task, [step], now).unwrap();
            let open = recorder.journal.open_steps(task, StepKind::Disable, 0, 9);
            let change = Change {
                finished: Vec::new(),
                batches: vec![open.unwrap().into_iter().map(StepRun::new).collect()],
                now,
            };
            assert_eq!(recorder.write(&change).is_ok(), left);
            let task = recorder.journal.task_with_steps(task).unwrap().unwrap();
            assert_eq!(task.steps[0].sent.is_some(), left);
        }
    }
}
