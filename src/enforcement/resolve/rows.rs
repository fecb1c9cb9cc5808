//! Resolves and checks the accounts of a list in batches, before anything is sent.
use std::collections::BTreeMap;

use super::position::Position;
use super::renamed::{self, ListNotes, NameMismatch};
use crate::context::connect::Connected;
use crate::domain::account::Account;
use crate::domain::bulk::BulkRow;
use crate::domain::guard_rails::{self, GuardRailReason, ProtectionRule};
use crate::domain::restricted::{self, RestrictedUnit};
use crate::domain::task::{Action, StepKind};
use crate::enforcement::check::tenant_facts::TenantFacts;
use crate::enforcement::check::{large_groups, units};
use crate::enforcement::plan::account_plan::{PlannedMethod, step_method};
use crate::enforcement::resolve::facts::{self, complete_list};
use crate::enforcement::resolve::list_source::ListEntries;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::bulk::ReadPipeline;
use crate::graph::calls;
use crate::graph::wire::User;
use crate::ids::{ObjectId, UserRef};
use crate::journal::{JournalError, StagingTable};

/// Number of lines whose restricted units are read: one batch.
const MAX_UNITS: usize = 20;

/// Reasons why a line of a list cannot be processed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum RowProblem {
    /// The line does not name exactly one user.
    Invalid(String),
    /// The user does not exist.
    NotFound,
    /// A guard-rail refuses it.
    GuardRail(GuardRailReason),
    /// The account has a directory role: such accounts must be named on the command line.
    HasRole,
    /// The account is eligible for a directory role.
    Eligible,
    /// The account is in these restricted management administrative units.
    Restricted(Vec<RestrictedUnit>),
    /// The action is not possible for the account.
    NotPossible(&'static str),
}

impl RowProblem {
    /// Returns the reason; continues a sentence about the account.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Invalid(why) => why.clone(),
            Self::NotFound => "not found in this tenant".to_owned(),
            Self::GuardRail(why) => format!("it {}", why.sentence()),
            Self::HasRole => "it holds a directory role, or is in or owns a group that roles can \
                           be given to: name it on the command line"
                .to_owned(),
            Self::Eligible => {
                "it is eligible for a directory role: name it on the command line".to_owned()
            }
            Self::Restricted(units) => {
                format!(
                    "{}: name it on the command line",
                    restricted::role_requirement(units)
                )
            }
            Self::NotPossible(why) => (*why).to_owned(),
        }
    }

    /// Whether a guard-rail refuses it, rather than the line being wrong.
    pub(crate) fn is_guard_rail(&self) -> bool {
        matches!(
            self,
            Self::GuardRail(_) | Self::HasRole | Self::Eligible | Self::Restricted(_)
        )
    }
}

/// A record that cannot be processed.
#[derive(Debug)]
pub(crate) struct InvalidLine {
    /// Position in the list.
    pub at: Position,
    /// User that the record names, or its text if it cannot be parsed.
    pub user: String,
    /// The account, if it exists.
    pub id: Option<ObjectId>,
    /// The reason.
    pub why: RowProblem,
}

/// A list after its checks.
#[derive(Debug)]
pub(crate) struct CheckedList {
    /// The accounts without duplicates, in the order of the list.
    pub rows: StagingTable,
    /// The lines that cannot be processed.
    pub bad: Vec<InvalidLine>,
    /// Number of lines that name an account of an earlier line.
    pub repeated: usize,
    /// Notes for the confirmation.
    pub notes: ListNotes,
    /// Accounts of the current batch that are in a large protected group.
    in_large_groups: BTreeMap<ObjectId, ProtectionRule>,
}

/// A record whose account is being looked up.
pub(crate) struct PendingLine {
    pub(super) at: Position,
    pub(super) user: UserRef,
    pub(super) beside: Option<String>,
}

/// The facts that a list is checked with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RowRules<'a> {
    pub action: Action,
    pub new_password: bool,
    pub tenancy: &'a TenantFacts,
    pub connected: &'a Connected,
}

