//! Verifies a log line by line in constant memory, and diagnoses damage.
//!
//! Hashes show where the first damage is. The diagnosis depends on the lines after it:
//! whether the missing line comes later, and whether the log ends as the head says.
use std::fmt;
use std::io::BufRead as _;

use schemars::JsonSchema;
use serde::Serialize;

use super::chain::{self, ChainedRecord, Link};
use super::head::Head;

/// What was done to a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Damage {
    /// A line is not what was written there
    Edited,
    /// Lines are missing, and later ones are there
    Deleted,
    /// There are lines that entractl did not write there
    Inserted,
    /// Lines stand in another order
    Reordered,
    /// The end is missing, or an older copy was put back
    Cut,
    /// Lines of another log stand here, or the whole log is another one
    Spliced,
    /// There is no log, but its head or the journal says that there was one
    Gone,
    /// The log fits in itself, and has no line of tasks that the journal knows of
    TasksMissing,
    /// The head of the log is missing or damaged, so nothing vouches for its end
    Headless,
}

/// The first damage of a log.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {why}")]
pub struct Broken {
    /// Line number, from 1.
    pub line: u64,
    /// Kind of damage.
    pub damage: Damage,
    /// Description.
    pub why: String,
}

/// A log without damage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intact {
    /// The last line.
    pub end: Link,
    /// Whether the last write was interrupted, so that its lines are incomplete.
    pub interrupted: bool,
}

/// Verifies a log line by line.
#[derive(Debug)]
pub struct Verifier {
    head: Option<Head>,
    /// The last valid line.
    end: Link,
    /// Number of lines so far.
    lines: u64,
    suspect: Option<Suspect>,
    /// Whether the check has come to the line that was last when the head was written.
    passed: bool,
}

/// The first invalid line, and the lines after it.
#[derive(Debug)]
struct Suspect {
    line: u64,
    /// The line itself; `None` if its hash is wrong.
    says: Option<ChainedRecord>,
    /// Whether the line break is missing.
    half: bool,
    /// Number of the line that should be in this place.
    right: Option<u64>,
    /// Number of further chain breaks after the first one.
    breaks: u64,
    /// The last line with a correct hash.
    tail: Option<Link>,
}

impl Verifier {
    /// Creates a verifier for a log with this head.
    pub fn new(head: Option<Head>) -> Self {
        Self {
            passed: head.as_ref().is_none_or(|head| head.before.sequence == 0),
            head,
            end: Link::before_first(),
            lines: 0,
            suspect: None,
        }
    }

    /// Adds the next line, including its line break.
    pub fn add_line(&mut self, line: &[u8]) {
        self.lines += 1;
        let whole = line.strip_suffix(b"\n");
        let says = whole.and_then(chain::parse_record);
        match &mut self.suspect {
            None => match says {
                Some(record) if record.follows(&self.end) => {
                    self.end = record.link;
                    let head = self.head.as_ref();
                    self.passed |= head.is_some_and(|head| head.before == self.end);
                }
                says => {
                    self.suspect = Some(Suspect {
                        line: self.lines,
                        half: whole.is_none(),
                        right: None,
                        breaks: 0,
                        tail: says.as_ref().map(|record| record.link.clone()),
                        says,
                    });
                }
            },
            Some(suspect) => suspect.add_line(says, self.lines, &self.end),
        }
    }

    /// Returns the number of lines so far.
    pub fn line_count(&self) -> u64 {
        self.lines
    }

    /// Whether all lines so far are valid.
    pub fn is_intact_so_far(&self) -> bool {
        self.suspect.is_none()
    }

    /// Finishes the verification after the last line.
    ///
    /// # Errors
    /// The first damage.
    pub fn finish(self) -> Result<Intact, Broken> {
        match &self.suspect {
            Some(suspect) if !self.is_interrupted_write(suspect) => Err(self.diagnose(suspect)),
            _ => self.check_head(),
        }
    }

    /// Whether the line can be the incomplete write of a killed run.
    fn is_interrupted_write(&self, suspect: &Suspect) -> bool {
        let Some(head) = self.head.as_ref().filter(|head| !head.settled) else {
            return false;
        };
        let announced = head.after.sequence.saturating_sub(self.end.sequence);
        let after = self.lines - suspect.line;
        suspect.says.is_none()
            && self.passed
            && self.end.sequence >= head.before.sequence
            && after < announced
    }

    fn check_head(self) -> Result<Intact, Broken> {
        let broken = |line, damage, why: String| Err(Broken { line, damage, why });
        let Self { end, head, .. } = self;
        let Some(head) = head else {
            return Ok(Intact {
                end,
                interrupted: false,
            });
        };
        let (last, most) = (end.sequence, head.after.sequence);
        if end == head.after {
            return Ok(Intact {
                end,
                interrupted: false,
            });
        }
        let begun = last >= head.before.sequence && last < most;
        if begun && !head.settled && self.passed {
            return Ok(Intact {
                end,
                interrupted: true,
            });
        }
        if last < most {
            let ends = match last {
                0 => "the log is empty".to_owned(),
                last => format!("the log ends after line {last}"),
            };
            let why = format!(
                "{ends}, but {most} were written: its end was cut off, or an older copy was put \
                 back"
            );
            return broken(last + 1, Damage::Cut, why);
        }
        if last > most {
            let why = format!(
                "the log goes on after line {most}, which is its last: lines were added by \
                 something else, or the head is an older copy"
            );
            return broken(most + 1, Damage::Inserted, why);
        }
        let why = "every line fits the one before, but this is not the line that was written \
                   last: another log was put here, or it was rewritten";
        broken(last, Damage::Spliced, why.to_owned())
    }

