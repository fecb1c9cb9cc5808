//! `auth status`: who is signed in, where the tokens are, until when they hold.
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

use crate::ids::{AppId, ObjectId, TenantId};
use crate::output::Show;
use crate::output::view::{Cell, Step, View};
use crate::text::moment;

/// How things stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AuthState {
    /// A person is signed in.
    SignedIn,
    /// An application signs in by itself with each command.
    Unattended,
    /// Nobody is signed in.
    SignedOut,
    /// There is a session, but it can no longer be used.
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
    /// What the session can be used for: `read`, `grant`, `respond`.
    pub purposes: Vec<String>,
    /// Graph permissions that the sign-in asked for.
    pub asked: Vec<String>,
    /// Graph permissions that the token names; Entra may have added some.
    pub permissions: Vec<String>,
    /// When the person signed in.
    #[schemars(with = "String")]
    pub signed_in_at: Timestamp,
    /// Until when the access token holds.
    #[schemars(with = "String")]
    pub token_until: Timestamp,
    /// Whether it is renewed without asking.
    pub renewable: bool,
}

/// How one is signed in.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AuthStatus {
    /// How things stand.
    pub state: AuthState,
    /// The profile in use.
    pub profile: String,
    /// The tenant, where one is set up.
    pub tenant: Option<TenantId>,
    /// The application, where one is set up.
    pub client_id: Option<AppId>,
    /// The cloud.
    pub cloud: String,
    /// Where one signs in.
    pub authority: String,
    /// Where tokens are kept.
    pub store: String,
    /// The person who is signed in.
    pub person: Option<Person>,
    /// How an application signs in by itself.
    pub unattended: Option<String>,
    /// Why a stored session cannot be used.
    pub problem: Option<String>,
    /// The command that mends it; null where nothing has to be mended.
    pub next: Option<String>,
}

impl Show for AuthStatus {
    fn kind(&self) -> &'static str {
        "auth.status"
    }

    fn data(&self) -> serde_json::Value {
        crate::output::data_of(self)
    }

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
        let mut facts = vec![("State", state)];
        if let Some(problem) = &self.problem {
            facts.push(("Problem", Cell::bad(problem.as_str())));
        }
        if let Some(person) = &self.person {
            facts.extend(person_facts(person));
        }
        if let Some(how) = &self.unattended {
            facts.push(("Signs in with", Cell::from(how.as_str())));
        }
        facts.extend([
            ("Tenant", id(self.tenant.as_ref().map(TenantId::as_str))),
            ("Client id", id(self.client_id.as_ref().map(AppId::as_str))),
            (
                "Cloud",
                Cell::from(format!("{} ({})", self.cloud, self.authority)),
            ),
            ("Profile", Cell::from(self.profile.as_str())),
        ]);
        if self.unattended.is_none() {
            facts.push(("Tokens", Cell::from(self.store.as_str())));
        }
        let view = View::new().facts(facts);
        match self.state {
            AuthState::SignedIn | AuthState::Unattended => view,
            AuthState::SignedOut | AuthState::Ended => {
                let command = self.next.iter();
                view.next(command.map(|command| Step::run("sign in", command.as_str())))
            }
        }
    }
}

fn person_facts(person: &Person) -> Vec<(&'static str, Cell)> {
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
    vec![
        ("Account", Cell::strong(who)),
        ("Object id", Cell::from(person.object_id.as_str())),
        ("Good for", Cell::from(person.purposes.join(", "))),
        ("Scopes", Cell::from(person.permissions.join(", "))),
        ("Token until", Cell::from(until)),
        ("Signed in", Cell::from(moment(person.signed_in_at))),
    ]
}
