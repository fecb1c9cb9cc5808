//! Writes the plan of a list, or of an undo, to a file for `tasks apply`.
use std::io::{BufWriter, Write as _};
use std::path::Path;

use crate::context::Ctx;
use crate::context::connect::Connected;
use crate::context::suggested::unused_path;
use crate::domain::plan_file::{PlanHeader, PlanRow, VALIDITY};
use crate::domain::plan_text::PlanWriter;
use crate::domain::task::{Action, OnBehalfOf};
use crate::enforcement::confirm::approval::signing_command;
use crate::enforcement::confirm::size_rules::RunSize;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::journal::StagingTable;

/// The fields of a plan other than its accounts.
#[derive(Debug, Clone)]
pub(crate) struct PlanDetails {
    pub action: Action,
    pub via: OnBehalfOf,
    pub new_password: bool,
    pub reason: Option<String>,
    /// The task that it undoes.
    pub undoes: Option<i64>,
}

/// Writes the plan and returns the next commands.
///
/// # Errors
/// Exit code 8 if the file exists or cannot be written.
pub(crate) fn write_plan(
    ctx: &Ctx<'_>,
    connected: &Connected,
    header: PlanDetails,
    rows: &StagingTable,
    size: RunSize,
    path: &Path,
) -> Result<Vec<String>, Failure> {
    let now = ctx.clock.now();
    let me = &connected.me;
    let PlanDetails {
        action,
        via,
        new_password,
        reason,
        undoes,
    } = header;
    let head = PlanHeader {
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
        expires: now.saturating_add(VALIDITY).unwrap_or(now),
        undoes,
        accounts: rows.len(),
    };
    if crate::files::path_exists(path) {
        let other = unused_path(path, &[]);
        let what = format!("{} exists already: no plan was written", path.display());
        return Err(Failure::new(Exit::Usage, what)
            .advise(format!("run it again with --plan-out {}", other.display())));
    }
    let file = crate::files::create_new(path).map_err(unwritable_failure)?;
    if let Err(failure) = write_text(file, head, rows) {
        // Do not leave half a plan.
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

fn unwritable_failure(error: impl std::error::Error + Send + Sync + 'static) -> Failure {
    Failure::from_error(Exit::Storage, error).context("the plan could not be written")
}

/// Writes the text of the plan and syncs it to disk.
fn write_text(
    file: crate::files::Opened,
    head: PlanHeader,
    rows: &StagingTable,
) -> Result<(), Failure> {
    let mut file = BufWriter::new(file);
    let (mut sealer, text) = PlanWriter::start(head);
    file.write_all(text.as_bytes())
        .map_err(unwritable_failure)?;
    rows.for_each_row::<Failure>(|row| match PlanRow::from_bulk_row(&row) {
        Some(row) => file
            .write_all(sealer.row_text(&row).as_bytes())
            .map_err(unwritable_failure),
        None => Ok(()),
    })?;
    file.write_all(sealer.finish().as_bytes())
        .and_then(|()| file.flush())
        .map_err(unwritable_failure)?;
    file.get_ref().sync_all().map_err(unwritable_failure)
}
