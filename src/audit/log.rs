//! Appends lines to the log: under a lock, announced in the head file, and flushed to disk.
use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::chain::{self, Link};
use super::document::{Document, Times};
use super::event::Event;
use super::head::{self, Head, HeadState};
use super::{AuditError, read};
use crate::files::{self, Lock};
use crate::ids::TenantId;
use crate::machine::Sink;
use crate::machine::StateDirs;

/// Expected length of a line, to allocate buffers.
const USUAL_LINE: usize = 1_280;

/// Returns the log file of a tenant, or `None` without a state folder.
pub fn log_path(dirs: &StateDirs, tenant: &TenantId) -> Option<PathBuf> {
    let state = dirs.state.as_ref()?;
    Some(state.join(tenant.as_str()).join("audit.jsonl"))
}

/// Returns the head file of a tenant's log, which is in a separate folder, or `None`
/// without a state folder.
pub fn head_path(dirs: &StateDirs, tenant: &TenantId) -> Option<PathBuf> {
    let state = dirs.state.as_ref()?;
    Some(state.join("heads").join(format!("{tenant}.json")))
}

/// A log that is open for writing, locked.
struct LogWriter {
    path: PathBuf,
    tenant: TenantId,
    log: File,
    head: File,
    _lock: Lock,
}

/// End of the log: position of the next line.
struct LogEnd {
    last: Link,
    bytes: u64,
    head: Option<Head>,
}

/// Appends events in order and waits until they are on disk. A simulated tenant without a
/// state folder has no log.
///
/// # Errors
/// Nothing may be sent if this fails.
pub fn record(
    dirs: &StateDirs,
    tenant: &TenantId,
    now: Timestamp,
    events: &[Event],
) -> Result<(), AuditError> {
    let (Some(path), Some(head_path)) = (log_path(dirs, tenant), head_path(dirs, tenant)) else {
        return if dirs.sandbox {
            Ok(())
        } else {
            Err(AuditError::NoFolder)
        };
    };
    // Hashing the program takes long, so it comes before the lock.
    drop(dirs.origin.program.unrecorded_digest());
    let lock = Lock::acquire(&path.with_extension("lock"))?;
    let (head, kept) = open_head(&path, &head_path)?;
    if !read::exists(&path)
        && let HeadState::Head(head) = &kept
        && head.written_lines() > 0
    {
        // A new file would hide that the log is missing.
        return Err(AuditError::Damaged {
            path,
            why: "it is gone",
            tenant: tenant.clone(),
        });
    }
    let mut writing = LogWriter {
        log: files::open_append(&path)?,
        head,
        tenant: tenant.clone(),
        path,
        _lock: lock,
    };
    writing.append_events(kept, dirs, tenant, now, events)
}

/// Sends lines to the sink that the machine's policy requires, if any.
fn send_to_sink(sink: &Sink, lines: &[u8], process: Option<u32>) -> Result<(), AuditError> {
    sink.send(lines, process).map_err(|source| match sink {
        Sink::Unknown(why) => AuditError::Policy(why.clone()),
        sink => AuditError::Sink {
            name: sink.name(),
            source,
        },
    })
}

/// Opens and reads the head file of the log at `path`.
fn open_head(path: &Path, head: &Path) -> Result<(File, HeadState), AuditError> {
    let mut file = files::open_read_write(head)?;
    match head::read(&mut file) {
        Ok(kept) => Ok((file, kept)),
        Err(source) => Err(AuditError::Io {
            path: path.to_owned(),
            action: "read",
            source,
        }),
    }
}

