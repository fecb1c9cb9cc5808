//! The process's streams: stdout is the answer, stderr is the talk.
//!
//! Nothing else writes to either. What is said is one line at a time and is
//! escaped here, so that no string of a tenant reaches a terminal as it came.
mod input;
mod streams;

use std::fmt;
use std::io::{IsTerminal as _, Read as _, Write};
use std::sync::{Arc, Mutex, PoisonError};

use crate::env::{self, Env};
use crate::text::{escape_ci_commands, is_hostile};

pub use input::Input;
use streams::{stderr_columns, stdout_columns, stdout_has_reader};

/// What is known of the terminal behind the streams.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Terminal {
    /// Somebody can answer: stdin and stderr are both a terminal.
    pub interactive: bool,
    /// stdout is a terminal.
    pub out: bool,
    /// Columns of a table.
    pub width: u16,
    /// Color on stdout.
    pub color_out: bool,
    /// Color on stderr.
    pub color_err: bool,
    /// A screen reader is listening: no tables, no redrawing.
    pub accessible: bool,
    /// The locale has no characters but ASCII.
    pub ascii: bool,
    /// A line may be drawn over: somebody looks at a terminal that can, and no
    /// screen reader would read it out each time.
    pub redraws: bool,
}

impl Terminal {
    /// No terminal, 80 columns, no color: what a test and a pipe see.
    pub const NONE: Self = Self {
        interactive: false,
        out: false,
        width: 80,
        color_out: false,
        color_err: false,
        accessible: false,
        ascii: false,
        redraws: false,
    };
}

/// What came of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// The line that was typed, without its end.
    Answer(String),
    /// No terminal to ask at, or its input ended.
    NoAnswer,
}

impl Asked {
    /// Whether `y` or `yes` was typed, in any case.
    pub fn is_yes(&self) -> bool {
        matches!(self, Self::Answer(line) if ["y", "yes"].contains(&&*line.trim().to_lowercase()))
    }
}

/// stderr, and what its last line shows.
struct Sink {
    out: Box<dyn Write + Send>,
    line: LastLine,
}

/// The last line of a terminal, as far as it will be drawn over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LastLine {
    /// Nothing is there. Nothing was said for so many seconds.
    Empty(u32),
    /// It says that the program works, and for how many seconds.
    Working(u32),
    /// It shows progress.
    Progress,
}

impl Sink {
    /// Writes `text` on a line of its own.
    fn write(&mut self, text: &str) {
        let clear = match self.line {
            LastLine::Empty(_) => "",
            LastLine::Working(_) | LastLine::Progress => "\r\u{1b}[K",
        };
        self.line = LastLine::Empty(0);
        // A closed stderr cannot be reported, so that is not an error.
        let text = format!("{clear}{text}");
        let written = self.out.write_all(text.as_bytes());
        drop(written.and_then(|()| self.out.flush()));
    }
}

/// The talk: stderr, which several parts of the program may hold at once.
#[derive(Clone)]
pub struct StatusWriter {
    sink: Arc<Mutex<Sink>>,
    quiet: bool,
    columns: fn() -> Option<usize>,
}

impl fmt::Debug for StatusWriter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Talk")
            .field("quiet", &self.quiet)
            .finish_non_exhaustive()
    }
}

impl StatusWriter {
    /// Says one line, unless the user wants quiet.
    pub fn say(&self, line: &str) {
        if !self.quiet {
            self.warn(line);
        }
    }

    /// Says one line even where the user wants quiet.
    pub fn warn(&self, line: &str) {
        self.write(&format!("{}\n", escape_line(line)));
    }

    /// Draws the last line of a terminal anew; an empty one takes it away.
    pub fn redraw(&self, line: &str) {
        if !self.quiet {
            self.draw(line, LastLine::Progress);
        }
    }

    /// Shows after each second in which nothing was said that the program works,
    /// so that a terminal that stays empty is not taken for one that hangs.
    pub fn show_working(&self) {
        if self.quiet {
            return;
        }
        let seconds = match self.locked().line {
            LastLine::Progress => return,
            LastLine::Empty(seconds) | LastLine::Working(seconds) => seconds + 1,
        };
        self.draw(&format!("working, {seconds} s"), LastLine::Working(seconds));
    }

    /// Takes away what was drawn.
    pub fn clear(&self) {
        let mut sink = self.locked();
        if !matches!(sink.line, LastLine::Empty(_)) {
            sink.write("");
        }
    }

    /// Draws over the last line. It is cut to what the window is wide now, since
    /// of a line that has wrapped only the last part can be taken away.
    fn draw(&self, line: &str, drawn: LastLine) {
        let width = (self.columns)().unwrap_or(80).saturating_sub(1);
        let line: String = escape_line(line).chars().take(width).collect();
        let mut sink = self.locked();
        sink.line = LastLine::Empty(0);
        sink.write(&format!("\r\u{1b}[K{line}"));
        if !line.is_empty() {
            sink.line = drawn;
        }
    }

    fn locked(&self) -> std::sync::MutexGuard<'_, Sink> {
        self.sink.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self, text: &str) {
        self.locked().write(text);
    }
}

/// The three streams.
pub struct Io {
    out: Box<dyn Write>,
    talk: StatusWriter,
    input: Box<dyn Input>,
    measure: fn() -> Option<u16>,
    probe: fn() -> bool,
    /// What is behind them.
    pub terminal: Terminal,
}

impl fmt::Debug for Io {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Io")
            .field("terminal", &self.terminal)
            .field("talk", &self.talk)
            .finish_non_exhaustive()
    }
}

/// Longest list that is read from standard input, in bytes.
const INPUT_LIMIT: u64 = 16 * 1024 * 1024;

