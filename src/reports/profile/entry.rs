//! A profile of config.toml, as every report shows it.
use schemars::JsonSchema;
use serde::Serialize;
use std::path::PathBuf;

use crate::ids::{AppId, TenantId};
use crate::output::view::{Cell, Step, View};

/// How a profile signs in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SignsInAs {
    /// A person, with the browser or a device code.
    Person,
    /// An application, with a certificate.
    Certificate,
    /// An application, with a client secret.
    ClientSecret,
}

impl SignsInAs {
    pub(super) fn text(self) -> &'static str {
        match self {
            Self::Person => "a person",
            Self::Certificate => "certificate",
            Self::ClientSecret => "client secret",
        }
    }
}

/// A profile.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Profile {
    /// Name of the profile.
    pub name: String,
    /// Whether this is the default profile.
    pub in_use: bool,
    /// Id of the tenant.
    pub tenant: Option<TenantId>,
    /// Client id of the application that signs in.
    pub client_id: Option<AppId>,
    /// Name of the cloud, such as `public`.
    pub cloud: String,
    /// How the profile signs in.
    pub signs_in_as: SignsInAs,
    /// File with the certificate or the client secret; null if a person signs in.
    pub credential_file: Option<PathBuf>,
}

impl Profile {
    /// Returns `view` with the settings of the profile added.
    pub(super) fn add_to(&self, view: View) -> View {
        let file = self.credential_file.as_ref();
        view.fact("Profile", Cell::strong(&self.name))
            .fact("In use", if self.in_use { "yes" } else { "no" })
            .fact(
                "Tenant",
                id_cell(self.tenant.as_ref().map(TenantId::as_str)),
            )
            .fact(
                "Client id",
                id_cell(self.client_id.as_ref().map(AppId::as_str)),
            )
            .fact("Cloud", &self.cloud)
            .fact("Signs in as", self.signs_in_as.text())
            .fact_if("File", file.map(|file| file.to_string_lossy()))
    }

    /// Returns a view of what was `done` to the profile, its settings, and the `next` command
    /// with its purpose `why`.
    pub(super) fn change_view(&self, done: &str, why: &str, next: &str) -> View {
        self.add_to(View::new().text(format!("Profile {} {done}.", self.name)))
            .next([Step::run(why, next)])
    }
}

pub(super) fn id_cell(id: Option<&str>) -> Cell {
    match id {
        Some(id) => Cell::from(id),
        None => Cell::warning("missing"),
    }
}
