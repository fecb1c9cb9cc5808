//! What ships as data: Vision One's apps and permission sets, Graph's
//! permissions and routes, directory roles, explanations of error codes and terms.
//!
//! The data lies in the files below `data/` and is part of the program. Each file is parsed
//! when it is first needed, so that a start pays only for what it shows. A user's own file is
//! laid over the built-in apps and sets by [`Catalog::with_file`]. This module answers
//! look-ups; it never decides, asks the network or knows the time.
mod builtin;
pub mod calls;
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

/// When the vendor's table was last read, as an ISO 8601 date.
pub const DATE: &str = "2025-12-01";
