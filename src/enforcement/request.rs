//! What was asked of accounts, and the command line that asks it again: for
//! everybody, or for those who are still open.
use std::path::Path;

use crate::cli::auth::Purpose;
use crate::cli::users::{ActionArgs, Via};
use crate::context::Ctx;
use crate::context::suggested;
use crate::domain::account::Account;
use crate::domain::task::{Action, InNameOf};
use crate::ids::UserRef;
use crate::text::shell_word;

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
    pub(crate) fn command(&self, ctx: &Ctx<'_>) -> String {
        self.command_into(ctx, self.password_file)
    }

    /// The same where it was only planned: what carries it out.
    pub(crate) fn command_to_apply(&self, ctx: &Ctx<'_>) -> String {
        self.line(ctx, &self.target_args(), self.password_file, false)
    }

    /// The same with another password file.
    pub(crate) fn command_into(&self, ctx: &Ctx<'_>, file: Option<&Path>) -> String {
        self.line(ctx, &self.target_args(), file, self.args.agreement.dry_run)
    }

    /// The same for a list with these accounts, written into a plan.
    pub(crate) fn plan_of_list(&self, ctx: &Ctx<'_>, list: &str) -> String {
        let from = format!(" --from {}", shell_word(list));
        let line = self.line(ctx, &from, self.password_file, true);
        format!("{line} --plan-out {}", suggested::plan_file())
    }

    fn target_args(&self) -> String {
        let mut target_args = words(self.args.users.iter().map(UserRef::as_str));
        if let Some(from) = &self.args.from {
            target_args.push_str(&format!(" --from {}", shell_word(from)));
        }
        if self.args.skip_invalid {
            target_args.push_str(" --skip-invalid");
        }
        target_args
    }

    /// The same for these accounts: nothing else of what was asked is lost on
    /// the way.
    pub(crate) fn command_for(
        &self,
        ctx: &Ctx<'_>,
        accounts: &[&Account],
        file: Option<&Path>,
    ) -> String {
        let target_args = words(accounts.iter().map(|account| account.handle()));
        self.line(ctx, &target_args, file, self.args.agreement.dry_run)
    }

    fn line(&self, ctx: &Ctx<'_>, target_args: &str, file: Option<&Path>, dry_run: bool) -> String {
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

/// Each name as a word of its own, with a blank before it.
pub(crate) fn words<'n>(names: impl Iterator<Item = &'n str>) -> String {
    names.map(|name| format!(" {}", shell_word(name))).collect()
}
