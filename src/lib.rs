//! Everything `entractl` does; `main.rs` only calls [`main`].
pub mod auth;
pub mod browser;
pub mod catalogue;
pub mod clock;
pub mod domain;
pub mod entropy;
pub mod env;
pub mod exit;
pub mod failure;
pub mod files;
pub mod io;
pub mod sandbox;
pub mod secret;
pub mod transport;
