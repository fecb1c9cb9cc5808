//! Runs the whole program by argv, in process, against one simulated tenant that several
//! commands share. Nothing waits, and everything is deterministic.
use std::io::Write;
use std::path::Path;
use std::sync::{Arc, Mutex};

use crate::support::kill::Kill;
use crate::support::typed::Typed;
use entractl::auth::store::{MemoryStore, TokenStore};
use entractl::browser::Browser;
use entractl::clock::StepClock;
use entractl::context::Interrupt;
use entractl::entropy::SeededEntropy;
use entractl::env::Env;
use entractl::io::{Io, Terminal};
use entractl::machine::StateDirs;
use entractl::sandbox::{LedgerEntry, Sandbox, Tenant};
use entractl::transport::{Request, Response, Transport, TransportError};
use entractl::world::World;
use jiff::Timestamp;

/// A simulated tenant with its tokens and folders, and the settings of a run.
#[derive(Debug)]
pub struct Bench {
    pub sandbox: Arc<Sandbox>,
    pub clock: Arc<StepClock>,
    pub store: Arc<MemoryStore>,
    pub folder: tempfile::TempDir,
    pub terminal: Terminal,
    pub env: Vec<(String, String)>,
    /// Input of the user; if set, stdin is a terminal.
    pub typed: Option<String>,
    /// Input typed before any question was shown.
    pub typed_ahead: Option<String>,
    /// A browser that replaces the simulated one.
    pub browser: Option<Arc<dyn Browser>>,
    /// A transport that changes messages, in place of the honest one.
    pub wire: Option<Arc<dyn Transport>>,
    /// A hook to run after this number of Graph requests of the next command has been
    /// answered.
    pub hook: Option<(usize, Hook)>,
    /// Whether the sign-in target comes from config.toml and the environment, as outside
    /// the sandbox.
    pub settings_decide: bool,
    entropy: Arc<SeededEntropy>,
    tap: Arc<Tap>,
}

/// Passes everything on to the simulated tenant and records the passwords that are sent,
/// which must appear nowhere else.
#[derive(Debug)]
struct Tap {
    sandbox: Arc<Sandbox>,
    passwords: Mutex<Vec<String>>,
    kill: Mutex<Option<Kill>>,
    hook: Mutex<Option<(usize, Hook)>>,
    interrupt: Mutex<Interrupt>,
}

/// An event in the middle of a command.
#[derive(Debug, Clone, Copy)]
pub enum Hook {
    /// The user presses Ctrl-C.
    CtrlC,
    /// Another user changes the tenant.
    Meddle(fn(&Sandbox)),
}

impl Tap {
    fn answered(&self) {
        let mut hook = self.hook.lock().unwrap();
        let Some((left, what)) = *hook else { return };
        *hook = left
            .checked_sub(1)
            .filter(|left| *left > 0)
            .map(|left| (left, what));
        if hook.is_none() {
            match what {
                Hook::CtrlC => self.interrupt.lock().unwrap().request(),
                Hook::Meddle(act) => act(&self.sandbox),
            }
        }
    }
}

#[async_trait::async_trait]
impl Transport for Tap {
    async fn send(&self, request: Request) -> Result<Response, TransportError> {
        let body = serde_json::from_slice(request.body().as_bytes()).unwrap_or_default();
        collect_passwords(&body, &mut self.passwords.lock().unwrap());
        let now = {
            let mut kill = self.kill.lock().unwrap();
            match kill.as_mut() {
                None => false,
                Some(kill) => {
                    kill.left = kill.left.saturating_sub(1);
                    let now = kill.left == 0 && kill.left_behind.is_none();
                    if now && !kill.after {
                        kill.strike(&self.sandbox);
                    }
                    now && kill.after
                }
            }
        };
        let graph = request.uri().host() == Some("graph.microsoft.com")
            || request.uri().path().starts_with("/v1.0");
        let answer = self.sandbox.send(request).await;
        if now && let Some(kill) = self.kill.lock().unwrap().as_mut() {
            kill.strike(&self.sandbox);
        }
        if graph {
            self.answered();
        }
        answer
    }
}

