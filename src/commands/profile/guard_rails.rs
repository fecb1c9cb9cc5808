//! `profile guard-rails`: which guard-rails hold on this machine, and why.
use crate::cli::auth::GuardRailsArgs;
use crate::commands::context::{CommandResult, Ctx, Outcome};
use crate::domain::bulk::accounts;
use crate::domain::ids::TenantId;
use crate::reports::guard_rails::{From, GuardRailsShow, Rule};
use crate::settings::guard_rails::{GuardRails, Source};
use crate::settings::{FILE, InForce};

/// Shows what holds of both files.
#[expect(clippy::unused_async, reason = "every command can wait")]
pub(crate) async fn run(ctx: &mut Ctx<'_>, _args: &GuardRailsArgs) -> CommandResult {
    let rules = ctx.guard_rails()?;
    let place = ctx.place;
    Ok(Outcome::done(GuardRailsShow {
        policy_in_force: rules.policy.is_some(),
        policy_file: place.policy.as_ref().map(|file| file.path.clone()),
        config_file: place.config.as_ref().map(|folder| folder.join(FILE)),
        rules: shown(&rules),
        next: ctx.command("users can-i disable USER"),
    }))
}

fn from(source: Source) -> From {
    match source {
        Source::BuiltIn => From::BuiltIn,
        Source::Config => From::Config,
        Source::Policy => From::Policy,
    }
}

fn shown(rules: &InForce) -> Vec<Rule> {
    let mut shown = Vec::new();
    let mut rule = |key: &str, value: String, source: Source| {
        shown.push(Rule {
            key: key.to_owned(),
            value,
            from: from(source),
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
        accounts(limits.typed_above),
        rules.source(&limits.typed_above, |one| one.typed_above),
    );
    rule(
        "signed_above",
        accounts(limits.signed_above),
        rules.source(&limits.signed_above, |one| one.signed_above),
    );
    rule(
        "signed_above_percent",
        format!(
            "{} % of the tenant, where that is more than 50",
            limits.signed_above_percent
        ),
        rules.source(&limits.signed_above_percent, |one| one.signed_above_percent),
    );
    match rules.allowed_signers() {
        Some((path, source)) => rule(
            "allowed_signers",
            path.to_string_lossy().into_owned(),
            source,
        ),
        None => rule(
            "allowed_signers",
            "nobody: what needs a second person is refused".to_owned(),
            Source::BuiltIn,
        ),
    }
    let switches: [(_, _, fn(&GuardRails) -> bool); 3] = [
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
        rule(key, value, rules.source(&true, |one| Some(of(one))));
    }
    shown
}
