//! `users ACTION --from FILE`: reads a list, checks it, asks for confirmation and
//! executes it.
use std::path::Path;

use crate::audit::Event;
use crate::context::connect::Connected;
use crate::context::{CommandResult, Ctx, Outcome};
use crate::domain::access::{Access, account_access};
use crate::domain::bulk::BulkRow;
use crate::domain::confirmation::Confirmed;
use crate::domain::task::{Action, OnBehalfOf, account_count_text};
use crate::enforcement::check::list_refusals::{
    guard_rail_refusal_events, invalid_lines_failure, no_valid_line_failure, record_refusals,
};
use crate::enforcement::check::tenant_facts::{self, TenantFacts};
use crate::enforcement::confirm::size_rules::{self, RecentRecords, RunSize};
use crate::enforcement::execute::administrators::AdministratorGuard;
use crate::enforcement::execute::password_file::PasswordFile;
use crate::enforcement::execute::progress::ReadProgress;
use crate::enforcement::execute::run::{self, RunInputs};
use crate::enforcement::plan::account_plan::{self, PlannedMethod, step_method};
use crate::enforcement::plan::steps::account_steps;
use crate::enforcement::plan::write_plan;
use crate::enforcement::report::action_report::{self, ReportInputs};
use crate::enforcement::request::ActionRequest;
use crate::enforcement::resolve::list_source::ListEntries;
use crate::enforcement::resolve::rows::{CheckedList, InvalidLine, RowRules, check_list};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::journal::{Journal, JournalError, NewTask, StagingTable};
use crate::reports::users::bulk_plan::{BulkAccount, BulkPlan, MAX_ROWS, SkippedLine};

use crate::enforcement::execute::audit_events::AuditEvents;

/// Executes an action on the accounts of a list.
pub(crate) async fn run_list(
    ctx: &mut Ctx<'_>,
    connected: &Connected,
    request: ActionRequest<'_>,
    from: &str,
) -> CommandResult {
    let entries = ListEntries::open(ctx, from)?;
    let terminal = ctx.io.terminal;
    let mut reading = ReadProgress::new(
        ctx.io.status_writer(),
        terminal.redraws,
        ctx.clock.monotonic(),
    );
    let tenancy = tenant_facts::read_tenant_facts(ctx, connected, &ctx.guard_rails()?).await?;
    let rules = RowRules {
        action: request.action,
        new_password: request.new_password,
        tenancy: &tenancy,
        connected,
    };
    let checked = check_list(rules, entries, |line| {
        reading.tick(line, ctx.clock.monotonic());
    })
    .await?;
    drop(reading);
    let audit_events = audit_events(ctx, connected, &request);
    if !checked.bad.is_empty() && !request.args.skip_invalid {
        record_refusals(ctx, &audit_events, &checked.bad);
        return Err(invalid_lines_failure(
            ctx,
            &request,
            &connected.me,
            &checked,
        ));
    }
    if checked.rows.is_empty() {
        record_refusals(ctx, &audit_events, &checked.bad);
        return Err(no_valid_line_failure(&checked.bad));
    }
    ensure_permitted(ctx, connected, &request, &checked.rows)?;
    let mut plan = preview(ctx, connected, &request, &checked)?;
    let warnings: Vec<String> = checked
        .notes
        .warnings()
        .into_iter()
        .chain(tenancy.warnings())
        .collect();
    plan.warnings.extend(warnings.iter().cloned());
    let journal = Journal::open_read_only(ctx.dirs, &connected.me.tenant)?;
    let records = RecentRecords {
        journal: journal.as_ref(),
        tenant: &connected.me.tenant,
    };
    let size = RunSize::of_rows(ctx, records, request.action, &checked.rows, &tenancy)?;
    drop(journal);
    if request.args.agreement.dry_run {
        audit_events.record_dry_run(ctx, checked.rows.len(), None);
        if let Some(path) = &request.args.plan_out {
            let header = plan_details(&request);
            plan.next = write_plan::write_plan(ctx, connected, header, &checked.rows, size, path)?;
            plan.plan_file = Some(path.to_string_lossy().into_owned());
        }
        return Ok(Outcome::done(plan));
    }
    if let Err(failure) = size_rules::ensure_within_limits(size, request.command(ctx)) {
        audit_events.record_refusal(ctx, None, size.accounts, &failure);
        return Err(failure);
    }
    if request.args.agreement.yes {
        for warning in &warnings {
            ctx.io.warn(&format!("warning: {warning}"));
        }
    } else {
        ctx.show_plan(&plan.confirmation_view());
    }
    let (skipped, skipped_count) = (plan.skipped, plan.skipped_count);
    let command = request.command(ctx);
    let question = request
        .action
        .question(&account_count_text(checked.rows.len()));
    let agreement = size_rules::ConfirmationRequest {
        agreement: &request.args.agreement,
        expect_count: request.args.expect_count,
        question: &question,
        command: &command,
    };
    let CheckedList { rows, bad, .. } = checked;
    let confirmed = size_rules::confirm(ctx, rows, size, &agreement);
    let confirmed = confirmed
        .inspect_err(|failure| audit_events.record_refusal(ctx, None, size.accounts, failure))?;
    let left_out = SkippedLines {
        bad,
        skipped,
        skipped_count,
    };
    start_task(ctx, connected, &request, confirmed, left_out, &tenancy).await
}

