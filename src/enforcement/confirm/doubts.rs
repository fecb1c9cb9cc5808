//! Accounts of which it is not known whether someone changed them since: each is a
//! question.
use crate::cli::tasks::UndoArgs;
use crate::context::Ctx;
use crate::domain::task::account_count;
use crate::domain::undo::Doubt;
use crate::enforcement::check::still_blocked::{Found, knowingly};
use crate::reports::users::bulk_plan::SkippedLine;

/// Asks about accounts of which it is not known whether someone changed them
/// since. `--yes` was typed before that was known: it is no answer. Without a
/// terminal they are left; a dry run at a terminal counts them, with the question.
pub(crate) fn decide_doubtful(ctx: &mut Ctx<'_>, mut found: Found, args: &UndoArgs) -> Found {
    let mut doubts: Vec<Doubt> = Vec::new();
    for (_, doubt) in &found.doubtful {
        if !doubts.contains(doubt) {
            doubts.push(*doubt);
        }
    }
    let can_ask = ctx.io.terminal.interactive && !ctx.global.no_input;
    let is_counted = can_ask && !may_act(args);
    if is_counted {
        let accounts = account_count(found.doubtful.len());
        let questions = doubts.iter();
        let questions = questions.map(|doubt| format!("asks about {accounts} first: {doubt}"));
        found.questions.extend(questions);
    }
    let re_enable = !doubts.is_empty() && can_ask && may_act(args) && {
        for doubt in &doubts {
            ctx.io.warn(&format!("warning: {doubt}"));
        }
        for (account, _) in found.doubtful.iter().take(10) {
            ctx.io.warn(&format!("  {}", account.upn));
        }
        let accounts = account_count(found.doubtful.len());
        let question = format!("Re-enable {accounts} anyway? [y/N]");
        ctx.io.ask(&question).is_yes()
    };
    for (account, doubt) in std::mem::take(&mut found.doubtful) {
        if re_enable || is_counted {
            found.accounts.push(account);
        } else {
            let why = format!("{doubt}; {}", knowingly(ctx, account.id.as_str()));
            found.skipped.push(SkippedLine {
                line: found.skipped.len() + 1,
                record: None,
                user: account.upn,
                id: Some(account.id),
                content: None,
                why,
            });
        }
    }
    found
}

/// Whether something may be re-enabled, now or by a plan.
pub(crate) fn may_act(args: &UndoArgs) -> bool {
    !args.agreement.dry_run || args.plan_out.is_some()
}
