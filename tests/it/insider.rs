//! `docs/insider.md`: each line names a test that exists.
use std::collections::BTreeMap;
use std::path::Path;

#[test]
fn each_line_of_insider_page_names_a_test_that_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = BTreeMap::new();
    crate::support::source::test_names(&root.join("tests/it"), &mut found);
    crate::support::source::test_names(&root.join("src"), &mut found);
    let page = std::fs::read_to_string(root.join("docs/insider.md")).unwrap();
    let rows = page.lines().filter(|line| line.starts_with('|'));
    let rows =
        rows.filter(|line| !line.starts_with("| ---") && !line.starts_with("| The insider |"));
    let mut lines = 0;
    for row in rows {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let [_, outcome, test] = cells.as_slice() else {
            panic!("not three cells: {row}");
        };
        assert!(
            ["can", "cannot"]
                .iter()
                .any(|word| outcome.starts_with(word)),
            "{row}"
        );
        let test = test.trim_matches('`');
        assert!(found.contains_key(test), "there is no test {test}: {row}");
        lines += 1;
    }
    assert!(lines > 15, "{lines} lines");
}
