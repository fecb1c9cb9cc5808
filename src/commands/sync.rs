//! `sync`: updates the local data about the tenant: its name, the groups in scope, and
//! the bound applications. Changes nothing in Entra.
use std::collections::BTreeMap;

use crate::catalog::PermissionSet;
use crate::cli::auth::Purpose;
use crate::cli::sync::{SyncArgs, SyncScope};
use crate::consent::check::check;
use crate::consent::read::collect_all_pages;
use crate::context::connect::{Connected, connect};
use crate::context::failures::graph_failure;
use crate::context::lookup;
use crate::context::{CommandResult, Ctx, Outcome};
use crate::domain::health::SetFacts;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::GraphError;
use crate::graph::calls::organization;
use crate::graph::wire::{Group, Organization};
use crate::ids::ObjectId;
use crate::reports::sync::{SyncBinding, SyncReport};
use crate::state::{GroupScope, SyncRecord, TenantState};

/// Maximum number of groups to count.
const MAX_GROUPS: usize = 200_000;

/// Runs `sync`.
pub(crate) async fn run(ctx: &mut Ctx<'_>, args: &SyncArgs) -> CommandResult {
    let catalog = lookup::catalog(ctx)?;
    let connected = connect(ctx, Purpose::Read).await?;
    let tenant = connected.me.tenant.clone();
    let (_, state) = lookup::load_tenant_state(ctx, &tenant)?;
    let named = organization_of(&connected).await?;
    let (scope, groups) = choose_groups(ctx, &connected, args, &state).await?;
    let sets: Vec<&PermissionSet> = catalog.sets.iter().collect();
    let checked = check(ctx, &connected, &catalog, &sets).await?;
    checked.remember(ctx, &catalog, &[]);
    let record = SyncRecord {
        at: ctx.clock.now(),
        default_domain: named
            .verified_domains
            .iter()
            .find_map(|domain| (domain.is_default == Some(true)).then(|| domain.name.clone())?),
        organization: named.display_name,
        scope,
        groups,
    };
    let state = checked
        .store
        .update(|state| state.sync = Some(record.clone()))?;
    let mut exit = Exit::Done;
    let mut bindings = Vec::new();
    for (set, facts) in &checked.facts.sets {
        let Some(binding) = state.bindings.get(set) else {
            continue;
        };
        let note = match facts {
            SetFacts::Read(_) | SetFacts::Unbound => None,
            SetFacts::Missing { .. } => Some("not in the tenant".to_owned()),
            SetFacts::Unread { unread, .. } => {
                exit = Exit::Partial;
                Some(unread.why.clone())
            }
        };
        bindings.push(SyncBinding {
            set: set.to_string(),
            client_id: binding.client_id.clone(),
            service_principal_id: binding.principal_id.clone(),
            display_name: binding.display_name.clone(),
            loopback: binding.loopback,
            note,
        });
    }
    let report = SyncReport {
        tenant,
        at: record.at,
        organization: record.organization,
        default_domain: record.default_domain,
        scope: match &record.scope {
            GroupScope::None => "none".to_owned(),
            GroupScope::All => "all".to_owned(),
            GroupScope::Selected(_) => "selected".to_owned(),
        },
        selected: match record.scope {
            GroupScope::Selected(groups) => groups,
            GroupScope::None | GroupScope::All => BTreeMap::new(),
        },
        groups: record.groups,
        bindings,
        blocked: state.blocked.keys().cloned().collect(),
        policy_enforcement: state.switches.policy_enforcement,
        next: ctx.command("status").to_string(),
    };
    Ok(Outcome::with(report, exit))
}

async fn organization_of(connected: &Connected) -> Result<Organization, Failure> {
    let fail = |error| graph_failure("the tenant could not be read", error, Some(&connected.me));
    let call = organization::organization();
    let result = connected.graph.send(&call).await;
    let found: Vec<Organization> = collect_all_pages(&connected.graph, &call, result)
        .await
        .map_err(fail)?;
    found
        .into_iter()
        .find(|one| one.id == connected.me.tenant)
        .ok_or_else(|| {
            Failure::new(
                Exit::Untrusted,
                "Graph answered about another tenant than the session's",
            )
        })
}

async fn choose_groups(
    ctx: &Ctx<'_>,
    connected: &Connected,
    args: &SyncArgs,
    state: &TenantState,
) -> Result<(GroupScope, usize), Failure> {
    let before = state.sync.as_ref().map(|sync| sync.scope.clone());
    let scope = match (args.scope, args.groups.as_slice()) {
        (Some(SyncScope::All), _) => GroupScope::All,
        (Some(SyncScope::None), _) => GroupScope::None,
        (None, []) => before.unwrap_or_default(),
        (None, ids) => {
            let named = ids.iter().map(|id| (id.clone(), String::new()));
            GroupScope::Selected(named.collect())
        }
    };
    let fail = |error: GraphError| {
        graph_failure("the groups could not be read", error, Some(&connected.me))
    };
    match scope {
        GroupScope::None => Ok((GroupScope::None, 0)),
        GroupScope::All => {
            let call = organization::groups();
            let (all, complete) = connected
                .graph
                .read_pages(&call, MAX_GROUPS)
                .await
                .map_err(fail)?;
            if !complete {
                ctx.io
                    .warn("warning: there are more groups than were counted");
            }
            Ok((GroupScope::All, all.len()))
        }
        GroupScope::Selected(ids) => {
            let ids: Vec<ObjectId> = ids.into_keys().collect();
            let calls: Vec<_> = ids.iter().map(organization::group).collect();
            let mut found = BTreeMap::new();
            let mut absent = Vec::new();
            for (id, result) in ids.iter().zip(connected.graph.batch(&calls).await) {
                match result.and_then(|answer| answer.read::<Group>()) {
                    Ok(group) => {
                        found.insert(group.id, group.display_name.unwrap_or_default());
                    }
                    Err(error) if error.is_not_found() => absent.push(id.as_str()),
                    Err(error) => return Err(fail(error)),
                }
            }
            if !absent.is_empty() {
                let what = format!("there is no group {}", absent.join(", "));
                return Err(Failure::new(Exit::NotFound, what).advise("nothing was recorded"));
            }
            let count = found.len();
            Ok((GroupScope::Selected(found), count))
        }
    }
}
