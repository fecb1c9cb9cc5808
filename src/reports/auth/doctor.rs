//! `auth doctor`: what stands between this machine and a sign-in.
use schemars::JsonSchema;
use serde::Serialize;

use crate::output::Report;
use crate::output::view::{Cell, Step, Table, View};

/// How a check came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CheckState {
    /// As it should be.
    Good,
    /// It works, but should be looked at.
    Warning,
    /// It does not work.
    Failed,
    /// It could not be checked, since something before it failed.
    NotReached,
}

/// One check.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Check {
    /// What was checked: `settings`, `guard-rails`, `keyring`, `proxy`, `roots`, `clock`, or
    /// `sign-in` and `graph` with `name`, `connection`, `certificate`, `answer`.
    pub name: String,
    /// How it came out.
    pub state: CheckState,
    /// What was found.
    pub found: String,
    /// What to do, where something is to be done.
    pub remedy: Option<String>,
}

/// Everything that was checked.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AuthDoctor {
    /// The checks, in the order in which a sign-in needs them.
    pub checks: Vec<Check>,
    /// Where one signs in.
    pub authority: String,
    /// The Microsoft Graph that is used.
    pub graph: String,
    /// The command to run next.
    pub next: String,
}

impl AuthDoctor {
    /// Whether any check failed.
    pub fn failed(&self) -> bool {
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
        let why = if self.failed() {
            "look again"
        } else {
            "see who is signed in"
        };
        view.next([Step::run(why, self.next.as_str())])
    }
}
