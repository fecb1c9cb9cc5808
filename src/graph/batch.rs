//! `$batch`: up to 20 calls in one request, each with an answer of its own.
//!
//! The outer 200 says nothing about the inner calls. Answers are matched by
//! id; a throttled item goes again alone; an item without exactly one answer
//! has an unknown outcome.
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use jiff::SignedDuration;
use serde_json::Value;

use super::answer::{DIAGNOSTIC, header, redirected, refused_as, shortened, unclear, unreadable};
use super::batch_answer::{self, BatchAnswer, ItemAnswer};
use super::batch_failure::copy_of;
use super::call::{Call, Repeat};
use super::client::{Answer, Client};
use super::error::GraphError;
use super::request_ids::{Document, requests};
use super::retry;
use crate::domain::retry_after::RetryBudget;
use crate::transport::retry_after::asked_wait;

/// Most calls of one batch (Graph's limit).
pub const BATCH_SIZE: usize = 20;

/// How the calls of a batch hang together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Each for itself.
    Parallel,
    /// Each only if the one before succeeded.
    Chained,
}

/// An item's outcome, or that it should go again.
pub(super) enum Item {
    Over(Result<Answer, GraphError>),
    Again {
        wait: Option<Duration>,
        error: GraphError,
    },
}

impl Client {
    /// Sends calls in as few requests as possible; the result at each place
    /// belongs to the call at that place.
    pub async fn batch(&self, calls: &[Call]) -> Vec<Result<Answer, GraphError>> {
        let mut results = Vec::with_capacity(calls.len());
        for chunk in calls.chunks(BATCH_SIZE) {
            results.extend(self.one_batch(chunk, Order::Parallel).await);
        }
        results
    }

    /// Sends at most 20 calls in one request, each only if the one before it
    /// succeeded; what was not tried for that reason is `NotTried`.
    pub async fn chain(&self, calls: &[Call]) -> Vec<Result<Answer, GraphError>> {
        let mut results = Vec::with_capacity(calls.len());
        for chunk in calls.chunks(BATCH_SIZE) {
            results.extend(self.one_batch(chunk, Order::Chained).await);
        }
        results
    }

    async fn one_batch(&self, calls: &[Call], order: Order) -> Vec<Result<Answer, GraphError>> {
        let mut results: BTreeMap<usize, Result<Answer, GraphError>> = BTreeMap::new();
        let mut open: Vec<(usize, &Call)> = calls.iter().enumerate().collect();
        let mut budget = RetryBudget::with_max_attempts(retry::MAX_ATTEMPTS);
        let mut tried = 0;
        // Items of which an earlier try may have been carried out.
        let mut doubtful = BTreeSet::new();
        let mut renewed = false;
        while !open.is_empty() {
            tried += 1;
            let mut longest = None;
            let mut again = Vec::new();
            let mut blocked = None;
            for ((place, call), item) in open
                .iter()
                .copied()
                .zip(self.try_batch(&open, order, tried > 1, &mut renewed).await)
            {
                match item {
                    Item::Over(result) => {
                        results.insert(place, result);
                    }
                    Item::Again { wait, error } => {
                        if error.is_unclear() {
                            doubtful.insert(place);
                        }
                        longest = longest.max(wait);
                        again.push((place, call));
                        blocked.get_or_insert((wait, error));
                        // What a throttled step took down with it goes again too.
                    }
                }
            }
            let Some((_, error)) = blocked else { break };
            if order == Order::Chained {
                let first = again.iter().map(|(place, _)| *place).min().unwrap_or(0);
                for (place, call) in &open {
                    let taken_down =
                        matches!(results.get(place), Some(Err(GraphError::NotTried { .. })));
                    if *place > first && taken_down {
                        again.push((*place, call));
                    }
                }
                again.sort_by_key(|(place, _)| *place);
            }
            let next = budget.next_wait(longest, SignedDuration::ZERO, || self.chance());
            let Some(wait) = next else {
                give_up(&mut results, &again, longest.unwrap_or_default(), &error);
                break;
            };
            self.pause(wait, &error).await;
            open = again;
        }
        calls
            .iter()
            .enumerate()
            .map(|(place, call)| match results.remove(&place) {
                Some(Err(error)) if doubtful.contains(&place) => Err(unclear(call, error)),
                Some(result) => result,
                None => Err(no_answer(call)),
            })
            .collect()
    }

