//! Tests that `explain` finds its texts, and that every row can be read.
use std::collections::BTreeSet;

use super::{Class, FILES, GLOSSARY, all, explain, near_codes, normalize_words, parse};

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
    for text in [
        "", "AADSTS", "AADSTS1", "5300", "AADSTSx", "é53003", "AADSTé3",
    ] {
        assert!(explain(text).is_none(), "{text}");
    }
}

#[test]
fn status_text_is_found_in_any_wording() {
    for (text, code) in [
        (
            "\"Application disabled in Azure AD\"",
            "Application disabled in Microsoft Entra ID",
        ),
        (
            "application-disabled",
            "Application disabled in Microsoft Entra ID",
        ),
        ("Update required", "Permission update required"),
        ("permission error.", "Permission error"),
        ("Apps require certain permissions", "Permission error"),
        (
            "Another Trend Micro Account has already been connected to Azure AD. Contact support.",
            "Another Trend Micro Account has already been connected to Microsoft Entra ID",
        ),
    ] {
        let found = explain(text).unwrap_or_else(|| panic!("{text}"));
        assert_eq!((found.code.as_str(), found.class), (code, Class::Status));
    }
}

#[test]
fn exit_code_is_found_by_number_and_name() {
    for text in ["12", "exit 12", "Exit code 12", "refused"] {
        let found = explain(text).unwrap_or_else(|| panic!("{text}"));
        assert_eq!((found.code.as_str(), found.class), ("12", Class::ExitCode));
    }
}

#[test]
fn every_term_of_the_glossary_is_explained() {
    let rows = GLOSSARY.lines().filter(|line| line.starts_with("| "));
    let terms = rows
        .filter_map(|line| line.split(" | ").next()?.strip_prefix("| "))
        .filter(|term| *term != "Term" && !term.starts_with("---"));
    let mut count = 0;
    for term in terms.flat_map(|cell| cell.split(", ")) {
        let found = explain(term).unwrap_or_else(|| panic!("{term}"));
        assert!(!found.meaning.contains(['`', '[']), "{}", found.meaning);
        count += 1;
    }
    assert!(count > 40, "{count}");
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
    assert_eq!(
        near_codes("Permision error").first(),
        Some(&"Permission error")
    );
}

#[test]
fn every_row_of_the_explanations_can_be_read() {
    for (file, text) in FILES {
        if let Err(error) = parse(text) {
            let start = error.span().map_or(0, |span| span.start);
            let line = text.get(..start).unwrap_or_default().lines().count() + 1;
            panic!("data/explanations/{file}:{line}: {}", error.message());
        }
    }
    let mut codes = BTreeSet::new();
    for known in all().filter(|known| known.class != Class::Term) {
        for name in std::iter::once(&known.code).chain(&known.also) {
            // Spellings of one row may differ in punctuation only.
            let again = !codes.insert((normalize_words(name), &known.code));
            let other = codes
                .iter()
                .any(|(one, code)| *one == normalize_words(name) && **code != known.code);
            assert!(!other && (!again || known.class == Class::Status), "{name}");
        }
        assert!(!known.meaning.is_empty() && !known.remedy.is_empty());
        for next in &known.next {
            assert!(next.starts_with("entractl "), "{next}");
        }
    }
}
