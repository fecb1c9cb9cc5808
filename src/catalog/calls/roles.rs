//! Routes of directory roles and who holds them.
//!
//! From Microsoft's table of permissions by path; the recommended name is first.
use super::{AllOf, Route};

const ROLE_MANAGEMENT_READ_DIRECTORY: AllOf = &[&[
    "RoleManagement.Read.Directory",
    "Directory.Read.All",
    "Directory.ReadWrite.All",
    "RoleManagement.ReadWrite.Directory",
]];
const DIRECTORY_READ_ALL: AllOf = &[&[
    "Directory.Read.All",
    "Directory.ReadWrite.All",
    "RoleManagement.Read.Directory",
    "RoleManagement.ReadWrite.Directory",
]];
const ROLE_MANAGEMENT_READ_DIRECTORY_OR_ROLE_MANAGEMENT_READ_WRITE_DIRECTORY: AllOf = &[&[
    "RoleManagement.Read.Directory",
    "Directory.Read.All",
    "Directory.ReadWrite.All",
    "RoleManagement.Read.All",
    "RoleManagement.ReadWrite.Directory",
]];
const ROLE_MANAGEMENT_READ_WRITE_DIRECTORY: AllOf = &[&["RoleManagement.ReadWrite.Directory"]];

const ROLE_ELIGIBILITY_SCHEDULE_READ_DIRECTORY: AllOf = &[&[
    "RoleEligibilitySchedule.Read.Directory",
    "RoleEligibilitySchedule.ReadWrite.Directory",
    "RoleManagement.Read.All",
    "RoleManagement.Read.Directory",
    "RoleManagement.ReadWrite.Directory",
]];

const ROLE_ASSIGNMENT_SCHEDULE_READ_DIRECTORY: AllOf = &[&[
    "RoleAssignmentSchedule.Read.Directory",
    "RoleAssignmentSchedule.ReadWrite.Directory",
    "RoleManagement.Read.All",
    "RoleManagement.Read.Directory",
    "RoleManagement.ReadWrite.Directory",
]];

pub(super) static ROUTES: &[Route] = &[
    Route::both(
        "GET",
        "/roleManagement/directory/roleAssignmentScheduleInstances",
        ROLE_ASSIGNMENT_SCHEDULE_READ_DIRECTORY,
    ),
    Route::both(
        "GET",
        "/roleManagement/directory/roleEligibilityScheduleInstances",
        ROLE_ELIGIBILITY_SCHEDULE_READ_DIRECTORY,
    ),
    Route::both("GET", "/directoryRoles", ROLE_MANAGEMENT_READ_DIRECTORY),
    Route::both(
        "GET",
        "/directoryRoles/{id}",
        ROLE_MANAGEMENT_READ_DIRECTORY,
    ),
    Route::both(
        "GET",
        "/directoryRoles(roleTemplateId='{id}')",
        DIRECTORY_READ_ALL,
    ),
    Route::both(
        "GET",
        "/directoryRoles/{id}/members",
        ROLE_MANAGEMENT_READ_DIRECTORY,
    ),
    Route::both(
        "GET",
        "/directoryRoles(roleTemplateId='{id}')/members",
        DIRECTORY_READ_ALL,
    ),
    Route::both(
        "GET",
        "/directoryRoleTemplates",
        ROLE_MANAGEMENT_READ_DIRECTORY,
    ),
    Route::both(
        "GET",
        "/roleManagement/directory/roleDefinitions",
        ROLE_MANAGEMENT_READ_DIRECTORY_OR_ROLE_MANAGEMENT_READ_WRITE_DIRECTORY,
    ),
    Route::both(
        "GET",
        "/roleManagement/directory/roleDefinitions/{id}",
        ROLE_MANAGEMENT_READ_DIRECTORY_OR_ROLE_MANAGEMENT_READ_WRITE_DIRECTORY,
    ),
    Route::new(
        "GET",
        "/roleManagement/directory/roleAssignments",
        Some(ROLE_MANAGEMENT_READ_DIRECTORY_OR_ROLE_MANAGEMENT_READ_WRITE_DIRECTORY),
        Some(ROLE_MANAGEMENT_READ_DIRECTORY),
    ),
    Route::both(
        "POST",
        "/roleManagement/directory/roleAssignments",
        ROLE_MANAGEMENT_READ_WRITE_DIRECTORY,
    ),
    Route::new(
        "GET",
        "/roleManagement/directory/roleAssignments/{id}",
        Some(ROLE_MANAGEMENT_READ_DIRECTORY_OR_ROLE_MANAGEMENT_READ_WRITE_DIRECTORY),
        Some(ROLE_MANAGEMENT_READ_DIRECTORY),
    ),
    Route::both(
        "DELETE",
        "/roleManagement/directory/roleAssignments/{id}",
        ROLE_MANAGEMENT_READ_WRITE_DIRECTORY,
    ),
];
