//! `sandbox serve`: the simulated tenant on loopback, until Ctrl-C.
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;

use super::{records, sandbox_of};
use crate::cli::sandbox::{ServeArgs, ServedTenantArgs};
use crate::context::{CommandResult, Ctx, Outcome};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::files::{self, FileError};
use crate::ids::NotAGuid;
use crate::machine::StateDirs;
use crate::output::{self, Style};
use crate::reports::sandbox::serve::{ControlPath, SandboxServe};
use crate::sandbox::seed::named_people;
use crate::sandbox::server::{
    Preparation, PreparationError, ServeError, Server, ServerOptions, prepare_tenant,
};
use crate::sandbox::{CLIENT_ID, CLIENT_SECRET, Sandbox, TENANT_ID, TENANT_NAME, Tenant};
use crate::settings::{CloudEntry, ProfileEntry, edit};

/// Name of the cloud and the profile in config.toml.
const NAME: &str = "sandbox-serve";

/// Serves the tenant until the user stops it.
///
/// # Errors
/// Exit 2 for an address that others can reach or a file that is not a certificate,
/// 6 if the port is in use, 8 if the files cannot be written.
pub(crate) async fn run(ctx: &mut Ctx<'_>, args: &ServeArgs) -> CommandResult {
    let (sandbox, people) = prepare(ctx, &args.tenant)?;
    let entropy = Arc::clone(&ctx.entropy);
    let options = ServerOptions {
        listen: &args.listen,
        control: args.tenant.control,
        approve: args.tenant.approve,
        as_microsoft: false,
    };
    let server = Server::bind(sandbox, &*entropy, &options)
        .await
        .map_err(serve_failure)?;
    let address = server.address();
    let folder = match &args.folder {
        Some(folder) => folder.clone(),
        None => folder_for_port(ctx, address.port())?,
    };
    let (https, http) = (format!("https://{address}"), format!("http://{address}"));
    let storage = |error: FileError| Failure::from_error(Exit::Storage, error);
    let ca_file = folder.join("ca.pem");
    let secret_file = folder.join("client-secret");
    files::replace_private(&ca_file, server.authority_pem().as_bytes()).map_err(storage)?;
    files::replace_private(&secret_file, CLIENT_SECRET.as_bytes()).map_err(storage)?;
    let cloud = CloudEntry {
        authority: https.clone(),
        graph: https.clone(),
        ca_file: Some(ca_file.clone()),
        // The served tenant replaces Graph, so writes keep Graph's pace.
        writes_per_150_seconds: None,
    };
    let profile = client_profile(&secret_file)?;
    let config = edit::to_toml(NAME, &cloud, &profile)?;
    let written = if args.write_config {
        Some(write_settings(ctx, &cloud, &profile)?)
    } else {
        None
    };
    let report = SandboxServe {
        tenant: TENANT_NAME.to_owned(),
        tenant_id: TENANT_ID.to_owned(),
        client_id: CLIENT_ID.to_owned(),
        client_secret_file: secret_file,
        people,
        https,
        http: http.clone(),
        ca_file,
        control: server.control().map(|token| ControlPath {
            address: format!("{http}/_sandbox"),
            token: token.expose().to_owned(),
        }),
        profile: NAME.to_owned(),
        config,
        config_file: written,
    };
    print_report(ctx, &report)?;
    ctx.io.say("serving; press Ctrl-C to end");
    let interrupt = ctx.interrupt.clone();
    server
        .run(async move { interrupt.wait_for_interrupt().await })
        .await;
    if args.folder.is_none() {
        files::remove_folder(&folder).map_err(storage)?;
    }
    Ok(Outcome::silent(Exit::Done))
}

/// Reads the descriptions of applications to register.
fn read_applications(paths: &[PathBuf]) -> Result<Vec<Value>, Failure> {
    let read = |path: &PathBuf| {
        let bytes = files::read_public(path);
        let bytes = bytes.map_err(|error| Failure::from_error(Exit::Usage, error))?;
        serde_json::from_slice(&bytes).map_err(|error| {
            let file = path.display();
            Failure::from_error(Exit::Usage, error).context(format!("{file} is not JSON"))
        })
    };
    paths.iter().map(read).collect()
}

