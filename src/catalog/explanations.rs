//! Offline explanations of error codes, statuses, exit codes and terms: the rows of
//! `data/explanations/` and of the glossary.
//!
//! They are for people: a hint and the next command. Microsoft says that codes and
//! texts may change and that programs should use only the `error` field; nothing here
//! influences the program.
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::LazyLock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::text::near;

/// Kind of an explained code, status or term.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "camelCase")]
pub enum Class {
    /// A response action of Vision One.
    Action,
    /// A permission of an API.
    ApiPermission,
    /// The application is disabled or cannot be used.
    ApplicationState,
    /// A user or group is not assigned to an application.
    Assignment,
    /// A bug in the client application.
    ClientBug,
    /// The tenant is in another cloud.
    Cloud,
    /// Conditional Access or another policy refused the sign-in.
    ConditionalAccess,
    /// The app registration or the profile is misconfigured.
    Configuration,
    /// Another change came first, or the object already exists.
    Conflict,
    /// Consent is missing or was refused.
    Consent,
    /// A secret, certificate or federated credential is wrong.
    Credential,
    /// Cross-tenant access settings refuse the access.
    CrossTenant,
    /// A device code sign-in is not complete or failed.
    DeviceCode,
    /// An exit code of this program.
    ExitCode,
    /// Not an error, but a step of the sign-in.
    Information,
    /// A license is missing.
    License,
    /// Multifactor authentication is required.
    Mfa,
    /// An application or API is not in the tenant.
    MissingServicePrincipal,
    /// The object does not exist.
    NotFound,
    /// A password could not be changed.
    Password,
    /// A permission or a directory role is missing.
    Permission,
    /// A permission set of the catalog.
    PermissionSet,
    /// The request does not follow the protocol.
    Protocol,
    /// A new sign-in is needed.
    Reauthenticate,
    /// Graph rejects the request as invalid.
    Request,
    /// A status text of the vendor's page or of this program.
    Status,
    /// A term of the glossary.
    Term,
    /// Too many requests.
    Throttled,
    /// The access token is invalid.
    Token,
    /// A transient error: the same request can succeed later.
    Transient,
    /// The account is disabled, locked or in another state that prevents sign-in.
    UserState,
    /// A different account is needed.
    WrongAccount,
}

impl Class {
    /// Returns the class in words.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Action => "response action",
            Self::ApiPermission => "API permission",
            Self::ApplicationState => "state of the application",
            Self::Assignment => "assignment",
            Self::ClientBug => "fault of the client",
            Self::Cloud => "another cloud",
            Self::ConditionalAccess => "conditional access",
            Self::Configuration => "configuration",
            Self::Conflict => "conflict",
            Self::Consent => "consent",
            Self::Credential => "credential",
            Self::CrossTenant => "access between tenants",
            Self::DeviceCode => "device code",
            Self::ExitCode => "exit code",
            Self::Information => "no error",
            Self::License => "license",
            Self::Mfa => "second factor",
            Self::MissingServicePrincipal => "not in the tenant",
            Self::NotFound => "not found",
            Self::Password => "password",
            Self::Permission => "permission",
            Self::PermissionSet => "permission set",
            Self::Protocol => "protocol",
            Self::Reauthenticate => "new sign-in needed",
            Self::Request => "request",
            Self::Status => "status",
            Self::Term => "term",
            Self::Throttled => "too many requests",
            Self::Token => "token",
            Self::Transient => "passing fault",
            Self::UserState => "state of the account",
            Self::WrongAccount => "wrong account",
        }
    }
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Explanation of a code, a status text or a term, and how to fix the problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// The code as the service writes it, such as `AADSTS53003`, or the term.
    pub code: String,
    /// Name of the error; the code again if there is none.
    pub name: String,
    /// Other wordings of the message.
    pub also: Vec<String>,
    /// Kind of entry or problem.
    pub class: Class,
    /// What happened, or what the term means.
    pub meaning: String,
    /// How to fix it; empty for a term.
    pub remedy: String,
    /// Command lines that help, best first; `APP` and `USER` are to be filled in.
    pub next: Vec<String>,
}

/// A row of a file in `data/explanations/`; its key is the code.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    name: Option<String>,
    #[serde(default)]
    also: Vec<String>,
    class: Class,
    meaning: String,
    remedy: String,
    #[serde(default)]
    next: Vec<String>,
}

/// Name and text of each file.
const FILES: [(&str, &str); 6] = [
    (
        "entra-sign-in.toml",
        include_str!("data/explanations/entra-sign-in.toml"),
    ),
    (
        "microsoft-graph.toml",
        include_str!("data/explanations/microsoft-graph.toml"),
    ),
    ("oauth.toml", include_str!("data/explanations/oauth.toml")),
    (
        "vision-one.toml",
        include_str!("data/explanations/vision-one.toml"),
    ),
    (
        "response-actions.toml",
        include_str!("data/explanations/response-actions.toml"),
    ),
    (
        "exit-codes.toml",
        include_str!("data/explanations/exit-codes.toml"),
    ),
];

/// The documentation page with the tables of terms.
const GLOSSARY: &str = include_str!("../../docs/glossary.md");