    /// One request; the items come back in the order of `open`. Those of an ended
    /// session go again if the token can be renewed, which is done once.
    async fn try_batch(
        &self,
        open: &[(usize, &Call)],
        order: Order,
        again: bool,
        renewed: &mut bool,
    ) -> Vec<Item> {
        let token = self.bearer.token().await.ok();
        let sent = match self.outer(open) {
            Ok((outer, uri)) => self
                .deliver(&outer, &uri, |more| {
                    self.document(&outer, open, order, again || more).map(Some)
                })
                .await
                .and_then(|response| batch_answer::read(&outer, &response)),
            Err(error) => Err(error),
        };
        let is_whole = sent.is_err();
        let items = self.sort_batch(open, sent);
        match token.filter(|_| !is_whole && !*renewed) {
            Some(token) => {
                let (items, is_renewed) = self.renewed_for(items, &token).await;
                *renewed = is_renewed;
                items
            }
            None => items,
        }
    }

    /// The request that carries these calls, without them.
    pub(super) fn outer(&self, open: &[(usize, &Call)]) -> Result<(Call, http::Uri), GraphError> {
        let mut outer = Call::post(&["$batch"], Value::Null);
        if open.iter().all(|(_, call)| call.repeat == Repeat::Safe) {
            outer = outer.repeatable();
        }
        let uri = format!("{}/v1.0{}", self.origin, outer.path)
            .parse()
            .map_err(|_| unreadable(&outer, "its address cannot be written", None))?;
        Ok((outer, uri))
    }

    /// What it carries: the calls, each with the number of its next try.
    pub(super) fn document(
        &self,
        outer: &Call,
        open: &[(usize, &Call)],
        order: Order,
        again: bool,
    ) -> Result<String, GraphError> {
        let calls: Vec<&Call> = open.iter().map(|(_, call)| *call).collect();
        let numbers = self.numbers(&calls, again).map_err(|error| match error {
            GraphError::Unrecorded { why, .. } => GraphError::Unrecorded {
                call: outer.to_string(),
                why,
            },
            other => other,
        })?;
        let requests = requests(open, &numbers, order, self.in_bulk);
        serde_json::to_string(&Document { requests })
            .map_err(|_| unreadable(outer, "its batch cannot be written", None))
    }

    /// What an answer to a batch means for each of its calls.
    pub(super) fn sort_batch(
        &self,
        open: &[(usize, &Call)],
        answer: Result<BatchAnswer, GraphError>,
    ) -> Vec<Item> {
        match answer {
            Ok(answer) => match answer.responses {
                Some(responses) => {
                    let mut items = self.items(open, responses);
                    for item in &mut items {
                        item.inherit(answer.diagnostic.as_deref(), answer.request_id.as_deref());
                    }
                    items
                }
                None => all(open, |call| {
                    let id = answer.request_id.clone();
                    unclear(call, unreadable(call, "the batch has no responses", id))
                }),
            },
            Err(error) => {
                // Reads alone carry nothing out.
                let error = match error {
                    GraphError::Unclear { source, .. }
                        if open.iter().all(|(_, call)| call.is_read()) =>
                    {
                        *source
                    }
                    other => other,
                };
                let unclear_outcome = error.is_unclear();
                let text = error.whole();
                let copies: Vec<GraphError> = open
                    .iter()
                    .skip(1)
                    .map(|(_, call)| copy_of(call, &error, &text))
                    .collect();
                std::iter::once(error)
                    .chain(copies)
                    .zip(open)
                    .map(|(own, (_, call))| {
                        let own = if unclear_outcome {
                            unclear(call, own)
                        } else {
                            own
                        };
                        Item::Over(Err(own))
                    })
                    .collect()
            }
        }
    }

