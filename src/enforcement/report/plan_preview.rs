//! The preview of a plan for the confirmation and for `--dry-run`.
use crate::context::Ctx;
use crate::domain::access::Access;
use crate::domain::device::{AccountDevice, device_count_text};
use crate::domain::identity::Identity;
use crate::domain::task::StepKind;
use crate::enforcement::plan::account_plan::{
    AccountPlan, AccountStep, account_warnings, describe_steps,
};
use crate::enforcement::request::ActionRequest;
use crate::reports::users::plan::{
    PlanReport, PlannedAccount, PlannedCall, PlannedDevice, PlannedStep,
};
use crate::secret::Secret;

/// Returns the preview of the plan.
pub(crate) fn preview_plan(
    ctx: &Ctx<'_>,
    request: &ActionRequest<'_>,
    plan: &AccountPlan,
    me: &Identity,
) -> PlanReport {
    let accounts = plan.accounts.iter().enumerate();
    let accounts = accounts.map(|(place, (account, _))| PlannedAccount {
        id: account.id.clone(),
        user_principal_name: account.upn.clone(),
        name: account.name.clone(),
        account_enabled: account.enabled,
        tier: account.tier_word().to_owned(),
        tier_title: account.tier_description().to_owned(),
        warnings: account_warnings(plan, account),
        stays_open: plan
            .tokens
            .remaining_access(plan.action, &account.id, account.authority()),
        devices: plan.devices.is_some().then(|| planned_devices(plan, place)),
    });
    let calls = plan
        .steps
        .iter()
        .filter(|step| step.is_possible())
        .filter_map(|step| {
            let account = plan.account_of(step)?;
            // A dry run generates no password; an empty one shows its position.
            let password = plan.new_password.then(|| Secret::new(""));
            let call = step.to_call(account, password)?;
            Some(PlannedCall {
                account_id: account.id.clone(),
                kind: step.kind,
                device_id: step.device.as_ref().map(|one| one.device.id.clone()),
                method: call.method.to_string(),
                body: call.redacted_document(),
                path: call.path,
            })
        });
    PlanReport {
        tenant: me.tenant.clone(),
        action: plan.action,
        via: request.via(),
        steps: possible_steps(plan, request),
        accounts: accounts.collect(),
        calls: calls.collect(),
        next: vec![request.command_without_dry_run(ctx).to_string()],
    }
}

/// Returns the possible steps, with the number of accounts if not all.
fn possible_steps(plan: &AccountPlan, request: &ActionRequest<'_>) -> Vec<PlannedStep> {
    let all = plan.accounts.len();
    let mut steps = describe_steps(request.action, request.new_password, request.password_file);
    steps.retain_mut(|one| {
        let own = plan.steps.iter().filter(|step| step.kind == one.kind);
        let able = own.filter(|step| step.is_possible()).count();
        if able < all {
            one.what.push_str(&format!(" ({able} of {all} accounts)"));
        }
        able > 0
    });
    let count = plan.steps.iter();
    let count = count.filter(|step| step.kind == StepKind::DisableDevice && step.is_possible());
    match count.count() {
        0 => {}
        count => steps.push(PlannedStep {
            kind: StepKind::DisableDevice,
            what: format!("disable {}", device_count_text(count)),
        }),
    }
    steps
}

/// Describes the registered devices of each account, one sentence per device.
pub(crate) fn device_sentences(plan: &AccountPlan) -> Vec<Vec<String>> {
    let places = 0..plan.accounts.len();
    let lines = |place| {
        planned_devices(plan, place)
            .iter()
            .map(PlannedDevice::sentence)
            .collect()
    };
    places.map(lines).collect()
}

/// Returns the registered devices of the account at index `place`.
fn planned_devices(plan: &AccountPlan, place: usize) -> Vec<PlannedDevice> {
    let Some((account, _)) = plan.accounts.get(place) else {
        return Vec::new();
    };
    let steps = plan.steps.iter();
    let steps: Vec<_> = steps.filter(|step| step.account == place).collect();
    let device = |one: &AccountDevice| {
        let own = |step: &&&AccountStep| step.device.as_ref().is_some_and(|known| **known == *one);
        let refused = one.skip_reason.clone().filter(|_| !one.is_disabled());
        let mut warnings = Vec::new();
        // A refused device is not changed.
        if refused.is_none() {
            warnings = one.device.warnings(&account.id);
            let access = steps.iter().find(own).map(|step| &step.access);
            if let Some(Access::NeedsRole(roles)) = access {
                warnings.push(format!(
                    "your token shows none of the roles that may disable it ({}); Graph decides",
                    roles.join(", ")
                ));
            }
        }
        PlannedDevice {
            id: one.device.id.clone(),
            name: one.device.name.clone(),
            join: one.device.join.title().to_owned(),
            enabled: one.device.enabled,
            other_owners: one
                .device
                .other_owners(&account.id)
                .map(|owner| owner.name.clone())
                .collect(),
            refused,
            warnings,
        }
    };
    plan.devices_of(place).map(device).collect()
}
