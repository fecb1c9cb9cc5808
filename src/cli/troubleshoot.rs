//! `troubleshoot`: finds out why an app is not healthy.
use clap::Args;

/// `troubleshoot APP`
#[derive(Debug, Args)]
pub struct TroubleshootArgs {
    /// App to look into
    pub app: String,
}
