//! `users list`: users of the tenant.
use schemars::JsonSchema;
use serde::Serialize;

use crate::ids::{ObjectId, TenantId};
use crate::output::Report;
use crate::output::view::{Cell, Table, View};

/// Users of the tenant.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct UserList {
    /// Id of the tenant.
    pub tenant: TenantId,
    /// The users, in Graph's order.
    pub users: Vec<ListedUser>,
    /// Whether there are more users than requested.
    pub more: bool,
    /// Number of entries that are missing from `users` because they could not be parsed.
    pub unreadable: usize,
    /// Why the first of these entries could not be parsed; null if all were parsed.
    pub unreadable_why: Option<String>,
}

/// One user.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListedUser {
    /// Object id.
    pub id: ObjectId,
    /// User principal name.
    pub user_principal_name: String,
    /// Display name.
    pub name: Option<String>,
    /// Mail address.
    pub mail: Option<String>,
    /// Whether sign-in is allowed; null if Graph did not tell.
    pub account_enabled: Option<bool>,
    /// Whether the user is a guest from another tenant.
    pub guest: bool,
    /// Whether the account is synced from on-premises Active Directory.
    pub synced: bool,
    /// Department.
    pub department: Option<String>,
    /// Job title.
    pub job_title: Option<String>,
}

impl Report for UserList {
    fn view(&self) -> View {
        let mut table = Table::new(&[
            ("User principal name", "userPrincipalName"),
            ("Name", "name"),
            ("Sign-in", ""),
            ("", "accountEnabled"),
            ("Kind", "kind"),
            ("", "id"),
        ]);
        for user in &self.users {
            let kind = match (user.guest, user.synced) {
                (true, _) => "guest",
                (false, true) => "synced",
                (false, false) => "cloud",
            };
            table.row([
                user.user_principal_name.as_str().into(),
                Cell::person_name(user.name.as_deref().unwrap_or_default()),
                match user.account_enabled {
                    Some(true) => Cell::good("allowed"),
                    Some(false) => Cell::warning("blocked"),
                    None => Cell::dim("not known"),
                },
                user.account_enabled
                    .map_or(String::new(), |enabled| enabled.to_string())
                    .into(),
                kind.into(),
                user.id.as_str().into(),
            ]);
        }
        let mut view = View::new().table(table);
        if self.users.is_empty() && self.unreadable == 0 {
            view = view.text(
                "No user found. TEXT is how a given, family or display name, a user principal \
name or a mail address begins; --disabled, --enabled and --guests leave people out.",
            );
        }
        if self.more {
            view = view.text(Cell::dim(
                "There are more: ask for a name, or raise --limit.",
            ));
        }
        if self.unreadable > 0 {
            let entries = if self.unreadable == 1 {
                "1 entry of Graph's answer could not be read and is left out".to_owned()
            } else {
                format!(
                    "{} entries of Graph's answer could not be read and are left out; the first",
                    self.unreadable
                )
            };
            let why = self
                .unreadable_why
                .as_deref()
                .unwrap_or("no reason is known");
            view = view.text(Cell::warning(format!("{entries}: {why}")));
        }
        view
    }
}
