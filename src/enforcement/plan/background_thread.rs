//! Runs work on its own thread while the network is used.
use std::io;

use tokio::sync::oneshot;

use crate::exit::Exit;
use crate::failure::Failure;

/// The pending result of work on a background thread.
pub(crate) struct BackgroundThread<T>(oneshot::Receiver<T>);

impl<T: Send + 'static> BackgroundThread<T> {
    /// Starts the work. Unlike a thread of the runtime, this one ends with its work, so
    /// that its memory is reused and shutdown does not wait for it.
    ///
    /// # Errors
    /// Fails if the system has no more threads.
    pub(crate) fn spawn(work: impl FnOnce() -> T + Send + 'static) -> io::Result<Self> {
        let (done, coming) = oneshot::channel();
        std::thread::Builder::new()
            .name("beside".to_owned())
            // There is no receiver if the command ended early.
            .spawn(move || drop(done.send(work())))?;
        Ok(Self(coming))
    }

    /// Waits for the result.
    ///
    /// # Errors
    /// Fails if the thread was lost.
    pub(crate) async fn join(self) -> Result<T, Failure> {
        let lost = |_| Failure::new(Exit::Fault, "a part of the command ended unexpectedly");
        self.0.await.map_err(lost)
    }
}
