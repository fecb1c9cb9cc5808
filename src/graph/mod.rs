//! Microsoft Graph: builds calls as values, sends them through one [`Client`] and
//! parses the answers into types.
//!
//! Nothing here prints, prompts or uses the keyring.
mod answer;
pub mod batch;
mod batch_answer;
mod batch_failure;
pub mod bearer;
pub mod bulk;
pub mod call;
pub mod calls;
mod classify;
pub mod client;
pub mod devices;
pub mod error;
mod intermediary;
mod json;
pub mod logs;
pub mod origin;
pub mod pace;
mod paged;
mod renewal;
mod request_ids;
pub mod retry;
mod signed;
mod slow_notice;
pub mod wire;

pub use bearer::{Bearer, BearerError};
pub use call::Call;
pub use client::{Answer, Client};
pub use error::GraphError;
pub use origin::Origin;
pub use request_ids::AttemptObserver;
