//! The way from the session at hand to Graph: who is signed in, and a client
//! that acts in their name.
use std::num::NonZeroUsize;
use std::sync::Arc;

use super::{browser_sign_in, credential, resolve_target};
use crate::auth::client_credentials::{self, Credential};
use crate::auth::session_lock;
use crate::auth::store::{MemoryStore, TokenStore};
use crate::auth::{AuthError, Renewal, Session, SessionBearer, TokenService};
use crate::catalog::scopes::{Use, scopes_for};
use crate::cli::Global;
use crate::cli::auth::Purpose;
use crate::context::Ctx;
use crate::context::sign_in_failure::{auth_failure, store_failure};
use crate::domain::identity::Identity;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::Client;
use crate::graph::pace::QUOTA;
use crate::ids::AppId;
use crate::settings::SignInTarget;
use crate::transport::Transport;
use crate::transport::server_time::ServerTimed;

/// A session that can call Graph.
#[derive(Debug)]
pub struct Connected {
    /// Sends calls on behalf of `me`.
    pub graph: Client,
    /// Who is signed in.
    pub me: Identity,
    /// The application that is signed in, or that a person signed in with.
    pub client_id: AppId,
    /// Whether the sign-in asked for what acting on accounts needs.
    pub responds: bool,
    /// Whether it asked for what disabling devices needs as well.
    pub responds_to_devices: bool,
    /// Writes that the cloud takes of this application in 150 seconds.
    pub quota: usize,
}

/// Loads or makes the session for `purpose` and returns a client for it.
///
/// # Errors
/// Exit 3 where not signed in, 4 where the session was made for less
/// than `purpose`, 8 where the keyring failed.
pub(crate) async fn connect(ctx: &mut Ctx<'_>, purpose: Purpose) -> Result<Connected, Failure> {
    let choice = resolve_target::choose_target(ctx, None)?;
    let target = resolve_target::target(ctx, &choice, &[purpose.into()])?;
    if !matches!(purpose, Purpose::Read) {
        // Its digest goes into the audit log: nobody waits for it there.
        ctx.dirs.origin.program.start_hashing();
    }
    let service = token_service(ctx, &target);
    let (session, renewal) = match credential::read(ctx, choice.credential.as_ref())? {
        Some(credential) => sign_in_application(ctx, &service, credential).await?,
        None => load_or_sign_in_person(ctx, &service, purpose).await?,
    };
    let is_for = |use_| match &renewal {
        Renewal::Application(_) => true,
        Renewal::Person { .. } => session.has_requested(scopes_for(use_)),
    };
    let responds = is_for(Use::Respond);
    let responds_to_devices = is_for(Use::RespondDevices);
    let talk = ctx.io.status_writer();
    let warn = talk.clone();
    let bearer = SessionBearer::new(
        service,
        renewal,
        session,
        Arc::new(move |line: &str| warn.warn(line)),
    );
    let session = bearer
        .fresh_session()
        .await
        .map_err(|error| auth_failure(ctx, "the session could not be renewed", error))?;
    let graph = Client::new(
        transport_with_server_time(ctx),
        Arc::clone(&ctx.clock),
        Arc::clone(&ctx.entropy),
        Arc::new(bearer),
        target.graph,
        Arc::new(move |line: &str| talk.say(line)),
    );
    Ok(Connected {
        graph,
        me: session.identity(),
        client_id: target.client_id,
        responds,
        responds_to_devices,
        quota: choice.writes.map_or(QUOTA, NonZeroUsize::get),
    })
}

/// The way out, with the time that each answer says noted for later.
fn transport_with_server_time(ctx: &Ctx<'_>) -> Arc<dyn Transport> {
    Arc::new(ServerTimed {
        time: ctx.dirs.origin.server.clone(),
        clock: Arc::clone(&ctx.clock),
        inner: Arc::clone(&ctx.transport),
    })
}

