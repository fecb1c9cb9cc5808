//! The permissions of sets S1 to S4.
//!
//! Ids are Microsoft's; the reasons are ours. Sorted by API and name within a set.
use super::{GRAPH, INFORMATION_PROTECTION, OFFICE_MANAGEMENT, PermissionRow, RIGHTS_MANAGEMENT};

pub(super) static S1: &[PermissionRow] = &[
    PermissionRow::application(
        GRAPH,
        "Directory.Read.All",
        "7ab1d382-f21e-4acd-a863-ba3e13f7da61",
        "reads users, groups and their links, so that people can be matched and rules can name \
         them",
    )
    .narrower(
        "User.Read.All with GroupMember.Read.All reads the people and groups that access rules \
         name",
    ),
    PermissionRow::application(
        GRAPH,
        "Group.Read.All",
        "5b567255-7703-4780-807c-7be8301ae99b",
        "lists groups that rules and enrollment invitations are given to",
    )
    .narrower(
        "GroupMember.Read.All lists groups and their members without mail and files of the \
         groups",
    ),
    PermissionRow::application(
        GRAPH,
        "GroupMember.Read.All",
        "98830695-27a2-44f7-8c18-0c3ebc9698f6",
        "reads who belongs to which group",
    ),
    PermissionRow::delegated(
        GRAPH,
        "User.Read",
        "e1fe6dd8-ba31-4d61-89e7-88639da4683d",
        "signs the person in and reads the own profile",
    ),
];

pub(super) static S2: &[PermissionRow] = &[
    PermissionRow::application(
        GRAPH,
        "AuditLog.Read.All",
        "b0afded3-3588-46d8-8b3d-9842eff778da",
        "reads sign-ins and directory changes",
    ),
    PermissionRow::application(
        GRAPH,
        "Directory.Read.All",
        "7ab1d382-f21e-4acd-a863-ba3e13f7da61",
        "reads users, groups, directory roles, service principals and consents",
    )
    .narrower(
        "User.Read.All, GroupMember.Read.All, RoleManagement.Read.Directory and \
         Application.Read.All together read less",
    ),
    PermissionRow::application(
        GRAPH,
        "Group.Read.All",
        "5b567255-7703-4780-807c-7be8301ae99b",
        "reads groups for the identity inventory",
    )
    .narrower(
        "GroupMember.Read.All lists groups and their members without mail and files of the \
         groups",
    ),
    PermissionRow::application(
        GRAPH,
        "IdentityRiskEvent.Read.All",
        "6e472fd1-ad78-48da-a0f0-97ab2c6b769e",
        "reads risk detections of Identity Protection",
    ),
    PermissionRow::application(
        GRAPH,
        "MailboxSettings.Read",
        "40f97065-369a-49f4-947c-6a255697ae91",
        "reads mailbox settings and inbox rules, where attackers hide forwarding",
    )
    .narrower(
        "MailboxSettings can be limited to chosen mailboxes by role-based access control for \
         applications in Exchange",
    ),
    PermissionRow::application(
        GRAPH,
        "Member.Read.Hidden",
        "658aa5d8-239f-45c4-aa12-864f4fc7e490",
        "reads members of groups that hide them",
    ),
    PermissionRow::application(
        GRAPH,
        "Organization.Read.All",
        "498476ce-e0fe-48b0-b801-37ba7e2685c6",
        "reads the tenant's name, domains and licenses",
    ),
    PermissionRow::application(
        GRAPH,
        "People.Read.All",
        "b528084d-ad10-4598-8b93-929746b4d7d6",
        "reads who works with whom",
    ),
    PermissionRow::application(
        GRAPH,
        "Place.Read.All",
        "913b9306-0ce1-42b8-9137-6a7df690a760",
        "reads rooms and office locations",
    )
    .since(2),
    PermissionRow::application(
        GRAPH,
        "Policy.Read.All",
        "246dd0d5-5bd0-4def-940b-0421030a5b68",
        "reads Conditional Access policies, to judge sign-ins and posture",
    ),
    PermissionRow::application(
        GRAPH,
        "Reports.Read.All",
        "230c1aed-a721-4c5d-9cb4-a90514e508ef",
        "reads usage reports of Microsoft 365",
    ),
    PermissionRow::application(
        GRAPH,
        "SecurityEvents.Read.All",
        "bf394140-e372-4bf9-a898-299cfc7564e5",
        "reads security alerts and the secure score",
    )
    .narrower("SecurityAlert.Read.All reads alerts alone"),
    PermissionRow::application(
        GRAPH,
        "Sites.Read.All",
        "332a536c-c7ef-4017-ab91-336970924f0d",
        "reads SharePoint sites, to see which cloud content is used",
    )
    .narrower("Sites.Selected reaches only sites that are named"),
    PermissionRow::application(
        GRAPH,
        "ThreatAssessment.Read.All",
        "f8f035bb-2cce-47fb-8bf5-7baf3ecbee48",
        "reads threat assessment requests",
    ),
    PermissionRow::delegated(
        GRAPH,
        "User.Read",
        "e1fe6dd8-ba31-4d61-89e7-88639da4683d",
        "signs the person in and reads the own profile",
    ),
    PermissionRow::application(
        GRAPH,
        "User.Read.All",
        "df021288-bdef-4463-88db-98f22de89214",
        "reads every user's profile",
    ),
    PermissionRow::application(
        GRAPH,
        "UserAuthenticationMethod.Read.All",
        "38d9df27-64da-44fd-b7c5-a6fbac20248f",
        "reads which sign-in methods are registered, to find accounts without a second factor",
    ),
    PermissionRow::application(
        OFFICE_MANAGEMENT,
        "ActivityFeed.Read",
        "594c1fb6-4f81-4475-ae41-0c394909246c",
        "reads activity events of Microsoft 365 services",
    )
    .since(2),
];

