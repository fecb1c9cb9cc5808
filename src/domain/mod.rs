//! Pure rules and types: no I/O, no clock, no wire format, no text layout.
pub mod ids;
pub mod text;
