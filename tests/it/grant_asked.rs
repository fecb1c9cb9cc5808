//! `grant` and `block` before anything is written: what is asked, what a dry run
//! says, what is printed to repeat, and what is said of a refused read.
use std::sync::{Arc, Mutex};

use crate::support::bench::{Bench, Ran, writes};
use async_trait::async_trait;
use entractl::browser::{Browser, BrowserError, RedirectListener};
use entractl::sandbox::{Faults, SandboxBrowser, TENANT_ID};

const PAGE: &str = "/adminconsent?client_id=5e700003-aaaa-4aaa-8aaa-00000000da7a";

fn bench() -> Bench {
    let mut bench = Bench::new();
    bench.requests();
    bench
}

fn fault(bench: &Bench, text: &str) {
    bench.sandbox.with_tenant(|tenant| {
        tenant.faults.set(Faults::parse(text).unwrap());
    });
}

/// A browser that opens so many pages and then none.
#[derive(Debug)]
struct OpensSome {
    honest: SandboxBrowser,
    left: Mutex<usize>,
}

#[async_trait]
impl Browser for OpensSome {
    async fn listen(&self) -> Result<Box<dyn RedirectListener>, BrowserError> {
        self.honest.listen().await
    }

    async fn open(&self, address: &str) -> Result<String, BrowserError> {
        {
            let mut left = self.left.lock().unwrap();
            if *left == 0 {
                return Err(BrowserError::Open("it is gone".to_owned()));
            }
            *left -= 1;
        }
        self.honest.open(address).await
    }
}

fn opens(bench: &mut Bench, pages: usize) {
    bench.browser = Some(Arc::new(OpensSome {
        honest: SandboxBrowser::new(Arc::clone(&bench.sandbox)),
        left: Mutex::new(pages),
    }));
}

fn granted(bench: &mut Bench) -> bool {
    bench.run("status search -o json").json()["apps"][0]["status"] != "not-granted"
}

#[test]
fn at_a_terminal_the_page_opens_only_after_a_yes() {
    let mut bench = bench();
    opens(&mut bench, 0);
    for answer in ["n\n", "\n", "what\nn\n"] {
        bench.typed = Some(answer.to_owned());
        let ran = bench.run("grant search").exits(13);
        assert!(ran.err.contains(PAGE), "{}", ran.all());
        assert!(
            ran.err
                .contains("Open Microsoft's page to grant 3 permissions")
        );
        assert!(!ran.err.contains("Administrator opens"), "{}", ran.all());
        assert!(
            !ran.err.contains("opened the consent page"),
            "{}",
            ran.all()
        );
    }
    assert!(!granted(&mut bench));
    opens(&mut bench, 1);
    bench.typed = Some("y\n".to_owned());
    let ran = bench.run("grant search").exits(0);
    assert!(
        ran.out.contains("granted, and Graph shows it"),
        "{}",
        ran.all()
    );
    assert!(
        ran.out
            .contains("entractl --sandbox grant search --settings"),
        "{}",
        ran.all()
    );
    assert!(granted(&mut bench));
}

#[test]
fn without_a_terminal_the_page_opens_only_with_yes() {
    let mut bench = bench();
    opens(&mut bench, 0);
    let ran = bench.run("grant search --browser").exits(13);
    assert!(
        ran.err
            .contains("entractl --sandbox grant search --browser --yes"),
        "{}",
        ran.all()
    );
    opens(&mut bench, 1);
    bench.run("grant search --browser --yes").exits(0);
}

#[test]
fn a_question_is_not_broken_in_the_middle_of_an_id() {
    let mut bench = bench();
    bench.typed = Some("n\n".to_owned());
    let ran = bench.run("grant search --direct").exits(13);
    let question = ran.err.lines().filter(|line| line.contains("[y/N]"));
    for line in question {
        assert!(line.chars().count() < 140, "{line}");
    }
    for line in ran.err.lines() {
        let asked = line.split("[y/N]").next().unwrap();
        assert!(asked.chars().count() <= 80, "{line}");
    }
    assert!(ran.err.contains("5e700003-aaaa-4aaa-8aaa-00000000da7a?"));
}

#[test]
fn a_dry_run_names_the_calls_or_says_that_there_are_none() {
    let mut bench = bench();
    bench.terminal.interactive = true;
    for (line, said) in [
        ("grant search --dry-run", "no page was opened"),
        ("grant search --url --dry-run", "no page was opened"),
        (
            "grant search --direct --dry-run",
            "POST /servicePrincipals/",
        ),
        ("grant mobile-security --dry-run", "No call is needed"),
        ("grant search --settings --dry-run", "POST /roleManagement/"),
        (
            "grant mobile-security --enable --dry-run",
            "No call is needed",
        ),
        (
            "block mobile-security --dry-run",
            "Nothing is sent to Graph",
        ),
        ("block mobile-security --revoke --dry-run", "DELETE /"),
        ("block search --revoke --dry-run", "No call is needed"),
    ] {
        let ran = bench.run(line).exits(0);
        let flat = ran.out.replace('\n', " ");
        assert!(flat.contains(said), "{line}\n{}", ran.all());
        let calls = ran.out.contains("Calls; none was sent");
        let listed = ran.out.lines().any(|line| {
            ["- POST /", "- PATCH /", "- DELETE /"]
                .iter()
                .any(|method| line.starts_with(method))
        });
        assert_eq!(calls, listed, "{line}\n{}", ran.all());
        let pages = ran.out.matches(PAGE).count();
        assert_eq!(pages, usize::from(said.contains("page")), "{line}");
    }
    assert_eq!(writes(&bench.requests()), 0);
    assert!(!granted(&mut bench));
}

