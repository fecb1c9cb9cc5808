//! `users`: who is this, and what is done to their account. A file per subcommand.
pub(crate) mod contain;
pub(crate) mod disable;
pub(crate) mod enable;
pub(crate) mod list;
pub(crate) mod reset_password;
pub(crate) mod show;
pub(crate) mod sign_out;
