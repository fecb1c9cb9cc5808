//! How lines get into the log: under a lock, announced in the head, and on disk
//! before anybody goes on.
use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::chain::{self, Link};
use super::document::Document;
use super::event::Event;
use super::head::{self, Head, Kept};
use super::{AuditError, read};
use crate::files::{self, Lock};
use crate::ids::TenantId;
use crate::machine::Sink;
use crate::machine::StateDirs;

/// Bytes of most lines, so that many are put together without moving.
const USUAL_LINE: usize = 1_280;

/// The file of a tenant's log; `None` where nothing is kept.
pub fn path(dirs: &StateDirs, tenant: &TenantId) -> Option<PathBuf> {
    let state = dirs.state.as_ref()?;
    Some(state.join(tenant.as_str()).join("audit.jsonl"))
}

/// The head of a tenant's log, which lies in a folder of its own; `None` where
/// nothing is kept.
pub fn head_path(dirs: &StateDirs, tenant: &TenantId) -> Option<PathBuf> {
    let state = dirs.state.as_ref()?;
    Some(state.join("heads").join(format!("{tenant}.json")))
}

/// A log that is open to be written.
struct Writing {
    path: PathBuf,
    tenant: TenantId,
    log: File,
    head: File,
    _lock: Lock,
}

/// Where the next line goes.
struct End {
    last: Link,
    bytes: u64,
    head: Option<Head>,
}

/// Appends events, in their order, and waits until they are on disk. The
/// simulated tenant without a folder keeps no log.
///
/// # Errors
/// Nothing may be sent where this fails.
pub fn record(
    dirs: &StateDirs,
    tenant: &TenantId,
    now: Timestamp,
    events: &[Event],
) -> Result<(), AuditError> {
    let (Some(path), Some(head_path)) = (path(dirs, tenant), head_path(dirs, tenant)) else {
        return if dirs.sandbox {
            Ok(())
        } else {
            Err(AuditError::NoFolder)
        };
    };
    // The digest of the program takes long, and others wait for the lock.
    drop(dirs.origin.program.untold());
    let lock = Lock::take(&path.with_extension("lock"))?;
    let (head, kept) = last_head(&path, &head_path)?;
    if !read::exists(&path)
        && let Kept::Head(head) = &kept
        && head.written() > 0
    {
        // A new file in its place would hide that it is gone.
        return Err(AuditError::Damaged {
            path,
            why: "it is gone",
            tenant: tenant.clone(),
        });
    }
    let mut writing = Writing {
        log: files::open_append(&path)?,
        head,
        tenant: tenant.clone(),
        path,
        _lock: lock,
    };
    writing.take(kept, dirs, tenant, now, events)
}

/// Sends lines to the second place, where the machine's policy demands one.
fn send(sink: &Sink, lines: &[u8], process: Option<u32>) -> Result<(), AuditError> {
    sink.send(lines, process).map_err(|source| match sink {
        Sink::Unknown(why) => AuditError::Policy(why.clone()),
        sink => AuditError::Sink {
            name: sink.name(),
            source,
        },
    })
}

/// Opens the head of the log at `path`, and says what it holds.
fn last_head(path: &Path, head: &Path) -> Result<(File, Kept), AuditError> {
    let mut file = files::open_in_place(head)?;
    match head::read(&mut file) {
        Ok(kept) => Ok((file, kept)),
        Err(source) => Err(AuditError::Io {
            path: path.to_owned(),
            action: "read",
            source,
        }),
    }
}

impl Writing {
    /// Takes the events. The program is named until a line that names it is on
    /// disk, and then no more.
    fn take(
        &mut self,
        kept: Kept,
        dirs: &StateDirs,
        tenant: &TenantId,
        now: Timestamp,
        events: &[Event],
    ) -> Result<(), AuditError> {
        let end = self.end(kept)?;
        let mut last = end.last.clone();
        let mut lines = Vec::with_capacity(events.len() * USUAL_LINE);
        let mut program = dirs.origin.program.untold();
        for event in events {
            let document = Document::new(event, tenant, &dirs.origin, program.take(), now);
            last = chain::add(&mut lines, &document, &last).map_err(self.not("written"))?;
        }
        self.append(end, last, &lines)?;
        send(&dirs.sink, &lines, dirs.origin.process)?;
        if !events.is_empty() {
            dirs.origin.program.told();
        }
        Ok(())
    }