/// All explanations. Tests check that every file can be read.
static ALL: LazyLock<Vec<Explanation>> = LazyLock::new(|| {
    let files = FILES.iter();
    let rows = files.flat_map(|(_, text)| parse(text).unwrap_or_default());
    rows.chain(parse_terms(GLOSSARY)).collect()
});

fn parse(text: &str) -> Result<Vec<Explanation>, toml_edit::de::Error> {
    let rows: BTreeMap<String, Row> = toml_edit::de::from_str(text)?;
    let explanation = |(code, row): (String, Row)| Explanation {
        name: row.name.unwrap_or_else(|| code.clone()),
        code,
        also: row.also,
        class: row.class,
        meaning: row.meaning,
        remedy: row.remedy,
        next: row.next,
    };
    Ok(rows.into_iter().map(explanation).collect())
}

/// Returns the explanations in the table rows `| term, other term | meaning | whose |` of a
/// page.
fn parse_terms(page: &str) -> impl Iterator<Item = Explanation> {
    page.lines().filter_map(|line| {
        let mut cells = line.strip_prefix("| ")?.split(" | ");
        let mut names = cells.next()?.split(", ").map(str::to_owned);
        let (code, meaning) = (names.next()?, cells.next()?);
        let rule = code.starts_with("---");
        (code != "Term" && !rule).then(|| Explanation {
            name: code.clone(),
            code,
            also: names.collect(),
            class: Class::Term,
            meaning: without_links(meaning),
            remedy: String::new(),
            next: Vec::new(),
        })
    })
}

/// Returns the text without backticks and without links in parentheses, such as
/// `([Status](status.md))`.
fn without_links(markdown: &str) -> String {
    let mut text = markdown.replace('`', "");
    while let Some((before, rest)) = text.split_once(" ([") {
        let after = rest.split_once("))").map_or("", |(_, after)| after);
        text = format!("{before}{after}");
    }
    text
}

/// Returns all explanations except those of permissions.
pub fn all() -> impl Iterator<Item = &'static Explanation> {
    ALL.iter()
}

/// Returns the explanation of `text`: a sign-in code with or without `AADSTS`, a Graph code,
/// an OAuth error code, a Status text or message of the vendor's page, an exit code by number
/// or name, or a term. Case and punctuation do not matter.
///
/// `text` may also start with a sign-in code, as `error_description` does. If nothing else
/// matches, a known text of several words is found that `text` begins with, or that begins
/// with `text`, if there is only one.
pub fn explain(text: &str) -> Option<&'static Explanation> {
    let number = sign_in_number(text.trim());
    let wanted = normalize_words(text);
    let exit = ["exit code ", "exit "]
        .iter()
        .find_map(|prefix| wanted.strip_prefix(prefix));
    let named = |known: &&Explanation, fits: &dyn Fn(&str) -> bool| {
        known.names().any(|name| fits(&normalize_words(name)))
    };
    let by_number = || {
        let number = number?;
        all().find(|known| known.code.strip_prefix("AADSTS") == Some(number))
    };
    let by_start = || {
        let continues = |long: &str, short: &str| {
            short.contains(' ')
                && long
                    .strip_prefix(short)
                    .is_some_and(|rest| rest.starts_with(' '))
        };
        let fits = |name: &str| continues(name, &wanted) || continues(&wanted, name);
        let mut found = all().filter(|known| named(known, &fits));
        found.next().filter(|_| found.next().is_none())
    };
    all()
        .find(|known| named(known, &|name| name == wanted || Some(name) == exit))
        .or_else(by_number)
        .or_else(by_start)
}

impl Explanation {
    /// Returns code, name and other wordings.
    fn names(&self) -> impl Iterator<Item = &str> {
        [&self.code, &self.name]
            .into_iter()
            .chain(&self.also)
            .map(String::as_str)
    }
}

/// Returns a text in lower case, without punctuation, words separated by single spaces. Dots
/// within a word are kept.
fn normalize_words(text: &str) -> String {
    text.to_lowercase()
        .split(|c: char| !c.is_alphanumeric() && c != '.')
        .map(|word| word.trim_matches('.'))
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Returns the digits of `AADSTS53003`, of `aadsts53003: You cannot …` or of `53003`.
fn sign_in_number(text: &str) -> Option<&str> {
    let digits = match text.get(..6) {
        Some(prefix) if prefix.eq_ignore_ascii_case("AADSTS") => {
            let rest = text.get(6..)?;
            let end = rest
                .find(|c: char| !c.is_ascii_digit())
                .unwrap_or(rest.len());
            rest.get(..end)?
        }
        Some(_) | None => text,
    };
    let all_digits = !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit());
    all_digits.then_some(digits)
}

/// Returns up to three known codes or texts that are similar to `text`, most similar first.
pub fn near_codes(text: &str) -> Vec<&'static str> {
    let wanted: String = text.trim().chars().take(80).collect();
    // Compared without the common prefix of sign-in codes, which would make all of them
    // similar.
    let bare = |known: &'static str| sign_in_number(known).unwrap_or(known);
    let known = || {
        let long = |name: &&str| name.len() > 4;
        all().flat_map(Explanation::names).filter(long)
    };
    near(
        sign_in_number(&wanted).unwrap_or(&wanted),
        known().map(bare),
    )
    .into_iter()
    .filter_map(|found| known().find(|name| bare(name) == found))
    .collect()
}
