//! `$batch`: up to 20 calls in one request, each with its own answer.
//!
//! The outer 200 says nothing about the inner calls. Answers are matched by id, a
//! throttled item is sent again alone, and an item without exactly one answer has an
//! unknown outcome.
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use serde_json::Value;

use super::answer::{
    DIAGNOSTIC_HEADER, header_text, parse_refusal, redirect_error, truncate_diagnostic,
    unclear_if_write, unreadable,
};
use super::batch_answer::{self, BatchAnswer, ItemAnswer};
use super::batch_failure::copy_for_call;
use super::call::{Call, Repeat};
use super::client::{Answer, AttemptOutcome, Client};
use super::error::GraphError;
use super::request_ids::{BatchDocument, batch_requests};
use super::retry;
use crate::domain::retry_after::RetryBudget;
use crate::transport::retry_after::requested_wait;

/// Maximum number of calls in one batch (Graph's limit).
pub const BATCH_SIZE: usize = 20;

/// Dependency between the calls of a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// No dependency.
    Parallel,
    /// Each call runs only if the previous one succeeded.
    Chained,
}

impl Client {
    /// Sends calls in as few requests as possible. Results are in the order of `calls`.
    pub async fn batch(&self, calls: &[Call]) -> Vec<Result<Answer, GraphError>> {
        let mut results = Vec::with_capacity(calls.len());
        for chunk in calls.chunks(BATCH_SIZE) {
            results.extend(self.send_batch(chunk).await);
        }
        results
    }

    async fn send_batch(&self, calls: &[Call]) -> Vec<Result<Answer, GraphError>> {
        let mut results: BTreeMap<usize, Result<Answer, GraphError>> = BTreeMap::new();
        let mut open: Vec<(usize, &Call)> = calls.iter().enumerate().collect();
        let mut budget = RetryBudget::with_max_attempts(retry::MAX_ATTEMPTS);
        let mut attempts = 0;
        // Items whose earlier attempt may have been applied.
        let mut doubtful = BTreeSet::new();
        let mut renewed = false;
        while !open.is_empty() {
            attempts += 1;
            let mut longest = None;
            let mut again = Vec::new();
            let mut blocked = None;
            for ((index, call), item) in open
                .iter()
                .copied()
                .zip(self.attempt_batch(&open, attempts > 1, &mut renewed).await)
            {
                match item {
                    AttemptOutcome::Final(result) => {
                        results.insert(index, result);
                    }
                    AttemptOutcome::Retry { wait, error } => {
                        if error.is_unclear() {
                            doubtful.insert(index);
                        }
                        longest = longest.max(wait);
                        again.push((index, call));
                        blocked.get_or_insert((wait, error));
                    }
                }
            }
            let Some((_, error)) = blocked else { break };
            let next = budget.next_wait(longest, Duration::ZERO, || self.random_byte());
            let Some(wait) = next else {
                fail_remaining(&mut results, &again, longest.unwrap_or_default(), &error);
                break;
            };
            self.wait_before_retry(wait, &error).await;
            open = again;
        }
        calls
            .iter()
            .enumerate()
            .map(|(index, call)| match results.remove(&index) {
                Some(Err(error)) if doubtful.contains(&index) => Err(unclear_if_write(call, error)),
                Some(result) => result,
                None => Err(missing_answer(call)),
            })
            .collect()
    }

    /// Sends one request. Returns the outcomes in the order of `open`. Items that an ended
    /// session refused are retried if the token can be renewed, which happens once.
    async fn attempt_batch(
        &self,
        open: &[(usize, &Call)],
        again: bool,
        renewed: &mut bool,
    ) -> Vec<AttemptOutcome<Answer>> {
        let sent = match self.batch_call(open) {
            Ok((outer, uri)) => self
                .send_with_retries(&outer, &uri, |more| {
                    let order = Order::Parallel;
                    self.batch_document(&outer, open, order, again || more)
                        .map(Some)
                })
                .await
                .and_then(|(response, token)| {
                    Ok((batch_answer::parse_batch_answer(&outer, &response)?, token))
                }),
            Err(error) => Err(error),
        };
        let (answer, token) = match sent {
            Ok((answer, token)) => (Ok(answer), Some(token)),
            Err(error) => (Err(error), None),
        };
        let items = self.item_outcomes(open, answer);
        match token.filter(|_| !*renewed) {
            Some(token) => {
                let (items, is_renewed) = self.renew_ended_sessions(items, &token).await;
                *renewed = is_renewed;
                items
            }
            None => items,
        }
    }

