//! The composition root: the one file that chooses between a real tenant and the
//! simulated one, and that saves the latter between two commands.
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::auth::keyring_store;
use crate::auth::store::{MemoryStore, TokenStore};
use crate::browser::{Browser, SystemBrowser};
use crate::cli::auth::AuthCommand;
use crate::cli::profile::ProfileCommand;
use crate::cli::{Cli, Command};
use crate::clock::{Clock, SystemClock};
use crate::commands::sandbox::begin::sandbox_target;
pub use crate::commands::sandbox::begin::seed_sandbox;
use crate::context::Interrupt;
use crate::context::network;
use crate::context::pinned::with_machine_policy;
use crate::context::resolve_target::{new_profile_choice, typed_target};
use crate::entropy::{Entropy, SystemEntropy};
use crate::env::{self, Env};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::files::{self, FileError, Lock, Owner, Program, SystemFile};
use crate::io::Io;
use crate::machine::Origin;
use crate::machine::StateDirs;
use crate::sandbox::{Sandbox, SandboxBrowser, Tenant};
use crate::settings::resolve::resolve;
use crate::settings::{Settings, SignInTarget};
use crate::transport::Transport;
use crate::transport::https::Https;

/// The services of a command: network, clock, tokens, browser and files, chosen once.
#[derive(Debug)]
pub struct World {
    /// HTTP transport: the network or the simulated tenant.
    pub transport: Arc<dyn Transport>,
    /// Clock.
    pub clock: Arc<dyn Clock>,
    /// Token store.
    pub store: Arc<dyn TokenStore>,
    /// Source of randomness.
    pub entropy: Arc<dyn Entropy>,
    /// The browser.
    pub browser: Arc<dyn Browser>,
    /// Folders and files of the run.
    pub dirs: StateDirs,
    /// The simulated tenant; `None` for a real one.
    pub sandbox: Option<Arc<Sandbox>>,
    /// Sign-in target if the settings do not specify it: that of the simulated tenant.
    pub target: Option<SignInTarget>,
    /// Whether to handle Ctrl-C and SIGTERM; false in tests.
    pub signals: bool,
    /// Interruption by the user; tests trigger it directly.
    pub interrupt: Interrupt,
    /// The locked file of the simulated tenant.
    keeper: Option<SandboxFile>,
}

/// The file of the simulated tenant and its lock.
#[derive(Debug)]
struct SandboxFile {
    path: PathBuf,
    store: Arc<MemoryStore>,
    _lock: Lock,
}

/// Contents of the file of the simulated tenant. Its tokens are simulated too: they are
/// valid only for this tenant.
#[derive(Serialize, Deserialize)]
struct SavedSandbox {
    version: u32,
    tenant: Tenant,
    tokens: BTreeMap<String, String>,
}

/// Name of the place of the simulated tokens, for sentences.
const SANDBOX_STORE: &str = "sandbox's own file tenant.json (simulated)";

/// Version of the file. A file of another version is discarded.
const SAVED_VERSION: u32 = 2;

impl World {
    /// Returns the services for a real tenant. Nothing is opened, loaded or sent before
    /// a command needs it.
    pub fn for_user(cli: &Cli, env: &Env, io: &Io) -> Self {
        let mut dirs = with_machine_policy(StateDirs {
            state: env.state_folder(),
            config: env.config_folder(),
            policy: Some(SystemFile::policy()),
            sandbox: false,
            ..StateDirs::default()
        });
        dirs.origin = process_origin(env, dirs.state.as_deref());
        let ca_file = ca_file(cli, env, &dirs);
        Self {
            transport: Arc::new(Https::new(ca_file, network::proxies_from_env(env).err())),
            clock: Arc::new(SystemClock),
            store: token_store(cli, env, io),
            entropy: Arc::new(SystemEntropy),
            browser: Arc::new(SystemBrowser::new(env)),
            dirs,
            sandbox: None,
            target: None,
            signals: true,
            interrupt: Interrupt::default(),
            keeper: None,
        }
    }

