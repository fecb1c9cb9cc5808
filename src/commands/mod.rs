//! The commands, one file each: read facts, decide, confirm, apply, read back, report.
//! Nothing here prints or exits.
pub(crate) mod apps;
pub(crate) mod audit;
pub(crate) mod auth;
pub(crate) mod block;
pub(crate) mod completion;
pub(crate) mod explain;
pub(crate) mod grant;
pub(crate) mod profile;
pub(crate) mod reset;
pub mod sandbox;
pub(crate) mod status;
pub(crate) mod sync;
pub(crate) mod tasks;
pub(crate) mod troubleshoot;
pub(crate) mod users;
pub(crate) mod zero_trust;

use std::pin::Pin;

use crate::cli::Command;
use crate::cli::apps::AppsCommand;
use crate::cli::audit::AuditCommand;
use crate::cli::auth::{AuthCommand, ProfileCommand};
use crate::cli::sandbox::SandboxCommand;
use crate::cli::tasks::{TasksCommand, ZeroTrustCommand};
use crate::cli::users::UsersCommand;
use crate::context::{CommandResult, Ctx, reason};
use crate::exit::Exit;
use crate::failure::Failure;

/// A command that was started.
#[expect(missing_debug_implementations, reason = "a future has none")]
pub enum Started<'a> {
    /// A local command, which needed no runtime and has ended.
    Ended(CommandResult),
    /// A command that waits for the network or the user.
    Running(Pin<Box<dyn Future<Output = CommandResult> + 'a>>),
}

impl Started<'_> {
    /// Waits for the end of the command.
    ///
    /// # Errors
    /// Returns the failure of the command.
    pub async fn finish(self) -> CommandResult {
        match self {
            Self::Ended(result) => result,
            Self::Running(future) => future.await,
        }
    }
}

/// A command to start, with its context.
struct Start<'a, 'w> {
    ctx: &'a mut Ctx<'w>,
    command: &'a Command,
}

impl<'a> Start<'a, '_> {
    fn local<A>(
        self,
        args: &A,
        run: impl FnOnce(&mut Ctx<'_>, &A) -> CommandResult,
    ) -> Started<'a> {
        let result = run(self.ctx, args);
        Started::Ended(
            result.map_err(|failure| with_complete_commands(self.ctx, self.command, failure)),
        )
    }

    fn remote<A>(
        self,
        args: &'a A,
        run: impl AsyncFnOnce(&mut Ctx<'_>, &A) -> CommandResult + 'a,
    ) -> Started<'a> {
        Started::Running(Box::pin(async move {
            let result = run(self.ctx, args).await;
            result.map_err(|failure| with_complete_commands(self.ctx, self.command, failure))
        }))
    }
}

/// Returns the failure with complete command lines, since some are written where the flags
/// are not known.
pub(crate) fn with_complete_commands(
    ctx: &Ctx<'_>,
    command: &Command,
    failure: Failure,
) -> Failure {
    failure.with_target(&ctx.target_flags(), sign_in_purpose(command))
}

/// Returns the purpose that a sign-in needs for this command; `None` if a plain sign-in
/// is enough.
fn sign_in_purpose(command: &Command) -> Option<&'static str> {
    match command {
        Command::Users(UsersCommand::Contain(args)) if args.devices => Some("respond-devices"),
        Command::Users(
            UsersCommand::Disable(_)
            | UsersCommand::Enable(_)
            | UsersCommand::ResetPassword(_)
            | UsersCommand::SignOut(_)
            | UsersCommand::Contain(_),
        )
        | Command::Tasks(
            TasksCommand::Resume(_) | TasksCommand::Undo(_) | TasksCommand::Apply(_),
        ) => Some("respond"),
        Command::Grant(_) | Command::Block(_) => Some("grant"),
        _ => None,
    }
}

