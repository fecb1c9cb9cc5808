//! What README and the sign-in page promise that a test can look up.
use std::fs;
use std::path::Path;

fn page(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

#[test]
fn it_says_whose_it_is_not() {
    assert!(page("README.md").contains("not affiliated with Trend Micro or Microsoft"));
}

#[test]
fn the_permissions_to_register_are_those_that_a_sign_in_asks_for() {
    use entractl::catalog::scopes::{Use, scopes_for};
    let page = page("docs/sign-in.md");
    for purpose in Use::ALL {
        let label = format!("| `--for {}`", purpose.as_str());
        let row = page.lines().find(|line| line.contains(&label)).unwrap();
        let listed: Vec<&str> = row.split('`').skip(3).step_by(2).collect();
        assert_eq!(listed, scopes_for(purpose), "{label}");
    }
}
