//! `audit archive`: where a damaged log was moved to.
use schemars::JsonSchema;
use serde::Serialize;

use super::fault::Fault;
use crate::ids::TenantId;
use crate::output::Report;
use crate::output::view::{Cell, Step, View};

/// An audit log that was archived.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AuditArchive {
    /// Id of the tenant.
    pub tenant: TenantId,
    /// Damage found in the old log.
    pub fault: Fault,
    /// Path that the old log was moved to; null if the old log was missing.
    pub put_away: Option<String>,
    /// Path of the new log.
    pub file: String,
    /// Command to run next.
    pub next: String,
}

impl Report for AuditArchive {
    fn view(&self) -> View {
        let old = match &self.put_away {
            Some(path) => path.clone().into(),
            None => Cell::warning("it was gone"),
        };
        let mut view = View::new()
            .text(Cell::good("A new audit log was begun."))
            .fact("What was wrong", self.fault.why.clone())
            .fact("Old log", old)
            .fact("New log", self.file.clone());
        if self.put_away.is_some() {
            view = view
                .text("Keep the old log and its head as evidence, where no one can change them.");
        }
        view.next([Step::run("", self.next.as_str())])
    }
}