fn audit_events(ctx: &Ctx<'_>, connected: &Connected, request: &ActionRequest<'_>) -> AuditEvents {
    AuditEvents {
        reason: request.args.agreement.reason.clone(),
        new_password: request.new_password,
        ..AuditEvents::new(ctx, connected, request.action, request.via())
    }
}

/// Returns the fields of a plan file other than its accounts.
fn plan_details(request: &ActionRequest<'_>) -> write_plan::PlanDetails {
    write_plan::PlanDetails {
        action: request.action,
        via: request.via(),
        new_password: request.new_password,
        reason: request.args.agreement.reason.clone(),
        undoes: None,
    }
}

/// The lines that are not executed.
struct SkippedLines {
    bad: Vec<InvalidLine>,
    skipped: Vec<SkippedLine>,
    skipped_count: usize,
}

/// Creates the task and executes it.
async fn start_task(
    ctx: &mut Ctx<'_>,
    connected: &Connected,
    request: &ActionRequest<'_>,
    confirmed: Confirmed<StagingTable>,
    left_out: SkippedLines,
    tenancy: &TenantFacts,
) -> CommandResult {
    let audit_events = audit_events(ctx, connected, request);
    let _hold = ctx.interrupt.hold().await;
    let mut journal = Journal::open(ctx.dirs, &connected.me.tenant)?;
    // Check again now that no other run can interfere.
    let records = RecentRecords {
        journal: Some(&journal),
        tenant: &connected.me.tenant,
    };
    let size = RunSize::of_rows(ctx, records, request.action, confirmed.plan(), tenancy)?;
    size_rules::ensure_within_limits(size, request.command(ctx))
        .inspect_err(|failure| audit_events.record_refusal(ctx, None, size.accounts, failure))?;
    let refusals: Vec<Event> = guard_rail_refusal_events(&audit_events, &left_out.bad);
    audit_events.record(&refusals, ctx.clock.now())?;
    let passwords = request
        .password_file
        .map(PasswordFile::create)
        .transpose()?;
    let task = NewTask {
        action: request.action,
        via: request.via(),
        reason: request.args.agreement.reason.clone(),
        actor_id: connected.me.object_id.clone(),
        actor_name: connected.me.user_principal_name.clone(),
        new_password: request.new_password,
        undoes: None,
        plan_digest: None,
        approved_by: None,
    };
    let app_only = connected.me.app_only;
    let rows = confirmed.into_plan();
    let steps = |row: &BulkRow| {
        account_steps(
            request.action,
            request.new_password,
            app_only,
            row.to_account().as_ref(),
        )
    };
    let started = journal.start_staged_task(&task, &rows, steps, ctx.clock.now());
    let started = started.map_err(|error| Failure::from(error).context("nothing was sent"))?;
    drop(rows);
    let inputs = RunInputs {
        password_file: passwords,
        administrators: AdministratorGuard::starting_from(
            &tenancy.rail_facts.administrators,
            tenancy.read_at,
        ),
        ..RunInputs::default()
    };
    let finished = run::execute(ctx, connected, journal, started, inputs).await?;
    let left_out = action_report::SkippedSummary {
        lines: left_out.skipped,
        count: left_out.skipped_count,
    };
    let inputs = ReportInputs::for_rows(&tenancy.tokens, left_out);
    action_report::report(ctx, connected, finished, inputs)
}

