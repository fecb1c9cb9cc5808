//! `sync`: reads cached tenant data again.
use clap::{Args, ValueEnum};

use crate::ids::ObjectId;

/// `sync`
#[derive(Debug, Args)]
pub struct SyncArgs {
    /// Choose the groups
    #[arg(long, value_enum, conflicts_with = "groups")]
    pub scope: Option<SyncScope>,
    /// Read only this group (can be repeated)
    #[arg(long = "group", value_name = "GROUP_ID")]
    pub groups: Vec<ObjectId>,
}

/// Groups of a tenant to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SyncScope {
    /// Every group
    All,
    /// No group
    None,
}
