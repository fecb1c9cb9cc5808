//! `audit export`: what was written out.
use schemars::JsonSchema;
use serde::Serialize;

use super::fault::Fault;
use crate::ids::TenantId;
use crate::output::Report;
use crate::output::view::{Cell, View};

/// What was written out.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AuditExport {
    /// The tenant.
    pub tenant: TenantId,
    /// Where it was written.
    pub file: String,
    /// In which form.
    pub format: String,
    /// How many lines.
    pub lines: u64,
    /// What was done to the log, where it is not as it was written.
    pub fault: Option<Fault>,
    /// What to run next.
    pub next: Vec<String>,
}

impl Report for AuditExport {
    fn view(&self) -> View {
        let mut view = View::new();
        if let Some(fault) = &self.fault {
            view = view.text(fault.sentence());
        }
        view.fact("Lines", Cell::strong(self.lines.to_string()))
            .fact("Form", self.format.clone())
            .fact("File", self.file.clone())
            .commands(&self.next)
    }
}
