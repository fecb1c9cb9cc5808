//! A user account as read from Graph, and how privileged it is.
//!
//! Pure: facts come from Graph through `enforcement::resolve::facts`.
use jiff::Timestamp;

use super::confusables::{NameRisk, name_risk};
use super::restricted::RestrictedUnit;
use crate::catalog::roles::{self, Tier};
use crate::ids::{ObjectId, RoleTemplateId, UserRef};

/// A directory role that is active for an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActiveRole {
    /// Template id; `None` for a custom role.
    pub template: Option<RoleTemplateId>,
    /// Name.
    pub name: String,
}

/// An account as Graph shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Object id: every decision and every write uses it.
    pub id: ObjectId,
    /// User principal name.
    pub upn: String,
    /// Display name.
    pub name: Option<String>,
    /// Mail address.
    pub mail: Option<String>,
    /// Department.
    pub department: Option<String>,
    /// Job title.
    pub job_title: Option<String>,
    /// Whether sign-in is allowed; `None` if it could not be read.
    pub enabled: Option<bool>,
    /// Whether the account was invited from another tenant.
    pub guest: bool,
    /// Whether the account is synced from on-premises Active Directory.
    pub synced: bool,
    /// Whether the account signs in at another identity provider; `None` if it could
    /// not be read.
    pub federated: Option<bool>,
    /// Directory roles that are active, directly or through groups; `None` if not read.
    pub roles: Option<Vec<ActiveRole>>,
    /// Whether the account is a member of a role-assignable group; `None` if that could
    /// not be read.
    pub role_assignable_group: Option<bool>,
    /// Whether the account owns a role-assignable group; `None` if that could not be read.
    pub owns_role_group: Option<bool>,
    /// Whether the account is eligible for a directory role (PIM); `None` if that could
    /// not be read.
    pub eligible: Option<bool>,
    /// Restricted management administrative units of the account, as far as they could be
    /// read; `None` if it is in none.
    pub restricted: Option<Vec<RestrictedUnit>>,
    /// Time before which all sessions are revoked.
    pub sessions_valid_from: Option<Timestamp>,
    /// Time of the last password change.
    pub password_changed: Option<Timestamp>,
    /// Time of creation.
    pub created: Option<Timestamp>,
}

impl Account {
    /// Returns whether the role with this name is active; `None` if the roles could not be
    /// read, or the catalog has no such role.
    pub fn has_active_role(&self, name: &str) -> Option<bool> {
        let wanted = roles::by_name(name)?;
        let held = self.roles.as_ref()?;
        Some(
            held.iter()
                .any(|role| role.template.as_ref().is_some_and(|id| wanted.is(id))),
        )
    }

    /// Returns the privilege tier. Roles and role-assignable groups that could not be read
    /// count as privileged; eligibility that could not be read does not.
    pub fn tier(&self) -> Tier {
        let Some(held) = &self.roles else {
            return Tier::Highest;
        };
        let own = if held.iter().any(|role| role.template.is_none()) {
            Tier::Administrator
        } else {
            Tier::NobodySpecial
        };
        let group = if self.in_or_owns_role_group() == Some(false) {
            Tier::NobodySpecial
        } else {
            Tier::Administrator
        };
        let latent = if self.can_give_itself_a_role() {
            Tier::Administrator
        } else {
            Tier::NobodySpecial
        };
        roles::tier(&self.role_template_ids())
            .max(own)
            .max(group)
            .max(latent)
    }

    /// Whether the account could give itself a directory role: it is eligible for one, or
    /// owns a role-assignable group.
    pub fn can_give_itself_a_role(&self) -> bool {
        self.eligible == Some(true) || self.owns_role_group == Some(true)
    }

    /// Returns whether the account is a member or an owner of a role-assignable group;
    /// `None` if that is unknown.
    pub fn in_or_owns_role_group(&self) -> Option<bool> {
        match (self.role_assignable_group, self.owns_role_group) {
            (Some(true), _) | (_, Some(true)) => Some(true),
            (Some(false), Some(false)) => Some(false),
            (None, _) | (_, None) => None,
        }
    }

    /// Returns how to name the account in a suggested command: by its UPN, or by its object
    /// id if the UPN cannot be typed or may deceive.
    pub fn typeable_name(&self) -> &str {
        let plain = name_risk(&self.upn).is_none();
        match self.upn.parse() {
            Ok(UserRef::Name(_)) if plain => &self.upn,
            _ => self.id.as_str(),
        }
    }

    /// Returns why its UPN or display name may deceive; `None` if neither does.
    pub fn name_risk(&self) -> Option<NameRisk> {
        name_risk(&self.upn).or_else(|| name_risk(self.name.as_deref()?))
    }

