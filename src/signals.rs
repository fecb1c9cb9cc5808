//! Signals that end the process, as futures.
use crate::exit::Exit;

/// The signals that ask the process to end, in addition to Ctrl-C.
#[derive(Debug)]
pub(crate) struct Signals {
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
    #[cfg(unix)]
    hang_up: tokio::signal::unix::Signal,
}

impl Signals {
    /// Registers the handlers.
    pub(crate) fn new() -> std::io::Result<Self> {
        #[cfg(unix)]
        {
            use tokio::signal::unix::{SignalKind, signal};
            Ok(Self {
                terminate: signal(SignalKind::terminate())?,
                hang_up: signal(SignalKind::hangup())?,
            })
        }
        #[cfg(not(unix))]
        Ok(Self {})
    }

    /// Waits for the next signal and returns the exit code for it.
    pub(crate) async fn next(&mut self) -> Exit {
        #[cfg(unix)]
        {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => Exit::Interrupted,
                _ = self.terminate.recv() => Exit::Terminated,
                _ = self.hang_up.recv() => Exit::HungUp,
            }
        }
        #[cfg(not(unix))]
        {
            let pressed = tokio::signal::ctrl_c().await;
            drop(pressed);
            Exit::Interrupted
        }
    }
}
