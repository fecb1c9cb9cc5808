//! `audit export`: the exported log.
use schemars::JsonSchema;
use serde::Serialize;

use super::fault::Fault;
use crate::ids::TenantId;
use crate::output::Report;
use crate::output::view::{Cell, View};

/// An exported audit log.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AuditExport {
    /// Id of the tenant.
    pub tenant: TenantId,
    /// Path of the exported file.
    pub file: String,
    /// Format of the exported file.
    pub format: String,
    /// Number of exported lines.
    pub lines: u64,
    /// Damage found in the log, if any.
    pub fault: Option<Fault>,
    /// Commands to run next.
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
