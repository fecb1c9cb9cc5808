//! `auth`: how you are signed in. A file per subcommand.
pub(crate) mod doctor;
pub(crate) mod login;
pub(crate) mod logout;
mod probe;
pub(crate) mod status;
