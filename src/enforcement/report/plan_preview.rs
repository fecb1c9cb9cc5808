//! From a plan to what is shown before the question, or by `--dry-run`.
use crate::context::Ctx;
use crate::domain::access::Access;
use crate::domain::device::{AccountDevice, device_count};
use crate::domain::identity::Identity;
use crate::domain::task::StepKind;
use crate::enforcement::plan::account_plan::{Plan, Planned, steps_in_words, warnings};
use crate::enforcement::request::Asked;
use crate::reports::users::plan::{
    PlanReport, PlannedAccount, PlannedCall, PlannedDevice, PlannedStep,
};
use crate::secret::Secret;

/// The plan as it is shown before the question, or by `--dry-run`.
pub(crate) fn plan(ctx: &Ctx<'_>, asked: &Asked<'_>, plan: &Plan, me: &Identity) -> PlanReport {
    let accounts = plan.accounts.iter().enumerate();
    let accounts = accounts.map(|(place, (account, _))| PlannedAccount {
        id: account.id.clone(),
        user_principal_name: account.upn.clone(),
        name: account.name.clone(),
        account_enabled: account.enabled,
        tier: account.tier_word().to_owned(),
        tier_title: account.tier_title().to_owned(),
        warnings: warnings(plan, account),
        stays_open: plan
            .tokens
            .after(plan.action, &account.id, account.authority()),
        devices: plan.devices.is_some().then(|| devices(plan, place)),
    });
    let calls = plan
        .steps
        .iter()
        .filter(|step| step.is_possible())
        .filter_map(|step| {
            let account = plan.account(step)?;
            // A dry run makes no password; an empty one shows where it goes.
            let password = plan.new_password.then(|| Secret::new(""));
            let call = step.call(account, password)?;
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
        via: asked.via(),
        steps: possible(plan, asked),
        accounts: accounts.collect(),
        calls: calls.collect(),
        next: vec![asked.command_to_apply(ctx).to_string()],
    }
}

/// The steps that will be taken, and to how many where not to all.
fn possible(plan: &Plan, asked: &Asked<'_>) -> Vec<PlannedStep> {
    let all = plan.accounts.len();
    let mut steps = steps_in_words(asked.action, asked.new_password, asked.password_file);
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
            what: format!("disable {}", device_count(count)),
        }),
    }
    steps
}

/// The registered devices of each account, a sentence each.
pub(crate) fn devices_of_all(plan: &Plan) -> Vec<Vec<String>> {
    let places = 0..plan.accounts.len();
    let lines = |place| {
        devices(plan, place)
            .iter()
            .map(PlannedDevice::sentence)
            .collect()
    };
    places.map(lines).collect()
}

/// The registered devices of the account at `place`.
fn devices(plan: &Plan, place: usize) -> Vec<PlannedDevice> {
    let Some((account, _)) = plan.accounts.get(place) else {
        return Vec::new();
    };
    let steps = plan.steps.iter();
    let steps: Vec<_> = steps.filter(|step| step.account == place).collect();
    let device = |one: &AccountDevice| {
        let own = |step: &&&Planned| step.device.as_ref().is_some_and(|known| **known == *one);
        let refused = one.barred.clone().filter(|_| !one.is_disabled());
        let mut warnings = Vec::new();
        // One that is refused is not touched.
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
                .others(&account.id)
                .map(|owner| owner.name.clone())
                .collect(),
            refused,
            warnings,
        }
    };
    plan.devices_of(place).map(device).collect()
}
