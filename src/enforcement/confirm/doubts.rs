//! Asks about accounts that someone may have changed since a task.
use crate::cli::tasks::UndoArgs;
use crate::context::Ctx;
use crate::domain::task::account_count_text;
use crate::domain::undo::Doubt;
use crate::enforcement::check::still_blocked::{UndoCandidates, enable_hint};
use crate::reports::users::bulk_plan::SkippedLine;

/// Asks whether to re-enable accounts that someone may have changed. `--yes` does not
/// answer this, since the doubt was unknown then. Without a terminal, they stay
/// disabled; a dry run at a terminal counts them, with the question.
pub(crate) fn ask_about_doubtful(
    ctx: &mut Ctx<'_>,
    mut found: UndoCandidates,
    args: &UndoArgs,
) -> UndoCandidates {
    let doubts = distinct_doubts(&found);
    let can_ask = ctx.io.terminal.interactive && !ctx.global.no_input;
    let is_counted = can_ask && !may_reenable(args);
    if is_counted {
        let accounts = account_count_text(found.doubtful.len());
        let questions = doubts.iter();
        let questions = questions.map(|doubt| format!("asks about {accounts} first: {doubt}"));
        found.questions.extend(questions);
    }
    let re_enable = !doubts.is_empty() && can_ask && may_reenable(args) && {
        for doubt in &doubts {
            ctx.io.warn(&format!("warning: {doubt}"));
        }
        for (account, _) in found.doubtful.iter().take(10) {
            ctx.io.warn(&format!("  {}", account.upn));
        }
        if let Some(more) = found
            .doubtful
            .len()
            .checked_sub(10)
            .filter(|more| *more > 0)
        {
            ctx.io.warn(&format!("  and {more} more"));
        }
        let accounts = account_count_text(found.doubtful.len());
        let question = format!("Re-enable {accounts} anyway? [y/N]");
        ctx.io.ask(&question).is_yes()
    };
    for (account, doubt) in std::mem::take(&mut found.doubtful) {
        if re_enable || is_counted {
            found.accounts.push(account);
        } else {
            let why = format!("{doubt}; {}", enable_hint(ctx, account.id.as_str()));
            let line = found.skipped.len() + 1;
            let skipped = SkippedLine::for_account(line, account.upn, Some(account.id), why);
            found.skipped.push(skipped);
        }
    }
    found
}

/// Returns each kind of doubt once; of times, the latest.
fn distinct_doubts(found: &UndoCandidates) -> Vec<Doubt> {
    let mut doubts: Vec<Doubt> = found.doubtful.iter().map(|(_, doubt)| *doubt).collect();
    doubts.sort_unstable_by(|one, other| other.cmp(one));
    doubts.dedup_by_key(|doubt| std::mem::discriminant(doubt));
    doubts
}

/// Whether accounts may be re-enabled, now or by a plan.
pub(crate) fn may_reenable(args: &UndoArgs) -> bool {
    !args.agreement.dry_run || args.plan_out.is_some()
}
