//! From a plan to what is shown before the question, or by `--dry-run`.
use crate::commands::context::Ctx;
use crate::domain::identity::Identity;
use crate::enforcement::plan::account_plan::{Plan, steps_in_words, warnings};
use crate::enforcement::request::Asked;
use crate::reports::users_plan::{PlanReport, PlannedAccount, PlannedCall, PlannedStep};
use crate::secret::Secret;

/// The plan as it is shown before the question, or by `--dry-run`.
pub(crate) fn plan(ctx: &Ctx<'_>, asked: &Asked<'_>, plan: &Plan, me: &Identity) -> PlanReport {
    let accounts = plan.accounts.iter().map(|(account, _)| PlannedAccount {
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
    });
    let calls = plan
        .steps
        .iter()
        .filter(|step| step.is_possible())
        .filter_map(|step| {
            let account = plan.account(step)?;
            // A dry run makes no password; an empty one shows where it goes.
            let password = plan.new_password.then(|| Secret::new(""));
            let call = step.call(account, password);
            Some(PlannedCall {
                account_id: account.id.clone(),
                kind: step.kind,
                method: call.method.to_string(),
                body: call.shown(),
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
        next: vec![asked.command_in_earnest(ctx)],
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
    steps
}
