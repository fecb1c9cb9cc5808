//! What commands return: data with a JSON Schema, and how it reads to a person.
//!
//! A file per report. Pure: no I/O, no clock; times and counts are fields.

use schemars::Schema;

/// The JSON Schema of the data of every report, by its kind.
pub fn schemas() -> Vec<(&'static str, Schema)> {
    vec![]
}
