//! `explain`: what a code, a status, a permission or a term means, offline.
use schemars::JsonSchema;
use serde::Serialize;

use crate::catalog::explanations::Class;
use crate::output::Report;
use crate::output::view::{Cell, View};

/// One code, status, permission or term.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ExplainReport {
    /// The code as the service writes it.
    pub code: String,
    /// Its name; the code again if there is none.
    pub name: String,
    /// What it is, or what kind of trouble.
    pub class: Class,
    /// What happened, or what the term means.
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
