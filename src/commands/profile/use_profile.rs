//! `profile use`: sets the default profile.
use super::to_profile_report;
use crate::cli::command_line::CommandLine;
use crate::cli::profile::ProfileNameArgs;
use crate::context::{CommandResult, Ctx, Outcome};
use crate::reports::profile::use_profile::ProfileUse;
use crate::settings::resolve::unknown_profile_error;
use crate::settings::{Settings, edit};

/// Makes a profile the default.
pub(crate) fn run(ctx: &mut Ctx<'_>, args: &ProfileNameArgs) -> CommandResult {
    let folder = ctx.dirs.config.as_deref();
    let mut settings = Settings::load(folder)?;
    let Some(entry) = settings.profiles.get(&args.name).cloned() else {
        return Err(unknown_profile_error(&args.name, &settings).into());
    };
    edit::set_default_profile(folder, &args.name)?;
    settings.default_profile = Some(args.name.clone());
    Ok(Outcome::done(ProfileUse {
        profile: to_profile_report(&settings, &args.name, &entry),
        next: ctx
            .command(CommandLine::from_words("auth status").profile(&args.name))
            .to_string(),
    }))
}
