//! `profile use`: the profile that is used where none is named.
use schemars::JsonSchema;
use serde::Serialize;

use super::entry::Profile;
use crate::output::Report;
use crate::output::view::View;

/// The profile that is used from now on.
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
