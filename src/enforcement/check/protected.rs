//! Resolves the protected accounts and groups of the settings in the directory.
//!
//! An entry that matches no account, or cannot be read, stops the run. Only an object
//! id that Graph reports as deleted is a warning.
use std::collections::BTreeMap;
use std::vec::IntoIter;

use serde::Deserialize;

use crate::context::Ctx;
use crate::context::connect::Connected;
use crate::context::failures::{exit_of, graph_failure};
use crate::domain::guard_rails::{LargeGroup, ProtectionRule};
use crate::enforcement::resolve::facts::{
    MAX_LIST_ITEMS, Reply, complete_list, list_items, parse_count,
};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::wire::User;
use crate::graph::{Answer, Call, GraphError, calls};
use crate::ids::{ObjectId, UserRef};
use crate::settings::EffectiveGuardRails;
use crate::settings::guard_rails::{Located, Source};
use crate::text::to_nfkc;

/// Graph's error code for an object that does not exist.
const NOT_FOUND: &str = "Request_ResourceNotFound";

#[derive(Deserialize)]
struct Member {
    id: ObjectId,
}

/// An entry for an account.
#[derive(Debug)]
struct AccountEntry {
    written: Located<String>,
    /// Possible meanings of the entry: its text, and the Unicode-normalized form.
    meanings: Vec<UserRef>,
}

/// The protected entries of the settings, unresolved.
#[derive(Debug)]
pub(crate) struct ProtectedEntries {
    accounts: Vec<AccountEntry>,
    groups: Vec<Located<ObjectId>>,
}

/// The resolved entries.
#[derive(Debug, Default)]
pub(crate) struct ResolvedEntries {
    /// Accounts, with the rule that protects each.
    pub accounts: BTreeMap<ObjectId, ProtectionRule>,
    /// Groups with too many members to list.
    pub large_groups: Vec<LargeGroup>,
}

impl ResolvedEntries {
    fn add(&mut self, id: ObjectId, rule: ProtectionRule) {
        let known = self.accounts.entry(id).or_insert(rule);
        *known = rule.min(*known);
    }
}

impl ProtectedEntries {
    /// Reads the entries of the effective settings.
    pub(crate) fn new(rules: &EffectiveGuardRails) -> Self {
        let accounts = rules.protected().into_iter().map(|written| {
            let text = written.value.trim();
            let mut meanings: Vec<UserRef> = Vec::new();
            for form in [text, &to_nfkc(text)] {
                if let Ok(meaning) = form.parse()
                    && !meanings.contains(&meaning)
                {
                    meanings.push(meaning);
                }
            }
            AccountEntry { written, meanings }
        });
        Self {
            accounts: accounts.collect(),
            groups: rules.protected_groups(),
        }
    }

    /// Returns the account entries with their rules.
    pub(crate) fn entry_rules(&self) -> Vec<(String, ProtectionRule)> {
        let entries = self.accounts.iter();
        entries
            .map(|one| {
                (
                    one.written.value.clone(),
                    rule_for_source(one.written.source, false),
                )
            })
            .collect()
    }

    /// Returns the calls to send along with the first reads.
    pub(crate) fn calls(&self) -> Vec<Call> {
        let accounts = self.accounts.iter().flat_map(|one| &one.meanings);
        let mut calls: Vec<Call> = accounts.flat_map(calls_for).collect();
        let groups = self.groups.iter().map(|group| &group.value);
        calls.extend(groups.map(calls::groups::transitive_members));
        calls
    }