impl LogWriter {
    /// Appends events. The first line that gets to the disk names the program, no other.
    fn append_events(
        &mut self,
        kept: HeadState,
        dirs: &StateDirs,
        tenant: &TenantId,
        now: Timestamp,
        events: &[Event],
    ) -> Result<(), AuditError> {
        let end = self.checked_end(kept)?;
        let mut last = end.last.clone();
        let mut lines = Vec::with_capacity(events.len() * USUAL_LINE);
        let mut program = dirs.origin.program.unrecorded_digest();
        let (now_text, server) = (now.to_string(), dirs.origin.server.last());
        let server = server.map(|at| at.to_string());
        let times = Times {
            now,
            now_text: &now_text,
            server: server.as_deref(),
        };
        for event in events {
            let document = Document::new(event, tenant, &dirs.origin, program.take(), times);
            last = chain::append_record(&mut lines, &document, &last)
                .map_err(self.io_error("written"))?;
        }
        self.append_lines(end, last, &lines)?;
        send_to_sink(&dirs.sink, &lines, dirs.origin.process)?;
        if !events.is_empty() {
            dirs.origin.program.mark_recorded();
        }
        Ok(())
    }

    /// Returns the end of the log after comparing it with the head.
    fn checked_end(&mut self, kept: HeadState) -> Result<LogEnd, AuditError> {
        let length = self.log.metadata().map_err(self.io_error("read"))?.len();
        let head = match kept {
            HeadState::Head(head) => head,
            HeadState::Nothing if length == 0 => {
                return Ok(LogEnd {
                    last: Link::before_first(),
                    bytes: 0,
                    head: None,
                });
            }
            HeadState::Nothing => return Err(self.damaged_error("its head is gone")),
            HeadState::Damaged => return Err(self.damaged_error("its head is damaged")),
        };
        // The last line is one of the last write, unless that was rolled back.
        let begin = if head.from < head.to { head.from } else { 0 };
        let last = chain::last_link(&mut self.log, begin, length).map_err(self.io_error("read"))?;
        if length == head.to && last.as_ref() == Some(&head.after) {
            return Ok(LogEnd {
                last: head.after.clone(),
                bytes: length,
                head: Some(head),
            });
        }
        if head.settled || length < head.from {
            return Err(self.damaged_error("its end is not the line that was written last"));
        }
        self.recover(head)
    }

    /// Recovers a log whose last write was interrupted: complete lines stay, the rest, which
    /// nothing relied on, is removed.
    fn recover(&mut self, head: Head) -> Result<LogEnd, AuditError> {
        let not_read = self.io_error("read");
        let before = chain::last_link(&mut self.log, 0, head.from);
        if before.map_err(not_read)?.as_ref() != Some(&head.before) {
            return Err(self.damaged_error("its end is not the line that was written last"));
        }
        let mut rest = Vec::new();
        let room = head.to.saturating_sub(head.from);
        let seek = self.log.seek(SeekFrom::Start(head.from));
        seek.and_then(|_| (&self.log).take(room).read_to_end(&mut rest))
            .map_err(self.io_error("read"))?;
        let (mut last, mut bytes) = (head.before.clone(), head.from);
        for line in rest.split_inclusive(|byte| *byte == b'\n') {
            let record = line.strip_suffix(b"\n").and_then(chain::parse_record);
            let Some(record) = record.filter(|record| record.follows(&last)) else {
                break;
            };
            last = record.link;
            bytes += u64::try_from(line.len()).unwrap_or(0);
        }
        self.log.set_len(bytes).map_err(self.io_error("written"))?;
        Ok(LogEnd {
            last,
            bytes,
            head: Some(head),
        })
    }

    /// Announces the lines in the head, writes them, and settles the head.
    fn append_lines(&mut self, end: LogEnd, last: Link, lines: &[u8]) -> Result<(), AuditError> {
        let to = end.bytes + u64::try_from(lines.len()).unwrap_or(0);
        let head = Head::pending(end.head.as_ref(), (end.last, end.bytes), (last, to));
        head::write(&mut self.head, &head)
            .and_then(|()| self.head.sync_data())
            .map_err(self.io_error("written"))?;
        let written = self
            .log
            .write_all(lines)
            .and_then(|()| self.log.sync_data());
        match written {
            Ok(()) => {
                // Not flushed: a head that only announces them is valid too.
                let noted = head::write(&mut self.head, &head.committed());
                drop(noted);
                Ok(())
            }
            Err(source) => {
                // Removes half a line; if that fails, the next run does it.
                let cut = self.log.set_len(end.bytes);
                if cut.is_ok() {
                    let noted = head::write(&mut self.head, &head.roll_back());
                    drop(noted);
                }
                Err(self.io_error("written")(source))
            }
        }
    }

