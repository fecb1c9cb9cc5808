//! `users`: accounts and actions on them.
use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::Agreement;
use crate::domain::task::{Action, OnBehalfOf};
use crate::ids::UserRef;

/// Maximum number of accounts in one command.
pub const MAX_ACCOUNTS: usize = 20;

/// `users ...`
#[derive(Debug, Subcommand)]
pub enum UsersCommand {
    /// Show an account before you act on it
    Show(ShowArgs),
    /// Find users
    List(ListArgs),
    /// Check whether an action would succeed, without doing it
    CanI(CanIArgs),
    /// Disable accounts and revoke their sessions
    Disable(ActionArgs),
    /// Unblock sign-in of accounts
    Enable(ActionArgs),
    /// Force a password reset at the next sign-in and revoke sessions
    ResetPassword(ResetPasswordArgs),
    /// Revoke sessions; the accounts may sign in again
    SignOut(ActionArgs),
    /// Disable, reset password, revoke sessions, report the rest
    Contain(ContainArgs),
}

/// `users show USER`
#[derive(Debug, Args)]
pub struct ShowArgs {
    /// User principal name, mail address or object id
    pub user: UserRef,
}

impl UsersCommand {
    /// Returns the arguments of an account action; `None` for other commands.
    pub fn action_args(&self) -> Option<&ActionArgs> {
        match self {
            Self::Disable(args) | Self::Enable(args) | Self::SignOut(args) => Some(args),
            Self::ResetPassword(args) => Some(&args.action),
            Self::Contain(args) => Some(&args.action),
            Self::Show(_) | Self::List(_) | Self::CanI(_) => None,
        }
    }
}

/// `users list`
#[derive(Debug, Args)]
pub struct ListArgs {
    /// How a name, user principal name or mail address begins
    pub text: Option<String>,
    /// Show only accounts that are disabled
    #[arg(long, conflicts_with = "enabled")]
    pub disabled: bool,
    /// Show only accounts that are enabled
    #[arg(long)]
    pub enabled: bool,
    /// Show only guests
    #[arg(long)]
    pub guests: bool,
    /// List at most this many users
    #[arg(long, value_name = "NUMBER", default_value_t = 50, value_parser = clap::value_parser!(u16).range(1..=999))]
    pub limit: u16,
}

/// `users can-i ACTION USER...`
#[derive(Debug, Args)]
#[command(
    after_long_help = "It reads what the action reads and judges as the action judges. The exit code is\nthe answer for all of them: 0 yes; 4 no, a permission or a role is missing; 12 no,\na guard-rail refuses; 2 no, it cannot be done to such an account; 6 not known;\n9 in part, a guard-rail keeps a device.\nIt is about accounts that are named: a list leaves out who holds a role.\n\nExamples:\n  entractl users can-i disable j.doe@contoso.com\n  entractl users can-i reset-password j.doe@contoso.com --new-password"
)]
pub struct CanIArgs {
    /// What would be done
    #[arg(value_enum)]
    pub action: ActionName,
    /// User principal name, mail address or object id (can be repeated)
    #[arg(required = true, num_args = 1..=MAX_ACCOUNTS, value_name = "USER")]
    pub users: Vec<UserRef>,
    /// Ask about reset-password with --new-password
    #[arg(long)]
    pub new_password: bool,
    /// Ask about contain with --devices
    #[arg(long)]
    pub devices: bool,
    /// Ask on behalf of this app
    #[arg(long, value_enum, default_value_t = Via::Search)]
    pub via: Via,
}

/// Names of the account actions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ActionName {
    /// users disable
    Disable,
    /// users enable
    Enable,
    /// users reset-password
    ResetPassword,
    /// users sign-out
    SignOut,
    /// users contain
    Contain,
}

