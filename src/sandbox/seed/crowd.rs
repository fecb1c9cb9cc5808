//! The people beside the named ones: as many as are asked for, the same every
//! time.
use jiff::Timestamp;

use super::names::{DEPARTMENTS, FAMILY, GIVEN, address};
use super::people::{CLOUD, DISABLED, GUEST, SYNCED, person};
use crate::sandbox::DOMAIN;
use crate::sandbox::tenant::Tenant;

/// People beside the named ones in the usual company.
pub(super) const CROWD: usize = 180;

/// Fills in `count` people.
pub(super) fn fill(tenant: &mut Tenant, now: Timestamp, count: usize) {
    for n in 0..count {
        let part = |list: &[&'static str], at: usize| {
            list.get(at % list.len().max(1))
                .copied()
                .unwrap_or_default()
        };
        let given = part(&GIVEN, n);
        let family = part(&FAMILY, n * 7 + n / GIVEN.len());
        let name = format!("{given} {family}");
        // Names come again in a large company; principal names do not.
        let local = if n < CROWD {
            address(&name)
        } else {
            format!("{}{n}", address(&name))
        };
        let (department, title) = DEPARTMENTS
            .get(n % DEPARTMENTS.len())
            .copied()
            .unwrap_or(("", ""));
        let (upn, kind) = match n {
            0..14 => (format!("{local}_partner.example#EXT#@{DOMAIN}"), GUEST),
            14..44 => (format!("{local}@{DOMAIN}"), SYNCED),
            44..54 => (format!("{local}@fed.{DOMAIN}"), SYNCED),
            54..62 => (format!("{local}@{DOMAIN}"), DISABLED),
            _ => (format!("{local}@{DOMAIN}"), CLOUD),
        };
        tenant
            .users
            .insert(person(&upn, &name, title, department, kind, now));
    }
}