fn collect_passwords(body: &serde_json::Value, found: &mut Vec<String>) {
    match body {
        serde_json::Value::Object(fields) => {
            for (name, value) in fields {
                match value {
                    serde_json::Value::String(text)
                        if name == "password" || name == "newPassword" =>
                    {
                        found.push(text.clone());
                    }
                    other => collect_passwords(other, found),
                }
            }
        }
        serde_json::Value::Array(items) => {
            for item in items {
                collect_passwords(item, found);
            }
        }
        _ => {}
    }
}

/// Output and exit code of a command.
#[derive(Debug, Clone)]
pub struct Ran {
    pub out: String,
    pub err: String,
    pub exit: u8,
}

impl Ran {
    /// Returns stdout as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out)
            .unwrap_or_else(|error| panic!("no JSON ({error}):\n{}\n{}", self.out, self.err))
    }

    /// Returns stdout, stderr and exit code in one text, for a snapshot.
    pub fn all(&self) -> String {
        format!(
            "{}-- stderr --\n{}-- exit {} --",
            self.out, self.err, self.exit
        )
    }

    /// Fails unless the exit code is `exit`.
    #[track_caller]
    pub fn exits(self, exit: u8) -> Self {
        assert_eq!(self.exit, exit, "{}", self.all());
        self
    }
}

