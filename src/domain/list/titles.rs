//! Which column or property names an account, by its title.

/// Titles in lower case without spaces and signs, the surest first; of several
/// in one list the first counts. `id` comes last: in a log it may be the
/// record's own.
const OBJECT_ID: &[&str] = &[
    "objectid",
    "accountobjectid",
    "userobjectid",
    "aadobjectid",
    "entraobjectid",
    "aaduserid",
    "userid",
    "accountid",
    ID,
];

/// Could be the id of anything.
pub(super) const ID: &str = "id";

const UPN: &[&str] = &[
    "userprincipalname",
    "upn",
    "accountupn",
    "userupn",
    "memberobjectidorupn",
    "username",
];

const MAIL: &[&str] = &["mail", "email", "emailaddress", "primarysmtpaddress"];

/// Titles of each kind that names an account, the surest kind first.
pub(super) const KINDS: [&[&str]; 3] = [OBJECT_ID, UPN, MAIL];

/// Titles of columns that hold display names, which identify no account: several
/// accounts may share one, and users choose their own.
const DISPLAY_NAME: &[&str] = &[
    "user",
    "users",
    "name",
    "displayname",
    "userdisplayname",
    "accountdisplayname",
    "fullname",
    "account",
    "accountname",
    "identity",
];

/// A title in lower case without spaces and signs. Of
/// `User name [userPrincipalName] Required`, as the portal's templates write it,
/// the property in brackets counts.
pub(super) fn plain(title: &str) -> String {
    let property = title
        .split_once('[')
        .and_then(|(_, rest)| rest.split_once(']'))
        .map(|(property, _)| property);
    property
        .unwrap_or(title)
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Whether a title names accounts.
pub(super) fn is_known(title: &str) -> bool {
    let title = plain(title);
    KINDS.iter().any(|kind| kind.contains(&title.as_str()))
}

/// Whether a title is that of display names.
pub(super) fn is_display_name(title: &str) -> bool {
    DISPLAY_NAME.contains(&plain(title).as_str())
}

/// Whether a column holds secrets, so that its lines are not shown.
pub(super) fn is_secret(title: &str) -> bool {
    let title = plain(title);
    ["password", "passwort", "secret"]
        .iter()
        .any(|word| title.contains(word))
}
