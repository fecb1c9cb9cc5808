//! Lines of this program's audit log as a list of accounts.
use serde_json::{Map, Value};

use super::names::AccountNames;
use super::table::RecordTarget;

/// OCSF activities whose target is not an account, but an app or the user's own
/// session.
const NO_ACCOUNT: &[&str] = &["Create", "Update", "Delete", "Logon", "Logoff"];

/// OCSF's class *Account Change*.
const ACCOUNT_CHANGE: u64 = 3001;

/// Whether the target of an activity is an account.
pub(super) fn is_account_activity(activity: &str) -> bool {
    !NO_ACCOUNT.contains(&activity.trim())
}

/// Returns the target of a line of the audit log, as stored or as printed by `audit show`;
/// `None` if the fields are not those of such a line.
pub(super) fn parse_record(fields: &Map<String, Value>) -> Option<RecordTarget> {
    let text = |value: Option<&Value>| {
        let text = value.and_then(Value::as_str).map(str::trim);
        text.filter(|text| !text.is_empty()).map(str::to_owned)
    };
    let (is_account, id, upn) = if let Some(class) = fields.get("class_uid") {
        fields.get("unmapped")?.get("phase")?;
        let user = fields.get("user");
        let of = |name| text(user.and_then(|user| user.get(name)));
        (
            class.as_u64() == Some(ACCOUNT_CHANGE),
            of("uid"),
            of("name"),
        )
    } else {
        let kept = ["sequence", "outcome", "actorId", "targetId", "hash"];
        if !kept.iter().all(|name| fields.contains_key(*name)) {
            return None;
        }
        let activity = text(fields.get("activity")).unwrap_or_default();
        (
            is_account_activity(&activity),
            text(fields.get("targetId")),
            text(fields.get("target")),
        )
    };
    let names_any = id.is_some() || upn.as_ref().is_some_and(|upn| upn.contains('@'));
    if !is_account || !names_any {
        return Some(RecordTarget::NoAccount);
    }
    Some(RecordTarget::Names(AccountNames {
        id,
        upn,
        mail: None,
    }))
}
