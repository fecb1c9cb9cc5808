//! Numbers of accounts and steps of an action, by outcome.
use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::task::StepKind;

/// Numbers of accounts by outcome, each account counted once.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AccountCounts {
    /// Number of all accounts.
    pub accounts: u64,
    /// Accounts for which all steps are done.
    pub done: u64,
    /// Accounts with a step that was refused or is not possible.
    pub refused: u64,
    /// Accounts with a step that was accepted or got no answer, and that could not be verified.
    pub not_verified: u64,
    /// Accounts with a step that was not sent or whose outcome is unknown.
    pub not_sent: u64,
}

/// Numbers of steps of one kind, by outcome.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct StageCount {
    /// The kind of step.
    pub kind: StepKind,
    /// Completed steps.
    pub done: u64,
    /// Steps that were accepted or got no answer, and whose effect was not verified.
    pub not_verified: u64,
    /// Steps that Graph refused.
    pub refused: u64,
    /// Steps that were not sent.
    pub not_sent: u64,
    /// Steps that are not possible from this tenant.
    pub not_possible: u64,
}

impl StageCount {
    /// Returns the nonzero counts in words.
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