impl Io {
    /// The process's own streams.
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that opens the streams"
    )]
    pub fn process(env: &Env) -> Self {
        let (stdin, stdout, stderr) = (std::io::stdin(), std::io::stdout(), std::io::stderr());
        let out = stdout.is_terminal();
        let err = stderr.is_terminal();
        let forced = env.is_enabled(env::CLICOLOR_FORCE);
        // An older console of Windows has to be asked for colors, and may refuse.
        let dumb = env.get(env::TERM) == Some("dumb")
            || (!forced && anstyle_query::windows::enable_ansi_colors() == Some(false));
        let plain = env.get(env::NO_COLOR).is_some() || dumb;
        let interactive = stdin.is_terminal() && err && env.get(env::CI).is_none();
        let accessible = env.is_enabled(env::ACCESSIBLE);
        let columns = env.get(env::COLUMNS).and_then(|text| text.parse().ok());
        let width = if out {
            stdout_columns().or(columns)
        } else {
            columns
        };
        let terminal = Terminal {
            interactive,
            out,
            width: clamp_width(width.unwrap_or(80)),
            color_out: !plain && (out || forced),
            color_err: !plain && (err || forced),
            accessible,
            ascii: env.is_ascii_locale(),
            redraws: interactive && !accessible && !dumb,
        };
        let mut io = Self::from_parts(
            Box::new(std::io::BufWriter::new(stdout)),
            Box::new(stderr),
            input::standard_input(),
            terminal,
        );
        io.talk.columns = stderr_columns;
        io.measure = stdout_columns;
        io.probe = stdout_has_reader;
        io
    }

    /// Streams of the caller's own, for tests.
    pub fn from_parts(
        out: Box<dyn Write>,
        err: Box<dyn Write + Send>,
        input: Box<dyn Input>,
        terminal: Terminal,
    ) -> Self {
        let talk = StatusWriter {
            sink: Arc::new(Mutex::new(Sink {
                out: err,
                line: LastLine::Empty(0),
            })),
            quiet: false,
            columns: || None,
        };
        Self {
            out,
            talk,
            input,
            measure: || None,
            probe: || true,
            terminal,
        }
    }

    /// Says nothing but questions, warnings and failures from now on.
    pub fn be_quiet(&mut self) {
        self.talk.quiet = true;
    }

    /// What is behind the streams now: somebody may have made the window
    /// larger or smaller since the start.
    pub fn measure_terminal(&mut self) -> Terminal {
        if let Some(width) = (self.measure)().filter(|_| self.terminal.out) {
            self.terminal.width = clamp_width(width);
        }
        self.terminal
    }

    /// Whether the answer is still read, as far as is known without writing.
    pub fn has_reader(&self) -> bool {
        (self.probe)()
    }

    /// A handle on stderr for whoever talks while the streams are lent out.
    pub fn status_writer(&self) -> StatusWriter {
        self.talk.clone()
    }

    /// Writes the answer: text that `output` made, already escaped.
    ///
    /// # Errors
    /// Fails where stdout is closed or full.
    pub fn answer(&mut self, text: &str) -> std::io::Result<()> {
        self.talk.clear();
        self.out.write_all(text.as_bytes())?;
        self.out.flush()
    }

    /// Says one line on stderr, unless the user wants quiet.
    pub fn say(&self, line: &str) {
        self.talk.say(line);
    }

    /// Says one line on stderr even where the user wants quiet.
    pub fn warn(&self, line: &str) {
        self.talk.warn(line);
    }

    /// Writes text that `output` made for stderr, such as a plan, as it is.
    pub fn show(&self, text: &str) {
        self.talk.write(text);
    }

    /// Asks one question on stderr and reads one line; never takes a default.
    /// Every question of the program is asked here. What was typed before the
    /// question was shown is discarded: it was no answer to it.
    pub fn ask(&mut self, question: &str) -> Asked {
        if !self.terminal.interactive {
            return Asked::NoAnswer;
        }
        let question = escape_line(question);
        // The last word, such as `[y/N]`, says that an answer is read from now on.
        let (shown, prompt) = match question.rsplit_once(' ') {
            Some((shown, prompt)) => (format!("{shown} "), prompt),
            None => (String::new(), question.as_str()),
        };
        self.talk.write(&shown);
        if let Err(error) = self.input.discard_pending() {
            self.talk.write("\n");
            self.warn(&format!(
                "warning: no answer was read: what was typed before the question cannot be discarded ({error})"
            ));
            return Asked::NoAnswer;
        }
        self.talk.write(&format!("{prompt} "));
        match input::read_line(self.input.as_mut()) {
            Ok(Some(line)) => Asked::Answer(line),
            Ok(None) | Err(_) => Asked::NoAnswer,
        }
    }

    /// Reads all of standard input, as `-` on the command line asks for.
    ///
    /// # Errors
    /// Fails where it is no UTF-8 or longer than 16 MiB.
    pub fn read_input(&mut self) -> std::io::Result<String> {
        let mut text = String::new();
        let read = self
            .input
            .by_ref()
            .take(INPUT_LIMIT)
            .read_to_string(&mut text)?;
        if u64::try_from(read).is_ok_and(|read| read == INPUT_LIMIT) {
            return Err(std::io::Error::other(
                "standard input is longer than 16 MiB",
            ));
        }
        Ok(text)
    }
}

/// A width that a table can be drawn in.
fn clamp_width(width: u16) -> u16 {
    width.clamp(40, 400)
}

/// Spells out what could move the cursor or start a CI log command.
fn escape_line(line: &str) -> String {
    let mut shown = String::with_capacity(line.len());
    for c in line.chars() {
        if is_hostile(c) {
            shown.extend(c.escape_unicode());
        } else {
            shown.push(c);
        }
    }
    escape_ci_commands(&shown)
}
