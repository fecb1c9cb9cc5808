//! `profile use`: the new default profile.
use schemars::JsonSchema;
use serde::Serialize;

use super::entry::Profile;
use crate::output::Report;
use crate::output::view::View;

/// The new default profile.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProfileUse {
    /// The profile.
    pub profile: Profile,
    /// The command to run next.
    pub next: String,
}

impl Report for ProfileUse {
    fn view(&self) -> View {
        let done = "is used from now on";
        self.profile
            .change_view(done, "see who is signed in", &self.next)
    }
}
