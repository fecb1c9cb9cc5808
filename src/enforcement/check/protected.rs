//! Accounts that the settings protect: what each entry of the lists stands for
//! in the directory.
//!
//! An entry that names no account, or that cannot be read, stops the run: only
//! an object id that Graph says is deleted is a warning.
use std::collections::BTreeMap;
use std::vec::IntoIter;

use serde::Deserialize;

use crate::context::Ctx;
use crate::context::connect::Connected;
use crate::context::failures::{exit_of, graph_failure};
use crate::domain::guard_rails::{LargeGroup, Rule};
use crate::enforcement::resolve::facts::{MOST, Reply, count, list_up_to, whole_list};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::wire::User;
use crate::graph::{Answer, Call, GraphError, calls};
use crate::ids::{ObjectId, UserRef};
use crate::settings::EffectiveGuardRails;
use crate::settings::guard_rails::{Located, Source};
use crate::text::compatible;

/// Code of a thing that is not, or no longer, in the directory.
const NOT_FOUND: &str = "Request_ResourceNotFound";

#[derive(Deserialize)]
struct Member {
    id: ObjectId,
}

/// An entry of the list of accounts.
#[derive(Debug)]
struct Entry {
    written: Located<String>,
    /// What it can mean: the text, and the same letters in their usual form.
    meanings: Vec<UserRef>,
}

/// What the settings protect, before the directory was asked.
#[derive(Debug)]
pub(crate) struct Entries {
    accounts: Vec<Entry>,
    groups: Vec<Located<ObjectId>>,
}

/// What it stands for.
#[derive(Debug, Default)]
pub(crate) struct Resolved {
    /// Accounts, each with the rule that protects it.
    pub accounts: BTreeMap<ObjectId, Rule>,
    /// Groups with more members than are listed.
    pub large_groups: Vec<LargeGroup>,
}

impl Resolved {
    fn add(&mut self, id: ObjectId, rule: Rule) {
        let known = self.accounts.entry(id).or_insert(rule);
        *known = rule.min(*known);
    }
}

impl Entries {
    /// What the files say.
    pub(crate) fn new(rules: &EffectiveGuardRails) -> Self {
        let accounts = rules.protected().into_iter().map(|written| {
            let text = written.value.trim();
            let mut meanings: Vec<UserRef> = Vec::new();
            for form in [text, &compatible(text)] {
                if let Ok(meaning) = form.parse()
                    && !meanings.contains(&meaning)
                {
                    meanings.push(meaning);
                }
            }
            Entry { written, meanings }
        });
        Self {
            accounts: accounts.collect(),
            groups: rules.protected_groups(),
        }
    }

    /// What the entries say, with the rule that each is.
    pub(crate) fn written(&self) -> Vec<(String, Rule)> {
        let entries = self.accounts.iter();
        entries
            .map(|one| {
                (
                    one.written.value.clone(),
                    rule_of(one.written.source, false),
                )
            })
            .collect()
    }

    /// The calls that go along with the first reads.
    pub(crate) fn calls(&self) -> Vec<Call> {
        let accounts = self.accounts.iter().flat_map(|one| &one.meanings);
        let mut calls: Vec<Call> = accounts.flat_map(calls_of).collect();
        let groups = self.groups.iter().map(|group| &group.value);
        calls.extend(groups.map(calls::groups::transitive_members));
        calls
    }

    /// What they stand for, from the answers to [`Entries::calls`].
    ///
    /// # Errors
    /// Exit 12 with the line to fix, where an entry names nothing or could not
    /// be read.
    pub(crate) async fn resolve(
        &self,
        ctx: &Ctx<'_>,
        connected: &Connected,
        replies: Vec<Reply>,
    ) -> Result<Resolved, Failure> {
        let mut answers = self.calls().into_iter().zip(replies);
        let mut resolved = Resolved::default();
        let mut missing = Vec::new();
        for entry in &self.accounts {
            let shown = Shown::of(ctx, &entry.written, "protected");
            let mut found = Vec::new();
            for meaning in &entry.meanings {
                let calls = calls_of(meaning).len();
                for (call, reply) in answers.by_ref().take(calls) {
                    let read = match meaning {
                        UserRef::Id(_) => user(reply),
                        UserRef::Name(_) => whole_list(&connected.graph, &call, reply).await,
                    };
                    let read = read.map_err(|error| shown.unread(connected, error))?;
                    found.extend(read);
                }
            }
            let rule = rule_of(entry.written.source, false);
            match entry.meanings.first() {
                Some(UserRef::Id(id)) if found.is_empty() => missing.push((id.clone(), shown)),
                _ if found.is_empty() => return Err(shown.names_nothing(ctx, "no account")),
                _ => {}
            }
            for user in found {
                resolved.add(user.id, rule);
            }
        }
        let answers: Vec<(Call, Reply)> = answers.collect();
        let groups = self.groups(ctx, connected, answers.into_iter()).await?;
        for (written, members) in self.groups.iter().zip(&groups.listed) {
            for id in members {
                resolved.add(id.clone(), rule_of(written.source, true));
            }
        }
        resolved.large_groups = groups.large;
        check_deleted(ctx, connected, missing, groups.missing).await?;
        Ok(resolved)
    }

