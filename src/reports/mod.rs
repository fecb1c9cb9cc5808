//! What commands return: data with a JSON Schema, and how it reads to a person.
//!
//! A file per report. Pure: no I/O, no clock; times and counts are fields.
pub mod auth_login;
pub mod auth_logout;
pub mod auth_status;
pub mod profile;
pub mod sandbox;
pub mod tour;

use schemars::Schema;

/// The JSON Schema of the data of every report, by its kind.
pub fn schemas() -> Vec<(&'static str, Schema)> {
    vec![
        ("sandbox.tour", schemars::schema_for!(tour::Tour)),
        ("auth.login", schemars::schema_for!(auth_login::AuthLogin)),
        (
            "auth.logout",
            schemars::schema_for!(auth_logout::AuthLogout),
        ),
        (
            "auth.status",
            schemars::schema_for!(auth_status::AuthStatus),
        ),
        ("profile.list", schemars::schema_for!(profile::ProfileList)),
        ("profile.show", schemars::schema_for!(profile::ProfileShow)),
        ("profile.add", schemars::schema_for!(profile::ProfileChange)),
        ("profile.use", schemars::schema_for!(profile::ProfileChange)),
        (
            "profile.remove",
            schemars::schema_for!(profile::ProfileChange),
        ),
        (
            "sandbox.reset",
            schemars::schema_for!(sandbox::SandboxReset),
        ),
        (
            "sandbox.scenes",
            schemars::schema_for!(sandbox::SandboxScenes),
        ),
        (
            "sandbox.faults",
            schemars::schema_for!(sandbox::SandboxFaults),
        ),
    ]
}
