//! What is behind stdout and stderr at this moment: a window and its width, a pipe
//! and its reader. Writes nothing.
/// How wide the window of the answer is at this moment.
pub(super) fn stdout_columns() -> Option<u16> {
    terminal_size::terminal_size().map(|(width, _)| width.0)
}

/// Whether the pipe behind stdout still has a reader.
#[cfg(unix)]
#[expect(
    clippy::disallowed_methods,
    reason = "asks about the stream, writes nothing"
)]
pub(super) fn stdout_has_reader() -> bool {
    use rustix::event::{PollFd, PollFlags, poll};
    let stdout = std::io::stdout();
    let mut fds = [PollFd::new(&stdout, PollFlags::empty())];
    let asked = poll(&mut fds, Some(&rustix::event::Timespec::default()));
    let [fd] = fds;
    asked.is_err() || !fd.revents().intersects(PollFlags::ERR | PollFlags::HUP)
}

/// Not known here: a write tells.
#[cfg(not(unix))]
pub(super) fn stdout_has_reader() -> bool {
    true
}

/// How wide the window behind stderr is at this moment.
#[expect(
    clippy::disallowed_methods,
    reason = "asks about the stream, writes nothing"
)]
pub(super) fn stderr_columns() -> Option<usize> {
    let (width, _) = terminal_size::terminal_size_of(std::io::stderr())?;
    Some(usize::from(width.0))
}
