//! `users`: accounts and actions on them. One file per subcommand that reads; the
//! actions are requests to the enforcement engine.
mod actions;
pub(crate) mod can_i;
pub(crate) mod list;
pub(crate) mod show;

pub(crate) use actions::{contain, disable, enable, reset_password, sign_out};
