//! `tasks resume`: carries out the remaining steps of a task.
use jiff::Timestamp;

use super::open::{self, OpenedTask};
use super::show;
use crate::cli::Agreement;
use crate::cli::auth::Purpose;
use crate::cli::tasks::{ResumeArgs, ShowArgs};
use crate::context::connect::{Connected, connect};
use crate::context::suggested;
use crate::context::{CommandResult, Ctx};
use crate::domain::task::StepKind;
use crate::enforcement::check::changes;
use crate::enforcement::check::device_changes;
use crate::enforcement::check::devices;
use crate::enforcement::check::large_groups;
use crate::enforcement::check::open_steps::SkippedOpenSteps;
use crate::enforcement::check::tenant_facts::{self, TenantFacts};
use crate::enforcement::confirm::size_rules::RunSize;
use crate::enforcement::confirm::stored_approval;
use crate::enforcement::execute::administrators::AdministratorGuard;
use crate::enforcement::execute::audit_events::AuditEvents;
use crate::enforcement::execute::password_file::{self, PasswordFile};
use crate::enforcement::execute::run::{self, RunInputs};
use crate::enforcement::report::action_report::{self, ReportInputs, SkippedSummary};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::journal::{Journal, Task, TaskId};

/// Resumes a task. Every step ends in one final state; a step that sets a password sets a
/// new one.
pub(crate) async fn run(ctx: &mut Ctx<'_>, args: &ResumeArgs) -> CommandResult {
    password_file::ensure_creatable(args.password_file.as_deref(), |other| {
        ctx.command("tasks resume")
            .arg(args.id)
            .file_option("--password-file", Some(other))
    })?;
    let connected = connect(ctx, Purpose::Respond).await?;
    let OpenedTask { mut journal, task } = open::open_task(ctx, &connected.me.tenant, args.id)?;
    let trail = run::audit_events(ctx, &connected, &task);
    let accounts = usize::try_from(task.accounts).unwrap_or(usize::MAX);
    ensure_own(ctx, &connected, &task).inspect_err(|failure| {
        // The reason is that of the user who started the task, so it is left out here.
        let theirs = AuditEvents {
            reason: None,
            ..trail.clone()
        };
        theirs.record_refusal(ctx, Some(task.id), accounts, failure);
    })?;
    if task.has_password_file()
        && args.password_file.is_none()
        && !args.dry_run
        && journal.count_open_steps(task.id)? > 0
    {
        return Err(Failure::new(
            Exit::Usage,
            "the task writes new passwords down: say where, with --password-file FILE",
        )
        .run(
            ctx.command("tasks resume")
                .arg(task.id)
                .file_option("--password-file", Some(&suggested::password_file())),
        ));
    }
    let kinds = [StepKind::DisableDevice, StepKind::EnableDevice];
    if journal.open_chunks(task.id, &kinds).next().is_some() {
        devices::ensure_permitted(ctx, &connected)?;
    }
    let mut tenancy = tenant_facts::read_tenant_facts(ctx, &connected, &ctx.guard_rails()?).await?;
    add_large_group_members(&connected, &journal, &task, &mut tenancy).await?;
    let mut guarded = SkippedOpenSteps::find(ctx, &connected, &journal, &task, &tenancy)?;
    let left = devices::skipped_device_steps(&connected, &journal, &task, &mut tenancy).await?;
    guarded.add_devices(left);
    guarded
        .add_restricted_unit_steps(ctx, &connected, &journal, &task)
        .await?;
    if let Some(undone) = task.undoes {
        let since = (undone, task.created);
        add_changed_accounts(ctx, &connected, &journal, since, &task, &mut guarded).await?;
    }
    let open = journal.count_open_steps(task.id)?;
    let count = open.saturating_sub(guarded.step_count());
    if open > 0 && count == 0 {
        return Err(guarded.all_skipped_failure(ctx, &trail, &task));
    }
    let command = ctx
        .command("tasks resume")
        .arg(task.id)
        .file_option("--password-file", args.password_file.as_deref());
    if args.dry_run {
        guarded.print(ctx);
        trail.record_dry_run(ctx, count, Some("tasks resume".to_owned()));
        drop(journal);
        return show::run(ctx, &ShowArgs { id: args.id });
    }
    if count == 0 {
        warn_nothing_open(ctx, &task);
    }
    if count > 0 {
        let enough = ensure_within_limits(ctx, &connected, &journal, &task, &tenancy).await;
        enough
            .inspect_err(|failure| trail.record_refusal(ctx, Some(task.id), accounts, failure))?;
        let question = format!("Resume task {} ({count} steps are open)?", task.id);
        let agreement = Agreement {
            yes: args.yes,
            ..Agreement::default()
        };
        guarded.print(ctx);
        let agreed = ctx.confirm((), &agreement, &question, &command);
        agreed
            .inspect_err(|failure| trail.record_refusal(ctx, Some(task.id), accounts, failure))?;
    }
    let file = args.password_file.as_deref().filter(|_| count > 0);
    let mut inputs = RunInputs {
        password_file: file.map(PasswordFile::create).transpose()?,
        administrators: AdministratorGuard::starting_from(
            &tenancy.rail_facts.administrators,
            tenancy.read_at,
        ),
        ..RunInputs::default()
    };
    inputs.administrators.skipped = guarded
        .finish_skipped(ctx, &connected, &mut journal, &trail, &task)
        .await?;
    let begun = journal.resume_task(task)?;
    let finished = run::execute(ctx, &connected, journal, begun, inputs).await?;
    let inputs = ReportInputs::for_rows(&tenancy.tokens, SkippedSummary::default());
    action_report::report(ctx, &connected, finished, inputs)
}

