//! `profile remove`: removes a profile from config.toml.
use super::to_profile_report;
use crate::cli::profile::ProfileNameArgs;
use crate::context::{CommandResult, Ctx, Outcome};
use crate::reports::profile::remove::ProfileRemove;
use crate::settings::resolve::unknown_profile_error;
use crate::settings::{Settings, edit};

/// Removes a profile, but not its tokens.
pub(crate) fn run(ctx: &mut Ctx<'_>, args: &ProfileNameArgs) -> CommandResult {
    let folder = ctx.dirs.config.as_deref();
    let settings = Settings::load(folder)?;
    let Some(entry) = settings.profiles.get(&args.name) else {
        return Err(unknown_profile_error(&args.name, &settings).into());
    };
    edit::remove_profile(folder, &args.name)?;
    Ok(Outcome::done(ProfileRemove {
        profile: to_profile_report(&settings, &args.name, entry),
        next: ctx.command("auth logout --all").to_string(),
    }))
}
