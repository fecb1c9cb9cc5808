//! `sandbox tour`: a typical workflow, step by step, in a simulated tenant of its own.
//!
//! Each step is an ordinary command. Its output goes to stderr as it happens; the tour's
//! own result is one table.
use serde_json::Value;

use crate::cli::sandbox::TourArgs;
use crate::context::{CommandResult, Ctx, Outcome};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output;
use crate::reports::sandbox::tour::{Tour, TourStep};
use crate::sandbox::seed::cast;

/// A planned step.
struct Planned {
    question: &'static str,
    command: String,
    /// Expected exit code of the step in this tenant.
    expected: Exit,
    answer: fn(&Value) -> String,
}

/// Runs the typical workflow.
///
/// # Errors
/// Exit 1 if a step is not a valid command; a step that fails is part of the table.
pub(crate) async fn run(ctx: &mut Ctx<'_>, _: &TourArgs) -> CommandResult {
    let planned = plan();
    let count = planned.len();
    let mut steps = Vec::with_capacity(count);
    for (number, step) in planned.into_iter().enumerate() {
        let line = format!("entractl --sandbox {}", step.command);
        ctx.io.say("");
        ctx.io
            .say(&format!("{}/{count}  {}", number + 1, step.question));
        ctx.io.say(&format!("$ {line}"));
        ctx.io.say("");
        let (answer, exit) = one(ctx, &line, step.answer).await?;
        steps.push(TourStep {
            question: step.question.to_owned(),
            command: line,
            answer,
            exit_code: exit.code(),
            as_expected: exit == step.expected,
        });
    }
    ctx.io.say("");
    let complete = steps.iter().all(|step| step.as_expected);
    let exit = if complete { Exit::Done } else { Exit::Partial };
    Ok(Outcome::with(Tour { steps, complete }, exit))
}

async fn one(
    ctx: &mut Ctx<'_>,
    line: &str,
    answer: fn(&Value) -> String,
) -> Result<(String, Exit), Failure> {
    let cli = crate::cli::parse(line.split(' '))
        .map_err(|error| Failure::from_error(Exit::Fault, error))?;
    let style = ctx.talk_style();
    let mut inner = ctx.with_global(&cli.global);
    // A step is a command like any other: the same function runs it.
    let finished = crate::commands::start(&mut inner, &cli.command)
        .ended()
        .await;
    Ok(match finished {
        Ok(Outcome {
            report: Some(report),
            exit,
            ..
        }) => {
            ctx.io.show(&output::human::text(&report.view(), style));
            (answer(&report.data()), exit)
        }
        Ok(Outcome { exit, .. }) => (String::new(), exit),
        Err(failure) => {
            ctx.io.show(&output::failure::text(&failure, style));
            (failure.error.to_string(), failure.exit)
        }
    })
}

fn plan() -> Vec<Planned> {
    let person = cast::PLAIN;
    let step = |question, command: String, expected, answer| Planned {
        question,
        command,
        expected,
        answer,
    };
    vec![
        step(
            "Which apps need access to the tenant?",
            "apps list".to_owned(),
            Exit::Done,
            apps,
        ),
        step(
            "Is what was granted still in place?",
            "status".to_owned(),
            Exit::Unhealthy,
            states,
        ),
        step(
            "Grant Search what it asks for",
            "grant search --browser --yes --reason tour".to_owned(),
            Exit::Done,
            grant,
        ),
        step(
            "Give it the role that its resets need",
            "grant search --settings --yes --reason tour".to_owned(),
            Exit::Done,
            settings,
        ),
        step("And now?", "status search".to_owned(), Exit::Done, states),
        step(
            "Who is this person?",
            format!("users show {person}"),
            Exit::Done,
            person_shown,
        ),
        step(
            "Their password leaked: lock the account",
            format!("users contain {person} --yes --reason tour"),
            Exit::Done,
            contained,
        ),
        step(
            "Are they locked out?",
            format!("users show {person}"),
            Exit::Done,
            person_shown,
        ),
    ]
}

fn list<'a>(data: &'a Value, key: &str) -> &'a [Value] {
    data.get(key)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

fn text<'a>(data: &'a Value, pointer: &str) -> &'a str {
    data.pointer(pointer)
        .and_then(Value::as_str)
        .unwrap_or_default()
}

fn apps(data: &Value) -> String {
    format!("{} Vision One apps", list(data, "apps").len())
}

/// Returns the number of apps by state, in the order of the report.
fn states(data: &Value) -> String {
    let mut counted: Vec<(String, usize)> = Vec::new();
    for app in list(data, "apps") {
        let status = text(app, "/statusText").to_lowercase();
        match counted.iter_mut().find(|(known, _)| *known == status) {
            Some((_, count)) => *count += 1,
            None => counted.push((status, 1)),
        }
    }
    if let [(only, 1)] = counted.as_slice() {
        return only.clone();
    }
    let parts: Vec<String> = counted
        .iter()
        .map(|(status, count)| format!("{count} {status}"))
        .collect();
    parts.join(", ")
}

fn grant(data: &Value) -> String {
    let added = list(data, "sets")
        .iter()
        .map(|set| list(set, "adds").len())
        .sum::<usize>();
    format!("{added} permissions, and Graph shows them")
}

fn settings(data: &Value) -> String {
    match list(data, "steps").len() {
        1 => "1 directory role given".to_owned(),
        many => format!("{many} directory roles given"),
    }
}

fn person_shown(data: &Value) -> String {
    let sign_in = match data.get("accountEnabled").and_then(Value::as_bool) {
        Some(true) => "sign-in allowed",
        Some(false) => "sign-in blocked",
        None => "sign-in not known",
    };
    format!(
        "{}, {}, {sign_in}",
        text(data, "/name"),
        text(data, "/jobTitle")
    )
}

fn contained(data: &Value) -> String {
    let verdicts: Vec<&str> = list(data, "accounts")
        .iter()
        .map(|account| text(account, "/verdict"))
        .collect();
    verdicts.join(", ")
}