impl From<ActionName> for Action {
    fn from(name: ActionName) -> Self {
        match name {
            ActionName::Disable => Self::Disable,
            ActionName::Enable => Self::Enable,
            ActionName::ResetPassword => Self::ResetPassword,
            ActionName::SignOut => Self::SignOut,
            ActionName::Contain => Self::Contain,
        }
    }
}

/// Arguments common to all account actions.
#[derive(Debug, Args)]
#[command(
    after_long_help = "Example:\n  entractl users disable j.doe@contoso.com --reason INC-4711\n  entractl users disable --from leaked.csv --reason INC-4711 --dry-run"
)]
pub struct ActionArgs {
    /// User principal name, mail address or object id (can be repeated)
    #[arg(required_unless_present = "from", conflicts_with = "from", num_args = 1..=MAX_ACCOUNTS, value_name = "USER")]
    pub users: Vec<UserRef>,
    /// Read a list of accounts (- for stdin)
    ///
    /// CSV with a header, one account per line, or JSON lines.
    #[arg(long, value_name = "FILE")]
    pub from: Option<String>,
    /// Skip lines that cannot be processed
    #[arg(long, requires = "from", conflicts_with = "users")]
    pub skip_invalid: bool,
    /// Confirm the number of accounts
    ///
    /// It is asked for above 50 accounts.
    #[arg(long, value_name = "NUMBER")]
    pub expect_count: Option<usize>,
    /// Write the plan to a new file, for tasks apply
    #[arg(long, value_name = "FILE", requires_all = ["from", "dry_run"], conflicts_with = "users")]
    pub plan_out: Option<PathBuf>,
    /// Act on behalf of this app
    #[arg(long, value_enum, default_value_t = Via::Search)]
    pub via: Via,
    /// Confirmation flags.
    #[command(flatten)]
    pub agreement: Agreement,
}

/// `users reset-password USER...`
#[derive(Debug, Args)]
#[command(
    after_long_help = "Without --new-password the old password still opens the door once: whoever\nknows it chooses the next one. `users contain` closes that gap.\n\nExamples:\n  entractl users reset-password j.doe@contoso.com\n  entractl users reset-password j.doe@contoso.com --new-password --password-file new.txt"
)]
pub struct ResetPasswordArgs {
    /// Accounts and confirmation flags.
    #[command(flatten)]
    pub action: ActionArgs,
    /// Set a generated password as well
    #[arg(long, requires = "password_file")]
    pub new_password: bool,
    /// Write the generated passwords to a new file
    ///
    /// Its mode is 0600.
    #[arg(long, value_name = "FILE", requires = "new_password")]
    pub password_file: Option<PathBuf>,
}

/// `users contain USER...`
#[derive(Debug, Args)]
#[command(
    after_long_help = "--devices is Microsoft's third step after disable and revoke: it disables the\ndevices that each account registered, and names who else owns one. A device of a\nprotected account is left. It needs a sign-in with --for respond-devices; lists\n(--from) cannot take it.\n\nExamples:\n  entractl users contain j.doe@contoso.com --reason INC-4711\n  entractl users contain j.doe@contoso.com --devices --dry-run"
)]
pub struct ContainArgs {
    /// Accounts and confirmation flags.
    #[command(flatten)]
    pub action: ActionArgs,
    /// Disable the devices of typed accounts as well
    #[arg(long, conflicts_with = "from")]
    pub devices: bool,
    /// Write the generated passwords to a new file
    ///
    /// Its mode is 0600. Without it the passwords are never shown.
    #[arg(long, value_name = "FILE")]
    pub password_file: Option<PathBuf>,
}

/// The app on whose behalf an account action runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Via {
    /// Search (XDR Data Explorer) through Response Management
    Search,
    /// Zero Trust Secure Access: only while its policy enforcement is on
    ZeroTrustSecureAccess,
}

impl From<Via> for OnBehalfOf {
    fn from(via: Via) -> Self {
        match via {
            Via::Search => Self::Search,
            Via::ZeroTrustSecureAccess => Self::ZeroTrustSecureAccess,
        }
    }
}
