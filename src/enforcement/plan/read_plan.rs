//! A plan file as it is read: its rows go to a sheet, since they may be many,
//! and count only once the whole was seen to be as it was written.
use std::io::BufReader;
use std::path::{Path, PathBuf};

use crate::domain::plan_file::{PlanError, PlanHead};
use crate::domain::plan_text::{Opener, Parsed};
use crate::enforcement::plan::background_thread::BackgroundThread;
use crate::enforcement::resolve::list_source::next_line;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::files::{self, Opened};
use crate::journal::StagingTable;
use crate::signature::Text;

/// A plan that was not changed.
#[derive(Debug)]
pub(crate) struct Plan {
    /// What it says beside its accounts.
    pub(crate) head: PlanHead,
    /// Its own digest.
    pub(crate) digest: String,
    /// Its accounts, as they were.
    pub(crate) rows: StagingTable,
}

/// A plan that is being read, on a thread of its own: it may be long, and whoever
/// applies it has to sign in meanwhile.
pub(crate) enum Opening {
    /// It is a file.
    Begun(BackgroundThread<Result<(Plan, Text<Opened>), Failure>>),
    /// It is something else, which may never end: nobody is to wait for that who
    /// cannot sign in.
    Later(PathBuf),
}

impl Opening {
    /// Begins to read the plan `path`.
    pub(crate) fn of(path: &Path) -> Self {
        let later = || Self::Later(path.to_owned());
        if !path.is_file() {
            return later();
        }
        let path = path.to_owned();
        BackgroundThread::begin(move || open(&path)).map_or_else(|_| later(), Self::Begun)
    }

    /// The plan, and its text for whoever holds a signature against it.
    ///
    /// # Errors
    /// Exit 2 where it is none, 10 where it was changed.
    pub(crate) async fn end(self) -> Result<(Plan, Text<Opened>), Failure> {
        match self {
            Self::Begun(read) => read.end().await?,
            Self::Later(path) => open(&path),
        }
    }
}

fn open(path: &Path) -> Result<(Plan, Text<Opened>), Failure> {
    let no_file = |error| {
        Failure::from_error(Exit::Usage, error).advise("name the file that --plan-out wrote")
    };
    let mut lines = BufReader::new(files::open_public(path).map_err(no_file)?);
    let mut whole = ring::digest::Context::new(&ring::digest::SHA256);
    let mut opener = Opener::default();
    let mut rows = StagingTable::new()?;
    let unread = |error: std::io::Error| {
        Failure::from_error(Exit::Usage, error)
            .context("the plan could not be read: nothing was sent")
            .advise("name the file that --plan-out wrote")
    };
    while let Some(line) = next_line(&mut lines).map_err(unread)? {
        whole.update(&line);
        let line = String::from_utf8(line).map_err(|_| no_plan(PlanError::Changed))?;
        if let Parsed::Row(row) = opener.line(&line).map_err(no_plan)? {
            let row = row.row().ok_or(PlanError::Changed).map_err(no_plan)?;
            // Two writes to one account in one batch have no order.
            if let Some(id) = row.id()
                && !rows.insert_account(&id)?
            {
                return Err(no_plan(PlanError::Changed));
            }
            rows.push(&row)?;
        }
    }
    let (head, digest) = opener.end().map_err(no_plan)?;
    let text = Text {
        source: lines.into_inner(),
        sha256: whole.finish().as_ref().to_vec(),
    };
    Ok((Plan { head, digest, rows }, text))
}

fn no_plan(error: PlanError) -> Failure {
    let exit = match error {
        PlanError::Foreign(_) => Exit::Usage,
        PlanError::Changed | PlanError::Cut | PlanError::LineEnds => Exit::Untrusted,
    };
    Failure::from_error(exit, error)
        .context("the plan cannot be applied: nothing was sent")
        .advise("make a new one with --dry-run --plan-out")
}
