//! Records whose name does not match their object id: they name two accounts, or one
//! that was renamed since.
use super::rows::{CheckedList, PendingLine, RowProblem, RowRules};
use crate::domain::list::strip_formula_guard;
use crate::enforcement::resolve::facts::complete_list;
use crate::failure::Failure;
use crate::graph::calls;
use crate::graph::wire::User;
use crate::ids::UserRef;

/// Maximum number of names in a warning.
const MAX_NAMED: usize = 5;

/// A record whose name does not match its object id.
pub(crate) struct NameMismatch {
    pub(crate) asked: PendingLine,
    /// The account with its object id.
    pub(crate) found: User,
}

/// Notes about a list for the confirmation.
#[derive(Debug, Default)]
pub(crate) struct ListNotes {
    /// Number of accounts that were renamed since the list was written.
    renamed: usize,
    /// The first of them: name in the list, and current name.
    names: Vec<(String, String)>,
    /// Number of audit log records that are not about an account.
    pub(crate) non_account_records: usize,
}

impl ListNotes {
    /// Returns the notes as warnings.
    pub(crate) fn warnings(&self) -> Vec<String> {
        let mut warnings = Vec::new();
        if self.renamed > 0 {
            let of = |(old, new): &(String, String)| format!("{old} is now {new}");
            let names: Vec<String> = self.names.iter().map(of).collect();
            let more = match self.renamed - self.names.len() {
                0 => String::new(),
                more => format!(", and {more} more"),
            };
            warnings.push(format!(
                "{} of them renamed since the list was written, taken by object id: {}{more}",
                self.renamed,
                names.join(", ")
            ));
        }
        match self.non_account_records {
            0 => {}
            1 => warnings.push("1 line of the audit log is about no account".to_owned()),
            lines => warnings.push(format!(
                "{lines} lines of the audit log are about no account"
            )),
        }
        warnings
    }
}

/// Looks up the names. If another account has the name, the record is skipped; if none
/// has it, the object id decides.
///
/// # Errors
/// Fails if the directory could not be read.
pub(crate) async fn resolve_mismatches(
    checked: &mut CheckedList,
    rules: RowRules<'_>,
    doubtful: Vec<NameMismatch>,
) -> Result<(), Failure> {
    let graph = &rules.connected.graph;
    let mut names = Vec::new();
    for (index, NameMismatch { asked, .. }) in doubtful.iter().enumerate() {
        let beside = asked.beside.as_deref().unwrap_or_default();
        let spellings = [Some(beside), strip_formula_guard(beside)];
        let users = spellings
            .into_iter()
            .flatten()
            .filter_map(|name| name.parse::<UserRef>().ok());
        names.extend(users.map(|user| (index, user)));
    }
    let calls: Vec<_> = names
        .iter()
        .map(|(_, user)| calls::users::by_name(user))
        .collect();
    let replies = if calls.is_empty() {
        Vec::new()
    } else {
        graph.batch(&calls).await
    };
    // A name that is not a valid UPN is not a former name: the record is skipped.
    let mut is_other: Vec<bool> = (0..doubtful.len())
        .map(|index| names.iter().all(|(of, _)| *of != index))
        .collect();
    let mut is_own = vec![false; doubtful.len()];
    for (((index, user), call), reply) in names.iter().zip(&calls).zip(replies) {
        let found: Vec<User> = complete_list(graph, call, reply).await.map_err(|error| {
            let what = format!("{user} could not be read: nothing was sent");
            crate::context::failures::graph_failure(what, error, Some(&rules.connected.me))
        })?;
        let id = doubtful.get(*index).map(|one| &one.found.id);
        for user in &found {
            let flags = if Some(&user.id) == id {
                &mut is_own
            } else {
                &mut is_other
            };
            if let Some(flag) = flags.get_mut(*index) {
                *flag = true;
            }
        }
    }
    let flags = is_other.into_iter().zip(is_own);
    for (NameMismatch { asked, found }, (is_other, is_own)) in doubtful.into_iter().zip(flags) {
        let beside = asked.beside.as_deref().unwrap_or_default();
        let name: String = beside.chars().take(120).collect();
        let of = found.user_principal_name.clone();
        if is_other {
            let why = format!("its object id is of {of}, the name beside it is {name}");
            checked.skip(asked, Some(found.id), RowProblem::Invalid(why));
            continue;
        }
        if !is_own {
            checked.notes.renamed += 1;
            if checked.notes.names.len() < MAX_NAMED {
                checked.notes.names.push((name, of));
            }
        }
        checked.add_account(rules, asked, found)?;
    }
    Ok(())
}
