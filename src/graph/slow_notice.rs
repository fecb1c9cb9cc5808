//! Reports that an answer is still awaited, so that the program does not seem to hang.
use std::future::Future;
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::client::Client;

/// Time between two notices.
const NOTICE_INTERVAL: Duration = Duration::from_secs(5);

/// Time of the last notice, shared by all calls.
#[derive(Debug, Clone, Default)]
pub(super) struct SlowNotice(Arc<Mutex<Option<Duration>>>);

impl SlowNotice {
    /// Whether a notice is due; records that it is shown.
    fn should_notify(&self, now: Duration) -> bool {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let recent = last.is_some_and(|last| now.saturating_sub(last) < NOTICE_INTERVAL);
        if !recent {
            *last = Some(now);
        }
        !recent
    }
}

impl Client {
    /// Awaits `work` and shows a notice every few seconds.
    pub(super) async fn with_slow_notices<T>(&self, work: impl Future<Output = T>) -> T {
        let mut work = pin!(work);
        let mut waited = 0;
        loop {
            tokio::select! {
                biased;
                done = &mut work => return done,
                () = self.clock.sleep(NOTICE_INTERVAL) => {}
            }
            waited += NOTICE_INTERVAL.as_secs();
            if self.slow_notice.should_notify(self.clock.monotonic()) {
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
    fn concurrent_calls_share_notice() {
        let notice = SlowNotice::default();
        assert!(notice.should_notify(Duration::ZERO));
        assert!(!notice.should_notify(Duration::from_secs(4)));
        assert!(notice.should_notify(Duration::from_secs(5)));
    }
}
