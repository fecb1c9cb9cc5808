//! `auth`: how you are signed in. A file per subcommand.
pub(crate) mod credential;
pub(crate) mod doctor;
pub(crate) mod failure;
pub(crate) mod login;
pub(crate) mod logout;
mod probe;
pub(crate) mod resolve_target;
pub(crate) mod status;
