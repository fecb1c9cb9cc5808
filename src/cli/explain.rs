//! `explain`: explains codes, statuses and terms.
use clap::Args;

/// `explain TEXT`
#[derive(Debug, Args)]
#[command(
    after_long_help = "Examples:\n  entractl explain AADSTS53003\n  entractl explain Application disabled in Azure AD\n  entractl explain Directory.ReadWrite.All\n  entractl explain exit code 12\n  entractl explain break-glass account"
)]
pub struct ExplainArgs {
    /// Error code, status or message, permission, exit code or term
    #[arg(required = true, value_name = "TEXT")]
    pub text: Vec<String>,
}
