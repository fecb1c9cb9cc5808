//! `profile show`: one profile of config.toml.
use super::to_profile_report;
use crate::cli::profile::ProfileShowArgs;
use crate::context::{CommandResult, Ctx, Outcome};
use crate::env;
use crate::reports::profile::show::ProfileShow;
use crate::settings::resolve::unknown_profile_error;
use crate::settings::{DEFAULT_PROFILE, FILE, Settings};

/// Shows a profile, by default the one in use.
pub(crate) fn run(ctx: &mut Ctx<'_>, args: &ProfileShowArgs) -> CommandResult {
    let settings = Settings::load(ctx.dirs.config.as_deref())?;
    let name = args
        .name
        .as_deref()
        .or(ctx.global.profile.as_deref())
        .or(ctx.env.get(env::PROFILE))
        .or(settings.default_profile.as_deref())
        .unwrap_or(DEFAULT_PROFILE);
    let Some(entry) = settings.profiles.get(name) else {
        return Err(unknown_profile_error(name, &settings).into());
    };
    Ok(Outcome::done(ProfileShow {
        profile: to_profile_report(&settings, name, entry),
        file: ctx.dirs.config.as_ref().map(|folder| folder.join(FILE)),
    }))
}
