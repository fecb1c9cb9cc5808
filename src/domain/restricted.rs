//! Restricted management administrative units: only a role that is assigned at
//! such a unit may change the accounts in it.
use super::access::who_may;
use super::account::Account;
use super::task::StepKind;
use crate::ids::ObjectId;

/// What Graph's refusal of a change says of such an account.
pub const PHRASE: &str = "member of a restricted management administrative unit";

/// A restricted unit that an account is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Its object id.
    pub id: ObjectId,
    /// Its display name.
    pub name: Option<String>,
}

impl Unit {
    /// The scope of a role that is assigned at it.
    pub fn scope(&self) -> String {
        format!("/administrativeUnits/{}", self.id)
    }
}

/// The units, as the end of *it is in*.
pub fn words(units: &[Unit]) -> String {
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

/// What changes an account in these units.
pub fn needs(units: &[Unit]) -> String {
    let unit = if units.len() > 1 {
        "those units"
    } else {
        "that unit"
    };
    format!(
        "it is in {}: that needs a role assigned at {unit}; tenant-wide roles and application \
         permissions do not count",
        words(units)
    )
}

/// The roles of which one, assigned at the unit, may take `step` on `account`.
/// Global Administrator cannot be assigned at a unit.
pub fn roles_at_unit(account: &Account, step: StepKind) -> Vec<&'static str> {
    who_may(account, step)
        .iter()
        .map(|role| role.name)
        .filter(|name| *name != super::guard_rails::GLOBAL_ADMINISTRATOR)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Unit, needs, roles_at_unit, words};
    use crate::domain::access::{Access, access};
    use crate::domain::account::tests::{caller, person};
    use crate::domain::task::StepKind;

    fn unit(number: u32, name: Option<&str>) -> Unit {
        Unit {
            id: person(number).id,
            name: name.map(str::to_owned),
        }
    }

    #[test]
    fn units_are_named_by_name_or_id() {
        let one = [unit(1, Some("Board"))];
        assert!(words(&one).ends_with("unit Board"));
        assert!(needs(&one).contains("a role assigned at that unit"));
        let two = [unit(1, Some("Board")), unit(2, None)];
        assert!(words(&two).contains(person(2).id.as_str()));
        assert!(words(&[]).contains("could not be read"));
    }

    #[test]
    fn tenant_wide_role_does_not_reach_a_restricted_account() {
        let me = caller("Global Administrator");
        let mut account = person(1);
        assert_eq!(access(&me, &account, StepKind::Disable), Access::Allowed);
        account.restricted = Some(vec![unit(7, Some("Board"))]);
        let Access::NeedsUnitRole(roles) = access(&me, &account, StepKind::Disable) else {
            panic!("it is allowed");
        };
        assert_eq!(roles, roles_at_unit(&account, StepKind::Disable));
        assert!(roles.contains(&"User Administrator"));
        assert!(!roles.contains(&"Global Administrator"));
    }
}
