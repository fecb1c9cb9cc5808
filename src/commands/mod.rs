//! The order of steps of each command, a file per command: read facts, decide,
//! agree, apply, read back, report. Nothing here prints or exits.
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

use crate::cli::Command;
use crate::cli::apps::AppsCommand;
use crate::cli::audit::AuditCommand;
use crate::cli::auth::{AuthCommand, ProfileCommand};
use crate::cli::sandbox::SandboxCommand;
use crate::cli::tasks::{TasksCommand, ZeroTrustCommand};
use crate::cli::users::UsersCommand;
use crate::context::{CommandResult, Ctx, reason};

/// Runs the command that was typed.
///
/// # Errors
/// Whatever the command could not do.
pub async fn run(ctx: &mut Ctx<'_>, command: &Command) -> CommandResult {
    let reason = if command.lacks_reason() {
        reason::ensure(ctx, None)
    } else {
        Ok(())
    };
    let result = match reason {
        Ok(()) => dispatch(ctx, command).await,
        Err(failure) => Err(failure),
    };
    // Some failures are made where the flags are not known.
    result.map_err(|failure| failure.with_target(&ctx.target_flags(), purpose(command)))
}

/// What a sign-in has to be for, so that the command can do its work; `None`
/// where that of a plain sign-in is enough.
fn purpose(command: &Command) -> Option<&'static str> {
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

async fn dispatch(ctx: &mut Ctx<'_>, command: &Command) -> CommandResult {
    match command {
        Command::Apps(AppsCommand::List(args)) => apps::list::run(ctx, args).await,
        Command::Apps(AppsCommand::Show(args)) => apps::show::run(ctx, args).await,
        Command::Apps(AppsCommand::Bind(args)) => apps::bind::run(ctx, args).await,
        Command::Apps(AppsCommand::Discover(args)) => apps::discover::run(ctx, args).await,
        Command::Grant(args) => grant::run(ctx, args).await,
        Command::Status(args) => status::run(ctx, args).await,
        Command::Block(args) => block::run(ctx, args).await,
        Command::Reset(args) => reset::run(ctx, args).await,
        Command::Sync(args) => sync::run(ctx, args).await,
        Command::Troubleshoot(args) => troubleshoot::run(ctx, args).await,
        Command::Completion(args) => completion::run(ctx, args).await,
        Command::Explain(args) => explain::run(ctx, args).await,
        Command::Users(UsersCommand::Show(args)) => users::show::run(ctx, args).await,
        Command::Users(UsersCommand::List(args)) => users::list::run(ctx, args).await,
        Command::Users(UsersCommand::CanI(args)) => users::can_i::run(ctx, args).await,
        Command::Users(UsersCommand::Disable(args)) => users::disable(ctx, args).await,
        Command::Users(UsersCommand::Enable(args)) => users::enable(ctx, args).await,
        Command::Users(UsersCommand::ResetPassword(args)) => users::reset_password(ctx, args).await,
        Command::Users(UsersCommand::SignOut(args)) => users::sign_out(ctx, args).await,
        Command::Users(UsersCommand::Contain(args)) => users::contain(ctx, args).await,
        Command::Tasks(TasksCommand::List(args)) => tasks::list::run(ctx, args).await,
        Command::Tasks(TasksCommand::Show(args)) => tasks::show::run(ctx, args).await,
        Command::Tasks(TasksCommand::Resume(args)) => tasks::resume::run(ctx, args).await,
        Command::Tasks(TasksCommand::Verify(args)) => tasks::verify::run(ctx, args).await,
        Command::Tasks(TasksCommand::Undo(args)) => tasks::undo::run(ctx, args).await,
        Command::Tasks(TasksCommand::Apply(args)) => tasks::apply::run(ctx, args).await,
        Command::Tasks(TasksCommand::Export(args)) => tasks::export::run(ctx, args).await,
        Command::ZeroTrust(ZeroTrustCommand::Show(args)) => zero_trust::show::run(ctx, args).await,
        Command::ZeroTrust(ZeroTrustCommand::PolicyEnforcement(args)) => {
            zero_trust::policy_enforcement::run(ctx, args).await
        }
        Command::Auth(AuthCommand::Doctor(args)) => auth::doctor::run(ctx, args).await,
        Command::Auth(AuthCommand::Login(args)) => auth::login::run(ctx, args).await,
        Command::Auth(AuthCommand::Logout(args)) => auth::logout::run(ctx, args).await,
        Command::Auth(AuthCommand::Status(args)) => auth::status::run(ctx, args).await,
        Command::Profile(ProfileCommand::List(args)) => profile::list::run(ctx, args).await,
        Command::Profile(ProfileCommand::Add(args)) => profile::add::run(ctx, args).await,
        Command::Profile(ProfileCommand::Use(args)) => profile::use_profile::run(ctx, args).await,
        Command::Profile(ProfileCommand::Show(args)) => profile::show::run(ctx, args).await,
        Command::Profile(ProfileCommand::Remove(args)) => profile::remove::run(ctx, args).await,
        Command::Profile(ProfileCommand::GuardRails(args)) => {
            profile::guard_rails::run(ctx, args).await
        }
        Command::Audit(AuditCommand::Show(args)) => audit::show::run(ctx, args).await,
        Command::Audit(AuditCommand::Verify(args)) => audit::verify::run(ctx, args).await,
        Command::Audit(AuditCommand::Export(args)) => audit::export::run(ctx, args).await,
        Command::Audit(AuditCommand::Archive(args)) => audit::archive::run(ctx, args).await,
        Command::Sandbox(SandboxCommand::Tour(args)) => sandbox::tour::run(ctx, args).await,
        Command::Sandbox(SandboxCommand::Serve(args)) => sandbox::serve::run(ctx, args).await,
        Command::Sandbox(SandboxCommand::Reset(args)) => sandbox::reset::run(ctx, args).await,
        Command::Sandbox(SandboxCommand::Faults(args)) => sandbox::faults::run(ctx, args).await,
    }
}
