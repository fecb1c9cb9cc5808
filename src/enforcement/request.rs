//! What was asked of accounts, and the command line that asks it again: for
//! everybody, or for those who are still open.
use std::path::Path;

use crate::cli::auth::Purpose;
use crate::cli::command_line::CommandLine;
use crate::cli::users::ActionArgs;
use crate::context::Ctx;
use crate::context::suggested;
use crate::domain::account::Account;
use crate::domain::task::{Action, InNameOf};

/// What was asked, of accounts that were typed or of a list.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub action: Action,
    pub args: &'a ActionArgs,
    pub new_password: bool,
    pub password_file: Option<&'a Path>,
    /// Disable the registered devices of the accounts as well.
    pub devices: bool,
}

impl Asked<'_> {
    /// What the sign-in has to be for.
    pub(crate) fn purpose(&self) -> Purpose {
        if self.devices {
            Purpose::RespondDevices
        } else {
            Purpose::Respond
        }
    }

    pub(crate) fn via(&self) -> InNameOf {
        self.args.via.into()
    }

    /// The command line again, without how it is agreed to.
    pub(crate) fn command(&self, ctx: &Ctx<'_>) -> CommandLine {
        self.command_into(ctx, self.password_file)
    }

    /// The command that carries out what was only planned.
    pub(crate) fn command_to_apply(&self, ctx: &Ctx<'_>) -> CommandLine {
        self.with_settings(self.of_targets(ctx), self.password_file, false)
    }

    /// The command with another password file.
    pub(crate) fn command_into(&self, ctx: &Ctx<'_>, file: Option<&Path>) -> CommandLine {
        self.with_settings(self.of_targets(ctx), file, self.args.agreement.dry_run)
    }

    /// The command for a list with these accounts, written into a plan.
    pub(crate) fn plan_of_list(&self, ctx: &Ctx<'_>, list: &str) -> CommandLine {
        let line = self.action_line(ctx).option("--from", list);
        self.with_settings(line, self.password_file, true)
            .file_option("--plan-out", Some(&suggested::plan_file()))
    }

    /// The command for these accounts only, with everything else that was asked.
    pub(crate) fn command_for(
        &self,
        ctx: &Ctx<'_>,
        accounts: &[&Account],
        file: Option<&Path>,
    ) -> CommandLine {
        let names = accounts.iter().map(|account| account.handle());
        let line = self.action_line(ctx).args(names);
        self.with_settings(line, file, self.args.agreement.dry_run)
    }

    fn action_line(&self, ctx: &Ctx<'_>) -> CommandLine {
        ctx.command(action_line(self.action))
    }

    fn of_targets(&self, ctx: &Ctx<'_>) -> CommandLine {
        self.action_line(ctx)
            .args(&self.args.users)
            .option_if("--from", self.args.from.as_ref())
            .flag_if(self.args.skip_invalid, "--skip-invalid")
    }

    fn with_settings(
        &self,
        line: CommandLine,
        password_file: Option<&Path>,
        dry_run: bool,
    ) -> CommandLine {
        let via = self.via();
        let other = (via != InNameOf::Search).then(|| via.as_str());
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

/// The subcommand of `users` that carries out `action`, without accounts.
pub(crate) fn action_line(action: Action) -> CommandLine {
    CommandLine::of("users").subcommand(action.as_str())
}
