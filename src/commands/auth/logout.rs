//! `auth logout`: deletes the tokens, whatever state they are in.
use crate::ids::{AppId, TenantId};
use std::collections::BTreeSet;

use crate::audit::{Activity, Phase};
use crate::auth::{index, session_lock};
use crate::cli::auth::LogoutArgs;
use crate::context::audit_context::AuditContext;
use crate::context::resolve_target;
use crate::context::sign_in_failure::store_failure;
use crate::context::{CommandResult, Ctx, Outcome};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::reports::auth::logout::AuthLogout;

/// Deletes the tokens of the selected profile, or of all profiles.
pub(crate) async fn run(ctx: &mut Ctx<'_>, args: &LogoutArgs) -> CommandResult {
    let chosen = resolve_target::choose_target(ctx, None).map(|choice| choice.target());
    let mut keys = BTreeSet::new();
    let mut unlisted = None;
    if args.all {
        // Invalid settings or an unreadable list must not prevent a sign-out. The error is
        // reported after the known sessions are removed.
        keys.extend(chosen.ok().flatten().map(|target| target.key()));
        match list_session_keys(ctx) {
            Ok(listed) => keys.extend(listed),
            Err(failure) => unlisted = Some(failure),
        }
    } else if let Some(target) = chosen? {
        keys.insert(target.key());
    }
    let keys: Vec<String> = keys.into_iter().collect();
    // A renewal in progress must not restore what is removed here, but a renewal that never
    // ends must not prevent the sign-out.
    let lock = match ctx.dirs.state.as_deref().filter(|_| !keys.is_empty()) {
        Some(folder) => session_lock::take(&session_lock::path(folder), &*ctx.clock)
            .await
            .ok(),
        None => None,
    };
    log_sign_outs(ctx, &keys, Phase::Intent);
    for key in &keys {
        ctx.store
            .delete(key)
            .map_err(|error| store_failure(ctx, "the tokens could not be removed", error))?;
    }
    drop(lock);
    let folder = ctx.dirs.state.as_deref().filter(|_| !keys.is_empty());
    if let Some(Err(error)) = folder.map(|folder| index::remove(folder, &keys)) {
        // The list only says where sessions are; the tokens are already deleted.
        let error = anyhow::Error::new(error);
        ctx.io.warn(&format!(
            "warning: the list of sessions is damaged: {error:#}"
        ));
    }
    log_sign_outs(ctx, &keys, Phase::Success);
    if let Some(failure) = unlisted {
        return Err(failure.context("which other sessions there are is not known"));
    }
    Ok(Outcome::done(AuthLogout {
        forgotten: keys,
        store: ctx.store.place(),
    }))
}

/// Records the sign-out in the log of each tenant. If a log cannot be written, warns and
/// signs out anyway.
fn log_sign_outs(ctx: &Ctx<'_>, keys: &[String], phase: Phase) {
    for key in keys {
        // A key consists of authority, tenant and application.
        let mut words = key.split(' ').skip(1);
        let tenant = words.next().and_then(|word| word.parse::<TenantId>().ok());
        let client = words.next().and_then(|word| word.parse::<AppId>().ok());
        if let (Some(tenant), Some(client)) = (tenant, client) {
            let trail = AuditContext::for_sign_in(&tenant, &client, "auth logout");
            trail.record_or_warn(ctx, &[trail.event(Activity::SignOut, phase)]);
        }
    }
}

fn list_session_keys(ctx: &Ctx<'_>) -> Result<Vec<String>, Failure> {
    match &ctx.dirs.state {
        Some(folder) => {
            index::list(folder).map_err(|error| Failure::from_error(Exit::Storage, error))
        }
        None => Ok(Vec::new()),
    }
}
