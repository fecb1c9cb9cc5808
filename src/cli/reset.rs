//! `reset`: forgets a failed grant.
use clap::Args;

/// `reset APP`
#[derive(Debug, Args)]
pub struct ResetArgs {
    /// App whose failed grant to forget
    pub app: String,
}
