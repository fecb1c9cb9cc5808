//! Check of a tenant: reads, assesses, and records the result.
use std::collections::BTreeSet;

use crate::catalog::{App, Catalog, PermissionSet};
use crate::consent::labels;
use crate::consent::read;
use crate::context::Ctx;
use crate::context::connect::Connected;
use crate::context::lookup;
use crate::context::missing_permissions::exit_of_cause;
use crate::context::missing_permissions::unread_cause_of;
use crate::domain::health::{AppHealth, HealthFacts, LocalRecord, SetFacts, assess, assess_set};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::failure::one_line;
use crate::graph::Client;
use crate::graph::calls::service_principals;
use crate::graph::wire::ServicePrincipal;
use crate::ids::ObjectId;
use crate::state::{GrantRecord, StatusRecord, Store, TenantState};

/// Permission sets of a tenant as read, with the local records about them.
#[derive(Debug)]
pub(crate) struct TenantCheck {
    /// Facts read from Graph.
    pub(crate) facts: HealthFacts,
    /// Local record, with newly learned names.
    pub(crate) record: LocalRecord,
    /// The state as it was before the check.
    pub(crate) state: TenantState,
    /// Store of the local state.
    pub(crate) store: Store,
}

/// Reads `sets` of the tenant that `connected` is signed in to.
///
/// # Errors
/// Exit 8 or 10 if the local state cannot be used. A failed read is part of the
/// facts.
pub(crate) async fn check(
    ctx: &Ctx<'_>,
    connected: &Connected,
    catalog: &Catalog,
    sets: &[&PermissionSet],
) -> Result<TenantCheck, Failure> {
    let graph = &connected.graph;
    let (store, state) = lookup::load_tenant_state(ctx, &connected.me.tenant)?;
    let mut facts = read::read(graph, catalog, &state, sets).await;
    labels::ensure_labels(graph, sets, &mut facts).await?;
    for facts in facts.sets.values_mut() {
        if let SetFacts::Unread { unread, .. } = facts {
            unread.cause = unread_cause_of(&connected.me, unread);
        }
    }
    let mut record = lookup::local_record(&state);
    learn_names(ctx, graph, catalog, sets, &facts, &mut record).await;
    Ok(TenantCheck {
        facts,
        record,
        state,
        store,
    })
}

impl TenantCheck {
    /// Returns the status of each app.
    pub(crate) fn assess(&self, catalog: &Catalog, apps: &[&App]) -> Vec<AppHealth> {
        apps.iter()
            .map(|app| assess(catalog, app, &self.facts, &self.record))
            .collect()
    }

    /// Records the result in the local state. If it cannot be written, only warns, since the
    /// result matters more than its record.
    pub(crate) fn remember(&self, ctx: &Ctx<'_>, catalog: &Catalog, health: &[AppHealth]) {
        let now = ctx.clock.now();
        let kept = self.store.update(|state| {
            for app in health {
                let status = StatusRecord {
                    status: app.condition,
                    reason: app.reason.clone(),
                    at: now,
                };
                state.statuses.insert(app.id.clone(), status);
            }
            self.remember_sets(catalog, state, now);
        });
        if let Err(error) = kept {
            let why = one_line(&error);
            ctx.io
                .warn(&format!("warning: the status was not recorded: {why}"));
        }
    }

    fn remember_sets(&self, catalog: &Catalog, state: &mut TenantState, now: jiff::Timestamp) {
        state.permission_names.clone_from(&self.record.names);
        for (id, facts) in &self.facts.sets {
            let SetFacts::Read(principal) = facts else {
                continue;
            };
            if let Some(binding) = state.bindings.get_mut(id)
                && binding.client_id == principal.app_id
            {
                binding.principal_id = Some(principal.id.clone());
                binding.loopback = principal.loopback;
            }
            let Ok(set) = catalog.set(id.as_str()) else {
                continue;
            };
            let health = assess_set(catalog, set, &self.facts, &self.record);
            let known = state.granted.get(id).is_some_and(|grant| {
                grant.catalog_version == set.version && grant.client_id == principal.app_id
            });
            if health.difference.missing.is_empty() && !known {
                let grant = GrantRecord {
                    at: now,
                    catalog_version: set.version,
                    client_id: principal.app_id.clone(),
                };
                state.granted.insert(id.clone(), grant);
            }
        }
    }
}

/// Looks up names of held permissions that no set lists: their risk is rated by name. Reads
/// an API only if such a permission is held and its name is not known yet.
async fn learn_names(
    ctx: &Ctx<'_>,
    graph: &Client,
    catalog: &Catalog,
    sets: &[&PermissionSet],
    facts: &HealthFacts,
    record: &mut LocalRecord,
) {
    let mut apis: BTreeSet<ObjectId> = BTreeSet::new();
    let mut open = BTreeSet::new();
    for set in sets {
        let health = assess_set(catalog, set, facts, record);
        for line in &health.difference.surplus {
            if let Some(id) = &line.id
                && line.name == id.as_str()
            {
                open.insert(id.clone());
            }
        }
    }
    if open.is_empty() {
        return;
    }
    for facts in facts.sets.values() {
        if let SetFacts::Read(principal) = facts {
            let holds = principal.held.roles.iter();
            apis.extend(
                holds
                    .filter(|role| open.contains(&role.id))
                    .map(|role| role.resource.clone()),
            );
        }
    }
    let calls: Vec<_> = apis
        .iter()
        .map(service_principals::resource_by_id)
        .collect();
    for result in graph.batch(&calls).await {
        match result.and_then(|answer| answer.read::<ServicePrincipal>()) {
            Ok(api) => {
                for role in api.app_roles {
                    if let (true, Some(name)) = (open.contains(&role.id), role.value) {
                        record.names.insert(role.id, name);
                    }
                }
            }
            Err(error) => {
                let why = one_line(&error);
                ctx.io
                    .say(&format!("a permission stays without a name: {why}"));
            }
        }
    }
}

/// Returns the exit code of `status`. If there are several, the order is 10, 8, 3, 4, 11, 6.
pub(crate) fn status_exit(facts: &HealthFacts, health: &[AppHealth]) -> Exit {
    let mut found = BTreeSet::new();
    for app in health {
        if !app.condition.is_healthy() && app.condition != crate::domain::health::Condition::Unknown
        {
            found.insert(Exit::Unhealthy);
        }
        for set in &app.required {
            if let Some(SetFacts::Unread { unread, .. }) = facts.sets.get(&set.id) {
                found.insert(exit_of_cause(unread.cause));
            }
        }
    }
    [
        Exit::Untrusted,
        Exit::Storage,
        Exit::SignIn,
        Exit::Denied,
        Exit::Unhealthy,
        Exit::TryAgain,
    ]
    .into_iter()
    .find(|exit| found.contains(exit))
    .unwrap_or(Exit::Done)
}
