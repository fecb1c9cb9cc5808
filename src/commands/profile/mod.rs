//! `profile`: tenants, clouds and how to sign in. A file per subcommand.
pub(crate) mod add;
pub(crate) mod list;
pub(crate) mod remove;
pub(crate) mod show;
pub(crate) mod use_profile;
