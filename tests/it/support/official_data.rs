//! Finds the official data for contract tests.
//!
//! The data is not part of the repository. It is in `../shared/graph`, or in the folder
//! `ENTRACTL_SHARED`. A test that cannot find it prints a note and passes, unless
//! `ENTRACTL_REQUIRE_SHARED=1` makes it fail.
use std::path::{Path, PathBuf};

use serde_json::Value;

/// Returns the folder with the official data, or prints a note and returns `None`.
#[expect(clippy::print_stderr, reason = "a test that was skipped says so")]
pub(crate) fn folder() -> Option<PathBuf> {
    let given = std::env::var_os("ENTRACTL_SHARED").map(PathBuf::from);
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/graph");
    let found = given
        .iter()
        .flat_map(|path| [path.join("graph"), path.clone()])
        .chain([beside])
        .find(|path| path.join("graph-permissions.json").is_file());
    if found.is_none() {
        let required = std::env::var_os("ENTRACTL_REQUIRE_SHARED").is_some_and(|set| set == "1");
        assert!(
            !required,
            "ENTRACTL_REQUIRE_SHARED is set and there is no official data"
        );
        eprintln!(
            "skipped: no official data in ../shared/graph (ENTRACTL_SHARED names another folder)"
        );
    }
    found
}

/// Returns one file of the official data; `None` if there is none.
pub(crate) fn json(name: &str) -> Option<Value> {
    let path = folder()?.join(name);
    let text = std::fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    Some(serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
}

/// Returns the description of Graph's operations, with those of the file beside it.
pub(crate) fn openapi() -> Option<Value> {
    let mut document = json("graph-openapi.json")?;
    let beyond = json("graph-openapi-beyond.json")?;
    let paths = document["paths"].as_object_mut().expect("paths");
    paths.extend(beyond["paths"].as_object().expect("paths").clone());
    Some(document)
}

/// Returns the permissions of each operation, by method and path.
pub(crate) fn permissions() -> Option<serde_json::Map<String, Value>> {
    let official = json("permission-by-path.json")?;
    let parts = ["operations", "beyond"].into_iter();
    let rows = parts.flat_map(|part| official[part].as_object().expect("operations").clone());
    Some(rows.collect())
}

/// Routes that the data lacks, each with Microsoft's page about it.
const UNLISTED: &[(&str, &str)] = &[
    (
        "GET /devices/{id}/registeredOwners",
        "https://learn.microsoft.com/graph/api/device-list-registeredowners",
    ),
    (
        "GET /devices/{id}/registeredUsers",
        "https://learn.microsoft.com/graph/api/device-list-registeredusers",
    ),
    (
        "GET /groups/{id}/transitiveMembers/$count",
        "https://learn.microsoft.com/graph/api/group-list-transitivemembers",
    ),
];

/// Whether the data lacks a route.
pub(crate) fn is_unlisted(method: &str, template: &str) -> bool {
    let name = format!("{method} {template}");
    UNLISTED.iter().any(|(route, page)| {
        *route == name && page.starts_with("https://learn.microsoft.com/graph/api/")
    })
}
