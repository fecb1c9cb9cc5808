//! Lines of this program's audit log: their targets are accounts, where what was
//! done was done to one.
use serde_json::{Map, Value};

use super::names::Names;
use super::table::Row;

/// What is done to something else than an account, in OCSF's words: to an app,
/// or to the session of who is signed in.
const NO_ACCOUNT: &[&str] = &["Create", "Update", "Delete", "Logon", "Logoff"];

/// OCSF's class of changes to accounts.
const ACCOUNT_CHANGE: u64 = 3001;

/// Whether an activity is done to accounts.
pub(super) fn is_account(activity: &str) -> bool {
    !NO_ACCOUNT.contains(&activity.trim())
}

/// The target of a line of the audit log, as it is kept or as `audit show` prints
/// it; `None` where this is no such line.
pub(super) fn row(fields: &Map<String, Value>) -> Option<Row> {
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
            is_account(&activity),
            text(fields.get("targetId")),
            text(fields.get("target")),
        )
    };
    let names_any = id.is_some() || upn.as_ref().is_some_and(|upn| upn.contains('@'));
    if !is_account || !names_any {
        return Some(Row::NoAccount);
    }
    Some(Row::Names(Names {
        id,
        upn,
        mail: None,
    }))
}
