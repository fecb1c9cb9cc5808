//! Stage 6: reads accounts after their steps, and decides what proves each kind of
//! step.
pub(crate) mod after_run;
pub(crate) mod read_back;
pub(crate) mod task_reader;
