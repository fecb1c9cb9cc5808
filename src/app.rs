//! The course of a run from the arguments to the exit code: parse, run the command,
//! print its report.
use std::ffi::{OsStr, OsString};
use std::sync::Arc;
use std::time::Duration;

use clap::FromArgMatches as _;
use tokio::runtime::Runtime;

use crate::cli::command_line::{CommandLine, TargetFlags};
use crate::cli::help::with_command_groups;
use crate::cli::{Cli, Color, Command, Format};
use crate::clock::{Clock as _, SystemClock};
use crate::commands::Started;
use crate::context::resolve_target::tenant_of_domain;
use crate::context::{CommandResult, Ctx, Outcome};
use crate::env::Env;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::io::Io;
use crate::output::{self, Style};
use crate::signals::Signals;
use crate::text::{escape_ci_commands, is_hostile, printable};
use crate::transport::trace::Trace;
use crate::world::World;

/// Runtime tasks polled before the main task and the network get a turn. Low, because
/// each task parses a whole response; with tokio's default of 61, a burst would delay
/// new requests.
const TASKS_IN_A_ROW: u32 = 4;

/// Size of the blocks in which streamed records are written, in bytes.
const PIECE: usize = 64 * 1024;

/// Time without output after which a terminal shows that the program is working.
const SILENCE: Duration = Duration::from_secs(1);

/// Runs the command in `args` and returns the exit code. `world` creates the command's
/// services, once the command is known.
pub fn run(
    args: impl IntoIterator<Item = OsString>,
    env: &Env,
    io: &mut Io,
    world: impl FnOnce(&Cli, &Io) -> Result<World, Failure>,
) -> u8 {
    let cli = match parse(args, io) {
        Ok(cli) => cli,
        Err(code) => return code,
    };
    apply_output_flags(&cli, io);
    let sandbox = is_sandbox(&cli);
    let finished = world(&cli, io).and_then(|world| {
        if sandbox {
            io.say("sandbox: simulated tenant, no real changes");
        }
        let finished = run_in_world(&cli, env, io, &world);
        if let Err(failure) = world.close() {
            io.warn(&format!("warning: {:#}", failure.error));
        }
        finished
    });
    let exit = match finished {
        Ok(Outcome {
            exit,
            records: Some(mut records),
            ..
        }) if cli.global.format() == Format::Jsonl && cli.global.query.is_none() => {
            stream_records(&cli, io, records.as_mut(), sandbox, exit)
        }
        Ok(Outcome {
            report: Some(report),
            exit,
            ..
        }) => print_report(&cli, io, report.as_ref(), sandbox, exit),
        Ok(Outcome {
            program_exit: Some(code),
            ..
        }) => return code,
        Ok(Outcome { exit, .. }) => exit,
        Err(failure) => print_failure(&cli, io, &failure, sandbox),
    };
    exit.code()
}

/// Whether the command runs in the simulated tenant.
pub fn is_sandbox(cli: &Cli) -> bool {
    cli.global.sandbox || matches!(cli.command, Command::Sandbox(_))
}

/// Returns the command that lists the tasks so far, for the same tenant.
pub fn list_tasks_command(cli: &Cli) -> CommandLine {
    own_command(cli, "tasks list")
}

fn own_command(cli: &Cli, words: &'static str) -> CommandLine {
    CommandLine::from_words(words)
        .with_target(&TargetFlags::from_global(&cli.global, is_sandbox(cli)))
}

/// Returns the command line parser, with help as wide as the terminal.
fn clap_command(io: &Io) -> clap::Command {
    // For a screen reader, lines are not wrapped: 0 disables it.
    if io.terminal.accessible {
        return with_command_groups(crate::cli::command())
            .term_width(0)
            .max_term_width(0);
    }
    with_command_groups(crate::cli::command()).term_width(usize::from(io.terminal.width.min(100)))
}

