//! `auth login`: signs in, confirms the account, stores the tokens and writes the profile.
use crate::audit::{Activity, Event, Phase};
use crate::auth::client_credentials;
use crate::auth::session_lock;
use crate::auth::{AuthError, Session};
use crate::catalog::scopes::{Use, uses_allowed_by};
use crate::cli::auth::LoginArgs;
use crate::cli::command_line::CommandLine;
use crate::context::audit_context::AuditContext;
use crate::context::connect::token_service;
use crate::context::resolve_target::{permissions_of_uses, purpose_value};
use crate::context::sign_in_failure::auth_failure;
use crate::context::{CommandResult, Ctx, Outcome};
use crate::context::{browser_sign_in, credential, resolve_target};
use crate::env;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::reports::auth::login::AuthLogin;
use crate::settings::resolve::Choice;
use crate::settings::{ProfileEntry, Settings, SignInTarget, clouds, edit};

/// Signs in.
pub(crate) async fn run(ctx: &mut Ctx<'_>, args: &LoginArgs) -> CommandResult {
    let another = args.method.browser
        || args.method.certificate.is_some()
        || args.method.client_secret_file.is_some();
    if ctx.global.device_code && another {
        return Err(Failure::new(
            Exit::Usage,
            "--device-code cannot be used with another way to sign in",
        ));
    }
    let choice = resolve_target::choose_target(ctx, Some(args))?;
    let uses: Vec<Use> = args.purposes.iter().copied().map(Use::from).collect();
    let target = resolve_target::target(ctx, &choice, &uses)?;
    let entry = profile_to_write(ctx, args, &choice, &target)?;
    let by_person = args.method.browser || ctx.global.device_code;
    let credential = credential::read(ctx, choice.credential.as_ref().filter(|_| !by_person))?;
    let trail = AuditContext::for_sign_in(&target.tenant, &target.client_id, "auth login");
    let line = |trail: &AuditContext, phase, detail: Option<String>| Event {
        new: Some(
            serde_json::json!({ "purposes": uses.iter().map(|one| one.as_str()).collect::<Vec<_>>(), "clientId": target.client_id }),
        ),
        detail,
        ..trail.event(Activity::SignIn, phase)
    };
    trail.record_intent(ctx, &[line(&trail, Phase::Intent, None)])?;
    let signed_in = match credential {
        Some(credential) => {
            client_credentials::sign_in(&token_service(ctx, &target), &credential, None)
                .await
                .map_err(|error| auth_failure(ctx, "the application could not sign in", error))
        }
        None => sign_in_person(ctx, args, &target, choice.exists).await,
    };
    let session = match signed_in {
        Ok(session) => session,
        Err(failure) => {
            let phase = match failure.exit {
                Exit::NotConfirmed => Phase::Refused,
                _ => Phase::Failure,
            };
            // Record the attempt and the service's code, but not the service's message.
            let code = failure.code.as_deref().unwrap_or_default();
            let detail = format!("{} {code}", failure.error).trim().to_owned();
            let mut event = line(&trail, phase, Some(detail));
            event.request_id.clone_from(&failure.request_id);
            trail.record_or_warn(ctx, &[event]);
            return Err(failure);
        }
    };
    let trail = trail.with_actor(&session.identity());
    let unrecorded = trail.record_or_warn(ctx, &[line(&trail, Phase::Success, None)]);
    let written = entry.is_some();
    if let Some(entry) = entry {
        edit::put_profile(ctx.dirs.config.as_deref(), &choice.profile, &entry)?;
    }
    let report = AuthLogin {
        account: session.user_principal_name.clone(),
        name: session.name.clone(),
        object_id: session.object_id.clone(),
        application: session.app_only,
        tenant: target.tenant.clone(),
        cloud: target.cloud.clone(),
        client_id: target.client_id.clone(),
        store: (!session.app_only).then(|| ctx.store.place()),
        asked: session.asked.clone(),
        token_until: session.expires_at,
        profile: written.then(|| choice.profile.clone()),
        next: ctx.command("status").to_string(),
    };
    Ok(Outcome::with(report, unrecorded.unwrap_or(Exit::Done)))
}

