//! `users ACTION --from FILE`: read the list, judge all of it, agree, act.
use std::path::Path;

use super::agree::{Records, Size};
use super::carry::{self, Luggage};
use super::gather::{BadLine, Judged, Rules, judge};
use super::recheck::Recheck;
use super::refuse::{nobody_left, note, refusals, refused};
use super::source::Entries;
use super::tenancy::{self, Tenancy};
use super::{agree, plan_out};
use crate::audit::{Actor, Event};
use crate::commands::connect::Connected;
use crate::commands::context::{CommandResult, Ctx, Outcome};
use crate::commands::users::asked::Asked;
use crate::commands::users::passwords::PasswordFile;
use crate::commands::users::preflight::{self, How, how, prior};
use crate::domain::account::{Access, Account, access};
use crate::domain::bulk::Row;
use crate::domain::plan::Agreed;
use crate::domain::task::{Action, InNameOf, StepKind, Way, so_many_accounts};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::journal::{Journal, JournalError, NewTask, Sheet, StepPlan};
use crate::reports::users_bulk::{BulkAccount, BulkPlan, MOST_ROWS, SkippedLine};

use super::trail::Trail;

/// Runs an action over a list.
pub(crate) async fn run(
    ctx: &mut Ctx<'_>,
    connected: &Connected,
    asked: Asked<'_>,
    from: &str,
) -> CommandResult {
    let entries = Entries::open(ctx, from)?;
    let tenancy = tenancy::read(ctx, connected, &ctx.guard_rails()?).await?;
    let rules = Rules {
        action: asked.action,
        new_password: asked.new_password,
        tenancy: &tenancy,
        connected,
    };
    let judged = judge(rules, entries).await?;
    let trail = trail(ctx, connected, &asked);
    if !judged.bad.is_empty() && !asked.args.skip_invalid {
        note(ctx, &trail, &judged.bad);
        return Err(refused(ctx, &asked, &connected.me, &judged));
    }
    if judged.rows.is_empty() {
        note(ctx, &trail, &judged.bad);
        return Err(nobody_left(&judged.bad));
    }
    unless_permitted(ctx, connected, &asked, &judged.rows)?;
    let mut plan = plan(ctx, connected, &asked, &judged)?;
    plan.warnings.extend(tenancy.warnings());
    let journal = Journal::read(ctx.place, &connected.me.tenant)?;
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
            plan.next = plan_out::write(ctx, connected, header, &judged.rows, size, path)?;
            plan.plan_file = Some(path.to_string_lossy().into_owned());
        }
        return Ok(Outcome::done(plan));
    }
    if let Err(failure) = agree::unless_too_many(size, &asked.command(ctx)) {
        trail.note_refusal(ctx, None, size.accounts, &failure);
        return Err(failure);
    }
    if asked.args.agreement.yes {
        for warning in tenancy.warnings() {
            ctx.io.warn(&format!("warning: {warning}"));
        }
    } else {
        ctx.show_plan(&plan.question_view());
    }
    let (skipped, skipped_count) = (plan.skipped, plan.skipped_count);
    let command = asked.command(ctx);
    let question = asked.action.question(&so_many_accounts(judged.rows.len()));
    let agreement = agree::Asked {
        agreement: &asked.args.agreement,
        expect_count: asked.args.expect_count,
        question: &question,
        command: &command,
    };
    let Judged { rows, bad, .. } = judged;
    let agreed = agree::ask(ctx, rows, size, &agreement);
    let agreed =
        agreed.inspect_err(|failure| trail.note_refusal(ctx, None, size.accounts, failure))?;
    let left_out = LeftOut {
        bad,
        skipped,
        skipped_count,
    };
    begin(ctx, connected, &asked, agreed, left_out, &tenancy).await
}

fn trail(ctx: &Ctx<'_>, connected: &Connected, asked: &Asked<'_>) -> Trail {
    Trail {
        place: ctx.place.clone(),
        tenant: connected.me.tenant.clone(),
        actor: Actor::from(&connected.me).into(),
        action: asked.action,
        via: asked.via(),
        reason: asked.args.agreement.reason.clone(),
        new_password: asked.new_password,
        approved_by: None,
    }
}

