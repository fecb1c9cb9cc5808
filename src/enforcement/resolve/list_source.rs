//! Reads a list line by line from a file or standard input, since it may be long.
use std::io::{BufRead, BufReader, Cursor};
use std::path::Path;

use crate::context::Ctx;
use crate::domain::list::{ListEntry, ListError, ListReader};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::text::printable;

/// Maximum length of a line in bytes.
const MAX_LINE: u64 = 64 * 1024;

/// The entries of a list, in their order.
pub(crate) struct ListEntries {
    /// The file, or standard input, as errors name it.
    name: String,
    lines: Box<dyn BufRead + Send>,
    reader: ListReader,
    /// The first entry, read at once: text that is not a list is refused before
    /// anything else.
    first: Option<ListEntry>,
}

impl ListEntries {
    /// Opens the list `from`.
    ///
    /// # Errors
    /// Exit code 2 if it cannot be read or is not a list.
    pub(crate) fn open(ctx: &mut Ctx<'_>, from: &str) -> Result<Self, Failure> {
        let name = match from {
            "-" => "standard input".to_owned(),
            path => printable(path),
        };
        let lines: Box<dyn BufRead + Send> = if from == "-" {
            let text = ctx.io.read_input();
            let text = text.map_err(|error| unreadable_list_failure(&name, error))?;
            Box::new(Cursor::new(text))
        } else {
            let file = crate::files::open_public(Path::new(from)).map_err(|error| {
                Failure::from_error(Exit::Usage, error)
                    .advise("name the file of the list; - reads standard input")
            })?;
            Box::new(BufReader::new(file))
        };
        let mut entries = Self {
            name,
            lines,
            reader: ListReader::default(),
            first: None,
        };
        entries.first = entries.next_entry()?;
        Ok(entries)
    }

    /// Returns the next entry; `None` at the end.
    ///
    /// # Errors
    /// Exit code 2 if it cannot be read or is not a list.
    pub(crate) fn next_entry(&mut self) -> Result<Option<ListEntry>, Failure> {
        if let Some(first) = self.first.take() {
            return Ok(Some(first));
        }
        loop {
            let line = read_line(&mut self.lines);
            let Some(line) = line.map_err(|error| unreadable_list_failure(&self.name, error))?
            else {
                self.reader
                    .ensure_complete()
                    .map_err(invalid_list_failure)?;
                return Ok(None);
            };
            if let Some(entry) = self.reader.push_line(&line).map_err(invalid_list_failure)? {
                return Ok(Some(entry));
            }
        }
    }

    /// Returns the number of records so far that are not about an account.
    pub(crate) fn non_account_records(&self) -> usize {
        self.reader.non_account_records()
    }
}

fn invalid_list_failure(error: ListError) -> Failure {
    let advice = error.advice();
    Failure::from_error(Exit::Usage, error)
        .context("nothing was sent")
        .advise(advice)
}

fn unreadable_list_failure(name: &str, error: std::io::Error) -> Failure {
    let is_text = error.kind() != std::io::ErrorKind::InvalidData;
    let failure = Failure::from_error(Exit::Usage, error)
        .context(format!("the list could not be read: {name}"));
    if is_text {
        failure
    } else {
        failure.advise(ListError::Utf16.advice())
    }
}

/// Returns the next line with its end; `None` at the end.
pub(crate) fn read_line(lines: &mut dyn BufRead) -> std::io::Result<Option<Vec<u8>>> {
    use std::io::Read as _;
    let mut line = Vec::new();
    let read = lines.take(MAX_LINE).read_until(b'\n', &mut line)?;
    let cut = u64::try_from(read).is_ok_and(|read| read == MAX_LINE);
    if cut && line.last() != Some(&b'\n') {
        return Err(std::io::Error::other("a line is longer than 64 KiB"));
    }
    Ok((read > 0).then_some(line))
}
