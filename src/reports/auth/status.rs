//! `auth status`: who is signed in, where the tokens are, and when they expire.
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

use crate::ids::{AppId, ObjectId, TenantId};
use crate::output::Report;
use crate::output::view::{Cell, Step, View};
use crate::text::moment;

/// State of the sign-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AuthState {
    /// A person is signed in.
    SignedIn,
    /// An application signs in by itself for each command.
    Unattended,
    /// No user is signed in.
    SignedOut,
    /// The stored session can no longer be used.
    Ended,
}

/// The person who is signed in.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Person {
    /// User principal name.
    pub account: Option<String>,
    /// Display name.
    pub name: Option<String>,
    /// Object id.
    pub object_id: ObjectId,
    /// Purposes of the session: `read`, `grant`, `respond`.
    pub purposes: Vec<String>,
    /// Graph permissions that the sign-in requested.
    pub asked: Vec<String>,
    /// Graph permissions in the token; Entra may have added some.
    pub permissions: Vec<String>,
    /// Time of the sign-in.
    #[schemars(with = "String")]
    pub signed_in_at: Timestamp,
    /// Expiry of the access token.
    #[schemars(with = "String")]
    pub token_until: Timestamp,
    /// Whether the access token is renewed without a prompt.
    pub renewable: bool,
}

/// Status of the sign-in.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AuthStatus {
    /// State of the sign-in.
    pub state: AuthState,
    /// Name of the profile in use.
    pub profile: String,
    /// Id of the tenant; null if none is configured.
    pub tenant: Option<TenantId>,
    /// Client id of the application; null if none is configured.
    pub client_id: Option<AppId>,
    /// Name of the cloud, such as `public`.
    pub cloud: String,
    /// URL of the sign-in service.
    pub authority: String,
    /// Where tokens are stored.
    pub store: String,
    /// The person who is signed in.
    pub person: Option<Person>,
    /// Credential with which an application signs in by itself; null if a person signs in.
    pub unattended: Option<String>,
    /// Why a stored session cannot be used.
    pub problem: Option<String>,
    /// The command that fixes the problem; null if there is none.
    pub next: Option<String>,
}

impl Report for AuthStatus {
    fn view(&self) -> View {
        let state = match self.state {
            AuthState::SignedIn => Cell::good("signed in"),
            AuthState::Unattended => Cell::good("an application signs in with each command"),
            AuthState::SignedOut => Cell::bad("not signed in"),
            AuthState::Ended => Cell::bad("the session has ended"),
        };
        let id = |id: Option<&str>| match id {
            Some(id) => Cell::from(id),
            None => Cell::dim("not set up"),
        };
        let mut view = View::new()
            .fact("State", state)
            .fact_if("Problem", self.problem.as_ref().map(Cell::bad));
        if let Some(person) = &self.person {
            view = with_person(view, person);
        }
        let store = self.unattended.is_none().then_some(&self.store);
        let view = view
            .fact_if("Signs in with", self.unattended.as_ref())
            .fact("Tenant", id(self.tenant.as_ref().map(TenantId::as_str)))
            .fact("Client id", id(self.client_id.as_ref().map(AppId::as_str)))
            .fact("Cloud", format!("{} ({})", self.cloud, self.authority))
            .fact("Profile", &self.profile)
            .fact_if("Tokens", store);
        match self.state {
            AuthState::SignedIn | AuthState::Unattended => view,
            AuthState::SignedOut | AuthState::Ended => {
                let command = self.next.iter();
                view.next(command.map(|command| Step::run("sign in", command.as_str())))
            }
        }
    }
}

fn with_person(view: View, person: &Person) -> View {
    let who = person
        .account
        .as_deref()
        .or(person.name.as_deref())
        .unwrap_or(person.object_id.as_str());
    let until = if person.renewable {
        format!("{} (renewed by itself)", moment(person.token_until))
    } else {
        moment(person.token_until)
    };
    view.fact("Account", Cell::strong(who))
        .fact("Object id", person.object_id.as_str())
        .fact("Good for", person.purposes.join(", "))
        .fact("Scopes", person.permissions.join(", "))
        .fact("Token until", until)
        .fact("Signed in", moment(person.signed_in_at))
}
