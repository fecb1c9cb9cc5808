//! `audit show`: the newest lines that match the filter.
use std::collections::VecDeque;

use super::{chosen_tenant, command_for_tenant, fault_of, open_log, path_text, to_entry_filter};
use crate::cli::audit::ShowArgs;
use crate::context::{CommandResult, Ctx, Outcome};
use crate::domain::audit_entry::Entry;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::reports::audit::show::AuditShow;

/// Shows lines, newest first.
pub(crate) fn run(ctx: &mut Ctx<'_>, args: &ShowArgs) -> CommandResult {
    let Some((tenant, log)) = open_log(ctx)? else {
        return Ok(Outcome::done(AuditShow {
            tenant: chosen_tenant(ctx)?,
            file: None,
            fault: None,
            lines: Vec::new(),
            matching: 0,
            total: 0,
            next: vec![ctx.command("users list").to_string()],
        }));
    };
    let wanted = to_entry_filter(ctx, &args.filter);
    let most = usize::from(args.limit);
    let file = path_text(log.path());
    let mut newest: VecDeque<Entry> = VecDeque::new();
    let (mut matching, mut total) = (0, 0);
    let judged = log.for_each_line::<Failure>(|number, line| {
        total = number;
        if let Some(entry) = Entry::parse(line).filter(|entry| wanted.matches(entry)) {
            matching += 1;
            if newest.len() == most {
                newest.pop_front();
            }
            newest.push_back(entry);
        }
        Ok(())
    })?;
    let fault = fault_of(&judged.result);
    let exit = match fault {
        Some(_) => Exit::Untrusted,
        None => Exit::Done,
    };
    let next = match (total, &fault) {
        (0, None) => ctx.command("users list"),
        _ => command_for_tenant(ctx, &tenant, "audit verify"),
    };
    let report = AuditShow {
        tenant: Some(tenant),
        file: Some(file),
        fault,
        lines: newest.into_iter().rev().collect(),
        matching,
        total,
        next: vec![next.to_string()],
    };
    Ok(Outcome::with(report, exit))
}
