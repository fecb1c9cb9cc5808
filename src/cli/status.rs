//! `status`: checks whether the grants hold.
use std::time::Duration;

use clap::Args;

use super::values;

/// `status [APP...]`
#[derive(Debug, Args)]
#[command(
    after_long_help = "Its exit code is the answer: 0 healthy, 11 unhealthy, 6 could not be read.\n\nExamples:\n  entractl status\n  entractl status search -o json --query 'apps[].status'\n  entractl status --watch --interval 5m"
)]
pub struct StatusArgs {
    /// App to check; all if none is named (can be repeated)
    #[arg(value_name = "APP")]
    pub apps: Vec<String>,
    /// Check again and again until Ctrl-C
    #[arg(long)]
    pub watch: bool,
    /// Set the time between checks
    ///
    /// At least 10s.
    #[arg(long, value_name = "TIME", value_parser = values::parse_wait, default_value = "60s", requires = "watch")]
    pub interval: Duration,
}
