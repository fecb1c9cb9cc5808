//! The replies to a batch, in the order of its calls.
use super::facts::{Reply, complete_list, fail_if_temporary};
use crate::context::connect::Connected;
use crate::domain::residual_access::AccessPolicies;
use crate::enforcement::check::tokens;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::{Call, GraphError};

/// The replies to a batch in the order of its calls.
pub(crate) struct Replies {
    calls: std::vec::IntoIter<Call>,
    replies: std::vec::IntoIter<Reply>,
}

impl Replies {
    /// Wraps the replies to `calls`.
    pub(crate) fn new(calls: Vec<Call>, replies: Vec<Reply>) -> Self {
        Self {
            calls: calls.into_iter(),
            replies: replies.into_iter(),
        }
    }

    /// Sends `calls` as a batch.
    pub(crate) async fn send(connected: &Connected, calls: Vec<Call>) -> Self {
        let replies = connected.graph.batch(&calls).await;
        Self::new(calls, replies)
    }

    /// Returns the next call with its reply.
    pub(crate) fn next(&mut self) -> Result<(Call, Reply), Failure> {
        self.calls
            .next()
            .zip(self.replies.next())
            .ok_or_else(|| Failure::new(Exit::Fault, "a batch gave too few answers"))
    }

    /// Returns the Conditional Access policies that tokens depend on.
    pub(crate) fn access_policies(&self) -> Option<AccessPolicies> {
        tokens::parse_access_policies(self.calls.as_slice(), self.replies.as_slice())
    }

    /// Splits off the last `count` replies.
    pub(crate) fn split_off(&mut self, count: usize) -> Vec<Reply> {
        let mut calls: Vec<Call> = self.calls.by_ref().collect();
        let mut replies: Vec<Reply> = self.replies.by_ref().collect();
        calls.truncate(calls.len().saturating_sub(count));
        let last = replies.split_off(replies.len().saturating_sub(count));
        self.calls = calls.into_iter();
        self.replies = replies.into_iter();
        last
    }

    /// Returns the remaining replies.
    pub(crate) fn into_rest(self) -> Vec<Reply> {
        self.replies.collect()
    }

    /// Returns the items of the next reply, which is the first page of a list.
    pub(crate) async fn list<T: serde::de::DeserializeOwned>(
        &mut self,
        connected: &Connected,
    ) -> Result<Result<Vec<T>, GraphError>, Failure> {
        let (call, reply) = self.next()?;
        Ok(complete_list(&connected.graph, &call, reply).await)
    }

    /// Returns the items of the next reply, or fails if it cannot be read now.
    pub(crate) async fn lasting_list<T: serde::de::DeserializeOwned>(
        &mut self,
        connected: &Connected,
    ) -> Result<Result<Vec<T>, GraphError>, Failure> {
        fail_if_temporary(self.list(connected).await?, &connected.me)
    }
}