#[test]
fn the_address_stands_once_and_whole_on_a_line_of_its_own() {
    for line in [
        "grant search --url",
        "grant search --url --wait 5s",
        "grant search --url --dry-run",
    ] {
        let mut bench = bench();
        let ran = bench.run(line);
        let all = format!("{}{}", ran.err, ran.out);
        let lines: Vec<&str> = all.lines().filter(|line| line.contains(PAGE)).collect();
        assert_eq!(lines.len(), 1, "{line}\n{}", ran.all());
        assert!(lines[0].trim().starts_with("https://"), "{}", lines[0]);
        assert!(lines[0].ends_with(PAGE), "{}", lines[0]);
    }
}

#[test]
fn what_is_printed_to_repeat_keeps_every_flag() {
    for (typed, expected) in [
        (
            format!(
                "--tenant {TENANT_ID} -o json --no-input grant search --set s2 --all-sets \
                 --direct --wait 2m --reason 'CHG 7'"
            ),
            format!(
                "entractl --sandbox --tenant {TENANT_ID} --output json --no-input grant search \
                 --set s2 --all-sets --direct --wait 2m --reason 'CHG 7' --yes"
            ),
        ),
        (
            "grant search --browser --wait 90s --reason x -o json".to_owned(),
            "entractl --sandbox --output json grant search --browser --wait 90s --reason x --yes"
                .to_owned(),
        ),
        (
            "grant search --settings --reason 'CHG 7' -o json".to_owned(),
            "entractl --sandbox --output json grant search --settings --reason 'CHG 7' --yes"
                .to_owned(),
        ),
        (
            "block mobile-security --revoke --reason 'CHG 7' -o json".to_owned(),
            "entractl --sandbox --output json block mobile-security --revoke --reason 'CHG 7' --yes"
                .to_owned(),
        ),
    ] {
        let mut bench = bench();
        let ran = bench.run(&typed).exits(13);
        let next = ran.json()["error"]["next"].clone();
        let printed: Vec<&str> = next
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|one| one["command"].as_str())
            .collect();
        assert!(printed.contains(&expected.as_str()), "{printed:#?}");
        let dry = expected.replace(" --yes", " --dry-run");
        assert!(printed.contains(&dry.as_str()), "{printed:#?}");
        bench.run_printed(&expected).exits(0);
    }
}

#[test]
fn a_browser_that_fails_names_the_way_without_one_with_every_flag() {
    let mut bench = bench();
    opens(&mut bench, 0);
    let ran = bench.run("grant search --set s2 --browser --yes --reason 'CHG 7'");
    assert_eq!(ran.exit, 1, "{}", ran.all());
    let line = "entractl --sandbox grant search --set s2 --url --wait 10m --reason 'CHG 7'";
    assert!(ran.err.contains(line), "{}", ran.all());
    assert_eq!(writes(&bench.requests()), 0);
}

#[test]
fn what_one_page_granted_is_reported_though_the_next_one_fails() {
    let mut bench = bench();
    opens(&mut bench, 1);
    let ran = bench
        .run("grant search --set s2 --browser --yes -o json")
        .exits(9);
    let report = ran.json();
    let of = |set: &str| {
        let sets = report["sets"].as_array().unwrap();
        sets.iter().find(|one| one["set"] == set).unwrap().clone()
    };
    let states = [of("s2")["state"].clone(), of("s3")["state"].clone()];
    assert!(
        states.contains(&"granted".into()) && states.contains(&"failed".into()),
        "{report:#}"
    );
    let failed = if states[0] == "failed" {
        of("s2")
    } else {
        of("s3")
    };
    let error = failed["error"].as_str().unwrap();
    assert!(error.contains("it is gone"), "{error}");
    let again = report["again"].as_str().unwrap();
    let line = "grant search --set s2 --url --wait 10m";
    assert!(again.ends_with(line), "{again}");
    let shown = bench.run("grant search --set s2 --browser --yes").exits(1);
    assert!(shown.err.contains(line), "{}", shown.all());
    opens(&mut bench, 1);
    bench.run("grant search --set s2 --browser --yes").exits(0);
}

#[track_caller]
fn refused(ran: &Ran, exit: u8) {
    assert_eq!(ran.exit, exit, "{}", ran.all());
    if exit != 4 {
        return;
    }
    let text = ran.err.replace("\n    ", " ");
    for part in [
        "Directory.Read.All",
        "the token holds",
        "that is enough",
        "Directory Readers",
        "entractl --sandbox auth login",
        "entractl --sandbox explain Authorization_RequestDenied",
    ] {
        assert!(text.contains(part), "{part}\n{}", ran.all());
    }
}

#[test]
fn a_read_that_fails_before_a_change_ends_with_the_code_of_its_cause() {
    for (text, exit) in [
        ("permissions-denied:method=GET", 4),
        ("error-before:rate=1.0", 6),
        ("html:rate=1.0", 10),
    ] {
        for line in [
            "grant search --direct --yes",
            "grant search --browser --yes",
            "grant search --url",
            "grant search --settings --yes",
            "grant search --enable --yes",
            "block mobile-security --revoke --yes",
            "block mobile-security --delete --yes",
        ] {
            let mut bench = bench();
            fault(&bench, text);
            let ran = bench.run(line);
            refused(&ran, exit);
            assert!(ran.err.contains("nothing was changed"), "{}", ran.all());
            assert_eq!(writes(&bench.requests()), 0, "{line}");
        }
    }
}

#[test]
fn a_status_that_may_not_be_read_names_what_it_needs() {
    let mut bench = bench();
    fault(&bench, "permissions-denied:method=GET");
    let ran = bench.run("status search").exits(4);
    assert!(
        ran.out.contains("needs Directory.Read.All"),
        "{}",
        ran.all()
    );
}
