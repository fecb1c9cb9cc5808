//! The inner process of `sandbox exec`: serves the tenant and runs the program.
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus};
use std::sync::Arc;

use super::namespace;
use crate::cli::sandbox::ExecArgs;
use crate::commands::sandbox::serve;
use crate::context::{CommandResult, Ctx, Outcome};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::files::{self, FileError};
use crate::sandbox::server::{Server, ServerOptions};
use crate::sandbox::{CLIENT_ID, CLIENT_SECRET, TENANT_ID};

/// Where the names of [`MICROSOFT_HOSTS`](crate::sandbox::server::MICROSOFT_HOSTS) lead.
const LISTEN: &str = "127.0.0.1:443";

/// Variables with which clients are told the certificate authority: OpenSSL and .NET, curl,
/// Node.js, and the requests library of Python.
const CA_VARIABLES: [&str; 4] = [
    "SSL_CERT_FILE",
    "CURL_CA_BUNDLE",
    "NODE_EXTRA_CA_CERTS",
    "REQUESTS_CA_BUNDLE",
];

/// Beginnings of the names of variables that are not passed on: they lead to a real sign-in,
/// a real tenant or out of the namespace.
const NOT_PASSED_ON: [&str; 15] = [
    "ARM_",
    "AZURE_",
    "CLIMICROSOFT365_",
    "DBUS_",
    "ENTRACTL_",
    "GNOME_KEYRING_",
    "IDENTITY_",
    "IMDS_",
    "MSI_",
    "SSH_AUTH_",
    "SSL_CERT_",
    "VISION_ONE_",
    "XDG_",
    "ACTIONS_ID_TOKEN_",
    "SYSTEM_OIDC",
];

/// Serves the tenant until the program has ended, and ends with its exit code.
///
/// # Errors
/// Exit 2 outside of the namespace or for a program that cannot be started, 8 for files.
pub(super) async fn run(ctx: &mut Ctx<'_>, args: &ExecArgs, folder: &Path) -> CommandResult {
    if !namespace::is_entered(folder) {
        return Err(
            Failure::new(Exit::Usage, "--inside is only for sandbox exec itself")
                .run(ctx.command("sandbox exec --help")),
        );
    }
    let result = serve_program(ctx, args, folder).await;
    if args.folder.is_none()
        && let Err(error) = files::remove_folder(folder)
    {
        ctx.io.warn(&format!("warning: {error}"));
    }
    result
}

async fn serve_program(ctx: &mut Ctx<'_>, args: &ExecArgs, folder: &Path) -> CommandResult {
    let (sandbox, _) = serve::prepare(ctx, &args.tenant)?;
    let entropy = Arc::clone(&ctx.entropy);
    let options = ServerOptions {
        listen: LISTEN,
        control: args.tenant.control,
        approve: args.tenant.approve,
        as_microsoft: true,
    };
    let server = Server::bind(sandbox, &*entropy, &options)
        .await
        .map_err(serve::serve_failure)?;
    let storage = |error: FileError| Failure::from_error(Exit::Storage, error);
    let ca_file = folder.join("ca.pem");
    files::replace_private(&ca_file, server.authority_pem().as_bytes()).map_err(storage)?;
    let mut command = command_as_user(args)?;
    for name in ctx.env.names().filter(|name| !is_passed_on(name)) {
        command.env_remove(name);
    }
    for name in CA_VARIABLES {
        command.env(name, &ca_file);
    }
    for (name, path) in home_folders(folder) {
        files::create_private_folder(&path).map_err(storage)?;
        command.env(name, path);
    }
    command
        .env("AZURE_TENANT_ID", TENANT_ID)
        .env("AZURE_CLIENT_ID", CLIENT_ID)
        .env("AZURE_CLIENT_SECRET", CLIENT_SECRET)
        .env("AZURE_CORE_COLLECT_TELEMETRY", "false")
        .env("AZURE_CORE_LOGIN_EXPERIENCE_V2", "off")
        .env("AZURE_CORE_SURVEY_MESSAGE", "false");
    if let Some(token) = server.control() {
        command
            .env("ENTRACTL_SANDBOX_CONTROL", "https://localhost/_sandbox")
            .env("ENTRACTL_SANDBOX_CONTROL_TOKEN", token.expose());
    }
    let child = command.spawn().map_err(|error| {
        let program = args.command.first().cloned().unwrap_or_default();
        Failure::from_error(Exit::Usage, error)
            .context(format!("could not start {}", program.display()))
            .advise("give the program and its arguments after --")
    })?;
    let status = serve_until_exit(ctx, server, child).await?;
    Ok(Outcome::of_program(exit_code(status)))
}

