//! Ctrl-C and SIGTERM: what was asked, and what must be finished first.
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};

use crate::exit::Exit;

/// Whether the user wants the command to end, and whether it may end at once.
#[derive(Debug, Clone, Default)]
pub struct Interrupt {
    /// Number of the exit code that the first signal stands for.
    signal: Arc<AtomicU8>,
    held: Arc<AtomicBool>,
    awaited: Arc<AtomicBool>,
    bell: Arc<tokio::sync::Notify>,
    armed: Arc<tokio::sync::Notify>,
}

impl Interrupt {
    /// Waits until the command has something to finish before it may end. Until
    /// then Ctrl-C ends the process at once, as at a question: nothing has been
    /// sent, and a handler would be deaf while a line is read.
    pub async fn wait_until_armed(&self) {
        self.armed.notified().await;
    }

    /// Whether the user pressed Ctrl-C: begin nothing new.
    pub fn is_requested(&self) -> bool {
        self.signal.load(Ordering::Relaxed) != 0
    }

    /// Notes that the user pressed Ctrl-C.
    pub fn request(&self) {
        self.request_by_signal(Exit::Interrupted);
    }

    /// Notes that a signal asked the process to end; the first one counts.
    pub fn request_by_signal(&self, signal: Exit) {
        if !self.is_requested() {
            self.signal.store(signal.code(), Ordering::Relaxed);
        }
        self.bell.notify_one();
    }

    /// What a command ends with that was interrupted: each signal has a code of
    /// its own.
    pub fn exit_for_signal(&self, exit: Exit) -> Exit {
        let signal = self.signal.load(Ordering::Relaxed);
        if exit != Exit::Interrupted {
            return exit;
        }
        let mut all = Exit::ALL.into_iter();
        all.find(|one| one.code() == signal).unwrap_or(exit)
    }

    /// Waits for Ctrl-C or a request to end, of a command that has no other end.
    pub async fn wait_for_interrupt(&self) {
        self.awaited.store(true, Ordering::Relaxed);
        self.armed.notify_one();
        while !self.is_requested() {
            self.bell.notified().await;
        }
    }

    /// Whether the command waits for Ctrl-C and ends well by it.
    pub fn is_awaited(&self) -> bool {
        self.awaited.load(Ordering::Relaxed)
    }

    /// Whether a change is under way that should be finished first.
    pub fn is_held(&self) -> bool {
        self.held.load(Ordering::Relaxed)
    }

    /// Marks the time in which writes are under way; ends with the value. From
    /// when it returns on, signals are ours: nothing may be sent before.
    pub async fn hold(&self) -> InterruptGuard {
        self.held.store(true, Ordering::Relaxed);
        self.armed.notify_one();
        tokio::task::yield_now().await;
        InterruptGuard(Arc::clone(&self.held))
    }
}

/// Writes are under way as long as this lives.
#[derive(Debug)]
pub struct InterruptGuard(Arc<AtomicBool>);

impl Drop for InterruptGuard {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Relaxed);
    }
}
