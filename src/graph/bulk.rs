//! Batches for somebody who keeps several under way and does the waiting for
//! all of them: one attempt each, and what Graph said about the pace.
use std::collections::BTreeMap;
use std::time::Duration;

use tokio::task::JoinSet;

pub use super::batch::Order;
use super::batch::{BATCH_SIZE, Item};
use super::batch_answer::{BatchAnswer, read};
use super::call::Call;
use super::client::{Answer, Client, Once};
use super::error::GraphError;
use crate::transport::Response;

/// Batches that are under way at a time.
pub const AT_A_TIME: usize = 8;

/// How much of the limit is used, as the request or one of its items says.
const LOAD: &str = "x-ms-throttle-limit-percentage";

fn load(response: &Response, answer: Option<&BatchAnswer>) -> Option<f64> {
    let own = response.headers().get(LOAD);
    let own = own.and_then(|value| value.to_str().ok()?.parse().ok());
    let items = answer.and_then(|answer| answer.responses.as_ref());
    let items = items.into_iter().flatten();
    let items = items.filter_map(|item| item.headers.text(LOAD)?.parse().ok());
    items.chain(own).max_by(f64::total_cmp)
}

/// The items of a batch as its replies; those of a request that failed as a whole
/// where nothing else is said.
fn sorted(items: Vec<Item>, wait: Option<Duration>) -> BatchAttempt {
    let mut longest = wait;
    let replies = items.into_iter().map(|item| match item {
        Item::Over(reply) => reply,
        Item::Again { wait, error } => {
            longest = longest.max(wait);
            Err(error)
        }
    });
    BatchAttempt {
        replies: replies.collect(),
        is_whole: true,
        is_renewed: false,
        wait: longest,
        load: None,
    }
}

/// What came of one batch, attempted once.
#[derive(Debug)]
pub struct BatchAttempt {
    /// For each call, in the order of the calls.
    pub replies: Vec<Result<Answer, GraphError>>,
    /// Whether the replies are one failure of the whole request, told for each call.
    pub is_whole: bool,
    /// Whether the token was renewed for the items that it was not good enough for.
    pub is_renewed: bool,
    /// The longest wait that Graph asked for.
    pub wait: Option<Duration>,
    /// How much of the limit is used (`x-ms-throttle-limit-percentage`).
    pub load: Option<f64>,
}

impl Client {
    /// Sends at most 20 calls in one request, once. Waits for nothing.
    pub async fn batch_once(&self, calls: &[Call], order: Order) -> BatchAttempt {
        let open: Vec<(usize, &Call)> = calls.iter().enumerate().collect();
        let envelope = self.outer(&open).and_then(|(outer, uri)| {
            let document = self.document(&outer, &open, order, false)?;
            Ok((outer, uri, document))
        });
        let (outer, uri, document) = match envelope {
            Ok(envelope) => envelope,
            Err(error) => return sorted(self.sort_batch(&open, Err(error)), None),
        };
        let token = match self.token(&outer).await {
            Ok(token) => token,
            Err(error) => return sorted(self.sort_batch(&open, Err(error)), None),
        };
        let once = self.deliver_once(&outer, &uri, Some(document.as_str()), false);
        let (answer, wait, load) = match once.await {
            Once::Answer(response) => {
                let answer = read(&outer, &response);
                let load = load(&response, answer.as_ref().ok());
                (answer, None, load)
            }
            Once::Over(error) => (Err(error), None, None),
            Once::Again { wait, error } => (Err(error), wait, None),
        };
        let is_whole = answer.is_err();
        let mut items = self.sort_batch(&open, answer);
        let mut is_renewed = false;
        if !is_whole {
            (items, is_renewed) = self.renewed_for(items, &token).await;
        }
        BatchAttempt {
            is_whole,
            is_renewed,
            load,
            ..sorted(items, wait)
        }
    }

    /// Reads in batches, several under way; the result at each place belongs
    /// to the call at that place.
    pub async fn read_many(&self, calls: Vec<Call>) -> Vec<Result<Answer, GraphError>> {
        let mut calls = calls.into_iter();
        let mut reads = Reads::new(self);
        let mut results = Vec::new();
        loop {
            reads.fill(|| calls.next().map(|call| ((), call)));
            match reads.next().await {
                None => return results,
                Some(Ok(read)) => results.extend(read.into_iter().map(|((), reply)| reply)),
                // No answers at all are better than answers at the wrong place.
                Some(Err(Lost)) => return Vec::new(),
            }
        }
    }
}

/// A batch ended without answers: a task of ours was lost, which none is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lost;

/// What was read of one batch: each thing with the answer to its call.
type Read<T> = Vec<(T, Result<Answer, GraphError>)>;

/// Reads without end: as many batches under way as may be, handed out in the
/// order of the calls, and no more held than that.
#[derive(Debug)]
pub struct Reads<T> {
    client: Client,
    under_way: JoinSet<(usize, Read<T>)>,
    /// Batches that came back before an earlier one did.
    early: BTreeMap<usize, Read<T>>,
    begun: usize,
    handed_out: usize,
    ended: bool,
}

impl<T: Send + 'static> Reads<T> {
    /// Reads of this client; nothing is asked yet.
    pub fn new(client: &Client) -> Self {
        Self {
            client: client.in_bulk(),
            under_way: JoinSet::new(),
            early: BTreeMap::new(),
            begun: 0,
            handed_out: 0,
            ended: false,
        }
    }

    /// Asks on, as far as there is room; `next` gives what is to be read, and
    /// the end of it once.
    pub fn fill(&mut self, mut next: impl FnMut() -> Option<(T, Call)>) {
        while !self.ended && self.begun - self.handed_out < AT_A_TIME {
            let (mut things, mut calls) = (Vec::new(), Vec::new());
            while calls.len() < BATCH_SIZE && !self.ended {
                match next() {
                    Some((thing, call)) => {
                        things.push(thing);
                        calls.push(call);
                    }
                    None => self.ended = true,
                }
            }
            if calls.is_empty() {
                return;
            }
            let (client, place) = (self.client.clone(), self.begun);
            self.begun += 1;
            self.under_way.spawn(async move {
                let replies = client.batch(&calls).await;
                (place, things.into_iter().zip(replies).collect())
            });
        }
    }

    /// The next batch in the order of the calls; none where all were handed out.
    pub async fn next(&mut self) -> Option<Result<Read<T>, Lost>> {
        if self.handed_out == self.begun {
            return None;
        }
        // Answers come in bursts. What was just asked leaves before the next of
        // them is looked at, or the service would wait for us and we for it.
        tokio::task::yield_now().await;
        loop {
            if let Some(read) = self.early.remove(&self.handed_out) {
                self.handed_out += 1;
                return Some(Ok(read));
            }
            match self.under_way.join_next().await {
                Some(Ok((place, read))) => {
                    self.early.insert(place, read);
                }
                Some(Err(_)) | None => return Some(Err(Lost)),
            }
        }
    }
}
