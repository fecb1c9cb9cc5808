//! `explain`: the meaning of a code, status, permission or term, offline.
use schemars::JsonSchema;
use serde::Serialize;

use crate::catalog::explanations::Class;
use crate::output::Report;
use crate::output::view::{Cell, View};

/// Explanation of a code, status, permission or term.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ExplainReport {
    /// The code as the service spells it, or the status, permission or term.
    pub code: String,
    /// Name of the code; the same as `code` if there is no other name.
    pub name: String,
    /// Kind of entry or problem.
    pub class: Class,
    /// Explanation of the problem or term.
    pub meaning: String,
    /// How to fix it; null for a term.
    pub remedy: Option<String>,
    /// Command lines that help.
    pub next: Vec<String>,
}

impl Report for ExplainReport {
    fn view(&self) -> View {
        let name = if self.name == self.code {
            self.code.clone()
        } else {
            format!("{} ({})", self.code, self.name)
        };
        View::new()
            .fact("Code", Cell::strong(name))
            .fact("Kind", self.class.as_str())
            .fact("Means", self.meaning.as_str())
            .fact_if("Fix", self.remedy.as_deref().map(Cell::from))
            .commands(&self.next)
    }
}
