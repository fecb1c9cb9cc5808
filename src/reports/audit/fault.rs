//! What is wrong with an audit log, as every report of it says it.
use schemars::JsonSchema;
use serde::Serialize;

use crate::audit::Damage;
use crate::output::view::Cell;

/// What is wrong with a log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Fault {
    /// The first line that is not as it was written.
    pub line: u64,
    /// What was done.
    pub damage: Damage,
    /// What is seen of it.
    pub why: String,
}

impl Fault {
    /// What is wrong, and in which line where it is in one.
    pub(crate) fn damage_text(&self) -> String {
        if self.damage.affects_one_line() {
            format!("in line {}: {}", self.line, self.why)
        } else {
            self.why.clone()
        }
    }

    /// A sentence that says what is wrong.
    pub(super) fn sentence(&self) -> Cell {
        Cell::bad(format!(
            "The audit log is not as it was written: {}.",
            self.damage_text()
        ))
    }
}
