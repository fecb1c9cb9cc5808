//! How far a bulk run is, on stderr: a line now and then, or one line that is
//! drawn again at a terminal.
use std::time::Duration;

use jiff::Timestamp;

use crate::io::Talk;

/// Time between two plain lines.
const LINE_EVERY: Duration = Duration::from_secs(10);

/// Time between two drawings of the line at a terminal.
const DRAW_EVERY: Duration = Duration::from_secs(1);

/// Nothing is said of the time left before so many steps have come back.
const ENOUGH: usize = 40;

/// A wait below this is not worth a word.
const SHORT: Duration = Duration::from_secs(3);

/// The progress of one run.
#[derive(Debug)]
pub(crate) struct Progress {
    talk: Talk,
    redraw: bool,
    begun: Timestamp,
    said: Timestamp,
    drawn: bool,
    /// Steps in all.
    pub total: usize,
    /// Steps that have their outcome.
    pub settled: usize,
    /// Of them, those that failed.
    pub failed: usize,
    /// How long nothing more leaves: the quota is used up, or Graph asked.
    pub wait: Option<Duration>,
}

impl Progress {
    /// The progress of a run that begins now.
    pub(crate) fn new(talk: Talk, redraw: bool, total: usize, now: Timestamp) -> Self {
        Self {
            talk,
            redraw,
            begun: now,
            said: now,
            drawn: false,
            total,
            settled: 0,
            failed: 0,
            wait: None,
        }
    }

    /// Says how far it is, where it is time to.
    pub(crate) fn tick(&mut self, now: Timestamp) {
        let every = if self.redraw { DRAW_EVERY } else { LINE_EVERY };
        if since(self.said, now) < every {
            return;
        }
        self.said = now;
        let line = self.line(now);
        if self.redraw {
            self.talk.redraw(&line);
            self.drawn = true;
        } else {
            self.talk.say(&line);
        }
    }

    /// Ends the line that was drawn.
    pub(crate) fn close(&mut self) {
        if std::mem::take(&mut self.drawn) {
            self.talk.redraw("");
        }
    }

    fn line(&self, now: Timestamp) -> String {
        let mut line = format!("{} of {} steps", self.settled, self.total);
        if self.failed > 0 {
            line.push_str(&format!(", {} failed", self.failed));
        }
        if let Some(wait) = self.wait.filter(|wait| *wait >= SHORT) {
            line.push_str(&format!(", Graph takes more in {}", span(wait)));
        }
        if let Some(left) = self.left(now) {
            line.push_str(&format!(", about {} left", span(left)));
        }
        line
    }

    /// The time left at the pace so far; nothing before that is known.
    fn left(&self, now: Timestamp) -> Option<Duration> {
        let spent = since(self.begun, now);
        let left = u32::try_from(self.total.saturating_sub(self.settled)).ok()?;
        let settled = u32::try_from(self.settled).ok()?;
        (self.settled >= ENOUGH && left > 0)
            .then(|| spent.mul_f64(f64::from(left) / f64::from(settled)))
    }
}

fn since(earlier: Timestamp, later: Timestamp) -> Duration {
    Duration::try_from(later.duration_since(earlier)).unwrap_or(Duration::ZERO)
}

fn span(time: Duration) -> String {
    match time.as_secs() {
        seconds @ 0..=99 => format!("{} s", seconds.max(1)),
        seconds @ 100..=5_999 => format!("{} min", seconds.div_ceil(60)),
        seconds => format!("{} h", seconds.div_ceil(3_600)),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::sync::{Arc, Mutex};

    use super::Progress;
    use crate::io::{Io, Terminal};

    #[derive(Clone, Default)]
    struct Sink(Arc<Mutex<Vec<u8>>>);

    impl Write for Sink {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn it_says_how_long_only_when_it_can_know() {
        let sink = Sink::default();
        let io = Io::of(
            Box::new(std::io::sink()),
            Box::new(sink.clone()),
            Box::new(std::io::empty()),
            Terminal::NONE,
        );
        let at = |seconds: i64| {
            let start: jiff::Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
            start + jiff::SignedDuration::from_secs(seconds)
        };
        let mut progress = Progress::new(io.talk(), false, 3_000, at(0));
        progress.settled = 10;
        progress.tick(at(3));
        progress.tick(at(11));
        progress.settled = 1_000;
        progress.failed = 2;
        progress.tick(at(60));
        progress.wait = Some(std::time::Duration::from_secs(87));
        progress.failed = 0;
        progress.tick(at(70));
        progress.close();
        assert_eq!(
            String::from_utf8(sink.0.lock().unwrap().clone()).unwrap(),
            "10 of 3000 steps\n1000 of 3000 steps, 2 failed, about 2 min left\n\
             1000 of 3000 steps, Graph takes more in 87 s, about 3 min left\n"
        );
    }
}
