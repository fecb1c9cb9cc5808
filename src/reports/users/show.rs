//! `users show`: an account, and the actions that the signed-in user can take on it.
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::confusables::with_name_risk;
use crate::domain::task::Action;
use crate::ids::{ObjectId, RoleTemplateId};
use crate::output::Report;
use crate::output::view::{Cell, Step, Table, View};
use crate::text::moment;

/// An account.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct UserShow {
    /// Object id.
    pub id: ObjectId,
    /// User principal name.
    pub user_principal_name: String,
    /// Display name.
    pub name: Option<String>,
    /// Mail address.
    pub mail: Option<String>,
    /// Department.
    pub department: Option<String>,
    /// Job title.
    pub job_title: Option<String>,
    /// Whether sign-in is allowed; null if Graph did not tell.
    pub account_enabled: Option<bool>,
    /// Whether the user is a guest from another tenant.
    pub guest: bool,
    /// Whether the account is synced from on-premises Active Directory.
    pub synced: bool,
    /// Whether the user signs in at another identity provider; null if it could not be read.
    pub federated: Option<bool>,
    /// Privilege level by directory roles: `none`, `administrator`, `highest` or `unknown`.
    pub tier: String,
    /// Tier in words.
    #[serde(skip)]
    pub tier_title: String,
    /// Active directory roles; null if they could not be read.
    pub roles: Option<Vec<HeldRole>>,
    /// Whether the user is a member or owner of a role-assignable group; null if it could not
    /// be read.
    pub role_assignable_group: Option<bool>,
    /// Whether the user owns a role-assignable group; null if it could not be read.
    pub owns_role_group: Option<bool>,
    /// Whether the user is eligible for a directory role; null if it could not be read.
    pub eligible: Option<bool>,
    /// Time when the account was created.
    #[schemars(with = "Option<String>")]
    pub created: Option<Timestamp>,
    /// Time of the last password change.
    #[schemars(with = "Option<String>")]
    pub password_changed: Option<Timestamp>,
    /// Time before which no session is valid: sessions that started earlier were revoked.
    #[schemars(with = "Option<String>")]
    pub sessions_valid_from: Option<Timestamp>,
    /// The last sign-in.
    pub last_sign_in: LastSignIn,
    /// Account actions, and whether the signed-in user can take each.
    pub actions: Vec<ActionAccess>,
    /// Warning about deceptive characters in the names; null if there are none.
    pub name_caution: Option<String>,
    /// Commands to run next.
    #[serde(skip)]
    pub next: Vec<Step>,
}

/// An active directory role.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct HeldRole {
    /// Name of the role.
    pub name: String,
    /// Template id; null for a custom role.
    pub template_id: Option<RoleTemplateId>,
}

/// The last sign-in, or why it is not shown.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LastSignIn {
    /// Time of the last interactive sign-in, successful or not.
    #[schemars(with = "Option<String>")]
    pub at: Option<Timestamp>,
    /// Time of the last successful sign-in.
    #[schemars(with = "Option<String>")]
    pub successful_at: Option<Timestamp>,
    /// Why no sign-in is shown; null if one is.
    pub why_not: Option<String>,
}

/// Whether the signed-in user can take an action.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ActionAccess {
    /// The action.
    pub action: Action,
    /// Whether the signed-in user can take the action; null if unknown.
    pub allowed: Option<bool>,
    /// Why the action is not allowed, or why that is unknown.
    pub why: Option<String>,
    /// The command that takes the action.
    pub command: String,
}

fn yes_no_cell(value: Option<bool>) -> Cell {
    match value {
        Some(true) => "yes".into(),
        Some(false) => "no".into(),
        None => Cell::dim("could not be read"),
    }
}

impl UserShow {
    fn kind_cell(&self) -> Cell {
        let mut words = vec![if self.guest { "guest" } else { "member" }];
        if self.synced {
            words.push("synced from Active Directory");
        } else if !self.guest {
            words.push("cloud-only");
        }
        if self.federated == Some(true) {
            words.push("signs in at another identity provider");
        }
        words.join(", ").into()
    }

    fn roles_cell(&self) -> Cell {
        match &self.roles {
            None => Cell::warning("could not be read"),
            Some(roles) if roles.is_empty() => "none active".into(),
            Some(roles) => {
                let names: Vec<&str> = roles.iter().map(|role| role.name.as_str()).collect();
                Cell::warning(names.join(", "))
            }
        }
    }
}

impl Report for UserShow {
    fn view(&self) -> View {
        let text = |value: &Option<String>| value.clone().unwrap_or_else(|| "not set".to_owned());
        let time = |value: Option<Timestamp>| value.map_or_else(|| "not known".to_owned(), moment);
        let sign_in = match (&self.last_sign_in.at, &self.last_sign_in.why_not) {
            (Some(at), _) => moment(*at).into(),
            (None, Some(why)) => Cell::dim(why.as_str()),
            (None, None) => Cell::dim("not known"),
        };
        let mut table = Table::new(&[
            ("You may", "action"),
            ("Now", "allowed"),
            ("Why not", "why"),
        ]);
        for action in &self.actions {
            table.row([
                action.action.as_str().into(),
                match action.allowed {
                    Some(true) => Cell::good("yes"),
                    Some(false) => Cell::bad("no"),
                    None => Cell::warning("not known"),
                },
                action.why.clone().unwrap_or_default().into(),
            ]);
        }
        View::new()
            .heading(with_name_risk(
                self.name.as_deref().unwrap_or(&self.user_principal_name),
            ))
            .facts(self.name_caution.as_deref().map(|what| {
                let text = format!(
                    "{what} in its name: it may look like another account's; go by the object id"
                );
                ("Careful", Cell::warning(text))
            }))
            .facts([
                (
                    "Principal name",
                    Cell::strong(with_name_risk(&self.user_principal_name)),
                ),
                ("Object id", self.id.as_str().into()),
                ("Mail", text(&self.mail).into()),
                ("Job", text(&self.job_title).into()),
                ("Department", text(&self.department).into()),
                (
                    "Sign-in",
                    match self.account_enabled {
                        Some(true) => Cell::good("allowed"),
                        Some(false) => Cell::bad("blocked: the account is disabled"),
                        None => Cell::warning("could not be read"),
                    },
                ),
                ("Kind", self.kind_cell()),
                ("Tier", self.tier_title.as_str().into()),
                ("Directory roles", self.roles_cell()),
                (
                    "Role-assignable group",
                    yes_no_cell(self.role_assignable_group),
                ),
                ("Owns a role group", yes_no_cell(self.owns_role_group)),
                ("Eligible (PIM)", yes_no_cell(self.eligible)),
                ("Last sign-in", sign_in),
                ("Password changed", time(self.password_changed).into()),
                ("Sessions valid from", time(self.sessions_valid_from).into()),
            ])
            .table(table)
            .next(self.next.iter().cloned())
    }
}
