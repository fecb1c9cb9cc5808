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
struct PlannedStep {
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
    let planned = planned_steps();
    let count = planned.len();
    let mut steps = Vec::with_capacity(count);
    for (number, step) in planned.into_iter().enumerate() {
        let line = format!("entractl --sandbox {}", step.command);
        ctx.io.say("");
        ctx.io
            .say(&format!("{}/{count}  {}", number + 1, step.question));
        ctx.io.say(&format!("$ {line}"));
        ctx.io.say("");
        let (answer, exit) = run_step(ctx, &line, step.answer).await?;
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

async fn run_step(
    ctx: &mut Ctx<'_>,
    line: &str,
    answer: fn(&Value) -> String,
) -> Result<(String, Exit), Failure> {
    let cli = crate::cli::parse(line.split(' '))
        .map_err(|error| Failure::from_error(Exit::Fault, error))?;
    let style = ctx.stderr_style();
    let mut inner = ctx.with_global(&cli.global);
    // A step is a command like any other: the same function runs it.
    let finished = crate::commands::start(&mut inner, &cli.command)
        .finish()
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

fn planned_steps() -> Vec<PlannedStep> {
    let person = cast::PLAIN;
    let step = |question, command: String, expected, answer| PlannedStep {
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
            describe_apps,
        ),
        step(
            "Is what was granted still in place?",
            "status".to_owned(),
            Exit::Unhealthy,
            describe_statuses,
        ),
        step(
            "Grant Search what it asks for",
            "grant search --browser --yes --reason tour".to_owned(),
            Exit::Done,
            describe_grant,
        ),
        step(
            "Give it the role that its resets need",
            "grant search --settings --yes --reason tour".to_owned(),
            Exit::Done,
            describe_settings,
        ),
        step(
            "And now?",
            "status search".to_owned(),
            Exit::Done,
            describe_statuses,
        ),
        step(
            "Who is this person?",
            format!("users show {person}"),
            Exit::Done,
            describe_user,
        ),
        step(
            "Their password leaked: lock the account",
            format!("users contain {person} --yes --reason tour"),
            Exit::Done,
            describe_containment,
        ),
        step(
            "Are they locked out?",
            format!("users show {person}"),
            Exit::Done,
            describe_user,
        ),
    ]
}

fn list_at<'a>(data: &'a Value, key: &str) -> &'a [Value] {
    data.get(key)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

fn text_at<'a>(data: &'a Value, pointer: &str) -> &'a str {
    data.pointer(pointer)
        .and_then(Value::as_str)
        .unwrap_or_default()
}

fn describe_apps(data: &Value) -> String {
    format!("{} Vision One apps", list_at(data, "apps").len())
}

/// Returns the number of apps by state, in the order of the report.
fn describe_statuses(data: &Value) -> String {
    let mut counted: Vec<(String, usize)> = Vec::new();
    for app in list_at(data, "apps") {
        let status = text_at(app, "/statusText").to_lowercase();
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

fn describe_grant(data: &Value) -> String {
    let added = list_at(data, "sets")
        .iter()
        .map(|set| list_at(set, "adds").len())
        .sum::<usize>();
    format!("{added} permissions, and Graph shows them")
}

fn describe_settings(data: &Value) -> String {
    match list_at(data, "steps").len() {
        1 => "1 directory role given".to_owned(),
        many => format!("{many} directory roles given"),
    }
}

fn describe_user(data: &Value) -> String {
    let sign_in = match data.get("accountEnabled").and_then(Value::as_bool) {
        Some(true) => "sign-in allowed",
        Some(false) => "sign-in blocked",
        None => "sign-in not known",
    };
    format!(
        "{}, {}, {sign_in}",
        text_at(data, "/name"),
        text_at(data, "/jobTitle")
    )
}

fn describe_containment(data: &Value) -> String {
    let verdicts: Vec<&str> = list_at(data, "accounts")
        .iter()
        .map(|account| text_at(account, "/verdict"))
        .collect();
    verdicts.join(", ")
}
