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
    /// Id of the tenant.
    pub tenant: TenantId,
    /// Id of the app, such as `search`.
    pub app: String,
    /// Why the cleared grant had failed; null if no failed grant was recorded.
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
