//! Standard input that can discard text typed before a question.
//!
//! A `y` that was typed earlier, or pasted together with the command, must not answer a
//! question that was shown later.
use std::io::{self, BufRead, Read};

/// Source of answers to questions.
pub trait Input: BufRead {
    /// Discards all input that has arrived but was not read, from the terminal and this reader.
    ///
    /// # Errors
    /// Fails if the terminal cannot discard it. No answer may be read then.
    fn discard_pending(&mut self) -> io::Result<()>;
}

impl Input for io::Empty {
    fn discard_pending(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Returns the standard input of this process.
pub(super) fn standard_input() -> Box<dyn Input> {
    #[cfg(unix)]
    {
        use std::os::fd::AsFd as _;
        // The standard library's reader has a buffer that cannot be discarded.
        let Ok(copy) = io::stdin().as_fd().try_clone_to_owned() else {
            return Box::new(io::empty());
        };
        let file: std::fs::File = copy.into();
        Box::new(StandardInput {
            reader: io::BufReader::new(file),
        })
    }
    #[cfg(not(unix))]
    {
        Box::new(StandardInput {
            reader: io::stdin().lock(),
        })
    }
}

/// Standard input: a terminal, file or pipe.
struct StandardInput {
    #[cfg(unix)]
    reader: io::BufReader<std::fs::File>,
    /// A console delivers one line at a time, and [`read_line`] reads each to its end:
    /// nothing of it stays in the buffer.
    #[cfg(not(unix))]
    reader: io::StdinLock<'static>,
}

impl Read for StandardInput {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.reader.read(buffer)
    }
}

impl BufRead for StandardInput {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.reader.fill_buf()
    }
    fn consume(&mut self, amount: usize) {
        self.reader.consume(amount);
    }
}

/// Maximum number of attempts to empty the terminal's input.
const MAX_ROUNDS: usize = 40;

#[cfg(unix)]
impl Input for StandardInput {
    fn discard_pending(&mut self) -> io::Result<()> {
        use rustix::event::{PollFd, PollFlags, Timespec, poll};
        use rustix::termios::{QueueSelector, tcflush};

        let held = self.reader.buffer().len();
        self.reader.consume(held);
        let terminal = self.reader.get_ref();
        // A long paste arrives in pieces. It has ended when no more input follows.
        let pause = Timespec {
            tv_sec: 0,
            tv_nsec: 50_000_000,
        };
        for _ in 0..MAX_ROUNDS {
            tcflush(terminal, QueueSelector::IFlush)?;
            let mut ready = [PollFd::new(terminal, PollFlags::IN)];
            match poll(&mut ready, Some(&pause)) {
                // An incomplete line is pending but not readable.
                Ok(0) => return Ok(tcflush(terminal, QueueSelector::IFlush)?),
                Ok(_) | Err(rustix::io::Errno::INTR) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(io::Error::other("input does not end"))
    }
}

#[cfg(windows)]
impl Input for StandardInput {
    fn discard_pending(&mut self) -> io::Result<()> {
        use crossterm_winapi::{Console, Handle};

        let console = Console::from(Handle::input_handle()?);
        for _ in 0..MAX_ROUNDS {
            if console.number_of_console_input_events()? == 0 {
                return Ok(());
            }
            // Reads all events and discards them.
            let discarded = console.read_console_input()?;
            drop(discarded);
        }
        Err(io::Error::other("input does not end"))
    }
}

#[cfg(not(any(unix, windows)))]
impl Input for StandardInput {
    fn discard_pending(&mut self) -> io::Result<()> {
        Err(io::Error::from(io::ErrorKind::Unsupported))
    }
}

/// Maximum length of an answer in bytes.
const MAX_ANSWER: u64 = 4096;

/// Reads one line without its line end; `None` at the end of input. The rest of a line
/// that is too long is discarded, so that it does not answer the next question.
pub(super) fn read_line(input: &mut dyn Input) -> io::Result<Option<String>> {
    let mut line = Vec::new();
    let read = Read::take(&mut *input, MAX_ANSWER).read_until(b'\n', &mut line)?;
    if read == 0 {
        return Ok(None);
    }
    if line.last() != Some(&b'\n') {
        input.skip_until(b'\n')?;
    }
    let line = String::from_utf8(line).map_err(io::Error::other)?;
    Ok(Some(line.trim_end_matches(['\n', '\r']).to_owned()))
}

#[cfg(test)]
mod tests {
    use std::io::{self, BufRead, Cursor, Read};

    use super::{Input, read_line};

    struct Lines(Cursor<Vec<u8>>);

    impl Read for Lines {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            self.0.read(buffer)
        }
    }
    impl BufRead for Lines {
        fn fill_buf(&mut self) -> io::Result<&[u8]> {
            self.0.fill_buf()
        }
        fn consume(&mut self, amount: usize) {
            self.0.consume(amount);
        }
    }
    impl Input for Lines {
        fn discard_pending(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn rest_of_overlong_line_is_no_answer() {
        // 4096 bytes of the first line, followed by a `y`.
        let text = format!("{}y\nsecond\r\nlast", "x".repeat(4096));
        let mut lines = Lines(Cursor::new(text.into_bytes()));
        assert_eq!(read_line(&mut lines).unwrap().unwrap().len(), 4096);
        assert_eq!(read_line(&mut lines).unwrap().unwrap(), "second");
        assert_eq!(read_line(&mut lines).unwrap().unwrap(), "last");
        assert_eq!(read_line(&mut lines).unwrap(), None);
    }
}
