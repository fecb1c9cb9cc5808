//! Items of a batch whose session ended: the token is renewed, as for a request
//! that was refused as a whole.
use super::batch::Item;
use super::client::Client;
use super::error::GraphError;
use crate::secret::Secret;

impl Client {
    /// Renews `token`, with which these items were sent, if some of them say that it
    /// is no longer accepted. Those may go again then, or say why it could not be
    /// renewed. Also returns whether it was renewed.
    pub(super) async fn renewed_for(&self, items: Vec<Item>, token: &Secret) -> (Vec<Item>, bool) {
        let mut ended = items.iter().filter_map(Item::ended).peekable();
        if ended.peek().is_none() {
            return (items, false);
        }
        let claims = ended.find_map(GraphError::claims);
        let renewal = self.bearer.renew(token, claims).await;
        let is_renewed = renewal.is_ok();
        let sorted = items.into_iter().map(|item| match item {
            Item::Over(Err(error)) if error.is_session_ended() => match &renewal {
                Ok(_) => Item::Again { wait: None, error },
                Err(source) => Item::Over(Err(GraphError::SignIn {
                    call: error.call().to_owned(),
                    source: source.clone(),
                })),
            },
            other => other,
        });
        (sorted.collect(), is_renewed)
    }
}

impl Item {
    /// Why its session ended, where it did.
    fn ended(&self) -> Option<&GraphError> {
        match self {
            Self::Over(Err(error)) if error.is_session_ended() => Some(error),
            Self::Over(_) | Self::Again { .. } => None,
        }
    }
}
