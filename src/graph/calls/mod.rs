//! The calls that entractl makes, a file per kind of object. Each says which
//! permission it needs in the catalog (`catalog::calls`).
pub mod audit_logs;
pub mod devices;
pub mod grants;
pub mod groups;
pub mod organization;
pub mod policies;
pub mod roles;
pub mod service_principals;
pub mod users;