pub(super) static S3: &[PermissionRow] = &[
    PermissionRow::application(
        GRAPH,
        "Directory.ReadWrite.All",
        "19dbc75e-c2e2-444c-a770-ec69d8559fc7",
        "reads the directory, and changes users and groups for account actions",
    )
    .narrower(
        "User.EnableDisableAccount.All, User.RevokeSessions.All and User.Read.All do the account \
         actions without the rest of the directory",
    ),
    PermissionRow::application(
        GRAPH,
        "User.ManageIdentities.All",
        "c529cfca-c91b-489c-af2b-d92990b66ce6",
        "changes the identities with which users sign in",
    )
    .narrower("no account action is known to need it"),
    PermissionRow::application(
        GRAPH,
        "User.ReadWrite.All",
        "741f803b-c850-494e-b5df-cde7c675a1ca",
        "disables and enables accounts and revokes sessions",
    )
    .narrower(
        "User.EnableDisableAccount.All with User.Read.All disables and enables; \
         User.RevokeSessions.All revokes sessions",
    ),
];

pub(super) static S4: &[PermissionRow] = &[
    PermissionRow::application(
        GRAPH,
        "InformationProtectionPolicy.Read.All",
        "19da66cb-0fb0-4390-b071-ebc76a349482",
        "reads published sensitivity labels",
    ),
    PermissionRow::application(
        GRAPH,
        "Organization.Read.All",
        "498476ce-e0fe-48b0-b801-37ba7e2685c6",
        "reads the tenant's name and licenses",
    ),
    PermissionRow::delegated(
        GRAPH,
        "User.Read",
        "e1fe6dd8-ba31-4d61-89e7-88639da4683d",
        "signs the person in and reads the own profile",
    ),
    PermissionRow::application(
        INFORMATION_PROTECTION,
        "UnifiedPolicy.Tenant.Read",
        "8b2071cd-015a-4025-8052-1c0dba2d3f64",
        "reads the label policies of the tenant",
    ),
    PermissionRow::application(
        RIGHTS_MANAGEMENT,
        "Content.SuperUser",
        "7347eb49-7a1a-43c5-8eac-a5cd1d1c7cf0",
        "opens encrypted files, so that data loss prevention can inspect them",
    ),
];
