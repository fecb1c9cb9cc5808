//! Titles of the columns and properties that name an account.

/// Titles in lower case without spaces and signs, most specific first; the first title
/// found in a list wins. `id` is last: it may identify the record itself.
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

/// May be the id of anything.
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

/// Titles per kind of name, most reliable kind first.
pub(super) const KINDS: [&[&str]; 3] = [OBJECT_ID, UPN, MAIL];

/// Titles of columns with display names. These identify no account: several accounts
/// may share one, and users choose their own.
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

/// Returns a title in lower case without spaces and signs. For `User name
/// [userPrincipalName] Required`, the form of the portal's templates, returns the
/// property in brackets.
pub(super) fn normalize_title(title: &str) -> String {
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

/// Whether a title is one that names accounts.
pub(super) fn names_account(title: &str) -> bool {
    let title = normalize_title(title);
    KINDS.iter().any(|kind| kind.contains(&title.as_str()))
}

/// Whether a title is one of display names.
pub(super) fn is_display_name(title: &str) -> bool {
    DISPLAY_NAME.contains(&normalize_title(title).as_str())
}

/// Whether a title is one of secrets, whose lines are not displayed.
pub(super) fn is_secret(title: &str) -> bool {
    let title = normalize_title(title);
    ["password", "passwort", "secret"]
        .iter()
        .any(|word| title.contains(word))
}
