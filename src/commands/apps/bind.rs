//! `apps bind`: looks up an application by its client id and records that it is bound
//! to a set. Changes nothing in Entra; the audit log gets a line.
use std::sync::Arc;

use serde_json::json;

use crate::audit::{Activity, Event, Phase, Target};
use crate::catalog::{Catalog, PermissionSet};
use crate::cli::Agreement;
use crate::cli::apps::BindArgs;
use crate::cli::auth::Purpose;
use crate::consent::read::{has_loopback, publisher};
use crate::context::audit_context::AuditContext;
use crate::context::connect::{Connected, connect};
use crate::context::failures::graph_failure;
use crate::context::lookup;
use crate::context::{CommandResult, Ctx, Outcome};
use crate::domain::binding::is_owned_by_microsoft;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::calls::service_principals;
use crate::graph::wire::ServicePrincipal;
use crate::ids::AppId;
use crate::reports::apps::bind::AppBind;
use crate::state::{Binding, TenantState};
use crate::text::printable;

/// Runs `apps bind SET --client-id ID`.
pub(crate) async fn run(ctx: &mut Ctx<'_>, args: &BindArgs) -> CommandResult {
    let catalog = lookup::catalog(ctx)?;
    let set = lookup::find_set(ctx, &catalog, &args.set)?;
    let connected = connect(ctx, Purpose::Read).await?;
    let principal = read_application(ctx, &catalog, &connected, args).await?;
    let (store, state) = lookup::load_tenant_state(ctx, &connected.me.tenant)?;
    let replaced = state
        .bindings
        .get(&set.id)
        .map(|binding| binding.client_id.clone())
        .filter(|before| *before != args.client_id);
    let binding = Binding {
        client_id: principal.app_id.clone(),
        principal_id: Some(principal.id.clone()),
        display_name: principal.display_name.clone().unwrap_or_default(),
        loopback: has_loopback(&principal),
        catalog_version: catalog.version,
        bound_at: ctx.clock.now(),
    };
    let findings = binding_warnings(&principal, set, &state, &connected.me.tenant);
    let agreement = Agreement {
        reason: args.reason.clone(),
        yes: args.yes,
        ..Agreement::default()
    };
    let trail = AuditContext::for_change(&connected.me, "apps bind", &agreement);
    if let Some(before) = &replaced {
        let question = replace_question(&state, set, before, &principal);
        let command = ctx
            .command("apps bind")
            .arg(&set.id)
            .option("--client-id", &args.client_id);
        let agreed = ctx.confirm((), &agreement, &question, &command);
        trail.record_if_refused(ctx, Activity::Update, agreed)?;
    }
    let line = |phase| Event {
        target: Some(Target {
            id: principal.id.to_string(),
            name: binding.display_name.clone(),
        }),
        prior: Some(Arc::new(json!({ "set": set.id, "clientId": replaced }))),
        new: Some(json!({ "set": set.id, "clientId": binding.client_id })),
        ..trail.event(Activity::Update, phase)
    };
    // This binding determines which application gets the permissions of a set.
    trail.record_intent(ctx, &[line(Phase::Intent)])?;
    let changed = store.update(|state| {
        if replaced.is_some() {
            // Grants to another application say nothing about this one.
            state.granted.remove(&set.id);
        }
        state.bindings.insert(set.id.clone(), binding.clone());
    });
    let ended = match &changed {
        Ok(_) => line(Phase::Success),
        Err(error) => Event {
            detail: Some(error.to_string()),
            ..line(Phase::Failure)
        },
    };
    let unrecorded = trail.record_or_warn(ctx, &[ended]);
    changed?;
    let apps: Vec<String> = catalog.apps_of(set).map(|app| app.id.to_string()).collect();
    let report = AppBind {
        tenant: connected.me.tenant.clone(),
        set: set.id.to_string(),
        set_name: set.name.to_string(),
        client_id: principal.app_id.clone(),
        service_principal_id: principal.id.clone(),
        verified_publisher: publisher(&principal),
        display_name: principal.display_name,
        owner_tenant: principal.app_owner_organization_id,
        loopback: binding.loopback,
        replaced,
        findings,
        next: ctx.command("status").args(apps.first()).to_string(),
        apps,
    };
    Ok(Outcome::with(report, unrecorded.unwrap_or(Exit::Done)))
}

