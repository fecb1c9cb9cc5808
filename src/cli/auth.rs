//! `auth` and `profile`: sign-in and profiles.
use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::values;
use crate::ids::AppId;

/// `auth ...`
#[derive(Debug, Subcommand)]
pub enum AuthCommand {
    /// Sign in
    Login(LoginArgs),
    /// Sign out and forget the tokens
    Logout(LogoutArgs),
    /// Check keyring, clock, proxy, TLS and endpoints
    Doctor(DoctorArgs),
    /// Show who is signed in, where the tokens are and when they expire
    Status(StatusArgs),
}

/// `auth login`
#[derive(Debug, Args)]
#[command(
    after_long_help = "The browser is the default. Microsoft and CISA advise to block device code\nsign-in, since phishers use it: ask for it by name, and only for a code that\nyou requested yourself. entractl never asks you to paste an address or a code.\n\nExamples:\n  entractl auth login --tenant TENANT_ID --client-id CLIENT_ID\n  entractl auth login --for respond\n  entractl auth login --device-code\n  entractl auth login --certificate /etc/entractl/ci.pem"
)]
pub struct LoginArgs {
    /// Set the client id of your app registration
    #[arg(long, value_name = "CLIENT_ID")]
    pub client_id: Option<AppId>,
    /// Choose the cloud
    ///
    /// public, us-gov, us-gov-dod, china, or one of config.toml.
    #[arg(long, value_name = "NAME", value_parser = values::parse_name)]
    pub cloud: Option<String>,
    /// Sign in for these purposes, separated by commas
    ///
    /// The session keeps its earlier purposes until auth logout.
    #[arg(
        long = "for",
        value_enum,
        value_delimiter = ',',
        default_value = "read",
        value_name = "PURPOSE"
    )]
    pub purposes: Vec<Purpose>,
    /// Sign-in method.
    #[command(flatten)]
    pub method: LoginMethod,
}

/// Flags for the sign-in method.
#[derive(Debug, Args)]
#[group(multiple = false)]
pub struct LoginMethod {
    /// Sign in with your browser (default)
    #[arg(long)]
    pub browser: bool,
    /// Sign in as an application with a PEM file
    ///
    /// The file holds the certificate and its key.
    #[arg(long, value_name = "FILE")]
    pub certificate: Option<PathBuf>,
    /// Sign in as an application with a secret
    ///
    /// The file has mode 0600; - is standard input.
    #[arg(long, value_name = "FILE")]
    pub client_secret_file: Option<PathBuf>,
}

/// Purpose of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Purpose {
    /// Read the tenant: status, users show
    Read,
    /// Grant and revoke permissions
    Grant,
    /// Act on accounts
    Respond,
    /// Act on accounts and disable their devices
    RespondDevices,
}

impl From<Purpose> for crate::catalog::scopes::Use {
    fn from(purpose: Purpose) -> Self {
        match purpose {
            Purpose::Read => Self::Read,
            Purpose::Grant => Self::Grant,
            Purpose::Respond => Self::Respond,
            Purpose::RespondDevices => Self::RespondDevices,
        }
    }
}

/// `auth logout`
#[derive(Debug, Args)]
pub struct LogoutArgs {
    /// Forget the sessions of every profile
    #[arg(long)]
    pub all: bool,
}

/// `auth status`
#[derive(Debug, Args)]
pub struct StatusArgs {}

/// `auth doctor`
#[derive(Debug, Args)]
pub struct DoctorArgs {}
