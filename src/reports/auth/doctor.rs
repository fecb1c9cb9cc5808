//! `auth doctor`: problems between this machine and a sign-in.
use schemars::JsonSchema;
use serde::Serialize;

use crate::output::Report;
use crate::output::view::{Cell, Step, Table, View};

/// Result of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CheckState {
    /// The check succeeded.
    Good,
    /// The checked part works, but needs attention.
    Warning,
    /// The checked part does not work.
    Failed,
    /// Not checked, because an earlier check failed.
    NotReached,
}

/// One check.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Check {
    /// Name of the check: `settings`, `guard-rails`, `keyring`, `proxy`, `roots`, `clock`; or
    /// `sign-in` or `graph`, followed by `name`, `connection`, `certificate` or `answer`.
    pub name: String,
    /// Result of the check.
    pub state: CheckState,
    /// Finding in words.
    pub found: String,
    /// How to fix it, if there is a problem.
    pub remedy: Option<String>,
}

/// Results of all checks.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AuthDoctor {
    /// The checks, in the order in which a sign-in needs them.
    pub checks: Vec<Check>,
    /// URL of the sign-in service.
    pub authority: String,
    /// URL of Microsoft Graph.
    pub graph: String,
    /// The command to run next.
    pub next: String,
}

impl AuthDoctor {
    /// Whether at least one check failed.
    pub fn has_failed_check(&self) -> bool {
        self.checks
            .iter()
            .any(|check| check.state == CheckState::Failed)
    }
}

impl Report for AuthDoctor {
    fn view(&self) -> View {
        let mut table = Table::new(&[
            ("Check", "check"),
            ("State", "state"),
            ("Found", "found"),
            ("", "remedy"),
        ]);
        for check in &self.checks {
            let state = match check.state {
                CheckState::Good => Cell::good("good"),
                CheckState::Warning => Cell::warning("warning"),
                CheckState::Failed => Cell::bad("failed"),
                CheckState::NotReached => Cell::dim("not reached"),
            };
            table.row([
                Cell::strong(check.name.as_str()),
                state,
                Cell::from(check.found.as_str()),
                Cell::from(check.remedy.as_deref().unwrap_or_default()),
            ]);
        }
        let remedies = self
            .checks
            .iter()
            .filter_map(|check| Some(format!("{}: {}", check.name, check.remedy.as_ref()?)));
        let view = View::new().table(table);
        let view = remedies.fold(view, View::text);
        let why = if self.has_failed_check() {
            "look again"
        } else {
            "see who is signed in"
        };
        view.next([Step::run(why, self.next.as_str())])
    }
}
