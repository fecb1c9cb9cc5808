//! Writes the plan of a list, or of what is undone, to a file for
//! `tasks apply`.
use std::io::{BufWriter, Write as _};
use std::path::Path;

use crate::context::Ctx;
use crate::context::connect::Connected;
use crate::domain::plan_file::{HOLDS_FOR, PlanHead, PlanRow};
use crate::domain::plan_text::PlanWriter;
use crate::domain::task::{Action, InNameOf};
use crate::enforcement::confirm::approval::signing_command;
use crate::enforcement::confirm::size_rules::Size;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::journal::StagingTable;

/// What the plan is about, beside its accounts.
#[derive(Debug, Clone)]
pub(crate) struct Header {
    pub action: Action,
    pub via: InNameOf,
    pub new_password: bool,
    pub reason: Option<String>,
    /// The task that it undoes.
    pub undoes: Option<i64>,
}

/// Writes the plan and returns what to run next.
///
/// # Errors
/// Exit 8 where the file exists or cannot be written.
pub(crate) fn write(
    ctx: &Ctx<'_>,
    connected: &Connected,
    header: Header,
    rows: &StagingTable,
    size: Size,
    path: &Path,
) -> Result<Vec<String>, Failure> {
    let now = ctx.clock.now();
    let me = &connected.me;
    let Header {
        action,
        via,
        new_password,
        reason,
        undoes,
    } = header;
    let head = PlanHead {
        format: String::new(),
        tool: env!("CARGO_PKG_VERSION").to_owned(),
        tenant: me.tenant.clone(),
        action,
        via,
        new_password,
        reason,
        author_id: me.object_id.clone(),
        author: me.user_principal_name.clone(),
        created: now,
        expires: now.saturating_add(HOLDS_FOR).unwrap_or(now),
        undoes,
        accounts: rows.len(),
    };
    let file = crate::files::create_new(path).map_err(unwritten)?;
    if let Err(failure) = fill(file, head, rows) {
        // Half a plan is none.
        let removed = crate::files::remove(path);
        drop(removed);
        return Err(failure);
    }
    let mut next = Vec::new();
    if size.needs_signature() {
        next.push(signing_command(path));
    }
    next.push(ctx.command("tasks apply").file(path).to_string());
    Ok(next)
}

fn unwritten(error: impl std::error::Error + Send + Sync + 'static) -> Failure {
    Failure::from_error(Exit::Storage, error).context("the plan could not be written")
}

/// Writes the text of the plan, and waits until it is on the disk.
fn fill(file: crate::files::Opened, head: PlanHead, rows: &StagingTable) -> Result<(), Failure> {
    let mut file = BufWriter::new(file);
    let (mut sealer, text) = PlanWriter::begin(head);
    file.write_all(text.as_bytes()).map_err(unwritten)?;
    rows.for_each_row::<Failure>(|row| match PlanRow::of(&row) {
        Some(row) => file
            .write_all(sealer.row(&row).as_bytes())
            .map_err(unwritten),
        None => Ok(()),
    })?;
    file.write_all(sealer.end().as_bytes())
        .and_then(|()| file.flush())
        .map_err(unwritten)?;
    file.get_ref().sync_all().map_err(unwritten)
}
