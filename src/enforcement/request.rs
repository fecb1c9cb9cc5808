//! The requested account action, and command lines that repeat it for all or some
//! accounts.
use std::path::Path;

use crate::cli::auth::Purpose;
use crate::cli::users::{ActionArgs, Via};
use crate::context::Ctx;
use crate::context::suggested;
use crate::domain::account::Account;
use crate::domain::task::{Action, OnBehalfOf};
use crate::ids::UserRef;
use crate::text::shell_word;

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
    pub(crate) fn command(&self, ctx: &Ctx<'_>) -> String {
        self.command_with_password_file(ctx, self.password_file)
    }

    /// Returns the command line that executes a dry run.
    pub(crate) fn command_without_dry_run(&self, ctx: &Ctx<'_>) -> String {
        self.build_command(ctx, &self.target_args(), self.password_file, false)
    }

    /// Returns the command line with another password file.
    pub(crate) fn command_with_password_file(&self, ctx: &Ctx<'_>, file: Option<&Path>) -> String {
        self.build_command(ctx, &self.target_args(), file, self.args.agreement.dry_run)
    }

    /// Returns the command line that writes the plan for a list of these accounts.
    pub(crate) fn list_plan_command(&self, ctx: &Ctx<'_>, list: &str) -> String {
        let from = format!(" --from {}", shell_word(list));
        let line = self.build_command(ctx, &from, self.password_file, true);
        format!("{line} --plan-out {}", suggested::plan_file())
    }

    fn target_args(&self) -> String {
        let mut target_args = shell_args(self.args.users.iter().map(UserRef::as_str));
        if let Some(from) = &self.args.from {
            target_args.push_str(&format!(" --from {}", shell_word(from)));
        }
        if self.args.skip_invalid {
            target_args.push_str(" --skip-invalid");
        }
        target_args
    }

    /// Returns the command line for these accounts, with all other options.
    pub(crate) fn command_for(
        &self,
        ctx: &Ctx<'_>,
        accounts: &[&Account],
        file: Option<&Path>,
    ) -> String {
        let target_args = shell_args(accounts.iter().map(|account| account.typeable_name()));
        self.build_command(ctx, &target_args, file, self.args.agreement.dry_run)
    }

    fn build_command(
        &self,
        ctx: &Ctx<'_>,
        target_args: &str,
        file: Option<&Path>,
        dry_run: bool,
    ) -> String {
        let mut line = format!("users {}{target_args}", self.action.as_str());
        if self.args.via == Via::ZeroTrustSecureAccess {
            line.push_str(" --via zero-trust-secure-access");
        }
        if self.new_password && self.action == Action::ResetPassword {
            line.push_str(" --new-password");
        }
        if self.devices {
            line.push_str(" --devices");
        }
        if let Some(file) = file {
            let file = shell_word(&file.to_string_lossy());
            line.push_str(&format!(" --password-file {file}"));
        }
        if let Some(reason) = &self.args.agreement.reason {
            line.push_str(&format!(" --reason {}", shell_word(reason)));
        }
        if dry_run {
            line.push_str(" --dry-run");
        }
        ctx.command(&line)
    }
}

/// Quotes each name as a shell word, preceded by a space.
pub(crate) fn shell_args<'n>(names: impl Iterator<Item = &'n str>) -> String {
    names.map(|name| format!(" {}", shell_word(name))).collect()
}
