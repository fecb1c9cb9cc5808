//! What was typed before a question is no answer to it. `tests/real/terminal.py`
//! shows the same at a real terminal.
use std::io::{BufRead, Cursor, Read};

use entractl::io::Input;

use crate::bench::writes;
use crate::bulk::{list, people};
use crate::plans::larger_tenant;
use crate::users::{PLAIN, bench};

/// What is typed: ahead of the first question, and as answers.
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

#[test]
fn yes_typed_before_the_question_is_no_consent() {
    let mut bench = bench();
    for answer in ["n\n", "\n", ""] {
        bench.typed_ahead = Some("y\ny\n".to_owned());
        bench.typed = Some(answer.to_owned());
        bench.run(&format!("users disable {PLAIN}")).exits(13);
        bench.typed_ahead = Some("y\ny\n".to_owned());
        bench.typed = Some(answer.to_owned());
        bench.run("grant search").exits(13);
    }
    assert_eq!(writes(&bench.requests()), 0);
}

#[test]
fn number_typed_before_the_question_is_no_consent() {
    let mut bench = bench();
    let file = list(&bench, &people(&bench, 51));
    larger_tenant(&bench, 51);
    bench.typed_ahead = Some("51\n51\n".to_owned());
    bench.typed = Some("\n".to_owned());
    bench
        .run(&format!("users sign-out --from {file}"))
        .exits(13);
    assert_eq!(writes(&bench.requests()), 0);
}
