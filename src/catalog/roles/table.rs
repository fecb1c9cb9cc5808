//! Directory roles and who may act on whom, as rows.
//!
//! From Microsoft's role reference and its tables of who may reset passwords and
//! who may do sensitive actions. Rows name the role that the target holds.
use super::Role;

/// By name. A role that is not here still counts as a role of its own.
pub(super) static ROLES: &[Role] = &[
    Role::new(
        "Agent ID Administrator",
        "db506228-d27e-4b7d-95e5-295956d6615f",
        true,
    ),
    Role::new(
        "Application Administrator",
        "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3",
        true,
    ),
    Role::new(
        "Application Developer",
        "cf1c38e5-3621-4004-a7cb-879624dced7c",
        true,
    ),
    Role::new(
        "Attribute Assignment Administrator",
        "58a13ea3-c632-46ae-9ee0-9c0d43cd7f3d",
        false,
    ),
    Role::new(
        "Authentication Administrator",
        "c4e39bd9-1100-46d3-8c65-fb160da0071f",
        true,
    ),
    Role::new(
        "Cloud Application Administrator",
        "158c047a-c907-4556-b7ef-446551a6b5f7",
        true,
    ),
    Role::new(
        "Cloud Device Administrator",
        "7698a772-787b-4ac8-901f-60d6b08affd2",
        true,
    ),
    Role::new(
        "Conditional Access Administrator",
        "b1be1c3e-b65d-4f19-8427-f6fa0d97feb9",
        true,
    ),
    Role::new(
        "Directory Readers",
        "88d8e3e3-8f55-4a1e-953a-9b9898b8876b",
        false,
    ),
    Role::new(
        "Directory Synchronization Accounts",
        "d29b2b05-8046-44ba-8758-1e26182fcf32",
        false,
    ),
    Role::new(
        "Directory Writers",
        "9360feb5-f418-4baa-8175-e2a00bac4301",
        true,
    ),
    Role::new(
        "Exchange Administrator",
        "29232cdf-9323-42fd-ade2-1d097af3e4de",
        false,
    ),
    Role::new(
        "External Identity Provider Administrator",
        "be2f45a1-457d-42af-a067-6ec1fa63bc45",
        true,
    ),
    Role::new(
        "Global Administrator",
        "62e90394-69f5-4237-9190-012177145e10",
        true,
    ),
    Role::new(
        "Global Reader",
        "f2ef992c-3afb-46b9-b7cf-a126ee74c451",
        true,
    ),
    Role::new(
        "Groups Administrator",
        "fdd7a751-b60b-444a-984c-02652fe8fa1c",
        false,
    ),
    Role::new(
        "Guest Inviter",
        "95e79109-95c0-4d8e-aee3-d01accf2d47b",
        false,
    ),
    Role::new(
        "Helpdesk Administrator",
        "729827e3-9c14-49f7-bb1b-9608f156bbb8",
        true,
    ),
    Role::new(
        "Hybrid Identity Administrator",
        "8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2",
        true,
    ),
    Role::new(
        "Identity Governance Administrator",
        "45d8d3c5-c802-45c6-b32a-1d70b5e1e86e",
        false,
    ),
    Role::new(
        "Intune Administrator",
        "3a2c62db-5318-420d-8d74-23affee5d9d5",
        true,
    ),
    Role::new(
        "Message Center Reader",
        "790c1fb9-7f7d-4f88-86a1-ef1f95c05c1b",
        false,
    ),
    Role::new(
        "Password Administrator",
        "966707d0-3269-4727-9be2-8c3a10f19b9d",
        true,
    ),
    Role::new(
        "Privileged Authentication Administrator",
        "7be44c8a-adaf-4e2a-84d6-ab2649e08a13",
        true,
    ),
    Role::new(
        "Privileged Role Administrator",
        "e8611ab8-c189-46e8-94e1-60213ab1f814",
        true,
    ),
    Role::new(
        "Reports Reader",
        "4a5d8f65-41da-4de4-8968-e035b65339cf",
        false,
    ),
    Role::new(
        "Security Administrator",
        "194ae4cb-b126-40b2-bd5b-6091b380977d",
        true,
    ),
    Role::new(
        "Security Operator",
        "5f2222b1-57c3-48ba-8ad5-d4759f1fde6f",
        true,
    ),
    Role::new(
        "Security Reader",
        "5d6b6bb7-de71-4623-b4af-96380a352509",
        true,
    ),
    Role::new(
        "Usage Summary Reports Reader",
        "75934031-6c7e-415a-99d7-48dbd49e875e",
        false,
    ),
    Role::new(
        "User Administrator",
        "fe930be7-5e62-47db-91af-98c3a49a38b1",
        true,
    ),
    Role::new(
        "User Experience Success Manager",
        "27460883-1df1-4691-b032-3b79643e5e63",
        false,
    ),
];

