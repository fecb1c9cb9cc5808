//! Sign-in to Microsoft Entra ID: flows, sessions and token storage.
//!
//! Nothing here prints; messages are returned.
pub mod authorization_code;
pub mod bearer;
pub mod certificate;
pub mod claims;
pub mod client_credentials;
pub mod device;
pub mod error;
pub mod index;
pub mod keyring_parts;
pub mod keyring_store;
pub mod service;
pub mod session;
pub mod session_lock;
pub mod session_save;
pub mod store;
pub mod tenant_domain;
mod token_check;

pub use bearer::{Renewal, SessionBearer};
pub use error::AuthError;
pub use service::TokenService;
pub use session::Session;
