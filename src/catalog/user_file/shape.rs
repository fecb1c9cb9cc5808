//! The shape of a user's catalog file, and what can be wrong with it.
//!
//! Reads nothing and changes no catalog.
use std::collections::BTreeSet;

use serde::Deserialize;
use thiserror::Error;

use super::super::lookup::{Unknown, fold_name};
use super::super::model::PermissionKind;
use crate::ids::PermissionId;

/// Why a user's catalog file cannot be used.
#[derive(Debug, Clone, Error, PartialEq, Eq)]
pub enum CatalogError {
    /// It is no TOML, a key is unknown or missing, or a value has the wrong form.
    #[error("line {line}: {message}")]
    Syntax {
        /// Counted from 1.
        line: usize,
        /// What is wrong there.
        message: String,
    },
    /// It cannot be read, at a place that is not known.
    #[error("{0}")]
    Unplaced(String),
    /// A field that can be read does not make sense.
    #[error("{field}: {why}")]
    Field {
        /// Its path: `sets[0].permissions[2].resource`.
        field: String,
        /// What is wrong with it.
        why: String,
    },
    /// A permission has another name or id than the built-in catalog gives it.
    #[error("{field}: {name} with id {id} is not what it says: {known_name} has id {known_id}")]
    Mislabeled {
        /// Its path: `sets[0].permissions[2]`.
        field: String,
        /// The name in the file.
        name: String,
        /// The id in the file.
        id: PermissionId,
        /// The name in the built-in catalog.
        known_name: String,
        /// The id in the built-in catalog.
        known_id: PermissionId,
    },
    /// A name that neither the file nor the built-in catalog has.
    #[error("{field}: {unknown}")]
    Unknown {
        /// Its path: `apps[0].required`.
        field: String,
        /// The name, and what looks like it.
        unknown: Unknown,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    #[serde(default)]
    pub(super) sets: Vec<FileSet>,
    #[serde(default)]
    pub(super) apps: Vec<FileApp>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileSet {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) version: Option<u32>,
    pub(super) permissions: Vec<FilePermission>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FilePermission {
    pub(super) resource: String,
    pub(super) name: String,
    pub(super) kind: PermissionKind,
    pub(super) id: PermissionId,
    #[serde(default)]
    pub(super) why: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileApp {
    pub(super) id: String,
    pub(super) name: Option<String>,
    pub(super) aliases: Option<Vec<String>>,
    pub(super) required: Option<Vec<String>>,
    pub(super) optional: Option<Vec<String>>,
}

/// An id that can be typed as one word, used once in the file.
pub(super) fn checked_id(
    field: &str,
    id: &str,
    seen: &mut BTreeSet<String>,
) -> Result<(), CatalogError> {
    let fine = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let why = if id.is_empty() || id.len() > 64 || !id.chars().all(fine) {
        format!("{id:?} must be 1 to 64 letters, digits and dashes")
    } else if !seen.insert(fold_name(id)) {
        format!("{id:?} is used twice in this file")
    } else {
        return Ok(());
    };
    Err(CatalogError::Field {
        field: format!("{field}.id"),
        why,
    })
}

/// The reader's error with the line that its byte position stands on.
pub(super) fn placed(text: &str, error: &toml_edit::de::Error) -> CatalogError {
    let message = error.message().to_owned();
    match error.span() {
        Some(span) => CatalogError::Syntax {
            line: 1 + text
                .bytes()
                .take(span.start)
                .filter(|b| *b == b'\n')
                .count(),
            message,
        },
        None => CatalogError::Unplaced(message),
    }
}
