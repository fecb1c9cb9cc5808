//! Input of a user: before a question, and as answers.
use entractl::io::Input;
use std::io::{BufRead, Cursor, Read};

/// Input typed before the first question, and answers.
#[derive(Debug)]
pub(crate) struct Typed {
    ahead: Cursor<Vec<u8>>,
    answers: Cursor<Vec<u8>>,
}

impl Typed {
    pub(crate) fn new(ahead: Option<String>, answers: Option<String>) -> Self {
        let bytes = |text: Option<String>| Cursor::new(text.unwrap_or_default().into_bytes());
        Self {
            ahead: bytes(ahead),
            answers: bytes(answers),
        }
    }
}

impl Read for Typed {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        match self.ahead.read(buffer)? {
            0 => self.answers.read(buffer),
            read => Ok(read),
        }
    }
}

impl BufRead for Typed {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        if self.ahead.fill_buf()?.is_empty() {
            return self.answers.fill_buf();
        }
        self.ahead.fill_buf()
    }
    fn consume(&mut self, amount: usize) {
        if self.ahead.fill_buf().is_ok_and(<[u8]>::is_empty) {
            self.answers.consume(amount);
        } else {
            self.ahead.consume(amount);
        }
    }
}

impl Input for Typed {
    fn discard_pending(&mut self) -> std::io::Result<()> {
        self.ahead = Cursor::default();
        Ok(())
    }
}
