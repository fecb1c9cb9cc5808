//! What commands, consent and enforcement share: the context of a run, the
//! connection to Graph, and failures that say what to do next.
pub(crate) mod attempt_log;
pub(crate) mod audit_context;
pub(crate) mod browser_sign_in;
pub mod connect;
pub(crate) mod credential;
pub(crate) mod failures;
mod interrupt;
pub(crate) mod lookup;
pub(crate) mod missing_permissions;
pub(crate) mod network;
mod outcome;
pub mod pinned;
pub(crate) mod reason;
pub(crate) mod resolve_target;
pub(crate) mod sign_in_failure;
pub(crate) mod suggested;

use std::sync::Arc;

pub use interrupt::{Interrupt, InterruptGuard};
pub use outcome::{CommandResult, Outcome};

use crate::auth::store::TokenStore;
use crate::browser::Browser;
use crate::cli::command_line::{CommandLine, TargetFlags};
use crate::cli::{Agreement, Global};
use crate::clock::Clock;
use crate::domain::confirmation::{ConfirmationSource, Confirmed, NotConfirmed};
use crate::entropy::Entropy;
use crate::env::Env;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::io::{Asked, Io};
use crate::machine::StateDirs;
use crate::output::{Style, human};
use crate::settings::EffectiveGuardRails;
use crate::settings::SignInTarget;
use crate::transport::Transport;

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
    /// What a sign-in is pinned to if the settings do not decide it: the
    /// simulated tenant's.
    pub target: Option<&'w SignInTarget>,
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
            target: self.target,
            interrupt: self.interrupt.clone(),
        }
    }

    /// The guard-rails that hold: the machine's and the user's own.
    ///
    /// # Errors
    /// Exit 10 where the machine's policy cannot be trusted or understood, 2
    /// where the user's file is wrong.
    pub fn guard_rails(&self) -> Result<EffectiveGuardRails, Failure> {
        let dirs = self.dirs;
        Ok(EffectiveGuardRails::load(
            dirs.policy.as_ref(),
            dirs.config.as_deref(),
        )?)
    }

    /// How stderr shows text.
    pub fn stderr_style(&self) -> Style {
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
            .show(&crate::output::human::text(view, self.stderr_style()));
    }

    /// The flags that say which tenant this command is about.
    pub fn target_flags(&self) -> TargetFlags {
        TargetFlags::from_global(self.global, self.dirs.sandbox)
    }

    /// A command line for the tenant that this command is about.
    pub fn command(&self, line: impl Into<CommandLine>) -> CommandLine {
        line.into().with_target(&self.target_flags())
    }

    /// This command once more: `line` with every flag that this one had.
    pub fn repeat_command(&self, line: CommandLine) -> CommandLine {
        self.command(line).with_output_flags(self.global)
    }

    /// Asks once for agreement to `plan`; `question` ends with what is agreed
    /// to, such as "Disable 1 account?". `command` is repeated with `--yes`
    /// where nobody can be asked.
    ///
    /// # Errors
    /// Exit 13 where the answer is no, or nobody can be asked and `--yes` was
    /// not given.
    pub fn confirm<P>(
        &mut self,
        plan: P,
        agreement: &Agreement,
        question: &str,
        command: &CommandLine,
    ) -> Result<Confirmed<P>, Failure> {
        let mut nobody = false;
        let can_ask = self.io.terminal.interactive && !self.global.no_input;
        let mut lines = human::question(&format!("{question} [y/N]"), self.stderr_style());
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
            ConfirmationSource::Given
        } else if can_ask {
            ConfirmationSource::Ask(&mut ask)
        } else {
            ConfirmationSource::NoTerminal
        };
        let agreed = Confirmed::obtain(plan, consent);
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
