//! Stage 3: the steps in their order, with the state before each, as a value and as a file.
pub(crate) mod account_plan;
pub(crate) mod background_thread;
pub(crate) mod read_plan;
pub(crate) mod steps;
pub(crate) mod undo_plan;
pub(crate) mod write_plan;