    /// The end of the log, once it is what the head says.
    fn end(&mut self, kept: Kept) -> Result<End, AuditError> {
        let length = self.log.metadata().map_err(self.not("read"))?.len();
        let head = match kept {
            Kept::Head(head) => head,
            Kept::Nothing if length == 0 => {
                return Ok(End {
                    last: Link::beginning(),
                    bytes: 0,
                    head: None,
                });
            }
            Kept::Nothing => return Err(self.damaged("its head is gone")),
            Kept::Damaged => return Err(self.damaged("its head is damaged")),
        };
        // The last line is one of the last step, unless that was taken back.
        let begin = if head.from < head.to { head.from } else { 0 };
        let last = chain::last(&mut self.log, begin, length).map_err(self.not("read"))?;
        if length == head.to && last.as_ref() == Some(&head.after) {
            return Ok(End {
                last: head.after.clone(),
                bytes: length,
                head: Some(head),
            });
        }
        if head.settled || length < head.from {
            return Err(self.damaged("its end is not the line that was written last"));
        }
        self.after_a_kill(head)
    }

    /// Takes up a log whose last step was cut off by a kill or a power cut: what
    /// got to the disk whole stays, the rest was never relied on.
    fn after_a_kill(&mut self, head: Head) -> Result<End, AuditError> {
        let not_read = self.not("read");
        let before = chain::last(&mut self.log, 0, head.from);
        if before.map_err(not_read)?.as_ref() != Some(&head.before) {
            return Err(self.damaged("its end is not the line that was written last"));
        }
        let mut rest = Vec::new();
        let room = head.to.saturating_sub(head.from);
        let seek = self.log.seek(SeekFrom::Start(head.from));
        seek.and_then(|_| (&self.log).take(room).read_to_end(&mut rest))
            .map_err(self.not("read"))?;
        let (mut last, mut bytes) = (head.before.clone(), head.from);
        for line in rest.split_inclusive(|byte| *byte == b'\n') {
            let bound = line.strip_suffix(b"\n").and_then(chain::read);
            let Some(bound) = bound.filter(|bound| bound.follows(&last)) else {
                break;
            };
            last = bound.link;
            bytes += u64::try_from(line.len()).unwrap_or(0);
        }
        self.log.set_len(bytes).map_err(self.not("written"))?;
        Ok(End {
            last,
            bytes,
            head: Some(head),
        })
    }

    /// Announces the lines, writes them, and notes that they are there.
    fn append(&mut self, end: End, last: Link, lines: &[u8]) -> Result<(), AuditError> {
        let to = end.bytes + u64::try_from(lines.len()).unwrap_or(0);
        let head = Head::announcing(end.head.as_ref(), (end.last, end.bytes), (last, to));
        head::write(&mut self.head, &head)
            .and_then(|()| self.head.sync_data())
            .map_err(self.not("written"))?;
        let written = self
            .log
            .write_all(lines)
            .and_then(|()| self.log.sync_data());
        match written {
            Ok(()) => {
                // Not waited for: a head that only announces them is right too.
                let noted = head::write(&mut self.head, &head.reached());
                drop(noted);
                Ok(())
            }
            Err(source) => {
                // Half a line is taken back; where that fails the next run does it.
                let cut = self.log.set_len(end.bytes);
                if cut.is_ok() {
                    let noted = head::write(&mut self.head, &head.taken_back());
                    drop(noted);
                }
                Err(self.not("written")(source))
            }
        }
    }

    fn not(&self, action: &'static str) -> impl FnOnce(io::Error) -> AuditError + use<> {
        let path = self.path.clone();
        move |source| AuditError::Io {
            path,
            action,
            source,
        }
    }

    fn damaged(&self, why: &'static str) -> AuditError {
        AuditError::Damaged {
            path: self.path.clone(),
            why,
            tenant: self.tenant.clone(),
        }
    }
}

/// Puts a log and its head away under new names that end in `stamp`, so that a
/// new one begins; returns the log's new name, where there was a log.
///
/// # Errors
/// Fails where they cannot be moved.
pub fn put_away(
    dirs: &StateDirs,
    tenant: &TenantId,
    stamp: &str,
) -> Result<Option<PathBuf>, AuditError> {
    let (Some(path), Some(head_path)) = (path(dirs, tenant), head_path(dirs, tenant)) else {
        return Err(AuditError::NoFolder);
    };
    let _lock = Lock::take(&path.with_extension("lock"))?;
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

    use super::{Event, Lock, Writing, files, last_head, record};
    use crate::audit::{Activity, Actor, Phase};
    use crate::machine::StateDirs;

    #[test]
    fn a_line_that_did_not_get_to_the_disk_leaves_the_program_to_the_next() {
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

        dirs.origin.program = files::Program::at(program, None);
        let path = super::path(&dirs, &tenant).unwrap();
        let head = super::head_path(&dirs, &tenant).unwrap();
        let mut writing = Writing {
            log: files::open_append(&path).unwrap(),
            // It can be read, and not written.
            head: File::open(&head).unwrap(),
            tenant: tenant.clone(),
            _lock: Lock::take(&path.with_extension("lock")).unwrap(),
            path: path.clone(),
        };
        let (_, kept) = last_head(&path, &head).unwrap();
        let lost = writing.take(kept, &dirs, &tenant, now, &[event()]);
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
