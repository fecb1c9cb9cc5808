//! Text from reports: every form is a pure function of the same value.
//!
//! A command returns a [`Show`]; nothing here does I/O, asks a terminal or
//! knows the time. Every string is escaped here, on its way to a person.
pub mod cef;
pub mod csv;
pub mod failure;
pub mod human;
pub mod json;
pub mod markdown;
pub mod query;
pub mod view;

use crate::cli::Format;
use crate::failure::Failure;
use crate::text::{disarmed, unmarked};
use view::View;

/// A report that can be printed in every form.
pub trait Show: std::fmt::Debug {
    /// What it is, such as `apps.list`; names its JSON Schema.
    fn kind(&self) -> &'static str;

    /// Its data. The same value in every form.
    fn data(&self) -> serde_json::Value;

    /// How it reads to a person.
    fn view(&self) -> View;

    /// The key of the array in [`Show::data`] whose items are the lines of
    /// `jsonl`; `None` where the report is one thing.
    fn items(&self) -> Option<&'static str> {
        None
    }

    /// The report in a form that only this report has (`junit`, `sarif`,
    /// `openmetrics`).
    fn special(&self, format: Format) -> Option<String> {
        let _ = format;
        None
    }
}

/// Prints one line of `jsonl`.
pub type PrintLine<'a> = &'a mut dyn FnMut(&serde_json::Value) -> Result<(), Failure>;

/// The lines of `jsonl` of a report that holds only some of them: they are read
/// while they are printed.
pub trait Records: std::fmt::Debug {
    /// Prints each record.
    ///
    /// # Errors
    /// If the records cannot be read, and whatever `print` returns.
    fn each(&mut self, print: PrintLine<'_>) -> Result<(), Failure>;
}

/// The data of a report as JSON.
pub fn data_of(report: &impl serde::Serialize) -> serde_json::Value {
    // Reports are plain structs and lists with text keys: they always have a form.
    serde_json::to_value(report).unwrap_or_default()
}

/// How the reader sees it.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Columns.
    pub width: u16,
    /// Color.
    pub color: bool,
    /// Lines in place of tables, for a screen reader.
    pub accessible: bool,
    /// Tables are drawn with ASCII: the locale has nothing else.
    pub ascii: bool,
}

/// Why a report cannot be printed as asked.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// This report has no such form.
    #[error("{kind} cannot be printed as {format}")]
    NoSuchForm {
        /// Kind of the report.
        kind: &'static str,
        /// The form asked for.
        format: String,
    },
    /// The `--query` expression is no JMESPath.
    #[error("--query: {0}")]
    Query(String),
}

/// Prints `report` as `format`, or what `query` selects of it as JSON.
///
/// # Errors
/// Fails where the report has no such form or the query is no JMESPath.
pub fn render(
    report: &dyn Show,
    format: Format,
    query: Option<&str>,
    sandbox: bool,
    style: Style,
) -> Result<String, RenderError> {
    if let Some(expression) = query {
        let selected = query::select(&json::envelope(report, sandbox), expression)?;
        return Ok(match format {
            Format::Jsonl => json::selected_lines(&selected),
            _ => json::pretty(&selected),
        });
    }
    match format {
        Format::Table => Ok(human::text(&report.view(), style)),
        Format::Json => Ok(json::pretty(&json::envelope(report, sandbox))),
        Format::Jsonl => Ok(json::lines(report, sandbox)),
        Format::Csv => Ok(csv::text(&report.view()).unwrap_or_else(|| csv::fields(&report.data()))),
        Format::Markdown => Ok(disarmed(&markdown::text(&report.view()))),
        Format::Junit | Format::Sarif | Format::Openmetrics => {
            let text = report.special(format);
            let text = text.ok_or_else(|| no_such_form(report, format))?;
            Ok(match format {
                Format::Junit => unmarked(&text, "&#35;"),
                Format::Sarif => unmarked(&text, "\\u0023"),
                _ => disarmed(&text),
            })
        }
    }
}

fn no_such_form(report: &dyn Show, format: Format) -> RenderError {
    RenderError::NoSuchForm {
        kind: report.kind(),
        format: format!("{format:?}").to_lowercase(),
    }
}
