//! What the simulated tenant remembers of each request: the oracle of the tests.
//!
//! Never a body, never a token, never a query.
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Most entries that are kept.
const KEPT: usize = 2_000;

/// Whose token a request carried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum TokenKind {
    /// No bearer token.
    None,
    /// A token that this tenant did not issue, or that is no longer good.
    Invalid,
    /// A person's token.
    Delegated,
    /// An application's own token.
    Application,
}

/// One request, or one item of a batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LedgerEntry {
    /// When it came.
    pub at: Timestamp,
    /// Which host it was for: `login` or `graph`.
    pub host: String,
    /// The HTTP method.
    pub method: String,
    /// The path without its query.
    pub path: String,
    /// The number of the batch whose item this is; none for an HTTP request.
    pub in_batch: Option<u64>,
    /// The status that was answered; 0 where the connection broke.
    pub status: u16,
    /// It changed the tenant.
    pub applied: bool,
    /// Whose token it carried.
    pub token: TokenKind,
    /// The caller's `client-request-id`.
    pub client_request_id: Option<String>,
}

/// The requests so far, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Ledger {
    entries: Vec<LedgerEntry>,
    /// HTTP requests to Graph, those whose entries were let go included.
    #[serde(default)]
    requests: u64,
    /// Items of batches, counted likewise.
    #[serde(default)]
    items: u64,
}

impl Ledger {
    /// Adds one entry and lets the oldest go.
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

    /// The entries, oldest first.
    pub fn entries(&self) -> &[LedgerEntry] {
        &self.entries
    }

    /// HTTP requests to Graph so far, and items of batches among them.
    pub fn call_counts(&self) -> (u64, u64) {
        (self.requests, self.items)
    }

    /// Forgets what came so far.
    pub fn clear(&mut self) {
        *self = Self::default();
    }
}
