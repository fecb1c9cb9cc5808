//! Work on a thread of its own, beside the network.
use std::io;

use tokio::sync::oneshot;

use crate::exit::Exit;
use crate::failure::Failure;

/// What comes of such work.
pub(crate) struct BackgroundThread<T>(oneshot::Receiver<T>);

impl<T: Send + 'static> BackgroundThread<T> {
    /// Begins. The thread ends with its work, unlike those of the runtime, so that
    /// the next one uses its memory again; and nobody waits for it at the end.
    ///
    /// # Errors
    /// Where the system has no room for a thread.
    pub(crate) fn begin(work: impl FnOnce() -> T + Send + 'static) -> io::Result<Self> {
        let (done, coming) = oneshot::channel();
        std::thread::Builder::new()
            .name("beside".to_owned())
            // Whoever left does not want it any more.
            .spawn(move || drop(done.send(work())))?;
        Ok(Self(coming))
    }

    /// Waits for it.
    ///
    /// # Errors
    /// Where the work was lost.
    pub(crate) async fn end(self) -> Result<T, Failure> {
        let lost = |_| Failure::new(Exit::Fault, "a part of the command ended unexpectedly");
        self.0.await.map_err(lost)
    }
}
