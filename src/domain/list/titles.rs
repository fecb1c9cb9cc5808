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

/// The least specific title: its column may hold the id of anything.
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

/// Returns a title in lower case without spaces and signs. For a title from the portal's
/// templates, such as `User name [userPrincipalName] Required`, returns only the property
/// in brackets.
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

/// Whether a column or property with this title identifies accounts.
pub(super) fn is_account_title(title: &str) -> bool {
    let title = normalize_title(title);
    KINDS.iter().any(|kind| kind.contains(&title.as_str()))
}

/// Whether a column with this title holds display names.
pub(super) fn is_display_name_title(title: &str) -> bool {
    DISPLAY_NAME.contains(&normalize_title(title).as_str())
}

/// Whether a column or property with this title holds secrets, which are never displayed.
pub(super) fn is_secret_title(title: &str) -> bool {
    let title = normalize_title(title);
    ["password", "passwort", "secret"]
        .iter()
        .any(|word| title.contains(word))
}
