//! Finds the official data that contract tests compare with.
//!
//! The data is not part of the repository. It lies in `../shared/graph`, or
//! where `ENTRACTL_SHARED` says. A test that cannot find it says so and passes,
//! unless `ENTRACTL_REQUIRE_SHARED=1` turns absence into a failure.
use std::path::{Path, PathBuf};

use serde_json::Value;

/// The folder with the official data, or `None` after saying so.
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

/// One file of the official data, or `None` where there is none.
pub(crate) fn json(name: &str) -> Option<Value> {
    let path = folder()?.join(name);
    let text = std::fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    Some(serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
}

/// Routes that the collected part of the official description lacks, each with
/// the page of Microsoft's that describes it: there is nothing to compare with.
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
