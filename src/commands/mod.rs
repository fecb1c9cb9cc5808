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
use crate::cli::auth::AuthCommand;
use crate::cli::tasks::TasksCommand;
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

/// Defines `start` and `reports` of a group of commands, from a line for each command: its
/// variant, whether it is `local` or `remote`, the function that runs it and, if it has a
/// report of its own, the kind, the type below [`crate::reports`] and the field with the
/// items if the report is a list. Further reports of the group follow after `also`.
macro_rules! commands {
    (
        $command:ident {
            $($(#[$cfg:meta])? $pattern:pat => $how:ident($args:ident, $run:expr)
                $(, $kind:literal $($part:ident)::+ $([$rows:literal])?)?;)*
        }
        $(also { $($more:literal $($other:ident)::+ $([$items:literal])?;)* })?
    ) => {
        /// Starts a command of this group.
        pub(super) fn start<'a>(
            start: crate::commands::Start<'a, '_>,
            command: &'a $command,
        ) -> crate::commands::Started<'a> {
            match command {
                $($(#[$cfg])? $pattern => start.$how($args, $run),)*
            }
        }

        crate::commands::register! {
            $($($kind $($part)::+ $([$rows])?;)?)*
            $($($more $($other)::+ $([$items])?;)*)?
        }
    };
}
pub(crate) use commands;

/// Implements [`Registered`](crate::output::Registered) for reports, and defines `reports`.
macro_rules! register {
    ($($kind:literal $($part:ident)::+ $([$rows:literal])?;)*) => {
        $(impl crate::output::Registered for crate::reports::$($part)::+ {
            fn kind(&self) -> &'static str {
                $kind
            }

            fn rows(&self) -> Option<&'static str> {
                None$(.or(Some($rows)))?
            }

            fn data(&self) -> serde_json::Value {
                // Structs and lists with text keys can always be serialized.
                serde_json::to_value(self).unwrap_or_default()
            }
        })*

        /// Returns the reports of this group.
        pub(super) fn reports() -> Vec<crate::reports::Entry> {
            vec![$(crate::reports::Entry {
                kind: $kind,
                path: concat!($("::", stringify!($part)),+),
                schema: schemars::schema_for!(crate::reports::$($part)::+),
            }),*]
        }
    };
}
pub(crate) use register;

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
        Command::Grant(args) => start.remote(args, grant::run),
        Command::Status(args) => start.remote(args, status::run),
        Command::Block(args) => start.remote(args, block::run),
        Command::Reset(args) => start.local(args, reset::run),
        Command::Sync(args) => start.remote(args, sync::run),
        Command::Troubleshoot(args) => start.remote(args, troubleshoot::run),
        Command::Completion(args) => start.local(args, completion::run),
        Command::Explain(args) => start.local(args, explain::run),
        Command::Apps(command) => apps::start(start, command),
        Command::Users(command) => users::start(start, command),
        Command::Tasks(command) => tasks::start(start, command),
        Command::ZeroTrust(command) => zero_trust::start(start, command),
        Command::Auth(command) => auth::start(start, command),
        Command::Profile(command) => profile::start(start, command),
        Command::Audit(command) => audit::start(start, command),
        Command::Sandbox(command) => sandbox::start(start, command),
    }
}

register! {
    "block" block::BlockReport;
    "explain" explain::ExplainReport;
    "grant" grant::GrantReport ["sets"];
    "grant.remediation" grant::remediation::GrantRemediation ["steps"];
    "reset" reset::ResetReport;
    "status" status::StatusReport ["apps"];
    "status.event" status::event::StatusEvent;
    "sync" sync::SyncReport;
    "troubleshoot" troubleshoot::Troubleshoot ["findings"];
}

/// Returns every report, ordered by kind.
pub fn all_reports() -> Vec<crate::reports::Entry> {
    let groups = [
        reports,
        apps::reports,
        users::reports,
        tasks::reports,
        zero_trust::reports,
        auth::reports,
        profile::reports,
        audit::reports,
        sandbox::reports,
    ];
    let mut all: Vec<_> = groups.iter().flat_map(|group| group()).collect();
    all.sort_unstable_by_key(|entry| entry.kind);
    all
}
