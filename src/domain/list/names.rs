//! Chooses the account of a record from the names in it.
use crate::ids::UserRef;

/// The names of an account in a record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct AccountNames {
    /// Object id.
    pub id: Option<String>,
    /// User principal name.
    pub upn: Option<String>,
    /// Mail address.
    pub mail: Option<String>,
}

impl AccountNames {
    /// Creates the names of an account from a single name of unknown kind.
    pub(super) fn from_name(name: &str) -> Self {
        Self {
            upn: Some(name.to_owned()),
            ..Self::default()
        }
    }

    /// Returns the account, or what is wrong with its name; and the UPN if there is an
    /// object id too. The object id takes precedence over the UPN, and that over the mail.
    pub(super) fn into_user_and_upn(self) -> (Result<UserRef, String>, Option<String>) {
        let Self { id, upn, mail } = self;
        let beside = id
            .as_ref()
            .and(upn.as_ref())
            .map(|upn| strip_mailto(upn).to_owned());
        let name = id.or(upn).or(mail).unwrap_or_default();
        let user = strip_mailto(&name).parse::<UserRef>();
        (user.map_err(|error| error.to_string()), beside)
    }
}

/// Trims a name and removes `mailto:`.
fn strip_mailto(name: &str) -> &str {
    let name = name.trim();
    name.get(..7)
        .filter(|start| start.eq_ignore_ascii_case("mailto:"))
        .and_then(|_| name.get(7..))
        .unwrap_or(name)
}

/// Returns the cell without the `'` that this program's CSV puts before a text that
/// spreadsheets would take for a formula; `None` if the cell has no such `'`.
///
/// An account may be called `'-x@contoso.com`. So the `'` is removed only in a table
/// that this program wrote, or if an object id identifies the account.
pub fn strip_formula_guard(cell: &str) -> Option<&str> {
    let rest = cell.strip_prefix('\'')?;
    let guarded = ['=', '+', '-', '@', '\'', '＝', '＋', '－', '＠'];
    rest.trim_start().starts_with(guarded).then_some(rest)
}
