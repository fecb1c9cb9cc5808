//! Permissions of the other resource APIs of the simulated tenant, with their public ids.
use super::permissions::Permission;

/// The other resource APIs: application id, name, permissions.
pub(super) const OTHERS: &[(&str, &str, &[Permission])] = &[
    (
        "c5393580-f805-4401-95e8-94b7a6ef2fc2",
        "Office 365 Management APIs",
        &[(
            "ActivityFeed.Read",
            "594c1fb6-4f81-4475-ae41-0c394909246c",
            "",
            false,
        )],
    ),
    (
        "00000002-0000-0ff1-ce00-000000000000",
        "Office 365 Exchange Online",
        &[
            (
                "Calendars.Read.All",
                "2dfdc6dc-2fa7-4a2c-a922-dbd4f85d17be",
                "",
                false,
            ),
            (
                "Contacts.Read",
                "089fe4d0-434a-44c5-8827-41ba8a0b17f5",
                "",
                false,
            ),
            (
                "Exchange.ManageAsApp",
                "dc50a0fb-09a3-484d-be87-e023b12c6440",
                "",
                false,
            ),
            (
                "full_access_as_app",
                "dc890d15-9560-4a4c-9b7f-a736ec74ec40",
                "",
                false,
            ),
            (
                "Mail.Read",
                "810c84a8-4a9e-49e6-bf7d-12d183f40d01",
                "",
                false,
            ),
            (
                "MailboxSettings.Read",
                "d45fa9f8-36e5-4cd2-b601-b063c7cf9ac2",
                "",
                false,
            ),
            (
                "Organization.Read.All",
                "15f260d6-f874-4366-8672-6b3658c5a09b",
                "",
                false,
            ),
            (
                "User.Read.All",
                "bf24470f-10c1-436d-8d53-7b997eb473be",
                "",
                false,
            ),
        ],
    ),
    (
        "00000003-0000-0ff1-ce00-000000000000",
        "Office 365 SharePoint Online",
        &[(
            "Sites.FullControl.All",
            "678536fe-1083-478a-9c59-b99265e6b0d3",
            "",
            false,
        )],
    ),
    (
        "48ac35b8-9aa8-4d74-927d-1f4a14a0b239",
        "Skype and Teams Tenant Admin API",
        &[(
            "application_access",
            "15391dcf-e272-4693-b514-06792e967d66",
            "",
            false,
        )],
    ),
    (
        "00000012-0000-0000-c000-000000000000",
        "Microsoft Rights Management Services",
        &[(
            "Content.SuperUser",
            "7347eb49-7a1a-43c5-8eac-a5cd1d1c7cf0",
            "",
            false,
        )],
    ),
    (
        "870c4f2e-85b6-4d43-bdda-6ed9a579b725",
        "Microsoft Information Protection Sync Service",
        &[(
            "UnifiedPolicy.Tenant.Read",
            "8b2071cd-015a-4025-8052-1c0dba2d3f64",
            "",
            false,
        )],
    ),
];
