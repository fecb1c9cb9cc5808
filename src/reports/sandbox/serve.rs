//! `sandbox serve`: where the simulated tenant listens and how to reach it.
use std::path::PathBuf;

use schemars::JsonSchema;
use serde::Serialize;

use crate::cli::command_line::CommandLine;
use crate::output::Report;
use crate::output::view::{Cell, Step, View};

/// How to reach the served tenant.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SandboxServe {
    /// Name of the simulated organization.
    pub tenant: String,
    /// Tenant id of the simulated tenant.
    pub tenant_id: String,
    /// The application to sign in with.
    pub client_id: String,
    /// File with the simulated client secret of the application.
    pub client_secret_file: PathBuf,
    /// Number of users in the tenant.
    pub people: usize,
    /// HTTPS origin of sign-in and Graph.
    pub https: String,
    /// HTTP origin of sign-in and Graph.
    pub http: String,
    /// PEM file of the certificate authority to trust, for this run only.
    pub ca_file: PathBuf,
    /// HTTP path for setting faults and scenarios; null if not requested.
    pub control: Option<ControlPath>,
    /// Name of both the cloud and the profile in `config`.
    pub profile: String,
    /// Lines for config.toml, ready to paste.
    pub config: String,
    /// The file that `config` was written to; null if it was not written.
    pub config_file: Option<PathBuf>,
}

/// HTTP path for setting faults and scenarios from outside.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ControlPath {
    /// URL of the control path, with `/ledger`, `/faults` and `/scenario` below it.
    pub address: String,
    /// Value of the header `X-Sandbox-Control`, for this run only.
    pub token: String,
}

impl Report for SandboxServe {
    fn view(&self) -> View {
        let mut view = View::new()
            .fact("Tenant", Cell::strong(&self.tenant))
            .fact("Tenant id", &self.tenant_id)
            .fact("Client id", &self.client_id)
            .fact("Secret file", self.client_secret_file.to_string_lossy())
            .fact("People", self.people.to_string())
            .fact("HTTPS", Cell::strong(&self.https))
            .fact("HTTP", &self.http)
            .fact("CA file", self.ca_file.to_string_lossy());
        if let Some(control) = &self.control {
            let header = format!("X-Sandbox-Control: {}", control.token);
            view = view
                .fact("Control", &control.address)
                .fact("Control header", header);
        }
        let status = CommandLine::from_words("status")
            .profile(&self.profile)
            .no_store();
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
