//! `tasks`: what was asked and what came of it. A file per subcommand.
pub(crate) mod list;
pub(crate) mod show;
