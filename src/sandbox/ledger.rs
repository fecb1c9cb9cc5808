//! The simulated tenant's record of each request, which tests check against.
//!
//! It never holds a body, a token or a query.
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Maximum number of entries kept.
const KEPT: usize = 2_000;

/// Kind of token that a request carried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum TokenKind {
    /// No bearer token.
    None,
    /// A token that this tenant did not issue, or that is no longer valid.
    Invalid,
    /// A user's token.
    Delegated,
    /// An application's own token.
    Application,
}

/// One request, or one item of a batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LedgerEntry {
    /// Time of arrival.
    pub at: Timestamp,
    /// Host of the request: `login` or `graph`.
    pub host: String,
    /// The HTTP method.
    pub method: String,
    /// The path without its query.
    pub path: String,
    /// Number of the batch that the item belongs to; `None` for an HTTP request.
    pub in_batch: Option<u64>,
    /// Status of the answer; 0 if the connection broke.
    pub status: u16,
    /// Whether it changed the tenant.
    pub applied: bool,
    /// Kind of token that it carried.
    pub token: TokenKind,
    /// The caller's `client-request-id`.
    pub client_request_id: Option<String>,
}

/// The record of requests, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Ledger {
    entries: Vec<LedgerEntry>,
    /// Number of HTTP requests to Graph, including those whose entries were dropped.
    #[serde(default)]
    requests: u64,
    /// Number of batch items, including those whose entries were dropped.
    #[serde(default)]
    items: u64,
}

impl Ledger {
    /// Adds one entry and drops the oldest above the limit.
    pub(super) fn push(&mut self, entry: LedgerEntry) {
        if entry.in_batch.is_some() {
            self.items += 1;
        } else if entry.host == "graph" {
            self.requests += 1;
        }
        self.entries.push(entry);
        if self.entries.len() > KEPT + KEPT / 4 {
            let surplus = self.entries.len() - KEPT;
            self.entries.drain(..surplus);
        }
    }

    /// Returns the entries, oldest first.
    pub fn entries(&self) -> &[LedgerEntry] {
        &self.entries
    }

    /// Returns the number of HTTP requests to Graph so far and the number of batch
    /// items in them.
    pub fn call_counts(&self) -> (u64, u64) {
        (self.requests, self.items)
    }

    /// Removes all entries and resets the counters.
    pub fn clear(&mut self) {
        *self = Self::default();
    }
}
