//! Shared by commands, consent and enforcement: the context of a run, the connection to
//! Graph, and failures with suggested next steps.
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

/// Context of a command: its streams, settings and services.
#[derive(Debug)]
pub struct Ctx<'w> {
    /// Input and output streams.
    pub io: &'w mut Io,
    /// Environment variables, read once.
    pub env: &'w Env,
    /// The flags that every command takes.
    pub global: &'w Global,
    /// Folders of files.
    pub dirs: &'w StateDirs,
    /// Clock.
    pub clock: Arc<dyn Clock>,
    /// Source of randomness.
    pub entropy: Arc<dyn Entropy>,
    /// HTTP transport.
    pub transport: Arc<dyn Transport>,
    /// Token store.
    pub store: Arc<dyn TokenStore>,
    /// Browser.
    pub browser: Arc<dyn Browser>,
    /// The simulated tenant, if the command runs in it.
    pub sandbox: Option<Arc<crate::sandbox::Sandbox>>,
    /// Sign-in target if the settings do not determine it: that of the simulated
    /// tenant.
    pub target: Option<&'w SignInTarget>,
    /// Interruption by the user.
    pub interrupt: Interrupt,
}

impl Ctx<'_> {
    /// Returns the same context with other flags, for a command inside a command.
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

    /// Returns the guard-rails in effect: the machine's and the user's own.
    ///
    /// # Errors
    /// Exit 10 if the machine policy cannot be trusted or parsed, 2 if the user's file is
    /// invalid.
    pub fn guard_rails(&self) -> Result<EffectiveGuardRails, Failure> {
        let dirs = self.dirs;
        Ok(EffectiveGuardRails::load(
            dirs.policy.as_ref(),
            dirs.config.as_deref(),
        )?)
    }

    /// Returns the text style of stderr.
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

    /// Returns the flags that select the tenant of this command.
    pub fn target_flags(&self) -> TargetFlags {
        TargetFlags::from_global(self.global, self.dirs.sandbox)
    }

    /// Returns a command line for the tenant of this command.
    pub fn command(&self, line: impl Into<CommandLine>) -> CommandLine {
        line.into().with_target(&self.target_flags())
    }

    /// Returns `line` with all flags of this command, to repeat it.
    pub fn repeat_command(&self, line: CommandLine) -> CommandLine {
        self.command(line).with_output_flags(self.global)
    }

    /// Asks once for confirmation of `plan`. `question` ends with what is confirmed, such
    /// as "Disable 1 account?". If it is not possible to ask, suggests `command` with
    /// `--yes`.
    ///
    /// # Errors
    /// Exit 13 if the answer is no, or if it is not possible to ask and `--yes` was not
    /// given.
    pub fn confirm<P>(
        &mut self,
        plan: P,
        agreement: &Agreement,
        question: &str,
        command: &CommandLine,
    ) -> Result<Confirmed<P>, Failure> {
        let mut is_unanswered = false;
        let can_ask = self.io.terminal.interactive && !self.global.no_input;
        let mut lines = human::question(&format!("{question} [y/N]"), self.stderr_style());
        let last = lines.pop().unwrap_or_default();
        let mut ask = || loop {
            for line in &lines {
                self.io.warn(line);
            }
            match self.io.ask(&last) {
                Asked::NoAnswer => {
                    is_unanswered = true;
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
        agreed.map_err(|why| match (why, is_unanswered) {
            (NotConfirmed::Declined, false) => {
                Failure::new(Exit::NotConfirmed, "not confirmed: nothing was changed")
            }
            (NotConfirmed::Declined | NotConfirmed::NoTerminal, _) => {
                let what = "confirmation required: nothing was changed";
                let mut failure = Failure::new(Exit::NotConfirmed, what);
                if command.takes("--dry-run") {
                    failure = failure.run(command.clone().flag("--dry-run"));
                }
                failure.run(command.clone().flag("--yes"))
            }
        })
    }
}
