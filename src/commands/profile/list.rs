//! `profile list`: every profile of config.toml.
use super::to_profile_report;
use crate::cli::profile::ProfileListArgs;
use crate::context::{CommandResult, Ctx, Outcome};
use crate::reports::profile::list::ProfileList;
use crate::settings::Settings;

/// Lists the profiles.
pub(crate) fn run(ctx: &mut Ctx<'_>, _args: &ProfileListArgs) -> CommandResult {
    let settings = Settings::load(ctx.dirs.config.as_deref())?;
    Ok(Outcome::done(ProfileList {
        profiles: settings
            .profiles
            .iter()
            .map(|(name, entry)| to_profile_report(&settings, name, entry))
            .collect(),
        next: ctx
            .command("auth login --tenant TENANT_ID --client-id CLIENT_ID")
            .to_string(),
    }))
}
