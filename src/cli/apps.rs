//! `apps`: the associated apps and their permission sets.
use clap::{Args, Subcommand};

use crate::ids::AppId;

/// `apps ...`
#[derive(Debug, Subcommand)]
pub enum AppsCommand {
    /// List every app with its permission sets and last recorded status
    List(ListArgs),
    /// Show what an app is for and every permission it asks for
    Show(ShowArgs),
    /// Bind a permission set to an enterprise application
    Bind(BindArgs),
    /// Find the enterprise applications of the permission sets
    Discover(DiscoverArgs),
}

/// `apps list`
#[derive(Debug, Args)]
pub struct ListArgs {}

/// `apps show APP`
#[derive(Debug, Args)]
#[command(
    after_long_help = "Examples:\n  entractl apps show search\n  entractl apps show \"XDR Data Explorer\" -o json"
)]
pub struct ShowArgs {
    /// App: its id, name or one of its older or newer names
    pub app: String,
}

/// `apps bind SET --client-id ID`
#[derive(Debug, Args)]
#[command(
    after_long_help = "The vendor's console shows the client id: Third-Party Integration > Azure AD,\nin Details of the Status column.\n\nExample:\n  entractl apps bind s3 --client-id 00000000-0000-0000-0000-000000000000"
)]
pub struct BindArgs {
    /// Permission set: s1 to s5, its name, or one of your catalog file
    pub set: String,
    /// Set the client (application) id
    #[arg(long, value_name = "CLIENT_ID")]
    pub client_id: AppId,
    /// Give the reason (ticket, change)
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    /// Skip confirmation prompts
    #[arg(short, long)]
    pub yes: bool,
}

/// `apps discover`
#[derive(Debug, Args)]
pub struct DiscoverArgs {}
