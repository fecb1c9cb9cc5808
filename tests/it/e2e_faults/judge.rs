//! The seven invariants, read off the tenant's ledger, the task and the audit
//! log of a run of the real program.
use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde_json::Value;

/// What a run left behind.
pub struct Evidence<'a> {
    /// What may be written to.
    pub accounts: &'a BTreeSet<String>,
    /// The tenant's ledger, from the beginning.
    pub ledger: &'a [Value],
    /// The audit log, as text.
    pub log: &'a str,
    /// The steps of the task; none where it never began.
    pub steps: &'a [Value],
    /// How many steps a whole task has.
    pub whole: usize,
    /// Everything that was printed or written, to look for passwords.
    pub bytes: &'a [String],
    pub passwords: &'a BTreeSet<String>,
}

type Step = (String, String);

/// A write as the tenant saw it.
#[derive(Debug)]
struct Write<'a> {
    id: &'a str,
    account: &'a str,
    applied: bool,
    at: Timestamp,
}

/// A try as the audit log has it.
#[derive(Debug)]
struct Try {
    step: Step,
    at: Timestamp,
    /// Status and OCSF outcome of its result.
    result: Option<(String, Option<u16>)>,
}

fn text<'v>(value: &'v Value, pointer: &str) -> &'v str {
    value
        .pointer(pointer)
        .and_then(Value::as_str)
        .unwrap_or_default()
}

fn writes(ledger: &[Value]) -> Vec<Write<'_>> {
    ledger
        .iter()
        .filter(|entry| entry["host"] == "graph" && entry["method"] != "GET")
        .filter(|entry| !text(entry, "/path").ends_with("$batch"))
        .map(|entry| Write {
            id: text(entry, "/clientRequestId"),
            account: text(entry, "/path").split('/').nth(3).unwrap_or_default(),
            applied: entry["applied"] == true,
            at: text(entry, "/at").parse().unwrap(),
        })
        .collect()
}

fn kind(line: &Value) -> &'static str {
    match text(line, "/activity_name") {
        "Disable" => "disable",
        "Enable" => "enable",
        "Password Reset" => "reset",
        _ => "revoke",
    }
}

/// Each try by its number, and what is wrong with the log.
fn tries(log: &str) -> Result<BTreeMap<String, Try>, String> {
    entractl::audit::verify(log).map_err(|broken| format!("I7 the chain: {broken:?}"))?;
    let mut tries: BTreeMap<String, Try> = BTreeMap::new();
    let mut begun = false;
    for line in log.lines() {
        let line: Value = serde_json::from_str(line).map_err(|error| error.to_string())?;
        crate::support::audit::assert_ocsf(&line);
        for place in ["/actor/process/pid", "/device/hostname", "/unmapped/reason"] {
            if line["class_uid"] == 3001 && line.pointer(place).is_none_or(Value::is_null) {
                return Err(format!("R52 no {place}: {line}"));
            }
        }
        let id = text(&line, "/unmapped/clientRequestId").to_owned();
        let step = (text(&line, "/user/uid").to_owned(), kind(&line).to_owned());
        match text(&line, "/unmapped/phase") {
            "intent" if crate::support::audit::is_task_event(&line) => begun = true,
            "intent" if !begun => return Err(format!("R53 a step before its task: {line}")),
            "intent" => {
                let at = text(&line, "/time_dt").parse().unwrap();
                let new = Try {
                    step,
                    at,
                    result: None,
                };
                if id.is_empty() || tries.insert(id.clone(), new).is_some() {
                    return Err(format!("I7 an intent without a number of its own: {line}"));
                }
            }
            // A step of an earlier run that nobody could try again.
            "result" if id.is_empty() => {}
            "result" => {
                let status = text(&line, "/status_code").parse().ok();
                let known = tries.get_mut(&id).filter(|one| one.step == step);
                let Some(known) = known.filter(|one| one.result.is_none()) else {
                    return Err(format!(
                        "I7 a result without an intent, or a second one: {line}"
                    ));
                };
                known.result = Some((text(&line, "/status").to_owned(), status));
            }
            _ => {}
        }
    }
    Ok(tries)
}

