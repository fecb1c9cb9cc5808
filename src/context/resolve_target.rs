//! The tenant and application of a command, and how to set them up if there are
//! none.
use crate::auth::tenant_domain;
use crate::catalog::scopes::{Use, scopes_for};
use crate::cli::auth::{AuthCommand, LoginArgs};
use crate::cli::profile::{ProfileAddArgs, ProfileCommand};
use crate::cli::{Command, Global};
use crate::context::Ctx;
use crate::context::network;
use crate::context::sign_in_failure::auth_failure;
use crate::domain::tenant_name::TenantName;
use crate::env::Env;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::ids::TenantId;
use crate::settings::SignInTarget;
use crate::settings::clouds;
use crate::settings::guard_rails::Source;
use crate::settings::resolve::{Choice, Typed, resolve};
use crate::settings::{Settings, SettingsError};

/// Collects the target flags as typed. Shared with the code that chooses trusted roots, so
/// that both use the same cloud.
pub(crate) fn typed_target(global: &Global, login: Option<&LoginArgs>) -> Typed {
    Typed {
        profile: global.profile.clone(),
        tenant: global.tenant.as_ref().and_then(TenantName::id).cloned(),
        client_id: login.and_then(|args| args.client_id.clone()),
        cloud: login.and_then(|args| args.cloud.clone()),
        certificate: login.and_then(|args| args.method.certificate.clone()),
        client_secret_file: login.and_then(|args| args.method.client_secret_file.clone()),
    }
}

/// Returns the target that flags, environment and settings select; in the simulated
/// tenant, that tenant.
///
/// # Errors
/// Exit 2 if the settings are invalid or `--tenant` names another tenant.
pub(crate) fn choose_target(ctx: &Ctx<'_>, login: Option<&LoginArgs>) -> Result<Choice, Failure> {
    let typed = typed_target(ctx.global, login);
    let Some(target) = ctx.target else {
        let settings = Settings::load(ctx.dirs.config.as_deref())?;
        let choice = resolve(&typed, ctx.env, &settings)?;
        // A sign-in may create the profile that it names.
        return Ok(match login {
            Some(_) => choice,
            None => choice.ensure_profile_exists(&settings)?,
        });
    };
    if typed.profile.is_some() && login.is_none() {
        // The simulated tenant is the same in every profile, but reject a mistyped profile name
        // anyway.
        let settings = Settings::load(ctx.dirs.config.as_deref())?;
        let named = Typed {
            profile: typed.profile.clone(),
            ..Typed::default()
        };
        resolve(&named, &Env::default(), &settings)?.ensure_profile_exists(&settings)?;
    }
    let other = typed
        .tenant
        .as_ref()
        .filter(|tenant| **tenant != target.tenant);
    if let Some(other) = other {
        return Err(Failure::new(
            Exit::Usage,
            format!("the sandbox is tenant {}, not {other}", target.tenant),
        ));
    }
    let typed = Typed {
        profile: None,
        tenant: None,
        cloud: None,
        ..typed
    };
    let mut choice = resolve(&typed, &Env::default(), &Settings::default())?;
    choice.tenant = Some(target.tenant.clone());
    choice.client_id = typed.client_id.or_else(|| Some(target.client_id.clone()));
    choice.cloud.clone_from(&target.cloud);
    choice.authority = target.authority.clone();
    choice.graph = target.graph.clone();
    Ok(choice)
}

/// Returns what `profile add` selects: the cloud that it names, or the public one. Default
/// profile and environment do not matter to a new profile.
///
/// # Errors
/// Fails if the cloud is unknown.
pub(crate) fn new_profile_choice(
    args: &ProfileAddArgs,
    settings: &Settings,
) -> Result<Choice, SettingsError> {
    let cloud = args.cloud.as_deref().unwrap_or(clouds::DEFAULT);
    let typed = Typed {
        cloud: Some(cloud.to_owned()),
        ..Typed::default()
    };
    resolve(&typed, &Env::default(), settings)
}

