//! What is known of an account, and whether the caller may act on it.
//!
//! Pure: facts come from Graph through `enforcement::resolve::facts`. Graph alone
//! decides what is allowed; this says beforehand what it will probably say.
use jiff::Timestamp;

use super::confusables::{Oddity, oddity};
use super::restricted::Unit;
use crate::catalog::roles::{self, Tier};
use crate::ids::{ObjectId, RoleTemplateId, UserRef};

/// A directory role that is active for an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleHeld {
    /// Template id; `None` for a role of the tenant's own.
    pub template: Option<RoleTemplateId>,
    /// Name.
    pub name: String,
}

/// An account as Graph shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Object id: what every decision and every write uses.
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
    /// Whether sign-in is allowed; `None` where it could not be read.
    pub enabled: Option<bool>,
    /// Invited from another tenant.
    pub guest: bool,
    /// Mastered in on-premises Active Directory.
    pub synced: bool,
    /// Signs in at another identity provider; `None` where it could not be read.
    pub federated: Option<bool>,
    /// Active directory roles, also through groups; `None` where they could
    /// not be read.
    pub roles: Option<Vec<RoleHeld>>,
    /// In a group that roles can be assigned to; `None` where that could not
    /// be read.
    pub role_assignable_group: Option<bool>,
    /// Owns such a group; `None` where that could not be read.
    pub owns_role_group: Option<bool>,
    /// Could activate a directory role; `None` where that could not be read.
    pub eligible: Option<bool>,
    /// The restricted management administrative units that it is in, as far as
    /// they could be read; `None` where it is in none.
    pub restricted: Option<Vec<Unit>>,
    /// Sessions begun before this no longer count.
    pub sessions_valid_from: Option<Timestamp>,
    /// When the password was last changed.
    pub password_changed: Option<Timestamp>,
    /// When the account was made.
    pub created: Option<Timestamp>,
}

impl Account {
    /// Whether a role with this name is active for the account; `None` where
    /// the roles could not be read.
    pub fn holds(&self, name: &str) -> Option<bool> {
        let wanted = roles::by_name(name)?;
        let held = self.roles.as_ref()?;
        Some(
            held.iter()
                .any(|role| role.template.as_ref().is_some_and(|id| wanted.is(id))),
        )
    }

    /// How much the account may do; what could not be read counts as much.
    pub fn tier(&self) -> Tier {
        let Some(held) = &self.roles else {
            return Tier::Highest;
        };
        let own = if held.iter().any(|role| role.template.is_none()) {
            Tier::Administrator
        } else {
            Tier::NobodySpecial
        };
        let group = if self.role_group() == Some(false) {
            Tier::NobodySpecial
        } else {
            Tier::Administrator
        };
        let latent = if self.could_become_administrator() {
            Tier::Administrator
        } else {
            Tier::NobodySpecial
        };
        roles::tier(&self.templates())
            .max(own)
            .max(group)
            .max(latent)
    }

    /// Whether it holds no role, but could have one without asking anybody.
    pub fn could_become_administrator(&self) -> bool {
        self.eligible == Some(true) || self.owns_role_group == Some(true)
    }

    /// Whether it is in a group that roles can be given to, or owns one and so
    /// decides who is; `None` where either could not be read.
    pub fn role_group(&self) -> Option<bool> {
        match (self.role_assignable_group, self.owns_role_group) {
            (Some(true), _) | (_, Some(true)) => Some(true),
            (Some(false), Some(false)) => Some(false),
            (None, _) | (_, None) => None,
        }
    }

    /// What names the account in a command to copy: its principal name, or the
    /// object id where that name cannot be typed or may deceive.
    pub fn handle(&self) -> &str {
        let plain = oddity(&self.upn).is_none();
        match self.upn.parse() {
            Ok(UserRef::Name(_)) if plain => &self.upn,
            _ => self.id.as_str(),
        }
    }

    /// What in its names may deceive.
    pub fn oddity(&self) -> Option<Oddity> {
        oddity(&self.upn).or_else(|| oddity(self.name.as_deref()?))
    }

    /// The tier in words.
    pub fn tier_title(&self) -> &'static str {
        if self.roles.is_none() {
            return "unknown: its roles could not be read";
        }
        let none = self.roles.as_ref().is_some_and(Vec::is_empty)
            && self.role_assignable_group == Some(false);
        if none && self.could_become_administrator() {
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

    /// The tier as a stable word.
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

    /// Template ids of its active roles.
    pub(super) fn templates(&self) -> Vec<RoleTemplateId> {
        let held = self.roles.iter().flatten();
        held.filter_map(|role| role.template.clone()).collect()
    }

    /// Names of the active roles, for a sentence.
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
    use super::{Account, RoleHeld};
    use crate::catalog::roles::{Tier, by_name};
    use crate::domain::access::{Access, access};
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
        account.roles = Some(vec![RoleHeld {
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
        assert_eq!(account.handle(), account.upn);
        account.upn = "gus_partner.org#EXT#@contoso.com".to_owned();
        assert_eq!(account.handle(), account.upn);
        for upn in [
            "p\u{435}rson@contoso.com",
            "two words@contoso.com",
            "nobody",
            "a\u{200b}@b.c",
        ] {
            account.upn = upn.to_owned();
            assert_eq!(account.handle(), account.id.as_str(), "{upn}");
        }
    }

    #[test]
    fn what_cannot_be_read_counts_as_the_highest() {
        let mut unread = person(1);
        unread.roles = None;
        assert_eq!(unread.tier(), Tier::Highest);
        let me = caller("Helpdesk Administrator");
        assert_eq!(access(&me, &unread, StepKind::Reset), Access::Unknown);
        let mut grouped = person(2);
        grouped.role_assignable_group = Some(true);
        assert_eq!(grouped.tier(), Tier::Administrator);
        assert!(matches!(
            access(&me, &grouped, StepKind::Reset),
            Access::NeedsRole(_)
        ));
        let mut owner = person(2);
        owner.owns_role_group = Some(true);
        assert_eq!(owner.tier(), Tier::Administrator);
        assert!(matches!(
            access(&me, &owner, StepKind::Reset),
            Access::NeedsRole(_)
        ));
        let mut eligible = person(4);
        eligible.eligible = Some(true);
        assert_eq!(eligible.tier_word(), "administrator");
        // Graph looks at what is active alone.
        assert_eq!(access(&me, &eligible, StepKind::Reset), Access::Allowed);
        eligible.eligible = None;
        assert_eq!(eligible.tier_word(), "unknown");
        let admin = with_role(person(3), "Global Administrator");
        assert_eq!(admin.tier(), Tier::Highest);
    }
}