    /// The request that carries these calls, still without a body.
    pub(super) fn batch_call(
        &self,
        open: &[(usize, &Call)],
    ) -> Result<(Call, http::Uri), GraphError> {
        let mut outer = Call::post(&["$batch"], Value::Null);
        if open.iter().all(|(_, call)| call.repeat == Repeat::Safe) {
            outer = outer.repeatable();
        }
        let uri = format!("{}/v1.0{}", self.origin, outer.path)
            .parse()
            .map_err(|_| unreadable(&outer, "its URL cannot be written", None))?;
        Ok((outer, uri))
    }

    /// The body of a batch: the calls, each with the `client-request-id` of its next
    /// attempt.
    pub(super) fn batch_document(
        &self,
        outer: &Call,
        open: &[(usize, &Call)],
        order: Order,
        again: bool,
    ) -> Result<String, GraphError> {
        let calls: Vec<&Call> = open.iter().map(|(_, call)| *call).collect();
        let ids = self
            .request_ids(&calls, again)
            .map_err(|error| match error {
                GraphError::Unrecorded { why, .. } => GraphError::Unrecorded {
                    call: outer.to_string(),
                    why,
                },
                other => other,
            })?;
        let requests = batch_requests(open, &ids, order, self.low_priority);
        serde_json::to_string(&BatchDocument { requests })
            .map_err(|_| unreadable(outer, "its batch cannot be written", None))
    }

    /// The outcome of each call of a batch that got this answer.
    pub(super) fn item_outcomes(
        &self,
        open: &[(usize, &Call)],
        answer: Result<BatchAnswer, GraphError>,
    ) -> Vec<AttemptOutcome<Answer>> {
        match answer {
            Ok(answer) => match answer.responses {
                Some(responses) => {
                    let mut items = self.match_responses(open, responses);
                    for item in &mut items {
                        item.inherit_from_batch(
                            answer.diagnostic.as_deref(),
                            answer.request_id.as_deref(),
                        );
                    }
                    items
                }
                None => fail_all(open, |call| {
                    let id = answer.request_id.clone();
                    unclear_if_write(call, unreadable(call, "the batch has no responses", id))
                }),
            },
            Err(error) => {
                // A batch of reads changes nothing.
                let error = match error {
                    GraphError::Unclear { source, .. }
                        if open.iter().all(|(_, call)| call.is_read()) =>
                    {
                        *source
                    }
                    other => other,
                };
                let unclear_outcome = error.is_unclear();
                let text = error.full_message();
                let copies: Vec<GraphError> = open
                    .iter()
                    .skip(1)
                    .map(|(_, call)| copy_for_call(call, &error, &text))
                    .collect();
                std::iter::once(error)
                    .chain(copies)
                    .zip(open)
                    .map(|(own, (_, call))| {
                        let own = if unclear_outcome {
                            unclear_if_write(call, own)
                        } else {
                            own
                        };
                        AttemptOutcome::Final(Err(own))
                    })
                    .collect()
            }
        }
    }

    fn match_responses(
        &self,
        open: &[(usize, &Call)],
        responses: Vec<ItemAnswer>,
    ) -> Vec<AttemptOutcome<Answer>> {
        let mut by_id: BTreeMap<String, (ItemAnswer, bool)> = BTreeMap::new();
        for mut response in responses {
            by_id
                .entry(std::mem::take(&mut response.id))
                .and_modify(|(_, twice)| *twice = true)
                .or_insert((response, false));
        }
        let items = open
            .iter()
            .map(|(index, call)| match by_id.remove(&index.to_string()) {
                Some((response, false)) => self.item_outcome(call, response),
                None => AttemptOutcome::Final(Err(missing_answer(call))),
                Some((_, true)) => AttemptOutcome::Final(Err(unclear_if_write(
                    call,
                    unreadable(call, "it has two answers in one batch", None),
                ))),
            })
            .collect();
        if !by_id.is_empty() {
            let ids: Vec<String> = by_id.keys().take(3).map(|id| format!("{id:?}")).collect();
            (self.notice)(&format!(
                "warning: a batch answer has {} that nothing was asked for (id {}); ignored",
                if by_id.len() == 1 {
                    "a part".to_owned()
                } else {
                    format!("{} parts", by_id.len())
                },
                ids.join(", ")
            ));
        }
        items
    }

