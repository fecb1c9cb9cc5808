//! What a command may reach: a narrowed borrow of the world, and the one way
//! to agreement.
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};

use crate::auth::store::TokenStore;
use crate::browser::Browser;
use crate::cli::command_line::{CommandLine, TargetFlags};
use crate::cli::{Agreement, Global};
use crate::clock::Clock;
use crate::domain::plan::{Confirmed, Consent, NotConfirmed};
use crate::entropy::Entropy;
use crate::env::Env;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::files::SystemFile;
use crate::io::{Asked, Io};
use crate::output::{Records, Show, Style, human};
use crate::settings::InForce;
use crate::transport::Transport;

/// What a command did: the answer to print and the exit code.
#[derive(Debug)]
pub struct Outcome {
    /// The answer, unless there is none.
    pub report: Option<Box<dyn Show>>,
    /// What the process ends with.
    pub exit: Exit,
    /// Its lines as `jsonl`, if the answer itself does not hold them all.
    pub records: Option<Box<dyn Records>>,
}

impl Outcome {
    /// Done, with an answer.
    pub fn done(report: impl Show + 'static) -> Self {
        Self::with(report, Exit::Done)
    }

    /// An answer with an exit code of its own.
    pub fn with(report: impl Show + 'static, exit: Exit) -> Self {
        Self {
            report: Some(Box::new(report)),
            exit,
            records: None,
        }
    }

    /// Without an answer: it was printed already, or there is none.
    pub fn silent(exit: Exit) -> Self {
        Self {
            report: None,
            exit,
            records: None,
        }
    }

    /// An answer that holds only some of its lines.
    pub fn streamed(
        report: impl Show + 'static,
        exit: Exit,
        records: impl Records + 'static,
    ) -> Self {
        Self {
            records: Some(Box::new(records)),
            ..Self::with(report, exit)
        }
    }
}

/// What every command returns.
pub type CommandResult = Result<Outcome, Failure>;

/// Where this world keeps its files.
#[derive(Debug, Clone, Default)]
pub struct StateDirs {
    /// Folder of bindings, journal and audit log: the user's own, or the
    /// sandbox's below it. `None`: nothing is kept beyond this process.
    pub state: Option<PathBuf>,
    /// Folder of `config.toml`. `None`: there is no home.
    pub config: Option<PathBuf>,
    /// The policy file of the machine. Chosen with the world: nothing that the
    /// user types, sets or writes moves it. `None`: this world has none.
    pub policy: Option<SystemFile>,
    /// Whether this is the simulated tenant.
    pub sandbox: bool,
    /// Where every line of the audit log goes too, if the machine's policy
    /// demands it.
    pub sink: crate::audit::Sink,
    /// Where the program runs, for the audit log.
    pub origin: crate::audit::Origin,
    /// What is remembered of tenants where `state` is `None`.
    pub memory: crate::state::Memory,
    /// What a sign-in is pinned to, where the settings do not decide it: the
    /// simulated tenant's.
    pub target: Option<crate::settings::SignInTarget>,
}

/// Whether the user wants the command to end, and whether it may end at once.
#[derive(Debug, Clone, Default)]
pub struct Interrupt {
    /// Number of the exit code that the first signal stands for.
    asked: Arc<AtomicU8>,
    held: Arc<AtomicBool>,
    awaited: Arc<AtomicBool>,
    bell: Arc<tokio::sync::Notify>,
    wanted: Arc<tokio::sync::Notify>,
}

impl Interrupt {
    /// Waits until the command has something to finish before it may end. Until
    /// then Ctrl-C ends the process at once, as at a question: nothing has been
    /// sent, and a handler would be deaf while a line is read.
    pub async fn wanted(&self) {
        self.wanted.notified().await;
    }

    /// Whether the user pressed Ctrl-C: begin nothing new.
    pub fn is_asked(&self) -> bool {
        self.asked.load(Ordering::Relaxed) != 0
    }

    /// Notes that the user pressed Ctrl-C.
    pub fn ask(&self) {
        self.ask_by(Exit::Interrupted);
    }

    /// Notes that a signal asked the process to end; the first one counts.
    pub fn ask_by(&self, signal: Exit) {
        if !self.is_asked() {
            self.asked.store(signal.code(), Ordering::Relaxed);
        }
        self.bell.notify_one();
    }

    /// What a command ends with that was interrupted: each signal has a code of
    /// its own.
    pub fn exit(&self, exit: Exit) -> Exit {
        let signal = self.asked.load(Ordering::Relaxed);
        if exit != Exit::Interrupted {
            return exit;
        }
        let mut all = Exit::ALL.into_iter();
        all.find(|one| one.code() == signal).unwrap_or(exit)
    }

    /// Waits for Ctrl-C or a request to end, of a command that has no other end.
    pub async fn asked(&self) {
        self.awaited.store(true, Ordering::Relaxed);
        self.wanted.notify_one();
        while !self.is_asked() {
            self.bell.notified().await;
        }
    }

    /// Whether the command waits for Ctrl-C and ends well by it.
    pub fn is_awaited(&self) -> bool {
        self.awaited.load(Ordering::Relaxed)
    }

    /// Whether a change is under way that should be finished first.
    pub fn is_held(&self) -> bool {
        self.held.load(Ordering::Relaxed)
    }

