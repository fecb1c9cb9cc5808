//! `users list`: people of the tenant.
use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::ids::{ObjectId, TenantId};
use crate::output::Show;
use crate::output::view::{Cell, Table, View};

/// People of the tenant.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct UserList {
    /// The tenant.
    pub tenant: TenantId,
    /// The people, in Graph's order.
    pub users: Vec<ListedUser>,
    /// Whether there are more than were asked for.
    pub more: bool,
}

/// One of the people.
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
    /// Whether sign-in is allowed.
    pub account_enabled: Option<bool>,
    /// Invited from another tenant.
    pub guest: bool,
    /// Mastered in on-premises Active Directory.
    pub synced: bool,
    /// Department.
    pub department: Option<String>,
    /// Job title.
    pub job_title: Option<String>,
}

impl Show for UserList {
    fn kind(&self) -> &'static str {
        "users.list"
    }

    fn data(&self) -> serde_json::Value {
        serde_json::to_value(self).unwrap_or_default()
    }

    fn items(&self) -> Option<&'static str> {
        Some("users")
    }

    fn view(&self) -> View {
        if self.users.is_empty() {
            return View::new().text(
                "Nobody was found whose name, user principal name or mail address begins like this. \
Try the first name, or the beginning of the address.",
            );
        }
        let mut table = Table::new(&[
            ("User principal name", "userPrincipalName"),
            ("Name", "name"),
            ("Sign-in", "accountEnabled"),
            ("Kind", "kind"),
            ("Object id", "id"),
        ])
        .for_machines(&["id"]);
        for user in &self.users {
            let kind = match (user.guest, user.synced) {
                (true, _) => "guest",
                (false, true) => "synced",
                (false, false) => "cloud",
            };
            table.row([
                user.user_principal_name.as_str().into(),
                user.name.clone().unwrap_or_default().into(),
                match user.account_enabled {
                    Some(true) => Cell::good("allowed"),
                    Some(false) => Cell::warning("forbidden"),
                    None => Cell::dim("not known"),
                },
                kind.into(),
                user.id.as_str().into(),
            ]);
        }
        let view = View::new().table(table);
        if self.more {
            view.text(Cell::dim(
                "There are more: ask for a name, or raise --limit.",
            ))
        } else {
            view
        }
    }
}