    /// Returns the services for the simulated tenant. With `keep`, it is loaded from
    /// and saved to a file below the user's state folder. Without it, or without a home
    /// folder, it exists as long as this process.
    ///
    /// # Errors
    /// Exit code 7 if another command uses it, 8 or 10 if its file cannot be read or trusted.
    pub fn for_simulated_tenant(env: &Env, keep: bool) -> Result<Self, Failure> {
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let folder = env
            .state_folder()
            .filter(|_| keep)
            .map(|folder| folder.join("sandbox"));
        let store = Arc::new(match &folder {
            Some(_) => MemoryStore::kept_in(SANDBOX_STORE),
            None => MemoryStore::default(),
        });
        let mut kept = None;
        let mut keeper = None;
        if let Some(folder) = &folder {
            let lock =
                Lock::try_acquire(&folder.join("tenant.lock")).map_err(sandbox_in_use_failure)?;
            let path = folder.join("tenant.json");
            kept = load_saved_sandbox(&path)?;
            keeper = Some(SandboxFile {
                path,
                store: Arc::clone(&store),
                _lock: lock,
            });
        }
        let mut dirs = sandbox_dirs(folder)?;
        dirs.origin = process_origin(env, dirs.state.as_deref());
        let tenant = match kept {
            Some(SavedSandbox {
                version: _,
                tenant,
                tokens,
            }) => {
                store.fill(tokens);
                tenant
            }
            None => seed_sandbox(
                clock.now(),
                &dirs,
                &(Arc::clone(&store) as Arc<dyn TokenStore>),
                None,
            )?,
        };
        let sandbox = Arc::new(Sandbox::new(tenant, Arc::clone(&clock)));
        let mut world = Self::for_sandbox(sandbox, store, clock, Arc::new(SystemEntropy), dirs);
        world.signals = true;
        world.keeper = keeper;
        Ok(world)
    }

    /// Returns the services for a simulated tenant that the caller owns, as in tests
    /// and the tour.
    pub fn for_sandbox(
        sandbox: Arc<Sandbox>,
        store: Arc<dyn TokenStore>,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
        dirs: StateDirs,
    ) -> Self {
        Self {
            browser: Arc::new(SandboxBrowser::new(Arc::clone(&sandbox))),
            transport: Arc::clone(&sandbox) as Arc<dyn Transport>,
            clock,
            store,
            entropy,
            dirs,
            target: sandbox_target().ok(),
            sandbox: Some(sandbox),
            signals: false,
            interrupt: Interrupt::default(),
            keeper: None,
        }
    }

    /// Saves the simulated tenant for the next command.
    ///
    /// # Errors
    /// Exit code 8 if its file cannot be written.
    pub fn close(&self) -> Result<(), Failure> {
        let (Some(keeper), Some(sandbox)) = (&self.keeper, &self.sandbox) else {
            return Ok(());
        };
        let kept = SavedSandbox {
            version: SAVED_VERSION,
            tenant: sandbox.snapshot(),
            tokens: keeper.store.contents(),
        };
        let bytes =
            serde_json::to_vec(&kept).map_err(|error| Failure::from_error(Exit::Fault, error))?;
        files::replace_private(&keeper.path, &bytes).map_err(|error| {
            Failure::from_error(Exit::Storage, error)
                .context("the simulated tenant could not be kept for the next command")
        })
    }
}

/// Returns the origin of audit events: machine, user and process.
fn process_origin(env: &Env, state: Option<&Path>) -> Origin {
    let host = files::read_public(Path::new("/proc/sys/kernel/hostname")).ok();
    let host = host.and_then(|name| String::from_utf8(name).ok());
    Origin {
        host: host
            .map(|name| name.trim().to_owned())
            .or_else(|| env.first_set(&env::HOST_NAMES)),
        user_id: Env::user_id(),
        user: env.first_set(&env::USER_NAMES),
        process: Some(std::process::id()),
        ci_run: env.first_set(&env::CI_RUN_IDS),
        began: Some(SystemClock.now()),
        program: Env::executable()
            .map(|path| Program::new(path, state))
            .unwrap_or_default(),
        ..Origin::default()
    }
}

