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

/// Routes that are missing from the collected part of the official description, each with
/// Microsoft's page about it. There is no data to compare them with.
pub(crate) const BEYOND: &[(&str, &str)] = &[
    (
        "GET /applications(appId='{id}')/owners",
        "https://learn.microsoft.com/graph/api/application-list-owners",
    ),
    (
        "GET /devices/{id}/registeredOwners",
        "https://learn.microsoft.com/graph/api/device-list-registeredowners",
    ),
    (
        "GET /devices/{id}/registeredUsers",
        "https://learn.microsoft.com/graph/api/device-list-registeredusers",
    ),
    (
        "GET /groups/{id}/owners",
        "https://learn.microsoft.com/graph/api/group-list-owners",
    ),
    (
        "GET /groups/{id}/transitiveMembers/$count",
        "https://learn.microsoft.com/graph/api/group-list-transitivemembers",
    ),
    (
        "GET /roleManagement/directory/roleEligibilityScheduleInstances",
        "https://learn.microsoft.com/graph/api/rbacapplication-list-roleeligibilityscheduleinstances",
    ),
    (
        "GET /users/{id}/ownedObjects",
        "https://learn.microsoft.com/graph/api/user-list-ownedobjects",
    ),
];

/// Whether a route is one of [`BEYOND`].
pub(crate) fn is_beyond(method: &str, template: &str) -> bool {
    let name = format!("{method} {template}");
    BEYOND.iter().any(|(route, page)| {
        *route == name && page.starts_with("https://learn.microsoft.com/graph/api/")
    })
}
