//! Stage 2: who these accounts are, and the one rule that bars an action on one of them.
pub(crate) mod break_glass;
pub(crate) mod changes;
pub(crate) mod device_changes;
pub(crate) mod devices;
pub(crate) mod guard_rail_facts;
pub(crate) mod large_groups;
pub(crate) mod list_refusals;
pub(crate) mod obstacles;
pub(crate) mod open_steps;
mod open_units;
pub(crate) mod plan_drift;
pub(crate) mod plan_file;
pub(crate) mod protected;
pub(crate) mod refusals;
pub(crate) mod still_blocked;
pub(crate) mod tenant_facts;
pub(crate) mod tokens;
pub(crate) mod units;