    /// Marks the time in which writes are under way; ends with the value. From
    /// when it returns on, signals are ours: nothing may be sent before.
    pub async fn hold(&self) -> InterruptGuard {
        self.held.store(true, Ordering::Relaxed);
        self.wanted.notify_one();
        tokio::task::yield_now().await;
        InterruptGuard(Arc::clone(&self.held))
    }
}

/// Writes are under way as long as this lives.
#[derive(Debug)]
pub struct InterruptGuard(Arc<AtomicBool>);

impl Drop for InterruptGuard {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Relaxed);
    }
}

/// The narrowed borrow of the world that a command gets.
#[derive(Debug)]
pub struct Ctx<'w> {
    /// The streams.
    pub io: &'w mut Io,
    /// The environment, read once.
    pub env: &'w Env,
    /// The flags that every command takes.
    pub global: &'w Global,
    /// Where files are kept.
    pub dirs: &'w StateDirs,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub entropy: Arc<dyn Entropy>,
    /// The way out.
    pub transport: Arc<dyn Transport>,
    /// Where tokens are kept.
    pub store: Arc<dyn TokenStore>,
    /// The browser.
    pub browser: Arc<dyn Browser>,
    /// The simulated tenant, where this is its world.
    pub sandbox: Option<Arc<crate::sandbox::Sandbox>>,
    /// Whether the user wants to stop.
    pub interrupt: Interrupt,
}

impl Ctx<'_> {
    /// The same world for a command inside a command, with its own flags.
    pub fn with_global<'a>(&'a mut self, global: &'a Global) -> Ctx<'a> {
        Ctx {
            io: &mut *self.io,
            env: self.env,
            global,
            dirs: self.dirs,
            clock: Arc::clone(&self.clock),
            entropy: Arc::clone(&self.entropy),
            transport: Arc::clone(&self.transport),
            store: Arc::clone(&self.store),
            browser: Arc::clone(&self.browser),
            sandbox: self.sandbox.clone(),
            interrupt: self.interrupt.clone(),
        }
    }

    /// The guard-rails that hold: the machine's and the user's own.
    ///
    /// # Errors
    /// Exit 10 where the machine's policy cannot be trusted or understood, 2
    /// where the user's file is wrong.
    pub fn guard_rails(&self) -> Result<InForce, Failure> {
        let dirs = self.dirs;
        Ok(InForce::load(dirs.policy.as_ref(), dirs.config.as_deref())?)
    }

    /// How stderr shows text.
    pub fn talk_style(&self) -> Style {
        let terminal = self.io.terminal;
        Style {
            width: terminal.width,
            color: terminal.color_err,
            accessible: terminal.accessible,
            ascii: terminal.ascii,
        }
    }

    /// Shows a plan on stderr.
    pub fn show_plan(&self, view: &crate::output::view::View) {
        self.io
            .show(&crate::output::human::text(view, self.talk_style()));
    }

    /// The flags that say which tenant this command is about.
    pub fn target_flags(&self) -> TargetFlags {
        TargetFlags::of(self.global, self.dirs.sandbox)
    }

    /// A command line for the tenant that this command is about.
    pub fn command(&self, line: impl Into<CommandLine>) -> CommandLine {
        line.into().with_target(&self.target_flags())
    }

    /// This command once more: `line` with every flag that this one had.
    pub fn repeat(&self, line: CommandLine) -> CommandLine {
        self.command(line).in_the_manner_of(self.global)
    }

    /// Asks once for agreement to `plan`; `question` ends with what is agreed
    /// to, such as "Disable 1 account?". `command` is repeated with `--yes`
    /// where nobody can be asked.
    ///
    /// # Errors
    /// Exit 13 where the answer is no, or nobody can be asked and `--yes` was
    /// not given.
    pub fn agree<P>(
        &mut self,
        plan: P,
        agreement: &Agreement,
        question: &str,
        command: &CommandLine,
    ) -> Result<Confirmed<P>, Failure> {
        let mut nobody = false;
        let can_ask = self.io.terminal.interactive && !self.global.no_input;
        let mut lines = human::question(&format!("{question} [y/N]"), self.talk_style());
        let last = lines.pop().unwrap_or_default();
        let mut ask = || loop {
            for line in &lines {
                self.io.warn(line);
            }
            match self.io.ask(&last) {
                Asked::NoAnswer => {
                    nobody = true;
                    return false;
                }
                Asked::Answer(line) => match line.trim().to_lowercase().as_str() {
                    "y" | "yes" => return true,
                    "" | "n" | "no" => return false,
                    _ => self.io.warn("answer y or n"),
                },
            }
        };
        let consent = if agreement.yes {
            Consent::Given
        } else if can_ask {
            Consent::Ask(&mut ask)
        } else {
            Consent::NoTerminal
        };
        let agreed = Confirmed::to(plan, consent);
        agreed.map_err(|why| match (why, nobody) {
            (NotConfirmed::Declined, false) => {
                Failure::new(Exit::NotConfirmed, "not confirmed: nothing was changed")
            }
            (NotConfirmed::Declined | NotConfirmed::NoTerminal, _) => Failure::new(
                Exit::NotConfirmed,
                "confirmation required: nothing was changed",
            )
            .run(command.clone().flag("--dry-run"))
            .run(command.clone().flag("--yes")),
        })
    }
}
