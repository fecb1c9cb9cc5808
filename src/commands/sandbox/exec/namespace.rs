//! The private network and mount namespace in which Microsoft's host names lead to loopback.
use std::ffi::{OsStr, OsString};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::cli::sandbox::ExecArgs;
use crate::context::{CommandResult, Ctx};
use crate::env::Env;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::files::{self, FileError};
use crate::sandbox::server::MICROSOFT_HOSTS;

/// The hosts file that the namespace sees.
const HOSTS: &str = "/etc/hosts";

/// Folders of the system's programs. `PATH` is not asked: what it names would run as the
/// namespace's root.
const PROGRAM_FOLDERS: [&str; 4] = ["/usr/bin", "/bin", "/usr/sbin", "/sbin"];

/// Prepares the namespace, with `$1` for the `ip` program, `$2` for `mount` and `$3` for the
/// hosts file. Then runs what remains.
const PREPARE: &str =
    r#""$1" link set lo up && "$2" --bind "$3" /etc/hosts && shift 3 && exec "$@""#;

/// Replaces this process by the same command inside a new namespace.
///
/// # Errors
/// Exit 2 if a program is missing or the system permits no namespace, 8 if the folder of
/// the run cannot be written. It does not return otherwise.
pub(super) fn enter(ctx: &Ctx<'_>, args: &ExecArgs) -> CommandResult {
    let unshare = system_program("unshare", "util-linux")?;
    let mount = system_program("mount", "util-linux")?;
    let ip = system_program("ip", "iproute2")?;
    let is_root = Env::user_id() == Some(0);
    // Without root, a user namespace in which this user is root permits the other two.
    let flags = if is_root { "-nm" } else { "-Urnm" };
    let folder = match &args.folder {
        Some(folder) => absolute(folder),
        None => folder_for_run(ctx)?,
    };
    let storage = |error: FileError| Failure::from_error(Exit::Storage, error);
    let hosts = folder.join("hosts");
    files::replace_private(&hosts, hosts_file().as_bytes()).map_err(storage)?;
    let own = Env::executable_for_others()
        .ok_or_else(|| Failure::new(Exit::Fault, "the path of this program is not known"))?;
    let prepared = |program: &OsStr| {
        let mut command = Command::new(&unshare);
        command
            .args([flags, "--propagation", "private", "/bin/sh", "-c", PREPARE])
            .args([OsStr::new("sh"), ip.as_os_str(), mount.as_os_str()])
            .args([hosts.as_os_str(), program]);
        command
    };
    let failure = match ensure_permitted(prepared(OsStr::new("true"))) {
        Ok(()) => {
            let error = prepared(own.as_os_str())
                .args(inner_arguments(args, &folder))
                .exec();
            Failure::from_error(Exit::Usage, error).context("could not start unshare")
        }
        Err(failure) => failure,
    };
    if args.folder.is_none() {
        files::remove_folder(&folder).map_err(storage)?;
    }
    Err(failure)
}

/// Whether this process is in a namespace that [`enter`] prepared in `folder`.
pub(super) fn is_entered(folder: &Path) -> bool {
    let hosts = files::read_public(Path::new(HOSTS)).unwrap_or_default();
    hosts == hosts_file().as_bytes() && files::path_exists(&folder.join("hosts"))
}

/// Returns the text of a hosts file in which Microsoft's names are loopback.
fn hosts_file() -> String {
    let mut text = "127.0.0.1 localhost\n::1 localhost\n".to_owned();
    for host in MICROSOFT_HOSTS {
        text.push_str(&format!("127.0.0.1 {host}\n"));
    }
    text
}

/// Returns the arguments of the same command for the process in the namespace.
fn inner_arguments(args: &ExecArgs, folder: &Path) -> Vec<OsString> {
    let mut inner: Vec<OsString> = vec!["sandbox".into(), "exec".into(), "--inside".into()];
    inner.push(folder.into());
    if let Some(folder) = &args.folder {
        inner.extend(["--folder".into(), absolute(folder).into()]);
    }
    // As root of a user namespace, the program would not run as its user.
    if let Some((user, group)) = Env::user_and_group().filter(|(user, _)| *user != 0) {
        inner.extend(["--as-user".into(), format!("{user}:{group}").into()]);
    }
    if let Some(users) = args.tenant.users {
        inner.extend(["--users".into(), users.to_string().into()]);
    }
    let certificate = args.tenant.certificate.iter();
    let certificate = certificate.map(|file| ("--certificate", file));
    let applications = args.tenant.register.iter().map(|file| ("--register", file));
    for (flag, file) in certificate.chain(applications) {
        inner.extend([flag.into(), absolute(file).into()]);
    }
    let switches = [
        (args.tenant.state, "--state"),
        (args.tenant.control, "--control"),
        (args.tenant.approve, "--approve"),
        // The first of the two processes has said it.
        (true, "--quiet"),
    ];
    let set = switches.into_iter().filter(|(is_set, _)| *is_set);
    inner.extend(set.map(|(_, flag)| flag.into()));
    inner.push("--".into());
    inner.extend(args.command.iter().cloned());
    inner
}

/// Returns the path of a program of the system.
pub(super) fn system_program(name: &str, package: &str) -> Result<PathBuf, Failure> {
    let mut paths = PROGRAM_FOLDERS
        .iter()
        .map(|folder| Path::new(folder).join(name));
    paths.find(|path| path.is_file()).ok_or_else(|| {
        Failure::new(
            Exit::Usage,
            format!("sandbox exec needs the program {name}"),
        )
        .advise(format!("install the package {package}"))
    })
}

/// Checks that the system permits the namespace and what is done in it, with a command that
/// does nothing else.
fn ensure_permitted(mut command: Command) -> Result<(), Failure> {
    let probe = command.stdin(Stdio::null()).output().map_err(|error| {
        Failure::from_error(Exit::Usage, error).context("could not start unshare")
    })?;
    if probe.status.success() {
        return Ok(());
    }
    let why = String::from_utf8_lossy(&probe.stderr).trim().to_owned();
    Err(Failure::from_error(Exit::Usage, anyhow::anyhow!(why))
        .context("this system permits no network namespace")
        .advise("in a container, permit user namespaces or run it as root with CAP_SYS_ADMIN")
        .advise("or point the program at the addresses of sandbox serve"))
}

/// Returns the folder of this run, by process id.
fn folder_for_run(ctx: &Ctx<'_>) -> Result<PathBuf, Failure> {
    let state = ctx.env.state_folder().ok_or_else(|| {
        Failure::new(Exit::Usage, "there is no folder for the files of the run")
            .advise("name one with --folder FOLDER")
    })?;
    let run = std::process::id().to_string();
    Ok(state.join("sandbox").join("exec").join(run))
}

/// Returns the path from the root, since the inner process may run elsewhere.
fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}