/// Returns the profile to write; `None` if the flags name nothing new.
fn profile_to_write(
    ctx: &Ctx<'_>,
    args: &LoginArgs,
    choice: &Choice,
    target: &SignInTarget,
) -> Result<Option<ProfileEntry>, Failure> {
    let method = &args.method;
    let secret_file = method
        .client_secret_file
        .as_ref()
        .filter(|path| path.as_os_str() != "-");
    let named = ctx.global.tenant.is_some()
        || args.client_id.is_some()
        || args.cloud.is_some()
        || method.certificate.is_some()
        || secret_file.is_some();
    if !named || ctx.dirs.sandbox {
        return Ok(None);
    }
    let settings = Settings::load(ctx.dirs.config.as_deref())?;
    let before = settings.profiles.get(&choice.profile);
    let other = before
        .and_then(|entry| entry.tenant.as_ref())
        .filter(|tenant| **tenant != target.tenant);
    if let Some(other) = other {
        return Err(Failure::new(
            Exit::Usage,
            format!(
                "profile {} is for tenant {other}, not {}",
                choice.profile, target.tenant
            ),
        )
        .run(
            ctx.command(
                CommandLine::from_words("auth login")
                    .profile("NAME")
                    .tenant(&target.tenant),
            )
            .option("--client-id", &target.client_id),
        ));
    }
    let entry = ProfileEntry {
        tenant: Some(target.tenant.clone()),
        client_id: Some(target.client_id.clone()),
        cloud: (target.cloud != clouds::DEFAULT).then(|| target.cloud.clone()),
        certificate: method.certificate.as_ref().map(absolute_path).transpose()?,
        client_secret_file: secret_file.map(absolute_path).transpose()?,
        reason_required: before.is_some_and(|entry| entry.reason_required),
    };
    Ok((before != Some(&entry)).then_some(entry))
}

/// Returns the absolute path. A profile is used from any folder, so relative paths would
/// break.
fn absolute_path(path: &std::path::PathBuf) -> Result<std::path::PathBuf, Failure> {
    std::path::absolute(path).map_err(|error| Failure::from_error(Exit::Usage, error))
}

async fn sign_in_person(
    ctx: &mut Ctx<'_>,
    args: &LoginArgs,
    target: &SignInTarget,
    known: bool,
) -> Result<Session, Failure> {
    let interactive = ctx.io.terminal.interactive && !ctx.global.no_input;
    let uses: Vec<Use> = args.purposes.iter().copied().map(Use::from).collect();
    let by_flag = args.method.browser || ctx.global.device_code;
    if !interactive && !by_flag {
        return Err(Failure::new(
            Exit::SignIn,
            "there is no terminal, so no browser is opened unless a flag asks for it",
        )
        .run(
            ctx.command("auth login --browser")
                .option_if("--for", purpose_value(&uses)),
        )
        .run(ctx.command("auth login --certificate FILE")));
    }
    if !ctx.dirs.sandbox && (ctx.global.no_store || ctx.env.is_enabled(env::CI)) {
        return Err(Failure::new(
            Exit::Usage,
            "with --no-store or in CI nothing is kept, so this sign-in would be of no use",
        )
        .advise("add --no-store to the command that needs the sign-in, and --device-code if this machine has no browser")
        .run(ctx.command("auth login --certificate FILE")));
    }
    let before = previous_session(ctx, target)?;
    let wanted = permissions_of_uses(&uses);
    let asked = widened_permissions(&wanted, before.as_ref());
    let service = token_service(ctx, target);
    let signed_in = if ctx.global.device_code {
        browser_sign_in::sign_in_by_device_code(ctx, &service, &asked).await
    } else {
        browser_sign_in::sign_in_by_browser(ctx, &service, &asked).await
    };
    let wider = asked.len() > wanted.len();
    let mut session = signed_in.map_err(|failure| {
        if wider && is_about_consent(&failure) {
            failure
                .advise(
                    "it also asked for what the session before was for; auth logout forgets that",
                )
                .run(ctx.command("auth logout"))
        } else {
            failure
        }
    })?;
    let same = |before: &Session| before.object_id == session.object_id;
    if before.as_ref().is_some_and(same) {
        if wider {
            let uses = uses_allowed_by(&session.asked).into_iter();
            let uses: Vec<&str> = uses.map(Use::as_str).collect();
            ctx.io.say(&format!(
                "the session stays good for {} until auth logout",
                uses.join(", ")
            ));
        }
    } else {
        // Do not carry over the permissions of another user's session.
        session.asked = wanted.iter().map(|&one| one.to_owned()).collect();
    }
    confirm_account(ctx, &session, before.as_ref(), interactive, known)?;
    // A renewal in progress must not restore the previous session.
    let lock = match &ctx.dirs.state {
        Some(folder) => Some(
            session_lock::take(&session_lock::path(folder), &*ctx.clock)
                .await
                .map_err(|error| auth_failure(ctx, "the tokens could not be kept", error))?,
        ),
        None => None,
    };
    session
        .save_and_verify(&ctx.store, target)
        .map_err(|error| auth_failure(ctx, "the tokens could not be kept", error))?;
    drop(lock);
    if let Some(folder) = &ctx.dirs.state {
        crate::auth::index::add(folder, &target.key())
            .map_err(|error| Failure::from_error(Exit::Storage, error))?;
    }
    Ok(session)
}

