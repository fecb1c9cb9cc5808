//! `grant`: what was added, what was there, what is there and not needed, and
//! whether Graph shows it.
pub mod remediation;

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::consent::PermissionLine;
use crate::ids::{AppId, ObjectId, TenantId};
use crate::output::Report;
use crate::output::view::{Cell, Step, View};
use crate::reports::calls::{self, StepReport};
use crate::reports::status::AppStatus;

/// The grant of one or more apps.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GrantReport {
    /// The tenant.
    pub tenant: TenantId,
    /// `browser`, `url`, `direct` or `device-code`.
    pub method: String,
    /// When it began.
    #[schemars(with = "String")]
    pub at: Timestamp,
    /// The apps that were named.
    pub requested: Vec<String>,
    /// Whether it was only planned.
    pub dry_run: bool,
    /// Each set.
    pub sets: Vec<GrantedSet>,
    /// How the apps stand afterwards.
    pub apps: Vec<AppStatus>,
    /// What is worth knowing.
    pub notes: Vec<String>,
    /// The command that goes on from here: lets somebody accept, or looks whether
    /// what was written shows.
    pub again: Option<String>,
    /// After a plan was written: the commands that sign it and apply it.
    pub next: Vec<String>,
}

/// Who may accept on a consent page, before its address.
const WHO_OPENS: &str = "a Privileged Role or Global Administrator opens";

/// One set.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GrantedSet {
    /// The set.
    pub set: String,
    /// Its name.
    pub name: String,
    /// The application that carries it.
    pub client_id: AppId,
    /// Its service principal; null where it has to be made.
    pub service_principal_id: Option<ObjectId>,
    /// Its name; chosen by whoever made it.
    pub display_name: Option<String>,
    /// The publisher that Microsoft verified.
    pub verified_publisher: Option<String>,
    /// What became of it.
    pub state: GrantState,
    /// What is added.
    pub adds: Vec<PermissionLine>,
    /// What was there already.
    pub present: Vec<PermissionLine>,
    /// What is there and not needed.
    pub surplus: Vec<PermissionLine>,
    /// What cannot be granted, since its API is not in the tenant.
    pub unavailable: Vec<PermissionLine>,
    /// The calls, without secrets.
    pub steps: Vec<StepReport>,
    /// The consent page.
    pub address: Option<String>,
    /// What failed.
    pub error: Option<String>,
    /// The service's code for it.
    pub code: Option<String>,
    /// What was there before and is gone since.
    pub vanished: Vec<PermissionLine>,
    /// What came besides the plan.
    pub unexpected: Vec<PermissionLine>,
    /// The exit code that this set alone would have.
    pub exit: u8,
}

/// What became of a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum GrantState {
    /// Everything was there: nothing was written.
    AlreadyGranted,
    /// It was only planned.
    Planned,
    /// The address was printed for somebody else.
    Waiting,
    /// Graph shows everything.
    Granted,
    /// Graph shows what could be granted; an API is not in the tenant.
    Partial,
    /// It was accepted, and Graph does not show it yet.
    NotVisibleYet,
    /// It failed.
    Failed,
}

impl GrantState {
    fn text(self) -> &'static str {
        match self {
            Self::AlreadyGranted => "granted already; nothing was changed",
            Self::Planned => "planned",
            Self::Waiting => "waiting for an administrator to accept",
            Self::Granted => "granted, and Graph shows it",
            Self::Partial => "granted in part",
            Self::NotVisibleYet => "not visible in Graph yet",
            Self::Failed => "failed",
        }
    }
}

impl Report for GrantReport {
    fn view(&self) -> View {
        if self.dry_run {
            let steps = self.sets.iter().flat_map(|set| &set.steps);
            let none = if self.sets.iter().any(|set| set.address.is_some()) {
                "No write is sent to Graph, and no page was opened: the person who accepts on the page makes the grants."
            } else {
                "No call is needed: everything is there."
            };
            return calls::with_dry_run_calls(self.plan_view(), steps, none).commands(&self.next);
        }
        let mut view = View::new();
        for set in &self.sets {
            view = set.with_result(view);
        }
        calls::with_app_table(view, &self.apps)
            .warnings(&self.notes)
            .next(self.next_steps())
    }
}

impl GrantReport {
    /// What would be done, before it is agreed to.
    pub fn plan_view(&self) -> View {
        let mut view = View::new();
        for set in &self.sets {
            view = set.with_plan(view);
        }
        let pages: Vec<&str> = self.consent_pages().collect();
        if pages.is_empty() {
            return view;
        }
        view = view.text("The page asks for everything that the application is registered for.");
        if self.method == "url" {
            return view.next(pages.into_iter().map(|page| Step::run(WHO_OPENS, page)));
        }
        view = view.text("Your browser would open:");
        for page in pages {
            view = view.text(page);
        }
        view
    }

    /// The consent pages, each once.
    fn consent_pages(&self) -> impl Iterator<Item = &str> {
        self.sets.iter().filter_map(|set| set.address.as_deref())
    }

    /// What to do after all that.
    fn next_steps(&self) -> Vec<Step> {
        let waiting = self.sets.iter();
        let waiting = waiting.filter(|set| set.state == GrantState::Waiting);
        let mut steps: Vec<Step> = waiting
            .filter_map(|set| set.address.as_deref())
            .map(|page| Step::run(WHO_OPENS, page))
            .collect();
        match &self.again {
            Some(again) => {
                let why = match (self.method.as_str(), steps.is_empty()) {
                    ("url", true) => "keep waiting",
                    ("url", false) => "or print it again and wait until Graph shows it",
                    ("direct" | "device-code", _) => "it was written; look again whether it shows",
                    (_, _) => "let another administrator accept, and wait for it",
                };
                steps.push(Step::run(why, again.as_str()));
            }
            None => steps.extend(calls::remedy_steps(&self.apps)),
        }
        steps
    }

