//! The requested account action, and command lines that repeat it for all or some
//! accounts.
use std::path::Path;

use crate::cli::auth::Purpose;
use crate::cli::command_line::CommandLine;
use crate::cli::users::ActionArgs;
use crate::context::Ctx;
use crate::context::suggested;
use crate::domain::account::Account;
use crate::domain::task::{Action, OnBehalfOf};

/// The requested action on named accounts or on a list.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ActionRequest<'a> {
    pub action: Action,
    pub args: &'a ActionArgs,
    pub new_password: bool,
    pub password_file: Option<&'a Path>,
    /// Whether to disable the registered devices of the accounts.
    pub devices: bool,
}

impl ActionRequest<'_> {
    /// Returns the sign-in that the action needs.
    pub(crate) fn purpose(&self) -> Purpose {
        if self.devices {
            Purpose::RespondDevices
        } else {
            Purpose::Respond
        }
    }

    pub(crate) fn via(&self) -> OnBehalfOf {
        self.args.via.into()
    }

    /// Returns the command line without confirmation flags.
    pub(crate) fn command(&self, ctx: &Ctx<'_>) -> CommandLine {
        self.command_with_password_file(ctx, self.password_file)
    }

    /// Returns the command line that executes a dry run.
    pub(crate) fn command_without_dry_run(&self, ctx: &Ctx<'_>) -> CommandLine {
        self.with_options(self.command_with_targets(ctx), self.password_file, false)
    }

    /// Returns the command line with another password file.
    pub(crate) fn command_with_password_file(
        &self,
        ctx: &Ctx<'_>,
        file: Option<&Path>,
    ) -> CommandLine {
        self.with_options(
            self.command_with_targets(ctx),
            file,
            self.args.agreement.dry_run,
        )
    }

    /// Returns the command line that writes the plan for a list of these accounts.
    pub(crate) fn list_plan_command(&self, ctx: &Ctx<'_>, list: &str) -> CommandLine {
        let line = self.action_line(ctx).option("--from", list);
        self.with_options(line, self.password_file, true)
            .file_option("--plan-out", Some(&suggested::suggested_plan_file()))
    }

    /// Returns the command for these accounts only, with all other options of the request.
    pub(crate) fn command_for(
        &self,
        ctx: &Ctx<'_>,
        accounts: &[&Account],
        file: Option<&Path>,
    ) -> CommandLine {
        let names = accounts.iter().map(|account| account.typeable_name());
        let line = self.action_line(ctx).args(names);
        self.with_options(line, file, self.args.agreement.dry_run)
    }

    fn action_line(&self, ctx: &Ctx<'_>) -> CommandLine {
        ctx.command(action_line(self.action))
    }

    fn command_with_targets(&self, ctx: &Ctx<'_>) -> CommandLine {
        self.action_line(ctx)
            .args(&self.args.users)
            .option_if("--from", self.args.from.as_ref())
            .flag_if(self.args.skip_invalid, "--skip-invalid")
    }

    fn with_options(
        &self,
        line: CommandLine,
        password_file: Option<&Path>,
        dry_run: bool,
    ) -> CommandLine {
        let via = self.via();
        let other = (via != OnBehalfOf::Search).then(|| via.as_str());
        line.option_if("--via", other)
            .flag_if(
                self.new_password && self.action == Action::ResetPassword,
                "--new-password",
            )
            .flag_if(self.devices, "--devices")
            .file_option("--password-file", password_file)
            .option_if("--reason", self.args.agreement.reason.as_ref())
            .flag_if(dry_run, "--dry-run")
    }
}

/// Returns the `users` subcommand of `action`, without accounts.
pub(crate) fn action_line(action: Action) -> CommandLine {
    CommandLine::from_words("users").subcommand(action.as_str())
}
