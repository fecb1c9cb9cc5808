//! `tasks` and `zero-trust`.
use clap::{Args, Subcommand, ValueEnum};

/// `tasks ...`
#[derive(Debug, Subcommand)]
pub enum TasksCommand {
    /// List tasks, newest first
    List(ListArgs),
    /// Show one task with each of its steps
    Show(ShowArgs),
}

/// `tasks list`
#[derive(Debug, Args)]
pub struct ListArgs {
    /// Most tasks to list
    #[arg(long, value_name = "NUMBER", default_value_t = 50, value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub limit: u16,
}

/// `tasks show ID`
#[derive(Debug, Args)]
pub struct ShowArgs {
    /// Number of the task
    pub id: u64,
}

/// `zero-trust ...`
#[derive(Debug, Subcommand)]
pub enum ZeroTrustCommand {
    /// Show the switches and what each needs
    Show(ZeroTrustShowArgs),
    /// Allow or forbid account actions in the name of Zero Trust Secure Access
    PolicyEnforcement(PolicyEnforcementArgs),
}

/// `zero-trust show`
#[derive(Debug, Args)]
pub struct ZeroTrustShowArgs {}

/// `zero-trust policy-enforcement on|off`
#[derive(Debug, Args)]
pub struct PolicyEnforcementArgs {
    /// On or off
    #[arg(value_enum)]
    pub switch: Switch,
}

/// A switch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Switch {
    /// Allowed
    On,
    /// Forbidden
    Off,
}
