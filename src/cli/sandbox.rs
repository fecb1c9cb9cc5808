//! `sandbox`: the simulated tenant.
use clap::{Args, Subcommand};

/// `sandbox ...`
#[derive(Debug, Subcommand)]
pub enum SandboxCommand {
    /// Walk through the main job: apps, a grant, a status, a contained user
    Tour(TourArgs),
    /// Serve the simulated tenant on loopback until Ctrl-C
    ///
    /// Scripts, browsers and other clients can talk to it.
    #[cfg(feature = "serve")]
    Serve(ServeArgs),
    /// Run a program under Microsoft's own host names
    ///
    /// The program needs no change and no setting: login.microsoftonline.com and
    /// graph.microsoft.com lead to the simulated tenant, in a network of its own without any
    /// other machine. Its home folder is its own, so no real sign-in is touched. Linux only.
    #[cfg(feature = "serve")]
    Exec(ExecArgs),
    /// Reset the simulated tenant
    Reset(ResetArgs),
    /// Start the simulated tenant in a state to practice with
    #[command(subcommand)]
    Scenario(ScenarioCommand),
    /// Manage the faults of the simulated tenant
    #[command(subcommand)]
    Faults(FaultsCommand),
}

/// `sandbox tour`
#[derive(Debug, Args)]
pub struct TourArgs {}

/// `sandbox serve`
#[cfg(feature = "serve")]
#[derive(Debug, Args)]
#[command(
    after_long_help = "Examples:\n  entractl sandbox serve --write-config\n  entractl sandbox serve --listen 127.0.0.1:8443 --users 5000 --control -o json"
)]
pub struct ServeArgs {
    /// Listen on this address
    ///
    /// It serves HTTP and HTTPS alike. Port 0 takes a free one.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:0")]
    pub listen: String,
    #[command(flatten)]
    pub tenant: ServedTenantArgs,
    /// Write the profile sandbox-serve into config.toml
    ///
    /// Its cloud is written as well.
    #[arg(long)]
    pub write_config: bool,
    /// Write CA file and client secret here
    ///
    /// They stay there. By default they lie in the state folder and are removed
    /// at the end.
    #[arg(long, value_name = "FOLDER")]
    pub folder: Option<std::path::PathBuf>,
}

/// The tenant that `sandbox serve` and `sandbox exec` serve.
#[cfg(feature = "serve")]
#[derive(Debug, Args)]
pub struct ServedTenantArgs {
    /// Start with at least this many users
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub users: Option<u32>,
    /// Serve the tenant of --sandbox, and keep its changes
    #[arg(long, conflicts_with = "users")]
    pub state: bool,
    /// Accept every sign-in at once, without a page
    #[arg(long)]
    pub approve: bool,
    /// Let scripts read the requests and set faults
    ///
    /// The token for it is printed by serve, and passed to the program by exec.
    #[arg(long)]
    pub control: bool,
    /// Accept this PEM certificate of the application too
    #[arg(long, value_name = "FILE")]
    pub certificate: Option<std::path::PathBuf>,
    /// Add the application that this JSON file describes
    ///
    /// The file has Graph's format of an application: displayName, web or spa or publicClient
    /// with redirectUris, passwordCredentials with secretText, keyCredentials with the key, and
    /// so on. Two more properties are allowed: appId, and permissions with names of Microsoft
    /// Graph permissions to grant. Clients may also register applications by Graph.
    #[arg(long, value_name = "FILE")]
    pub register: Vec<std::path::PathBuf>,
}

/// `sandbox exec -- COMMAND...`
#[cfg(feature = "serve")]
#[derive(Debug, Args)]
#[command(
    after_long_help = "Examples:\n  entractl sandbox exec -- pytest tests/\n  entractl sandbox exec --approve --users 5000 -- npm test\n\nThe exit code is the program's. AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET name an application of the simulated tenant."
)]
pub struct ExecArgs {
    #[command(flatten)]
    pub tenant: ServedTenantArgs,
    /// Keep the program's home folder and files here
    ///
    /// By default they lie in the state folder and are removed at the end.
    #[arg(long, value_name = "FOLDER")]
    pub folder: Option<std::path::PathBuf>,
    /// Use this prepared folder
    #[arg(long, hide = true, value_name = "FOLDER")]
    pub inside: Option<std::path::PathBuf>,
    /// Use this user and group of the caller for the program
    #[arg(long, hide = true, value_name = "UID:GID", requires = "inside")]
    pub as_user: Option<String>,
    /// Program and its arguments
    #[arg(last = true, required = true, value_name = "COMMAND")]
    pub command: Vec<std::ffi::OsString>,
}

/// `sandbox reset`
#[derive(Debug, Args)]
pub struct ResetArgs {}

/// `sandbox scenario ...`
#[derive(Debug, Subcommand)]
pub enum ScenarioCommand {
    /// List the scenarios
    List(ScenarioListArgs),
    /// Reset the simulated tenant and start it in a scenario
    Set(ScenarioSetArgs),
}

/// `sandbox scenario list`
#[derive(Debug, Args)]
pub struct ScenarioListArgs {}

/// `sandbox scenario set NAME`
#[derive(Debug, Args)]
#[command(
    after_long_help = "Examples:\n  entractl sandbox scenario set s3-permission-error\n  entractl sandbox scenario set 'Application disabled in Azure AD'"
)]
pub struct ScenarioSetArgs {
    /// Start in this scenario, or in one for a text of the vendor's Status column
    #[arg(value_name = "NAME")]
    pub name: String,
}

/// `sandbox faults ...`
#[derive(Debug, Subcommand)]
pub enum FaultsCommand {
    /// List available faults and those that are set
    List(FaultsListArgs),
    /// Set faults, replacing earlier ones
    Set(FaultsSetArgs),
    /// Clear all faults
    Clear(FaultsClearArgs),
}

/// `sandbox faults list`
#[derive(Debug, Args)]
pub struct FaultsListArgs {}

/// `sandbox faults set FAULT...`
#[derive(Debug, Args)]
#[command(
    after_long_help = "Examples:\n  entractl sandbox faults set throttle:rate=0.3,seed=7\n  entractl sandbox faults set drop-after:nth=2 hostile-names"
)]
pub struct FaultsSetArgs {
    /// Fault, such as throttle:rate=0.3,seed=7 (can be repeated)
    #[arg(required = true, value_name = "FAULT")]
    pub faults: Vec<String>,
}

/// `sandbox faults clear`
#[derive(Debug, Args)]
pub struct FaultsClearArgs {}
