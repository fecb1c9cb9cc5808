//! What the error codes of Entra's sign-in and of Graph mean, offline.
//!
//! For people: a hint and the next command. Microsoft says that codes and texts
//! may change and that programs should go by the `error` word; nothing here
//! steers what the tool does.
mod account;
mod application;
mod grant;
mod graph;
mod oauth;
mod session;

use std::fmt;

use schemars::JsonSchema;
use serde::Serialize;

use crate::text::near;

/// What kind of trouble a code is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Explanation {
    /// The code as the service writes it: `AADSTS53003`, `TooManyRequests`.
    pub code: &'static str,
    /// Microsoft's name for it; the code again where there is none.
    pub name: &'static str,
    /// What kind of trouble it is.
    pub class: Class,
    /// What happened.
    pub meaning: &'static str,
    /// What to do.
    pub remedy: &'static str,
    /// Command lines that help, best first; `APP` and `USER` are to be filled in.
    pub next: &'static [&'static str],
}

const fn row(
    code: &'static str,
    name: &'static str,
    class: Class,
    meaning: &'static str,
    remedy: &'static str,
    next: &'static [&'static str],
) -> Explanation {
    Explanation {
        code,
        name,
        class,
        meaning,
        remedy,
        next,
    }
}

/// Every code that is explained.
pub fn all() -> impl Iterator<Item = &'static Explanation> {
    [
        account::ROWS,
        session::ROWS,
        grant::ROWS,
        application::ROWS,
        graph::ROWS,
        oauth::ROWS,
    ]
    .into_iter()
    .flatten()
}

/// What `code` means: a sign-in code with or without `AADSTS`, a Graph code or
/// an OAuth error word, in any case. A text that only starts with a sign-in
/// code, as `error_description` does, is found as well.
pub fn explain(code: &str) -> Option<Explanation> {
    let wanted = code.trim();
    let number = sign_in_number(wanted);
    all()
        .find(|known| {
            known.code.eq_ignore_ascii_case(wanted)
                || (number.is_some() && number == sign_in_number(known.code))
        })
        .copied()
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
        all().map(|known| bare(known.code)),
    )
    .into_iter()
    .filter_map(|found| {
        all()
            .map(|known| known.code)
            .find(|code| bare(code) == found)
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::{
        Class, account, all, application, explain, grant, graph, near_codes, oauth, session,
    };

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
    fn the_tables_are_sorted_and_complete() {
        let number = |code: &str| code.trim_start_matches("AADSTS").parse::<u32>().unwrap();
        for table in [account::ROWS, session::ROWS, grant::ROWS, application::ROWS] {
            assert!(table.is_sorted_by(|left, right| number(left.code) < number(right.code)));
        }
        for table in [graph::ROWS, oauth::ROWS] {
            assert!(table.is_sorted_by(|left, right| left.code < right.code));
        }
        let mut folded = std::collections::BTreeSet::new();
        for known in all() {
            assert!(folded.insert(known.code.to_lowercase()), "{}", known.code);
            assert!(!known.meaning.is_empty() && !known.remedy.is_empty());
            for next in known.next {
                assert!(next.starts_with("entractl "), "{next}");
            }
        }
    }
}
