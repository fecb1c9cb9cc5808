//! Built-in data: Vision One's apps and permission sets, Graph's permissions and
//! routes, directory roles, explanations of error codes and terms.
//!
//! The data is in the files below `data/` and compiled into the program. Each file is
//! parsed when it is first needed, so that a start only parses the data that it shows.
//! [`Catalog::with_file`] extends the built-in apps and sets by a user's file. This
//! module only answers lookups; it makes no decisions, and uses neither network nor
//! clock.
mod builtin;
pub mod calls;
mod explain_permission;
pub mod explanations;
mod lookup;
mod model;
pub mod risk;
pub mod roles;
pub mod scopes;
pub(crate) mod table;
mod user_file;

pub use lookup::Unknown;
pub use model::{
    App, Catalog, Need, Permission, PermissionKind, PermissionSet, Permissions, ResourceId, SetId,
    Setting, Source, Text,
};
pub use risk::Risk;
pub use user_file::CatalogError;

/// Version of the built-in catalog: 1 is the vendor's table before its sets
/// for connected services existed, 2 the table as published in December 2025.
pub const VERSION: u32 = 2;

/// Date when the vendor's table was last read, in ISO 8601.
pub const DATE: &str = "2025-12-01";
