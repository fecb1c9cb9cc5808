//! Users besides the named ones: any number, always the same.
use jiff::Timestamp;

use super::directory_rows::{AccountKind, DEPARTMENTS, FAMILY_NAMES, GIVEN_NAMES};
use super::people::{email_name, user_object};
use crate::sandbox::DOMAIN;
use crate::sandbox::tenant::Tenant;

/// Number of users besides the named ones in the usual company.
pub(super) const CROWD: usize = 180;

/// Creates `count` users.
pub(super) fn seed_bulk_users(tenant: &mut Tenant, now: Timestamp, count: usize) {
    for n in 0..count {
        let part = |list: &[&'static str], at: usize| {
            list.get(at % list.len().max(1))
                .copied()
                .unwrap_or_default()
        };
        let given = part(&GIVEN_NAMES, n);
        let family = part(&FAMILY_NAMES, n * 7 + n / GIVEN_NAMES.len().max(1));
        let name = format!("{given} {family}");
        // Names repeat in a large company; principal names do not.
        let local = if n < CROWD {
            email_name(&name)
        } else {
            format!("{}{n}", email_name(&name))
        };
        let (department, title) = DEPARTMENTS
            .get(n % DEPARTMENTS.len().max(1))
            .copied()
            .unwrap_or(("", ""));
        let (upn, kind) = match n {
            0..14 => (
                format!("{local}_partner.example#EXT#@{DOMAIN}"),
                AccountKind::Guest,
            ),
            14..44 => (format!("{local}@{DOMAIN}"), AccountKind::Synced),
            44..54 => (format!("{local}@fed.{DOMAIN}"), AccountKind::Synced),
            54..62 => (format!("{local}@{DOMAIN}"), AccountKind::Disabled),
            _ => (format!("{local}@{DOMAIN}"), AccountKind::Cloud),
        };
        tenant
            .users
            .insert(user_object(&upn, &name, title, department, kind, now));
    }
}

#[cfg(test)]
mod tests {
    use crate::sandbox::Tenant;
    use crate::sandbox::seed::{named_people, to_usual_case, user_id};
    use std::collections::BTreeSet;

    #[test]
    fn a_large_company_has_everybody_once_and_is_found_by_name() {
        let now = "2026-03-01T08:00:00Z".parse().unwrap();
        let tenant = Tenant::seed_with(now, 3_000);
        let names: BTreeSet<&str> = tenant
            .users
            .all()
            .map(|user| user.text("userPrincipalName"))
            .collect();
        assert_eq!(names.len(), 3_000 + named_people());
        for user in tenant.users.all() {
            let upn = user.text("userPrincipalName");
            assert_eq!(user.id(), user_id(&to_usual_case(&upn.to_uppercase())));
        }
    }
}
