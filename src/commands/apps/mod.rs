//! `apps`: the associated apps and their permission sets. One file per subcommand.
pub(crate) mod bind;
pub(crate) mod discover;
pub(crate) mod list;
pub(crate) mod show;
