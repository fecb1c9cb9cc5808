//! `reset`: the failed grant that was cleared.
use schemars::JsonSchema;
use serde::Serialize;

use crate::ids::TenantId;
use crate::output::Report;
use crate::output::view::{Step, View};

/// Result of `reset`.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ResetReport {
    /// The tenant.
    pub tenant: TenantId,
    /// The app.
    pub app: String,
    /// The failed grant that was cleared; null if there was none.
    pub forgotten: Option<String>,
    /// The command that repeats the grant.
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
