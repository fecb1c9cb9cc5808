//! `block`: disconnects an app.
use clap::Args;

use super::Agreement;
use super::command_line::CommandLine;

/// `block APP`
#[derive(Debug, Args)]
#[command(
    after_long_help = "Without a flag nothing changes in Entra: only this machine stops using the app, as\nwith Block permissions in the vendor's console.\n\nExamples:\n  entractl block search\n  entractl block search --disable\n  entractl block search --revoke --yes --reason CHG-1042"
)]
pub struct BlockArgs {
    /// App to disconnect
    pub app: String,
    /// Changes to make in Entra.
    #[command(flatten)]
    pub in_entra: BlockInEntra,
    /// Confirmation flags.
    #[command(flatten)]
    pub agreement: Agreement,
}

impl BlockArgs {
    /// Returns this command line, without confirmation flags.
    pub fn command_line(&self) -> CommandLine {
        let line = CommandLine::from_words("block").arg(&self.app);
        let line = match self.in_entra.change() {
            Some(change) => line.flag(change.flag()),
            None => line,
        };
        line.option_if("--reason", self.agreement.reason.as_ref())
    }
}

/// Flags for changes in Entra; without any, nothing changes there.
#[derive(Debug, Args)]
#[group(multiple = false)]
pub struct BlockInEntra {
    /// Disable the app's enterprise applications in Entra
    ///
    /// grant --enable undoes it.
    #[arg(long)]
    pub disable: bool,
    /// Revoke the grants of the app's permission sets in Entra
    #[arg(long)]
    pub revoke: bool,
    /// Delete the app's enterprise applications in Entra
    #[arg(long)]
    pub delete: bool,
}

/// Change that a block makes in Entra.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntraBlock {
    /// Sign-in to the enterprise applications is disabled; grants stay.
    Disable,
    /// The grants are revoked.
    Revoke,
    /// The enterprise applications are deleted.
    Delete,
}

impl EntraBlock {
    /// Returns the flag that selects the change.
    pub fn flag(self) -> &'static str {
        match self {
            Self::Disable => "--disable",
            Self::Revoke => "--revoke",
            Self::Delete => "--delete",
        }
    }
}

impl BlockInEntra {
    /// Returns the selected change.
    pub fn change(&self) -> Option<EntraBlock> {
        match (self.disable, self.revoke, self.delete) {
            (true, _, _) => Some(EntraBlock::Disable),
            (_, true, _) => Some(EntraBlock::Revoke),
            (_, _, true) => Some(EntraBlock::Delete),
            (false, false, false) => None,
        }
    }
}
