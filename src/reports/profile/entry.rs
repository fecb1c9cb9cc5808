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
    /// Whether this profile is the default.
    pub in_use: bool,
    /// The tenant.
    pub tenant: Option<TenantId>,
    /// The application that signs in.
    pub client_id: Option<AppId>,
    /// The cloud.
    pub cloud: String,
    /// How the profile signs in.
    pub signs_in_as: SignsInAs,
    /// The file with the certificate or the client secret.
    pub credential_file: Option<PathBuf>,
}

impl Profile {
    /// Adds the settings of the profile.
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

    /// Returns the change, the profile as it is now, and the command to run next.
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
