//! `audit verify`: whether any line was changed.
use super::clock::ClockCheck;
use super::log::CheckedLog;
use super::{command_for_tenant, fault_of, no_log_failure, open_log, path_text};
use crate::audit;
use crate::cli::audit::VerifyArgs;
use crate::cli::command_line::CommandLine;
use crate::context::{CommandResult, Ctx, Outcome};
use crate::domain::audit_entry::Entry;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::reports::audit::verify::{AuditVerify, NextCommand, RecordedHash};

/// Checks the log from its first line to its last.
pub(crate) fn run(ctx: &mut Ctx<'_>, args: &VerifyArgs) -> CommandResult {
    let Some((tenant, mut log)) = open_log(ctx)? else {
        return Err(no_log_failure(ctx));
    };
    let unread = log.take_unread();
    let file = path_text(log.path());
    let head = audit::head_path(ctx.dirs, &tenant);
    let mut kept: Vec<RecordedHash> = args
        .kept
        .iter()
        .map(|hash| RecordedHash {
            hash: hash.clone(),
            line: None,
        })
        .collect();
    let mut first: Option<Vec<u8>> = None;
    let mut last: Vec<u8> = Vec::new();
    let mut lines = 0;
    let mut clock = ClockCheck::default();
    let CheckedLog {
        result: judged,
        missing,
    } = log.for_each_line::<Failure>(|number, line| {
        lines = number;
        clock.check_line(number, line);
        for one in kept.iter_mut().filter(|one| one.line.is_none()) {
            if ends_with_hash(line, &one.hash) {
                one.line = Some(number);
            }
        }
        first.get_or_insert_with(|| line.to_vec());
        last.clear();
        last.extend_from_slice(line);
        Ok(())
    })?;
    if lines == 0 && judged.is_ok() && kept.is_empty() && unread.is_none() {
        return Err(no_log_failure(ctx));
    }
    let time = |line: &[u8]| Entry::parse(line).map(|entry| entry.time);
    let fault = fault_of(&judged);
    let intact = fault.is_none() && kept.iter().all(|one| one.line.is_some());
    let intact_log = judged.ok();
    let interrupted = intact_log.as_ref().is_some_and(|log| log.interrupted);
    let last_line = intact_log.map(|log| log.end.into());
    let mut next = Vec::new();
    let mut add = |why: &str, line: CommandLine| {
        next.push(NextCommand {
            why: why.to_owned(),
            command: command_for_tenant(ctx, &tenant, line).to_string(),
        });
    };
    if intact {
        add("what was done", "audit show".into());
    } else {
        if let Some(task) = missing.first() {
            add(
                "what the journal says of it",
                CommandLine::from_words("tasks show").arg(task),
            );
        }
        let copy = "audit export --format jsonl --out audit-evidence.jsonl";
        if lines > 0 {
            add("see what is in it", "audit show --limit 1000".into());
            add("copy it, as evidence", copy.into());
        }
        if fault.is_some() {
            let begin = "audit archive --reason TEXT";
            add("put it away and begin a new one", begin.into());
        }
    }
    let exit = match &unread {
        _ if !intact => Exit::Untrusted,
        Some(failure) => failure.exit,
        None => Exit::Done,
    };
    let report = AuditVerify {
        file,
        head: head.map(|path| path_text(&path)).unwrap_or_default(),
        intact,
        lines,
        from: first.as_deref().and_then(time),
        to: time(&last),
        last_line,
        interrupted,
        time_went_back: clock.steps,
        time_went_back_count: clock.count,
        fault,
        missing_tasks: unread.is_none().then(|| missing.into_iter().collect()),
        kept,
        next,
        tenant,
    };
    Ok(Outcome::with(report, exit))
}

/// Whether the line claims this hash. The chain check verifies the hash.
fn ends_with_hash(line: &[u8], hash: &str) -> bool {
    line.strip_suffix(b"\"}\n")
        .is_some_and(|line| line.ends_with(hash.as_bytes()))
}