/// Returns the CA file of the selected cloud. The command itself reports errors in the
/// configuration.
fn ca_file(cli: &Cli, env: &Env, dirs: &StateDirs) -> Option<PathBuf> {
    let settings = Settings::load(dirs.config.as_deref()).ok()?;
    let login = match &cli.command {
        Command::Auth(AuthCommand::Login(args)) => Some(args),
        _ => None,
    };
    if let Command::Profile(ProfileCommand::Add(args)) = &cli.command {
        return new_profile_choice(args, &settings).ok()?.ca_file;
    }
    resolve(&typed_target(&cli.global, login), env, &settings)
        .ok()?
        .ca_file
}

/// Returns the keyring, or memory in CI and with `--no-store`.
fn token_store(cli: &Cli, env: &Env, io: &Io) -> Arc<dyn TokenStore> {
    let attended = io.terminal.interactive && !cli.global.no_input;
    let talk = io.status_writer();
    let notice = Arc::new(move |line: &str| talk.say(line));
    keyring_store::choose_store(env, cli.global.no_store, attended, notice)
}

/// Returns the folders of the simulated tenant's configuration, bindings, journal and
/// audit log: below `folder`, separate from those of real tenants.
///
/// # Errors
/// Exit code 1 if the sandbox's own constants are wrong, which tests rule out.
pub fn sandbox_dirs(folder: Option<PathBuf>) -> Result<StateDirs, Failure> {
    Ok(with_machine_policy(StateDirs {
        config: folder.as_ref().map(|folder| folder.join("config")),
        // On the simulated machine, every user is an administrator.
        policy: folder.as_ref().map(|folder| SystemFile {
            path: folder.join("policy.toml"),
            owner: Owner::CurrentUser,
        }),
        state: folder,
        sandbox: true,
        ..StateDirs::default()
    }))
}

fn load_saved_sandbox(path: &Path) -> Result<Option<SavedSandbox>, Failure> {
    let bytes = match files::read_private(path) {
        Ok(Some(bytes)) => bytes,
        Ok(None) => return Ok(None),
        Err(error @ FileError::Untrusted { .. }) => {
            return Err(Failure::from_error(Exit::Untrusted, error));
        }
        Err(error) => return Err(Failure::from_error(Exit::Storage, error)),
    };
    // Simulated data of another version is discarded.
    Ok(serde_json::from_slice::<SavedSandbox>(&bytes)
        .ok()
        .filter(|kept| kept.version == SAVED_VERSION))
}

fn sandbox_in_use_failure(error: FileError) -> Failure {
    match error {
        FileError::Locked { .. } => Failure::from_error(Exit::Locked, error)
            .context("another command is using the simulated tenant")
            .advise("wait for it to end"),
        FileError::Io { .. } | FileError::NoLocks { .. } | FileError::Untrusted { .. } => {
            Failure::from_error(Exit::Storage, error)
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::{StateDirs, ca_file};
    use crate::env::Env;

    #[test]
    fn the_roots_are_those_of_the_cloud_that_the_command_talks_to() {
        let folder = tempfile::tempdir().unwrap();
        let cloud = |name: &str| {
            format!(
                "[clouds.{name}]\nauthority='https://login.{name}.example'\n\
                 graph='https://graph.{name}.example'\nca_file='/{name}.pem'\n"
            )
        };
        let settings = format!(
            "default_profile='one'\n[profiles.one]\ncloud='first'\n[profiles.two]\ncloud='second'\n{}{}",
            cloud("first"),
            cloud("second")
        );
        let path = folder.path().join(crate::settings::FILE);
        crate::files::replace_private(&path, settings.as_bytes()).unwrap();
        let dirs = StateDirs {
            config: Some(folder.path().to_owned()),
            ..StateDirs::default()
        };
        for (line, expected) in [
            ("entractl status", Some("/first.pem")),
            ("entractl -p two status", Some("/second.pem")),
            ("entractl auth login --cloud second", Some("/second.pem")),
            (
                "entractl -p two auth login --cloud first",
                Some("/first.pem"),
            ),
            ("entractl auth login --cloud public", None),
            ("entractl auth login", Some("/first.pem")),
        ] {
            let cli = crate::cli::parse(line.split(' ')).unwrap();
            let found = ca_file(&cli, &Env::default(), &dirs);
            assert_eq!(found, expected.map(PathBuf::from), "{line}");
        }
    }
}
