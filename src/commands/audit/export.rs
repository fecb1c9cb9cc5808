//! `audit export`: writes the log line by line, so that its length does not matter.
use crate::text::shell_word;
use std::fs::File;
use std::io::{ErrorKind, Write as _};
use std::path::Path;

use super::log::Log;
use super::{command_for_tenant, fault_of, no_log_failure, open_log, to_entry_filter};
use crate::audit::AuditError;
use crate::cli::Format;
use crate::cli::audit::{ExportArgs, ExportFormat};
use crate::context::{CommandResult, Ctx, Outcome};
use crate::domain::audit_entry::Entry;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::io::Io;
use crate::output::{cef, csv, json};
use crate::reports::audit::export::AuditExport;

/// Number of bytes per write.
const AT_A_TIME: usize = 64 * 1024;

/// Destination of the lines.
struct OutputBuffer<'a> {
    io: &'a mut Io,
    file: Option<File>,
    waiting: String,
}

/// Reason why an export ended early.
enum ExportStop {
    /// The reader of stdout has closed it.
    NoReader,
    Failed(Failure),
}

impl From<AuditError> for ExportStop {
    fn from(error: AuditError) -> Self {
        Self::Failed(error.into())
    }
}

/// Exports the log.
pub(crate) fn run(ctx: &mut Ctx<'_>, args: &ExportArgs) -> CommandResult {
    let to_stdout = args.out == Path::new("-");
    if to_stdout && (ctx.global.format() != Format::Table || ctx.global.query.is_some()) {
        return Err(Failure::new(
            Exit::Usage,
            "with --out - the lines are the answer: --output and --query have no meaning",
        )
        .advise("choose the form with --format"));
    }
    let Some((tenant, log)) = open_log(ctx)? else {
        return Err(no_log_failure(ctx));
    };
    let wanted = to_entry_filter(ctx, &args.filter);
    let file = if to_stdout {
        None
    } else {
        let made = crate::files::create_new(&args.out);
        Some(made.map_err(|error| Failure::from_error(Exit::Storage, error))?)
    };
    let mut sink = OutputBuffer {
        io: ctx.io,
        file,
        waiting: String::new(),
    };
    let mut lines = 0;
    let written = write_lines(
        &mut sink,
        args.format,
        tenant.as_str(),
        &wanted,
        log,
        &mut lines,
    );
    let judged = match written {
        Ok(judged) => judged,
        Err(ExportStop::NoReader) => {
            return Ok(Outcome::silent(Exit::Done));
        }
        Err(ExportStop::Failed(failure)) => return Err(failure),
    };
    let fault = fault_of(&judged);
    let exit = match fault {
        Some(_) => Exit::Untrusted,
        None => Exit::Done,
    };
    if to_stdout {
        if let Some(fault) = &fault {
            ctx.io.warn(&format!(
                "error: the audit log is not as it was written: {}",
                fault.damage_text()
            ));
            ctx.io.warn(&format!(
                "run: {}",
                command_for_tenant(ctx, &tenant, "audit verify")
            ));
        }
        return Ok(Outcome::silent(exit));
    }
    let path = args.out.to_string_lossy().into_owned();
    let next = match (&fault, args.format) {
        (Some(_), _) => command_for_tenant(ctx, &tenant, "audit verify").to_string(),
        (None, _) => format!("sha256sum {}", shell_word(&path)),
    };
    let report = AuditExport {
        tenant,
        file: path,
        format: args.format.as_str().to_owned(),
        lines,
        fault,
        next: vec![next],
    };
    Ok(Outcome::with(report, exit))
}

type CheckedChain = Result<crate::audit::Intact, crate::audit::Broken>;

fn write_lines(
    sink: &mut OutputBuffer<'_>,
    format: ExportFormat,
    tenant: &str,
    wanted: &crate::domain::audit_entry::EntryFilter,
    log: Log,
    lines: &mut u64,
) -> Result<CheckedChain, ExportStop> {
    if format == ExportFormat::Csv {
        sink.push(&csv::line(Entry::COLUMNS))?;
    }
    let judged = log.for_each_line::<ExportStop>(|_, line| {
        if format == ExportFormat::Jsonl && wanted.matches_all() {
            // Damaged lines are exported as they are; intact lines do not change.
            *lines += 1;
            return sink.push(&json::escape_hostile(&String::from_utf8_lossy(line)));
        }
        let Some(entry) = Entry::parse(line).filter(|entry| wanted.matches(entry)) else {
            return Ok(());
        };
        *lines += 1;
        match format {
            ExportFormat::Jsonl => sink.push(&json::escape_hostile(&String::from_utf8_lossy(line))),
            ExportFormat::Cef => sink.push(&cef::line(&entry, tenant)),
            ExportFormat::Csv => {
                let columns = entry.to_columns();
                sink.push(&csv::line(columns.iter().map(String::as_str)))
            }
        }
    })?;
    let judged = judged.result;
    sink.flush()?;
    if let Some(file) = &sink.file {
        file.sync_all().map_err(write_failure_stop)?;
    }
    Ok(judged)
}

impl OutputBuffer<'_> {
    fn push(&mut self, text: &str) -> Result<(), ExportStop> {
        self.waiting.push_str(text);
        if self.waiting.len() < AT_A_TIME {
            return Ok(());
        }
        self.flush()
    }

    fn flush(&mut self) -> Result<(), ExportStop> {
        let written = match &mut self.file {
            Some(file) => file.write_all(self.waiting.as_bytes()),
            None => self.io.answer(&self.waiting),
        };
        self.waiting.clear();
        written.map_err(write_failure_stop)
    }
}

fn write_failure_stop(error: std::io::Error) -> ExportStop {
    if error.kind() == ErrorKind::BrokenPipe {
        return ExportStop::NoReader;
    }
    ExportStop::Failed(
        Failure::from_error(Exit::Storage, error)
            .context("the export could not be written whole")
            .advise("make room and export again to another file"),
    )
}
