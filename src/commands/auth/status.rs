//! `auth status`: who is signed in, according to the stored session. No network.
use crate::auth::{AuthError, Session};
use crate::catalog::scopes::uses_allowed_by;
use crate::cli::auth::StatusArgs;
use crate::context::resolve_target;
use crate::context::sign_in_failure::auth_failure;
use crate::context::{CommandResult, Ctx, Outcome};
use crate::exit::Exit;
use crate::reports::auth::status::{AuthState, AuthStatus, Person};
use crate::settings::resolve::{Choice, CredentialSource};

/// Shows who is signed in. Exit 3 if no user is signed in.
pub(crate) fn run(ctx: &mut Ctx<'_>, _args: &StatusArgs) -> CommandResult {
    let choice = resolve_target::choose_target(ctx, None)?;
    let mut status = AuthStatus {
        state: AuthState::SignedOut,
        profile: choice.profile.clone(),
        tenant: choice.tenant.clone(),
        client_id: choice.client_id.clone(),
        cloud: choice.cloud.clone(),
        authority: choice.authority.to_string(),
        store: ctx.store.place(),
        person: None,
        unattended: choice.credential.as_ref().map(credential_text),
        problem: None,
        next: None,
    };
    if choice.credential.is_some() {
        if choice.target().is_some() {
            status.state = AuthState::Unattended;
        }
    } else {
        add_person(ctx, &choice, &mut status)?;
    }
    let exit = match status.state {
        AuthState::SignedIn | AuthState::Unattended => Exit::Done,
        AuthState::SignedOut | AuthState::Ended => {
            status.next = Some(
                ctx.command(if choice.target().is_some() {
                    "auth login"
                } else {
                    "auth login --tenant TENANT_ID --client-id CLIENT_ID"
                })
                .to_string(),
            );
            Exit::SignIn
        }
    };
    Ok(Outcome::with(status, exit))
}

fn add_person(
    ctx: &Ctx<'_>,
    choice: &Choice,
    status: &mut AuthStatus,
) -> Result<(), crate::failure::Failure> {
    let Some(target) = choice.target() else {
        return Ok(());
    };
    let session = match Session::load(&ctx.store, &target) {
        Ok(Some(session)) => session,
        Ok(None) => return Ok(()),
        Err(AuthError::NoSession(why)) => {
            status.problem = Some(why);
            return Ok(());
        }
        Err(error) => return Err(auth_failure(ctx, "the session could not be read", error)),
    };
    let renewable = session.refresh_token.is_some();
    status.state = if renewable || session.expires_at > ctx.clock.now() {
        AuthState::SignedIn
    } else {
        AuthState::Ended
    };
    let purposes = uses_allowed_by(&session.asked);
    let purposes: Vec<String> = purposes.iter().map(ToString::to_string).collect();
    let identity = session.identity();
    status.person = Some(Person {
        account: session.user_principal_name,
        name: session.name,
        object_id: session.object_id,
        purposes,
        asked: session.asked,
        permissions: identity.permissions,
        signed_in_at: session.signed_in_at,
        token_until: session.expires_at,
        renewable,
    });
    Ok(())
}

/// Returns how an application signs in, without any part of its secret.
fn credential_text(source: &CredentialSource) -> String {
    match source {
        CredentialSource::Certificate(path) => format!("certificate {}", path.display()),
        CredentialSource::SecretFile(path) => format!("client secret in {}", path.display()),
        CredentialSource::Environment => "client secret in AZURE_CLIENT_SECRET".to_owned(),
    }
}