    /// Resolves the entries from the replies to [`Self::calls`].
    ///
    /// # Errors
    /// Exit code 12 with the line to fix, if an entry matches nothing or could not be read.
    pub(crate) async fn resolve(
        &self,
        ctx: &Ctx<'_>,
        connected: &Connected,
        replies: Vec<Reply>,
    ) -> Result<ResolvedEntries, Failure> {
        let mut answers = self.calls().into_iter().zip(replies);
        let mut resolved = ResolvedEntries::default();
        let mut missing = Vec::new();
        for entry in &self.accounts {
            let shown = EntryLocation::locate(ctx, &entry.written, "protected");
            let mut found = Vec::new();
            for meaning in &entry.meanings {
                let calls = calls_for(meaning).len();
                for (call, reply) in answers.by_ref().take(calls) {
                    let read = match meaning {
                        UserRef::Id(_) => user_if_present(reply),
                        UserRef::Name(_) => complete_list(&connected.graph, &call, reply).await,
                    };
                    let read = read.map_err(|error| shown.unreadable_failure(connected, error))?;
                    found.extend(read);
                }
            }
            let rule = rule_for_source(entry.written.source, false);
            match entry.meanings.first() {
                Some(UserRef::Id(id)) if found.is_empty() => missing.push((id.clone(), shown)),
                _ if found.is_empty() => return Err(shown.invalid_entry_failure(ctx, "no account")),
                _ => {}
            }
            for user in found {
                resolved.add(user.id, rule);
            }
        }
        let answers: Vec<(Call, Reply)> = answers.collect();
        let groups = self
            .resolve_groups(ctx, connected, answers.into_iter())
            .await?;
        for (written, members) in self.groups.iter().zip(&groups.listed) {
            for id in members {
                resolved.add(id.clone(), rule_for_source(written.source, true));
            }
        }
        resolved.large_groups = groups.large;
        check_missing_ids(ctx, connected, missing, groups.missing).await?;
        Ok(resolved)
    }

    async fn resolve_groups(
        &self,
        ctx: &Ctx<'_>,
        connected: &Connected,
        mut answers: IntoIter<(Call, Reply)>,
    ) -> Result<ResolvedGroups, Failure> {
        let mut found = ResolvedGroups::default();
        for written in &self.groups {
            let shown = EntryLocation::locate(ctx, written, "protected_groups");
            let Some((call, reply)) = answers.next() else {
                return Err(Failure::new(Exit::Fault, "a batch gave too few answers"));
            };
            let mut listed = Vec::new();
            let large = has_too_many_members(connected, &written.value, &reply).await;
            if large {
                found.large.push(shown.large_group(written));
                found.listed.push(Vec::new());
                continue;
            }
            match list_items::<Member>(&connected.graph, &call, reply).await {
                Ok((members, true)) => listed.extend(members.into_iter().map(|one| one.id)),
                Ok((_, false)) => found.large.push(shown.large_group(written)),
                Err(error) if is_missing_object(&error) => {
                    found.missing.push((written.value.clone(), shown));
                }
                Err(error) => return Err(shown.unreadable_failure(connected, error)),
            }
            found.listed.push(listed);
        }
        Ok(found)
    }
}

/// The resolved groups.
#[derive(Debug, Default)]
struct ResolvedGroups {
    /// The members of each group, in order of the entries.
    listed: Vec<Vec<ObjectId>>,
    large: Vec<LargeGroup>,
    missing: Vec<(ObjectId, EntryLocation)>,
}

/// An entry and its location in a file.
#[derive(Debug)]
struct EntryLocation {
    text: String,
    place: String,
}

impl EntryLocation {
    fn locate<T: ToString>(ctx: &Ctx<'_>, written: &Located<T>, key: &str) -> Self {
        let file = match written.source {
            Source::Policy => ctx.dirs.policy.as_ref().map(|file| file.path.clone()),
            Source::BuiltIn | Source::Config => ctx
                .dirs
                .config
                .as_ref()
                .map(|folder| folder.join(crate::settings::FILE)),
        };
        let file = file.map_or_else(String::new, |path| path.to_string_lossy().into_owned());
        let line = match written.line {
            Some(line) => format!("line {line} of {file}"),
            None => file,
        };
        Self {
            text: written.value.to_string(),
            place: format!("{line} (guard_rails.{key})"),
        }
    }

    fn large_group(&self, written: &Located<ObjectId>) -> LargeGroup {
        LargeGroup {
            id: written.value.clone(),
            rule: rule_for_source(written.source, true),
            place: self.place.clone(),
        }
    }

    fn invalid_entry_failure(&self, ctx: &Ctx<'_>, what: &str) -> Failure {
        let text = format!(
            "the protected entry {} names {what}: nothing was sent",
            self.text
        );
        Failure::new(Exit::Refused, text)
            .advise(format!("correct or remove it: {}", self.place))
            .run(ctx.command("profile guard-rails"))
    }

