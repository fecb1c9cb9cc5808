//! Writes the plan of a list, or of what is undone, to a file for
//! `tasks apply`.
use std::path::Path;

use super::agree::Size;
use crate::commands::connect::Connected;
use crate::commands::context::Ctx;
use crate::domain::plan_file::{HOLDS_FOR, NAMESPACE, PlanFile, PlanRow};
use crate::domain::task::{Action, InNameOf};
use crate::domain::text::shell_word;
use crate::exit::Exit;
use crate::failure::Failure;

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
    rows: Vec<PlanRow>,
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
    let plan = PlanFile {
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
        accounts: 0,
        rows,
        digest: String::new(),
    }
    .sealed();
    crate::files::write_new(path, plan.text().as_bytes()).map_err(|error| {
        Failure::from_error(Exit::Storage, error).context("the plan could not be written")
    })?;
    let file = shell_word(&path.to_string_lossy());
    let mut next = Vec::new();
    if plan.accounts > size.limits.signed_above(size.people) {
        next.push(format!("ssh-keygen -Y sign -f KEY -n {NAMESPACE} {file}"));
    }
    next.push(ctx.command(&format!("tasks apply {file}")));
    Ok(next)
}