/// Returns the tenant to serve and the number of its users.
///
/// # Errors
/// Exit 2 for a file that is not a certificate or describes no application.
pub(super) fn prepare(
    ctx: &Ctx<'_>,
    args: &ServedTenantArgs,
) -> Result<(Arc<Sandbox>, usize), Failure> {
    let sandbox = sandbox_of(ctx)?;
    let now = ctx.clock.now();
    let usage = |error: FileError| Failure::from_error(Exit::Usage, error);
    let certificate = args.certificate.as_deref().map(files::read_public);
    let wanted = Preparation {
        certificate: certificate.transpose().map_err(usage)?,
        applications: read_applications(&args.register)?,
    };
    let people = sandbox
        .with_tenant(|tenant| {
            if let Some(users) = args.users {
                let users = usize::try_from(users).unwrap_or(usize::MAX);
                *tenant = Tenant::seed_with(now, users.saturating_sub(named_people()));
            }
            prepare_tenant(tenant, &wanted, now)?;
            Ok(tenant.users.all().count())
        })
        .map_err(|error: PreparationError| Failure::from_error(Exit::Usage, error))?;
    Ok((sandbox, people))
}

pub(super) fn serve_failure(error: ServeError) -> Failure {
    let exit = match &error {
        ServeError::Address(_) | ServeError::NotLoopback(_) => Exit::Usage,
        ServeError::Listen { .. } => Exit::TryAgain,
        ServeError::Certificate(_) | ServeError::Entropy(_) => Exit::Fault,
    };
    Failure::from_error(exit, error).run("sandbox serve --listen 127.0.0.1:0")
}

/// Returns the folder for the files of this run: beside the simulated tenant's files, by
/// port, so that two runs do not interfere.
fn folder_for_port(ctx: &Ctx<'_>, port: u16) -> Result<PathBuf, Failure> {
    let state = ctx.env.state_folder().ok_or_else(|| {
        Failure::new(Exit::Usage, "there is no folder for the certificate")
            .run("sandbox serve --folder FOLDER")
    })?;
    Ok(state.join("sandbox").join("serve").join(port.to_string()))
}

fn client_profile(secret_file: &Path) -> Result<ProfileEntry, Failure> {
    let guid = |error: NotAGuid| Failure::from_error(Exit::Fault, error);
    Ok(ProfileEntry {
        tenant: Some(TENANT_ID.parse().map_err(guid)?),
        client_id: Some(CLIENT_ID.parse().map_err(guid)?),
        cloud: Some(NAME.to_owned()),
        client_secret_file: Some(secret_file.to_owned()),
        ..ProfileEntry::default()
    })
}

/// Writes cloud, profile and the bindings of the simulated vendor, as after a setup, and
/// returns the path of the file.
fn write_settings(
    ctx: &Ctx<'_>,
    cloud: &CloudEntry,
    profile: &ProfileEntry,
) -> Result<PathBuf, Failure> {
    let folder = ctx.env.config_folder();
    edit::put_cloud(folder.as_deref(), NAME, cloud)?;
    edit::put_profile(folder.as_deref(), NAME, profile)?;
    let dirs = StateDirs {
        state: ctx.env.state_folder(),
        ..StateDirs::default()
    };
    let now = ctx.clock.now();
    sandbox_of(ctx)?
        .with_tenant(|tenant| records::write_local_records(tenant, &dirs, now, None))?;
    let folder = folder.unwrap_or_default();
    Ok(folder.join(crate::settings::FILE))
}

/// Prints the report before serving, so that a caller can read it and connect.
fn print_report(ctx: &mut Ctx<'_>, report: &SandboxServe) -> Result<(), Failure> {
    let terminal = ctx.io.terminal;
    let style = Style {
        width: terminal.width,
        color: terminal.color_out,
        accessible: terminal.accessible,
        ascii: terminal.ascii,
    };
    let query = ctx.global.query.as_deref();
    let text = output::render(report, ctx.global.format(), query, true, style)
        .map_err(|error| Failure::from_error(Exit::Usage, error))?;
    ctx.io
        .answer(&text)
        .map_err(|error| Failure::from_error(Exit::Fault, error).context("could not write"))
}
