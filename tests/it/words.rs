//! The vocabulary of `docs/glossary.md`: words that its terms replace stay away, from
//! what users read and from the names of the code.
use std::path::Path;

use crate::support::source::product;
use crate::support::source::tokens::strings;

/// Words that no user reads, each with the one to say.
const NOT_SAID: [(&str, &str); 20] = [
    ("made-up tenant", "simulated tenant"),
    ("forbid sign-in", "block sign-in"),
    ("allow sign-in", "unblock sign-in"),
    ("end sessions", "revoke sessions"),
    ("end all sessions", "revoke sessions"),
    ("force a new password", "reset password"),
    ("not agreed", "not confirmed"),
    ("so any more", "no longer in effect"),
    ("not read back", "not verified"),
    ("kept in the cloud", "cloud-only"),
    ("could activate", "eligible"),
    ("redirect address", "redirect URI"),
    ("carry out a plan", "apply a plan"),
    ("nobody is called", "user not found"),
    ("audit begin", "audit archive"),
    ("colour", "color"),
    ("licence", "license"),
    ("behaviour", "behavior"),
    ("enrolment", "enrollment"),
    ("cancelled", "canceled"),
];

/// Words that no type, function, module or constant is named by.
const NOT_NAMED: [(&str, &str); 20] = [
    ("Place", "StateDirs"),
    ("Sheet", "StagingTable"),
    ("Talk", "StatusWriter"),
    ("Trail", "AuditContext"),
    ("Witness", "AttemptObserver"),
    ("Landing", "RedirectListener"),
    ("Sealer", "PlanWriter"),
    ("Deed", "ActionSpec"),
    ("Desk", "TestClient"),
    ("Garble", "Corruption"),
    ("Struck", "FaultEffect"),
    ("Agreed", "Confirmed"),
    ("Dated", "ServerTimed"),
    ("Mend", "Fix"),
    ("mend", "fix"),
    ("Scene", "Scenario"),
    ("scene", "scenario"),
    ("patience", "slow_notice"),
    ("disguise", "confusables"),
    ("lately", "recent_accounts"),
];

/// Where one of them stands for a reason.
const EXCEPTIONS: [(&str, &str, &str); 2] = [
    (
        "src/journal/schema.rs",
        "cancelled",
        "the migration of journals that have the old word",
    ),
    ("CHANGELOG.md", "", "it tells what a word was called before"),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn is_excepted(file: &str, word: &str) -> bool {
    let mut all = EXCEPTIONS.iter();
    all.any(|(excepted, only, _)| *excepted == file && (only.is_empty() || *only == word))
}

/// The words of [`NOT_SAID`] in `text`, as complaints about `file`.
fn said(file: &str, text: &str) -> Vec<String> {
    let text = text.to_lowercase();
    let found = NOT_SAID.iter().filter(|(word, _)| text.contains(word));
    found
        .filter(|(word, _)| !is_excepted(file, word))
        .map(|(word, instead)| format!("{file}: {word:?}, say {instead:?}"))
        .collect()
}

#[test]
fn messages_use_the_words_of_the_glossary() {
    let mut wrong = Vec::new();
    for source in product() {
        let text = std::fs::read_to_string(root().join(&source.file)).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for string in strings(code) {
            wrong.extend(said(&source.file, &string.text));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn pages_and_help_use_the_words_of_the_glossary() {
    let mut wrong = Vec::new();
    for folder in ["", "docs", "man"] {
        for entry in std::fs::read_dir(root().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let is_text = path
                .extension()
                .is_some_and(|end| end == "md" || end == "1");
            if is_text {
                let file = path.strip_prefix(root()).unwrap().display().to_string();
                wrong.extend(said(&file, &std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn names_use_the_words_of_the_glossary() {
    let mut wrong = Vec::new();
    for source in product() {
        for pair in source.tokens.windows(2) {
            let is_definition = ["fn", "struct", "enum", "trait", "mod", "type", "const"]
                .contains(&pair[0].text.as_str());
            let name = &pair[1].text;
            let found = NOT_NAMED.iter().find(|(word, _)| name == word);
            if let Some((word, instead)) = found.filter(|_| is_definition) {
                wrong.push(format!("{}: {word}, name it {instead}", source.file));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn word_list_stays_short() {
    assert!(NOT_SAID.len() + NOT_NAMED.len() <= 40);
    assert!(said("x", "The Made-up tenant").len() == 1);
}
