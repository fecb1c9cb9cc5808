//! `troubleshoot`: why an app is not healthy, as cause, remedy and command, with checks
//! that the vendor's pages omit. Only reads.
use crate::catalog::{App, Need, PermissionSet};
use crate::cli::auth::Purpose;
use crate::cli::troubleshoot::TroubleshootArgs;
use crate::commands::status::app_status;
use crate::consent::check::{self, TenantCheck};
use crate::consent::read::collect_all_pages;
use crate::context::connect::connect;
use crate::context::lookup;
use crate::context::{CommandResult, Ctx, Outcome};
use crate::domain::consent::PermissionLine;
use crate::domain::health::{AppHealth, Condition, SetFacts, SetHealth};
use crate::failure::one_line;
use crate::graph::calls::organization;
use crate::graph::wire::{Domain, License};
use crate::graph::{Answer, Call, Client, GraphError};
use crate::reports::status::remedy_command;
use crate::reports::troubleshoot::{Finding, Troubleshoot};

/// Runs `troubleshoot APP`.
pub(crate) async fn run(ctx: &mut Ctx<'_>, args: &TroubleshootArgs) -> CommandResult {
    let catalog = lookup::catalog(ctx)?;
    let app = lookup::find_app(ctx, &catalog, &args.app)?;
    let connected = connect(ctx, Purpose::Read).await?;
    let sets = lookup::sets_of(&catalog, &[app], true);
    let tenant = &connected.me.tenant;
    let checked = check::check(ctx, &connected, &catalog, &sets).await?;
    let health = checked.assess(&catalog, &[app]);
    checked.remember(ctx, &catalog, &health);
    let exit = check::status_exit(&checked.facts, &health);
    let mut findings = Vec::new();
    for one in &health {
        add_app_findings(ctx, app, one, &mut findings);
        for set in one.required.iter().chain(&one.optional) {
            add_set_findings(ctx, app, set, &checked, &mut findings);
        }
    }
    add_tenant_findings(&connected.graph, app, &sets, &mut findings).await;
    findings.push(Finding::note(
        "Whether another Vision One account is connected to this tenant is not visible in Graph.",
        "If the console says so, the vendor's support has to release the tenant first.",
    ));
    findings.sort_by_key(|finding| finding.weight);
    let status = health.first().map(|one| app_status(ctx, one));
    Ok(Outcome::with(
        Troubleshoot {
            tenant: tenant.clone(),
            checked_at: ctx.clock.now(),
            app: app.id.to_string(),
            name: app.name.to_string(),
            status,
            findings,
        },
        exit,
    ))
}

fn add_app_findings(ctx: &Ctx<'_>, app: &App, health: &AppHealth, findings: &mut Vec<Finding>) {
    let id = &app.id;
    if health.condition == Condition::Blocked {
        findings.push(
            Finding::cause(
                "The app is blocked on this machine.",
                "Granting it connects it again; nothing is written where everything is there.",
            )
            .with_command(ctx.command("grant").arg(id).to_string()),
        );
    }
    if let Some(why) = &health.failed_grant {
        findings.push(
            Finding::warning(
                format!("The last grant failed: {why}"),
                "Forget it once the cause is fixed.",
            )
            .with_command(ctx.command("reset").arg(id).to_string()),
        );
    }
}

fn add_set_findings(
    ctx: &Ctx<'_>,
    app: &App,
    set: &SetHealth,
    checked: &TenantCheck,
    findings: &mut Vec<Finding>,
) {
    let required = app.required.contains(&set.id);
    if !matches!(set.condition, Condition::Granted) {
        let cause = format!("Set {}: {}.", set.id, set.reason);
        let remedy = remedy_text(set);
        let finding = if required && set.condition != Condition::NeedsSettings {
            Finding::cause(cause, remedy)
        } else {
            Finding::warning(cause, remedy)
        };
        let line = remedy_command(&set.remedy, &app.id).map(|line| {
            let optional = (!required && set.remedy.is_grant_command()).then_some(&set.id);
            line.option_if("--set", optional)
        });
        findings.push(match line {
            Some(line) => finding.with_command(ctx.command(line).to_string()),
            None => finding,
        });
    }
    for line in &set.difference.surplus {
        findings.push(Finding::warning(
            format!(
                "Set {}: {} is there and not needed.",
                set.id,
                permission_name(line)
            ),
            "Find out who granted it; remove it in Entra if no one needs it.",
        ));
    }
    for setting in set.settings.iter().filter(|one| !one.held) {
        let weight = match setting.need {
            Need::Wanted => "An action fails without it",
            Need::Advised => "The vendor advises it",
        };
        findings.push(Finding::note(
            format!("Directory role {}: {weight}.", setting.role_name),
            "Giving it needs Privileged Role Administrator or Global Administrator; with PIM, assign it as active.",
        ));
    }
    if set.difference.personal > 0 {
        findings.push(Finding::note(
            format!(
                "Set {}: {} grants are for one person each; they do not count for the tenant.",
                set.id, set.difference.personal
            ),
            "Nothing has to be done.",
        ));
    }
    if let Some(SetFacts::Read(facts)) = checked.facts.sets.get(&set.id) {
        if facts.assignment_required {
            findings.push(Finding::warning(
                format!("Set {}: users must be assigned to the application to sign in.", set.id),
                "Assign the people who enrol, or switch \"Assignment required\" off (AADSTS50105).",
            ).with_command(ctx.command("explain AADSTS50105").to_string()));
        }
        if facts.verified_publisher.is_none() {
            findings.push(Finding::note(
                format!("Set {}: Microsoft has not verified the publisher.", set.id),
                "Compare the client id with the vendor's console.",
            ));
        }
    }
}

