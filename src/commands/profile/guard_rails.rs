//! `profile guard-rails`: the guard-rails in effect on this machine, their sources, and
//! the break-glass accounts that the current session can detect.
use crate::cli::auth::Purpose;
use crate::cli::profile::GuardRailsArgs;
use crate::context::connect::connect;
use crate::context::{CommandResult, Ctx, Outcome};
use crate::domain::break_glass::{BreakGlass as Found, Detection};
use crate::domain::task::account_count_text;
use crate::enforcement::check::break_glass;
use crate::enforcement::check::guard_rail_facts::NO_BLOCK_POLICY;
use crate::failure::Failure;
use crate::ids::TenantId;
use crate::machine::Sink;
use crate::reports::profile::guard_rails::{
    BreakGlass, BreakGlassAccount, From, GuardRailsShow, Rule,
};
use crate::settings::guard_rails::{GuardRails, Source};
use crate::settings::machine::Machine;
use crate::settings::{EffectiveGuardRails, FILE};

/// A switch: its key, whether it is on, and how to read it from a file.
type Switch = (&'static str, bool, fn(&GuardRails) -> bool);

/// Shows the combined rules of both files.
pub(crate) async fn run(ctx: &mut Ctx<'_>, _args: &GuardRailsArgs) -> CommandResult {
    let rules = ctx.guard_rails()?;
    let break_glass = read_break_glass_accounts(ctx).await;
    let place = ctx.dirs;
    Ok(Outcome::done(GuardRailsShow {
        policy_in_force: rules.policy.is_some(),
        policy_file: place.policy.as_ref().map(|file| file.path.clone()),
        config_file: place.config.as_ref().map(|folder| folder.join(FILE)),
        rules: guard_rail_rules(&rules)
            .into_iter()
            .chain(machine_policy_rules(ctx)?)
            .collect(),
        break_glass,
        next: ctx.command("users can-i disable USER").to_string(),
    }))
}

/// Returns the break-glass accounts, or why they are unknown; the files are shown
/// regardless.
async fn read_break_glass_accounts(ctx: &mut Ctx<'_>) -> BreakGlass {
    let unread = |why: String| BreakGlass {
        accounts: Vec::new(),
        unread: Some(why),
        warnings: Vec::new(),
    };
    let connected = match connect(ctx, Purpose::Read).await {
        Ok(connected) => connected,
        Err(failure) => return unread(format!("{:#}", failure.error)),
    };
    match break_glass::read_and_detect(&connected).await {
        Err(why) => unread(why),
        Ok(Detection::NoBlockPolicy) => BreakGlass {
            accounts: Vec::new(),
            unread: None,
            warnings: vec![NO_BLOCK_POLICY.to_owned()],
        },
        Ok(Detection::Found(found)) => BreakGlass {
            warnings: found.iter().filter_map(report_only_warning).collect(),
            accounts: found.into_iter().map(break_glass_account).collect(),
            unread: None,
        },
    }
}

/// Returns the warning about report-only policies that would lock an account out.
fn report_only_warning(one: &Found) -> Option<String> {
    (!one.report_only_blocks.is_empty()).then(|| {
        format!(
            "{} will be blocked once these report-only policies are enabled: {}",
            one.upn,
            one.report_only_blocks.join(", ")
        )
    })
}

fn break_glass_account(one: Found) -> BreakGlassAccount {
    BreakGlassAccount {
        id: one.id,
        user_principal_name: one.upn,
        policies: one.policies,
        phishing_resistant_only: one.phishing_resistant_only,
        report_only_blocks: one.report_only_blocks,
    }
}

/// Returns the rules on state folder and audit sink, which only the machine policy can
/// set.
fn machine_policy_rules(ctx: &Ctx<'_>) -> Result<Vec<Rule>, Failure> {
    let place = ctx.dirs;
    let Machine { state, sink } = Machine::load(place.policy.as_ref(), place.origin.user_id)?;
    let rule = |key: &str, value: String| Rule {
        key: key.to_owned(),
        value,
        from: From::Policy,
    };
    let mut rules = Vec::new();
    if let Some(folder) = state {
        rules.push(rule("state.folder", folder.to_string_lossy().into_owned()));
    }
    if sink != Sink::None {
        rules.push(rule("audit.sink", sink.name()));
    }
    Ok(rules)
}

fn rule_source(source: Source) -> From {
    match source {
        Source::BuiltIn => From::BuiltIn,
        Source::Config => From::Config,
        Source::Policy => From::Policy,
    }
}

fn guard_rail_rules(rules: &EffectiveGuardRails) -> Vec<Rule> {
    let mut shown = Vec::new();
    let mut rule = |key: &str, value: String, source: Source| {
        shown.push(Rule {
            key: key.to_owned(),
            value,
            from: rule_source(source),
        });
    };
    let files: Vec<(&GuardRails, Source)> = rules
        .policy
        .iter()
        .map(|policy| (policy, Source::Policy))
        .chain([(&rules.config, Source::Config)])
        .collect();
    for (file, source) in &files {
        for entry in &file.protected {
            rule("protected", entry.clone(), *source);
        }
        for group in &file.protected_groups {
            rule("protected_groups", group.to_string(), *source);
        }
        if let Some(tenants) = &file.allowed_tenants {
            let ids: Vec<&str> = tenants.iter().map(TenantId::as_str).collect();
            let value = match ids.as_slice() {
                [] => "none".to_owned(),
                ids => ids.join(", "),
            };
            rule("allowed_tenants", value, *source);
        }
    }
    let limits = rules.limits();
    rule(
        "typed_above",
        account_count_text(limits.typed_above),
        rules.source_of(&limits.typed_above, |one| one.typed_above),
    );
    rule(
        "signed_above",
        account_count_text(limits.signed_above),
        rules.source_of(&limits.signed_above, |one| one.signed_above),
    );
    rule(
        "signed_above_percent",
        format!(
            "{} % of the tenant, where that is more than 50",
            limits.signed_above_percent
        ),
        rules.source_of(&limits.signed_above_percent, |one| one.signed_above_percent),
    );
    match rules.allowed_signers() {
        Some((path, source)) => rule(
            "allowed_signers",
            path.to_string_lossy().into_owned(),
            source,
        ),
        None => rule(
            "allowed_signers",
            "no one: what needs a second person is refused".to_owned(),
            Source::BuiltIn,
        ),
    }
    let switches: [Switch; 3] = [
        ("require_eligibility", rules.require_eligibility(), |one| {
            one.require_eligibility
        }),
        ("signed_for_critical", rules.signed_for_critical(), |one| {
            one.signed_for_critical
        }),
        ("reason_required", rules.reason_required(), |one| {
            one.reason_required
        }),
    ];
    for (key, on, of) in switches {
        let value = if on { "yes" } else { "no" }.to_owned();
        rule(key, value, rules.source_of(&true, |one| Some(of(one))));
    }
    shown
}