    fn item_outcome(&self, call: &Call, response: ItemAnswer) -> AttemptOutcome<Answer> {
        let ItemAnswer {
            status,
            headers,
            body,
            id: _,
        } = response;
        let request_id = headers.get_text("request-id");
        if let 200..=299 = status {
            return AttemptOutcome::Final(Ok(Answer {
                status,
                body,
                request_id,
                diagnostic: headers
                    .get_text(DIAGNOSTIC_HEADER)
                    .as_deref()
                    .map(truncate_diagnostic),
                location: headers.get_text("location"),
                call: call.to_string(),
            }));
        }
        let headers = headers.to_header_map();
        let refused = || parse_refusal(call, status, &body, &headers);
        let wait = requested_wait(&headers, self.clock.now());
        if call.no_retry && (status == 429 || status >= 500) {
            return AttemptOutcome::Final(Err(refused()));
        }
        if let (429 | 503, Some(wait)) = (status, wait) {
            self.gate.close(self.clock.monotonic(), wait);
        }
        match status {
            300..=399 => AttemptOutcome::Final(Err(redirect_error(
                call,
                status,
                header_text(&headers, "location").as_deref(),
                request_id,
            ))),
            424 => AttemptOutcome::Final(Err(GraphError::NotAttempted {
                call: call.to_string(),
            })),
            429 => AttemptOutcome::Retry {
                wait,
                error: GraphError::Throttled {
                    call: call.to_string(),
                    seconds: wait.map_or(0, ceil_seconds),
                    request_id,
                },
            },
            500 | 502..=504 if call.repeat == Repeat::Safe => AttemptOutcome::Retry {
                wait,
                error: unclear_if_write(call, refused()),
            },
            500 | 502..=504 => AttemptOutcome::Final(Err(unclear_if_write(call, refused()))),
            0..=199 => AttemptOutcome::Final(Err(missing_answer(call))),
            // Without an error object it is not a refusal by Graph.
            400..=499
                if !refused().is_session_ended()
                    && !body.get("error").is_some_and(Value::is_object) =>
            {
                let why = format!("HTTP {status} without Graph's error object");
                AttemptOutcome::Final(Err(unclear_if_write(
                    call,
                    unreadable(call, &why, request_id),
                )))
            }
            _ => AttemptOutcome::Final(Err(refused())),
        }
    }
}

/// A wait in seconds, rounded up.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a wait is between zero and one day"
)]
pub(super) fn ceil_seconds(wait: Duration) -> u64 {
    wait.as_secs_f64().ceil() as u64
}

/// Gives every call in `again` the error that ended the retries.
fn fail_remaining(
    results: &mut BTreeMap<usize, Result<Answer, GraphError>>,
    again: &[(usize, &Call)],
    wait: Duration,
    last: &GraphError,
) {
    for (index, call) in again {
        let throttled = matches!(last, GraphError::Throttled { .. });
        let error = if throttled {
            GraphError::Throttled {
                call: call.to_string(),
                seconds: ceil_seconds(wait),
                request_id: last.request_id().map(str::to_owned),
            }
        } else {
            let copy = copy_for_call(call, last, &last.full_message());
            if last.is_unclear() {
                unclear_if_write(call, copy)
            } else {
                copy
            }
        };
        results.insert(*index, Err(error));
    }
}

fn fail_all(
    open: &[(usize, &Call)],
    error: impl Fn(&Call) -> GraphError,
) -> Vec<AttemptOutcome<Answer>> {
    open.iter()
        .map(|(_, call)| AttemptOutcome::Final(Err(error(call))))
        .collect()
}

fn missing_answer(call: &Call) -> GraphError {
    unclear_if_write(
        call,
        unreadable(call, "the batch has no answer for it", None),
    )
}