/// Starts the command. A local command has ended when this returns; any other is a future
/// for the caller's runtime to poll.
pub fn start<'a>(ctx: &'a mut Ctx<'_>, command: &'a Command) -> Started<'a> {
    if command.lacks_reason()
        && let Err(failure) = reason::ensure_reason(ctx, None)
    {
        return Started::Ended(Err(with_complete_commands(ctx, command, failure)));
    }
    let signs_in = matches!(
        command,
        Command::Grant(_) | Command::Auth(AuthCommand::Login(_))
    );
    if ctx.global.device_code && !ctx.global.no_store && !signs_in {
        let failure = Failure::new(
            Exit::Usage,
            "--device-code is for auth login, for grant, and for a command with --no-store",
        );
        let failure = failure.run(ctx.command("auth login --device-code"));
        return Started::Ended(Err(failure));
    }
    let start = Start { ctx, command };
    match command {
        Command::Apps(AppsCommand::List(args)) => start.local(args, apps::list::run),
        Command::Apps(AppsCommand::Show(args)) => start.local(args, apps::show::run),
        Command::Apps(AppsCommand::Bind(args)) => start.remote(args, apps::bind::run),
        Command::Apps(AppsCommand::Discover(args)) => start.remote(args, apps::discover::run),
        Command::Grant(args) => start.remote(args, grant::run),
        Command::Status(args) => start.remote(args, status::run),
        Command::Block(args) => start.remote(args, block::run),
        Command::Reset(args) => start.local(args, reset::run),
        Command::Sync(args) => start.remote(args, sync::run),
        Command::Troubleshoot(args) => start.remote(args, troubleshoot::run),
        Command::Completion(args) => start.local(args, completion::run),
        Command::Explain(args) => start.local(args, explain::run),
        Command::Users(UsersCommand::Show(args)) => start.remote(args, users::show::run),
        Command::Users(UsersCommand::List(args)) => start.remote(args, users::list::run),
        Command::Users(UsersCommand::CanI(args)) => start.remote(args, users::can_i::run),
        Command::Users(UsersCommand::Disable(args)) => start.remote(args, users::disable),
        Command::Users(UsersCommand::Enable(args)) => start.remote(args, users::enable),
        Command::Users(UsersCommand::ResetPassword(args)) => {
            start.remote(args, users::reset_password)
        }
        Command::Users(UsersCommand::SignOut(args)) => start.remote(args, users::sign_out),
        Command::Users(UsersCommand::Contain(args)) => start.remote(args, users::contain),
        Command::Tasks(TasksCommand::List(args)) => start.local(args, tasks::list::run),
        Command::Tasks(TasksCommand::Show(args)) => start.local(args, tasks::show::run),
        Command::Tasks(TasksCommand::Resume(args)) => start.remote(args, tasks::resume::run),
        Command::Tasks(TasksCommand::Verify(args)) => start.remote(args, tasks::verify::run),
        Command::Tasks(TasksCommand::Undo(args)) => start.remote(args, tasks::undo::run),
        Command::Tasks(TasksCommand::Apply(args)) => start.remote(args, tasks::apply::run),
        Command::Tasks(TasksCommand::Export(args)) => start.local(args, tasks::export::run),
        Command::ZeroTrust(ZeroTrustCommand::Show(args)) => {
            start.local(args, zero_trust::show::run)
        }
        Command::ZeroTrust(ZeroTrustCommand::PolicyEnforcement(args)) => {
            start.remote(args, zero_trust::policy_enforcement::run)
        }
        Command::Auth(AuthCommand::Doctor(args)) => start.remote(args, auth::doctor::run),
        Command::Auth(AuthCommand::Login(args)) => start.remote(args, auth::login::run),
        Command::Auth(AuthCommand::Logout(args)) => start.remote(args, auth::logout::run),
        Command::Auth(AuthCommand::Status(args)) => start.local(args, auth::status::run),
        Command::Profile(ProfileCommand::List(args)) => start.local(args, profile::list::run),
        Command::Profile(ProfileCommand::Add(args)) => start.local(args, profile::add::run),
        Command::Profile(ProfileCommand::Use(args)) => start.local(args, profile::use_profile::run),
        Command::Profile(ProfileCommand::Show(args)) => start.local(args, profile::show::run),
        Command::Profile(ProfileCommand::Remove(args)) => start.local(args, profile::remove::run),
        Command::Profile(ProfileCommand::GuardRails(args)) => {
            start.remote(args, profile::guard_rails::run)
        }
        Command::Audit(AuditCommand::Show(args)) => start.local(args, audit::show::run),
        Command::Audit(AuditCommand::Verify(args)) => start.local(args, audit::verify::run),
        Command::Audit(AuditCommand::Export(args)) => start.local(args, audit::export::run),
        Command::Audit(AuditCommand::Archive(args)) => start.local(args, audit::archive::run),
        Command::Sandbox(SandboxCommand::Tour(args)) => start.remote(args, sandbox::tour::run),
        #[cfg(feature = "serve")]
        Command::Sandbox(SandboxCommand::Serve(args)) => start.remote(args, sandbox::serve::run),
        #[cfg(feature = "serve")]
        Command::Sandbox(SandboxCommand::Exec(args)) => start.remote(args, sandbox::exec::run),
        Command::Sandbox(SandboxCommand::Reset(args)) => start.local(args, sandbox::reset::run),
        Command::Sandbox(SandboxCommand::Faults(args)) => start.local(args, sandbox::faults::run),
        Command::Sandbox(SandboxCommand::Scenario(args)) => {
            start.local(args, sandbox::scenario::run)
        }
    }
}
