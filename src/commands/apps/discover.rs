//! `apps discover`: looks through all enterprise applications and proposes
//! bindings. Binds nothing: a person confirms each by its client id.
use crate::ids::{ObjectId, PermissionId};
use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::cli::apps::DiscoverArgs;
use crate::cli::auth::Purpose;
use crate::consent::read::{has_loopback, publisher};
use crate::context::connect::connect;
use crate::context::failures::graph_failure;
use crate::context::lookup;
use crate::context::{CommandResult, Ctx, Outcome};
use crate::domain::binding::{Candidate, GRAPH_APP_ID, Proposal, propose};
use crate::graph::calls::{grants, service_principals};
use crate::graph::wire::{AppRoleAssignment, ServicePrincipal};
use crate::reports::apps::discover::{AppsDiscover, ProposedBinding};
use crate::state::TenantState;

/// Maximum number of enterprise applications, and of grants, to read.
const MAX_ITEMS: usize = 50_000;

/// Runs `apps discover`.
pub(crate) async fn run(ctx: &mut Ctx<'_>, args: &DiscoverArgs) -> CommandResult {
    let DiscoverArgs {} = args;
    let catalog = lookup::catalog(ctx)?;
    let connected = connect(ctx, Purpose::Read).await?;
    let fail = |error| {
        let what = "the enterprise applications could not be read";
        graph_failure(what, error, Some(&connected.me))
    };
    let graph = &connected.graph;
    let (values, all_applications) = graph
        .read_pages(&service_principals::all(), MAX_ITEMS)
        .await
        .map_err(fail)?;
    // An entry that cannot be parsed is left out, and the report says so.
    let total = values.len();
    let principals: Vec<ServicePrincipal> = values.into_iter().filter_map(parse_or_skip).collect();
    let skipped = total - principals.len();
    let mut held: BTreeMap<ObjectId, BTreeSet<PermissionId>> = BTreeMap::new();
    let mut all_grants = true;
    let api = principals
        .iter()
        .find(|one| one.app_id.as_str() == GRAPH_APP_ID);
    if let Some(api) = api {
        let (values, complete) = graph
            .read_pages(&grants::app_role_holders(&api.id), MAX_ITEMS)
            .await
            .map_err(fail)?;
        all_grants = complete;
        for grant in values
            .into_iter()
            .filter_map(parse_or_skip::<AppRoleAssignment>)
        {
            held.entry(grant.principal_id)
                .or_default()
                .insert(grant.app_role_id);
        }
    }
    let candidates: Vec<Candidate> = principals
        .iter()
        .map(|one| to_candidate(one, held.remove(&one.id).unwrap_or_default()))
        .collect();
    let (_, state) = lookup::load_tenant_state(ctx, &connected.me.tenant)?;
    let proposals = propose(&catalog, &candidates, &connected.me.tenant);
    Ok(Outcome::done(AppsDiscover {
        tenant: connected.me.tenant.clone(),
        looked_at: principals.len(),
        complete: all_applications && all_grants && skipped == 0,
        proposals: proposals
            .into_iter()
            .map(|one| proposed_binding(ctx, &state, one))
            .collect(),
        hint: format!("To be sure: {}.", lookup::console_hint()),
    }))
}

fn parse_or_skip<T: serde::de::DeserializeOwned>(value: Value) -> Option<T> {
    serde_json::from_value(value).ok()
}

fn to_candidate(principal: &ServicePrincipal, graph_roles: BTreeSet<PermissionId>) -> Candidate {
    Candidate {
        client: principal.app_id.clone(),
        principal: principal.id.clone(),
        display_name: principal.display_name.clone().unwrap_or_default(),
        owner: principal.app_owner_organization_id.clone(),
        verified_publisher: publisher(principal),
        loopback: has_loopback(principal),
        graph_roles,
    }
}

fn proposed_binding(ctx: &Ctx<'_>, state: &TenantState, proposal: Proposal) -> ProposedBinding {
    let Proposal {
        candidate,
        set,
        held,
        required: asked,
        extra: beyond,
        look_alike,
        only_one,
    } = proposal;
    let bound_to = state
        .bindings
        .iter()
        .find(|(_, binding)| binding.client_id == candidate.client)
        .map(|(set, _)| set.to_string());
    let word = set.as_ref().map_or("SET".to_owned(), ToString::to_string);
    ProposedBinding {
        command: ctx
            .command("apps bind")
            .arg(&word)
            .option("--client-id", &candidate.client)
            .to_string(),
        client_id: candidate.client,
        service_principal_id: candidate.principal,
        display_name: candidate.display_name,
        owner_tenant: candidate.owner,
        verified_publisher: candidate.verified_publisher,
        set: set.map(|set| set.to_string()),
        held,
        asked,
        beyond,
        look_alike,
        only_one,
        bound_to,
    }
}
