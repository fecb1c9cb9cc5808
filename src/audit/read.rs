//! A log read line by line, as long as it was when it was opened.
use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read as _, Take};
use std::path::{Path, PathBuf};

use super::AuditError;
use super::chain::MAX_LINE;
use super::head::{self, Head, Kept};
use super::log;
use super::verify::{Broken, Damage, Intact, Verifier};
use crate::files::{self, FileError, Lock};
use crate::ids::TenantId;
use crate::machine::StateDirs;

/// A log that is open to be read.
#[derive(Debug)]
pub struct Opened {
    /// Where it lies.
    pub path: PathBuf,
    /// What its head says.
    pub head: Kept,
    lines: Option<BufReader<Take<File>>>,
    /// Why there should be a log, where neither it nor its head is there.
    lost: Option<String>,
}

/// Opens the log of a tenant; `None` where there is neither a log nor a head.
///
/// # Errors
/// Fails where one of them cannot be opened or is not private.
pub fn open(dirs: &StateDirs, tenant: &TenantId) -> Result<Option<Opened>, AuditError> {
    let (Some(path), Some(head_path)) = (log::path(dirs, tenant), log::head_path(dirs, tenant))
    else {
        return Ok(None);
    };
    if !exists(&path) && !exists(&head_path) {
        return Ok(None);
    }
    // Head and length belong together. On a file system that cannot be written,
    // or that keeps no locks, nothing else is written either.
    let lock = match Lock::take(&path.with_extension("lock")) {
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
        None => Kept::Nothing,
    };
    let lines = match files::open_private(&path)? {
        Some(file) => {
            let length = file.metadata().map_err(failed(&path))?.len();
            Some(BufReader::with_capacity(64 * 1024, file.take(length)))
        }
        None => None,
    };
    drop(lock);
    Ok(Some(Opened {
        path,
        head,
        lines,
        lost: None,
    }))
}

/// Whether there is something of this name.
pub(super) fn exists(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

impl Opened {
    /// A log that is gone together with its head, although something else says
    /// that it was written, which `why` tells. `None` where nothing is kept.
    pub fn lost(dirs: &StateDirs, tenant: &TenantId, why: String) -> Option<Self> {
        Some(Self {
            path: log::path(dirs, tenant)?,
            head: Kept::Nothing,
            lines: None,
            lost: Some(why),
        })
    }

    /// The head, where it can be read.
    pub fn head(&self) -> Option<&Head> {
        match &self.head {
            Kept::Head(head) => Some(head),
            Kept::Nothing | Kept::Damaged => None,
        }
    }

    /// Hands every line to `each`, with its end where it has one, and says what
    /// became of the chain. Memory does not grow with the log.
    ///
    /// # Errors
    /// Fails where the log cannot be read, or where `each` does.
    pub fn each<E: From<AuditError>>(
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
            let more = next(lines, &mut line).map_err(|source| AuditError::Io {
                path: self.path.clone(),
                action: "read",
                source,
            })?;
            if !more {
                break;
            }
            verifier.take(&line);
            each(verifier.lines(), &line)?;
        }
        let empty = verifier.lines() == 0;
        let judged = verifier.end();
        Ok(match (&self.head, &self.lines) {
            (Kept::Head(head), None) if head.written() > 0 => Err(Broken {
                line: 1,
                damage: Damage::Gone,
                why: format!("there is no log, but {} lines were written", head.written()),
            }),
            (Kept::Head(_), _) => judged,
            (Kept::Nothing, _) if empty => judged,
            // What is wrong with the log itself says more.
            (kept, _) => judged.and_then(|intact| {
                Err(Broken {
                    line: intact.end.sequence,
                    damage: Damage::Headless,
                    why: match kept {
                        Kept::Damaged => "every line fits, but the head is damaged: nothing \
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

/// Reads the next line with its end. One that is longer than any of ours is cut:
/// its hash cannot fit then.
fn next(lines: &mut BufReader<Take<File>>, line: &mut Vec<u8>) -> io::Result<bool> {
    line.clear();
    let longest = u64::try_from(MAX_LINE).unwrap_or(u64::MAX);
    let read = lines.by_ref().take(longest).read_until(b'\n', line)?;
    if read == MAX_LINE && line.last() != Some(&b'\n') {
        lines.skip_until(b'\n')?;
    }
    Ok(read > 0)
}
