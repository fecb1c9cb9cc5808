//! A second destination for every line of the audit log, which the machine's policy
//! requires: one that the user cannot change or delete later.
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// Socket of the machine's syslog service.
const SYSLOG: &str = if cfg!(target_os = "macos") {
    "/var/run/syslog"
} else {
    "/dev/log"
};

/// Socket of systemd's journal.
const JOURNALD: &str = "/run/systemd/journal/socket";

/// Facility `authpriv`, severity `notice`.
const PRIORITY: u32 = 10 * 8 + 5;

/// Timeout for a message to the log service.
const PATIENCE: Duration = Duration::from_secs(5);

/// Interval between two checks of a command.
const PAUSE: Duration = Duration::from_millis(20);

/// Maximum number of checks of a command: ten seconds.
const LOOKS: u32 = 500;

/// Second destination of every line of the audit log.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Sink {
    /// No second destination: no policy requires one.
    #[default]
    None,
    /// The machine's log service.
    Syslog,
    /// The journal of systemd.
    Journald,
    /// A command, which gets the lines on its standard input.
    Command(PathBuf),
    /// Unknown, since the policy cannot be used; the reason.
    Unknown(String),
}

impl Sink {
    /// Returns the name in messages.
    pub fn name(&self) -> String {
        match self {
            Self::None | Self::Unknown(_) => "none".to_owned(),
            Self::Syslog => "syslog".to_owned(),
            Self::Journald => "journald".to_owned(),
            Self::Command(path) => path.display().to_string(),
        }
    }

    /// Sends lines, including their line ends, and returns after they are accepted.
    pub(crate) fn send(&self, lines: &[u8], process: Option<u32>) -> io::Result<()> {
        match self {
            Self::None => Ok(()),
            Self::Unknown(why) => Err(io::Error::other(why.clone())),
            Self::Syslog => send_datagrams(Path::new(SYSLOG), lines, |line| {
                syslog_message(line, process)
            }),
            Self::Journald => send_datagrams(Path::new(JOURNALD), lines, journald_message),
            Self::Command(path) => run_command(path, lines),
        }
    }
}

/// Returns a line as a syslog message.
fn syslog_message(line: &[u8], process: Option<u32>) -> Vec<u8> {
    let tag = process.map_or_else(String::new, |process| format!("[{process}]"));
    let mut message = format!("<{PRIORITY}>entractl{tag}: ").into_bytes();
    message.extend_from_slice(line);
    message
}

/// Returns a line as fields of systemd's journal. A line of JSON has no line break.
fn journald_message(line: &[u8]) -> Vec<u8> {
    let mut message =
        b"PRIORITY=5\nSYSLOG_FACILITY=10\nSYSLOG_IDENTIFIER=entractl\nMESSAGE=".to_vec();
    message.extend_from_slice(line);
    message.push(b'\n');
    message
}

/// Sends each line as a message to the socket at `path`.
#[cfg(unix)]
fn send_datagrams(path: &Path, lines: &[u8], message: impl Fn(&[u8]) -> Vec<u8>) -> io::Result<()> {
    use std::os::unix::net::UnixDatagram;
    let socket = UnixDatagram::unbound()?;
    socket.connect(path)?;
    socket.set_write_timeout(Some(PATIENCE))?;
    for line in lines.split(|byte| *byte == b'\n') {
        if !line.is_empty() {
            socket.send(&message(line))?;
        }
    }
    Ok(())
}

#[cfg(not(unix))]
fn datagrams(_: &Path, _: &[u8], _: impl Fn(&[u8]) -> Vec<u8>) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Sends lines to a command. They are accepted if it exits successfully.
fn run_command(path: &Path, lines: &[u8]) -> io::Result<()> {
    let mut child = Command::new(path)
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let written = child.stdin.take().map(|mut input| {
        let lines = lines.to_vec();
        // A command that does not read its input would block forever.
        std::thread::Builder::new().spawn(move || input.write_all(&lines))
    });
    let ended = wait_for_exit(&mut child);
    if ended.is_err() {
        drop(child.kill());
        drop(child.wait());
    }
    let status = ended?;
    if !status.success() {
        return Err(io::Error::other(format!("it ended with {status}")));
    }
    match written {
        Some(Ok(thread)) => thread
            .join()
            .unwrap_or_else(|_| Err(io::Error::other("it was not written to"))),
        Some(Err(error)) => Err(error),
        None => Err(io::Error::other("it has no standard input")),
    }
}

/// Waits for the end of a command, at most ten seconds.
#[expect(
    clippy::disallowed_methods,
    reason = "another process is waited for, in code that knows no clock"
)]
fn wait_for_exit(child: &mut Child) -> io::Result<std::process::ExitStatus> {
    for _ in 0..LOOKS {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        std::thread::sleep(PAUSE);
    }
    Err(io::ErrorKind::TimedOut.into())
}

#[cfg(all(test, unix))]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;
    use std::os::unix::net::UnixDatagram;
    use std::path::{Path, PathBuf};

    use super::{Sink, journald_message, send_datagrams, syslog_message};

    const LINES: &[u8] = b"{\"seq\":1}\n{\"seq\":2}\n";

    #[test]
    fn log_services_get_each_line_as_a_message() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("socket");
        let service = UnixDatagram::bind(&path).unwrap();
        let read = || {
            let mut message = [0; 4_096];
            let length = service.recv(&mut message).unwrap();
            String::from_utf8(message[..length].to_vec()).unwrap()
        };
        send_datagrams(&path, LINES, |line| syslog_message(line, Some(7))).unwrap();
        assert_eq!(read(), "<85>entractl[7]: {\"seq\":1}");
        assert_eq!(read(), "<85>entractl[7]: {\"seq\":2}");
        send_datagrams(&path, LINES, journald_message).unwrap();
        let first = read();
        assert!(first.ends_with("\nMESSAGE={\"seq\":1}\n"), "{first}");
        assert!(first.contains("SYSLOG_IDENTIFIER=entractl\n"), "{first}");
        read();
        // A service that does not listen has accepted nothing.
        drop(service);
        send_datagrams(&path, LINES, journald_message).unwrap_err();
        send_datagrams(&folder.path().join("none"), LINES, journald_message).unwrap_err();
    }

    fn script(folder: &Path, text: &str) -> Sink {
        let path: PathBuf = folder.join("sink");
        std::fs::write(&path, format!("#!/bin/sh\n{text}\n")).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
        Sink::Command(path)
    }

    #[test]
    fn command_has_taken_lines_once_it_ends_well() {
        let folder = tempfile::tempdir().unwrap();
        let copy = folder.path().join("copy");
        let keeps = script(folder.path(), &format!("/bin/cat >> '{}'", copy.display()));
        keeps.send(LINES, None).unwrap();
        keeps.send(LINES, None).unwrap();
        assert_eq!(std::fs::read(&copy).unwrap(), [LINES, LINES].concat());
        script(folder.path(), "/bin/cat >/dev/null; exit 3")
            .send(LINES, None)
            .unwrap_err();
        // A command that does not read all of it has not accepted it.
        let many = LINES.repeat(20_000);
        script(folder.path(), "exit 0")
            .send(&many, None)
            .unwrap_err();
        Sink::Command(folder.path().join("none"))
            .send(LINES, None)
            .unwrap_err();
        Sink::Unknown("why".to_owned())
            .send(LINES, None)
            .unwrap_err();
        Sink::None.send(LINES, None).unwrap();
    }
}
