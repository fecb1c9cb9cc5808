//! Current properties of stdout and stderr: the width of a terminal, the reader of a
//! pipe. Writes nothing.

/// Returns the current width of the terminal behind stdout, in columns.
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

/// Unknown on this system until a write fails.
#[cfg(not(unix))]
pub(super) fn stdout_has_reader() -> bool {
    true
}

/// Returns the width of the terminal behind stderr, in columns.
#[expect(
    clippy::disallowed_methods,
    reason = "asks about the stream, writes nothing"
)]
pub(super) fn stderr_columns() -> Option<usize> {
    let (width, _) = terminal_size::terminal_size_of(std::io::stderr())?;
    Some(usize::from(width.0))
}
