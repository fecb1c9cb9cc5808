//! `audit show`: actions from this machine, newest first.
use schemars::JsonSchema;
use serde::Serialize;

use super::fault::Fault;
use crate::domain::audit_entry::{Entry, Outcome};
use crate::ids::TenantId;
use crate::output::Report;
use crate::output::view::{Cell, Table, Tone, View};
use crate::text::moment;

/// Maximum number of notes below the table.
const MAX_NOTES: usize = 20;

/// Lines of the audit log, newest first.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AuditShow {
    /// Id of the tenant; null if this machine has no audit log.
    pub tenant: Option<TenantId>,
    /// Path of the log; null if there is none.
    pub file: Option<String>,
    /// Damage found in the log, if any.
    pub fault: Option<Fault>,
    /// The lines that match the filter, up to the limit.
    pub lines: Vec<Entry>,
    /// Number of lines that match the filter.
    pub matching: u64,
    /// Number of lines in the log.
    pub total: u64,
    /// Commands to run next.
    pub next: Vec<String>,
}

fn outcome_cell(outcome: Outcome) -> Cell {
    let (text, tone) = match outcome {
        Outcome::Intended => ("intended", Tone::Dim),
        Outcome::Done => ("done", Tone::Good),
        Outcome::Failed => ("failed", Tone::Bad),
        Outcome::Unknown => ("not known", Tone::Warning),
        Outcome::NotSent => ("not sent", Tone::Dim),
        Outcome::NotPossible => ("not possible", Tone::Warning),
        Outcome::Refused => ("refused", Tone::Warning),
        Outcome::DryRun => ("dry run", Tone::Dim),
    };
    Cell::new(text, tone)
}

/// Returns the action, followed by its step if the line is about one.
fn action_text(entry: &Entry) -> String {
    let step = match entry.activity.as_str() {
        _ if entry.prior.is_none() => None,
        "Disable" => Some("block sign-in"),
        "Enable" => Some("unblock sign-in"),
        "Password Reset" => Some("reset password"),
        "Other" => Some("revoke sessions"),
        _ => None,
    };
    match step {
        Some(step) => format!("{}: {step}", entry.action),
        None => entry.action.clone(),
    }
}

/// Returns the action, followed by `target` if there is one.
fn action_and_target(entry: &Entry, target: Option<&str>) -> String {
    let action = action_text(entry);
    match target {
        Some(target) if target != action => format!("{action}, {target}"),
        _ => action,
    }
}

fn actor_text(entry: &Entry) -> String {
    let name = entry.actor.as_ref().unwrap_or(&entry.actor_id);
    match (name.as_str(), &entry.os_user) {
        ("local", Some(user)) => format!("user {user} of this machine, not signed in"),
        ("local", None) => "a user of this machine, not signed in".to_owned(),
        (name, _) => name.to_owned(),
    }
}

/// Consecutive lines with the same actor and reason.
struct Group {
    newest: u64,
    oldest: u64,
    by: String,
    why: Option<String>,
}

impl Group {
    fn sentence(&self) -> String {
        let lines = if self.newest == self.oldest {
            format!("line {}", self.newest)
        } else {
            format!("lines {} to {}", self.oldest, self.newest)
        };
        match &self.why {
            Some(why) => format!("{lines}: by {}, because of {why}", self.by),
            None => format!("{lines}: by {}", self.by),
        }
    }
}

impl AuditShow {
    /// Groups consecutive lines that have the same actor and reason.
    fn groups(&self) -> Vec<Group> {
        let mut found: Vec<Group> = Vec::new();
        for entry in &self.lines {
            let (by, why) = (actor_text(entry), entry.reason.clone());
            match found.last_mut() {
                Some(last) if last.by == by && last.why == why => last.oldest = entry.sequence,
                _ => found.push(Group {
                    newest: entry.sequence,
                    oldest: entry.sequence,
                    by,
                    why,
                }),
            }
        }
        found
    }
}

impl Report for AuditShow {
    fn view(&self) -> View {
        let mut view = View::new();
        if let Some(fault) = &self.fault {
            view = view.text(fault.sentence());
        }
        if self.total == 0 {
            let text = "Nothing was done from this machine yet: the audit log is empty.";
            return match self.fault {
                Some(_) => view,
                None => view.text(text),
            }
            .commands(&self.next);
        }
        if self.lines.is_empty() {
            let text = match self.total {
                1 => "The audit log has 1 line, and it is not as asked for.".to_owned(),
                many => format!("The audit log has {many} lines, and none is as asked for."),
            };
            return view.text(text).commands(&self.next);
        }
        let mut groups = self.groups();
        let mut facts: Vec<(&'static str, Cell)> = Vec::new();
        if let [one] = groups.as_slice() {
            facts.push(("By", one.by.clone().into()));
            facts.extend(one.why.clone().map(|why| ("Why", why.into())));
            groups.clear();
        }
        let mut table = Table::new(&[
            ("Line", "sequence"),
            ("Time", "time"),
            ("Outcome", "outcome"),
            ("What", ""),
            ("", "action"),
            ("", "target"),
            ("", "actor"),
            ("", "reason"),
            ("", "actorId"),
            ("", "targetId"),
            ("", "task"),
            ("", "requestId"),
            ("", "detail"),
            ("", "hash"),
            ("", "activity"),
        ]);
        let given = |text: &Option<String>| Cell::from(text.clone().unwrap_or_default());
        for entry in &self.lines {
            let target = entry.target.clone().or_else(|| entry.target_id.clone());
            table.row([
                entry.sequence.to_string().into(),
                moment(entry.time).into(),
                outcome_cell(entry.outcome),
                action_and_target(entry, target.as_deref()).into(),
                action_text(entry).into(),
                target.unwrap_or_default().into(),
                actor_text(entry).into(),
                given(&entry.reason),
                entry.actor_id.clone().into(),
                given(&entry.target_id),
                entry
                    .task
                    .map(|task| task.to_string())
                    .unwrap_or_default()
                    .into(),
                given(&entry.request_id),
                given(&entry.detail),
                entry.hash.clone().into(),
                entry.activity.as_str().into(),
            ]);
        }
        let details = self.lines.iter().filter_map(|entry| {
            let detail = entry.detail.as_ref()?;
            let text = format!("line {}: {detail}", entry.sequence);
            Some(Cell::new(text, outcome_cell(entry.outcome).tone))
        });
        let shown = u64::try_from(self.lines.len()).unwrap_or(u64::MAX);
        view = view.facts(facts).table(table).list(
            groups
                .iter()
                .map(|group| Cell::from(group.sentence()))
                .chain(details)
                .take(MAX_NOTES),
        );
        if shown < self.matching {
            view = view.text(Cell::dim(format!(
                "{shown} of {} lines; --limit shows more",
                self.matching
            )));
        }
        view.commands(&self.next)
    }
}
