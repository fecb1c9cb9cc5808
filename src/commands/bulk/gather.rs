//! From a list to rows: everybody is looked up in batches and judged, before
//! anything is sent.
use std::collections::BTreeSet;

use super::tenancy::Tenancy;
use crate::commands::connect::Connected;
use crate::commands::users::facts::{self, whole_list};
use crate::commands::users::preflight::{How, how};
use crate::domain::account::Account;
use crate::domain::bulk::Row;
use crate::domain::guard_rails::{self, Why};
use crate::domain::ids::{ObjectId, UserRef};
use crate::domain::list::Entry;
use crate::domain::task::{Action, StepKind};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::calls;
use crate::graph::wire::User;

/// Names that are looked up before the next ones are: what is read of them is
/// held only so long.
const AT_A_TIME: usize = 240;

/// Why a line of the list cannot be carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Bad {
    /// It is no user, nobody, or more than one.
    Line(String),
    /// Nobody is called so.
    Nobody,
    /// A guard-rail.
    Guarded(Why),
    /// It holds a directory role: such accounts are only touched when typed.
    Role,
    /// It could activate one.
    Eligible,
    /// Graph cannot do this to the account.
    NotPossible(&'static str),
}

impl Bad {
    /// The reason, as the rest of a sentence about the account.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Line(why) => why.clone(),
            Self::Nobody => "nobody in the tenant is called so".to_owned(),
            Self::Guarded(why) => format!("it {}", why.sentence()),
            Self::Role => "it holds a directory role, or is in or owns a group that roles can \
                           be given to: name it on the command line"
                .to_owned(),
            Self::Eligible => {
                "it could activate a directory role: name it on the command line".to_owned()
            }
            Self::NotPossible(why) => (*why).to_owned(),
        }
    }

    /// Whether it is a guard-rail rather than a mistake in the list.
    pub(crate) fn is_guard_rail(&self) -> bool {
        matches!(self, Self::Guarded(_) | Self::Role | Self::Eligible)
    }
}

/// A line that cannot be carried out.
#[derive(Debug)]
pub(crate) struct BadLine {
    /// Number of the line, from 1.
    pub line: usize,
    /// What it says, as far as it can be read.
    pub user: String,
    /// The account, where there is one.
    pub id: Option<ObjectId>,
    /// Why.
    pub why: Bad,
}

/// A judged list.
#[derive(Debug, Default)]
pub(crate) struct Judged {
    /// The accounts, each once, in the order of the list.
    pub rows: Vec<Row>,
    /// The lines that cannot be carried out.
    pub bad: Vec<BadLine>,
    /// Lines that name an account that an earlier line names.
    pub repeated: usize,
}

/// What a list is judged by.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rules<'a> {
    pub action: Action,
    pub new_password: bool,
    pub tenancy: &'a Tenancy,
    pub connected: &'a Connected,
}

