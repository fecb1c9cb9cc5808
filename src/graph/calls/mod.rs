//! The calls that entractl makes, one file per kind of object. The catalog lists the
//! permission that each needs (`catalog::calls`).
pub mod audit_logs;
pub mod devices;
pub mod grants;
pub mod groups;
pub mod organization;
pub mod policies;
pub mod roles;
pub mod service_principals;
pub mod users;
