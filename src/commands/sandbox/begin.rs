//! Initial state of the simulated tenant: seeded, with its administrator signed in.
use std::sync::Arc;

use jiff::Timestamp;

use crate::auth::Session;
use crate::auth::store::TokenStore;
use crate::domain::identity::AuthFlow;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::Origin;
use crate::ids::NotAGuid;
use crate::machine::StateDirs;
use crate::sandbox::{AUTHORITY, CLIENT_ID, GRAPH, Scenario, TENANT_ID, Tenant};
use crate::settings::SignInTarget;

/// Returns the sign-in target of the simulated tenant.
///
/// # Errors
/// Exit 1 if the sandbox's own constants are invalid, which a test would detect.
pub(crate) fn sandbox_target() -> Result<SignInTarget, Failure> {
    let wrong = |error: String| Failure::new(Exit::Fault, error);
    let guid = |error: NotAGuid| Failure::from_error(Exit::Fault, error);
    Ok(SignInTarget {
        cloud: "sandbox".to_owned(),
        authority: Origin::parse(AUTHORITY).map_err(wrong)?,
        graph: Origin::parse(GRAPH).map_err(wrong)?,
        tenant: TENANT_ID.parse().map_err(guid)?,
        client_id: CLIENT_ID.parse().map_err(guid)?,
        ca_file: None,
    })
}

/// Seeds the tenant, applies a scenario if one is named, signs in its administrator and
/// binds the permission sets to the simulated vendor's applications. Replaces any earlier
/// state.
///
/// # Errors
/// Exit 8 if the local state cannot be written.
pub fn seed_sandbox(
    now: Timestamp,
    dirs: &StateDirs,
    store: &Arc<dyn TokenStore>,
    scenario: Option<Scenario>,
) -> Result<Tenant, Failure> {
    if let Some(folder) = &dirs.state {
        // Remove bindings, journal and audit log of the previous tenant.
        let failed = |error| Failure::from_error(Exit::Storage, error);
        crate::files::remove_folder(&folder.join(TENANT_ID)).map_err(failed)?;
        let tenant = TENANT_ID
            .parse()
            .map_err(|error: NotAGuid| Failure::from_error(Exit::Fault, error))?;
        if let Some(head) = crate::audit::head_path(dirs, &tenant) {
            crate::files::remove(&head).map_err(failed)?;
        }
    }
    let mut tenant = Tenant::seed(now);
    if let Some(scenario) = scenario {
        tenant.apply_scenario(scenario, now);
    }
    store_sign_in(&mut tenant, now, store)?;
    super::records::write_local_records(&tenant, dirs, now, scenario)?;
    Ok(tenant)
}

fn store_sign_in(
    tenant: &mut Tenant,
    now: Timestamp,
    store: &Arc<dyn TokenStore>,
) -> Result<(), Failure> {
    let target = sandbox_target()?;
    let made_up = tenant.administrator_session(now);
    let session = Session {
        tenant: target.tenant.clone(),
        object_id: made_up
            .oid
            .parse()
            .map_err(|error: NotAGuid| Failure::from_error(Exit::Fault, error))?,
        user_principal_name: Some(made_up.upn),
        name: Some(made_up.name),
        app_only: false,
        asked: made_up.scope,
        access_token: made_up.access_token,
        refresh_token: Some(made_up.refresh_token),
        expires_at: made_up.expires_at,
        signed_in_at: now,
        flow: Some(AuthFlow::Browser),
        client_id: target.client_id.clone(),
    };
    session
        .save(store, &target)
        .map_err(|error| Failure::from_error(Exit::Storage, error))
}