/// Looks up and judges every line.
///
/// # Errors
/// Where the directory could not be asked: that is no fault of a line.
pub(crate) async fn judge(rules: Rules<'_>, entries: Vec<Entry>) -> Result<Judged, Failure> {
    let mut judged = Judged::default();
    let mut seen: BTreeSet<ObjectId> = BTreeSet::new();
    let mut names: BTreeSet<String> = BTreeSet::new();
    let mut entries = entries.into_iter().peekable();
    while entries.peek().is_some() {
        let mut asked: Vec<(usize, UserRef)> = Vec::new();
        for entry in entries.by_ref().take(AT_A_TIME) {
            match entry.user {
                Ok(user) if !names.insert(user.as_str().to_lowercase()) => judged.repeated += 1,
                Ok(user) => asked.push((entry.line, user)),
                Err(why) => judged.bad.push(BadLine {
                    line: entry.line,
                    user: String::new(),
                    id: None,
                    why: Bad::Line(why),
                }),
            }
        }
        let calls = asked.iter().map(|(_, user)| calls::users::named(user));
        let replies = rules.connected.graph.read_many(calls.collect()).await;
        if replies.len() != asked.len() {
            return Err(Failure::new(Exit::Fault, "a batch gave too few answers"));
        }
        for ((line, user), reply) in asked.into_iter().zip(replies) {
            let call = calls::users::named(&user);
            let found: Vec<User> = whole_list(&rules.connected.graph, &call, reply)
                .await
                .map_err(|error| {
                    let what = format!("{user} could not be read: nothing was sent");
                    crate::commands::failures::graph_failure(what, error, Some(&rules.connected.me))
                })?;
            let mut bad = |id: Option<ObjectId>, why| {
                judged.bad.push(BadLine {
                    line,
                    user: user.as_str().to_owned(),
                    id,
                    why,
                });
            };
            let mut found = found.into_iter();
            match (found.next(), found.next()) {
                (None, _) => bad(None, Bad::Nobody),
                (Some(_), Some(_)) => bad(
                    None,
                    Bad::Line("it stands for several accounts: use object ids".to_owned()),
                ),
                (Some(one), None) => {
                    check_answer(&user, &one)?;
                    if seen.contains(&one.id) {
                        judged.repeated += 1;
                        continue;
                    }
                    let account = account(&rules, one);
                    match against(&rules, &account, user.as_str()) {
                        Some(why) => bad(Some(account.id.clone()), why),
                        None => judged.rows.extend(Row::of(&account)),
                    }
                    seen.insert(account.id);
                }
            }
        }
    }
    Ok(judged)
}

/// An answer must be about whom was asked for.
fn check_answer(asked: &UserRef, found: &User) -> Result<(), Failure> {
    let same = |name: &str, other: &str| name.to_lowercase() == other.to_lowercase();
    let fits = match asked {
        UserRef::Id(id) => *id == found.id,
        UserRef::Name(name) => {
            same(name, &found.user_principal_name)
                || found.mail.as_deref().is_some_and(|mail| same(name, mail))
        }
    };
    if fits {
        return Ok(());
    }
    Err(Failure::new(
        Exit::Untrusted,
        format!(
            "asked for {asked}, Graph answered with {}",
            found.user_principal_name
        ),
    ))
}

/// The account with roles as far as the tenant-wide reads tell: none, unless
/// it is among those who hold one.
fn account(rules: &Rules<'_>, user: User) -> Account {
    let domains = rules.tenancy.domains.as_deref();
    let held = rules.tenancy.privileged.as_ref().map(|_| Vec::new());
    let mut account = facts::account(user, held, None, domains);
    account.role_assignable_group = rules.tenancy.privileged.as_ref().map(|_| false);
    account.owns_role_group = account.role_assignable_group;
    account.eligible = rules.tenancy.watch.eligible.as_ref().map(|_| false);
    account
}

/// Why nothing is done to an account; `None`: it is.
pub(crate) fn against(rules: &Rules<'_>, account: &Account, typed: &str) -> Option<Bad> {
    let me = &rules.connected.me;
    let one = [(account.clone(), typed.to_owned())];
    let refusals = guard_rails::check(rules.action, &one, &me.object_id, &rules.tenancy.watch);
    if let Some(refusal) = refusals.first() {
        return Some(Bad::Guarded(refusal.why));
    }
    match &rules.tenancy.privileged {
        None => return Some(Bad::Guarded(Why::RolesUnread)),
        Some(holders) if holders.contains(&account.id) => return Some(Bad::Role),
        Some(_) => {}
    }
    match &rules.tenancy.watch.eligible {
        None if rules.tenancy.require_eligibility => {
            return Some(Bad::Guarded(Why::EligibilityUnread));
        }
        Some(eligible) if eligible.contains(&account.id) => return Some(Bad::Eligible),
        None | Some(_) => {}
    }
    if rules.action == Action::ResetPassword
        && let How::NotPossible(why) =
            how(account, StepKind::Reset, rules.new_password, me.app_only)
    {
        return Some(Bad::NotPossible(why));
    }
    None
}
