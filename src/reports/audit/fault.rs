//! Damage of an audit log, as all reports show it.
use schemars::JsonSchema;
use serde::Serialize;

use crate::audit::Damage;
use crate::output::view::Cell;

/// Damage found in an audit log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Fault {
    /// Number of the first damaged line.
    pub line: u64,
    /// Kind of damage.
    pub damage: Damage,
    /// How the damage was detected.
    pub why: String,
}

impl Fault {
    /// Returns how the damage was detected, with the line number if it affects one line.
    pub(crate) fn damage_text(&self) -> String {
        if self.damage.affects_one_line() {
            format!("in line {}: {}", self.line, self.why)
        } else {
            self.why.clone()
        }
    }

    /// Returns a sentence that the log was changed, and how that was detected.
    pub(super) fn sentence(&self) -> Cell {
        Cell::bad(format!(
            "The audit log is not as it was written: {}.",
            self.damage_text()
        ))
    }
}