fn parse(args: impl IntoIterator<Item = OsString>, io: &mut Io) -> Result<Cli, u8> {
    let args: Vec<_> = args.into_iter().collect();
    let matched = |args: &[OsString]| {
        let matches = clap_command(io).try_get_matches_from(args)?;
        Cli::from_arg_matches(&matches)
    };
    let parsed = matched(&args).map_err(|error| {
        // An error message repeats arguments or parts of them, which may come from an
        // untrusted source. Any part of a harmless argument is harmless.
        let safe: Vec<_> = args.iter().map(|arg| printable_arg(arg)).collect();
        if safe == args || !error.use_stderr() {
            return error;
        }
        matched(&safe).err().unwrap_or_else(|| {
            let why = "an argument has invisible or control characters";
            clap_command(io).error(clap::error::ErrorKind::InvalidValue, why)
        })
    });
    parsed.map_err(|error| {
        let text = error.render();
        if error.use_stderr() {
            let mut text = if io.terminal.color_err {
                text.ansi().to_string()
            } else {
                text.to_string()
            };
            let sandbox = args.iter().any(|arg| arg == "--sandbox");
            text.extend(crate::cli::hints::next_command_hint(&error, sandbox));
            io.show(&escape_ci_commands(&text));
            if let Some(format) = crate::cli::parse_error::requested_format(&args) {
                let message = crate::cli::parse_error::error_message(&error);
                let failure = Failure::new(Exit::Usage, message)
                    .advise("see what the command takes with --help");
                return write_failure_document(io, &failure, format, sandbox).code();
            }
            Exit::Usage.code()
        } else {
            let text = if io.terminal.color_out {
                text.ansi().to_string()
            } else {
                text.to_string()
            };
            write_answer(io, &text, Exit::Done).code()
        }
    })
}

/// Returns an argument in a form that is safe in a message.
fn printable_arg(arg: &OsStr) -> OsString {
    let text = arg.to_string_lossy();
    if text.contains(is_hostile) {
        printable(&text).into()
    } else {
        arg.to_owned()
    }
}

fn apply_output_flags(cli: &Cli, io: &mut Io) {
    match cli.global.color {
        Color::Auto => {}
        Color::Always => (io.terminal.color_out, io.terminal.color_err) = (true, true),
        Color::Never => (io.terminal.color_out, io.terminal.color_err) = (false, false),
    }
    if cli.global.quiet {
        io.be_quiet();
    }
}

fn run_in_world(cli: &Cli, env: &Env, io: &mut Io, world: &World) -> CommandResult {
    check_output_format(cli)?;
    let mut transport = Arc::clone(&world.transport);
    if cli.global.verbose || cli.global.debug {
        let clock = Arc::clone(&world.clock);
        transport = Arc::new(Trace::new(
            transport,
            clock,
            io.status_writer(),
            cli.global.debug,
        ));
    }
    let interrupt = world.interrupt.clone();
    let talk = io.status_writer();
    let shows_work = io.terminal.redraws && cli.command.waits_for_graph_alone();
    let mut ctx = Ctx {
        io,
        env,
        global: &cli.global,
        dirs: &world.dirs,
        clock: Arc::clone(&world.clock),
        entropy: Arc::clone(&world.entropy),
        transport,
        store: Arc::clone(&world.store),
        browser: Arc::clone(&world.browser),
        sandbox: world.sandbox.clone(),
        target: world.target.as_ref(),
        interrupt: interrupt.clone(),
    };
    let resolved;
    let mut lookup_runtime = None;
    if let Some(domain) = cli.global.tenant_domain() {
        // From here on, the tenant is known by its id.
        let tenant = tenant_of_domain(&ctx, &cli.command, domain);
        // Pooled connections belong to the runtime, so the command uses the same one.
        let tenant = lookup_runtime.insert(runtime()?).block_on(tenant);
        let tenant = tenant.map_err(|failure| {
            crate::commands::with_complete_commands(&ctx, &cli.command, failure)
        })?;
        resolved = cli.global.with_tenant(tenant);
        ctx.global = &resolved;
    }
    let mut running = match crate::commands::start(&mut ctx, &cli.command) {
        Started::Ended(result) => return result,
        Started::Running(future) => future,
    };
    let runtime = lookup_runtime.map_or_else(runtime, Ok)?;
    runtime.block_on(async {
        if !world.signals {
            return running.await;
        }
        let mut signals: Option<Signals> = None;
        loop {
            tokio::select! {
                biased;
                () = interrupt.wait_until_armed(), if signals.is_none() => {
                    let taken = Signals::new().map_err(|error| {
                        Failure::from_error(Exit::Fault, error).context("could not start")
                    })?;
                    signals = Some(taken);
                }
                exit = next_signal(&mut signals) => {
                    if !interrupt.is_requested() && interrupt.is_awaited() {
                        interrupt.request_by_signal(exit);
                        continue;
                    }
                    if interrupt.is_requested() || !interrupt.is_held() {
                        return Err(Failure::new(exit, "interrupted").run(list_tasks_command(cli)));
                    }
                    interrupt.request_by_signal(exit);
                    talk.warn("finishing what is under way; press Ctrl-C again to stop at once");
                }
                () = world.clock.sleep(SILENCE), if shows_work => talk.show_working(),
                result = &mut running => {
                    talk.clear();
                    return result.map(|outcome| Outcome {
                        exit: interrupt.exit_for_signal(outcome.exit),
                        ..outcome
                    });
                }
            }
        }
    })
}

