//! `sandbox serve`: where the simulated tenant listens and how to reach it.
use std::path::PathBuf;

use schemars::JsonSchema;
use serde::Serialize;

use crate::cli::command_line::CommandLine;
use crate::output::Show;
use crate::output::view::{Cell, Step, View};

/// How the served tenant is reached.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SandboxServe {
    /// The made-up organization.
    pub tenant: String,
    /// Its tenant id.
    pub tenant_id: String,
    /// The application to sign in with.
    pub client_id: String,
    /// File with a client secret of it; the secret is made up.
    pub client_secret_file: PathBuf,
    /// How many people the tenant has.
    pub people: usize,
    /// Origin of sign-in and Graph over HTTPS.
    pub https: String,
    /// The same over HTTP.
    pub http: String,
    /// PEM file of the authority to trust, for this run only.
    pub ca_file: PathBuf,
    /// The control path, where it was asked for.
    pub control: Option<ControlPath>,
    /// Name of the cloud and the profile in `config`.
    pub profile: String,
    /// What config.toml needs, ready to paste.
    pub config: String,
    /// The file that `config` was written to.
    pub config_file: Option<PathBuf>,
}

/// How faults and scenarios are set from outside.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ControlPath {
    /// Its address: `/ledger`, `/faults` and `/scenario` lie below it.
    pub address: String,
    /// Value of the header `X-Sandbox-Control`, for this run only.
    pub token: String,
}

impl Show for SandboxServe {
    fn kind(&self) -> &'static str {
        "sandbox.serve"
    }

    fn data(&self) -> serde_json::Value {
        crate::output::data_of(self)
    }

    fn view(&self) -> View {
        let mut facts = vec![
            ("Tenant", Cell::strong(self.tenant.as_str())),
            ("Tenant id", Cell::from(self.tenant_id.as_str())),
            ("Client id", Cell::from(self.client_id.as_str())),
            (
                "Secret file",
                Cell::from(self.client_secret_file.to_string_lossy()),
            ),
            ("People", Cell::from(self.people.to_string())),
            ("HTTPS", Cell::strong(self.https.as_str())),
            ("HTTP", Cell::from(self.http.as_str())),
            ("CA file", Cell::from(self.ca_file.to_string_lossy())),
        ];
        if let Some(control) = &self.control {
            facts.push(("Control", Cell::from(control.address.as_str())));
            facts.push((
                "Control header",
                Cell::from(format!("X-Sandbox-Control: {}", control.token)),
            ));
        }
        let mut view = View::new().facts(facts);
        let status = CommandLine::of("status").profile(&self.profile).no_store();
        if let Some(file) = &self.config_file {
            view = view.text(Cell::good(format!("Written to {}", file.display())));
        } else {
            view = view.heading("For config.toml (--write-config writes it)");
            for line in self.config.lines() {
                view = view.text(line);
            }
        }
        view.next([Step::run("then, from another terminal", status)])
    }
}
