//! `profile`: tenants, clouds and how to sign in. One file per subcommand.
//!
//! All of them work on config.toml alone: no keyring, no network.
pub(crate) mod add;
pub(crate) mod guard_rails;
pub(crate) mod list;
pub(crate) mod remove;
pub(crate) mod show;
pub(crate) mod use_profile;

use crate::cli::profile::ProfileCommand;
use crate::reports::profile::entry::{Profile, SignsInAs};
use crate::settings::{DEFAULT_PROFILE, ProfileEntry, Settings, clouds};

crate::commands::commands! {
    ProfileCommand {
        ProfileCommand::List(args) => local(args, list::run), "profile.list" profile::list::ProfileList ["profiles"];
        ProfileCommand::Add(args) => local(args, add::run), "profile.add" profile::add::ProfileAdd;
        ProfileCommand::Use(args) => local(args, use_profile::run), "profile.use" profile::use_profile::ProfileUse;
        ProfileCommand::Show(args) => local(args, show::run), "profile.show" profile::show::ProfileShow;
        ProfileCommand::Remove(args) => local(args, remove::run), "profile.remove" profile::remove::ProfileRemove;
        ProfileCommand::GuardRails(args) => remote(args, guard_rails::run), "profile.guard-rails" profile::guard_rails::GuardRailsShow ["rules"];
    }
}

/// Returns a profile in report form.
fn to_profile_report(settings: &Settings, name: &str, entry: &ProfileEntry) -> Profile {
    let default = settings
        .default_profile
        .as_deref()
        .unwrap_or(DEFAULT_PROFILE);
    let signs_in_as = if entry.certificate.is_some() {
        SignsInAs::Certificate
    } else if entry.client_secret_file.is_some() {
        SignsInAs::ClientSecret
    } else {
        SignsInAs::Person
    };
    Profile {
        name: name.to_owned(),
        in_use: name == default,
        tenant: entry.tenant.clone(),
        client_id: entry.client_id.clone(),
        cloud: entry
            .cloud
            .clone()
            .unwrap_or_else(|| clouds::DEFAULT.to_owned()),
        signs_in_as,
        credential_file: entry
            .certificate
            .clone()
            .or_else(|| entry.client_secret_file.clone()),
    }
}
