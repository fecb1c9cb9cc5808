//! Writes the plan of a list to a file, for `tasks apply`.
use std::path::Path;

use crate::commands::connect::Connected;
use crate::commands::context::Ctx;
use crate::commands::users::asked::Asked;
use crate::domain::bulk::{Row, signed_above};
use crate::domain::plan_file::{HOLDS_FOR, NAMESPACE, PlanFile, PlanRow};
use crate::domain::text::shell_word;
use crate::exit::Exit;
use crate::failure::Failure;

/// Writes the plan and returns what to run next.
///
/// # Errors
/// Exit 8 where the file exists or cannot be written.
pub(crate) fn write(
    ctx: &Ctx<'_>,
    connected: &Connected,
    asked: &Asked<'_>,
    rows: &[Row],
    people: Option<usize>,
    path: &Path,
) -> Result<Vec<String>, Failure> {
    let now = ctx.clock.now();
    let me = &connected.me;
    let plan = PlanFile {
        format: String::new(),
        tool: env!("CARGO_PKG_VERSION").to_owned(),
        tenant: me.tenant.clone(),
        action: asked.action,
        via: asked.via(),
        new_password: asked.new_password,
        reason: asked.args.agreement.reason.clone(),
        author_id: me.object_id.clone(),
        author: me.user_principal_name.clone(),
        created: now,
        expires: now.saturating_add(HOLDS_FOR).unwrap_or(now),
        accounts: 0,
        rows: rows.iter().filter_map(PlanRow::of).collect(),
        digest: String::new(),
    }
    .sealed();
    crate::files::write_new(path, plan.text().as_bytes()).map_err(|error| {
        Failure::from_error(Exit::Storage, error).context("the plan could not be written")
    })?;
    let file = shell_word(&path.to_string_lossy());
    let mut next = Vec::new();
    if rows.len() > signed_above(people) {
        next.push(format!("ssh-keygen -Y sign -f KEY -n {NAMESPACE} {file}"));
    }
    next.push(ctx.command(&format!("tasks apply {file}")));
    Ok(next)
}