/// The first invariant that does not hold.
pub fn judge(evidence: &Evidence<'_>) -> Result<(), String> {
    let tries = tries(evidence.log)?;
    let writes = writes(evidence.ledger);
    let mut seen = BTreeSet::new();
    let mut applied: BTreeMap<Step, Vec<&Write<'_>>> = BTreeMap::new();
    for write in &writes {
        if !evidence.accounts.contains(write.account) {
            return Err(format!("I2 {write:?}"));
        }
        let Some(intent) = tries.get(write.id) else {
            return Err(format!("I7 no intent for {write:?}"));
        };
        if !seen.insert(write.id) || intent.step.0 != write.account {
            return Err(format!("I7 {write:?} {intent:?}"));
        }
        if intent.at > write.at {
            return Err(format!("I1 {write:?} {intent:?}"));
        }
        if write.applied {
            applied.entry(intent.step.clone()).or_default().push(write);
        }
    }
    for (id, one) in &tries {
        let definite = matches!(&one.result, Some((word, Some(200..=299))) if word == "Success");
        if definite && !writes.iter().any(|write| write.id == id && write.applied) {
            return Err(format!(
                "I7 said to be done, not in the ledger: {id} {one:?}"
            ));
        }
    }
    for (step, all) in &applied {
        // Once more only where nobody had heard of the time before.
        for write in &all[..all.len() - 1] {
            if matches!(&tries[write.id].result, Some((word, _)) if word == "Success") {
                return Err(format!("I6 {step:?} {write:?}"));
            }
        }
    }
    for password in evidence.passwords {
        if evidence.bytes.iter().any(|bytes| bytes.contains(password)) {
            return Err("I5 a password is where none may be".to_owned());
        }
    }
    steps(evidence, &tries, &applied)
}

fn steps(
    evidence: &Evidence<'_>,
    tries: &BTreeMap<String, Try>,
    applied: &BTreeMap<Step, Vec<&Write<'_>>>,
) -> Result<(), String> {
    if evidence.steps.is_empty() {
        return if applied.is_empty() {
            Ok(())
        } else {
            Err(format!("I1 no task, but {applied:?}"))
        };
    }
    let mut known = BTreeSet::new();
    for row in evidence.steps {
        let step = (
            text(row, "/accountId").to_owned(),
            text(row, "/kind").to_owned(),
        );
        if !known.insert(step.clone()) {
            return Err(format!("I3 twice: {row}"));
        }
        let was = applied.contains_key(&step);
        let own: Vec<&Try> = tries.values().filter(|one| one.step == step).collect();
        if was && row["sent"].is_null() {
            return Err(format!("I1 not marked as sent: {row}"));
        }
        let wrong = match row["outcome"].as_str() {
            // A flag that was so before is so without us: a read shows it.
            Some("done") if was_so_before(row) => false,
            Some("done") => !was,
            Some("failed" | "not-tried" | "not-possible") => was,
            // Only where some try got no definite yes.
            Some("unconfirmed") | None => {
                !own.is_empty()
                    && own
                        .iter()
                        .all(|one| matches!(&one.result, Some((word, _)) if word == "Success"))
            }
            Some(other) => panic!("{other}"),
        };
        if wrong {
            return Err(format!("I4 applied: {was}: {row} {own:?}"));
        }
    }
    if known.len() != evidence.whole {
        return Err(format!("I3 {} of {} rows", known.len(), evidence.whole));
    }
    Ok(())
}

/// Whether an account had the flag of a step before the step.
fn was_so_before(row: &Value) -> bool {
    let wanted = match row["kind"].as_str() {
        Some("enable") => true,
        Some("disable") => false,
        _ => return false,
    };
    row["prior"]["accountEnabled"] == wanted
}