    /// Diagnoses the damage after the last line.
    fn diagnose(&self, suspect: &Suspect) -> Broken {
        let broken = |line: u64, damage: Damage, why: String| Broken { line, damage, why };
        let next = self.end.sequence + 1;
        let here = suspect.line;
        // Whether the log ends as its head says, despite the damage.
        let ends_well = match (&self.head, &suspect.tail) {
            (Some(head), Some(tail)) => Some(head.after == *tail),
            (Some(_), None) => Some(false),
            (None, _) => None,
        };
        let undisturbed = suspect.breaks == 0 && ends_well != Some(false);
        let Some(says) = &suspect.says else {
            if suspect.half && here == self.lines {
                let why = "it is cut off in the middle".to_owned();
                return broken(here, Damage::Cut, why);
            }
            if suspect.right == Some(here + 1) {
                let why = "it was put in: the next one follows the one before".to_owned();
                return broken(here, Damage::Inserted, why);
            }
            let why = "it is not what was written: its hash does not fit".to_owned();
            return broken(here, Damage::Edited, why);
        };
        let number = says.link.sequence;
        if let Some(right) = suspect.right {
            if number < next {
                let why = format!("number {number} stands here again");
                return broken(here, Damage::Inserted, why);
            }
            if undisturbed && (number == next || ends_well.is_some()) {
                let why = format!("it was put in: the right one is line {right}");
                return broken(here, Damage::Inserted, why);
            }
            let why = format!("number {next} should stand here and stands in line {right}");
            return broken(here, Damage::Reordered, why);
        }
        if number == next {
            if undisturbed && here > 1 && ends_well == Some(true) {
                let why = "it is not what was written: its own hash was made to fit, but not \
                           those of the lines after it";
                return broken(here - 1, Damage::Edited, why.to_owned());
            }
            if ends_well == Some(true) && suspect.breaks == 1 {
                let why = "it is not the line that was written here".to_owned();
                return broken(here, Damage::Edited, why);
            }
            let why = "from here on the lines are those of another log".to_owned();
            return broken(here, Damage::Spliced, why);
        }
        if number > next && (undisturbed || suspect.breaks == 0) {
            let why = match number - 1 {
                last if last == next => format!("number {next} is missing here"),
                last => format!("numbers {next} to {last} are missing here"),
            };
            return broken(here, Damage::Deleted, why);
        }
        if number < next && suspect.breaks == 0 {
            let why = format!("number {number} stands here again");
            return broken(here, Damage::Inserted, why);
        }
        let why = format!("number {next} should stand here; this line is of another place or log");
        broken(here, Damage::Spliced, why)
    }
}

impl Suspect {
    /// Adds a line after the invalid one.
    fn add_line(&mut self, says: Option<ChainedRecord>, line: u64, before: &Link) {
        let Some(record) = says else {
            self.breaks += 1;
            return;
        };
        if self.right.is_none() && record.follows(before) {
            self.right = Some(line);
            self.breaks = 0;
        } else if !self.tail.as_ref().is_some_and(|tail| record.follows(tail)) {
            self.breaks += u64::from(self.tail.is_some());
        }
        self.tail = Some(record.link);
    }
}

impl Damage {
    /// Whether the damage is in a line, not the whole log.
    pub fn affects_one_line(self) -> bool {
        !matches!(self, Self::Gone | Self::TasksMissing | Self::Headless)
    }
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Edited => "edited",
            Self::Deleted => "lines are missing",
            Self::Inserted => "lines were put in",
            Self::Reordered => "put in another order",
            Self::Cut => "cut off, or an older copy",
            Self::Spliced => "lines of another log",
            Self::Gone => "the log is gone",
            Self::TasksMissing => "another log, or an older copy",
            Self::Headless => "the head is gone",
        })
    }
}

/// Verifies a log without its head and returns the number of lines.
///
/// # Errors
/// The first damage.
pub fn verify(text: &str) -> Result<u64, Broken> {
    verify_with_head(text.as_bytes(), None).map(|intact| intact.end.sequence)
}

/// Verifies a log and its head.
///
/// # Errors
/// The first damage.
pub fn verify_with_head(text: &[u8], head: Option<Head>) -> Result<Intact, Broken> {
    let mut verifier = Verifier::new(head);
    let (mut rest, mut line) = (text, Vec::new());
    // Reading from memory does not fail.
    while rest.read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
        verifier.add_line(&line);
        line.clear();
    }
    verifier.finish()
}
