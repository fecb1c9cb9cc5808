//! Reads a log line by line, up to its length when it was opened.
use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read as _, Take};
use std::path::{Path, PathBuf};

use super::AuditError;
use super::chain::MAX_LINE;
use super::head::{self, Head, HeadState};
use super::log;
use super::verify::{Broken, Damage, Intact, Verifier};
use crate::files::{self, FileError, Lock};
use crate::ids::TenantId;
use crate::machine::StateDirs;

/// A log that is open for reading.
#[derive(Debug)]
pub struct OpenLog {
    /// Path of the log.
    pub path: PathBuf,
    /// Contents of the head file.
    pub head: HeadState,
    lines: Option<BufReader<Take<File>>>,
    /// Reason why a log is expected, if both log and head are missing.
    lost: Option<String>,
}

/// Opens the log of a tenant. Returns `None` if there is neither a log nor a head.
///
/// # Errors
/// Fails if one of them cannot be opened or is not private.
pub fn open(dirs: &StateDirs, tenant: &TenantId) -> Result<Option<OpenLog>, AuditError> {
    let (Some(path), Some(head_path)) = (log::log_path(dirs, tenant), log::head_path(dirs, tenant))
    else {
        return Ok(None);
    };
    if !exists(&path) && !exists(&head_path) {
        return Ok(None);
    }
    // Head and length must match. On a file system that is read-only or has no locks, no
    // other run can write either.
    let lock = match Lock::acquire(&path.with_extension("lock")) {
        Ok(lock) => Some(lock),
        Err(FileError::Io { .. } | FileError::NoLocks { .. }) => None,
        Err(error) => return Err(error.into()),
    };
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |source| AuditError::Io {
            path,
            action: "read",
            source,
        }
    };
    let head = match files::open_private(&head_path)? {
        Some(mut file) => head::read(&mut file).map_err(failed(&head_path))?,
        None => HeadState::Nothing,
    };
    let lines = match files::open_private(&path)? {
        Some(file) => {
            let length = file.metadata().map_err(failed(&path))?.len();
            Some(BufReader::with_capacity(64 * 1024, file.take(length)))
        }
        None => None,
    };
    drop(lock);
    Ok(Some(OpenLog {
        path,
        head,
        lines,
        lost: None,
    }))
}

/// Whether the path exists, be it as a broken link.
pub(super) fn exists(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

impl OpenLog {
    /// Returns a log that is missing together with its head, although it should exist for the
    /// reason `why`. `None` without a state folder.
    pub fn missing(dirs: &StateDirs, tenant: &TenantId, why: String) -> Option<Self> {
        Some(Self {
            path: log::log_path(dirs, tenant)?,
            head: HeadState::Nothing,
            lines: None,
            lost: Some(why),
        })
    }

    /// Returns the head, if it is valid.
    pub fn head(&self) -> Option<&Head> {
        match &self.head {
            HeadState::Head(head) => Some(head),
            HeadState::Nothing | HeadState::Damaged => None,
        }
    }

    /// Calls `each` for every line, including its line break, and verifies the chain in
    /// constant memory.
    ///
    /// # Errors
    /// Fails if the log cannot be read, or if `each` fails.
    pub fn for_each_line<E: From<AuditError>>(
        mut self,
        mut each: impl FnMut(u64, &[u8]) -> Result<(), E>,
    ) -> Result<Result<Intact, Broken>, E> {
        if let Some(why) = self.lost {
            return Ok(Err(Broken {
                line: 1,
                damage: Damage::Gone,
                why,
            }));
        }
        let mut verifier = Verifier::new(self.head().cloned());
        let mut line = Vec::new();
        while let Some(lines) = &mut self.lines {
            let more = read_line(lines, &mut line).map_err(|source| AuditError::Io {
                path: self.path.clone(),
                action: "read",
                source,
            })?;
            if !more {
                break;
            }
            verifier.add_line(&line);
            each(verifier.line_count(), &line)?;
        }
        let empty = verifier.line_count() == 0;
        let judged = verifier.finish();
        Ok(match (&self.head, &self.lines) {
            (HeadState::Head(head), None) if head.written_lines() > 0 => Err(Broken {
                line: 1,
                damage: Damage::Gone,
                why: format!(
                    "there is no log, but {} lines were written",
                    head.written_lines()
                ),
            }),
            (HeadState::Head(_), _) => judged,
            (HeadState::Nothing, _) if empty => judged,
            // Damage of the log itself says more.
            (kept, _) => judged.and_then(|intact| {
                Err(Broken {
                    line: intact.end.sequence,
                    damage: Damage::Headless,
                    why: match kept {
                        HeadState::Damaged => "every line fits, but the head is damaged: nothing \
                                          says whether this was the last one"
                            .to_owned(),
                        _ => "every line fits, but the head is gone: nothing says whether this \
                              was the last one"
                            .to_owned(),
                    },
                })
            }),
        })
    }
}

/// Reads the next line with its line break. Returns false at the end. A line above the
/// maximum length is cut, so that its hash is wrong.
fn read_line(lines: &mut BufReader<Take<File>>, line: &mut Vec<u8>) -> io::Result<bool> {
    line.clear();
    let longest = u64::try_from(MAX_LINE).unwrap_or(u64::MAX);
    let read = lines.by_ref().take(longest).read_until(b'\n', line)?;
    if read == MAX_LINE && line.last() != Some(&b'\n') {
        lines.skip_until(b'\n')?;
    }
    Ok(read > 0)
}
