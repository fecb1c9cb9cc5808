//! Says that an answer is still awaited: silence looks like a program that hangs.
use std::future::Future;
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::client::Client;

/// How long nothing is said.
const SILENCE: Duration = Duration::from_secs(5);

/// When somebody was last told, whichever of several calls it was about.
#[derive(Debug, Clone, Default)]
pub(super) struct SlowNotice(Arc<Mutex<Option<Duration>>>);

impl SlowNotice {
    /// Whether it is time to say it (again); it then counts as said.
    fn is_time(&self, now: Duration) -> bool {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let recent = last.is_some_and(|last| now.saturating_sub(last) < SILENCE);
        if !recent {
            *last = Some(now);
        }
        !recent
    }
}

impl Client {
    /// Awaits `work`, and says every few seconds that it does.
    pub(super) async fn patiently<T>(&self, work: impl Future<Output = T>) -> T {
        let mut work = pin!(work);
        let mut waited = 0;
        loop {
            tokio::select! {
                biased;
                done = &mut work => return done,
                () = self.clock.sleep(SILENCE) => {}
            }
            waited += SILENCE.as_secs();
            if self.told.is_time(self.clock.monotonic()) {
                (self.notice)(&format!(
                    "no answer from Graph for {waited} s; still waiting"
                ));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::SlowNotice;

    #[test]
    fn several_calls_say_it_once() {
        let told = SlowNotice::default();
        assert!(told.is_time(Duration::ZERO));
        assert!(!told.is_time(Duration::from_secs(4)));
        assert!(told.is_time(Duration::from_secs(5)));
    }
}
