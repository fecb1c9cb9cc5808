//! `sandbox tour`: the result of each step.
use schemars::JsonSchema;
use serde::Serialize;

use crate::cli::command_line::CommandLine;
use crate::cli::command_line::TargetFlags;
use crate::output::Report;
use crate::output::view::{Cell, Step, Table, View};

/// Result of the tour.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Tour {
    /// The steps of the tour, in order.
    pub steps: Vec<TourStep>,
    /// Whether every step had its expected exit code.
    pub complete: bool,
}

/// One step of the tour.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TourStep {
    /// The question that the step answers.
    pub question: String,
    /// The command, ready to copy.
    pub command: String,
    /// Short summary of the output.
    pub answer: String,
    /// Exit code of the step.
    pub exit_code: u8,
    /// Whether the step had its expected exit code.
    pub as_expected: bool,
}

impl Report for Tour {
    fn view(&self) -> View {
        let mut table = Table::new(&[
            ("#", "number"),
            ("Question", "question"),
            ("Answer", "answer"),
            ("Exit", "exit_code"),
        ]);
        for (number, step) in self.steps.iter().enumerate() {
            let exit = step.exit_code.to_string();
            table.row([
                Cell::dim((number + 1).to_string()),
                Cell::from(step.question.as_str()),
                Cell::from(step.answer.as_str()),
                if step.as_expected {
                    Cell::good(exit)
                } else {
                    Cell::bad(exit)
                },
            ]);
        }
        View::new()
            .heading("The tour in one table")
            .table(table)
            .next([
                Step::run(
                    "look around; the simulated tenant remembers",
                    CommandLine::from_words("status").with_target(&TargetFlags::sandbox_only(true)),
                ),
                Step::run(
                    "then with your own tenant",
                    CommandLine::from_words("auth login --help"),
                ),
            ])
    }
}
