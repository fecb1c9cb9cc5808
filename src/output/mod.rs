//! Text from reports: every format is a pure function of the same value.
//!
//! A command returns a [`Report`]. Nothing here does I/O, queries a terminal or reads a
//! clock. Every string is escaped here, before it is shown.
pub mod cef;
pub mod csv;
pub mod failure;
pub mod human;
pub mod json;
pub mod junit;
pub mod markdown;
pub mod query;
pub mod sarif;
pub mod tsv;
pub mod values;
pub mod view;

use crate::cli::Format;
use crate::failure::Failure;
use view::{Table, View};

/// The result of a command: data that has a JSON Schema, and its view for people.
pub trait Report: Registered + std::fmt::Debug {
    /// Returns the view for people.
    fn view(&self) -> View;

    /// Returns the report as `junit`, `sarif` or `openmetrics`; `None` if it does not
    /// support that format.
    fn render_special(&self, format: Format) -> Option<String> {
        let _ = format;
        None
    }
}

/// Properties of a report, implemented by the list in `reports`.
pub trait Registered {
    /// Returns the kind, such as `apps.list`: the name of the command and of its JSON Schema.
    fn kind(&self) -> &'static str;

    /// Returns the name of the field of [`Registered::data`] whose items are the lines of
    /// `jsonl`; `None` if the report is not a list.
    fn rows(&self) -> Option<&'static str>;

    /// Returns the data, the same in every format.
    fn data(&self) -> serde_json::Value;
}

/// Callback that prints one line of `jsonl`.
pub type PrintLine<'a> = &'a mut dyn FnMut(&serde_json::Value) -> Result<(), Failure>;

/// Records that are read one by one while they are printed as lines of `jsonl`, because the
/// report itself holds only some of them.
pub trait Records: std::fmt::Debug {
    /// Prints each record.
    ///
    /// # Errors
    /// Fails if the records cannot be read, or with the error of `print`.
    fn print_each(&mut self, print: PrintLine<'_>) -> Result<(), Failure>;
}

/// Properties of the reader's terminal.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Width in columns.
    pub width: u16,
    /// Whether to use color.
    pub color: bool,
    /// Whether a screen reader is used: lines instead of tables.
    pub accessible: bool,
    /// Whether the locale is limited to ASCII: tables are drawn with ASCII.
    pub ascii: bool,
}

/// Reason why a report cannot be printed as requested.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// The report does not support the format.
    #[error("{kind} cannot be printed as {format}")]
    NoSuchForm {
        /// Kind of the report.
        kind: &'static str,
        /// The requested format.
        format: String,
    },
    /// The `--query` expression is not valid JMESPath.
    #[error("--query: {0}")]
    Query(String),
}

/// Returns `report` as text in `format`, or the part of its JSON document that `query`
/// selects.
///
/// # Errors
/// Fails if the report does not support the format or the query is not valid JMESPath.
pub fn render(
    report: &dyn Report,
    format: Format,
    query: Option<&str>,
    sandbox: bool,
    style: Style,
) -> Result<String, RenderError> {
    let selected = query
        .map(|expression| query::select(&json::envelope(report, sandbox), expression))
        .transpose()?;
    let view = || match &selected {
        Some(value) => View::new().table(values::to_table(value)),
        None => report.view(),
    };
    let table = || match (view().machine_table(), &selected) {
        (Some(table), _) => table,
        (None, None) => values::scalar_fields_row(report.data()),
        (None, Some(_)) => Table::default(),
    };
    Ok(match (format, &selected) {
        (Format::Table, _) => human::text(&view(), style),
        (Format::Markdown, _) => markdown::text(&view()),
        (Format::Csv, _) => csv::text(&table()),
        (Format::Tsv, _) => tsv::text(&table()),
        (Format::Json, Some(value)) => json::pretty(value),
        (Format::Json, None) => json::pretty(&json::envelope(report, sandbox)),
        (Format::Jsonl, Some(value)) => json::selected_lines(value),
        (Format::Jsonl, None) => json::lines(report, sandbox),
        (Format::Junit | Format::Sarif | Format::Openmetrics, _) => {
            let text = selected.is_none().then(|| report.render_special(format));
            text.flatten()
                .ok_or_else(|| unsupported_format(report, format))?
        }
    })
}

fn unsupported_format(report: &dyn Report, format: Format) -> RenderError {
    RenderError::NoSuchForm {
        kind: report.kind(),
        format: format!("{format:?}").to_lowercase(),
    }
}
