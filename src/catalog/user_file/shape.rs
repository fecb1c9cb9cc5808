//! The format of a user's catalog file, and its errors.
//!
//! Reads no file and changes no catalog.
use std::collections::BTreeSet;

use serde::Deserialize;
use thiserror::Error;

use super::super::lookup::{Unknown, fold_name};
use super::super::model::PermissionKind;
use crate::ids::PermissionId;

/// Errors of a user's catalog file.
#[derive(Debug, Clone, Error, PartialEq, Eq)]
pub enum CatalogError {
    /// Invalid TOML, an unknown or missing key, or a value of the wrong type.
    #[error("line {line}: {message}")]
    Syntax {
        /// Line number, from 1.
        line: usize,
        /// Error message.
        message: String,
    },
    /// The file is too large, or is invalid at an unknown position.
    #[error("{0}")]
    Unplaced(String),
    /// The value of a field is invalid.
    #[error("{field}: {why}")]
    Field {
        /// Path, such as `sets[0].permissions[2].resource`.
        field: String,
        /// Reason.
        why: String,
    },
    /// The name and the id of a permission do not belong together in the built-in catalog.
    #[error("{field}: {name} with id {id} is not what it says: {known_name} has id {known_id}")]
    Mislabeled {
        /// Path, such as `sets[0].permissions[2]`.
        field: String,
        /// Name in the file.
        name: String,
        /// Id in the file.
        id: PermissionId,
        /// Name in the built-in catalog.
        known_name: String,
        /// Id in the built-in catalog.
        known_id: PermissionId,
    },
    /// A name that neither the file nor the built-in catalog has.
    #[error("{field}: {unknown}")]
    Unknown {
        /// Path, such as `apps[0].required`.
        field: String,
        /// The name, and similar ones.
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

/// Checks that an id is one word that is easy to type, and is unique in the file.
pub(super) fn check_id(
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

/// Converts an error of the TOML parser, with its line number if known.
pub(super) fn syntax_error(text: &str, error: &toml_edit::de::Error) -> CatalogError {
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
