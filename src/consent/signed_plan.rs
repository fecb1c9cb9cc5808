//! Permissions of critical risk that need a second signature because of a policy: the plan
//! is written to a file, a second person signs it, and it is granted as signed.
use std::io::Cursor;
use std::path::Path;

use crate::catalog::Risk;
use crate::cli::grant::GrantArgs;
use crate::context::Ctx;
use crate::context::audit_context::Approval;
use crate::context::connect::Connected;
use crate::context::suggested;
use crate::domain::consent::plan::GrantPlan;
use crate::domain::consent::plan_file::{
    GrantPlanFile, GrantPlanFileError, PlannedGrant, planned_grants,
};
use crate::enforcement::check::guard_rail_facts::read_app_owners;
use crate::enforcement::confirm::approval::PlanSignature;
use crate::enforcement::confirm::approval::signing_command;
use crate::enforcement::confirm::approver::ExcludedApprovers;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::files;
use crate::signature::Text;

/// Maximum size of a plan file, in bytes.
const MAX_BYTES: usize = 1024 * 1024;

/// Writes the plan to the named file, and returns the commands to run next;
/// `None` if no file was named.
///
/// # Errors
/// Exit 8 if the file exists or cannot be written.
pub(crate) fn write<'a>(
    ctx: &Ctx<'_>,
    connected: &Connected,
    args: &GrantArgs,
    flag: &'static str,
    plans: impl Iterator<Item = &'a GrantPlan>,
) -> Result<Vec<String>, Failure> {
    let Some(path) = &args.plan_out else {
        return Ok(Vec::new());
    };
    let me = &connected.me;
    let reason = args.agreement.reason.clone();
    let now = ctx.clock.now();
    let plan = GrantPlanFile::new(
        me.tenant.clone(),
        me.object_id.clone(),
        me.user_principal_name.clone(),
        reason,
        now,
        planned_grants(plans),
    );
    files::write_new(path, plan.to_text().as_bytes()).map_err(|error| {
        Failure::from_error(Exit::Storage, error).context("the plan could not be written")
    })?;
    let line = args.command_line(flag, None);
    Ok(vec![
        signing_command(path),
        ctx.repeat_command(line.file_option("--plan", Some(path)))
            .to_string(),
    ])
}

/// Checks the named signed plan. Refuses if there is none, but a policy requires one for
/// the permissions that `plans` add.
///
/// # Errors
/// Exit 12 if a signature is missing or not valid, or the plan lists less than is to be
/// granted; 2 and 10 for a file that is not a plan.
pub(crate) async fn check<'a>(
    ctx: &Ctx<'_>,
    connected: &Connected,
    args: &GrantArgs,
    flag: &'static str,
    plans: impl Iterator<Item = &'a GrantPlan>,
) -> Result<Option<Approval>, Failure> {
    let rules = ctx.guard_rails()?;
    let wanted = planned_grants(plans);
    let critical: Vec<&str> = wanted
        .iter()
        .filter(|one| one.risk == Risk::Critical.as_str())
        .map(|one| one.name.as_str())
        .collect();
    let Some(path) = &args.plan else {
        if critical.is_empty() || !rules.signed_for_critical() {
            return Ok(None);
        }
        let line = ctx.repeat_command(args.command_line(flag, None));
        return Err(refused(format!(
            "permissions of critical risk need a second person's signature: {}",
            critical.join(", ")
        ))
        .run(
            line.flag("--dry-run")
                .file_option("--plan-out", Some(&suggested::grant_plan_file())),
        ));
    };
    let text = read(path)?;
    let plan = GrantPlanFile::parse(&text).map_err(|error| {
        let exit = match &error {
            GrantPlanFileError::Other(_) => Exit::Usage,
            GrantPlanFileError::Changed => Exit::Untrusted,
        };
        Failure::from_error(exit, error).context(path.display().to_string())
    })?;
    ensure_applies(ctx, connected, &plan, &wanted)?;
    let signature = PlanSignature::find_required(
        path,
        args.signature.as_deref(),
        rules.allowed_signers(),
        "the permissions of this plan".to_owned(),
    )?;
    let sha256 = ring::digest::digest(&ring::digest::SHA256, text.as_bytes());
    let sha256 = sha256.as_ref().to_vec();
    let digest = hex::encode(&sha256);
    let source = Cursor::new(text.into_bytes());
    let owners = read_app_owners(connected).await;
    let barred = ExcludedApprovers {
        author: &plan.author_id,
        owners: &owners,
    };
    let text = Text { source, sha256 };
    let (approver, _) = signature.resolve_approver(connected, text, barred).await?;
    Ok(Some(Approval {
        approver: approver.name,
        digest,
    }))
}

fn read(path: &Path) -> Result<String, Failure> {
    use std::io::Read as _;
    let unusable = |error: anyhow::Error| {
        Failure::from_error(Exit::Usage, error.context("the plan cannot be read"))
    };
    let file = files::open_public(path).map_err(|error| unusable(error.into()))?;
    let mut text = String::new();
    file.take(u64::try_from(MAX_BYTES).unwrap_or(u64::MAX))
        .read_to_string(&mut text)
        .map_err(|error| unusable(error.into()))?;
    Ok(text)
}

fn ensure_applies(
    ctx: &Ctx<'_>,
    connected: &Connected,
    plan: &GrantPlanFile,
    wanted: &[PlannedGrant],
) -> Result<(), Failure> {
    let tenant = &connected.me.tenant;
    if plan.tenant != *tenant {
        return Err(refused(format!(
            "the plan is for tenant {}, you are signed in to {tenant}",
            plan.tenant
        )));
    }
    if !plan.is_valid_at(ctx.clock.now()) {
        return Err(refused(format!(
            "the plan has expired or is not valid yet (created {}, expires {})",
            plan.created, plan.expires
        ))
        .advise("make a new one with --dry-run --plan-out"));
    }
    let missing = plan.unlisted_grants(wanted);
    if missing.is_empty() {
        return Ok(());
    }
    let names: Vec<String> = missing
        .iter()
        .map(|one| format!("{} for {}", one.name, one.client_id))
        .collect();
    Err(
        refused(format!("the plan does not list {}", names.join(", ")))
            .advise("make a new one with --dry-run --plan-out"),
    )
}

fn refused(why: impl std::fmt::Display) -> Failure {
    Failure::new(Exit::Refused, format!("{why}: nothing was sent"))
}
