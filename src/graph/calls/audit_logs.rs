//! Calls on the logs of the tenant.
use jiff::Timestamp;

use crate::graph::call::{Call, odata_literal};
use crate::ids::ObjectId;

/// Entries per page, at most 1,000.
const PAGE: &str = "999";

/// Changes of accounts (or `devices`) since `since`, in pages.
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

/// Reads one page of the sign-ins of a user since `since`, newest first.
pub fn sign_ins(user: &ObjectId, since: Timestamp) -> Call {
    sign_ins_where(
        &format!("userId eq {}", odata_literal(user.as_str())),
        since,
    )
}

/// Reads one page of sign-ins as [`sign_ins`] does, by user principal name.
pub fn sign_ins_by_upn(name: &str, since: Timestamp) -> Call {
    sign_ins_where(
        &format!("userPrincipalName eq {}", odata_literal(name)),
        since,
    )
}

fn sign_ins_where(condition: &str, since: Timestamp) -> Call {
    let since = since.strftime("%Y-%m-%dT%H:%M:%SZ");
    Call::get(&["auditLogs", "signIns"])
        .query(
            "$filter",
            &format!("{condition} and createdDateTime ge {since}"),
        )
        .query("$top", "50")
        .no_retry()
}
