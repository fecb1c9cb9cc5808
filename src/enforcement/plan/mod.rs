//! Stage 3: the steps in their order with the prior state, as a value and as a file.
pub(crate) mod account_plan;
pub(crate) mod background_thread;
pub(crate) mod read_plan;
pub(crate) mod steps;
pub(crate) mod undo_plan;
pub(crate) mod write_plan;
