//! From a list to rows: everybody is looked up in batches and judged, before
//! anything is sent.
use std::collections::BTreeMap;

use super::position::Position;
use super::renamed::{self, Doubtful, Notes};
use crate::context::connect::Connected;
use crate::domain::account::Account;
use crate::domain::bulk::Row;
use crate::domain::guard_rails::{self, Rule, Why};
use crate::domain::restricted::{self, Unit};
use crate::domain::task::{Action, StepKind};
use crate::enforcement::check::tenant_facts::Tenancy;
use crate::enforcement::check::{large_groups, units};
use crate::enforcement::plan::account_plan::{How, how};
use crate::enforcement::resolve::facts::{self, whole_list};
use crate::enforcement::resolve::list_source::Entries;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::bulk::ReadPipeline;
use crate::graph::calls;
use crate::graph::wire::User;
use crate::ids::{ObjectId, UserRef};
use crate::journal::{JournalError, StagingTable};

/// Lines whose restricted units are read: one batch of them.
const MAX_UNITS: usize = 20;

/// Why a line of the list cannot be processed.
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
    /// It is in these restricted management administrative units.
    Restricted(Vec<Unit>),
    /// Graph cannot do this to the account.
    NotPossible(&'static str),
}

impl Bad {
    /// The reason, as the rest of a sentence about the account.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Line(why) => why.clone(),
            Self::Nobody => "not found in this tenant".to_owned(),
            Self::Guarded(why) => format!("it {}", why.sentence()),
            Self::Role => "it holds a directory role, or is in or owns a group that roles can \
                           be given to: name it on the command line"
                .to_owned(),
            Self::Eligible => {
                "it is eligible for a directory role: name it on the command line".to_owned()
            }
            Self::Restricted(units) => {
                format!("{}: name it on the command line", restricted::needs(units))
            }
            Self::NotPossible(why) => (*why).to_owned(),
        }
    }

    /// Whether it is a guard-rail rather than a mistake in the list.
    pub(crate) fn is_guard_rail(&self) -> bool {
        matches!(
            self,
            Self::Guarded(_) | Self::Role | Self::Eligible | Self::Restricted(_)
        )
    }
}

/// A record that cannot be carried out.
#[derive(Debug)]
pub(crate) struct BadLine {
    /// Where it stands in the list.
    pub at: Position,
    /// What it says, as far as it can be read.
    pub user: String,
    /// The account, where there is one.
    pub id: Option<ObjectId>,
    /// Why.
    pub why: Bad,
}

/// A judged list.
#[derive(Debug)]
pub(crate) struct Judged {
    /// The accounts, each once, in the order of the list.
    pub rows: StagingTable,
    /// The lines that cannot be processed.
    pub bad: Vec<BadLine>,
    /// Lines that name an account that an earlier line names.
    pub repeated: usize,
    /// What to know of the list before agreeing.
    pub notes: Notes,
    /// Accounts of the batch at hand that are in a protected group too large to list.
    in_large_groups: BTreeMap<ObjectId, Rule>,
}

/// A record whose account is looked up.
pub(crate) struct Asked {
    pub(super) at: Position,
    pub(super) user: UserRef,
    pub(super) beside: Option<String>,
}

/// What a list is judged by.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rules<'a> {
    pub action: Action,
    pub new_password: bool,
    pub tenancy: &'a Tenancy,
    pub connected: &'a Connected,
}

/// Looks up and judges every line; `progress` is told how far it is.
///
/// # Errors
/// Where the list or the directory could not be read: that is no fault of a
/// line.
pub(crate) async fn judge(
    rules: Rules<'_>,
    mut entries: Entries,
    mut progress: impl FnMut(usize),
) -> Result<Judged, Failure> {
    let mut judged = Judged {
        rows: StagingTable::new()?,
        bad: Vec::new(),
        repeated: 0,
        notes: Notes::default(),
        in_large_groups: BTreeMap::new(),
    };
    let mut reads = ReadPipeline::new(&rules.connected.graph);
    loop {
        let mut unread = None;
        reads.fill(|| match judged.next(&mut entries) {
            Ok(Some(asked)) => {
                let call = calls::users::by_name(&asked.user);
                Some((asked, call))
            }
            Ok(None) => None,
            Err(failure) => {
                unread = Some(failure);
                None
            }
        });
        if let Some(failure) = unread {
            return Err(failure);
        }
        let Some(read) = reads.next().await else {
            break;
        };
        let read = read.map_err(|_| Failure::new(Exit::Fault, "a batch gave no answers"))?;
        let mut found_all = Vec::new();
        for (asked, reply) in read {
            let user = &asked.user;
            let call = calls::users::by_name(user);
            let found: Vec<User> = whole_list(&rules.connected.graph, &call, reply)
                .await
                .map_err(|error| {
                    let what = format!("{user} could not be read: nothing was sent");
                    crate::context::failures::graph_failure(what, error, Some(&rules.connected.me))
                })?;
            progress(asked.at.line);
            found_all.push((asked, found));
        }
        let found = found_all.iter().flat_map(|(_, found)| found);
        let ids: Vec<ObjectId> = found.map(|user| user.id.clone()).collect();
        let large = &rules.tenancy.watch.protected.large_groups;
        judged.in_large_groups = large_groups::members(rules.connected, large, &ids).await?;
        let mut doubtful = Vec::new();
        for (asked, found) in found_all {
            doubtful.extend(judged.take(rules, asked, found)?);
        }
        renamed::decide(&mut judged, rules, doubtful).await?;
    }
    judged.notes.no_account = entries.no_account();
    judged.name_units(rules.connected).await;
    // By time of reading, a line that is no name came before its neighbours.
    judged.bad.sort_by_key(|bad| bad.at.line);
    Ok(judged)
}

