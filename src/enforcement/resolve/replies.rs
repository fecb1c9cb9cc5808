//! The replies of one batch, handed out in the order of its calls.
use super::facts::{Reply, whole_list};
use crate::context::connect::Connected;
use crate::domain::stays_open::AccessPolicies;
use crate::enforcement::check::tokens;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::{Call, GraphError};

/// Hands out the replies of a batch in the order of its calls.
pub(super) struct Replies {
    calls: std::vec::IntoIter<Call>,
    replies: std::vec::IntoIter<Reply>,
}

impl Replies {
    pub(super) async fn of(connected: &Connected, calls: Vec<Call>) -> Self {
        let replies = connected.graph.batch(&calls).await;
        Self {
            calls: calls.into_iter(),
            replies: replies.into_iter(),
        }
    }

    pub(super) fn next(&mut self) -> Result<(Call, Reply), Failure> {
        self.calls
            .next()
            .zip(self.replies.next())
            .ok_or_else(|| Failure::new(Exit::Fault, "a batch gave too few answers"))
    }

    /// What the answers say of Conditional Access, as far as tokens depend on it.
    pub(super) fn access(&self) -> Option<AccessPolicies> {
        tokens::access(self.calls.as_slice(), self.replies.as_slice())
    }

    /// The last `count` answers, which are read apart from the others.
    pub(super) fn split_off(&mut self, count: usize) -> Vec<Reply> {
        let mut calls: Vec<Call> = self.calls.by_ref().collect();
        let mut replies: Vec<Reply> = self.replies.by_ref().collect();
        calls.truncate(calls.len().saturating_sub(count));
        let last = replies.split_off(replies.len().saturating_sub(count));
        self.calls = calls.into_iter();
        self.replies = replies.into_iter();
        last
    }

    /// The answers that were not taken yet.
    pub(super) fn rest(self) -> Vec<Reply> {
        self.replies.collect()
    }

    pub(super) async fn list<T: serde::de::DeserializeOwned>(
        &mut self,
        connected: &Connected,
    ) -> Result<Result<Vec<T>, GraphError>, Failure> {
        let (call, reply) = self.next()?;
        Ok(whole_list(&connected.graph, &call, reply).await)
    }
}