    fn unreadable_failure(&self, connected: &Connected, error: GraphError) -> Failure {
        unreadable_entry_failure(connected, &self.text, &self.place, error)
    }
}

/// Returns the failure for an entry that could not be read, since it may protect any
/// account. Keeps the exit code of an ended session.
pub(super) fn unreadable_entry_failure(
    connected: &Connected,
    entry: &str,
    place: &str,
    error: GraphError,
) -> Failure {
    let exit = exit_of(&error);
    let what = format!("the protected entry {entry} could not be read: nothing was sent");
    let mut failure = graph_failure(what, error, Some(&connected.me));
    if exit != Exit::SignIn {
        failure.exit = Exit::Refused;
    }
    failure.advise(format!("the entry to fix, if it is wrong: {place}"))
}

/// Whether a group with several pages has too many members to list. If the count cannot
/// be read, listing decides.
async fn has_too_many_members(connected: &Connected, group: &ObjectId, reply: &Reply) -> bool {
    let more = |answer: &Answer| answer.body.get("@odata.nextLink").is_some();
    if !reply.as_ref().is_ok_and(more) {
        return false;
    }
    let replies = connected
        .graph
        .batch(&[calls::groups::count_members(group)])
        .await;
    let counted = replies.into_iter().flatten().next();
    counted
        .and_then(|answer| parse_count(&answer.body))
        .is_some_and(|members| members > MAX_LIST_ITEMS)
}

fn calls_for(meaning: &UserRef) -> Vec<Call> {
    match meaning {
        UserRef::Id(id) => vec![calls::users::by_id(id)],
        UserRef::Name(name) => vec![
            calls::users::by_name(meaning),
            calls::users::by_mail_alias(name.as_str()),
        ],
    }
}

/// Returns the user of a reply by object id; empty if it does not exist.
fn user_if_present(reply: Reply) -> Result<Vec<User>, GraphError> {
    match reply.and_then(|answer| answer.read::<User>()) {
        Ok(user) => Ok(vec![user]),
        Err(error) if is_missing_object(&error) => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

/// Whether Graph reports that the object does not exist.
fn is_missing_object(error: &GraphError) -> bool {
    error.is_not_found() && error.code() == Some(NOT_FOUND)
}

fn rule_for_source(source: Source, group: bool) -> ProtectionRule {
    match (source, group) {
        (Source::Policy, false) => ProtectionRule::PolicyEntry,
        (Source::Policy, true) => ProtectionRule::PolicyGroup,
        (Source::BuiltIn | Source::Config, false) => ProtectionRule::ConfigEntry,
        (Source::BuiltIn | Source::Config, true) => ProtectionRule::ConfigGroup,
    }
}

/// Checks object ids that were not found: deleted, or in the wrong list.
async fn check_missing_ids(
    ctx: &Ctx<'_>,
    connected: &Connected,
    accounts: Vec<(ObjectId, EntryLocation)>,
    groups: Vec<(ObjectId, EntryLocation)>,
) -> Result<(), Failure> {
    let mut calls: Vec<Call> = accounts
        .iter()
        .map(|(id, _)| calls::organization::group(id))
        .collect();
    calls.extend(groups.iter().map(|(id, _)| calls::users::by_id(id)));
    if calls.is_empty() {
        return Ok(());
    }
    let replies = connected.graph.batch(&calls).await;
    let kinds = accounts
        .iter()
        .map(|(_, shown)| (shown, "a group: it belongs to guard_rails.protected_groups"))
        .chain(
            groups
                .iter()
                .map(|(_, shown)| (shown, "an account: it belongs to guard_rails.protected")),
        );
    for ((shown, other), reply) in kinds.zip(replies) {
        match reply {
            Ok(_) => return Err(shown.invalid_entry_failure(ctx, other)),
            Err(error) if is_missing_object(&error) => ctx.io.warn(&format!(
                "warning: the protected entry {} was deleted from the tenant, and protects \
                 nothing: {}",
                shown.text, shown.place
            )),
            Err(error) => return Err(shown.unreadable_failure(connected, error)),
        }
    }
    Ok(())
}
