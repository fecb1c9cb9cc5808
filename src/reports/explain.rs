//! `explain`: what an error code means, offline.
use schemars::JsonSchema;
use serde::Serialize;

use crate::catalog::explanations::Class;
use crate::output::Report;
use crate::output::view::{Cell, View};

/// One code.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ExplainReport {
    /// The code as the service writes it.
    pub code: String,
    /// Microsoft's name for it.
    pub name: String,
    /// What kind of trouble it is.
    pub class: Class,
    /// What happened.
    pub meaning: String,
    /// What to do.
    pub remedy: String,
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
            .fact("Do", self.remedy.as_str())
            .commands(&self.next)
    }
}
