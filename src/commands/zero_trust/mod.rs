//! `zero-trust`: what Zero Trust Secure Access may do. A file per subcommand.
pub(crate) mod policy_enforcement;
pub(crate) mod show;
