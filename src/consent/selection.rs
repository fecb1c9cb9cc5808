//! The selected apps and sets, their current status, and the permissions to
//! add.
use crate::audit;
use crate::catalog::{App, Catalog, PermissionSet, SetId};
use crate::cli::grant::GrantArgs;
use crate::consent::check::{TenantCheck, check};
use crate::consent::step::{Change, NOT_CREATED, Principal, Step, call_of};
use crate::context::Ctx;
use crate::context::connect::Connected;
use crate::context::lookup;
use crate::context::missing_permissions::unread_failure;
use crate::domain::consent::HeldPermissions;
use crate::domain::consent::plan::{GrantPlan, GrantPlanError, GrantTarget, plan_grants};
use crate::domain::health::{SetFacts, SetHealth, assess_set};
use crate::exit::Exit;
use crate::failure::Failure;

/// Selected apps and sets, owned so that they outlive the context's borrows.
#[derive(Debug)]
pub(crate) struct Selection {
    /// The catalog.
    pub(crate) catalog: Catalog,
    /// Ids of the apps.
    pub(crate) apps: Vec<String>,
    /// The sets to grant, in the catalog's order.
    pub(crate) sets: Vec<SetId>,
}

impl Selection {
    /// Returns the apps.
    pub(crate) fn apps(&self) -> Vec<&App> {
        let all = self.catalog.apps.iter();
        all.filter(|app| self.apps.iter().any(|id| *id == app.id))
            .collect()
    }

    /// Returns the display names of the apps.
    pub(crate) fn app_names(&self) -> String {
        let names: Vec<&str> = self.apps().iter().map(|app| app.name.as_ref()).collect();
        names.join(" and ")
    }

    /// Returns the sets to grant.
    pub(crate) fn sets(&self) -> Vec<&PermissionSet> {
        let all = self.catalog.sets.iter();
        all.filter(|set| self.sets.contains(&set.id)).collect()
    }
}

/// Returns the apps and sets that the arguments select. No network.
///
/// # Errors
/// Exit 2 for an unknown app or set, or a set that none of the apps uses.
pub(crate) fn select(ctx: &Ctx<'_>, args: &GrantArgs) -> Result<Selection, Failure> {
    let catalog = lookup::catalog(ctx)?;
    let apps = lookup::find_apps(ctx, &catalog, &args.apps)?;
    let mut sets: Vec<SetId> = lookup::sets_of(&catalog, &apps, args.all_sets)
        .iter()
        .map(|set| set.id.clone())
        .collect();
    for text in &args.sets {
        let set = lookup::find_set(ctx, &catalog, text)?;
        let used = apps
            .iter()
            .any(|app| app.required.contains(&set.id) || app.optional.contains(&set.id));
        if !used {
            let users: Vec<&str> = catalog.apps_of(set).map(|app| app.id.as_ref()).collect();
            return Err(Failure::new(
                Exit::Usage,
                format!("permission set {} is not used by the apps named", set.id),
            )
            .advise(format!("it is used by {}", users.join(", "))));
        }
        if !sets.contains(&set.id) {
            sets.push(set.id.clone());
        }
    }
    let apps = apps.iter().map(|app| app.id.to_string()).collect();
    Ok(Selection {
        catalog,
        apps,
        sets,
    })
}

/// One set with its plan and its status before.
#[derive(Debug)]
pub(crate) struct Prepared {
    /// The plan.
    pub(crate) plan: GrantPlan,
    /// Health of the set before the grant.
    pub(crate) before: SetHealth,
    /// Whether the consent page can redirect to this machine.
    pub(crate) loopback: bool,
    /// Name of the application, as read or as bound.
    pub(crate) display_name: Option<String>,
    /// Verified publisher of the application.
    pub(crate) publisher: Option<String>,
}

/// Reads the status of the sets and plans the missing permissions.
///
/// # Errors
/// Exit 2 if a set is not bound, 12 if a plan is refused. Fails if any set could not be
/// read, since a grant must not be based on incomplete facts.
pub(crate) async fn prepare(
    ctx: &Ctx<'_>,
    connected: &Connected,
    selection: &Selection,
) -> Result<(TenantCheck, Vec<Prepared>), Failure> {
    let sets = selection.sets();
    let tenant = &connected.me.tenant;
    let (_, state) = lookup::load_tenant_state(ctx, tenant)?;
    lookup::bound_sets(ctx, &state, &sets)?;
    let checked = check(ctx, connected, &selection.catalog, &sets).await?;
    let mut prepared = Vec::with_capacity(sets.len());
    for (set, binding) in lookup::bound_sets(ctx, &state, &sets)? {
        let before = assess_set(&selection.catalog, set, &checked.facts, &checked.record);
        let nothing = HeldPermissions::default();
        let facts = match checked.facts.sets.get(&set.id) {
            Some(SetFacts::Read(facts)) => Some(facts),
            Some(SetFacts::Missing { .. }) => None,
            Some(SetFacts::Unread { unread, .. }) => {
                return Err(unread_failure(ctx, &set.id, unread, &connected.me));
            }
            Some(SetFacts::Unbound) | None => continue,
        };
        let target = GrantTarget {
            client: &binding.client_id,
            principal: facts.map(|one| (&one.id, &one.app_id)),
            disabled_by_microsoft: facts.and_then(|one| one.disabled_by_microsoft.as_deref()),
        };
        let held = facts.map_or(&nothing, |one| &one.held);
        let plan = plan_grants(
            set,
            &set.permissions,
            target,
            held,
            &checked.facts.resources,
        )
        .map_err(refused)?;
        prepared.push(Prepared {
            plan,
            before,
            loopback: facts.map_or(binding.loopback, |one| one.loopback),
            display_name: facts
                .and_then(|one| one.display_name.clone())
                .or_else(|| Some(binding.display_name.clone())),
            publisher: facts.and_then(|one| one.verified_publisher.clone()),
        });
    }
    Ok((checked, prepared))
}

impl Prepared {
    /// Returns the application in the form of the audit log.
    pub(crate) fn target(&self) -> audit::Target {
        let plan = &self.plan;
        let id = plan.principal.as_ref().map(ToString::to_string);
        audit::Target {
            id: id.unwrap_or_else(|| plan.client.to_string()),
            name: self.display_name.clone().unwrap_or_default(),
        }
    }

    /// Returns the steps of the plan.
    pub(crate) fn steps(&self) -> Vec<Step> {
        let plan = &self.plan;
        let created = || Principal::Created(plan.client.clone());
        let principal = plan
            .principal
            .clone()
            .map_or_else(created, Principal::Found);
        let Some(shown) = plan.principal.clone().or_else(|| NOT_CREATED.parse().ok()) else {
            return Vec::new();
        };
        let steps = plan.steps.iter().map(|step| Step {
            target: self.target(),
            change: Change::Grant {
                principal: principal.clone(),
                step: step.clone(),
            },
            planned: call_of(step, &shown),
        });
        steps.collect()
    }
}

fn refused(refusal: GrantPlanError) -> Failure {
    let advice = match &refusal {
        GrantPlanError::DisabledByMicrosoft { .. } => {
            "ask Microsoft support why it was disabled before anything else"
        }
        GrantPlanError::OutsideSet { .. } | GrantPlanError::OtherApplication { .. } => {
            "nothing was changed; bind the set to the right client id"
        }
        GrantPlanError::TooLong { .. } => "remove delegated permissions that are no longer needed",
    };
    Failure::from_error(Exit::Refused, refusal).advise(advice)
}
