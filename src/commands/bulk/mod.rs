//! Account actions over many accounts: a list is judged as a whole, and a task
//! of the journal is carried out, resumed or undone by one engine.
pub(crate) mod agree;
mod books;
pub(crate) mod carry;
mod engine;
pub(crate) mod gather;
pub(crate) mod guarded;
mod item;
pub(crate) mod list;
pub(crate) mod plan_out;
mod position;
mod progress;
pub(crate) mod recheck;
mod refuse;
mod renamed;
pub(crate) mod settle;
pub(crate) mod source;
pub(crate) mod tenancy;
mod to_disk;
pub(crate) mod trail;
mod writer;
