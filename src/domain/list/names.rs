//! From the names in a record to one account.
use crate::ids::UserRef;

/// What a record calls its account.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Names {
    /// Object id.
    pub id: Option<String>,
    /// User principal name.
    pub upn: Option<String>,
    /// Mail address.
    pub mail: Option<String>,
}

impl Names {
    /// A name that may be of either kind.
    pub(super) fn lone(name: &str) -> Self {
        Self {
            upn: Some(name.to_owned()),
            ..Self::default()
        }
    }

    /// The account, or why this is none, and the UPN beside its object id: ids
    /// come before names.
    pub(super) fn entry(self) -> (Result<UserRef, String>, Option<String>) {
        let Self { id, upn, mail } = self;
        let beside = id
            .as_ref()
            .and(upn.as_ref())
            .map(|upn| plain(upn).to_owned());
        let name = id.or(upn).or(mail).unwrap_or_default();
        let user = plain(&name).parse::<UserRef>();
        (user.map_err(|error| error.to_string()), beside)
    }
}

/// A name without what surrounds it.
fn plain(name: &str) -> &str {
    let name = name.trim();
    name.get(..7)
        .filter(|start| start.eq_ignore_ascii_case("mailto:"))
        .and_then(|_| name.get(7..))
        .unwrap_or(name)
}

/// A cell of this program's CSV without the `'` that keeps a spreadsheet from
/// running it; `None` where it has none.
///
/// An account may be called `'-x@contoso.com`. So a name is taken without its
/// `'` only in a table that is certainly ours, or where an object id beside it
/// says who is meant.
pub fn without_guard(cell: &str) -> Option<&str> {
    let rest = cell.strip_prefix('\'')?;
    let guarded = ['=', '+', '-', '@', '\'', '＝', '＋', '－', '＠'];
    rest.trim_start().starts_with(guarded).then_some(rest)
}
