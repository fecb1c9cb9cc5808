//! Progress of a run on stderr: a line from time to time, or one line that is redrawn
//! in a terminal.
use std::time::Duration;

use crate::graph::pace::{QUOTA, WINDOW};
use crate::io::StatusWriter;

/// Time between two plain lines.
const LINE_EVERY: Duration = Duration::from_secs(10);

/// Time between two redraws in a terminal.
const DRAW_EVERY: Duration = Duration::from_secs(1);

/// Number of finished steps before the remaining time is estimated.
const ENOUGH: usize = 40;

/// Minimum wait that is reported.
const SHORT: Duration = Duration::from_secs(3);

/// Minimum excess of an estimate that is reported, in addition to a quarter of it.
const SLACK: Duration = Duration::from_secs(3);

/// Progress of reading accounts, before the confirmation.
#[derive(Debug)]
pub(crate) struct ReadProgress {
    talk: StatusWriter,
    redraw: bool,
    said: Duration,
}

impl ReadProgress {
    /// Starts; shows a line at once in a terminal.
    pub(crate) fn new(talk: StatusWriter, redraw: bool, now: Duration) -> Self {
        if redraw {
            talk.redraw("reading accounts");
        }
        Self {
            talk,
            redraw,
            said: now,
        }
    }

    /// Shows how many lines have been looked up, if it is time to.
    pub(crate) fn tick(&mut self, lines: usize, now: Duration) {
        let every = if self.redraw { DRAW_EVERY } else { LINE_EVERY };
        if now.saturating_sub(self.said) < every {
            return;
        }
        self.said = now;
        let line = format!("reading accounts: {lines} so far");
        if self.redraw {
            self.talk.redraw(&line);
        } else {
            self.talk.say(&line);
        }
    }
}

impl Drop for ReadProgress {
    fn drop(&mut self) {
        if self.redraw {
            self.talk.redraw("");
        }
    }
}

/// The estimated remaining time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TimeLeft {
    /// Rate that is not known yet.
    Unknown,
    /// About this long.
    About(Duration),
    /// Longer than shown before.
    Longer,
}

/// Progress of a run.
#[derive(Debug)]
pub(crate) struct Progress {
    talk: StatusWriter,
    redraw: bool,
    begun: Duration,
    /// Time of the last line.
    said: Option<Duration>,
    drawn: bool,
    /// Time of the last update.
    seen: Duration,
    /// Total time of waiting for quota.
    waited: Duration,
    /// The shortest remaining time shown so far: estimates never increase.
    shown: Option<Duration>,
    /// Number of steps.
    pub total: usize,
    /// Number of finished steps.
    pub finished: usize,
    /// Number of failed steps.
    pub failed: usize,
    /// Time without sending because the quota is used up or Graph requested a wait.
    pub wait: Option<Duration>,
}

impl Progress {
    /// Starts the progress of a run; a terminal shows it at once.
    pub(crate) fn new(talk: StatusWriter, redraw: bool, total: usize, now: Duration) -> Self {
        Self {
            talk,
            redraw,
            begun: now,
            said: None,
            drawn: false,
            seen: now,
            waited: Duration::ZERO,
            shown: None,
            total,
            finished: 0,
            failed: 0,
            wait: None,
        }
    }

    /// Shows the progress if it is time to.
    pub(crate) fn tick(&mut self, now: Duration) {
        if self.wait.is_some() {
            self.waited += now.saturating_sub(self.seen);
        }
        self.seen = now;
        let is_time = match (self.said, self.redraw) {
            (None, true) => true,
            (None, false) => now.saturating_sub(self.begun) >= DRAW_EVERY,
            (Some(said), true) => now.saturating_sub(said) >= DRAW_EVERY,
            (Some(said), false) => now.saturating_sub(said) >= LINE_EVERY,
        };
        if !is_time {
            return;
        }
        self.said = Some(now);
        let line = self.line(now);
        if self.redraw {
            self.talk.redraw(&line);
            self.drawn = true;
        } else {
            self.talk.say(&line);
        }
    }

    /// Removes the drawn line.
    pub(crate) fn close(&mut self) {
        if std::mem::take(&mut self.drawn) {
            self.talk.redraw("");
        }
    }

    fn line(&mut self, now: Duration) -> String {
        let mut line = format!("{} of {} steps", self.finished, self.total);
        if self.failed > 0 {
            line.push_str(&format!(", {} failed", self.failed));
        }
        if let Some(wait) = self.wait.filter(|wait| *wait >= SHORT) {
            line.push_str(&format!(
                ", rate-limited by Graph, more in {}",
                duration_text(wait)
            ));
        }
        match self.time_left(now) {
            TimeLeft::Unknown => {}
            TimeLeft::About(left) => {
                line.push_str(&format!(", about {} left", duration_text(left)));
            }
            TimeLeft::Longer => line.push_str(", longer than estimated"),
        }
        line
    }