/// Returns the previous session. A store that fails is detected before the user signs in;
/// a damaged session counts as none.
fn previous_session(ctx: &Ctx<'_>, target: &SignInTarget) -> Result<Option<Session>, Failure> {
    match Session::load(&ctx.store, target) {
        Ok(session) => Ok(session),
        Err(AuthError::NoSession(_)) => Ok(None),
        Err(error) => Err(auth_failure(ctx, "the tokens could not be kept", error)),
    }
}

/// Returns the permissions to request: the wanted ones and those of the previous session,
/// so that a narrower sign-in removes nothing. `auth logout` resets them.
fn widened_permissions<'a>(wanted: &[&'a str], before: Option<&'a Session>) -> Vec<&'a str> {
    let mut all = wanted.to_vec();
    for one in before.iter().flat_map(|session| &session.asked) {
        if !all.iter().any(|known| known.eq_ignore_ascii_case(one)) {
            all.push(one);
        }
    }
    all
}

/// Whether the service refused the permissions, not the user.
fn is_about_consent(failure: &Failure) -> bool {
    let code = failure.code.as_deref().unwrap_or_default();
    code.starts_with("AADSTS65") || code.starts_with("AADSTS9009")
}

/// Asks the user to confirm account and tenant at the first sign-in of a profile and
/// at a sign-in as another user.
fn confirm_account(
    ctx: &mut Ctx<'_>,
    session: &Session,
    before: Option<&Session>,
    interactive: bool,
    known: bool,
) -> Result<(), Failure> {
    let other = before.filter(|before| before.object_id != session.object_id);
    if let (Some(other), false) = (other, interactive) {
        let error = AuthError::Other {
            what: "account",
            expected: other.object_id.to_string(),
            got: session.object_id.to_string(),
        };
        return Err(
            auth_failure(ctx, "another user is signed in", error).run(ctx.command("auth logout"))
        );
    }
    let first = before.is_none() && !known && !ctx.dirs.sandbox;
    if !interactive || (other.is_none() && !first) {
        return Ok(());
    }
    let me = session.identity();
    ctx.io
        .warn(&format!("account    {} ({})", me.label(), me.object_id));
    ctx.io.warn(&format!("tenant id  {}", me.tenant));
    if let Some(other) = other {
        let label = other.identity().label().to_owned();
        ctx.io
            .warn(&format!("in place of  {label} ({})", other.object_id));
    }
    if !ctx.io.ask("Keep this sign-in? [y/N]").is_yes() {
        return Err(Failure::new(
            Exit::NotConfirmed,
            "not confirmed: nothing was stored",
        ));
    }
    Ok(())
}
