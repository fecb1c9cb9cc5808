//! Entra's directory roles: what they are called, and who may act on whom.
//!
//! Answers look-ups for tenant-wide assignments; a role limited to an
//! administrative unit reaches less, and only the service knows.
use std::sync::LazyLock;

use super::table::{Table, list, table};
use crate::ids::RoleTemplateId;

/// A built-in directory role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Role {
    /// Its name, as the portal shows it.
    pub name: &'static str,
    /// Its template id, the same in every tenant, in lower case.
    pub template_id: &'static str,
    /// Whether Microsoft marks it as privileged.
    pub privileged: bool,
}

impl Role {
    /// The template id as an id.
    pub fn id(&self) -> RoleTemplateId {
        RoleTemplateId::from_table(self.template_id)
    }

    /// Whether `id` is this role's template id.
    pub fn is(&self, id: &RoleTemplateId) -> bool {
        self.template_id == id.as_str()
    }
}

/// What somebody wants to do to an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RoleAction {
    /// Reset the password in the way of Microsoft's first table: includes
    /// revoking sessions.
    ResetPassword,
    /// Enable or disable the account, set its password profile, or change what
    /// it signs in with: Microsoft's second table.
    ChangeSensitive,
}

/// What else protects a target besides the roles that it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TargetFlags {
    /// Member or owner of a group that roles can be assigned to.
    pub role_assignable_group: bool,
    /// Holds a role over a restricted management administrative unit, or is in one.
    pub restricted_unit: bool,
}

/// How much an account may do, by the roles that it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// No directory role.
    NobodySpecial,
    /// Some directory role.
    Administrator,
    /// Global Administrator, or a role that leads there.
    Highest,
}

/// Roles that can make themselves Global Administrator, or act on one.
const HIGHEST: &[&str] = &[
    "Global Administrator",
    "Privileged Authentication Administrator",
    "Privileged Role Administrator",
];

const ROLES_TABLE: Table<3> = table!("data/roles.tsv", ["name", "template_id", "privileged"]);
const ACTIONS_TABLE: Table<3> = table!(
    "data/role_actions.tsv",
    ["target", "reset_password", "change_sensitive"]
);

static ROLES: LazyLock<Vec<Role>> = LazyLock::new(|| ROLES_TABLE.parse(role));
static ACTIONS: LazyLock<Vec<WhoMay>> = LazyLock::new(|| ACTIONS_TABLE.parse(who_may_row));

/// The row for accounts without a directory role.
const NO_ROLE: &str = "(no role)";
/// The row for every role that has none of its own: the strictest.
const ANY_OTHER_ROLE: &str = "(any other role)";

fn role([name, template_id, privileged]: [&'static str; 3]) -> Result<Role, String> {
    Ok(Role {
        name,
        template_id,
        privileged: match privileged {
            "yes" => true,
            "no" => false,
            other => return Err(format!("{other:?} is neither yes nor no")),
        },
    })
}

/// The names of the roles that may act on accounts with one role.
#[derive(Debug)]
struct WhoMay {
    /// The role of the account, or one of the two rows in parentheses.
    target: &'static str,
    reset_password: Vec<&'static str>,
    change_sensitive: Vec<&'static str>,
}

fn who_may_row([target, reset, sensitive]: [&'static str; 3]) -> Result<WhoMay, String> {
    let known = |name: &str| by_name(name).map(drop).ok_or(format!("no role {name:?}"));
    if ![NO_ROLE, ANY_OTHER_ROLE].contains(&target) {
        known(target)?;
    }
    let names = |cell| {
        let names = list(cell, " | ");
        names.iter().try_for_each(|name| known(name))?;
        Ok::<_, String>(names)
    };
    Ok(WhoMay {
        target,
        reset_password: names(reset)?,
        change_sensitive: names(sensitive)?,
    })
}

/// Every role in the table, by name.
pub fn all() -> &'static [Role] {
    &ROLES
}

/// The role with this template id.
pub fn by_template(id: &RoleTemplateId) -> Option<&'static Role> {
    ROLES.iter().find(|role| role.is(id))
}

/// The role with this name, in any case.
pub fn by_name(name: &str) -> Option<&'static Role> {
    ROLES
        .iter()
        .find(|role| role.name.eq_ignore_ascii_case(name))
}

/// The roles of which a caller needs one for `action` on somebody who holds
/// `target_roles`: those that every row of the target allows. A role that no
/// row names, a custom one included, leaves only the two strongest.
pub fn who_may(
    action: RoleAction,
    target_roles: &[RoleTemplateId],
    target_flags: TargetFlags,
) -> Vec<&'static Role> {
    let TargetFlags {
        role_assignable_group,
        restricted_unit,
    } = target_flags;
    // A role can be in its own row and not in the one for accounts without a role: that one
    // counts only if there is no role.
    let mut targets: Vec<Option<&str>> = target_roles
        .iter()
        .map(|id| by_template(id).map(|role| role.name))
        .collect();
    if targets.is_empty() {
        targets.push(Some(NO_ROLE));
    }
    if role_assignable_group || restricted_unit {
        targets.push(None);
    }
    ROLES
        .iter()
        .filter(|role| targets.iter().all(|target| may(role, action, *target)))
        .collect()
}

