//! `tasks`: account actions and their outcomes.
use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{Agreement, values};

/// `tasks ...`
#[derive(Debug, Subcommand)]
pub enum TasksCommand {
    /// List tasks, newest first
    List(ListArgs),
    /// Show a task and its steps
    Show(ShowArgs),
    /// Resume the remaining steps of a task
    Resume(ResumeArgs),
    /// Check whether the changes of a task are still in effect
    Verify(ShowArgs),
    /// Re-enable the accounts that a task disabled
    Undo(UndoArgs),
    /// Apply a plan file, once and exactly
    Apply(ApplyArgs),
    /// Export every step of a task (-o jsonl or csv)
    Export(ShowArgs),
}

/// `tasks resume ID`
#[derive(Debug, Args)]
#[command(
    after_long_help = "A step that sets a password sets a new one.\n\nExample:\n  entractl tasks resume 7"
)]
pub struct ResumeArgs {
    /// Number of the task
    #[arg(value_parser = values::parse_task_number)]
    pub id: u64,
    /// Write the generated passwords to a new file
    ///
    /// Its mode is 0600.
    #[arg(long, value_name = "FILE")]
    pub password_file: Option<PathBuf>,
    /// Show the remaining steps; change nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Skip confirmation prompts
    #[arg(short, long)]
    pub yes: bool,
}

/// `tasks apply PLAN`
#[derive(Debug, Args)]
#[command(
    after_long_help = "Above 500 accounts, or above the larger of 50 and 5 % of the tenant,\na second person must have signed the plan. config.toml, or the machine's policy,\nnames who may:\n  [guard_rails]\n  allowed_signers = \"/etc/entractl/allowed_signers\"\n\nExamples:\n  entractl users disable --from leaked.csv --dry-run --plan-out plan.json\n  ssh-keygen -Y sign -f KEY -n entractl-plan plan.json\n  entractl tasks apply plan.json"
)]
pub struct ApplyArgs {
    /// The plan file
    pub plan: PathBuf,
    /// Read the signature from here, not from PLAN.sig
    #[arg(long, value_name = "FILE")]
    pub signature: Option<PathBuf>,
    /// Write the generated passwords to a new file
    ///
    /// Its mode is 0600.
    #[arg(long, value_name = "FILE")]
    pub password_file: Option<PathBuf>,
    /// Confirm the number of accounts
    ///
    /// It is asked for above 50 accounts.
    #[arg(long, value_name = "NUMBER")]
    pub expect_count: Option<usize>,
    /// Show what would be done now; change nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Skip confirmation prompts
    #[arg(short, long)]
    pub yes: bool,
}

/// `tasks undo ID`
#[derive(Debug, Args)]
#[command(
    after_long_help = "Passwords and sessions do not come back. Accounts that someone else changed since are left and named.\nEntra's audit log may be 15 minutes behind: until then each account is a question, and is left without a terminal.\n\nExamples:\n  entractl tasks undo 7 --dry-run\n  entractl tasks undo 7 --dry-run --plan-out plan.json"
)]
pub struct UndoArgs {
    /// Number of the task
    #[arg(value_parser = values::parse_task_number)]
    pub id: u64,
    /// Confirm the number of accounts
    ///
    /// It is asked for above 50 accounts.
    #[arg(long, value_name = "NUMBER")]
    pub expect_count: Option<usize>,
    /// Write the plan to a new file, for tasks apply
    #[arg(long, value_name = "FILE", requires = "dry_run")]
    pub plan_out: Option<PathBuf>,
    /// Confirmation flags.
    #[command(flatten)]
    pub agreement: Agreement,
}

/// `tasks list`
#[derive(Debug, Args)]
pub struct ListArgs {
    /// List at most this many tasks
    #[arg(long, value_name = "NUMBER", default_value_t = 50, value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub limit: u16,
}

/// `tasks show | verify | export ID`
#[derive(Debug, Args)]
pub struct ShowArgs {
    /// Number of the task
    #[arg(value_parser = values::parse_task_number)]
    pub id: u64,
}
