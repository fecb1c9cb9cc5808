//! The permission sets S1 to S5, without their permissions.
use super::permissions::{S1, S2, S3, S4};
use super::permissions_services::S5;
use super::{Need, SetRow, SettingRow};

const PASSWORD_ADMINISTRATOR: SettingRow = SettingRow {
    role: "966707d0-3269-4727-9be2-8c3a10f19b9d",
    name: "Password Administrator",
    need: Need::Wanted,
    why: "without it the vendor's forced password resets fail",
};

const GLOBAL_READER: SettingRow = SettingRow {
    role: "f2ef992c-3afb-46b9-b7cf-a126ee74c451",
    name: "Global Reader",
    need: Need::Advised,
    why: "the vendor advises it to read more user data; what exactly it does not say",
};

/// In the vendor's order.
pub(super) static SETS: &[SetRow] = &[
    SetRow {
        id: "s1",
        slug: "read-directory",
        name: "Read directory data",
        since: 1,
        permissions: S1,
        settings: &[],
        notes: &[],
    },
    SetRow {
        id: "s2",
        slug: "read-activity",
        name: "Read user and device information, cloud app data, and activity data",
        since: 1,
        permissions: S2,
        settings: &[GLOBAL_READER],
        notes: &[
            "Sign-ins and authentication methods need Entra ID P1 or P2, risk detections P2: \
             without the license the fields stay empty.",
        ],
    },
    SetRow {
        id: "s3",
        slug: "account-actions",
        name: "Read directory data and perform account management actions",
        since: 1,
        permissions: S3,
        settings: &[PASSWORD_ADMINISTRATOR],
        notes: &[
            "It has no User.RevokeSessions.All, which is the only permission that Microsoft \
             lists for revoking sessions of the narrow kind; the wide ones in the set do it \
             instead.",
            "For password resets the vendor asks for Password Administrator, Microsoft's page \
             for User-PasswordProfile.ReadWrite.All and at least User Administrator; what Graph \
             answers decides.",
        ],
    },
    SetRow {
        id: "s4",
        slug: "read-protected-content",
        name: "Read protected content and sensitivity label information",
        since: 1,
        permissions: S4,
        settings: &[],
        notes: &[
            "The vendor does not name the APIs of Content.SuperUser and \
             UnifiedPolicy.Tenant.Read; these are the only ones that have them.",
        ],
    },
    SetRow {
        id: "s5",
        slug: "read-connected-services",
        name: "Read security posture, compliance, and directory data from connected SaaS \
             applications",
        since: 2,
        permissions: S5,
        settings: &[],
        notes: &["The widest of the sets: it can open every mailbox and every site."],
    },
];