/// A buffer that can be read after another owner has written it.
#[derive(Debug, Clone, Default)]
struct Sink(Arc<Mutex<Vec<u8>>>);

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Sink {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

/// Returns the time at which every bench starts.
pub fn start() -> Timestamp {
    "2026-03-02T03:04:05Z".parse().unwrap()
}

impl Bench {
    /// Creates the simulated tenant in its initial state, with its administrator signed in.
    pub fn new() -> Self {
        Self::within(tempfile::tempdir().unwrap())
    }

    /// Same as `new`, with its files in this folder.
    pub fn within(folder: tempfile::TempDir) -> Self {
        let clock = Arc::new(StepClock::at(start()));
        let store = Arc::new(MemoryStore::default());
        let dirs = Self::place_in(folder.path());
        let tokens = Arc::clone(&store) as Arc<dyn TokenStore>;
        let tenant: Tenant = entractl::world::seed_sandbox(start(), &dirs, &tokens, None).unwrap();
        let sandbox = Arc::new(Sandbox::new(tenant, Arc::clone(&clock) as _));
        let tap = Arc::new(Tap {
            sandbox: Arc::clone(&sandbox),
            passwords: Mutex::default(),
            kill: Mutex::default(),
            hook: Mutex::default(),
            interrupt: Mutex::default(),
        });
        Self {
            tap,
            sandbox,
            clock,
            store,
            folder,
            terminal: Terminal::NONE,
            env: Vec::new(),
            typed: None,
            typed_ahead: None,
            browser: None,
            hook: None,
            settings_decide: false,
            wire: None,
            entropy: Arc::new(SeededEntropy::new(1)),
        }
    }

    fn place_in(folder: &Path) -> StateDirs {
        entractl::world::sandbox_dirs(Some(folder.to_owned())).unwrap()
    }

    /// Runs a command line. Words are separated by spaces, unless inside `'...'`.
    pub fn run(&mut self, line: &str) -> Ran {
        let mut args = vec!["entractl".to_owned(), "--sandbox".to_owned()];
        args.extend(words(line));
        self.run_args(args)
    }

    /// Runs a command line that entractl itself printed.
    pub fn run_printed(&mut self, line: &str) -> Ran {
        let args = words(line);
        assert_eq!(args.first().map(String::as_str), Some("entractl"), "{line}");
        self.run_args(args)
    }

    /// Runs exactly these arguments.
    pub fn run_args(&mut self, args: Vec<String>) -> Ran {
        let (out, err) = (Sink::default(), Sink::default());
        let mut terminal = self.terminal;
        terminal.interactive |= self.typed.is_some();
        let typed = Typed::new(self.typed_ahead.take(), self.typed.take());
        let mut io = Io::from_parts(
            Box::new(out.clone()),
            Box::new(err.clone()),
            Box::new(typed),
            terminal,
        );
        let env = Env::of(self.env.iter().cloned());
        let exit = entractl::app::run(args.into_iter().map(Into::into), &env, &mut io, |_, _| {
            let mut world = World::for_sandbox(
                Arc::clone(&self.sandbox),
                Arc::clone(&self.store) as _,
                Arc::clone(&self.clock) as _,
                Arc::clone(&self.entropy) as _,
                Self::place_in(self.folder.path()),
            );
            world.transport = Arc::clone(&self.tap) as _;
            if self.settings_decide {
                world.target = None;
            }
            *self.tap.hook.lock().unwrap() = self.hook.take();
            *self.tap.interrupt.lock().unwrap() = world.interrupt.clone();
            if let Some(wire) = &self.wire {
                world.transport = Arc::clone(wire);
            }
            if let Some(browser) = &self.browser {
                world.browser = Arc::clone(browser);
            }
            Ok(world)
        });
        drop(io);
        let unknown: Vec<_> = self
            .sandbox
            .ledger()
            .into_iter()
            .filter(|entry| entry.status == 501)
            .collect();
        assert!(unknown.is_empty(), "unknown to the sandbox: {unknown:#?}");
        Ran {
            out: out.text(),
            err: err.text(),
            exit,
        }
    }

    /// Kills the next run at its request number `at`: before the request is sent, or after it
    /// was carried out.
    pub fn kill_at(&mut self, at: u64, after: bool) {
        *self.tap.kill.lock().unwrap() = Some(Kill {
            left: at,
            after,
            folder: self.folder.path().to_owned(),
            left_behind: None,
        });
    }

    /// Returns the machine and the tenant at the time when the run was killed; `None` if it
    /// had already ended.
    pub fn killed(&mut self) -> Option<Self> {
        let kill = self.tap.kill.lock().unwrap().take()?;
        let (folder, tenant) = kill.left_behind?;
        let sandbox = Arc::new(Sandbox::new(tenant, Arc::clone(&self.clock) as _));
        Some(Self {
            tap: Arc::new(Tap {
                sandbox: Arc::clone(&sandbox),
                passwords: Mutex::default(),
                kill: Mutex::default(),
                hook: Mutex::default(),
                interrupt: Mutex::default(),
            }),
            sandbox,
            clock: Arc::clone(&self.clock),
            store: Arc::clone(&self.store),
            folder,
            terminal: Terminal::NONE,
            env: Vec::new(),
            typed: None,
            typed_ahead: None,
            browser: None,
            hook: None,
            settings_decide: false,
            wire: None,
            entropy: Arc::clone(&self.entropy),
        })
    }

    /// Returns every password that was sent so far.
    pub fn passwords(&self) -> Vec<String> {
        self.tap.passwords.lock().unwrap().clone()
    }

    /// Returns the requests to the tenant since the last call.
    pub fn requests(&mut self) -> Vec<LedgerEntry> {
        let entries = self.sandbox.ledger();
        self.sandbox.with_tenant(|tenant| tenant.ledger.clear());
        entries
    }
}

/// Returns the number of HTTP requests to Graph among `entries`, not of items in batches.
pub fn sent(entries: &[LedgerEntry]) -> usize {
    entries
        .iter()
        .filter(|entry| entry.in_batch.is_none() && entry.host == "graph")
        .count()
}

/// Returns the number of writes that changed the tenant among `entries`.
pub fn writes(entries: &[LedgerEntry]) -> usize {
    // Each item of a batch counts.
    entries
        .iter()
        .filter(|entry| entry.applied && entry.host == "graph" && !entry.path.ends_with("$batch"))
        .count()
}

/// Returns the words of a POSIX shell line.
pub fn words(line: &str) -> Vec<String> {
    shlex::split(line).unwrap()
}