/// Reads the application, and refuses one of Microsoft's own.
async fn read_application(
    ctx: &Ctx<'_>,
    catalog: &Catalog,
    connected: &Connected,
    args: &BindArgs,
) -> Result<ServicePrincipal, Failure> {
    let call = service_principals::by_app(&args.client_id);
    let answer = connected.graph.send(&call).await;
    let principal: ServicePrincipal = answer.and_then(|answer| answer.read()).map_err(|error| {
        if error.is_not_found() {
            return not_in_tenant_failure(ctx, args);
        }
        graph_failure(
            "the application could not be read",
            error,
            Some(&connected.me),
        )
    })?;
    if principal.app_id != args.client_id {
        return Err(Failure::new(
            Exit::Untrusted,
            "Graph answered about another application than was asked for",
        ));
    }
    if is_resource(catalog, &principal) {
        return Err(Failure::new(
            Exit::Refused,
            format!(
                "{} is an application of Microsoft's own, not the vendor's",
                args.client_id
            ),
        )
        .advise(lookup::console_hint()));
    }
    Ok(principal)
}

/// Returns the question before another application gets the permissions of a set: anyone can
/// create one with the vendor's name.
fn replace_question(
    state: &TenantState,
    set: &PermissionSet,
    before: &AppId,
    principal: &ServicePrincipal,
) -> String {
    let old = state.bindings.get(&set.id);
    let old = old.map_or("", |binding| binding.display_name.as_str());
    let name = principal.display_name.as_deref().unwrap_or_default();
    let publisher = match publisher(principal) {
        Some(publisher) => format!("publisher {}", printable(&publisher)),
        None => "publisher not verified".to_owned(),
    };
    format!(
        "Set {} is bound to {} ({before}). Bind it to {} ({}, {publisher}) instead?",
        set.id,
        printable(old),
        printable(name),
        principal.app_id
    )
}

fn not_in_tenant_failure(ctx: &Ctx<'_>, args: &BindArgs) -> Failure {
    Failure::new(
        Exit::NotFound,
        format!(
            "there is no enterprise application {} in this tenant",
            args.client_id
        ),
    )
    .advise("grant the app once in the vendor's console, which adds it, or check the id")
    .advise(lookup::console_hint())
    .run(ctx.command("apps discover"))
}

fn is_resource(catalog: &Catalog, principal: &ServicePrincipal) -> bool {
    is_owned_by_microsoft(principal.app_owner_organization_id.as_ref())
        || catalog
            .resources
            .iter()
            .any(|one| one.app_id == principal.app_id)
}

fn binding_warnings(
    principal: &ServicePrincipal,
    set: &PermissionSet,
    state: &TenantState,
    own: &crate::ids::TenantId,
) -> Vec<String> {
    let mut found = Vec::new();
    if publisher(principal).is_none() {
        found.push(
            "Microsoft has not verified its publisher: compare the client id with the vendor's console."
                .to_owned(),
        );
    }
    if principal.app_owner_organization_id.as_ref() == Some(own) {
        found.push(
            "This tenant owns the application itself; the vendor's belong to the vendor."
                .to_owned(),
        );
    }
    if principal.account_enabled == Some(false) {
        found.push("Sign-in to it is switched off.".to_owned());
    }
    for (other, binding) in &state.bindings {
        if *other != set.id && binding.client_id == principal.app_id {
            found.push(format!("It also carries set {other}."));
        }
    }
    found.extend(set.notes.iter().map(ToString::to_string));
    found
}
