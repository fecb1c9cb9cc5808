//! `profile`: tenants, clouds and how to sign in.
use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::values;
use crate::ids::AppId;

/// `profile ...`
#[derive(Debug, Subcommand)]
pub enum ProfileCommand {
    /// List the profiles of config.toml
    List(ProfileListArgs),
    /// Add a profile, or change one
    Add(ProfileAddArgs),
    /// Use a profile from now on
    Use(ProfileNameArgs),
    /// Show a profile
    Show(ProfileShowArgs),
    /// Remove a profile; auth logout removes its tokens
    Remove(ProfileNameArgs),
    /// Show which guard-rails apply, and which file sets them
    GuardRails(GuardRailsArgs),
}

/// `profile guard-rails`
#[derive(Debug, Args)]
#[command(
    after_long_help = "A policy of the machine, which root alone may write, holds for everybody who works\nthere; config.toml may only add to it. It lies in /etc/entractl/policy.toml, on macOS\nin /Library/Application Support/entractl, on Windows in C:\\Program Files\\entractl.\nBoth have the same keys:\n  [guard_rails]\n  protected = [\"break-glass@contoso.com\"]\n  protected_groups = [\"GROUP_ID\"]\n  allowed_signers = \"/etc/entractl/allowed_signers\"\n  allowed_tenants = [\"TENANT_ID\"]\n  typed_above = 50\n  signed_above = 500\n  signed_above_percent = 5\n  require_eligibility = false\n  signed_for_critical = false\n  reason_required = false\nThe policy alone pins the folder of journal and audit log (%u is the user's number)\nand names a second place for each audit line: journald, syslog or a command:\n  [state]\n  folder = \"/var/lib/entractl/%u\"\n  [audit]\n  sink = \"journald\"\n\nExample:\n  entractl profile guard-rails"
)]
pub struct GuardRailsArgs {}

/// `profile list`
#[derive(Debug, Args)]
pub struct ProfileListArgs {}

/// `profile add NAME`
#[derive(Debug, Args)]
pub struct ProfileAddArgs {
    /// Name of the profile
    #[arg(value_parser = values::parse_name)]
    pub name: String,
    /// Set the client id of your app registration
    #[arg(long, value_name = "CLIENT_ID")]
    pub client_id: AppId,
    /// Choose the cloud
    ///
    /// public, us-gov, us-gov-dod, china, or one of config.toml.
    #[arg(long, value_name = "NAME", value_parser = values::parse_name)]
    pub cloud: Option<String>,
    /// Sign in unattended with a PEM file (certificate and key)
    #[arg(long, value_name = "FILE", conflicts_with = "client_secret_file")]
    pub certificate: Option<PathBuf>,
    /// Sign in unattended with a client secret
    ///
    /// The file has mode 0600.
    #[arg(long, value_name = "FILE")]
    pub client_secret_file: Option<PathBuf>,
}

/// Name of a profile.
#[derive(Debug, Args)]
pub struct ProfileNameArgs {
    /// Name of the profile
    #[arg(value_parser = values::parse_name)]
    pub name: String,
}

/// `profile show [NAME]`
#[derive(Debug, Args)]
pub struct ProfileShowArgs {
    /// Name of the profile; by default the one in use
    #[arg(value_parser = values::parse_name)]
    pub name: Option<String>,
}