    /// The question that ends with what is confirmed; `apps` are the apps by the
    /// names that people know.
    pub fn question(&self, apps: &str) -> String {
        let adds: Vec<&PermissionLine> = self.sets.iter().flat_map(|set| &set.adds).collect();
        let risky = adds.iter().filter(|line| line.risk.is_dangerous()).count();
        let clients: Vec<String> = self
            .sets
            .iter()
            .filter(|set| !set.steps.is_empty() || set.address.is_some())
            .map(|set| match &set.display_name {
                Some(name) => format!("{name}, client id {}", set.client_id),
                None => format!("client id {}", set.client_id),
            })
            .collect();
        let what = match (adds.len(), risky) {
            (0, _) => "Add the enterprise application of".to_owned(),
            (1, 0) => "Grant 1 permission to".to_owned(),
            (1, _) => "Grant 1 permission of high or critical risk to".to_owned(),
            (many, 0) => format!("Grant {many} permissions to"),
            (many, risky) => {
                format!("Grant {many} permissions, {risky} of high or critical risk, to")
            }
        };
        let clients = format!("{apps}: {}", clients.join(" and "));
        if self.consent_pages().next().is_none() {
            return format!("{what} {clients}?");
        }
        let what = what.strip_prefix("Grant").map(str::to_owned);
        match what {
            Some(what) => format!("Open Microsoft's page to grant{what} {clients}?"),
            None => format!("Open Microsoft's page to add the application of {clients}?"),
        }
    }
}

fn permission_cells(lines: &[PermissionLine]) -> impl Iterator<Item = Cell> + '_ {
    lines.iter().map(|line| {
        let reason = line
            .risk_reason
            .as_ref()
            .map(|why| format!(": {why}"))
            .unwrap_or_default();
        let text = format!(
            "{} ({}, {}, {} risk){reason}",
            line.name, line.resource_name, line.kind, line.risk
        );
        if line.risk.is_dangerous() {
            Cell::warning(text)
        } else {
            Cell::from(text)
        }
    })
}

fn permission_names(lines: &[PermissionLine]) -> String {
    let all: Vec<&str> = lines.iter().map(|line| line.name.as_str()).collect();
    all.join(", ")
}

impl GrantedSet {
    fn with_heading(&self, view: View) -> View {
        let publisher = match &self.verified_publisher {
            Some(name) => Cell::from(format!("{name} (verified by Microsoft)")),
            None => Cell::warning("not verified"),
        };
        let principal = match &self.service_principal_id {
            Some(id) => Cell::from(id.as_str()),
            None => Cell::warning("not in the tenant; it is added first"),
        };
        view.heading(format!("Set {}: {}", self.set, self.name))
            .fact("Client id", Cell::strong(self.client_id.as_str()))
            .fact(
                "Application",
                self.display_name.as_deref().unwrap_or("(no name)"),
            )
            .fact("Publisher", publisher)
            .fact("Service principal", principal)
    }

    fn with_plan(&self, view: View) -> View {
        let mut view = self.with_heading(view);
        if self.adds.is_empty() {
            view = view.text("Nothing is added: everything it asks for is there.");
        } else {
            view = view
                .text("Added, the most dangerous first:")
                .list(permission_cells(&self.adds));
        }
        if !self.present.is_empty() {
            view = view.text(format!(
                "There already: {}.",
                permission_names(&self.present)
            ));
        }
        with_lines(
            view,
            &[
                (
                    "Granted, not required; entractl leaves it as it is:",
                    &self.surplus,
                ),
                (
                    "Cannot be granted, since its API is not in the tenant:",
                    &self.unavailable,
                ),
            ],
        )
    }

    fn with_result(&self, view: View) -> View {
        let state = self.state.text();
        let cell = match self.state {
            GrantState::AlreadyGranted | GrantState::Granted => Cell::good(state),
            GrantState::Planned | GrantState::Waiting => Cell::from(state),
            GrantState::Partial | GrantState::NotVisibleYet => Cell::warning(state),
            GrantState::Failed => Cell::bad(state),
        };
        let some = |lines: &[PermissionLine]| (!lines.is_empty()).then(|| permission_names(lines));
        let view = view
            .heading(format!("Set {}: {}", self.set, self.name))
            .fact("Client id", self.client_id.as_str())
            .fact("Result", cell)
            .fact_if("Why", self.error.as_ref().map(Cell::bad))
            .fact_if("Code", self.code.as_ref())
            .fact_if("Asked for", some(&self.adds))
            .fact_if("There already", some(&self.present));
        with_lines(
            view,
            &[
                ("Granted, not required:", &self.surplus),
                (
                    "Revoked since the grant, but not from this machine:",
                    &self.vanished,
                ),
                ("Came besides what was asked for:", &self.unexpected),
                (
                    "Not granted, since its API is not in the tenant:",
                    &self.unavailable,
                ),
            ],
        )
    }
}

/// Adds a list of permissions under each title that has some.
fn with_lines(view: View, lists: &[(&str, &Vec<PermissionLine>)]) -> View {
    let lists = lists.iter().filter(|(_, lines)| !lines.is_empty());
    lists.fold(view, |view, (title, lines)| {
        view.text(Cell::warning(*title))
            .list(permission_cells(lines))
    })
}