    fn io_error(&self, action: &'static str) -> impl FnOnce(io::Error) -> AuditError + use<> {
        let path = self.path.clone();
        move |source| AuditError::Io {
            path,
            action,
            source,
        }
    }

    fn damaged_error(&self, why: &'static str) -> AuditError {
        AuditError::Damaged {
            path: self.path.clone(),
            why,
            tenant: self.tenant.clone(),
        }
    }
}

/// Renames a log and its head, with `stamp` in the names, so that a new log starts. Returns
/// the new name of the log, if there was one.
///
/// # Errors
/// Fails if a file cannot be renamed.
pub fn archive(
    dirs: &StateDirs,
    tenant: &TenantId,
    stamp: &str,
) -> Result<Option<PathBuf>, AuditError> {
    let (Some(path), Some(head_path)) = (log_path(dirs, tenant), head_path(dirs, tenant)) else {
        return Err(AuditError::NoFolder);
    };
    let _lock = Lock::acquire(&path.with_extension("lock"))?;
    let kept = path.with_extension(format!("{stamp}.jsonl"));
    let there = read::exists(&path);
    if there {
        files::rename(&path, &kept)?;
    }
    if read::exists(&head_path) {
        files::rename(&head_path, &kept.with_extension("head.json"))?;
    }
    Ok(there.then_some(kept))
}

#[cfg(test)]
mod tests {
    use std::fs::{self, File};

    use super::{Event, Lock, LogWriter, files, open_head, record};
    use crate::audit::{Activity, Actor, Phase};
    use crate::machine::StateDirs;

    #[test]
    fn program_is_named_in_next_line_if_first_was_not_written() {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("program");
        fs::write(&program, "abc").unwrap();
        let mut dirs = StateDirs {
            state: Some(folder.path().join("state")),
            ..StateDirs::default()
        };
        let tenant = "11111111-0000-4000-8000-000000000001".parse().unwrap();
        let now = "2026-05-04T03:02:01Z".parse().unwrap();
        let actor = Actor {
            id: "33333333-0000-4000-8000-000000000003".to_owned(),
            name: None,
            app_id: None,
            flow: None,
        };
        let event = || Event::new(Activity::Disable, Phase::Intent, actor.clone(), "disable");
        record(&dirs, &tenant, now, &[event()]).unwrap();

        dirs.origin.program = files::Program::new(program, None);
        let path = super::log_path(&dirs, &tenant).unwrap();
        let head = super::head_path(&dirs, &tenant).unwrap();
        let mut writing = LogWriter {
            log: files::open_append(&path).unwrap(),
            // Readable but not writable.
            head: File::open(&head).unwrap(),
            tenant: tenant.clone(),
            _lock: Lock::acquire(&path.with_extension("lock")).unwrap(),
            path: path.clone(),
        };
        let (_, kept) = open_head(&path, &head).unwrap();
        let lost = writing.append_events(kept, &dirs, &tenant, now, &[event()]);
        lost.unwrap_err();
        drop(writing);

        record(&dirs, &tenant, now, &[]).unwrap();
        record(&dirs, &tenant, now, &[event(), event()]).unwrap();
        record(&dirs, &tenant, now, &[event()]).unwrap();
        let text = fs::read_to_string(path).unwrap();
        let named = text.lines().map(|line| line.contains("binarySha256"));
        assert_eq!(named.collect::<Vec<_>>(), [false, true, false, false]);
    }
}