fn permission_name(line: &PermissionLine) -> String {
    match &line.risk_reason {
        Some(why) => format!("{} ({} risk: {why})", line.name, line.risk),
        None => format!("{} ({} risk)", line.name, line.risk),
    }
}

fn remedy_text(set: &SetHealth) -> String {
    if let Some(advice) = set.remedy.advice() {
        return advice.to_owned();
    }
    match set.condition {
        Condition::Granted => "Nothing has to be done.",
        Condition::NeedsSettings => "Give its service principal the directory role.",
        Condition::Unknown => "Sign in for reading, or try again when Graph answers.",
        Condition::PermissionUpdateRequired => "Grant it again: that adds what is new.",
        Condition::NotGranted => "Grant it.",
        Condition::NotBound => "Bind its enterprise application, then grant it.",
        Condition::PermissionError => "Grant it again: that adds what is missing.",
        Condition::ApplicationDisabled => "Switch sign-in to the application on again.",
        Condition::AuthenticationError => "Add the application again and grant it.",
        Condition::Blocked => "Grant it again.",
    }
    .to_owned()
}

/// Adds findings on licenses and federated domains, which can make permissions useless.
async fn add_tenant_findings(
    graph: &Client,
    app: &App,
    sets: &[&PermissionSet],
    findings: &mut Vec<Finding>,
) {
    let calls = [organization::licenses(), organization::domains()];
    let mut results = calls.iter().zip(graph.batch(&calls).await);
    if let Some((call, result)) = results.next() {
        add_license_findings(graph, call, result, sets, findings).await;
    }
    if let Some((call, result)) = results.next() {
        add_domain_findings(graph, call, result, app, findings).await;
    }
    for set in sets.iter().filter(|set| app.required.contains(&set.id)) {
        for note in &set.notes {
            findings.push(Finding::note(
                format!("Set {}: {note}", set.id),
                "Worth knowing; nothing has to be done now.",
            ));
        }
    }
}

async fn add_license_findings(
    graph: &Client,
    call: &Call,
    result: Result<Answer, GraphError>,
    sets: &[&PermissionSet],
    findings: &mut Vec<Finding>,
) {
    let wants = sets.iter().flat_map(|set| &set.permissions).any(|one| {
        ["AuditLog.Read.All", "IdentityRiskEvent.Read.All"].contains(&one.name.as_ref())
    });
    if !wants {
        return;
    }
    let licenses: Vec<License> = match collect_all_pages(graph, call, result).await {
        Ok(licenses) => licenses,
        Err(error) => {
            findings.push(Finding::note(
                format!("The licenses could not be read: {}", one_line(&error)),
                "Sign in with a role that may read them.",
            ));
            return;
        }
    };
    let has = |plan: &str| {
        licenses
            .iter()
            .filter(|one| one.capability_status.as_deref() == Some("Enabled"))
            .any(|one| {
                let sku = one.sku_part_number.as_deref() == Some(plan);
                sku || one
                    .service_plans
                    .iter()
                    .any(|part| part.service_plan_name.as_deref() == Some(plan))
            })
    };
    if !has("AAD_PREMIUM") && !has("AAD_PREMIUM_P2") {
        findings.push(Finding::warning(
            "The tenant has no Entra ID P1 or P2: sign-ins stay empty whatever is granted.",
            "Buy a license, or expect risk scores without sign-in data.",
        ));
    } else if !has("AAD_PREMIUM_P2") {
        findings.push(Finding::note(
            "The tenant has no Entra ID P2: risk detections stay empty whatever is granted.",
            "Buy P2 if the app should see them.",
        ));
    }
}

async fn add_domain_findings(
    graph: &Client,
    call: &Call,
    result: Result<Answer, GraphError>,
    app: &App,
    findings: &mut Vec<Finding>,
) {
    let acts = app.required.iter().any(|set| set.as_str() == "s3");
    let found: Result<Vec<Domain>, GraphError> = collect_all_pages(graph, call, result).await;
    let federated: Vec<String> = found
        .unwrap_or_default()
        .into_iter()
        .filter(|one| one.authentication_type.as_deref() == Some("Federated"))
        .map(|one| one.id)
        .collect();
    if acts && !federated.is_empty() {
        findings.push(Finding::note(
            format!("People of {} sign in at another service.", federated.join(", ")),
            "Disable them and reset their passwords there: synced accounts are changed back at the next sync.",
        ));
    }
}
