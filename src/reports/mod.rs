//! What commands return: data with a JSON Schema, and how it reads to a person.
//!
//! A file per report. Pure: no I/O, no clock; times and counts are fields.
pub mod sandbox;
pub mod tour;

use schemars::Schema;

/// The JSON Schema of the data of every report, by its kind.
pub fn schemas() -> Vec<(&'static str, Schema)> {
    vec![
        ("sandbox.tour", schemars::schema_for!(tour::Tour)),
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
