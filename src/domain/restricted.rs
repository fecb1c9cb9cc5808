//! Restricted management administrative units: only a role assigned at such a unit can
//! change the accounts in it.
use super::access::sufficient_roles;
use super::account::Account;
use super::task::StepKind;
use crate::ids::ObjectId;

/// Part of Graph's error message if the caller may not change an account in such a unit.
pub const GRAPH_MESSAGE: &str = "member of a restricted management administrative unit";

/// A restricted unit that an account is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RestrictedUnit {
    /// Object id.
    pub id: ObjectId,
    /// Display name.
    pub name: Option<String>,
}

impl RestrictedUnit {
    /// Returns the scope of a role assignment that is limited to the unit.
    pub fn scope(&self) -> String {
        format!("/administrativeUnits/{}", self.id)
    }
}

/// Returns a phrase with the names of the units, to complete "it is in ...".
pub fn describe_units(units: &[RestrictedUnit]) -> String {
    let names: Vec<&str> = units
        .iter()
        .map(|unit| unit.name.as_deref().unwrap_or(unit.id.as_str()))
        .collect();
    match names.as_slice() {
        [] => {
            "a restricted management administrative unit, whose name could not be read".to_owned()
        }
        [one] => format!("the restricted management administrative unit {one}"),
        many => format!(
            "the restricted management administrative units {}",
            many.join(" and ")
        ),
    }
}

/// Returns a sentence that says which role can change an account in these units.
pub fn role_requirement(units: &[RestrictedUnit]) -> String {
    let unit = if units.len() > 1 {
        "those units"
    } else {
        "that unit"
    };
    format!(
        "it is in {}: that needs a role assigned at {unit}; tenant-wide roles and application \
         permissions do not count",
        describe_units(units)
    )
}

/// Returns the names of the roles that allow `step` on `account` if assigned at its unit;
/// one is enough. Global Administrator is not among them: it cannot be assigned at a unit.
pub fn unit_scoped_roles(account: &Account, step: StepKind) -> Vec<&'static str> {
    sufficient_roles(account, step)
        .iter()
        .map(|role| role.name)
        .filter(|name| *name != super::guard_rails::GLOBAL_ADMINISTRATOR)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{RestrictedUnit, describe_units, role_requirement, unit_scoped_roles};
    use crate::domain::access::{Access, account_access};
    use crate::domain::account::tests::{caller, person};
    use crate::domain::task::StepKind;

    fn unit(number: u32, name: Option<&str>) -> RestrictedUnit {
        RestrictedUnit {
            id: person(number).id,
            name: name.map(str::to_owned),
        }
    }

    #[test]
    fn units_are_named_by_name_or_id() {
        let one = [unit(1, Some("Board"))];
        assert!(describe_units(&one).ends_with("unit Board"));
        assert!(role_requirement(&one).contains("a role assigned at that unit"));
        let two = [unit(1, Some("Board")), unit(2, None)];
        assert!(describe_units(&two).contains(person(2).id.as_str()));
        assert!(describe_units(&[]).contains("could not be read"));
    }

    #[test]
    fn tenant_wide_role_does_not_reach_a_restricted_account() {
        let me = caller("Global Administrator");
        let mut account = person(1);
        assert_eq!(
            account_access(&me, &account, StepKind::Disable),
            Access::Allowed
        );
        account.restricted = Some(vec![unit(7, Some("Board"))]);
        let Access::NeedsUnitRole(roles) = account_access(&me, &account, StepKind::Disable) else {
            panic!("it is allowed");
        };
        assert_eq!(roles, unit_scoped_roles(&account, StepKind::Disable));
        assert!(roles.contains(&"User Administrator"));
        assert!(!roles.contains(&"Global Administrator"));
    }
}