fn runtime() -> Result<Runtime, Failure> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .event_interval(TASKS_IN_A_ROW)
        .build()
        .map_err(|error| Failure::from_error(Exit::Fault, error).context("could not start"))
}

/// Waits for the next signal; forever if signals are not handled.
async fn next_signal(signals: &mut Option<Signals>) -> Exit {
    match signals {
        Some(signals) => signals.next().await,
        None => std::future::pending().await,
    }
}

/// Checks that `junit`, `sarif` and `openmetrics` are used only with `status`, and with
/// the complete one.
fn check_output_format(cli: &Cli) -> Result<(), Failure> {
    if let Some(expression) = &cli.global.query {
        // A mistake in it must not be reported only after the change.
        output::query::check(expression)
            .map_err(|error| Failure::from_error(Exit::Usage, error).advise("nothing was done"))?;
    }
    let special = matches!(
        cli.global.format(),
        Format::Junit | Format::Sarif | Format::Openmetrics
    );
    if special && cli.global.query.is_some() {
        let text = "--query cannot be printed in this form";
        let forms =
            "-o takes table, json, jsonl, csv, tsv or markdown with --query; nothing was done";
        return Err(Failure::new(Exit::Usage, text).advise(forms));
    }
    if special && !matches!(cli.command, Command::Status(_)) {
        return Err(
            Failure::new(Exit::Usage, "only status can be printed in this form")
                .run(own_command(cli, "status -o junit")),
        );
    }
    Ok(())
}

fn print_report(
    cli: &Cli,
    io: &mut Io,
    report: &dyn output::Report,
    sandbox: bool,
    exit: Exit,
) -> Exit {
    let style = Style {
        width: io.terminal.width,
        color: io.terminal.color_out,
        accessible: io.terminal.accessible,
        ascii: io.terminal.ascii,
    };
    let query = cli.global.query.as_deref();
    match output::render(report, cli.global.format(), query, sandbox, style) {
        Ok(text) => write_answer(io, &text, exit),
        // The command has run, and its exit code must tell so: a script must not assume
        // that nothing was changed.
        Err(error) => {
            io.warn(&format!("warning: {error}; this is the whole answer"));
            let whole = output::json::envelope(report, sandbox);
            write_answer(io, &output::json::pretty(&whole), exit)
        }
    }
}

/// Prints records one by one, since there may be a hundred thousand.
fn stream_records(
    cli: &Cli,
    io: &mut Io,
    records: &mut dyn output::Records,
    sandbox: bool,
    exit: Exit,
) -> Exit {
    let mut unwritten = None;
    let mut text = String::new();
    let streamed = records.print_each(&mut |line| {
        text.push_str(&output::json::line(line));
        if text.len() < PIECE {
            return Ok(());
        }
        io.answer(&std::mem::take(&mut text)).map_err(|error| {
            let failure = Failure::new(Exit::Fault, "could not write the answer");
            unwritten = Some(error);
            failure
        })
    });
    if unwritten.is_none() {
        unwritten = io.answer(&text).err();
    }
    match (streamed, unwritten) {
        (_, Some(error)) => unwritten_answer(io, &error, exit),
        (Err(failure), None) => print_failure(cli, io, &failure, sandbox),
        (Ok(()), None) => exit,
    }
}

/// Writes the result. A reader that has closed the pipe is not an error.
fn write_answer(io: &mut Io, text: &str, exit: Exit) -> Exit {
    match io.answer(text) {
        Ok(()) => exit,
        Err(error) => unwritten_answer(io, &error, exit),
    }
}

/// Returns the exit code if the result could not be written.
fn unwritten_answer(io: &Io, error: &std::io::Error, exit: Exit) -> Exit {
    if error.kind() == std::io::ErrorKind::BrokenPipe {
        return exit;
    }
    io.warn(&format!("error: could not write the answer: {error}"));
    Exit::Fault
}

fn print_failure(cli: &Cli, io: &mut Io, failure: &Failure, sandbox: bool) -> Exit {
    let style = Style {
        width: io.terminal.width,
        color: io.terminal.color_err,
        accessible: io.terminal.accessible,
        ascii: io.terminal.ascii,
    };
    io.show(&output::failure::text(failure, style));
    write_failure_document(io, failure, cli.global.format(), sandbox)
}

/// Writes a failure in the format of the result.
fn write_failure_document(io: &mut Io, failure: &Failure, format: Format, sandbox: bool) -> Exit {
    let now = SystemClock.now();
    match output::failure::document(failure, format, sandbox, now) {
        Some(text) => write_answer(io, &text, failure.exit),
        None => failure.exit,
    }
}
