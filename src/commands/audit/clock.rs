//! Times of log lines. The order of lines is the order of their numbers, so a clock that
//! was set back shows in the times.
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

use crate::reports::audit::verify::ClockStep;

/// Tolerance for lines of two processes that are out of order because one waited for
/// the other.
const SLACK: SignedDuration = SignedDuration::from_secs(30);

/// Maximum number of clock steps that are listed.
const MAX_TOLD: usize = 20;

#[derive(Deserialize)]
struct Line {
    time_dt: Timestamp,
}

/// Checks the times of consecutive log lines.
#[derive(Debug, Default)]
pub(super) struct ClockCheck {
    latest: Option<Timestamp>,
    /// Lines at which the time goes back; truncated if there are many.
    pub(super) steps: Vec<ClockStep>,
    /// Number of lines at which the time goes back.
    pub(super) count: u64,
}

impl ClockCheck {
    /// Checks the line with this number.
    pub(super) fn check_line(&mut self, number: u64, line: &[u8]) {
        let Ok(Line { time_dt: time }) = serde_json::from_slice(line) else {
            return;
        };
        match self.latest {
            Some(latest) if latest.duration_since(time) > SLACK => {
                self.count += 1;
                if self.steps.len() < MAX_TOLD {
                    self.steps.push(ClockStep {
                        line: number,
                        from: latest,
                        to: time,
                    });
                }
                self.latest = Some(time);
            }
            latest => self.latest = latest.max(Some(time)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ClockCheck;

    #[test]
    fn time_that_goes_back_is_told_once_for_each_step() {
        let mut clock = ClockCheck::default();
        let times = [
            "2026-03-02T03:00:00Z",
            "2026-03-02T03:05:00Z",
            // Lines of two concurrent processes.
            "2026-03-02T03:04:45Z",
            "2026-03-02T01:00:00Z",
            "2026-03-02T01:00:01Z",
            "2026-03-02T04:00:00Z",
            "2020-01-01T00:00:00Z",
        ];
        for (number, time) in (1..).zip(times) {
            clock.check_line(number, format!("{{\"time_dt\":\"{time}\"}}\n").as_bytes());
        }
        clock.check_line(8, b"no line of ours\n");
        let steps: Vec<_> = clock
            .steps
            .iter()
            .map(|step| (step.line, step.from.to_string(), step.to.to_string()))
            .collect();
        let step = |line, from: &str, to: &str| (line, from.to_owned(), to.to_owned());
        assert_eq!(
            steps,
            [
                step(4, "2026-03-02T03:05:00Z", "2026-03-02T01:00:00Z"),
                step(7, "2026-03-02T04:00:00Z", "2020-01-01T00:00:00Z"),
            ]
        );
        assert_eq!(clock.count, 2);
    }
}