/// Looks up and checks every line; calls `progress` with its number.
///
/// # Errors
/// Fails if the list or the directory cannot be read.
pub(crate) async fn check_list(
    rules: RowRules<'_>,
    mut entries: ListEntries,
    mut progress: impl FnMut(usize),
) -> Result<CheckedList, Failure> {
    let mut checked = CheckedList {
        rows: StagingTable::new()?,
        bad: Vec::new(),
        repeated: 0,
        notes: ListNotes::default(),
        in_large_groups: BTreeMap::new(),
    };
    let mut reads = ReadPipeline::new(&rules.connected.graph);
    loop {
        let mut unread = None;
        reads.fill(|| match checked.next_line(&mut entries) {
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
            let found: Vec<User> = complete_list(&rules.connected.graph, &call, reply)
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
        let large = &rules.tenancy.rail_facts.protected.large_groups;
        checked.in_large_groups =
            large_groups::members_of_large_groups(rules.connected, large, &ids).await?;
        let mut doubtful = Vec::new();
        for (asked, found) in found_all {
            doubtful.extend(checked.handle_lookup(rules, asked, found)?);
        }
        renamed::resolve_mismatches(&mut checked, rules, doubtful).await?;
    }
    checked.notes.non_account_records = entries.non_account_records();
    checked.read_unit_names(rules.connected).await;
    // Invalid lines were added early; restore the order of the list.
    checked.bad.sort_by_key(|bad| bad.at.line);
    Ok(checked)
}

impl CheckedList {
    /// Returns the next line to look up.
    fn next_line(&mut self, entries: &mut ListEntries) -> Result<Option<PendingLine>, Failure> {
        while let Some(entry) = entries.next_entry()? {
            let (at, user, beside) = Position::split_entry(entry);
            match user {
                Ok(user) if self.is_new_line(&user, beside.as_deref())? => {
                    return Ok(Some(PendingLine { at, user, beside }));
                }
                Ok(_) => self.repeated += 1,
                Err(why) => self.bad.push(InvalidLine {
                    at,
                    user: String::new(),
                    id: None,
                    why: RowProblem::Invalid(why),
                }),
            }
        }
        Ok(None)
    }

    /// Whether no earlier line has the same user.
    fn is_new_line(&mut self, user: &UserRef, beside: Option<&str>) -> Result<bool, JournalError> {
        match beside {
            // Names contain no spaces.
            Some(beside) => self.rows.insert_name(&format!("{user} {beside}")),
            None => self.rows.insert_name(user.as_str()),
        }
    }

    /// Handles the lookup of a line; returns it if the name does not match the object
    /// id.
    fn handle_lookup(
        &mut self,
        rules: RowRules<'_>,
        asked: PendingLine,
        found: Vec<User>,
    ) -> Result<Option<NameMismatch>, Failure> {
        let mut found = found.into_iter();
        let (id, why) = match (found.next(), found.next()) {
            (None, _) => (None, RowProblem::NotFound),
            (Some(_), Some(_)) => {
                let why = "it matches several accounts: use object ids";
                (None, RowProblem::Invalid(why.to_owned()))
            }
            (Some(one), None) => {
                ensure_requested_user(&asked.user, &one)?;
                if asked
                    .beside
                    .as_deref()
                    .is_none_or(|name| is_own_name(&one, name))
                {
                    self.add_account(rules, asked, one)?;
                    return Ok(None);
                }
                return Ok(Some(NameMismatch { asked, found: one }));
            }
        };
        self.skip(asked, id, why);
        Ok(None)
    }

    /// Adds the account of a record, or skips it if a rule refuses it.
    pub(super) fn add_account(
        &mut self,
        rules: RowRules<'_>,
        asked: PendingLine,
        user: User,
    ) -> Result<(), Failure> {
        if !self.rows.insert_account(&user.id)? {
            self.repeated += 1;
            return Ok(());
        }
        let account = row_account(&rules, user);
        let by_group = self.in_large_groups.get(&account.id);
        let by_group =
            by_group.map(|rule| RowProblem::GuardRail(GuardRailReason::Protected(*rule)));
        let why = by_group.or_else(|| row_problem(&rules, &account, asked.user.as_str()));
        let Some(why) = why else {
            if let Some(row) = BulkRow::from_account(&account) {
                self.rows.push(&row)?;
            }
            return Ok(());
        };
        self.skip(asked, Some(account.id), why);
        Ok(())
    }

    /// Reads the names of the restricted units of skipped accounts.
    async fn read_unit_names(&mut self, connected: &Connected) {
        let restricted = self.bad.iter_mut().filter_map(|bad| match &mut bad.why {
            RowProblem::Restricted(units) => bad.id.clone().map(|id| (id, units)),
            _ => None,
        });
        let restricted: Vec<_> = restricted.take(MAX_UNITS).collect();
        let ids: Vec<ObjectId> = restricted.iter().map(|(id, _)| id.clone()).collect();
        let mut found = units::read_restricted_units(connected, &ids).await;
        for (id, units) in restricted {
            *units = found.remove(&id).unwrap_or_default();
        }
    }

    /// Skips a record.
    pub(super) fn skip(&mut self, asked: PendingLine, id: Option<ObjectId>, why: RowProblem) {
        self.bad.push(InvalidLine {
            at: asked.at,
            user: asked.user.as_str().to_owned(),
            id,
            why,
        });
    }
}

/// Whether the name next to an object id is certainly its account's: its UPN or object
/// id. A mail address may be another account's UPN.
fn is_own_name(user: &User, beside: &str) -> bool {
    let upn = user.user_principal_name.to_lowercase();
    let spellings = [
        Some(beside),
        crate::domain::list::strip_formula_guard(beside),
    ];
    let mut spellings = spellings.into_iter().flatten();
    spellings.any(|name| name.to_lowercase() == upn)
        || beside.parse::<UserRef>() == Ok(UserRef::Id(user.id.clone()))
}

fn has_name(user: &User, name: &str) -> bool {
    let same = |other: &str| name.to_lowercase() == other.to_lowercase();
    same(&user.user_principal_name) || user.mail.as_deref().is_some_and(same)
}

/// Ensures that a reply is about the requested user.
fn ensure_requested_user(asked: &UserRef, found: &User) -> Result<(), Failure> {
    let fits = match asked {
        UserRef::Id(id) => *id == found.id,
        UserRef::Name(name) => has_name(found, name),
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

/// Builds the account of a list row. It gets no roles: accounts with roles are refused
/// separately. Roles are unknown if the tenant-wide reads failed.
fn row_account(rules: &RowRules<'_>, user: User) -> Account {
    let domains = rules.tenancy.domains.as_deref();
    let held = rules.tenancy.privileged.as_ref().map(|_| Vec::new());
    let mut account = facts::account_from_user(user, held, None, domains);
    account.role_assignable_group = rules.tenancy.privileged.as_ref().map(|_| false);
    account.owns_role_group = account.role_assignable_group;
    account.eligible = rules.tenancy.rail_facts.eligible.as_ref().map(|_| false);
    account
}

/// Returns why the account must be skipped; `None` if it need not.
pub(crate) fn row_problem(
    rules: &RowRules<'_>,
    account: &Account,
    typed: &str,
) -> Option<RowProblem> {
    let me = &rules.connected.me;
    let one = [(account.clone(), typed.to_owned())];
    let refusals =
        guard_rails::check_accounts(rules.action, &one, &me.object_id, &rules.tenancy.rail_facts);
    if let Some(refusal) = refusals.first() {
        return Some(RowProblem::GuardRail(refusal.why));
    }
    match &rules.tenancy.privileged {
        None => return Some(RowProblem::GuardRail(GuardRailReason::RolesUnread)),
        Some(holders) if holders.contains(&account.id) => return Some(RowProblem::HasRole),
        Some(_) => {}
    }
    match &rules.tenancy.rail_facts.eligible {
        None if rules.tenancy.require_eligibility => {
            return Some(RowProblem::GuardRail(GuardRailReason::EligibilityUnread));
        }
        Some(eligible) if eligible.contains(&account.id) => return Some(RowProblem::Eligible),
        None | Some(_) => {}
    }
    if let Some(units) = &account.restricted {
        return Some(RowProblem::Restricted(units.clone()));
    }
    if rules.action == Action::ResetPassword
        && let PlannedMethod::NotPossible(why) =
            step_method(account, StepKind::Reset, rules.new_password, me.app_only)
    {
        return Some(RowProblem::NotPossible(why));
    }
    None
}