    /// Returns the tier as text for display.
    pub fn tier_description(&self) -> &'static str {
        if self.roles.is_none() {
            return "unknown: its roles could not be read";
        }
        let none = self.roles.as_ref().is_some_and(Vec::is_empty)
            && self.role_assignable_group == Some(false);
        if none && self.can_give_itself_a_role() {
            return "no active role, but it could get one by itself";
        }
        match self.tier() {
            Tier::NobodySpecial if self.eligible.is_none() => {
                "no active role; whether it is eligible for one could not be read"
            }
            Tier::NobodySpecial => "no directory role",
            Tier::Administrator => "administrator",
            Tier::Highest => "highest administrator",
        }
    }

    /// Returns the tier as a stable word, or `unknown` if it could not be read.
    pub fn tier_word(&self) -> &'static str {
        if self.roles.is_none() {
            return "unknown";
        }
        match self.tier() {
            Tier::NobodySpecial if self.eligible.is_none() => "unknown",
            Tier::NobodySpecial => "none",
            Tier::Administrator => "administrator",
            Tier::Highest => "highest",
        }
    }

    /// Returns the template ids of the active roles.
    pub(super) fn role_template_ids(&self) -> Vec<RoleTemplateId> {
        let held = self.roles.iter().flatten();
        held.filter_map(|role| role.template.clone()).collect()
    }

    /// Returns the names of the active roles, separated by commas.
    pub fn role_names(&self) -> String {
        let names: Vec<&str> = self
            .roles
            .iter()
            .flatten()
            .map(|role| role.name.as_str())
            .collect();
        names.join(", ")
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::{Account, ActiveRole};
    use crate::catalog::roles::{Tier, by_name};
    use crate::domain::access::{Access, account_access};
    use crate::domain::identity::Identity;
    use crate::domain::task::StepKind;

    pub(crate) fn person(number: u32) -> Account {
        Account {
            id: format!("00000000-0000-4000-8000-{number:012}")
                .parse()
                .unwrap(),
            upn: format!("person{number}@contoso.com"),
            name: None,
            mail: None,
            department: None,
            job_title: None,
            enabled: Some(true),
            guest: false,
            synced: false,
            federated: Some(false),
            roles: Some(Vec::new()),
            role_assignable_group: Some(false),
            owns_role_group: Some(false),
            eligible: Some(false),
            restricted: None,
            sessions_valid_from: None,
            password_changed: None,
            created: None,
        }
    }

    pub(crate) fn with_role(mut account: Account, name: &str) -> Account {
        account.roles = Some(vec![ActiveRole {
            template: by_name(name).map(crate::catalog::roles::Role::id),
            name: name.to_owned(),
        }]);
        account
    }

    pub(crate) fn caller(role: &str) -> Identity {
        Identity {
            tenant: "11111111-0000-4000-8000-000000000001".parse().unwrap(),
            object_id: person(999).id,
            user_principal_name: Some("me@contoso.com".to_owned()),
            name: None,
            app_only: false,
            permissions: [
                "User.Read.All",
                "User.EnableDisableAccount.All",
                "User.RevokeSessions.All",
                "User-PasswordProfile.ReadWrite.All",
            ]
            .map(str::to_owned)
            .to_vec(),
            directory_roles: by_name(role)
                .map(crate::catalog::roles::Role::id)
                .into_iter()
                .collect(),
            app_id: None,
            flow: None,
        }
    }

    #[test]
    fn a_command_names_an_account_by_what_can_be_typed() {
        let mut account = person(1);
        assert_eq!(account.typeable_name(), account.upn);
        account.upn = "gus_partner.org#EXT#@contoso.com".to_owned();
        assert_eq!(account.typeable_name(), account.upn);
        for upn in [
            "p\u{435}rson@contoso.com",
            "two words@contoso.com",
            "nobody",
            "a\u{200b}@b.c",
        ] {
            account.upn = upn.to_owned();
            assert_eq!(account.typeable_name(), account.id.as_str(), "{upn}");
        }
    }

    #[test]
    fn what_cannot_be_read_counts_as_the_highest() {
        let mut unread = person(1);
        unread.roles = None;
        assert_eq!(unread.tier(), Tier::Highest);
        let me = caller("Helpdesk Administrator");
        assert_eq!(
            account_access(&me, &unread, StepKind::Reset),
            Access::Unknown
        );
        let mut grouped = person(2);
        grouped.role_assignable_group = Some(true);
        assert_eq!(grouped.tier(), Tier::Administrator);
        assert!(matches!(
            account_access(&me, &grouped, StepKind::Reset),
            Access::NeedsRole(_)
        ));
        let mut owner = person(2);
        owner.owns_role_group = Some(true);
        assert_eq!(owner.tier(), Tier::Administrator);
        assert!(matches!(
            account_access(&me, &owner, StepKind::Reset),
            Access::NeedsRole(_)
        ));
        let mut eligible = person(4);
        eligible.eligible = Some(true);
        assert_eq!(eligible.tier_word(), "administrator");
        // Graph considers active roles only.
        assert_eq!(
            account_access(&me, &eligible, StepKind::Reset),
            Access::Allowed
        );
        eligible.eligible = None;
        assert_eq!(eligible.tier_word(), "unknown");
        let admin = with_role(person(3), "Global Administrator");
        assert_eq!(admin.tier(), Tier::Highest);
    }
}
