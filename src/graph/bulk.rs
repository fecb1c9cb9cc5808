//! Batches for somebody who keeps several under way and does the waiting for
//! all of them: one try each, and what Graph said about the pace.
use std::time::Duration;

use tokio::task::JoinSet;

use super::answer::{read, unclear};
use super::batch::{BATCH_SIZE, Item, Order};
use super::call::{Call, Repeat};
use super::client::{Answer, Client, Once};
use super::error::GraphError;

/// Batches of reads that are under way at a time.
const READS_AT_A_TIME: usize = 6;

/// What came of one call of a batch.
#[derive(Debug)]
pub enum Tried {
    /// A definite answer, or nothing more to try.
    Over(Result<Answer, GraphError>),
    /// It may go again after a wait; the error says why it did not go now.
    Again(GraphError),
}

/// What came of one batch, tried once.
#[derive(Debug)]
pub struct BatchTried {
    /// For each call, in the order of the calls.
    pub items: Vec<Tried>,
    /// The longest wait that Graph asked for.
    pub wait: Option<Duration>,
    /// How much of the limit is used (`x-ms-throttle-limit-percentage`).
    pub load: Option<f64>,
}

impl Client {
    /// Sends at most 20 calls in one request, once. Waits for nothing.
    pub async fn batch_once(&self, calls: &[Call]) -> BatchTried {
        let open: Vec<(usize, &Call)> = calls.iter().enumerate().collect();
        let envelope = self.outer(&open).and_then(|(outer, uri)| {
            let document = self.document(&outer, &open, Order::Parallel, false)?;
            Ok((outer, uri, document))
        });
        let (outer, uri, document) = match envelope {
            Ok(envelope) => envelope,
            Err(error) => return self.sorted(&open, Err(error), false, None),
        };
        match self
            .deliver_once(&outer, &uri, Some(&document), false)
            .await
        {
            Once::Answer(response) => {
                let load = response
                    .headers()
                    .get("x-ms-throttle-limit-percentage")
                    .and_then(|value| value.to_str().ok()?.parse().ok());
                BatchTried {
                    load,
                    ..self.sorted(&open, read(&outer, &response), false, None)
                }
            }
            Once::Over(error) => self.sorted(&open, Err(error), false, None),
            Once::Again { wait, error } => self.sorted(&open, Err(error), true, wait),
        }
    }

    /// `again`: the whole batch may go again, after `wait` if one was named.
    fn sorted(
        &self,
        open: &[(usize, &Call)],
        answer: Result<Answer, GraphError>,
        again: bool,
        wait: Option<Duration>,
    ) -> BatchTried {
        let mut longest = wait;
        let items = self
            .sort_batch(open, answer)
            .into_iter()
            .zip(open)
            .map(|(item, (_, call))| match item {
                Item::Over(Err(error)) if again => Tried::Again(error),
                // Twice is once: what nobody answered for goes again.
                Item::Over(Err(error)) if error.is_unclear() && call.repeat == Repeat::Safe => {
                    Tried::Again(error)
                }
                Item::Over(result) => Tried::Over(result),
                Item::Again { wait, error } => {
                    longest = longest.max(wait);
                    if call.repeat == Repeat::Never && error.is_unclear() {
                        Tried::Over(Err(unclear(call, error)))
                    } else {
                        Tried::Again(error)
                    }
                }
            })
            .collect();
        BatchTried {
            items,
            wait: longest,
            load: None,
        }
    }

    /// Reads in batches, several under way; the result at each place belongs
    /// to the call at that place.
    pub async fn read_many(&self, calls: Vec<Call>) -> Vec<Result<Answer, GraphError>> {
        let mut chunks = Vec::new();
        let mut calls = calls.into_iter().peekable();
        while calls.peek().is_some() {
            let chunk: Vec<Call> = calls.by_ref().take(BATCH_SIZE).collect();
            chunks.push(chunk);
        }
        let mut results: Vec<Vec<Result<Answer, GraphError>>> = Vec::new();
        results.resize_with(chunks.len(), Vec::new);
        let mut waiting = chunks.into_iter().enumerate();
        let mut under_way = JoinSet::new();
        loop {
            while under_way.len() < READS_AT_A_TIME
                && let Some((place, chunk)) = waiting.next()
            {
                let client = self.clone();
                under_way.spawn(async move { (place, client.batch(&chunk).await) });
            }
            match under_way.join_next().await {
                None => break,
                Some(Ok((place, replies))) => {
                    if let Some(slot) = results.get_mut(place) {
                        *slot = replies;
                    }
                }
                // A task of ours neither panics nor is it aborted. No answers
                // at all are better than answers at the wrong place.
                Some(Err(_)) => return Vec::new(),
            }
        }
        results.into_iter().flatten().collect()
    }
}
