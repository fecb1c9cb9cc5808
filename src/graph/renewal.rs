//! Renews the token for batch items that were refused because the session ended.
use super::client::{Answer, AttemptOutcome, Client};
use super::error::GraphError;
use crate::secret::Secret;

impl Client {
    /// Renews `token`, which these items were sent with, if some were refused because of
    /// it. These are then retried, or fail with the error of the renewal. Also returns
    /// whether the token was renewed.
    pub(super) async fn renew_ended_sessions(
        &self,
        items: Vec<AttemptOutcome<Answer>>,
        token: &Secret,
    ) -> (Vec<AttemptOutcome<Answer>>, bool) {
        let mut ended = items
            .iter()
            .filter_map(AttemptOutcome::session_error)
            .peekable();
        if ended.peek().is_none() {
            return (items, false);
        }
        let claims = ended.find_map(GraphError::claims);
        let renewal = self.bearer.renew(token, claims).await;
        let is_renewed = renewal.is_ok();
        let sorted = items.into_iter().map(|item| match item {
            AttemptOutcome::Final(Err(error)) if error.is_session_ended() => match &renewal {
                Ok(_) => AttemptOutcome::Retry { wait: None, error },
                Err(source) => AttemptOutcome::Final(Err(GraphError::SignIn {
                    call: error.call().to_owned(),
                    source: source.clone(),
                })),
            },
            other => other,
        });
        (sorted.collect(), is_renewed)
    }
}

impl AttemptOutcome<Answer> {
    /// Returns the error that says that the session ended.
    fn session_error(&self) -> Option<&GraphError> {
        match self {
            Self::Final(Err(error)) if error.is_session_ended() => Some(error),
            Self::Final(_) | Self::Retry { .. } => None,
        }
    }
}