impl Judged {
    /// The next line that somebody is to be looked up for.
    fn next(&mut self, entries: &mut Entries) -> Result<Option<Asked>, Failure> {
        while let Some(entry) = entries.next()? {
            let (at, user, beside) = Position::of(entry);
            match user {
                Ok(user) if self.is_new(&user, beside.as_deref())? => {
                    return Ok(Some(Asked { at, user, beside }));
                }
                Ok(_) => self.repeated += 1,
                Err(why) => self.bad.push(BadLine {
                    at,
                    user: String::new(),
                    id: None,
                    why: Bad::Line(why),
                }),
            }
        }
        Ok(None)
    }

    /// Whether no line before says the same of the same.
    fn is_new(&mut self, user: &UserRef, beside: Option<&str>) -> Result<bool, JournalError> {
        match beside {
            // No name has a space in it.
            Some(beside) => self.rows.insert_name(&format!("{user} {beside}")),
            None => self.rows.insert_name(user.as_str()),
        }
    }

    /// Takes in the account of a line; returns it where the name beside its
    /// object id is not one of that account.
    fn take(
        &mut self,
        rules: Rules<'_>,
        asked: Asked,
        found: Vec<User>,
    ) -> Result<Option<Doubtful>, Failure> {
        let mut found = found.into_iter();
        let (id, why) = match (found.next(), found.next()) {
            (None, _) => (None, Bad::Nobody),
            (Some(_), Some(_)) => {
                let why = "it matches several accounts: use object ids";
                (None, Bad::Line(why.to_owned()))
            }
            (Some(one), None) => {
                check_answer(&asked.user, &one)?;
                if asked.beside.as_deref().is_none_or(|name| is_of(&one, name)) {
                    self.accept(rules, asked, one)?;
                    return Ok(None);
                }
                return Ok(Some(Doubtful { asked, found: one }));
            }
        };
        self.leave_out(asked, id, why);
        Ok(None)
    }

    /// Takes in a record of which the account is certain.
    pub(super) fn accept(
        &mut self,
        rules: Rules<'_>,
        asked: Asked,
        user: User,
    ) -> Result<(), Failure> {
        if !self.rows.insert_account(&user.id)? {
            self.repeated += 1;
            return Ok(());
        }
        let account = account(&rules, user);
        let by_group = self.in_large_groups.get(&account.id);
        let by_group = by_group.map(|rule| Bad::Guarded(Why::Protected(*rule)));
        let why = by_group.or_else(|| against(&rules, &account, asked.user.as_str()));
        let Some(why) = why else {
            if let Some(row) = Row::of(&account) {
                self.rows.push(&row)?;
            }
            return Ok(());
        };
        self.leave_out(asked, Some(account.id), why);
        Ok(())
    }

    /// Names the restricted units of accounts that are left out for them.
    async fn name_units(&mut self, connected: &Connected) {
        let restricted = self.bad.iter_mut().filter_map(|bad| match &mut bad.why {
            Bad::Restricted(units) => bad.id.clone().map(|id| (id, units)),
            _ => None,
        });
        let restricted: Vec<_> = restricted.take(MAX_UNITS).collect();
        let ids: Vec<ObjectId> = restricted.iter().map(|(id, _)| id.clone()).collect();
        let mut found = units::of(connected, &ids).await;
        for (id, units) in restricted {
            *units = found.remove(&id).unwrap_or_default();
        }
    }

    /// Leaves a record out.
    pub(super) fn leave_out(&mut self, asked: Asked, id: Option<ObjectId>, why: Bad) {
        self.bad.push(BadLine {
            at: asked.at,
            user: asked.user.as_str().to_owned(),
            id,
            why,
        });
    }
}

/// Whether the name beside an object id is certainly one of its account: its UPN
/// or its object id. A mail address may be the UPN of another account.
fn is_of(user: &User, beside: &str) -> bool {
    let upn = user.user_principal_name.to_lowercase();
    let spellings = [Some(beside), crate::domain::list::without_guard(beside)];
    let mut spellings = spellings.into_iter().flatten();
    spellings.any(|name| name.to_lowercase() == upn)
        || beside.parse::<UserRef>() == Ok(UserRef::Id(user.id.clone()))
}

fn is_called(user: &User, name: &str) -> bool {
    let same = |other: &str| name.to_lowercase() == other.to_lowercase();
    same(&user.user_principal_name) || user.mail.as_deref().is_some_and(same)
}

/// An answer must be about whom was asked for.
fn check_answer(asked: &UserRef, found: &User) -> Result<(), Failure> {
    let fits = match asked {
        UserRef::Id(id) => *id == found.id,
        UserRef::Name(name) => is_called(found, name),
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
    if let Some(units) = &account.restricted {
        return Some(Bad::Restricted(units.clone()));
    }
    if rules.action == Action::ResetPassword
        && let How::NotPossible(why) =
            how(account, StepKind::Reset, rules.new_password, me.app_only)
    {
        return Some(Bad::NotPossible(why));
    }
    None
}