pub(super) const FROM_AUTHENTICATION: &[&str] = &[
    "Authentication Administrator",
    "Privileged Authentication Administrator",
    "Global Administrator",
];
pub(super) const FROM_PASSWORD: &[&str] = &[
    "Password Administrator",
    "Helpdesk Administrator",
    "Authentication Administrator",
    "User Administrator",
    "Privileged Authentication Administrator",
    "Global Administrator",
];
pub(super) const FROM_AUTHENTICATION_USER: &[&str] = &[
    "Authentication Administrator",
    "User Administrator",
    "Privileged Authentication Administrator",
    "Global Administrator",
];
/// Who may act on everybody.
pub(super) const STRICTEST: &[&str] = &[
    "Privileged Authentication Administrator",
    "Global Administrator",
];
pub(super) const FROM_USER: &[&str] = &[
    "User Administrator",
    "Privileged Authentication Administrator",
    "Global Administrator",
];
pub(super) const FROM_HELPDESK: &[&str] = &[
    "Helpdesk Administrator",
    "User Administrator",
    "Privileged Authentication Administrator",
    "Global Administrator",
];
pub(super) const FROM_HELPDESK_AUTHENTICATION: &[&str] = &[
    "Helpdesk Administrator",
    "Authentication Administrator",
    "User Administrator",
    "Privileged Authentication Administrator",
    "Global Administrator",
];

/// Who may reset the password of somebody without any role.
pub(super) const RESET_NOBODY: &[&str] = FROM_PASSWORD;
/// Who may do sensitive actions on somebody without any role.
pub(super) const SENSITIVE_NOBODY: &[&str] = FROM_AUTHENTICATION_USER;

/// The target's role, who may reset its password, who may do sensitive actions.
/// Every role that is not here has the strictest row.
pub(super) static ROWS: &[(&str, &[&str], &[&str])] = &[
    (
        "Authentication Administrator",
        FROM_AUTHENTICATION,
        FROM_AUTHENTICATION,
    ),
    ("Directory Readers", FROM_PASSWORD, FROM_AUTHENTICATION_USER),
    ("Global Administrator", STRICTEST, STRICTEST),
    ("Groups Administrator", FROM_USER, FROM_USER),
    ("Guest Inviter", FROM_PASSWORD, FROM_AUTHENTICATION_USER),
    ("Helpdesk Administrator", FROM_HELPDESK, FROM_USER),
    (
        "Message Center Reader",
        FROM_HELPDESK_AUTHENTICATION,
        FROM_AUTHENTICATION_USER,
    ),
    (
        "Password Administrator",
        FROM_PASSWORD,
        FROM_AUTHENTICATION_USER,
    ),
    (
        "Privileged Authentication Administrator",
        STRICTEST,
        STRICTEST,
    ),
    ("Privileged Role Administrator", STRICTEST, STRICTEST),
    (
        "Reports Reader",
        FROM_HELPDESK_AUTHENTICATION,
        FROM_AUTHENTICATION_USER,
    ),
    (
        "Usage Summary Reports Reader",
        FROM_HELPDESK_AUTHENTICATION,
        FROM_AUTHENTICATION_USER,
    ),
    ("User Administrator", FROM_USER, FROM_USER),
    (
        "User Experience Success Manager",
        FROM_HELPDESK_AUTHENTICATION,
        FROM_AUTHENTICATION_USER,
    ),
];