    async fn groups(
        &self,
        ctx: &Ctx<'_>,
        connected: &Connected,
        mut answers: IntoIter<(Call, Reply)>,
    ) -> Result<Groups, Failure> {
        let mut found = Groups::default();
        for written in &self.groups {
            let shown = Shown::of(ctx, written, "protected_groups");
            let Some((call, reply)) = answers.next() else {
                return Err(Failure::new(Exit::Fault, "a batch gave too few answers"));
            };
            let mut listed = Vec::new();
            let large = is_large(connected, &written.value, &reply).await;
            if large {
                found.large.push(shown.large(written));
                found.listed.push(Vec::new());
                continue;
            }
            match list_up_to::<Member>(&connected.graph, &call, reply).await {
                Ok((members, true)) => listed.extend(members.into_iter().map(|one| one.id)),
                Ok((_, false)) => found.large.push(shown.large(written)),
                Err(error) if is_deleted(&error) => {
                    found.missing.push((written.value.clone(), shown));
                }
                Err(error) => return Err(shown.unread(connected, error)),
            }
            found.listed.push(listed);
        }
        Ok(found)
    }
}

/// What was read of the protected groups.
#[derive(Debug, Default)]
struct Groups {
    /// The members of each, in the order of the groups.
    listed: Vec<Vec<ObjectId>>,
    large: Vec<LargeGroup>,
    missing: Vec<(ObjectId, Shown)>,
}

/// An entry and where it is written.
#[derive(Debug)]
struct Shown {
    text: String,
    place: String,
}

impl Shown {
    fn of<T: ToString>(ctx: &Ctx<'_>, written: &Located<T>, key: &str) -> Self {
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

    fn large(&self, written: &Located<ObjectId>) -> LargeGroup {
        LargeGroup {
            id: written.value.clone(),
            rule: rule_of(written.source, true),
            place: self.place.clone(),
        }
    }

    fn names_nothing(&self, ctx: &Ctx<'_>, what: &str) -> Failure {
        let text = format!(
            "the protected entry {} names {what}: nothing was sent",
            self.text
        );
        Failure::new(Exit::Refused, text)
            .advise(format!("correct or remove it: {}", self.place))
            .run(ctx.command("profile guard-rails"))
    }

    fn unread(&self, connected: &Connected, error: GraphError) -> Failure {
        unread(connected, &self.text, &self.place, error)
    }
}

/// The failure of an entry that could not be read: it may protect anybody. A
/// session that ended is a failure of its own.
pub(super) fn unread(
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

/// Whether a group of more than one page has more members than are listed. Where
/// the count cannot be read, listing shows it.
async fn is_large(connected: &Connected, group: &ObjectId, reply: &Reply) -> bool {
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
        .and_then(|answer| count(&answer.body))
        .is_some_and(|members| members > MOST)
}

fn calls_of(meaning: &UserRef) -> Vec<Call> {
    match meaning {
        UserRef::Id(id) => vec![calls::users::by_id(id)],
        UserRef::Name(name) => vec![
            calls::users::by_name(meaning),
            calls::users::by_mail_alias(name.as_str()),
        ],
    }
}

/// The user of an answer by object id; none where it is not in the directory.
fn user(reply: Reply) -> Result<Vec<User>, GraphError> {
    match reply.and_then(|answer| answer.read::<User>()) {
        Ok(user) => Ok(vec![user]),
        Err(error) if is_deleted(&error) => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

/// Whether Graph itself says that there is no such object.
fn is_deleted(error: &GraphError) -> bool {
    error.is_not_found() && error.code() == Some(NOT_FOUND)
}

fn rule_of(source: Source, group: bool) -> Rule {
    match (source, group) {
        (Source::Policy, false) => Rule::PolicyEntry,
        (Source::Policy, true) => Rule::PolicyGroup,
        (Source::BuiltIn | Source::Config, false) => Rule::ConfigEntry,
        (Source::BuiltIn | Source::Config, true) => Rule::ConfigGroup,
    }
}

/// Object ids that are no account, or no group: deleted, or on the wrong list.
async fn check_deleted(
    ctx: &Ctx<'_>,
    connected: &Connected,
    accounts: Vec<(ObjectId, Shown)>,
    groups: Vec<(ObjectId, Shown)>,
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
            Ok(_) => return Err(shown.names_nothing(ctx, other)),
            Err(error) if is_deleted(&error) => ctx.io.warn(&format!(
                "warning: the protected entry {} was deleted from the tenant, and protects \
                 nothing: {}",
                shown.text, shown.place
            )),
            Err(error) => return Err(shown.unread(connected, error)),
        }
    }
    Ok(())
}
