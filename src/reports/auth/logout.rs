//! `auth logout`: what was forgotten, and what no tool can end.
use schemars::JsonSchema;
use serde::Serialize;

use crate::output::Report;
use crate::output::view::{Cell, View};

/// Tokens that were forgotten.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AuthLogout {
    /// Sessions that are gone from the store, each as sign-in host, tenant id
    /// and client id; some may not have been there.
    pub forgotten: Vec<String>,
    /// Where they were.
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