/// The sign-in service of `target`, reached as this world reaches it.
pub(crate) fn token_service(ctx: &Ctx<'_>, target: &SignInTarget) -> TokenService {
    TokenService {
        transport: transport_with_server_time(ctx),
        clock: Arc::clone(&ctx.clock),
        entropy: Arc::clone(&ctx.entropy),
        target: target.clone(),
    }
}

async fn sign_in_application(
    ctx: &Ctx<'_>,
    service: &TokenService,
    credential: Credential,
) -> Result<(Session, Renewal), Failure> {
    let session = client_credentials::sign_in(service, &credential, None)
        .await
        .map_err(|error| auth_failure(ctx, "the application could not sign in", error))?;
    Ok((session, Renewal::Application(credential)))
}

async fn load_or_sign_in_person(
    ctx: &mut Ctx<'_>,
    service: &TokenService,
    purpose: Purpose,
) -> Result<(Session, Renewal), Failure> {
    // The keyring takes as long as the system's roots.
    Arc::clone(&ctx.transport).prepare(service.target.graph.host());
    let store: Arc<dyn TokenStore> = if ctx.global.no_store && ctx.global.device_code {
        // In the sandbox a session is always stored; the flags ask for another.
        Arc::new(MemoryStore::default())
    } else {
        Arc::clone(&ctx.store)
    };
    let stored = Session::load(&store, &service.target)
        .map_err(|error| auth_failure(ctx, "the session could not be read", error))?;
    let session = match stored {
        Some(session) => session,
        None => sign_in_for_this_command(ctx, service, purpose, &store).await?,
    };
    check_purpose(ctx, &session, purpose)?;
    let lock = ctx
        .dirs
        .state
        .as_ref()
        .map(|folder| session_lock::path(folder));
    Ok((session, Renewal::Person { store, lock }))
}

/// With `--no-store` the command signs in for itself and forgets the tokens at
/// its end: by device code if a flag asks for it, else by browser at a terminal.
///
/// # Errors
/// Exit 3 if it may not sign in by itself, or the sign-in fails.
async fn sign_in_for_this_command(
    ctx: &Ctx<'_>,
    service: &TokenService,
    purpose: Purpose,
    store: &Arc<dyn TokenStore>,
) -> Result<Session, Failure> {
    let Global {
        no_store,
        no_input,
        device_code,
        ..
    } = *ctx.global;
    let attended = ctx.io.terminal.interactive && !no_input && !ctx.dirs.sandbox;
    let scopes = scopes_for(purpose.into());
    let session = match (no_store, device_code) {
        (true, true) => browser_sign_in::sign_in_by_device_code(ctx, service, scopes).await?,
        (true, false) if attended => {
            browser_sign_in::sign_in_by_browser(ctx, service, scopes).await?
        }
        (true, false) | (false, _) => return Err(not_signed_in_failure(ctx)),
    };
    session
        .save(store, &service.target)
        .map_err(|error| store_failure(ctx, "the tokens could not be kept", error))?;
    ctx.io.say(&format!(
        "signed in as {} for this command only",
        session.identity().label()
    ));
    Ok(session)
}

fn not_signed_in_failure(ctx: &Ctx<'_>) -> Failure {
    auth_failure(
        ctx,
        "this needs a sign-in",
        AuthError::NoSession("not signed in".to_owned()),
    )
}

/// What a command may do is decided by what its sign-in asked for. Every
/// sign-in may read.
fn check_purpose(ctx: &Ctx<'_>, session: &Session, purpose: Purpose) -> Result<(), Failure> {
    let missing = match purpose {
        Purpose::Read => false,
        Purpose::Grant | Purpose::Respond | Purpose::RespondDevices => {
            !session.has_requested(scopes_for(purpose.into()))
        }
    };
    if !missing {
        return Ok(());
    }
    let use_ = Use::from(purpose);
    Err(Failure::new(Exit::Denied, missing_use_text(use_))
        .run(ctx.command("auth login").option("--for", use_)))
}

/// That a sign-in did not ask for what a use needs, as a sentence.
pub(crate) fn missing_use_text(use_: Use) -> String {
    format!("this session did not ask for what {use_} needs")
}
