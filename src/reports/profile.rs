//! `profile`: the profiles of config.toml, and what was changed in it.
use std::path::PathBuf;

use schemars::JsonSchema;
use serde::Serialize;

use crate::ids::{AppId, TenantId};
use crate::output::Show;
use crate::output::view::{Cell, Step, Table, View};

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
    fn text(self) -> &'static str {
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
    fn facts(&self) -> Vec<(&'static str, Cell)> {
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
}

fn id(id: Option<&str>) -> Cell {
    match id {
        Some(id) => Cell::from(id),
        None => Cell::warning("missing"),
    }
}

/// Every profile.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProfileList {
    /// The profiles, by name.
    pub profiles: Vec<Profile>,
    /// The command that makes the first one.
    pub next: String,
}

impl Show for ProfileList {
    fn kind(&self) -> &'static str {
        "profile.list"
    }

    fn data(&self) -> serde_json::Value {
        crate::output::data_of(self)
    }

    fn items(&self) -> Option<&'static str> {
        Some("profiles")
    }

    fn view(&self) -> View {
        if self.profiles.is_empty() {
            return View::new()
                .text("There is no profile yet.")
                .next([Step::run("make one", self.next.as_str())]);
        }
        let mut table = Table::new(&[
            ("Profile", "name"),
            ("In use", "inUse"),
            ("Tenant", "tenant"),
            ("Cloud", "cloud"),
            ("Signs in as", "signsInAs"),
        ]);
        for profile in &self.profiles {
            table.row([
                Cell::strong(profile.name.as_str()),
                Cell::from(if profile.in_use { "yes" } else { "" }),
                id(profile.tenant.as_ref().map(TenantId::as_str)),
                Cell::from(profile.cloud.as_str()),
                Cell::from(profile.signs_in_as.text()),
            ]);
        }
        View::new().table(table)
    }
}

/// One profile.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProfileShow {
    /// The profile.
    pub profile: Profile,
    /// The file that it is in.
    pub file: Option<PathBuf>,
}

impl Show for ProfileShow {
    fn kind(&self) -> &'static str {
        "profile.show"
    }

    fn data(&self) -> serde_json::Value {
        crate::output::data_of(self)
    }

    fn view(&self) -> View {
        let mut facts = self.profile.facts();
        if let Some(file) = &self.file {
            facts.push(("Written in", Cell::dim(file.to_string_lossy())));
        }
        View::new().facts(facts)
    }
}

/// What was done to a profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ProfileAction {
    /// It was added.
    Added,
    /// It was there and was changed.
    Changed,
    /// It is used from now on.
    Used,
    /// It was removed.
    Removed,
}

/// A change to config.toml.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProfileChange {
    /// What was done.
    pub action: ProfileAction,
    /// The profile; after a removal, as it was.
    pub profile: Profile,
    /// The command to run next.
    pub next: String,
}

impl Show for ProfileChange {
    fn kind(&self) -> &'static str {
        match self.action {
            ProfileAction::Added | ProfileAction::Changed => "profile.add",
            ProfileAction::Used => "profile.use",
            ProfileAction::Removed => "profile.remove",
        }
    }

    fn data(&self) -> serde_json::Value {
        crate::output::data_of(self)
    }

    fn view(&self) -> View {
        let name = &self.profile.name;
        let (text, why) = match self.action {
            ProfileAction::Added => (format!("Profile {name} was added."), "sign in"),
            ProfileAction::Changed => (format!("Profile {name} was changed."), "sign in"),
            ProfileAction::Used => (
                format!("Profile {name} is used from now on."),
                "see who is signed in",
            ),
            ProfileAction::Removed => (
                format!("Profile {name} was removed. Tokens that it had are still stored."),
                "forget all tokens",
            ),
        };
        View::new()
            .text(text)
            .facts(self.profile.facts())
            .next([Step::run(why, self.next.as_str())])
    }
}
