//! `grant`: grants apps their permissions.
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use super::Agreement;
use super::command_line::CommandLine;
use super::values;

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
