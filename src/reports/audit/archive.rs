//! `audit archive`: where a damaged log lies now.
use schemars::JsonSchema;
use serde::Serialize;

use super::fault::Fault;
use crate::ids::TenantId;
use crate::output::Report;
use crate::output::view::{Cell, Step, View};

/// A log that was put away.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AuditArchive {
    /// The tenant.
    pub tenant: TenantId,
    /// What was wrong with the old log.
    pub fault: Fault,
    /// Where the old log lies now; null where it was gone.
    pub put_away: Option<String>,
    /// Where the new log lies.
    pub file: String,
    /// What to run next.
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
