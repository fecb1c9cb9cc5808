//! `auth logout`: forget the tokens, in whatever state they are.
use std::collections::BTreeSet;

use crate::audit::{Activity, Phase};
use crate::auth::index;
use crate::cli::auth::LogoutArgs;
use crate::commands::audited::Trail;
use crate::commands::auth::chosen;
use crate::commands::auth::failure::store_failure;
use crate::commands::context::{CommandResult, Ctx, Outcome};
use crate::domain::ids::{AppId, TenantId};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::reports::auth_logout::AuthLogout;

/// Forgets the tokens of the chosen profile, or of all.
#[expect(clippy::unused_async, reason = "every command can wait")]
pub(crate) async fn run(ctx: &mut Ctx<'_>, args: &LogoutArgs) -> CommandResult {
    let chosen = chosen::choice(ctx, None).map(|choice| choice.target());
    let mut keys = BTreeSet::new();
    if args.all {
        // Settings that are wrong must not keep anybody signed in.
        keys.extend(chosen.ok().flatten().map(|target| target.key()));
        keys.extend(listed(ctx)?);
    } else if let Some(target) = chosen? {
        keys.insert(target.key());
    }
    let keys: Vec<String> = keys.into_iter().collect();
    note(ctx, &keys, Phase::Intent);
    for key in &keys {
        ctx.store
            .delete(key)
            .map_err(|error| store_failure(ctx, "the tokens could not be removed", error))?;
    }
    if let Some(folder) = ctx.place.state.as_deref().filter(|_| !keys.is_empty()) {
        index::remove(folder, &keys).map_err(|error| Failure::from_error(Exit::Storage, error))?;
    }
    note(ctx, &keys, Phase::Success);
    Ok(Outcome::done(AuthLogout {
        forgotten: keys,
        store: ctx.store.place(),
    }))
}

/// Leaves a line for each tenant. A log that fails keeps nobody signed in: it
/// is said, and the tokens go all the same.
fn note(ctx: &Ctx<'_>, keys: &[String], phase: Phase) {
    for key in keys {
        // A key is authority, tenant and application.
        let mut words = key.split(' ').skip(1);
        let tenant = words.next().and_then(|word| word.parse::<TenantId>().ok());
        let client = words.next().and_then(|word| word.parse::<AppId>().ok());
        if let (Some(tenant), Some(client)) = (tenant, client) {
            let trail = Trail::sign_in(&tenant, &client, "auth logout");
            trail.note(ctx, &[trail.event(Activity::SignOut, phase)]);
        }
    }
}

fn listed(ctx: &Ctx<'_>) -> Result<Vec<String>, Failure> {
    match &ctx.place.state {
        Some(folder) => {
            index::list(folder).map_err(|error| Failure::from_error(Exit::Storage, error))
        }
        None => Ok(Vec::new()),
    }
}
