//! `reset`: which failed grant is forgotten.
use schemars::JsonSchema;
use serde::Serialize;

use crate::ids::TenantId;
use crate::output::Report;
use crate::output::view::{Step, View};

/// What `reset` did.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ResetReport {
    /// The tenant.
    pub tenant: TenantId,
    /// The app.
    pub app: String,
    /// What had failed; null where nothing had.
    pub forgotten: Option<String>,
    /// The command that tries again.
    pub again: String,
}

impl Report for ResetReport {
    fn view(&self) -> View {
        let text = match &self.forgotten {
            Some(why) => format!("The failed grant of {} is forgotten ({why}).", self.app),
            None => format!("No failed grant of {} is recorded.", self.app),
        };
        View::new()
            .text(text)
            .next([Step::run("try again", self.again.as_str())])
    }
}