/// Returns the id of the tenant that has `domain`, according to the sign-in service of the
/// cloud that `command` uses, and shows it.
///
/// # Errors
/// Exit 5 if no tenant has the domain, 10 if the answer cannot be trusted, 12 if
/// the machine policy forbids the network path.
pub(crate) async fn tenant_of_domain(
    ctx: &Ctx<'_>,
    command: &Command,
    domain: &str,
) -> Result<TenantId, Failure> {
    let choice = match command {
        Command::Auth(AuthCommand::Login(args)) => choose_target(ctx, Some(args))?,
        Command::Profile(ProfileCommand::Add(args)) if ctx.target.is_none() => {
            new_profile_choice(args, &Settings::load(ctx.dirs.config.as_deref())?)?
        }
        _ => choose_target(ctx, None)?,
    };
    announce_custom_cloud(ctx, &choice);
    network::check_network(ctx, &[&choice.authority], choice.ca_file.as_deref())?;
    let found = tenant_domain::tenant_of(&*ctx.transport, &*ctx.clock, &choice.authority, domain);
    let tenant = found.await.map_err(|error| match error.refusal() {
        Some(refusal) if refusal.code.as_deref() == Some("AADSTS90002") => Failure::new(
            Exit::NotFound,
            format!("no tenant of {} has the domain {domain}", choice.authority),
        )
        .advise("the tenant id is on the Overview page of the Entra admin center"),
        _ => auth_failure(ctx, "the tenant of the domain could not be read", error),
    })?;
    ctx.io.say(&format!("{domain} is tenant {tenant}"));
    Ok(tenant)
}

/// Returns the sign-in target for `uses`.
///
/// # Errors
/// Exit 2 with the steps to register an application if none is known, 12 if the
/// guard-rails do not allow the tenant.
pub(crate) fn target(
    ctx: &Ctx<'_>,
    choice: &Choice,
    uses: &[Use],
) -> Result<SignInTarget, Failure> {
    let target = choice
        .target()
        .ok_or_else(|| missing_application_failure(ctx, choice, uses))?;
    let file = match ctx.guard_rails()?.check_tenant(&target.tenant) {
        Ok(()) => {
            announce_custom_cloud(ctx, choice);
            let origins = [&target.authority, &target.graph];
            network::check_network(ctx, &origins, target.ca_file.as_deref())?;
            return Ok(target);
        }
        Err(Source::Policy) => "this machine's policy",
        Err(Source::Config | Source::BuiltIn) => "config.toml",
    };
    Err(Failure::new(
        Exit::Refused,
        format!(
            "{file} does not allow tenant {}: nothing was sent",
            target.tenant
        ),
    )
    .run(ctx.command("profile guard-rails")))
}

/// Shows on stderr which hosts receive the credentials, if they are not Microsoft's: the
/// author of the cloud entry in config.toml may not be the user of the command.
fn announce_custom_cloud(ctx: &Ctx<'_>, choice: &Choice) {
    if ctx.target.is_some() || clouds::built_in(&choice.cloud).is_some() {
        return;
    }
    ctx.io.warn(&format!(
        "cloud {:?} is not one of Microsoft's (config.toml): sign-in at {}, Graph at {}",
        choice.cloud, choice.authority, choice.graph
    ));
}

/// Returns the value of `auth login --for` for these uses; `None` for a plain
/// sign-in.
pub(crate) fn purpose_value(uses: &[Use]) -> Option<String> {
    let names: Vec<&str> = uses.iter().map(|one| one.as_str()).collect();
    Some(names.join(",")).filter(|names| !names.is_empty() && names != "read")
}

/// Returns a failure with the steps to register an application, since none is built in.
pub(crate) fn missing_application_failure(ctx: &Ctx<'_>, choice: &Choice, uses: &[Use]) -> Failure {
    let sign_in = |line: &'static str| ctx.command(line).option_if("--for", purpose_value(uses));
    let what = match (&choice.tenant, &choice.client_id) {
        (Some(_), _) => "no application is set up to sign in with",
        (None, Some(_)) => "no tenant is set up to sign in to",
        (None, None) => "no tenant and no application are set up to sign in with",
    };
    let failure = Failure::new(Exit::Usage, what);
    if choice.client_id.is_some() {
        return failure
            .advise("TENANT_ID is on the Overview page of the Entra admin center; a domain name of the tenant does as well")
            .run(sign_in("auth login --tenant TENANT_ID"));
    }
    let portal =
        clouds::built_in(&choice.cloud).map_or("the Entra admin center", |cloud| cloud.portal);
    failure
        .advise(format!(
            "register an application once, at {portal} (App registrations > New registration): single tenant, platform \"Mobile and desktop applications\", redirect URI http://localhost"
        ))
        .advise(format!(
            "give it these delegated Microsoft Graph permissions: {}",
            permissions_of_uses(uses).join(", ")
        ))
        .advise("choose \"Grant admin consent\"; for --device-code also allow public client flows")
        .run(sign_in("auth login --tenant TENANT_ID --client-id CLIENT_ID"))
        .run("sandbox tour")
}

/// Returns the Graph permissions of all these uses, without duplicates.
pub(crate) fn permissions_of_uses(uses: &[Use]) -> Vec<&'static str> {
    let mut all: Vec<&'static str> = Vec::new();
    for permission in uses.iter().flat_map(|one| scopes_for(*one)) {
        if !all.contains(permission) {
            all.push(permission);
        }
    }
    all
}
