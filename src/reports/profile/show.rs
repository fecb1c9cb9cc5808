//! `profile show`: one profile.
use schemars::JsonSchema;
use serde::Serialize;
use std::path::PathBuf;

use super::entry::Profile;
use crate::output::Report;
use crate::output::view::{Cell, View};

/// One profile.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProfileShow {
    /// The profile.
    pub profile: Profile,
    /// Path of the settings file.
    pub file: Option<PathBuf>,
}

impl Report for ProfileShow {
    fn view(&self) -> View {
        let file = self.file.as_ref();
        let file = file.map(|file| Cell::dim(file.to_string_lossy()));
        self.profile.add_to(View::new()).fact_if("Written in", file)
    }
}
