//! Check that a change has a reason, if one is required.
use crate::context::Ctx;
use crate::env;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::settings::Settings;

/// Refuses a change without a reason if the machine policy, the user's settings or the
/// profile require one.
///
/// # Errors
/// Exit 2 without a reason; as [`Ctx::guard_rails`] if a file is invalid.
pub(crate) fn ensure_reason(ctx: &Ctx<'_>, reason: Option<&str>) -> Result<(), Failure> {
    if reason.is_some_and(|text| !text.trim().is_empty()) {
        return Ok(());
    }
    let named = ctx.global.profile.clone();
    let named = named.or_else(|| ctx.env.get(env::PROFILE).map(str::to_owned));
    let settings = Settings::load(ctx.dirs.config.as_deref())?;
    let profile = settings.profiles.get(&settings.profile_name(named));
    let by_profile = profile.is_some_and(|profile| profile.reason_required);
    if !by_profile && !ctx.guard_rails()?.reason_required() {
        return Ok(());
    }
    Err(Failure::new(
        Exit::Usage,
        "--reason is required here (reason_required): nothing was changed",
    )
    .advise("add --reason with the ticket or incident"))
}
