//! `profile add`: a profile that was added to config.toml, or changed in it.
use schemars::JsonSchema;
use serde::Serialize;

use super::entry::Profile;
use crate::output::Report;
use crate::output::view::View;

/// A profile that was added or changed.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProfileAdd {
    /// Whether the profile existed before.
    pub replaced: bool,
    /// The profile as it is now.
    pub profile: Profile,
    /// The command to run next.
    pub next: String,
}

impl Report for ProfileAdd {
    fn view(&self) -> View {
        let done = if self.replaced {
            "was changed"
        } else {
            "was added"
        };
        self.profile.change_view(done, "sign in", &self.next)
    }
}
