//! Batches for callers that keep several in flight and wait for all of them: one
//! attempt each, with the load that Graph reports.
use std::collections::BTreeMap;
use std::time::Duration;

use tokio::task::JoinSet;

use super::batch::BATCH_SIZE;
pub use super::batch::Order;
use super::batch_answer::{BatchAnswer, parse_batch_answer};
use super::call::Call;
use super::client::{Answer, AttemptOutcome, Client};
use super::error::GraphError;
use crate::transport::Response;

/// Maximum number of batches in flight.
pub const MAX_BATCHES_IN_FLIGHT: usize = 8;

/// Names the header with the used part of the quota.
const LOAD_HEADER: &str = "x-ms-throttle-limit-percentage";

/// The used part of the quota: the highest number in the response or its items.
fn quota_load(response: &Response, answer: Option<&BatchAnswer>) -> Option<f64> {
    let own = response.headers().get(LOAD_HEADER);
    let own = own.and_then(|value| value.to_str().ok()?.parse().ok());
    let items = answer.and_then(|answer| answer.responses.as_ref());
    let items = items.into_iter().flatten();
    let items = items.filter_map(|item| item.headers.get_text(LOAD_HEADER)?.parse().ok());
    items.chain(own).max_by(f64::total_cmp)
}

/// Collects the replies of a batch; by default those of a request that failed.
fn collect_replies(items: Vec<AttemptOutcome<Answer>>, wait: Option<Duration>) -> BatchAttempt {
    let mut longest = wait;
    let replies = items.into_iter().map(|item| match item {
        AttemptOutcome::Final(reply) => reply,
        AttemptOutcome::Retry { wait, error } => {
            longest = longest.max(wait);
            Err(error)
        }
    });
    BatchAttempt {
        replies: replies.collect(),
        is_request_failure: true,
        is_token_renewed: false,
        wait: longest,
        load: None,
    }
}

/// Outcome of one batch, attempted once.
#[derive(Debug)]
pub struct BatchAttempt {
    /// One reply per call, in the order of the calls.
    pub replies: Vec<Result<Answer, GraphError>>,
    /// Whether the request failed, so that every reply is a copy of that failure.
    pub is_request_failure: bool,
    /// Whether the token was renewed because an item was refused for it.
    pub is_token_renewed: bool,
    /// Longest wait that Graph requested.
    pub wait: Option<Duration>,
    /// The used part of the quota (`x-ms-throttle-limit-percentage`).
    pub load: Option<f64>,
}

impl Client {
    /// Sends at most 20 calls in one request, without retries or waits.
    pub async fn batch_once(&self, calls: &[Call], order: Order) -> BatchAttempt {
        let open: Vec<(usize, &Call)> = calls.iter().enumerate().collect();
        let envelope = self.batch_call(&open).and_then(|(outer, uri)| {
            let document = self.batch_document(&outer, &open, order, false)?;
            Ok((outer, uri, document))
        });
        let (outer, uri, document) = match envelope {
            Ok(envelope) => envelope,
            Err(error) => return collect_replies(self.item_outcomes(&open, Err(error)), None),
        };
        let (mut token, mut wait, mut load) = (None, None, None);
        let attempt = self.send_attempt(&outer, &uri, Some(document.as_str()), false);
        let answer = match attempt.await {
            AttemptOutcome::Final(Ok((response, sent_with))) => {
                let answer = parse_batch_answer(&outer, &response);
                load = quota_load(&response, answer.as_ref().ok());
                token = Some(sent_with);
                answer
            }
            AttemptOutcome::Final(Err(error)) => Err(error),
            AttemptOutcome::Retry { wait: asked, error } => {
                wait = asked;
                Err(error)
            }
        };
        let is_request_failure = answer.is_err();
        let mut items = self.item_outcomes(&open, answer);
        let mut is_token_renewed = false;
        if let (false, Some(token)) = (is_request_failure, token) {
            (items, is_token_renewed) = self.renew_ended_sessions(items, &token).await;
        }
        BatchAttempt {
            is_request_failure,
            is_token_renewed,
            load,
            ..collect_replies(items, wait)
        }
    }

    /// Reads in batches, several of them in flight. Results are in the order of `calls`.
    pub async fn read_many(&self, calls: Vec<Call>) -> Vec<Result<Answer, GraphError>> {
        let mut calls = calls.into_iter();
        let mut reads = ReadPipeline::new(self);
        let mut results = Vec::new();
        loop {
            reads.fill(|| calls.next().map(|call| ((), call)));
            match reads.next().await {
                None => return results,
                Some(Ok(read)) => results.extend(read.into_iter().map(|((), reply)| reply)),
                // Better no answers than answers for the wrong calls.
                Some(Err(LostBatch)) => return Vec::new(),
            }
        }
    }
}

/// A batch ended without answers because its task panicked, which is a bug.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LostBatch;

/// The replies of one batch: each item with the answer to its call.
type BatchReplies<T> = Vec<(T, Result<Answer, GraphError>)>;

/// A stream of reads: keeps as many batches in flight as allowed and delivers them in
/// the order of the calls.
#[derive(Debug)]
pub struct ReadPipeline<T> {
    client: Client,
    in_flight: JoinSet<(usize, BatchReplies<T>)>,
    /// Batches that were answered before an earlier one.
    out_of_order: BTreeMap<usize, BatchReplies<T>>,
    started: usize,
    delivered: usize,
    exhausted: bool,
}

impl<T: Send + 'static> ReadPipeline<T> {
    /// Creates an empty pipeline; nothing is sent yet.
    pub fn new(client: &Client) -> Self {
        Self {
            client: client.low_priority(),
            in_flight: JoinSet::new(),
            out_of_order: BTreeMap::new(),
            started: 0,
            delivered: 0,
            exhausted: false,
        }
    }

    /// Starts batches while there is room. `next` returns the next item and its call, or
    /// `None` at the end.
    pub fn fill(&mut self, mut next: impl FnMut() -> Option<(T, Call)>) {
        while !self.exhausted && self.started - self.delivered < MAX_BATCHES_IN_FLIGHT {
            let (mut items, mut calls) = (Vec::new(), Vec::new());
            while calls.len() < BATCH_SIZE && !self.exhausted {
                match next() {
                    Some((item, call)) => {
                        items.push(item);
                        calls.push(call);
                    }
                    None => self.exhausted = true,
                }
            }
            if calls.is_empty() {
                return;
            }
            let (client, index) = (self.client.clone(), self.started);
            self.started += 1;
            self.in_flight.spawn(async move {
                let replies = client.batch(&calls).await;
                (index, items.into_iter().zip(replies).collect())
            });
        }
    }

    /// Returns the next batch in the order of the calls, or `None` after the last one.
    pub async fn next(&mut self) -> Option<Result<BatchReplies<T>, LostBatch>> {
        if self.delivered == self.started {
            return None;
        }
        // Answers come in bursts. New requests leave before the next answer is handled,
        // or the service would wait for us and we for it.
        tokio::task::yield_now().await;
        loop {
            if let Some(read) = self.out_of_order.remove(&self.delivered) {
                self.delivered += 1;
                return Some(Ok(read));
            }
            match self.in_flight.join_next().await {
                Some(Ok((index, read))) => {
                    self.out_of_order.insert(index, read);
                }
                Some(Err(_)) | None => return Some(Err(LostBatch)),
            }
        }
    }
}
