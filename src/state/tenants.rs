//! Which tenant is meant where not signed in: what `apps list` shows.
use std::path::Path;

use crate::ids::TenantId;
use crate::machine::StateDirs;

/// Which tenant is meant, as far as this machine can say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KnownTenant {
    /// It was named, or it is the only one.
    One(TenantId),
    /// Nothing is remembered of any tenant.
    NoneYet,
    /// There are several, and none was named.
    Several(Vec<TenantId>),
}

/// The tenant that was `named` (by flag or profile), or the only one of which
/// something is remembered.
pub fn known_tenant(dirs: &StateDirs, named: Option<&TenantId>) -> KnownTenant {
    if let Some(named) = named {
        return KnownTenant::One(named.clone());
    }
    let mut tenants = match &dirs.state {
        Some(folder) => folders(folder),
        None => dirs.memory.tenants(),
    };
    tenants.sort();
    match tenants.as_slice() {
        [] => KnownTenant::NoneYet,
        [one] => KnownTenant::One(one.clone()),
        [..] => KnownTenant::Several(tenants),
    }
}

/// Folders that are named like a tenant and hold a state file.
fn folders(state: &Path) -> Vec<TenantId> {
    crate::files::names_in(state)
        .into_iter()
        .filter_map(|name| name.parse::<TenantId>().ok())
        .filter(|tenant| state.join(tenant.as_str()).join("state.json").is_file())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{KnownTenant, known_tenant};
    use crate::machine::StateDirs;
    use crate::state::Store;

    #[test]
    fn the_only_tenant_is_meant_and_of_two_none() {
        let dirs = StateDirs::default();
        assert_eq!(known_tenant(&dirs, None), KnownTenant::NoneYet);
        let first = "11111111-2222-4333-8444-555555555555".parse().unwrap();
        Store::of(&dirs, &first).change(|_| {}).unwrap();
        assert_eq!(known_tenant(&dirs, None), KnownTenant::One(first.clone()));
        let second = "22222222-2222-4333-8444-555555555555".parse().unwrap();
        Store::of(&dirs, &second).change(|_| {}).unwrap();
        assert!(matches!(known_tenant(&dirs, None), KnownTenant::Several(all) if all.len() == 2));
        assert_eq!(known_tenant(&dirs, Some(&second)), KnownTenant::One(second));
    }
}
