//! The audit log: one JSON object a line, each bound to the one before it.
//!
//! The fields are those of OCSF's Account Change, Authentication and Entity
//! Management classes, so that a log shipper needs no mapping. A line is on
//! disk before [`record`] returns; where it cannot be written, nothing may be
//! sent. No secret ever comes here.
mod chain;
mod event;

use std::io::Write as _;
use std::path::PathBuf;

use jiff::Timestamp;

pub use chain::{Broken, verify};
pub use event::{Activity, Actor, Event, Phase, Target};

use crate::commands::context::Place;
use crate::domain::ids::TenantId;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::files::{self, FileError, Lock};

/// Why an event could not be recorded.
#[derive(Debug, thiserror::Error)]
pub enum AuditError {
    /// The file could not be opened, locked or written.
    #[error("the audit log cannot be written")]
    File(#[from] FileError),
    /// The disk refused the line.
    #[error("the audit log {} cannot be written", path.display())]
    Write {
        /// The log.
        path: PathBuf,
        /// The operating system's reason.
        #[source]
        source: std::io::Error,
    },
    /// The last line is not one of ours: the chain cannot go on from it.
    #[error("the last line of the audit log {} is damaged", path.display())]
    Damaged {
        /// The log.
        path: PathBuf,
    },
    /// There is no home, so there is nowhere to write.
    #[error("there is no folder for the audit log")]
    NoFolder,
}

impl From<AuditError> for Failure {
    fn from(error: AuditError) -> Self {
        let exit = match &error {
            AuditError::File(FileError::Untrusted { .. }) | AuditError::Damaged { .. } => {
                Exit::Untrusted
            }
            AuditError::File(FileError::Locked { .. }) => Exit::Locked,
            AuditError::File(FileError::Io { .. })
            | AuditError::Write { .. }
            | AuditError::NoFolder => Exit::Storage,
        };
        let failure = Self::from_error(exit, error);
        if exit == Exit::Untrusted {
            failure.advise("move the file away to begin a new log, and keep it as evidence")
        } else {
            failure.advise("make room or set XDG_STATE_HOME to a folder that can be written")
        }
    }
}

/// The file of a tenant's log; `None` where nothing is kept.
pub fn path(place: &Place, tenant: &TenantId) -> Option<PathBuf> {
    let state = place.state.as_ref()?;
    Some(state.join(tenant.as_str()).join("audit.jsonl"))
}

/// Appends events, in their order, and waits until they are on disk. The
/// made-up tenant without a folder keeps no log.
///
/// # Errors
/// Nothing may be sent where this fails.
pub fn record(
    place: &Place,
    tenant: &TenantId,
    now: Timestamp,
    events: &[Event],
) -> Result<(), AuditError> {
    let Some(path) = path(place, tenant) else {
        return if place.sandbox {
            Ok(())
        } else {
            Err(AuditError::NoFolder)
        };
    };
    let _lock = Lock::take(&path.with_extension("lock"))?;
    let mut file = files::open_append(&path)?;
    let unwritten = |source| AuditError::Write {
        path: path.clone(),
        source,
    };
    let mut end = match chain::last(&mut file) {
        Ok(Some(end)) => end,
        Ok(None) => return Err(AuditError::Damaged { path: path.clone() }),
        Err(source) => return Err(unwritten(source)),
    };
    let mut lines = String::new();
    for event in events {
        let (line, next) = chain::line(&event.document(tenant, now), &end);
        lines.push_str(&line);
        end = next;
    }
    let before = file.metadata().map_err(unwritten)?.len();
    let outcome = file
        .write_all(lines.as_bytes())
        .and_then(|()| file.sync_all());
    outcome.map_err(|source| {
        // Half a line would break the chain for good.
        let cut = file.set_len(before);
        drop(cut);
        unwritten(source)
    })
}

#[cfg(test)]
mod tests {
    use super::{Activity, Actor, Event, Phase, Target, path, record, verify};
    use crate::commands::context::Place;
    use crate::domain::ids::TenantId;
    use crate::exit::Exit;
    use crate::failure::Failure;

    fn tenant() -> TenantId {
        "11111111-0000-4000-8000-000000000001".parse().unwrap()
    }

    fn now() -> jiff::Timestamp {
        "2026-05-04T03:02:01.123Z".parse().unwrap()
    }

    fn event(name: &str) -> Event {
        Event {
            target: Some(Target {
                id: "22222222-0000-4000-8000-000000000002".to_owned(),
                name: name.to_owned(),
            }),
            reason: Some("INC-1".to_owned()),
            ..Event::new(
                Activity::Disable,
                Phase::Intent,
                Actor {
                    id: "33333333-0000-4000-8000-000000000003".to_owned(),
                    name: Some("admin@contoso.com".to_owned()),
                },
                "disable",
            )
        }
    }

    #[test]
    fn lines_form_a_chain_that_shows_every_edit() {
        let folder = tempfile::tempdir().unwrap();
        let place = Place {
            state: Some(folder.path().join("s")),
            ..Place::default()
        };
        record(&place, &tenant(), now(), &[event("a"), event("b")]).unwrap();
        record(
            &place,
            &tenant(),
            now(),
            &[event("evil\"\n\u{1b}[2J\u{2028}")],
        )
        .unwrap();
        let file = path(&place, &tenant()).unwrap();
        let text = std::fs::read_to_string(&file).unwrap();
        assert_eq!(text.lines().count(), 3);
        assert!(!text.contains('\u{1b}') && !text.contains('\u{2028}'));
        assert_eq!(verify(&text), Ok(3));
        let first: serde_json::Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
        assert_eq!(first["class_uid"], 3001);
        assert_eq!(first["activity_id"], 5);
        assert_eq!(first["type_uid"], 300_105);
        assert_eq!(first["time"], now().as_millisecond());
        assert_eq!(first["actor"]["user"]["name"], "admin@contoso.com");

        let lines: Vec<&str> = text.lines().collect();
        let edited = text.replacen("INC-1", "INC-2", 1);
        let reordered = format!("{}\n{}\n{}\n", lines[1], lines[0], lines[2]);
        let cut_out = format!("{}\n{}\n", lines[0], lines[2]);
        let twice = format!("{}\n{}\n", lines[0], lines[0]);
        let half = text.strip_suffix('\n').unwrap();
        for wrong in [edited.as_str(), &reordered, &cut_out, &twice, half] {
            assert!(verify(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_cannot_be_written_is_exit_8_and_a_damaged_end_exit_10() {
        let folder = tempfile::tempdir().unwrap();
        let blocked = folder.path().join("file");
        std::fs::write(&blocked, "x").unwrap();
        let place = Place {
            state: Some(blocked),
            ..Place::default()
        };
        let error = record(&place, &tenant(), now(), &[event("a")]).unwrap_err();
        assert_eq!(Failure::from(error).exit, Exit::Storage);
        let error = record(&Place::default(), &tenant(), now(), &[event("a")]).unwrap_err();
        assert_eq!(Failure::from(error).exit, Exit::Storage);

        let place = Place {
            state: Some(folder.path().join("s")),
            ..Place::default()
        };
        record(&place, &tenant(), now(), &[event("a")]).unwrap();
        let file = path(&place, &tenant()).unwrap();
        let text = std::fs::read_to_string(&file).unwrap();
        std::fs::write(&file, text.trim_end()).unwrap();
        let error = record(&place, &tenant(), now(), &[event("a")]).unwrap_err();
        assert_eq!(Failure::from(error).exit, Exit::Untrusted);
    }
}