    fn items(&self, open: &[(usize, &Call)], responses: Vec<ItemAnswer>) -> Vec<Item> {
        let mut by_id: BTreeMap<String, (ItemAnswer, bool)> = BTreeMap::new();
        for mut response in responses {
            by_id
                .entry(std::mem::take(&mut response.id))
                .and_modify(|(_, twice)| *twice = true)
                .or_insert((response, false));
        }
        let items = open
            .iter()
            .map(|(place, call)| match by_id.remove(&place.to_string()) {
                Some((response, false)) => self.item(call, response),
                None => Item::Over(Err(no_answer(call))),
                Some((_, true)) => Item::Over(Err(unclear(
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

    fn item(&self, call: &Call, response: ItemAnswer) -> Item {
        let ItemAnswer {
            status,
            headers,
            body,
            id: _,
        } = response;
        let request_id = headers.text("request-id");
        if let 200..=299 = status {
            return Item::Over(Ok(Answer {
                status,
                body,
                request_id,
                diagnostic: headers.text(DIAGNOSTIC).as_deref().map(shortened),
                location: headers.text("location"),
                call: call.to_string(),
            }));
        }
        let headers = headers.map();
        let refused = || refused_as(call, status, &body, &headers);
        let wait = asked_wait(&headers, self.clock.now());
        if call.once && (status == 429 || status >= 500) {
            return Item::Over(Err(refused()));
        }
        if let (429 | 503, Some(wait)) = (status, wait) {
            self.gate.close(self.clock.now(), wait);
        }
        match status {
            300..=399 => Item::Over(Err(redirected(
                call,
                status,
                header(&headers, "location").as_deref(),
                request_id,
            ))),
            424 => Item::Over(Err(GraphError::NotTried {
                call: call.to_string(),
            })),
            429 => Item::Again {
                wait,
                error: GraphError::Throttled {
                    call: call.to_string(),
                    seconds: wait.map_or(0, whole_seconds),
                    request_id,
                },
            },
            500 | 502..=504 if call.repeat == Repeat::Safe => Item::Again {
                wait,
                error: unclear(call, refused()),
            },
            500 | 502..=504 => Item::Over(Err(unclear(call, refused()))),
            0..=199 => Item::Over(Err(no_answer(call))),
            // What has no error object is no refusal of Graph's: it decides nothing.
            400..=499
                if !refused().is_session_ended()
                    && !body.get("error").is_some_and(Value::is_object) =>
            {
                let why = format!("HTTP {status} without Graph's error object");
                Item::Over(Err(unclear(call, unreadable(call, &why, request_id))))
            }
            _ => Item::Over(Err(refused())),
        }
    }
}

/// A wait in whole seconds, rounded up.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a wait is between zero and one day"
)]
pub(super) fn whole_seconds(wait: Duration) -> u64 {
    wait.as_secs_f64().ceil() as u64
}

fn give_up(
    results: &mut BTreeMap<usize, Result<Answer, GraphError>>,
    again: &[(usize, &Call)],
    wait: Duration,
    last: &GraphError,
) {
    for (place, call) in again {
        let throttled = matches!(last, GraphError::Throttled { .. });
        let error = if throttled {
            GraphError::Throttled {
                call: call.to_string(),
                seconds: whole_seconds(wait),
                request_id: last.request_id().map(str::to_owned),
            }
        } else {
            let copy = copy_of(call, last, &last.whole());
            if last.is_unclear() {
                unclear(call, copy)
            } else {
                copy
            }
        };
        results.insert(*place, Err(error));
    }
}

fn all(open: &[(usize, &Call)], error: impl Fn(&Call) -> GraphError) -> Vec<Item> {
    open.iter()
        .map(|(_, call)| Item::Over(Err(error(call))))
        .collect()
}

fn no_answer(call: &Call) -> GraphError {
    unclear(
        call,
        unreadable(call, "the batch has no answer for it", None),
    )
}
