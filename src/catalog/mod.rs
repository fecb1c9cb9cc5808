//! What ships as data: Vision One's apps and permission sets, Graph's
//! permissions and routes, directory roles, error codes.
//!
//! It answers look-ups and never decides, reads a file, asks the network or
//! knows the time. The tables are `static` Rust data, so that `apps list` and a
//! usage error parse nothing; a user's own file is laid over them by
//! [`Catalog::with_file`].
pub mod calls;
mod data;
pub mod errors;
mod lookup;
mod model;
pub mod risk;
pub mod roles;
pub mod scopes;
mod user_file;

pub use lookup::Unknown;
pub use model::{
    App, Catalog, Need, Permission, PermissionKind, PermissionSet, ResourceId, SetId, Setting,
    Source, Text,
};
pub use risk::Risk;
pub use user_file::CatalogError;

/// Version of the built-in catalog: 1 is the vendor's table before its sets
/// for connected services existed, 2 the table as published in December 2025.
pub const VERSION: u32 = 2;

/// When the vendor's table was last read, as an ISO 8601 date.
pub const DATE: &str = "2025-12-01";