/// Ensures that the token has the permissions, which are the same for every row.
fn ensure_permitted(
    ctx: &Ctx<'_>,
    connected: &Connected,
    request: &ActionRequest<'_>,
    rows: &StagingTable,
) -> Result<(), Failure> {
    let (first, _) = rows.rows_after(0, 1)?;
    let Some(account) = first.first().and_then(BulkRow::to_account) else {
        return Ok(());
    };
    let mut missing: Vec<&str> = Vec::new();
    for kind in request.action.steps() {
        if let Access::NeedsPermission(names) = account_access(&connected.me, &account, *kind) {
            missing.extend(names);
        }
    }
    if missing.is_empty() {
        return Ok(());
    }
    Err(Failure::new(
        Exit::Denied,
        format!(
            "the token lacks {}: nothing was sent",
            missing.join(" and ")
        ),
    )
    .run(ctx.command("auth login --for respond")))
}

fn skipped_lines(checked: &CheckedList) -> Vec<SkippedLine> {
    checked
        .bad
        .iter()
        .take(MAX_ROWS)
        .map(|bad| SkippedLine {
            line: bad.at.line,
            record: Some(bad.at.record),
            user: bad.user.clone(),
            id: bad.id.clone(),
            content: Some(bad.at.content.clone()),
            why: bad.why.text(),
        })
        .collect()
}

fn preview(
    ctx: &Ctx<'_>,
    connected: &Connected,
    request: &ActionRequest<'_>,
    checked: &CheckedList,
) -> Result<BulkPlan, Failure> {
    let deed = ActionSpec {
        action: request.action,
        via: request.via(),
        new_password: request.new_password,
        password_file: request.password_file,
    };
    Ok(BulkPlan {
        repeated: checked.repeated,
        skipped: skipped_lines(checked),
        skipped_count: checked.bad.len(),
        next: vec![request.command_without_dry_run(ctx).to_string()],
        ..preview_rows(connected, deed, &checked.rows)?
    })
}

/// The action on each account of a list.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ActionSpec<'a> {
    pub action: Action,
    pub via: OnBehalfOf,
    pub new_password: bool,
    pub password_file: Option<&'a Path>,
}

/// Returns the preview of an action on these accounts, for the confirmation.
///
/// # Errors
/// Fails if the rows cannot be read.
pub(crate) fn preview_rows(
    connected: &Connected,
    deed: ActionSpec<'_>,
    rows: &StagingTable,
) -> Result<BulkPlan, Failure> {
    let kinds = deed.action.steps();
    let mut possible = vec![0_usize; kinds.len()];
    let (mut guests, mut synced, mut disabled) = (0, 0, 0);
    rows.for_each_row::<JournalError>(|row| {
        guests += usize::from(row.guest);
        synced += usize::from(row.synced);
        disabled += usize::from(row.enabled == Some(false));
        if let Some(account) = row.to_account() {
            for (count, kind) in possible.iter_mut().zip(kinds) {
                let how = step_method(&account, *kind, deed.new_password, connected.me.app_only);
                *count += usize::from(!matches!(how, PlannedMethod::NotPossible(_)));
            }
        }
        Ok(())
    })?;
    let mut warnings = Vec::new();
    let mut warn = |count: usize, text: &str| {
        if count > 0 {
            warnings.push(format!("{count} of them {text}"));
        }
    };
    warn(
        guests,
        "are guests: sessions at their own tenants cannot be ended from here",
    );
    warn(
        synced,
        "are synced from Active Directory: Active Directory decides at the next sync (about 30 minutes)",
    );
    warn(disabled, "are disabled already");
    let batches = possible
        .iter()
        .map(|count| count.div_ceil(crate::graph::batch::BATCH_SIZE));
    let (first, _) = rows.rows_after(0, 3)?;
    Ok(BulkPlan {
        tenant: connected.me.tenant.clone(),
        action: deed.action,
        via: deed.via,
        accounts: rows.len(),
        steps: account_plan::describe_steps(deed.action, deed.new_password, deed.password_file),
        writes: possible.iter().sum(),
        requests: batches.sum(),
        repeated: 0,
        first: first
            .iter()
            .filter_map(|row| {
                Some(BulkAccount {
                    id: row.id()?,
                    user_principal_name: row.upn.to_string(),
                })
            })
            .collect(),
        skipped: Vec::new(),
        skipped_count: 0,
        warnings,
        plan_file: None,
        next: Vec::new(),
    })
}
