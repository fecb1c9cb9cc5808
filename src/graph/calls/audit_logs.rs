//! Calls on the logs of the tenant.
use jiff::Timestamp;

use crate::graph::call::{Call, literal};
use crate::ids::ObjectId;

/// Entries of a page: Graph allows 1,000 and gives as many by default.
const PAGE: &str = "999";

/// Changes of accounts, or of devices, since `since`, in pages.
pub fn directory_audits(since: Timestamp, devices: bool) -> Call {
    let category = if devices { "Device" } else { "UserManagement" };
    let since = since.strftime("%Y-%m-%dT%H:%M:%SZ");
    Call::get(&["auditLogs", "directoryAudits"])
        .query(
            "$filter",
            &format!("activityDateTime ge {since} and category eq '{category}'"),
        )
        .query("$top", PAGE)
}

/// The last sign-ins of a user since `since`, newest first: one page. It is not
/// worth a wait.
pub fn sign_ins(user: &ObjectId, since: Timestamp) -> Call {
    sign_ins_where(&format!("userId eq {}", literal(user.as_str())), since)
}

/// The same by user principal name.
pub fn sign_ins_named(name: &str, since: Timestamp) -> Call {
    sign_ins_where(&format!("userPrincipalName eq {}", literal(name)), since)
}

fn sign_ins_where(condition: &str, since: Timestamp) -> Call {
    let since = since.strftime("%Y-%m-%dT%H:%M:%SZ");
    Call::get(&["auditLogs", "signIns"])
        .query(
            "$filter",
            &format!("{condition} and createdDateTime ge {since}"),
        )
        .query("$top", "50")
        .once()
}