/// Serves until the program ends. A signal is passed on to it; a terminal has sent Ctrl-C to
/// both.
async fn serve_until_exit(
    ctx: &Ctx<'_>,
    server: Server,
    mut child: Child,
) -> Result<ExitStatus, Failure> {
    let id = child.id();
    let ended = tokio::task::spawn_blocking(move || child.wait());
    let interrupt = ctx.interrupt.clone();
    let pass_on = async move {
        interrupt.wait_for_interrupt().await;
        let id = i32::try_from(id)
            .ok()
            .and_then(rustix::process::Pid::from_raw);
        if let Some(id) = id
            && interrupt.exit_for_signal(Exit::Interrupted) != Exit::Interrupted
        {
            // It may have ended just now.
            let _ended = rustix::process::kill_process(id, rustix::process::Signal::TERM);
        }
        std::future::pending::<()>().await;
    };
    let status = tokio::select! {
        () = server.run(pass_on) => None,
        status = ended => status.ok(),
    };
    status
        .transpose()
        .map_err(|error| Failure::from_error(Exit::Fault, error))?
        .ok_or_else(|| Failure::new(Exit::Fault, "the program's end was not seen"))
}

/// Returns the exit code as a shell gives it: 128 and the number after a signal.
fn exit_code(status: ExitStatus) -> u8 {
    use std::os::unix::process::ExitStatusExt as _;
    let signal = || status.signal().map(|signal| 128 + signal);
    let code = status.code().or_else(signal);
    code.and_then(|code| u8::try_from(code).ok())
        .unwrap_or(u8::MAX)
}

/// Returns the program with its arguments, as the user that started `sandbox exec`.
fn command_as_user(args: &ExecArgs) -> Result<Command, Failure> {
    let [program, rest @ ..] = args.command.as_slice() else {
        return Err(Failure::new(Exit::Usage, "there is no program to run"));
    };
    let user = args.as_user.as_deref().and_then(|ids| ids.split_once(':'));
    let mut command = match user {
        None => Command::new(program),
        // This process is root of its namespace only; some programs refuse to run as root.
        Some((user, group)) => {
            let mut command = Command::new(namespace::system_program("unshare", "util-linux")?);
            command.args([
                format!("--map-user={user}"),
                format!("--map-group={group}"),
                "--".to_owned(),
            ]);
            command.arg(program);
            command
        }
    };
    command.args(rest);
    Ok(command)
}

/// Whether the program gets a variable of the caller.
fn is_passed_on(name: &str) -> bool {
    let upper = name.to_ascii_uppercase();
    !upper.ends_with("_PROXY") && !NOT_PASSED_ON.iter().any(|start| upper.starts_with(start))
}

/// Returns the folders in which programs keep settings and sign-ins, by variable.
fn home_folders(folder: &Path) -> [(&'static str, PathBuf); 7] {
    let home = folder.join("home");
    [
        ("XDG_CONFIG_HOME", home.join(".config")),
        ("XDG_CACHE_HOME", home.join(".cache")),
        ("XDG_DATA_HOME", home.join(".local/share")),
        ("XDG_STATE_HOME", home.join(".local/state")),
        ("XDG_RUNTIME_DIR", folder.join("runtime")),
        ("AZURE_CONFIG_DIR", home.join(".azure")),
        ("HOME", home),
    ]
}

#[cfg(test)]
mod tests {
    use super::is_passed_on;

    #[test]
    fn nothing_that_leads_to_a_real_sign_in_is_passed_on() {
        for name in [
            "AZURE_CLIENT_SECRET",
            "https_proxy",
            "ENTRACTL_PROFILE",
            "DBUS_SESSION_BUS_ADDRESS",
            "XDG_RUNTIME_DIR",
            "IDENTITY_ENDPOINT",
        ] {
            assert!(!is_passed_on(name), "{name}");
        }
        for name in ["PATH", "LANG", "TERM", "VIRTUAL_ENV", "NODE_OPTIONS"] {
            assert!(is_passed_on(name), "{name}");
        }
    }
}
