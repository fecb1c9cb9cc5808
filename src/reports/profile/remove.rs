//! `profile remove`: a profile that is no longer in config.toml.
use schemars::JsonSchema;
use serde::Serialize;

use super::entry::Profile;
use crate::output::Report;
use crate::output::view::View;

/// The profile as it was.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProfileRemove {
    /// The profile.
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
