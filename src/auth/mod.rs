//! Sign-in to Microsoft Entra ID: flows, sessions and where tokens are kept.
//!
//! Nothing here prints: what is to be shown is returned.
pub mod store;
