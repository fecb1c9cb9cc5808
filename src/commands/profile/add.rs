//! `profile add`: writes a profile into config.toml.
use super::to_profile_report;
use crate::cli::Global;
use crate::cli::command_line::CommandLine;
use crate::cli::profile::ProfileAddArgs;
use crate::context::resolve_target::new_profile_choice;
use crate::context::{CommandResult, Ctx, Outcome};
use crate::domain::tenant_name::TenantName;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::reports::profile::add::ProfileAdd;
use crate::settings::{ProfileEntry, Settings, clouds, edit};

/// Adds a profile, or changes one.
pub(crate) fn run(ctx: &mut Ctx<'_>, args: &ProfileAddArgs) -> CommandResult {
    let before = Settings::load(ctx.dirs.config.as_deref())?;
    // Reject an unknown cloud now, not at the first sign-in.
    new_profile_choice(args, &before)?;
    let tenant = ctx.global.tenant.as_ref().and_then(TenantName::id);
    let Some(tenant) = tenant.cloned() else {
        return Err(Failure::new(
            Exit::Usage,
            "a profile needs a tenant: add --tenant with its id or domain name",
        )
        .run(
            ctx.command("profile add --tenant TENANT_ID")
                .arg(&args.name)
                .option("--client-id", &args.client_id),
        ));
    };
    let full = |path: &std::path::PathBuf| {
        std::path::absolute(path).map_err(|error| Failure::from_error(Exit::Usage, error))
    };
    let entry = ProfileEntry {
        tenant: Some(tenant),
        client_id: Some(args.client_id.clone()),
        cloud: args.cloud.clone().filter(|cloud| cloud != clouds::DEFAULT),
        certificate: args.certificate.as_ref().map(full).transpose()?,
        client_secret_file: args.client_secret_file.as_ref().map(full).transpose()?,
        reason_required: before
            .profiles
            .get(&args.name)
            .is_some_and(|entry| entry.reason_required),
    };
    edit::put_profile(ctx.dirs.config.as_deref(), &args.name, &entry)?;
    // The profile names the tenant from now on.
    let global = Global {
        tenant: None,
        ..ctx.global.clone()
    };
    let next = ctx
        .with_global(&global)
        .command(CommandLine::from_words("auth login").profile(&args.name))
        .to_string();
    Ok(Outcome::done(ProfileAdd {
        replaced: before.profiles.contains_key(&args.name),
        profile: to_profile_report(&before, &args.name, &entry),
        next,
    }))
}
