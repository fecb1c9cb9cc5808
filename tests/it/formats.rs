//! Forms of an answer: `-o`, `--query`, and what a failure writes in each of them.
use crate::support::bench::Bench;

/// What `line` prints, for a snapshot: the moment of the run is taken out.
fn printed(line: &str, exit: u8) -> String {
    let ran = Bench::new().run(line).exits(exit);
    let stamp = "timestamp=\"";
    match ran.out.split_once(stamp) {
        Some((before, after)) => {
            let (_, rest) = after.split_once('"').unwrap();
            format!("{before}{stamp}NOW\"{rest}")
        }
        None => ran.out,
    }
}

#[test]
fn tsv_has_the_columns_of_csv_without_a_heading_and_quotes() {
    insta::assert_snapshot!(printed("users list rowan --limit 2 -o csv", 0), @"
    id,userPrincipalName,name,accountEnabled,kind
    8b2bef09-a0be-4e04-afc2-9604d83276f8,rowan.reyes-vale@meridian.example,Rowan Reyes-Vale,true,cloud
    ");
    insta::assert_snapshot!(printed("users list rowan --limit 2 -o tsv", 0), @"8b2bef09-a0be-4e04-afc2-9604d83276f8	rowan.reyes-vale@meridian.example	Rowan Reyes-Vale	true	cloud");
    insta::assert_snapshot!(printed("explain AADSTS50173 -o tsv", 0), @"AADSTS50173	FreshTokenNeeded	reauthenticate	All sessions of this account were ended, or its password was reset.	Sign in again.");
}

#[test]
fn query_selects_the_rows_and_columns_of_every_table() {
    let line = |form: &str| {
        let query = "apps[0:2].{id:id,sets:length(sets),recorded:recorded}";
        printed(&format!("apps list -o {form} --query {query}"), 0)
    };
    insta::assert_snapshot!(line("table"), @"
     id                recorded   sets
    ───────────────────────────────────
     mobile-security              1
     search                       2
    ");
    insta::assert_snapshot!(line("csv"), @"
    id,recorded,sets
    mobile-security,,1
    search,,2
    ");
    insta::assert_snapshot!(line("tsv"), @"
    mobile-security		1
    search		2
    ");
    insta::assert_snapshot!(line("markdown"), @"
    | id | recorded | sets |
    | --- | --- | --- |
    | mobile-security |  | 1 |
    | search |  | 2 |
    ");
}

#[test]
fn query_of_plain_values_is_a_line_each_in_tsv() {
    let line = |query: &str| printed(&format!("apps list -o tsv --query {query}"), 0);
    insta::assert_snapshot!(line("apps[0:3].id"), @"
    mobile-security
    search
    risk-insights
    ");
    insta::assert_snapshot!(line("apps[0:2].[id,name]"), @"
    mobile-security	Mobile Security
    search	Search
    ");
    insta::assert_snapshot!(line("apps[0].id"), @"mobile-security");
    insta::assert_snapshot!(line("apps[0].nothing"), @"");
}

#[test]
fn query_is_json_where_no_form_is_asked_for() {
    assert_eq!(
        printed("apps list --query apps[0].id", 0),
        "\"mobile-security\"\n"
    );
}

#[test]
fn query_with_a_form_that_it_cannot_have_is_refused_before_anything_is_done() {
    let mut bench = Bench::new();
    for form in ["junit", "sarif", "openmetrics"] {
        let line = format!("status -o {form} --query apps");
        let ran = bench.run(&line).exits(2);
        assert!(
            ran.err.contains("--query cannot be printed in this form"),
            "{}",
            ran.all()
        );
    }
    let line = "users disable rowan.reyes-vale@meridian.example --yes -o junit --query apps";
    bench.run(line).exits(2);
    bench.run("tasks show 1").exits(5);
}

#[test]
fn failure_is_a_whole_document_of_its_form() {
    let line = |form: &str| printed(&format!("status no-such-app -o {form}"), 2);
    insta::assert_snapshot!(line("junit"), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites>
      <testsuite id="0" package="entractl" name="entractl" hostname="localhost" timestamp="NOW" tests="1" failures="0" errors="1" time="0">
        <properties/>
        <testcase classname="entractl.status" name="entractl" time="0">
          <error type="exit-2" message="there is no app called &quot;no-such-app&quot;">there is no app called &quot;no-such-app&quot;
    run: entractl --sandbox apps list</error>
        </testcase>
        <system-out></system-out>
        <system-err/>
      </testsuite>
    </testsuites>
    "#);
    insta::assert_snapshot!(line("sarif"), @r#"
    {
      "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
      "version": "2.1.0",
      "runs": [
        {
          "tool": {
            "driver": {
              "name": "entractl",
              "version": "0.1.0",
              "rules": []
            }
          },
          "invocations": [
            {
              "executionSuccessful": false,
              "toolExecutionNotifications": [
                {
                  "level": "error",
                  "descriptor": {
                    "id": "exit-2"
                  },
                  "message": {
                    "text": "there is no app called \"no-such-app\". run: entractl --sandbox apps list"
                  }
                }
              ]
            }
          ],
          "results": []
        }
      ]
    }
    "#);
    insta::assert_snapshot!(line("openmetrics"), @"
    # TYPE entractl_check_succeeded gauge
    # HELP entractl_check_succeeded Whether Graph could be asked.
    entractl_check_succeeded 0
    # EOF
    ");
    insta::assert_snapshot!(line("markdown"), @r#"
    error: there is no app called "no-such-app"

    - `entractl --sandbox apps list`
    "#);
    // A line of it would be taken for data.
    assert_eq!(line("csv"), "");
    assert_eq!(line("tsv"), "");
    assert_eq!(line("table"), "");
}

#[test]
fn command_line_that_is_wrong_answers_in_the_form_that_it_asks_for() {
    insta::assert_snapshot!(printed("statsu -o junit", 2), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites>
      <testsuite id="0" package="entractl" name="entractl" hostname="localhost" timestamp="NOW" tests="1" failures="0" errors="1" time="0">
        <properties/>
        <testcase classname="entractl.status" name="entractl" time="0">
          <error type="exit-2" message="unrecognized subcommand &apos;statsu&apos; tip: some similar subcommands exist: &apos;tasks&apos;, &apos;status&apos;">unrecognized subcommand &apos;statsu&apos; tip: some similar subcommands exist: &apos;tasks&apos;, &apos;status&apos;
    see what the command takes with --help</error>
        </testcase>
        <system-out></system-out>
        <system-err/>
      </testsuite>
    </testsuites>
    "#);
}

#[test]
fn junit_has_what_the_schemas_of_jenkins_and_ant_demand() {
    insta::assert_snapshot!(printed("status search workbench -o junit", 11), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites>
      <testsuite id="0" package="entractl" name="5a4d0b0c-7e11-4a6b-9c1d-0a1b2c3d4e5f" hostname="localhost" timestamp="NOW" tests="2" failures="2" errors="0" time="0">
        <properties/>
        <testcase classname="entractl.status" name="search" time="0">
          <failure type="not-granted" message="Not granted">none of its 3 permissions is granted
    run: entractl --sandbox grant search</failure>
        </testcase>
        <testcase classname="entractl.status" name="workbench" time="0">
          <failure type="not-granted" message="Not granted">none of its 3 permissions is granted
    run: entractl --sandbox grant workbench</failure>
        </testcase>
        <system-out></system-out>
        <system-err/>
      </testsuite>
    </testsuites>
    "#);
}

#[test]
fn sarif_names_a_file_and_tells_results_apart() {
    let ran = Bench::new().run("status -o sarif").exits(11);
    let log: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let run = &log["runs"][0];
    assert_eq!(run["invocations"][0]["executionSuccessful"], true);
    let results = run["results"].as_array().unwrap();
    let mut seen = Vec::new();
    for result in results {
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "config.toml");
        assert_eq!(place["region"]["startLine"], 1);
        let hash = result["partialFingerprints"]["primaryLocationLineHash"].to_string();
        assert!(!seen.contains(&hash), "{hash}");
        seen.push(hash);
    }
    assert!(seen.len() > 1);
}
