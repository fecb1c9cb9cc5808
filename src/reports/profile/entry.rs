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
    /// Its name.
    pub name: String,
    /// Whether it is used where none is named.
    pub in_use: bool,
    /// The tenant.
    pub tenant: Option<TenantId>,
    /// The application that signs in.
    pub client_id: Option<AppId>,
    /// The cloud.
    pub cloud: String,
    /// How it signs in.
    pub signs_in_as: SignsInAs,
    /// The file with the certificate or the client secret.
    pub credential_file: Option<PathBuf>,
}

impl Profile {
    pub(super) fn facts(&self) -> Vec<(&'static str, Cell)> {
        let mut facts = vec![
            ("Profile", Cell::strong(self.name.as_str())),
            ("In use", Cell::from(if self.in_use { "yes" } else { "no" })),
            ("Tenant", id(self.tenant.as_ref().map(TenantId::as_str))),
            ("Client id", id(self.client_id.as_ref().map(AppId::as_str))),
            ("Cloud", Cell::from(self.cloud.as_str())),
            ("Signs in as", Cell::from(self.signs_in_as.text())),
        ];
        if let Some(file) = &self.credential_file {
            facts.push(("File", Cell::from(file.to_string_lossy())));
        }
        facts
    }

    /// What was done to it, how it is now, and the command to run next.
    pub(super) fn changed(&self, done: &str, why: &str, next: &str) -> View {
        View::new()
            .text(format!("Profile {} {done}.", self.name))
            .facts(self.facts())
            .next([Step::run(why, next)])
    }
}

pub(super) fn id(id: Option<&str>) -> Cell {
    match id {
        Some(id) => Cell::from(id),
        None => Cell::warning("missing"),
    }
}
