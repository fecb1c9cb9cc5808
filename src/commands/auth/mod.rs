//! `auth`: signing in and out. One file per subcommand.
pub(crate) mod doctor;
pub(crate) mod login;
pub(crate) mod logout;
mod probe;
pub(crate) mod status;
