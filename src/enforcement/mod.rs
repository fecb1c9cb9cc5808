//! The one engine of account actions: resolve, check, plan, confirm, execute,
//! verify, report. A folder for each stage.
pub(crate) mod check;
pub(crate) mod confirm;
pub(crate) mod execute;
pub(crate) mod list;
pub(crate) mod plan;
pub(crate) mod report;
pub(crate) mod request;
pub(crate) mod resolve;
pub(crate) mod typed;
pub(crate) mod verify;
