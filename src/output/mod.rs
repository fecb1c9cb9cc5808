//! Text from reports: every form is a pure function of the same value.
//!
//! A command returns a [`Report`]; nothing here does I/O, asks a terminal or
//! knows the time. Every string is escaped here, on its way to a person.
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

/// What a command answers with: data that has a JSON Schema, and how it reads.
pub trait Report: Registered + std::fmt::Debug {
    /// How it reads to a person.
    fn view(&self) -> View;

    /// The report as `junit`, `sarif` or `openmetrics`; `None` where it has no such form.
    fn render_special(&self, format: Format) -> Option<String> {
        let _ = format;
        None
    }
}

/// What the list in `reports` says of a report; the list writes the implementations.
pub trait Registered {
    /// Its name, such as `apps.list`: that of the command, and of its JSON Schema.
    fn kind(&self) -> &'static str;

    /// The field of [`Registered::data`] whose items are the lines of `jsonl`; `None`
    /// where the report is one thing.
    fn rows(&self) -> Option<&'static str>;

    /// Its data, the same in every form.
    fn data(&self) -> serde_json::Value;
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
    fn print_each(&mut self, print: PrintLine<'_>) -> Result<(), Failure>;
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

/// Prints `report` as `format`, or what `query` selects of its JSON document.
///
/// # Errors
/// Fails where the report has no such form or the query is no JMESPath.
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
