//! `zero-trust`: the switches of Zero Trust Secure Access.
use clap::{Args, Subcommand, ValueEnum};

/// `zero-trust ...`
#[derive(Debug, Subcommand)]
pub enum ZeroTrustCommand {
    /// Show the switches and what each needs
    Show(ZeroTrustShowArgs),
    /// Allow or block account actions for Zero Trust
    PolicyEnforcement(PolicyEnforcementArgs),
}

/// `zero-trust show`
#[derive(Debug, Args)]
pub struct ZeroTrustShowArgs {}

/// `zero-trust policy-enforcement on|off`
#[derive(Debug, Args)]
pub struct PolicyEnforcementArgs {
    /// Whether to switch it on or off
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
