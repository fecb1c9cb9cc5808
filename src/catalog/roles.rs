//! Entra's directory roles: their names, and which roles may act on which.
//!
//! Covers tenant-wide assignments. A role limited to an administrative unit covers
//! fewer accounts, which only the service knows.
use std::sync::LazyLock;

use super::table::{Table, list, table};
use crate::ids::RoleTemplateId;

/// A built-in directory role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Role {
    /// Name in the portal.
    pub name: &'static str,
    /// Template id, the same in every tenant, in lower case.
    pub template_id: &'static str,
    /// Whether Microsoft marks the role as privileged.
    pub privileged: bool,
}

impl Role {
    /// Returns the template id.
    pub fn id(&self) -> RoleTemplateId {
        RoleTemplateId::from_table(self.template_id)
    }

    /// Whether `id` is this role's template id.
    pub fn is(&self, id: &RoleTemplateId) -> bool {
        self.template_id == id.as_str()
    }
}

/// Kind of action on an account; each kind requires different roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RoleAction {
    /// Reset the password or revoke sessions (Microsoft's table "Who can reset passwords").
    ResetPassword,
    /// Enable or disable the account, set its password profile, or change its sign-in data
    /// (Microsoft's table "Who can perform sensitive actions").
    ChangeSensitive,
}

/// Facts besides its roles that protect an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TargetFlags {
    /// Whether the account is a member or owner of a role-assignable group.
    pub role_assignable_group: bool,
    /// Whether the account has a role over a restricted management administrative unit,
    /// or is in one.
    pub restricted_unit: bool,
}

/// Privilege level of an account, by its roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// No directory role.
    NobodySpecial,
    /// Some directory role.
    Administrator,
    /// One of the `HIGHEST` roles: Global Administrator, or a role that can lead to it.
    Highest,
}

/// Global Administrator, and the roles whose holders can become one or act on one.
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

static ROLES: LazyLock<Vec<Role>> = LazyLock::new(|| ROLES_TABLE.parse(parse_role_row));
static ACTIONS: LazyLock<Vec<WhoMay>> = LazyLock::new(|| ACTIONS_TABLE.parse(parse_who_may_row));

/// The row for accounts without a directory role.
const NO_ROLE: &str = "(no role)";
/// The row for every role without its own row: the strictest one.
const ANY_OTHER_ROLE: &str = "(any other role)";

fn parse_role_row([name, template_id, privileged]: [&'static str; 3]) -> Result<Role, String> {
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

/// A table row: the roles that may act on accounts with the role `target`.
#[derive(Debug)]
struct WhoMay {
    /// Name of the account's role, or [`NO_ROLE`] or [`ANY_OTHER_ROLE`].
    target: &'static str,
    reset_password: Vec<&'static str>,
    change_sensitive: Vec<&'static str>,
}

fn parse_who_may_row([target, reset, sensitive]: [&'static str; 3]) -> Result<WhoMay, String> {
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

/// Returns every role in the table, sorted by name.
pub fn all() -> &'static [Role] {
    &ROLES
}

/// Returns the role with this template id.
pub fn by_template(id: &RoleTemplateId) -> Option<&'static Role> {
    ROLES.iter().find(|role| role.is(id))
}

/// Returns the role with this name, in any case.
pub fn by_name(name: &str) -> Option<&'static Role> {
    ROLES
        .iter()
        .find(|role| role.name.eq_ignore_ascii_case(name))
}

/// Returns the roles that allow `action` on an account with `target_roles`; the caller
/// needs one of them. A role is included only if the row of every target role has it. If a
/// target role has no row, such as a custom role, only the two strongest roles are left.
pub fn who_may(
    action: RoleAction,
    target_roles: &[RoleTemplateId],
    target_flags: TargetFlags,
) -> Vec<&'static Role> {
    let TargetFlags {
        role_assignable_group,
        restricted_unit,
    } = target_flags;
    // A role can be in its own row and not in the one for accounts without a role. That
    // row counts only if the account has no role.
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
        .filter(|role| {
            targets
                .iter()
                .all(|target| can_act_on(role, action, *target))
        })
        .collect()
}

/// Whether holders of `role` may take `action` on accounts with the role `target`; a
/// `target` of `None` is an unknown role.
fn can_act_on(role: &Role, action: RoleAction, target: Option<&str>) -> bool {
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

/// Returns the privilege level of an account with these roles. A role that is not in the
/// table counts as [`Tier::Administrator`].
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

/// Kind of tenant-wide consent, by the roles that may grant it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Consent {
    /// The consent includes an app role of Microsoft Graph or of its predecessor.
    GraphApplication,
    /// Anything else: delegated permissions, app roles of other APIs.
    Other,
}

/// Returns the roles that can grant tenant-wide consent; one of them is enough.
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

/// Returns the roles that can assign or remove directory roles; one of them is enough.
pub fn who_may_assign_roles() -> Vec<&'static Role> {
    who_may_consent(Consent::GraphApplication)
}

#[cfg(test)]
mod tests {
    use super::{
        ACTIONS_TABLE, Consent, ROLES, ROLES_TABLE, RoleAction, TargetFlags, Tier, by_name,
        parse_role_row, parse_who_may_row, tier, who_may, who_may_consent,
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
        ROLES_TABLE.check(parse_role_row);
        ACTIONS_TABLE.check(parse_who_may_row);
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
