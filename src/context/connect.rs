//! Connection to Graph with the current session: the signed-in identity and a client
//! that acts on its behalf.
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
    /// The signed-in user or application.
    pub me: Identity,
    /// The application that is signed in, or that the user signed in with.
    pub client_id: AppId,
    /// Whether the sign-in requested the permissions for account actions.
    pub responds: bool,
    /// Whether the sign-in also requested the permissions for disabling devices.
    pub responds_to_devices: bool,
    /// Number of writes that the cloud accepts from this application in 150 seconds.
    pub quota: usize,
}

/// Loads or creates the session for `purpose` and returns a client for it.
///
/// # Errors
/// Exit 3 if not signed in, 4 if the session was made for less than `purpose`, 8 if the
/// keyring failed.
pub(crate) async fn connect(ctx: &mut Ctx<'_>, purpose: Purpose) -> Result<Connected, Failure> {
    let choice = resolve_target::choose_target(ctx, None)?;
    let target = resolve_target::target(ctx, &choice, &[purpose.into()])?;
    if !matches!(purpose, Purpose::Read) {
        // The audit log needs the program's digest; start early so that it need not wait.
        ctx.dirs.origin.program.start_hashing();
    }
    let service = token_service(ctx, &target);
    // A code is typed by a person: no application signs in in their place.
    let credential = choice
        .credential
        .as_ref()
        .filter(|_| !ctx.global.device_code);
    let (session, renewal) = match credential::read(ctx, credential)? {
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

/// Returns a transport that also records the server time of each answer.
fn transport_with_server_time(ctx: &Ctx<'_>) -> Arc<dyn Transport> {
    Arc::new(ServerTimed {
        time: ctx.dirs.origin.server.clone(),
        clock: Arc::clone(&ctx.clock),
        inner: Arc::clone(&ctx.transport),
    })
}

/// Returns the sign-in service of `target`, reached through this run's transport.
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
    // Prepare in parallel: reading the keyring takes as long as loading the system's roots.
    Arc::clone(&ctx.transport).prepare(service.target.graph.host());
    let store: Arc<dyn TokenStore> = if ctx.global.no_store && ctx.global.device_code {
        // In the sandbox a session is always stored, unless a flag requests another one.
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

/// Signs in for this command only, because of `--no-store`, and discards the tokens at
/// its end: with a device code if a flag requests it, else with a browser at a terminal.
///
/// # Errors
/// Exit 3 if the command cannot sign in by itself, or the sign-in fails.
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

/// Checks that the session's sign-in included `purpose`. Every sign-in can read.
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

/// Returns a sentence that the sign-in did not request the permissions for a use.
pub(crate) fn missing_use_text(use_: Use) -> String {
    format!("this session did not ask for what {use_} needs")
}
