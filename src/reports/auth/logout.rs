//! `auth logout`: the removed tokens. Copies of access tokens stay valid until they expire.
use schemars::JsonSchema;
use serde::Serialize;

use crate::output::Report;
use crate::output::view::{Cell, View};

/// The sessions whose tokens were removed.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AuthLogout {
    /// Sessions removed from the store, each as sign-in host, tenant id and client id;
    /// some may not have existed.
    pub forgotten: Vec<String>,
    /// Where the tokens were stored.
    pub store: String,
}

impl Report for AuthLogout {
    fn view(&self) -> View {
        if self.forgotten.is_empty() {
            return View::new().text("No one was signed in.");
        }
        View::new()
            .text(format!("Signed out; nothing is left in the {}.", self.store))
            .list(self.forgotten.iter().map(|key| Cell::dim(key.as_str())))
            .text("An access token that was copied before holds until it ends, at most about an hour. Another administrator can end every session of the account at once, with users sign-out.")
    }
}
