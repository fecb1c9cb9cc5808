//! The corpus of each fuzz target, fed to the function that the target fuzzes.
#[path = "../../fuzz/entry_points.rs"]
mod entry_points;

use std::collections::BTreeSet;
use std::path::Path;

/// A target of the fuzzer.
type Target = fn(&[u8]);

const TARGETS: &[(&str, Target)] = &[
    ("audit_log", entry_points::audit_log),
    ("batch_answer", entry_points::batch_answer),
    ("catalog", entry_points::catalog),
    ("claims", entry_points::claims),
    ("config", entry_points::config),
    ("list", entry_points::list),
    ("loopback_request", entry_points::loopback_request),
    ("next_link", entry_points::next_link),
    ("plan", entry_points::plan),
];

/// The names in a folder of `fuzz/`, without their extension.
fn names(folder: &Path) -> BTreeSet<String> {
    std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
        .collect()
}

#[test]
fn every_target_has_a_program_and_a_corpus() {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    let manifest = std::fs::read_to_string(fuzz.join("Cargo.toml")).unwrap();
    let targets: BTreeSet<String> = TARGETS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(names(&fuzz.join("fuzz_targets")), targets);
    assert_eq!(names(&fuzz.join("corpus")), targets);
    for target in &targets {
        assert!(
            manifest.contains(&format!("name = \"{target}\"")),
            "{target}"
        );
    }
}

#[test]
fn corpus_is_read_without_a_panic() {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    for (target, run) in TARGETS {
        let mut files = 0;
        for entry in std::fs::read_dir(fuzz.join("corpus").join(target)).unwrap() {
            run(&std::fs::read(entry.unwrap().path()).unwrap());
            files += 1;
        }
        assert!(files > 1, "{target}");
    }
}

/// The corpus has valid files too, or the targets would only see refusals.
#[test]
fn corpus_has_valid_files() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus");
    let text = |file: &str| std::fs::read_to_string(corpus.join(file)).unwrap();
    let log = text("audit_log/three-lines.jsonl");
    assert_eq!(entractl::audit::verify(&log).unwrap(), 3);
    let mut plan = entractl::domain::plan_text::PlanReader::default();
    for line in text("plan/two-accounts.json").split_inclusive('\n') {
        plan.push_line(line).unwrap();
    }
    assert_eq!(plan.finish().unwrap().0.accounts, 2);
    let config = text("config/profile.toml");
    entractl::settings::file::Settings::parse(&config).unwrap();
    let catalog = text("catalog/set.toml");
    entractl::catalog::Catalog::builtin()
        .with_file(&catalog)
        .unwrap();
}

proptest::proptest! {
    /// Any bytes are read or refused; whatever is accepted holds what its target
    /// asserts.
    #[test]
    fn targets_read_or_refuse_any_bytes(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..300)) {
        for (_, run) in TARGETS {
            run(&bytes);
        }
    }

    /// Corpus files with a byte range replaced.
    #[test]
    fn targets_read_or_refuse_changed_corpus(
        at in 0_usize..4000, remove in 0_usize..8, insert in "[ -~\\n]{0,8}"
    ) {
        let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus");
        for (target, run) in TARGETS {
            for entry in std::fs::read_dir(corpus.join(target)).unwrap() {
                let mut bytes = std::fs::read(entry.unwrap().path()).unwrap();
                let start = at % (bytes.len() + 1);
                let end = (start + remove).min(bytes.len());
                bytes.splice(start..end, insert.bytes());
                run(&bytes);
            }
        }
    }
}