    /// Returns the remaining time. It never increases; a run that takes longer says so
    /// instead.
    fn time_left(&mut self, now: Duration) -> TimeLeft {
        let Some(left) = self.estimate(now) else {
            return TimeLeft::Unknown;
        };
        match self.shown {
            Some(shown) if left > shown + shown / 4 + SLACK => TimeLeft::Longer,
            Some(shown) if left > shown => TimeLeft::About(shown),
            Some(_) | None => {
                self.shown = Some(left);
                TimeLeft::About(left)
            }
        }
    }

    /// Estimates the remaining time from the pace while sending, but at least as long
    /// as Graph's quota and the current wait require; `None` before enough steps have
    /// finished.
    fn estimate(&self, now: Duration) -> Option<Duration> {
        let left = u32::try_from(self.total.saturating_sub(self.finished)).ok()?;
        let settled = u32::try_from(self.finished).ok()?;
        if self.finished < ENOUGH || left == 0 {
            return None;
        }
        let spent = now.saturating_sub(self.begun);
        let active = spent.saturating_sub(self.waited);
        let pace = active.mul_f64(f64::from(left) / f64::from(settled));
        let wait = self.wait.unwrap_or_default();
        // Each window of the quota except the first requires a wait.
        let windows = u32::try_from(self.total.saturating_sub(1) / QUOTA).ok()?;
        let quota = (WINDOW * windows).saturating_sub(spent);
        Some((pace + wait).max(quota))
    }
}

fn duration_text(time: Duration) -> String {
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

    use std::time::Duration;

    use super::{Progress, ReadProgress, TimeLeft};
    use crate::io::{Io, StatusWriter, Terminal};

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

    fn talk(sink: &Sink) -> StatusWriter {
        let io = Io::from_parts(
            Box::new(std::io::sink()),
            Box::new(sink.clone()),
            Box::new(std::io::empty()),
            Terminal::NONE,
        );
        io.status_writer()
    }

    fn at(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    fn text(sink: &Sink) -> String {
        String::from_utf8(sink.0.lock().unwrap().clone()).unwrap()
    }

    #[test]
    fn estimate_is_said_once_it_is_known_and_never_counts_up() {
        let sink = Sink::default();
        let mut progress = Progress::new(talk(&sink), false, 2_000, at(0));
        progress.finished = 10;
        progress.tick(at(0));
        progress.tick(at(1));
        progress.tick(at(5));
        progress.finished = 1_000;
        progress.failed = 2;
        progress.tick(at(60));
        progress.failed = 0;
        // No answer for a while: at first slightly late, then later than the estimate.
        progress.tick(at(70));
        progress.tick(at(100));
        // A wait does not count as a slow pace.
        progress.wait = Some(Duration::from_secs(10));
        progress.finished = 1_900;
        progress.tick(at(110));
        progress.wait = None;
        progress.finished = 1_990;
        progress.tick(at(120));
        progress.close();
        assert_eq!(
            text(&sink),
            "10 of 2000 steps\n1000 of 2000 steps, 2 failed, about 60 s left\n\
             1000 of 2000 steps, about 60 s left\n\
             1000 of 2000 steps, longer than estimated\n\
             1900 of 2000 steps, rate-limited by Graph, more in 10 s, about 15 s left\n\
             1990 of 2000 steps, about 1 s left\n"
        );
    }

    #[test]
    fn estimate_knows_quota_of_graph() {
        let sink = Sink::default();
        // Three windows require two waits.
        let mut progress = Progress::new(talk(&sink), false, 9_000, at(0));
        progress.finished = 1_000;
        progress.tick(at(5));
        assert_eq!(text(&sink), "1000 of 9000 steps, about 5 min left\n");
        let mut last = Duration::MAX;
        for second in 6..300 {
            // The burst of a window, then the wait for the next one.
            let window = second / 150;
            progress.wait =
                Some(Duration::from_secs(150 - second % 150)).filter(|_| second % 150 > 20);
            progress.finished =
                usize::try_from(window * 3_000 + (second % 150).min(20) * 150).unwrap();
            progress.tick(at(second));
            if let TimeLeft::About(left) = progress.time_left(at(second)) {
                assert!(left <= last, "{second}: {left:?} after {last:?}");
                last = left;
            }
        }
    }

    #[test]
    fn terminal_shows_progress_from_the_start() {
        let sink = Sink::default();
        let mut reading = ReadProgress::new(talk(&sink), true, at(0));
        reading.tick(20, at(0));
        reading.tick(40, at(1));
        drop(reading);
        let mut progress = Progress::new(talk(&sink), true, 60, at(2));
        progress.tick(at(2));
        progress.close();
        assert_eq!(
            text(&sink),
            "\r\u{1b}[Kreading accounts\r\u{1b}[Kreading accounts: 40 so far\r\u{1b}[K\
             \r\u{1b}[K0 of 60 steps\r\u{1b}[K"
        );
    }
}
