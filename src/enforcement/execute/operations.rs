//! Follows password resets that Entra writes back to Active Directory asynchronously.
use std::time::Duration;

use tokio::task::JoinSet;

use super::executor::Executor;
use super::stage::Stage;
use crate::domain::step_life::{StepEvent, StepState};
use crate::graph::{Answer, Call};

/// Seconds to wait before each read of the operations.
const WAITS: [u64; 4] = [1, 2, 4, 8];

/// No read starts later than this after the first wait.
const MAX_TIME: Duration = Duration::from_secs(20);

/// Maximum number of operations to follow; the others continue unobserved.
pub(super) const MAX_FOLLOWED: usize = 20;

impl Executor {
    /// Waits for asynchronous resets. A password is saved only after its operation
    /// succeeded, and not if that takes too long.
    pub(super) async fn follow_operations(&mut self, stage: &mut Stage) {
        let mut followed = Vec::new();
        for run in std::mem::take(&mut stage.running) {
            let link = run.operation.clone().unwrap_or_default();
            // Only the path is requested: the original body is not sent again.
            let read = Call::get(&["users", run.step.account_id.as_str(), "authentication"]);
            // Links to other hosts are never followed.
            if followed.len() < MAX_FOLLOWED && self.graph.check_link(&read, &link).is_ok() {
                followed.push((run, read, link));
            } else {
                stage.running.push(run);
            }
        }
        let start = self.clock.monotonic();
        for wait in WAITS {
            let late = self.clock.monotonic().saturating_sub(start) >= MAX_TIME;
            if followed.is_empty() || late || self.interrupt.is_requested() {
                break;
            }
            self.clock.sleep(Duration::from_secs(wait)).await;
            let mut reads = JoinSet::new();
            for (index, (_, read, link)) in followed.iter().enumerate() {
                let (graph, read, link) = (self.graph.clone(), read.clone(), link.clone());
                reads.spawn(async move { (index, graph.read_link(&read, &link).await) });
            }
            let mut answers = std::collections::BTreeMap::new();
            while let Some(read) = reads.join_next().await {
                if let Ok((index, Ok(answer))) = read {
                    answers.insert(index, answer);
                }
            }
            let mut left = Vec::new();
            for (index, (mut run, read, link)) in followed.into_iter().enumerate() {
                if let Some((event, why)) = answers.get(&index).and_then(operation_event) {
                    run.handle_operation(event, why);
                }
                match run.life.state() {
                    StepState::Running => left.push((run, read, link)),
                    StepState::Done => {
                        self.save_password(&mut run);
                        let id = run.step.id;
                        self.finish_step(stage, run, Some(true));
                        if let Some(detail) = self.details.get_mut(&id) {
                            detail.is_confirmed = true;
                        }
                    }
                    _ => self.route(stage, run),
                }
            }
            followed = left;
        }
        stage
            .running
            .extend(followed.into_iter().map(|(run, ..)| run));
    }
}

/// Returns the event for the state of an operation, and why it failed.
/// <https://learn.microsoft.com/graph/api/resources/longrunningoperation>
fn operation_event(answer: &Answer) -> Option<(StepEvent, Option<String>)> {
    let text = |name: &str| answer.body.get(name).and_then(serde_json::Value::as_str);
    match text("status")? {
        "succeeded" => Some((StepEvent::OperationSucceeded, None)),
        "failed" => Some((
            StepEvent::OperationFailed,
            text("statusDetail").map(str::to_owned),
        )),
        _ => Some((StepEvent::OperationRunning, None)),
    }
}
