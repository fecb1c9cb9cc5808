//! Where a list comes from: a file, or standard input. It is read line by line,
//! since it may be long; what is a record, the reader of lists says.
use std::io::{BufRead, BufReader, Cursor};
use std::path::Path;

use crate::context::Ctx;
use crate::domain::list::{Entry, ListError, Reader};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::text::printable;

/// Longest line that is read.
const LONGEST: u64 = 64 * 1024;

/// The entries of a list, in their order.
pub(crate) struct Entries {
    /// The file, or standard input, as errors name it.
    name: String,
    lines: Box<dyn BufRead + Send>,
    reader: Reader,
    /// The first entry, which is read at once: a text that is no list is
    /// refused before anybody is asked anything.
    first: Option<Entry>,
}

impl Entries {
    /// Opens the list `from`.
    ///
    /// # Errors
    /// Exit 2 where it cannot be read or is no list.
    pub(crate) fn open(ctx: &mut Ctx<'_>, from: &str) -> Result<Self, Failure> {
        let name = match from {
            "-" => "standard input".to_owned(),
            path => printable(path),
        };
        let lines: Box<dyn BufRead + Send> = if from == "-" {
            let text = ctx.io.read_input();
            let text = text.map_err(|error| unreadable(&name, error))?;
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
            reader: Reader::default(),
            first: None,
        };
        entries.first = entries.next()?;
        Ok(entries)
    }

    /// The next entry; none at the end.
    ///
    /// # Errors
    /// Exit 2 where it cannot be read or is no list.
    pub(crate) fn next(&mut self) -> Result<Option<Entry>, Failure> {
        if let Some(first) = self.first.take() {
            return Ok(Some(first));
        }
        loop {
            let line = next_line(&mut self.lines);
            let Some(line) = line.map_err(|error| unreadable(&self.name, error))? else {
                self.reader.end().map_err(no_list)?;
                return Ok(None);
            };
            if let Some(entry) = self.reader.line(&line).map_err(no_list)? {
                return Ok(Some(entry));
            }
        }
    }

    /// Records so far that are about no account, and need not be.
    pub(crate) fn no_account(&self) -> usize {
        self.reader.no_account()
    }
}

fn no_list(error: ListError) -> Failure {
    let advice = error.advice();
    Failure::from_error(Exit::Usage, error)
        .context("nothing was sent")
        .advise(advice)
}

fn unreadable(name: &str, error: std::io::Error) -> Failure {
    let is_text = error.kind() != std::io::ErrorKind::InvalidData;
    let failure = Failure::from_error(Exit::Usage, error)
        .context(format!("the list could not be read: {name}"));
    if is_text {
        failure
    } else {
        failure.advise(ListError::Utf16.advice())
    }
}

/// The next line with its end; none where there is no more.
pub(crate) fn next_line(lines: &mut dyn BufRead) -> std::io::Result<Option<Vec<u8>>> {
    use std::io::Read as _;
    let mut line = Vec::new();
    let read = lines.take(LONGEST).read_until(b'\n', &mut line)?;
    let cut = u64::try_from(read).is_ok_and(|read| read == LONGEST);
    if cut && line.last() != Some(&b'\n') {
        return Err(std::io::Error::other("a line is longer than 64 KiB"));
    }
    Ok((read > 0).then_some(line))
}
