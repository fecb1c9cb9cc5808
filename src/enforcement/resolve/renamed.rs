//! Records whose object id is of one account and whose name is not one of its
//! own: of two accounts, or of one that was renamed since the list was written.
use super::rows::{Asked, Bad, Judged, Rules};
use crate::domain::list::without_guard;
use crate::enforcement::resolve::facts::whole_list;
use crate::failure::Failure;
use crate::graph::calls;
use crate::graph::wire::User;
use crate::ids::UserRef;

/// Most names that a warning lists.
const MAX_NAMED: usize = 5;

/// A record to decide about.
pub(crate) struct Doubtful {
    pub(crate) asked: Asked,
    /// The account of its object id.
    pub(crate) found: User,
}

/// What to know of a list before agreeing.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    /// How many accounts were renamed since the list was written.
    renamed: usize,
    /// The first of them: the name in the list, and today's.
    names: Vec<(String, String)>,
    /// Records of the audit log that are about no account.
    pub(crate) no_account: usize,
}

impl Notes {
    /// As warnings.
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
        match self.no_account {
            0 => {}
            1 => warnings.push("1 line of the audit log is about no account".to_owned()),
            lines => warnings.push(format!(
                "{lines} lines of the audit log are about no account"
            )),
        }
        warnings
    }
}

/// Asks whose the names are. Where one is of another account, the record is left
/// out; where no account has it any more, the object id decides.
///
/// # Errors
/// Where the directory could not be read.
pub(crate) async fn decide(
    judged: &mut Judged,
    rules: Rules<'_>,
    doubtful: Vec<Doubtful>,
) -> Result<(), Failure> {
    let graph = &rules.connected.graph;
    let mut names = Vec::new();
    for (index, Doubtful { asked, .. }) in doubtful.iter().enumerate() {
        let beside = asked.beside.as_deref().unwrap_or_default();
        let spellings = [Some(beside), without_guard(beside)];
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
    // What no account can be called is no former name: such a record is left out.
    let mut is_other: Vec<bool> = (0..doubtful.len())
        .map(|index| names.iter().all(|(of, _)| *of != index))
        .collect();
    let mut is_own = vec![false; doubtful.len()];
    for (((index, user), call), reply) in names.iter().zip(&calls).zip(replies) {
        let found: Vec<User> = whole_list(graph, call, reply).await.map_err(|error| {
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
    for (Doubtful { asked, found }, (is_other, is_own)) in doubtful.into_iter().zip(flags) {
        let beside = asked.beside.as_deref().unwrap_or_default();
        let name: String = beside.chars().take(120).collect();
        let of = found.user_principal_name.clone();
        if is_other {
            let why = format!("its object id is of {of}, the name beside it is {name}");
            judged.leave_out(asked, Some(found.id), Bad::Line(why));
            continue;
        }
        if !is_own {
            judged.notes.renamed += 1;
            if judged.notes.names.len() < MAX_NAMED {
                judged.notes.names.push((name, of));
            }
        }
        judged.accept(rules, asked, found)?;
    }
    Ok(())
}
