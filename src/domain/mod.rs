//! Pure rules and types: no I/O, no clock, no wire format, no text layout.
pub mod account;
pub mod audit_entry;
pub mod binding;
pub mod bulk;
pub mod consent;
pub mod disguise;
pub mod exclusions;
pub mod guard_rails;
pub mod health;
pub mod identity;
pub mod ids;
pub mod list;
pub mod password;
pub mod plan;
pub mod plan_file;
pub mod task;
pub mod text;
