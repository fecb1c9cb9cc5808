//! `users ACTION --from FILE`: read the list, judge all of it, agree, act.
use std::path::Path;

use crate::audit::Event;
use crate::context::connect::Connected;
use crate::context::{CommandResult, Ctx, Outcome};
use crate::domain::access::{Access, access};
use crate::domain::bulk::Row;
use crate::domain::plan::Confirmed;
use crate::domain::task::{Action, InNameOf, account_count};
use crate::enforcement::check::list_refusals::{none_left, note, refusals, refused};
use crate::enforcement::check::tenant_facts::{self, Tenancy};
use crate::enforcement::confirm::size_rules::{self, Records, Size};
use crate::enforcement::execute::administrators::Recheck;
use crate::enforcement::execute::password_file::PasswordFile;
use crate::enforcement::execute::progress::Reading;
use crate::enforcement::execute::run::{self, RunInputs};
use crate::enforcement::plan::account_plan::{self, How, how};
use crate::enforcement::plan::steps::steps;
use crate::enforcement::plan::write_plan;
use crate::enforcement::report::action_report::{self, ReportInputs};
use crate::enforcement::request::Asked;
use crate::enforcement::resolve::list_source::Entries;
use crate::enforcement::resolve::rows::{BadLine, Judged, Rules, judge};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::journal::{Journal, JournalError, NewTask, StagingTable};
use crate::reports::users::bulk_plan::{BulkAccount, BulkPlan, MAX_ROWS, SkippedLine};

use crate::enforcement::execute::audit_events::AuditEvents;

/// Runs an action over a list.
pub(crate) async fn run(
    ctx: &mut Ctx<'_>,
    connected: &Connected,
    asked: Asked<'_>,
    from: &str,
) -> CommandResult {
    let entries = Entries::open(ctx, from)?;
    let terminal = ctx.io.terminal;
    let mut reading = Reading::new(ctx.io.talk(), terminal.redraws, ctx.clock.monotonic());
    let tenancy = tenant_facts::read(ctx, connected, &ctx.guard_rails()?).await?;
    let rules = Rules {
        action: asked.action,
        new_password: asked.new_password,
        tenancy: &tenancy,
        connected,
    };
    let judged = judge(rules, entries, |line| {
        reading.tick(line, ctx.clock.monotonic());
    })
    .await?;
    drop(reading);
    let trail = trail(ctx, connected, &asked);
    if !judged.bad.is_empty() && !asked.args.skip_invalid {
        note(ctx, &trail, &judged.bad);
        return Err(refused(ctx, &asked, &connected.me, &judged));
    }
    if judged.rows.is_empty() {
        note(ctx, &trail, &judged.bad);
        return Err(none_left(&judged.bad));
    }
    ensure_permitted(ctx, connected, &asked, &judged.rows)?;
    let mut plan = plan(ctx, connected, &asked, &judged)?;
    let warnings: Vec<String> = judged
        .notes
        .warnings()
        .into_iter()
        .chain(tenancy.warnings())
        .collect();
    plan.warnings.extend(warnings.iter().cloned());
    let journal = Journal::open_read_only(ctx.dirs, &connected.me.tenant)?;
    let records = Records {
        journal: journal.as_ref(),
        tenant: &connected.me.tenant,
    };
    let size = Size::of(ctx, records, asked.action, &judged.rows, &tenancy)?;
    drop(journal);
    if asked.args.agreement.dry_run {
        trail.dry_run(ctx, judged.rows.len(), None);
        if let Some(path) = &asked.args.plan_out {
            let header = header(&asked);
            plan.next = write_plan::write(ctx, connected, header, &judged.rows, size, path)?;
            plan.plan_file = Some(path.to_string_lossy().into_owned());
        }
        return Ok(Outcome::done(plan));
    }
    if let Err(failure) = size_rules::ensure_within_limits(size, asked.command(ctx)) {
        trail.note_refusal(ctx, None, size.accounts, &failure);
        return Err(failure);
    }
    if asked.args.agreement.yes {
        for warning in &warnings {
            ctx.io.warn(&format!("warning: {warning}"));
        }
    } else {
        ctx.show_plan(&plan.question_view());
    }
    let (skipped, skipped_count) = (plan.skipped, plan.skipped_count);
    let command = asked.command(ctx);
    let question = asked.action.question(&account_count(judged.rows.len()));
    let agreement = size_rules::Asked {
        agreement: &asked.args.agreement,
        expect_count: asked.args.expect_count,
        question: &question,
        command: &command,
    };
    let Judged { rows, bad, .. } = judged;
    let agreed = size_rules::ask(ctx, rows, size, &agreement);
    let agreed =
        agreed.inspect_err(|failure| trail.note_refusal(ctx, None, size.accounts, failure))?;
    let left_out = LeftOut {
        bad,
        skipped,
        skipped_count,
    };
    begin(ctx, connected, &asked, agreed, left_out, &tenancy).await
}

