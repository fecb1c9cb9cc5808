//! The permissions of set S5, which reads connected services.
//!
//! Ids are Microsoft's; the reasons are ours. Sorted by API and name within a set.
use super::{EXCHANGE, GRAPH, PermissionRow, SHAREPOINT, TEAMS_ADMIN};

pub(super) static S5: &[PermissionRow] = &[
    PermissionRow::application(
        GRAPH,
        "Calendars.Read",
        "798ee544-9d2d-430c-a058-570e29e34338",
        "reads calendars, to find ones that are shared too widely",
    )
    .since(2),
    PermissionRow::application(
        GRAPH,
        "ChannelSettings.Read.All",
        "c97b873f-f59f-49aa-8a0e-52b32d762124",
        "reads settings of Teams channels",
    )
    .since(2),
    PermissionRow::application(
        GRAPH,
        "Group.Read.All",
        "5b567255-7703-4780-807c-7be8301ae99b",
        "reads groups and their owners",
    )
    .narrower(
        "GroupMember.Read.All lists groups and their members without mail and files of the \
         groups",
    )
    .since(2),
    PermissionRow::application(
        GRAPH,
        "Mail.Read",
        "810c84a8-4a9e-49e6-bf7d-12d183f40d01",
        "reads mail, to find risky rules and messages",
    )
    .narrower("Mail.ReadBasic.All reads headers without bodies and attachments")
    .since(2),
    PermissionRow::application(
        GRAPH,
        "MailboxSettings.Read",
        "40f97065-369a-49f4-947c-6a255697ae91",
        "reads mailbox settings and inbox rules",
    )
    .since(2),
    PermissionRow::application(
        GRAPH,
        "Organization.Read.All",
        "498476ce-e0fe-48b0-b801-37ba7e2685c6",
        "reads the tenant's name and licenses",
    )
    .since(2),
    PermissionRow::application(
        GRAPH,
        "Reports.Read.All",
        "230c1aed-a721-4c5d-9cb4-a90514e508ef",
        "reads usage reports of Microsoft 365",
    )
    .since(2),
    PermissionRow::application(
        GRAPH,
        "TeamMember.Read.All",
        "660b7406-55f1-41ca-a0ed-0b035e182f3e",
        "reads members and guests of teams",
    )
    .since(2),
    PermissionRow::application(
        GRAPH,
        "TeamSettings.Read.All",
        "242607bd-1d2c-432c-82eb-bdb27baa23ab",
        "reads settings of teams",
    )
    .since(2),
    PermissionRow::application(
        GRAPH,
        "User.Read.All",
        "df021288-bdef-4463-88db-98f22de89214",
        "reads every user's profile",
    )
    .since(2),
    PermissionRow::application(
        EXCHANGE,
        "Calendars.Read.All",
        "2dfdc6dc-2fa7-4a2c-a922-dbd4f85d17be",
        "reads calendars through Exchange",
    )
    .narrower("Calendars.Read of Graph, which this set asks for as well")
    .since(2),
    PermissionRow::application(
        EXCHANGE,
        "Contacts.Read",
        "089fe4d0-434a-44c5-8827-41ba8a0b17f5",
        "reads contacts through Exchange",
    )
    .since(2),
    PermissionRow::application(
        EXCHANGE,
        "Exchange.ManageAsApp",
        "dc50a0fb-09a3-484d-be87-e023b12c6440",
        "runs Exchange Online PowerShell, to read its configuration",
    )
    .narrower(
        "the same permission with Global Reader on the service principal reads without changing",
    )
    .since(2),
    PermissionRow::application(
        EXCHANGE,
        "full_access_as_app",
        "dc890d15-9560-4a4c-9b7f-a736ec74ec40",
        "opens mailboxes through Exchange Web Services",
    )
    .narrower("role-based access control for applications limits it to chosen mailboxes")
    .since(2),
    PermissionRow::application(
        EXCHANGE,
        "Mail.Read",
        "810c84a8-4a9e-49e6-bf7d-12d183f40d01",
        "reads mail through Exchange",
    )
    .narrower("Mail.ReadBasic.All of Graph reads headers without bodies and attachments")
    .since(2),
    PermissionRow::application(
        EXCHANGE,
        "MailboxSettings.Read",
        "d45fa9f8-36e5-4cd2-b601-b063c7cf9ac2",
        "reads mailbox settings through Exchange",
    )
    .since(2),
    PermissionRow::application(
        EXCHANGE,
        "Organization.Read.All",
        "15f260d6-f874-4366-8672-6b3658c5a09b",
        "reads the organization's configuration through Exchange",
    )
    .since(2),
    PermissionRow::application(
        EXCHANGE,
        "User.Read.All",
        "bf24470f-10c1-436d-8d53-7b997eb473be",
        "reads users through Exchange",
    )
    .since(2),
    PermissionRow::application(
        SHAREPOINT,
        "Sites.FullControl.All",
        "678536fe-1083-478a-9c59-b99265e6b0d3",
        "reads sharing and permissions of every site, which SharePoint shows only to full \
         control",
    )
    .narrower("Sites.Selected reaches only sites that are named")
    .since(2),
    PermissionRow::application(
        TEAMS_ADMIN,
        "application_access",
        "15391dcf-e272-4693-b514-06792e967d66",
        "reads the configuration of Teams",
    )
    .since(2),
];
