//! The command line: flags, help text and value parsers, one file per group.
//!
//! No I/O and no decisions. The help text is the doc comment of each item.
pub mod apps;
pub mod audit;
pub mod auth;
pub mod block;
pub mod command_line;
pub mod completion;
pub mod explain;
pub mod grant;
pub mod help;
pub mod hints;
pub mod parse_error;
pub mod profile;
pub mod reset;
pub mod sandbox;
pub mod status;
pub mod sync;
pub mod tasks;
pub mod troubleshoot;
pub mod users;
pub mod values;
pub mod zero_trust;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::domain::tenant_name::TenantName;
use crate::ids::TenantId;

/// Version, with the commit of the build and its date.
pub const VERSION: &str = concat!(
    env!("CARGO_PKG_VERSION"),
    " (",
    env!("ENTRACTL_COMMIT"),
    ")"
);

const AFTER_HELP: &str = "\
Start without any account:
  entractl sandbox tour

Start with your tenant:
  entractl auth login --tenant TENANT_ID --client-id CLIENT_ID
  entractl apps list
  entractl status

Exit codes are listed in entractl(1). entractl sends nothing anywhere but to
Microsoft's sign-in and Microsoft Graph. Not affiliated with Trend Micro or
Microsoft.";

/// Grant, check and enforce what Trend Vision One needs in Microsoft Entra ID
#[derive(Debug, Parser)]
#[command(
    name = "entractl",
    version = VERSION,
    arg_required_else_help = true,
    subcommand_required = true,
    disable_help_subcommand = false,
    infer_subcommands = false,
    max_term_width = 100,
    after_long_help = AFTER_HELP
)]
pub struct Cli {
    /// Flags common to all commands.
    #[command(flatten)]
    pub global: Global,
    /// The command to run.
    #[command(subcommand)]
    pub command: Command,
}

/// Flags common to all commands.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Global options")]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub struct Global {
    /// Choose the output format
    ///
    /// Without it: table, or json with --query.
    #[arg(short, long, global = true, value_enum, value_name = "FORMAT")]
    pub output: Option<Format>,

    /// Print what this JMESPath query finds
    #[arg(long, global = true, value_name = "EXPRESSION")]
    pub query: Option<String>,

    /// Use this profile of config.toml
    #[arg(short, long, global = true, value_name = "NAME")]
    pub profile: Option<String>,

    /// Name the tenant, by id or domain name
    ///
    /// It must be the one that you are signed in to.
    #[arg(long, global = true, value_name = "TENANT")]
    pub tenant: Option<TenantName>,

    /// Use the simulated tenant: no network, no account, no keyring
    #[arg(long, global = true)]
    pub sandbox: bool,

    /// Keep tokens in memory for this command only
    #[arg(long, global = true)]
    pub no_store: bool,

    /// Sign in by a code that you type on another device
    ///
    /// With auth login, grant or --no-store.
    #[arg(long, global = true)]
    pub device_code: bool,

    /// Never ask a question
    #[arg(long, global = true)]
    pub no_input: bool,

    /// Log requests
    #[arg(short, long, global = true)]
    pub verbose: bool,

    /// Log requests with their headers; secrets are left out
    #[arg(long, global = true)]
    pub debug: bool,

    /// Print only warnings and errors on stderr
    #[arg(short, long, global = true, conflicts_with_all = ["verbose", "debug"])]
    pub quiet: bool,

    /// Use color
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub color: Color,
}

impl Global {
    /// Returns the domain name, if one was typed instead of the tenant id.
    pub fn tenant_domain(&self) -> Option<&str> {
        match &self.tenant {
            Some(TenantName::Domain(domain)) => Some(domain),
            Some(TenantName::Id(_)) | None => None,
        }
    }

    /// Returns the same flags with the id of the tenant.
    #[must_use]
    pub fn with_tenant(&self, tenant: TenantId) -> Self {
        Self {
            tenant: Some(TenantName::Id(tenant)),
            ..self.clone()
        }
    }

    /// Returns the output format.
    pub fn format(&self) -> Format {
        let json = self.query.is_some();
        self.output
            .unwrap_or(if json { Format::Json } else { Format::Table })
    }
}

/// Output formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// A table for people
    Table,
    /// One JSON document, described by a JSON Schema
    Json,
    /// One JSON document a line, one line an item
    Jsonl,
    /// Comma-separated values, one line an item
    Csv,
    /// Tab-separated values without a heading, for shell scripts
    Tsv,
    /// Markdown, for tickets and pull requests
    Markdown,
    /// JUnit XML, one test an app (status only)
    Junit,
    /// SARIF 2.1, one result a finding (status only)
    Sarif,
    /// OpenMetrics text, for a scraper (status only)
    Openmetrics,
}

