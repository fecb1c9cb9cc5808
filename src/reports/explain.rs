//! `explain`: what a code, a status, a permission or a term means, offline.
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use crate::catalog::explanations::Class;
use crate::output::Show;
use crate::output::view::{Cell, Step, View};

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

impl Show for ExplainReport {
    fn kind(&self) -> &'static str {
        "explain"
    }

    fn data(&self) -> Value {
        serde_json::to_value(self).unwrap_or_default()
    }

    fn view(&self) -> View {
        let name = if self.name == self.code {
            self.code.clone()
        } else {
            format!("{} ({})", self.code, self.name)
        };
        let remedy = self.remedy.as_deref();
        let remedy = remedy.map(|text| ("Fix", Cell::from(text)));
        View::new()
            .facts(
                [
                    ("Code", Cell::strong(name)),
                    ("Kind", Cell::from(self.class.as_str())),
                    ("Means", Cell::from(self.meaning.as_str())),
                ]
                .into_iter()
                .chain(remedy),
            )
            .next(self.next.iter().map(|line| Step::run("", line.as_str())))
    }
}
