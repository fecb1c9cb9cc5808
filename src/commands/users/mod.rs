//! `users`: who is this, and what is done to their account. A file per
//! subcommand that reads; the actions share one engine.
mod act;
mod action;
mod actions;
pub(crate) mod asked;
pub(crate) mod can_i;
pub(crate) mod facts;
pub(crate) mod list;
mod live;
mod next;
pub(crate) mod passwords;
pub(crate) mod preflight;
pub(crate) mod protected;
mod read_back;
pub(crate) mod refuse;
mod report;
mod resolve;
pub(crate) mod role_groups;
pub(crate) mod show;
mod typed_size;
mod verdict;
pub(crate) mod watch;

pub(crate) use actions::{contain, disable, enable, reset_password, sign_out};
