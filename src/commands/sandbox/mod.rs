//! `sandbox`: the made-up tenant. A file per subcommand.
pub mod begin;
pub(crate) mod faults;
pub(crate) mod reset;
pub(crate) mod tour;
