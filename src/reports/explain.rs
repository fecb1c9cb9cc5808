//! `explain`: what an error code means, offline.
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use crate::catalog::explanations::Class;
use crate::output::Show;
use crate::output::view::{Cell, Step, View};

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
        View::new()
            .facts([
                ("Code", Cell::strong(name)),
                ("Kind", Cell::from(self.class.as_str())),
                ("Means", Cell::from(self.meaning.as_str())),
                ("Do", Cell::from(self.remedy.as_str())),
            ])
            .next(self.next.iter().map(|line| Step::run("", line.as_str())))
    }
}