/// What a plan file says beside its accounts.
fn header(asked: &Asked<'_>) -> plan_out::Header {
    plan_out::Header {
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
    agreed: Agreed<Sheet>,
    left_out: LeftOut,
    tenancy: &Tenancy,
) -> CommandResult {
    let trail = trail(ctx, connected, asked);
    let _hold = ctx.interrupt.hold().await;
    let mut journal = Journal::open(ctx.place, &connected.me.tenant)?;
    // Once more where no other run can come in between.
    let records = Records {
        journal: Some(&journal),
        tenant: &connected.me.tenant,
    };
    let size = Size::of(ctx, records, asked.action, agreed.plan(), tenancy)?;
    agree::unless_too_many(size, &asked.command(ctx))
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
    let steps = |row: &Row| steps(asked.action, asked.new_password, app_only, row.account());
    let begun = journal.begin_sheet(&task, &rows, steps, ctx.clock.now());
    let begun = begun.map_err(|error| Failure::from(error).context("nothing was sent"))?;
    drop(rows);
    let luggage = Luggage {
        passwords,
        skipped: left_out.skipped,
        skipped_count: left_out.skipped_count,
        recheck: Recheck::after(tenancy),
    };
    carry::out(ctx, connected, journal, begun, luggage).await
}

/// The steps of one account.
pub(crate) fn steps(
    action: Action,
    new_password: bool,
    app_only: bool,
    account: Option<Account>,
) -> Vec<StepPlan> {
    let Some(account) = account else {
        return Vec::new();
    };
    let step = |kind: &StepKind| {
        let (way, not_possible) = match how(&account, *kind, new_password, app_only) {
            How::NotPossible(why) => (Way::NotPossible, Some(why)),
            How::WriteBack => (Way::WriteBack, None),
            How::Call if account.guest && *kind == StepKind::Revoke => (Way::Guest, None),
            How::Call => (Way::Call, None),
        };
        let mut prior = prior(&account, *kind);
        if account.synced
            && let Some(fields) = prior.as_object_mut()
        {
            fields.insert("synced".to_owned(), true.into());
        }
        StepPlan {
            account_id: account.id.clone(),
            account_name: account.upn.clone(),
            kind: *kind,
            prior,
            way,
            not_possible,
        }
    };
    action.steps().iter().map(step).collect()
}

/// What the token lacks, it lacks for every row.
fn unless_permitted(
    ctx: &Ctx<'_>,
    connected: &Connected,
    asked: &Asked<'_>,
    rows: &Sheet,
) -> Result<(), Failure> {
    let (first, _) = rows.after(0, 1)?;
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
        .take(MOST_ROWS)
        .map(|bad| SkippedLine {
            line: bad.line,
            user: bad.user.clone(),
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
    let deed = Deed {
        action: asked.action,
        via: asked.via(),
        new_password: asked.new_password,
        password_file: asked.password_file,
    };
    Ok(BulkPlan {
        repeated: judged.repeated,
        skipped: skipped(judged),
        skipped_count: judged.bad.len(),
        next: vec![asked.command_in_earnest(ctx)],
        ..outline(connected, deed, &judged.rows)?
    })
}

/// What is done to each account of a list.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Deed<'a> {
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
    deed: Deed<'_>,
    rows: &Sheet,
) -> Result<BulkPlan, Failure> {
    let kinds = deed.action.steps();
    let mut possible = vec![0_usize; kinds.len()];
    let (mut guests, mut synced, mut disabled) = (0, 0, 0);
    rows.each::<JournalError>(|row| {
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
        "are synchronized: Active Directory decides at the next sync (about 30 minutes)",
    );
    warn(disabled, "are disabled already");
    let batches = possible
        .iter()
        .map(|count| count.div_ceil(crate::graph::batch::BATCH_SIZE));
    let (first, _) = rows.after(0, 3)?;
    Ok(BulkPlan {
        tenant: connected.me.tenant.clone(),
        action: deed.action,
        via: deed.via,
        accounts: rows.len(),
        steps: preflight::steps_in_words(deed.action, deed.new_password, deed.password_file),
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
