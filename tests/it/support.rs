//! What tests share: the bench, the tenant's users and faults, files, and wires.
pub(crate) mod audit;
pub(crate) mod audit_mutations;
pub(crate) mod bench;
pub(crate) mod binary;
pub(crate) mod commands;
pub(crate) mod devices;
pub(crate) mod faults;
pub(crate) mod files;
pub(crate) mod graph_examples;
#[cfg(unix)]
pub(crate) mod home;
pub(crate) mod hostile;
pub(crate) mod kill;
pub(crate) mod man;
pub(crate) mod official_data;
pub(crate) mod plans;
pub(crate) mod program;
pub(crate) mod random;
#[cfg(unix)]
pub(crate) mod relay;
pub(crate) mod schemas;
pub(crate) mod served;
pub(crate) mod snapshots;
pub(crate) mod source;
pub(crate) mod text;
pub(crate) mod typed;
pub(crate) mod users;
pub(crate) mod wire;