fn trail(ctx: &Ctx<'_>, connected: &Connected, asked: &Asked<'_>) -> AuditEvents {
    AuditEvents {
        reason: asked.args.agreement.reason.clone(),
        new_password: asked.new_password,
        ..AuditEvents::new(ctx, connected, asked.action, asked.via())
    }
}

/// What a plan file says beside its accounts.
fn header(asked: &Asked<'_>) -> write_plan::Header {
    write_plan::Header {
        action: asked.action,
        via: asked.via(),
        new_password: asked.new_password,
        reason: asked.args.agreement.reason.clone(),
        undoes: None,
    }
}

/// The lines that are not carried out.
struct LeftOut {
    bad: Vec<BadLine>,
    skipped: Vec<SkippedLine>,
    skipped_count: usize,
}

/// Begins the task and carries it out.
async fn begin(
    ctx: &mut Ctx<'_>,
    connected: &Connected,
    asked: &Asked<'_>,
    agreed: Confirmed<StagingTable>,
    left_out: LeftOut,
    tenancy: &Tenancy,
) -> CommandResult {
    let trail = trail(ctx, connected, asked);
    let _hold = ctx.interrupt.hold().await;
    let mut journal = Journal::open(ctx.dirs, &connected.me.tenant)?;
    // Once more where no other run can come in between.
    let records = Records {
        journal: Some(&journal),
        tenant: &connected.me.tenant,
    };
    let size = Size::of(ctx, records, asked.action, agreed.plan(), tenancy)?;
    size_rules::ensure_within_limits(size, asked.command(ctx))
        .inspect_err(|failure| trail.note_refusal(ctx, None, size.accounts, failure))?;
    let refusals: Vec<Event> = refusals(&trail, &left_out.bad);
    trail.record(&refusals, ctx.clock.now())?;
    let passwords = asked.password_file.map(PasswordFile::create).transpose()?;
    let task = NewTask {
        action: asked.action,
        via: asked.via(),
        reason: asked.args.agreement.reason.clone(),
        actor_id: connected.me.object_id.clone(),
        actor_name: connected.me.user_principal_name.clone(),
        new_password: asked.new_password,
        undoes: None,
        plan_digest: None,
        approved_by: None,
    };
    let app_only = connected.me.app_only;
    let rows = agreed.into_plan();
    let steps = |row: &Row| {
        steps(
            asked.action,
            asked.new_password,
            app_only,
            row.account().as_ref(),
        )
    };
    let begun = journal.start_staged_task(&task, &rows, steps, ctx.clock.now());
    let begun = begun.map_err(|error| Failure::from(error).context("nothing was sent"))?;
    drop(rows);
    let inputs = RunInputs {
        passwords,
        recheck: Recheck::after(&tenancy.watch.administrators, tenancy.read_at),
        ..RunInputs::default()
    };
    let finished = run::execute(ctx, connected, journal, begun, inputs).await?;
    let left_out = action_report::LeftOut {
        lines: left_out.skipped,
        count: left_out.skipped_count,
    };
    let inputs = ReportInputs::of_rows(&tenancy.tokens, left_out);
    action_report::report(ctx, connected, finished, inputs)
}

/// What the token lacks, it lacks for every row.
fn ensure_permitted(
    ctx: &Ctx<'_>,
    connected: &Connected,
    asked: &Asked<'_>,
    rows: &StagingTable,
) -> Result<(), Failure> {
    let (first, _) = rows.rows_after(0, 1)?;
    let Some(account) = first.first().and_then(Row::account) else {
        return Ok(());
    };
    let mut missing: Vec<&str> = Vec::new();
    for kind in asked.action.steps() {
        if let Access::NeedsPermission(names) = access(&connected.me, &account, *kind) {
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

fn skipped(judged: &Judged) -> Vec<SkippedLine> {
    judged
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

fn plan(
    ctx: &Ctx<'_>,
    connected: &Connected,
    asked: &Asked<'_>,
    judged: &Judged,
) -> Result<BulkPlan, Failure> {
    let deed = ActionSpec {
        action: asked.action,
        via: asked.via(),
        new_password: asked.new_password,
        password_file: asked.password_file,
    };
    Ok(BulkPlan {
        repeated: judged.repeated,
        skipped: skipped(judged),
        skipped_count: judged.bad.len(),
        next: vec![asked.command_to_apply(ctx).to_string()],
        ..outline(connected, deed, &judged.rows)?
    })
}

/// What is done to each account of a list.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ActionSpec<'a> {
    pub action: Action,
    pub via: InNameOf,
    pub new_password: bool,
    pub password_file: Option<&'a Path>,
}

/// What would be done to these accounts, before anybody agrees.
///
/// # Errors
/// Where the rows cannot be read.
pub(crate) fn outline(
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
        if let Some(account) = row.account() {
            for (count, kind) in possible.iter_mut().zip(kinds) {
                let how = how(&account, *kind, deed.new_password, connected.me.app_only);
                *count += usize::from(!matches!(how, How::NotPossible(_)));
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
        steps: account_plan::steps_in_words(deed.action, deed.new_password, deed.password_file),
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
