//! What error codes mean and how to fix them, offline: the rows of
//! `data/explanations/`.
//!
//! For people: a hint and the next command. Microsoft says that codes and texts
//! may change and that programs should go by the `error` word; nothing here
//! steers what the program does.
use std::collections::BTreeMap;
use std::fmt;
use std::sync::LazyLock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::text::near;

/// What kind of trouble a code is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "camelCase")]
pub enum Class {
    /// The application is disabled or cannot be used.
    ApplicationState,
    /// Somebody or something is not assigned to an application.
    Assignment,
    /// A fault of the client.
    ClientBug,
    /// The tenant is in another cloud.
    Cloud,
    /// Conditional Access or another policy refused.
    ConditionalAccess,
    /// Something in the registration or the profile is wrong.
    Configuration,
    /// Somebody else was faster, or it is there already.
    Conflict,
    /// Consent is missing or was refused.
    Consent,
    /// A secret, certificate or federated credential is wrong.
    Credential,
    /// Settings between two tenants refuse.
    CrossTenant,
    /// The sign-in by device code.
    DeviceCode,
    /// No error: a step of the sign-in.
    Information,
    /// A license is missing.
    License,
    /// A second factor is wanted.
    Mfa,
    /// An application or API is not in the tenant.
    MissingServicePrincipal,
    /// There is no such object.
    NotFound,
    /// A password could not be changed.
    Password,
    /// A permission or a directory role is missing.
    Permission,
    /// The request does not follow the protocol.
    Protocol,
    /// A new sign-in is needed.
    Reauthenticate,
    /// Graph does not take the request.
    Request,
    /// Too many requests.
    Throttled,
    /// The access token does not count.
    Token,
    /// It passes.
    Transient,
    /// The state of the account.
    UserState,
    /// Another account is needed.
    WrongAccount,
}

impl Class {
    /// The class in words.
    pub fn as_str(self) -> &'static str {
        match self {
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
            Self::Information => "no error",
            Self::License => "license",
            Self::Mfa => "second factor",
            Self::MissingServicePrincipal => "not in the tenant",
            Self::NotFound => "not found",
            Self::Password => "password",
            Self::Permission => "permission",
            Self::Protocol => "protocol",
            Self::Reauthenticate => "new sign-in needed",
            Self::Request => "request",
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

/// What one code means and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// The code as the service writes it: `AADSTS53003`, `TooManyRequests`.
    pub code: String,
    /// Microsoft's name for it; the code again if there is none.
    pub name: String,
    /// What kind of trouble it is.
    pub class: Class,
    /// What happened.
    pub meaning: String,
    /// What to do.
    pub remedy: String,
    /// Command lines that help, best first; `APP` and `USER` are to be filled in.
    pub next: Vec<String>,
}

/// A table of a file in `data/explanations/`; its key is the code.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    name: Option<String>,
    class: Class,
    meaning: String,
    remedy: String,
    #[serde(default)]
    next: Vec<String>,
}

/// Name and text of each file.
const FILES: [(&str, &str); 3] = [
    (
        "entra-sign-in.toml",
        include_str!("data/explanations/entra-sign-in.toml"),
    ),
    (
        "microsoft-graph.toml",
        include_str!("data/explanations/microsoft-graph.toml"),
    ),
    ("oauth.toml", include_str!("data/explanations/oauth.toml")),
];

/// The tests hold that every file can be read.
static ALL: LazyLock<Vec<Explanation>> = LazyLock::new(|| {
    FILES
        .iter()
        .flat_map(|(_, text)| parse(text).unwrap_or_default())
        .collect()
});

fn parse(text: &str) -> Result<Vec<Explanation>, toml_edit::de::Error> {
    let rows: BTreeMap<String, Row> = toml_edit::de::from_str(text)?;
    let explanation = |(code, row): (String, Row)| Explanation {
        name: row.name.unwrap_or_else(|| code.clone()),
        code,
        class: row.class,
        meaning: row.meaning,
        remedy: row.remedy,
        next: row.next,
    };
    Ok(rows.into_iter().map(explanation).collect())
}

/// Every code that is explained.
pub fn all() -> impl Iterator<Item = &'static Explanation> {
    ALL.iter()
}

/// What `code` means: a sign-in code with or without `AADSTS`, a Graph code or
/// an OAuth error word, in any case. A text that only starts with a sign-in
/// code, as `error_description` does, is found as well.
pub fn explain(code: &str) -> Option<&'static Explanation> {
    let wanted = code.trim();
    let number = sign_in_number(wanted);
    all().find(|known| {
        known.code.eq_ignore_ascii_case(wanted)
            || (number.is_some() && number == sign_in_number(&known.code))
    })
}

/// The digits of `AADSTS53003`, of `aadsts53003: You cannot …` and of `53003`.
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

/// Codes that look like an unknown one, nearest first, at most three.
pub fn near_codes(code: &str) -> Vec<&'static str> {
    let wanted: String = code.trim().chars().take(80).collect();
    // Without the prefix, which all sign-in codes share and which would make all of them alike.
    let bare = |known: &'static str| sign_in_number(known).unwrap_or(known);
    near(
        sign_in_number(&wanted).unwrap_or(&wanted),
        all().map(|known| bare(&known.code)),
    )
    .into_iter()
    .filter_map(|found| {
        all()
            .map(|known| known.code.as_str())
            .find(|code| bare(code) == found)
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Class, FILES, all, explain, near_codes, parse};

    #[test]
    fn every_spelling_of_a_sign_in_code_is_found() {
        for text in [
            "AADSTS53003",
            "53003",
            " aadsts53003 ",
            "AADSTS53003: Access has been blocked.",
        ] {
            let found = explain(text).unwrap();
            assert_eq!(found.code, "AADSTS53003", "{text}");
            assert_eq!(found.class, Class::ConditionalAccess);
        }
        assert_eq!(
            explain("invalid_grant").unwrap().next,
            ["entractl auth login"]
        );
        assert_eq!(explain("toomanyrequests").unwrap().class, Class::Throttled);
        for text in ["", "AADSTS", "5300", "AADSTSx", "é53003", "AADSTé3"] {
            assert!(explain(text).is_none(), "{text}");
        }
    }

    #[test]
    fn an_unknown_code_has_neighbours() {
        let near = near_codes("aadsts53004");
        assert_eq!(near.len(), 3);
        assert!(
            near.iter().all(|code| code.starts_with("AADSTS5300")),
            "{near:?}"
        );
        let near = near_codes("Authorization_RequestDenyed");
        assert_eq!(near.first(), Some(&"Authorization_RequestDenied"));
    }

    #[test]
    fn every_row_of_the_explanations_can_be_read() {
        for (file, text) in FILES {
            if let Err(error) = parse(text) {
                let start = error.span().map_or(0, |span| span.start);
                let line = text[..start].lines().count() + 1;
                panic!("data/explanations/{file}:{line}: {}", error.message());
            }
        }
        let mut folded = BTreeSet::new();
        for known in all() {
            assert!(folded.insert(known.code.to_lowercase()), "{}", known.code);
            assert!(!known.meaning.is_empty() && !known.remedy.is_empty());
            for next in &known.next {
                assert!(next.starts_with("entractl "), "{next}");
            }
        }
    }
}