/// Whether holders of `role` may do `action` on accounts with the role `target`; `None`
/// stands for a role that is not known.
fn may(role: &Role, action: RoleAction, target: Option<&str>) -> bool {
    let row = |name: &str| ACTIONS.iter().find(|row| row.target == name);
    let names = target.and_then(row).or_else(|| row(ANY_OTHER_ROLE));
    names.is_some_and(|row| {
        let names = match action {
            RoleAction::ResetPassword => &row.reset_password,
            RoleAction::ChangeSensitive => &row.change_sensitive,
        };
        names.contains(&role.name)
    })
}

/// How much somebody with these roles may do. A role that is not in the table
/// counts as an administrator's.
pub fn tier(target_roles: &[RoleTemplateId]) -> Tier {
    target_roles
        .iter()
        .map(|id| match by_template(id) {
            Some(role) if HIGHEST.contains(&role.name) => Tier::Highest,
            Some(_) | None => Tier::Administrator,
        })
        .max()
        .unwrap_or(Tier::NobodySpecial)
}

/// What a consent is about; it decides who may give it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Consent {
    /// An app role of Microsoft Graph (or of its predecessor) is among it.
    GraphApplication,
    /// Anything else: delegated permissions, app roles of other APIs.
    Other,
}

/// The roles of which one may give tenant-wide consent.
pub fn who_may_consent(consent: Consent) -> Vec<&'static Role> {
    let names: &[&str] = match consent {
        Consent::GraphApplication => &["Global Administrator", "Privileged Role Administrator"],
        Consent::Other => &[
            "Application Administrator",
            "Cloud Application Administrator",
            "Global Administrator",
            "Privileged Role Administrator",
        ],
    };
    names.iter().filter_map(|name| by_name(name)).collect()
}

/// The roles of which one may give or take directory roles.
pub fn who_may_assign_roles() -> Vec<&'static Role> {
    who_may_consent(Consent::GraphApplication)
}

#[cfg(test)]
mod tests {
    use super::{
        ACTIONS_TABLE, Consent, ROLES, ROLES_TABLE, RoleAction, TargetFlags, Tier, by_name, role,
        tier, who_may, who_may_consent, who_may_row,
    };
    use crate::ids::RoleTemplateId;

    fn ids(names: &[&str]) -> Vec<RoleTemplateId> {
        names
            .iter()
            .map(|name| by_name(name).unwrap().id())
            .collect()
    }

    fn may(action: RoleAction, target: &[&str]) -> Vec<&'static str> {
        who_may(action, &ids(target), TargetFlags::default())
            .iter()
            .map(|role| role.name)
            .collect()
    }

    #[test]
    fn every_row_of_the_roles_can_be_read() {
        ROLES_TABLE.check(role);
        ACTIONS_TABLE.check(who_may_row);
        assert!(ROLES.is_sorted_by(|left, right| left.name < right.name));
        for role in ROLES.iter() {
            let parsed: RoleTemplateId = role.template_id.parse().unwrap();
            assert_eq!(parsed, role.id());
        }
    }

    #[test]
    fn password_administrators_reset_plain_users_but_do_not_disable_them() {
        let reset = may(RoleAction::ResetPassword, &[]);
        assert!(reset.contains(&"Password Administrator"));
        assert!(reset.contains(&"Helpdesk Administrator"));
        let change = may(RoleAction::ChangeSensitive, &[]);
        assert!(!change.contains(&"Password Administrator"));
        assert!(change.contains(&"User Administrator"));
    }

    #[test]
    fn the_strictest_of_the_targets_roles_counts() {
        let strictest = [
            "Global Administrator",
            "Privileged Authentication Administrator",
        ];
        let both = ["Directory Readers", "Global Administrator"];
        assert_eq!(may(RoleAction::ChangeSensitive, &both), strictest);
        assert_eq!(
            may(RoleAction::ResetPassword, &["Security Reader"]),
            strictest
        );
        let custom = "11111111-2222-4333-8444-555555555555".parse().unwrap();
        let found = who_may(RoleAction::ResetPassword, &[custom], TargetFlags::default());
        assert_eq!(found.len(), 2);
        let flags = TargetFlags {
            role_assignable_group: true,
            restricted_unit: false,
        };
        assert_eq!(who_may(RoleAction::ResetPassword, &[], flags).len(), 2);
    }

    #[test]
    fn tiers_rise_with_the_roles() {
        assert_eq!(tier(&[]), Tier::NobodySpecial);
        assert_eq!(tier(&ids(&["Reports Reader"])), Tier::Administrator);
        let both = ids(&["Reports Reader", "Privileged Role Administrator"]);
        assert_eq!(tier(&both), Tier::Highest);
    }

    #[test]
    fn app_roles_of_graph_need_the_stronger_consent() {
        assert_eq!(who_may_consent(Consent::GraphApplication).len(), 2);
        assert_eq!(who_may_consent(Consent::Other).len(), 4);
    }
}
