//! Stage 6: reads accounts after their steps; what counts as seen, for each kind of step.
pub(crate) mod read_back;
pub(crate) mod typed_read_back;
