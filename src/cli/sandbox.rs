//! `sandbox`: the made-up tenant.
use clap::{Args, Subcommand};

use super::values;

/// `sandbox ...`
#[derive(Debug, Subcommand)]
pub enum SandboxCommand {
    /// Walk through the main job: apps, a grant, a status, a contained user
    Tour(TourArgs),
    /// Put the made-up tenant back to its beginning
    Reset(ResetArgs),
    /// Manage the faults of the made-up tenant
    #[command(subcommand)]
    Faults(FaultsCommand),
}

/// `sandbox tour`
#[derive(Debug, Args)]
pub struct TourArgs {}

/// `sandbox reset`
#[derive(Debug, Args)]
pub struct ResetArgs {
    /// Scene to set up
    #[arg(long, value_name = "NAME", value_parser = values::name)]
    pub scene: Option<String>,
    /// List the scenes instead
    #[arg(long, conflicts_with = "scene")]
    pub list: bool,
}

/// `sandbox faults ...`
#[derive(Debug, Subcommand)]
pub enum FaultsCommand {
    /// List the faults that there are, and those that are set
    List(FaultsListArgs),
    /// Set faults, in place of those set before
    Set(FaultsSetArgs),
    /// Clear all faults
    Clear(FaultsClearArgs),
}

/// `sandbox faults list`
#[derive(Debug, Args)]
pub struct FaultsListArgs {}

/// `sandbox faults set FAULT...`
#[derive(Debug, Args)]
#[command(
    after_long_help = "Examples:\n  entractl sandbox faults set throttle:rate=0.3,seed=7\n  entractl sandbox faults set drop-after:nth=2 hostile-names"
)]
pub struct FaultsSetArgs {
    /// Fault, such as throttle:rate=0.3,seed=7 (can be repeated)
    #[arg(required = true, value_name = "FAULT")]
    pub faults: Vec<String>,
}

/// `sandbox faults clear`
#[derive(Debug, Args)]
pub struct FaultsClearArgs {}
