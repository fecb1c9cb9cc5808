//! Pure rules and types: no I/O, no clock, no wire format, no text layout.
pub mod binding;
pub mod consent;
pub mod health;
pub mod identity;
pub mod ids;
pub mod plan;
pub mod text;