/// Warns that nothing is sent, since the journal says nothing about the current state of the
/// tenant.
fn warn_nothing_open(ctx: &Ctx<'_>, task: &Task) {
    let verify = ctx.command("tasks verify").arg(task.id);
    ctx.io.warn(&format!(
        "task {} has no open steps, so nothing was sent; this is what its journal says. To read the \
         accounts themselves: {verify}",
        task.id
    ));
}

/// Adds the open steps whose account was changed since the task that this one undoes.
async fn add_changed_accounts(
    ctx: &Ctx<'_>,
    connected: &Connected,
    journal: &Journal,
    since: (TaskId, Timestamp),
    task: &Task,
    guarded: &mut SkippedOpenSteps,
) -> Result<(), Failure> {
    let kept = device_changes::devices_changed_since(ctx, connected, journal, since.0, task);
    guarded.add_steps(kept.await?.into_iter());
    let open = journal.open_steps(task.id, StepKind::Enable, 0, usize::MAX)?;
    let ids = open.iter().map(|step| step.account_id.clone()).collect();
    let changed = changes::accounts_changed_since(ctx, connected, journal, since, &ids).await?;
    guarded.add_steps(open.into_iter().filter_map(|step| {
        let why = changed.get(&step.account_id)?;
        Some((step, format!("is left: {why}")))
    }));
    Ok(())
}

/// Adds the accounts of open steps that are in a very large protected group.
async fn add_large_group_members(
    connected: &Connected,
    journal: &Journal,
    task: &Task,
    tenancy: &mut TenantFacts,
) -> Result<(), Failure> {
    if tenancy.rail_facts.protected.large_groups.is_empty() {
        return Ok(());
    }
    for open in journal.open_chunks(task.id, task.action.sending_order()) {
        let ids: Vec<_> = open?.iter().map(|step| step.account_id.clone()).collect();
        large_groups::protect_members(connected, &mut tenancy.rail_facts.protected, &ids).await?;
    }
    Ok(())
}

/// Checks that the current user started the task: a resumed task acts on behalf of the
/// user who started it.
fn ensure_own(ctx: &Ctx<'_>, connected: &Connected, task: &Task) -> Result<(), Failure> {
    if task.actor_id == connected.me.object_id {
        return Ok(());
    }
    let who = task.actor_name.clone().unwrap_or(task.actor_id.to_string());
    let what = format!(
        "task {} was begun by {who}: sign in as them to resume it",
        task.id
    );
    Err(Failure::new(Exit::Refused, what).run(ctx.command("auth login --for respond")))
}

/// Applies the size limits to a resumed task: accounts without a second signature count
/// together with those changed in the last 24 hours. A stored signature is verified again,
/// since the journal alone proves nothing.
async fn ensure_within_limits(
    ctx: &Ctx<'_>,
    connected: &Connected,
    journal: &Journal,
    task: &Task,
    tenancy: &TenantFacts,
) -> Result<(), Failure> {
    let size = RunSize::of_open(ctx, journal, task, tenancy)?;
    if !size.needs_signature() {
        return Ok(());
    }
    if task.approved_by.is_some() {
        return stored_approval::recheck_approval(ctx, connected, journal, task, tenancy, size)
            .await;
    }
    let what = format!(
        "{} need a second person's signature (more than {}): nothing was sent",
        size.description(),
        size.max_without_signature()
    );
    Err(Failure::new(Exit::Refused, what)
        .advise("resume it when the others are more than 24 hours old, or let a second person sign a plan for these accounts")
        .run(ctx.command("tasks export -o csv").arg(task.id)))
}