/// When to use color.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// If a terminal shows it and NO_COLOR is not set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// Confirmation flags, common to all commands that change a tenant.
#[derive(Debug, Clone, Default, Args)]
pub struct Agreement {
    /// Print the plan; change nothing
    #[arg(short = 'n', long)]
    pub dry_run: bool,

    /// Skip confirmation prompts
    #[arg(short, long)]
    pub yes: bool,

    /// Give the reason (ticket, incident)
    ///
    /// The journal and the audit log keep it.
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
}

impl Command {
    /// Whether the command changes something or writes a plan, accepts a reason,
    /// and has none.
    pub fn lacks_reason(&self) -> bool {
        let action = match self {
            Self::Users(command) => command.action_args(),
            _ => None,
        };
        let (agreement, plan_out) = match (self, action) {
            (_, Some(args)) => (&args.agreement, args.plan_out.is_some()),
            (Self::Grant(args), _) => (&args.agreement, args.plan_out.is_some()),
            (Self::Block(args), _) => (&args.agreement, false),
            (Self::Tasks(tasks::TasksCommand::Undo(args)), _) => {
                (&args.agreement, args.plan_out.is_some())
            }
            (Self::Apps(apps::AppsCommand::Bind(args)), _) => {
                return is_blank(args.reason.as_deref());
            }
            _ => return false,
        };
        is_blank(agreement.reason.as_deref()) && (!agreement.dry_run || plan_out)
    }
}

fn is_blank(text: Option<&str>) -> bool {
    text.is_none_or(|text| text.trim().is_empty())
}

/// All commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Manage the Vision One apps and their permission sets
    #[command(subcommand)]
    Apps(apps::AppsCommand),
    /// Grant apps their permissions, then prove it
    Grant(grant::GrantArgs),
    /// Check whether the granted permissions are still in place
    Status(status::StatusArgs),
    /// Stop using an app on this machine, or disable it in Entra
    Block(block::BlockArgs),
    /// Forget a failed grant, so that it can be tried again
    Reset(reset::ResetArgs),
    /// Refresh cached tenant data
    Sync(sync::SyncArgs),
    /// Find out why an app is not healthy and how to fix it
    Troubleshoot(troubleshoot::TroubleshootArgs),
    /// Explain an error code or status (works offline)
    Explain(explain::ExplainArgs),
    /// Print a script that completes commands in your shell
    Completion(completion::CompletionArgs),
    /// Manage accounts: show, disable, contain, enable
    #[command(subcommand)]
    Users(users::UsersCommand),
    /// Manage the list of tasks
    #[command(subcommand)]
    Tasks(tasks::TasksCommand),
    /// Manage the Zero Trust Secure Access switches
    #[command(subcommand)]
    ZeroTrust(zero_trust::ZeroTrustCommand),
    /// Manage how you are signed in
    #[command(subcommand)]
    Auth(auth::AuthCommand),
    /// Manage profiles: tenants, clouds and how to sign in
    #[command(subcommand)]
    Profile(profile::ProfileCommand),
    /// Read and check the audit log: what was done from this machine
    #[command(subcommand)]
    Audit(audit::AuditCommand),
    /// Manage the simulated tenant
    #[command(subcommand)]
    Sandbox(sandbox::SandboxCommand),
}

impl Command {
    /// Whether the command only waits for Graph, not for a user elsewhere. If so, a terminal
    /// shows progress.
    pub fn waits_for_graph_alone(&self) -> bool {
        match self {
            Self::Users(_)
            | Self::Tasks(_)
            | Self::Sync(_)
            | Self::Troubleshoot(_)
            | Self::Block(_)
            | Self::Apps(_) => true,
            Self::Status(args) => !args.watch,
            Self::Grant(_)
            | Self::Reset(_)
            | Self::Explain(_)
            | Self::Completion(_)
            | Self::ZeroTrust(_)
            | Self::Auth(_)
            | Self::Profile(_)
            | Self::Audit(_)
            | Self::Sandbox(_) => false,
        }
    }
}

/// Returns the complete clap command tree, from which completions and man pages are
/// generated.
pub fn command() -> clap::Command {
    help::with_help_layout(<Cli as clap::CommandFactory>::command())
}

/// Whether the subcommand `words` takes `flag`, such as `--dry-run`.
fn takes_flag(words: &[String], flag: &str) -> bool {
    let root = command();
    let mut path = words.iter();
    let found = path.try_fold(&root, |command, word| command.find_subcommand(word));
    found.is_some_and(|command| {
        let mut options = command.get_arguments().filter_map(clap::Arg::get_long);
        options.any(|known| flag.strip_prefix("--") == Some(known))
    })
}

/// Parses a command line that the program itself creates, such as a step of the tour.
///
/// # Errors
/// Returns the error of clap; a test parses every such line.
pub fn parse<'a>(args: impl IntoIterator<Item = &'a str>) -> Result<Cli, clap::Error> {
    Cli::try_parse_from(args)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_command_tree_is_sound() {
        super::command().debug_assert();
    }
}
