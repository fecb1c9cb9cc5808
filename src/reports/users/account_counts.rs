//! How many accounts and steps of an action stand how.
use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::task::StepKind;

/// Accounts, each counted once.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AccountCounts {
    /// All of them.
    pub accounts: u64,
    /// Everything that was asked is done.
    pub done: u64,
    /// Something was refused or is not possible.
    pub refused: u64,
    /// Something was accepted, or got no answer, and no read could settle it.
    pub not_verified: u64,
    /// Something was not sent, or its outcome is not known.
    pub not_sent: u64,
}

/// What came of the steps of one kind.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct StageCount {
    /// The kind of step.
    pub kind: StepKind,
    /// Done.
    pub done: u64,
    /// Accepted or lost on the way, and not seen by any read.
    pub not_verified: u64,
    /// Refused by Graph.
    pub refused: u64,
    /// Not sent.
    pub not_sent: u64,
    /// Not possible from here.
    pub not_possible: u64,
}

impl StageCount {
    /// The counts that are not zero, in words.
    pub(super) fn to_text(&self) -> String {
        let counts = [
            (self.done, "done"),
            (self.not_verified, "not verified"),
            (self.refused, "refused"),
            (self.not_sent, "not sent"),
            (self.not_possible, "not possible"),
        ];
        let some = counts.iter().filter(|(count, _)| *count > 0);
        let some: Vec<String> = some
            .map(|(count, word)| format!("{count} {word}"))
            .collect();
        some.join(", ")
    }
}
