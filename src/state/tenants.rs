//! The default tenant without a sign-in, as for `apps list`.
use std::path::Path;

use crate::ids::TenantId;
use crate::machine::StateDirs;

/// The default tenant, by local state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KnownTenant {
    /// The named or only tenant.
    One(TenantId),
    /// No tenant has local state.
    NoneYet,
    /// Several tenants have local state, and none was named.
    Several(Vec<TenantId>),
}

/// Returns the `named` tenant (from a flag or profile), or the only one with local state.
pub fn known_tenant(dirs: &StateDirs, named: Option<&TenantId>) -> KnownTenant {
    if let Some(named) = named {
        return KnownTenant::One(named.clone());
    }
    let mut tenants = match &dirs.state {
        Some(folder) => tenant_folders(folder),
        None => dirs.memory.tenants(),
    };
    tenants.sort();
    match tenants.as_slice() {
        [] => KnownTenant::NoneYet,
        [one] => KnownTenant::One(one.clone()),
        [..] => KnownTenant::Several(tenants),
    }
}

/// Returns the tenants that have a folder with a state file.
fn tenant_folders(state: &Path) -> Vec<TenantId> {
    crate::files::sorted_names(state)
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
        Store::for_tenant(&dirs, &first).update(|_| {}).unwrap();
        assert_eq!(known_tenant(&dirs, None), KnownTenant::One(first.clone()));
        let second = "22222222-2222-4333-8444-555555555555".parse().unwrap();
        Store::for_tenant(&dirs, &second).update(|_| {}).unwrap();
        assert!(matches!(known_tenant(&dirs, None), KnownTenant::Several(all) if all.len() == 2));
        assert_eq!(known_tenant(&dirs, Some(&second)), KnownTenant::One(second));
    }
}
