//! `grant`: permissions that were added, were present or are not required, and
//! whether Graph shows the added ones.
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

/// Result or plan of a grant for one or more apps.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GrantReport {
    /// Id of the tenant.
    pub tenant: TenantId,
    /// Method of the grant: `browser`, `url`, `direct` or `device-code`.
    pub method: String,
    /// Time when the command started.
    #[schemars(with = "String")]
    pub at: Timestamp,
    /// Ids of the apps named on the command line.
    pub requested: Vec<String>,
    /// Whether this was a dry run.
    pub dry_run: bool,
    /// Permission sets of these apps, each with its outcome.
    pub sets: Vec<GrantedSet>,
    /// Status of the apps afterwards.
    pub apps: Vec<AppStatus>,
    /// Notes about the grant, such as warnings.
    pub notes: Vec<String>,
    /// Command that continues the grant: lets another administrator accept, or checks whether
    /// Graph shows the new permissions. Null if neither is needed.
    pub again: Option<String>,
    /// Commands that sign and apply the plan; empty if no plan was written.
    pub next: Vec<String>,
}

/// Label of a consent URL: says who can accept on the page.
const WHO_OPENS: &str = "a Privileged Role or Global Administrator opens";

/// A permission set and the outcome of its grant.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GrantedSet {
    /// Id of the permission set, such as `s3`.
    pub set: String,
    /// Name of the set.
    pub name: String,
    /// The application bound to the set.
    pub client_id: AppId,
    /// Service principal of the application; null if it must be created first.
    pub service_principal_id: Option<ObjectId>,
    /// Display name of the application, chosen by its owner.
    pub display_name: Option<String>,
    /// Verified publisher of the application.
    pub verified_publisher: Option<String>,
    /// Outcome for the set.
    pub state: GrantState,
    /// Permissions to add.
    pub adds: Vec<PermissionLine>,
    /// Permissions that were already granted.
    pub present: Vec<PermissionLine>,
    /// Granted permissions that are not required.
    pub surplus: Vec<PermissionLine>,
    /// Permissions that cannot be granted because their API is not in the tenant.
    pub unavailable: Vec<PermissionLine>,
    /// The Graph calls, without secrets.
    pub steps: Vec<StepReport>,
    /// URL of the consent page; null if the grant needs none.
    pub address: Option<String>,
    /// Error message.
    pub error: Option<String>,
    /// Error code from the service.
    pub code: Option<String>,
    /// Permissions that were revoked during the grant, but not by this program.
    pub vanished: Vec<PermissionLine>,
    /// Permissions that were granted during the grant although they are not in the plan.
    pub unexpected: Vec<PermissionLine>,
    /// Exit code that this set alone would cause.
    pub exit: u8,
}

/// Outcome of the grant for one set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum GrantState {
    /// Everything was already granted; nothing was written.
    AlreadyGranted,
    /// Planned only, by a dry run.
    Planned,
    /// The consent URL was printed for another administrator.
    Waiting,
    /// Graph shows all permissions.
    Granted,
    /// Graph shows all permissions except those of an API that is not in the tenant.
    Partial,
    /// Accepted, but not visible in Graph yet.
    NotVisibleYet,
    /// The grant failed.
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
    /// Returns the view of the planned changes, shown before confirmation.
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

    /// Returns the URL of each set's consent page, if it has one.
    fn consent_pages(&self) -> impl Iterator<Item = &str> {
        self.sets.iter().filter_map(|set| set.address.as_deref())
    }

    /// Returns the next steps after the grant.
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

    /// Returns the confirmation question: what is added, for which apps and client ids. `apps`
    /// has the display names of the apps.
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
        with_permission_lists(
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
        with_permission_lists(
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

/// Adds each non-empty list of permissions under its title.
fn with_permission_lists(view: View, lists: &[(&str, &Vec<PermissionLine>)]) -> View {
    let lists = lists.iter().filter(|(_, lines)| !lines.is_empty());
    lists.fold(view, |view, (title, lines)| {
        view.text(Cell::warning(*title))
            .list(permission_cells(lines))
    })
}
