//! Interruption by Ctrl-C and SIGTERM, and protection of writes in progress.
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};

use crate::exit::Exit;

/// Whether the user wants the command to end, and whether it can end at once.
#[derive(Debug, Clone, Default)]
pub struct Interrupt {
    /// Exit code of the first signal; 0 if there was none.
    signal: Arc<AtomicU8>,
    held: Arc<AtomicBool>,
    awaited: Arc<AtomicBool>,
    bell: Arc<tokio::sync::Notify>,
    armed: Arc<tokio::sync::Notify>,
}

impl Interrupt {
    /// Waits until the command has something to finish before it ends. Until then Ctrl-C ends
    /// the process at once: nothing has been sent, and a handler could not react while a
    /// line is read.
    pub async fn wait_until_armed(&self) {
        self.armed.notified().await;
    }

    /// Whether the user asked to stop; if so, start nothing new.
    pub fn is_requested(&self) -> bool {
        self.signal.load(Ordering::Relaxed) != 0
    }

    /// Records that the user pressed Ctrl-C.
    pub fn request(&self) {
        self.request_by_signal(Exit::Interrupted);
    }

    /// Records that a signal asked the process to end. Only the first signal counts.
    pub fn request_by_signal(&self, signal: Exit) {
        if !self.is_requested() {
            self.signal.store(signal.code(), Ordering::Relaxed);
        }
        self.bell.notify_one();
    }

    /// Returns the exit code of an interrupted command: the code of the signal if `exit` is
    /// `Interrupted`, else `exit`.
    pub fn exit_for_signal(&self, exit: Exit) -> Exit {
        let signal = self.signal.load(Ordering::Relaxed);
        if exit != Exit::Interrupted {
            return exit;
        }
        let mut all = Exit::ALL.into_iter();
        all.find(|one| one.code() == signal).unwrap_or(exit)
    }

    /// Waits for Ctrl-C or a termination signal, for a command that has no other end.
    pub async fn wait_for_interrupt(&self) {
        self.awaited.store(true, Ordering::Relaxed);
        self.armed.notify_one();
        while !self.is_requested() {
            self.bell.notified().await;
        }
    }

    /// Whether the command waits for Ctrl-C as its normal end.
    pub fn is_awaited(&self) -> bool {
        self.awaited.load(Ordering::Relaxed)
    }

    /// Whether writes are in progress that should be finished first.
    pub fn is_held(&self) -> bool {
        self.held.load(Ordering::Relaxed)
    }

    /// Marks writes as in progress until the guard is dropped. Signals are handled once this
    /// returns, so send nothing before.
    pub async fn hold(&self) -> InterruptGuard {
        self.held.store(true, Ordering::Relaxed);
        self.armed.notify_one();
        tokio::task::yield_now().await;
        InterruptGuard(Arc::clone(&self.held))
    }
}

/// Guard that marks writes as in progress until it is dropped.
#[derive(Debug)]
pub struct InterruptGuard(Arc<AtomicBool>);

impl Drop for InterruptGuard {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Relaxed);
    }
}
