//! `grant`, `status`, `block`, `reset`, `sync`, `troubleshoot`, `explain`.
use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, ValueEnum};

use super::command_line::CommandLine;
use super::{Agreement, values};
use crate::ids::ObjectId;

/// `grant APP...`
#[derive(Debug, Args)]
#[command(
    after_long_help = "Examples:\n  entractl grant search\n  entractl grant search risk-insights --direct --yes --reason CHG-1042\n  entractl grant mobile-security --url --wait 30m\n  entractl grant search --settings"
)]
pub struct GrantArgs {
    /// App to grant (can be repeated)
    #[arg(required = true, value_name = "APP")]
    pub apps: Vec<String>,
    /// Method of the grant.
    #[command(flatten)]
    pub method: GrantMethod,
    /// Wait this long for the consent to show in Graph
    #[arg(long, value_name = "TIME", value_parser = values::parse_wait)]
    pub wait: Option<Duration>,
    /// Grant this permission set as well (can be repeated)
    #[arg(long = "set", value_name = "SET")]
    pub sets: Vec<String>,
    /// Grant the optional permission sets of the apps as well
    #[arg(long)]
    pub all_sets: bool,
    /// Write the plan to a new file, for a second signature
    #[arg(long, value_name = "FILE", requires = "dry_run", conflicts_with_all = ["plan", "settings", "enable"])]
    pub plan_out: Option<PathBuf>,
    /// Grant only what this signed plan lists
    #[arg(long, value_name = "FILE", conflicts_with_all = ["settings", "enable"])]
    pub plan: Option<PathBuf>,
    /// Read the plan's signature from here, not from PLAN.sig
    #[arg(long, value_name = "FILE", requires = "plan")]
    pub signature: Option<PathBuf>,
    /// Confirmation flags.
    #[command(flatten)]
    pub agreement: Agreement,
}

/// Method flags of `grant`. The default is the browser at a terminal, `--direct`
/// elsewhere.
#[derive(Debug, Args)]
#[group(multiple = false)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub struct GrantMethod {
    /// Open Microsoft's consent page in your browser
    ///
    /// This is the default at a terminal.
    #[arg(long)]
    pub browser: bool,
    /// Grant through Graph with your current session
    #[arg(long)]
    pub direct: bool,
    /// Print the consent URL for another administrator
    #[arg(long)]
    pub url: bool,
    /// Assign the directory roles that the sets need
    #[arg(long)]
    pub settings: bool,
    /// Enable the apps' enterprise applications again
    #[arg(long)]
    pub enable: bool,
}

impl GrantArgs {
    /// Returns this command line with another `method` and without confirmation flags. `wait`
    /// applies if none was given.
    pub fn command_line(&self, method: &'static str, wait: Option<Duration>) -> CommandLine {
        let line = self.sets.iter().fold(
            CommandLine::from_words("grant").args(&self.apps),
            |line, set| line.option("--set", set),
        );
        line.flag_if(self.all_sets, "--all-sets")
            .flag(method)
            .option_if("--wait", self.wait.or(wait).map(values::wait_text))
            .file_option("--plan", self.plan.as_deref())
            .file_option("--signature", self.signature.as_deref())
            .option_if("--reason", self.agreement.reason.as_ref())
    }
}

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

/// `reset APP`
#[derive(Debug, Args)]
pub struct ResetArgs {
    /// App whose failed grant to forget
    pub app: String,
}

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

/// `troubleshoot APP`
#[derive(Debug, Args)]
pub struct TroubleshootArgs {
    /// App to look into
    pub app: String,
}

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
