//! Initial records of this machine about the simulated tenant: the enterprise
//! application bound to each set, and earlier grants.
use jiff::Timestamp;

use crate::catalog::{self, Catalog, SetId};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::ids::NotAGuid;
use crate::machine::StateDirs;
use crate::sandbox::{Scenario, SetState, TENANT_ID, Tenant, VendorApp, vendor_apps};
use crate::state::{Binding, GrantRecord, Store, TenantState};

/// Writes the records for `scenario`, replacing any earlier ones.
///
/// # Errors
/// Exit 8 if the local state cannot be written.
pub(super) fn write_local_records(
    made_up: &Tenant,
    dirs: &StateDirs,
    now: Timestamp,
    scenario: Option<Scenario>,
) -> Result<(), Failure> {
    let guid = |error: NotAGuid| Failure::from_error(Exit::Fault, error);
    let tenant = TENANT_ID.parse().map_err(guid)?;
    let mut state = TenantState::new(&tenant);
    let catalog = Catalog::builtin();
    // Nothing is bound in this scenario, as on a machine that sees the tenant for the first time.
    let bound = (scenario != Some(Scenario::NotBound)).then(vendor_apps);
    for app in bound.unwrap_or_default() {
        let set = catalog
            .set(app.set)
            .map_err(|error| Failure::from_error(Exit::Fault, error))?;
        let client_id: crate::ids::AppId = app.client_id.parse().map_err(guid)?;
        let id: SetId = set.id.clone();
        state.bindings.insert(
            id.clone(),
            Binding {
                client_id: client_id.clone(),
                principal_id: made_up
                    .service_principal_of(app.client_id)
                    .and_then(|principal| principal.id().parse().ok()),
                display_name: app.name.to_owned(),
                loopback: app.loopback,
                catalog_version: catalog::VERSION,
                bound_at: now,
            },
        );
        if let Some(catalog_version) = last_granted_version(set_state_in(app, scenario)) {
            state.granted.insert(
                id,
                GrantRecord {
                    at: now,
                    catalog_version,
                    client_id,
                },
            );
        }
    }
    Store::for_tenant(dirs, &tenant)
        .update(|kept| *kept = state)
        .map(drop)
        .map_err(|error| Failure::from_error(Exit::Storage, error))
}

fn set_state_in(app: &VendorApp, scenario: Option<Scenario>) -> SetState {
    match scenario {
        Some(Scenario::Set(changed, state)) if changed.set == app.set => state,
        Some(Scenario::Every(state)) => state,
        Some(
            Scenario::Set(..)
            | Scenario::NotBound
            | Scenario::NoLicense
            | Scenario::LongTokens
            | Scenario::GroupBlock
            | Scenario::NoBlockPolicy
            | Scenario::RestrictedUnit
            | Scenario::OddDevices,
        )
        | None => app.start,
    }
}

/// Returns the catalog version that was once granted in full; `None` if the set never
/// was.
fn last_granted_version(state: SetState) -> Option<u32> {
    match state {
        SetState::NotGranted => None,
        SetState::UpdateRequired => Some(catalog::VERSION - 1),
        SetState::Granted
        | SetState::NeedsSettings
        | SetState::PermissionError
        | SetState::Disabled
        | SetState::Deleted
        | SetState::Surplus => Some(catalog::VERSION),
    }
}
