//! `profile remove`: a profile that is no longer in config.toml.
use schemars::JsonSchema;
use serde::Serialize;

use super::entry::Profile;
use crate::output::Report;
use crate::output::view::View;

/// A profile that was removed.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProfileRemove {
    /// The profile as it was before.
    pub profile: Profile,
    /// The command to run next.
    pub next: String,
}

impl Report for ProfileRemove {
    fn view(&self) -> View {
        let done = "was removed. Tokens that it had are still stored";
        self.profile
            .change_view(done, "forget all tokens", &self.next)
    }
}
