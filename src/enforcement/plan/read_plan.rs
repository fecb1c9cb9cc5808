//! Reads a plan file into a staging table, since it may be long. The rows are valid
//! only after the whole file was checked for changes.
use std::io::BufReader;
use std::path::{Path, PathBuf};

use crate::domain::plan_file::{PlanError, PlanHeader};
use crate::domain::plan_text::{Parsed, PlanReader};
use crate::enforcement::plan::background_thread::BackgroundThread;
use crate::enforcement::resolve::list_source::read_line;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::files::{self, Opened};
use crate::journal::StagingTable;
use crate::signature::Text;

/// A plan file that was not changed.
#[derive(Debug)]
pub(crate) struct LoadedPlan {
    /// Fields of the plan other than its accounts.
    pub(crate) head: PlanHeader,
    /// Digest of the plan.
    pub(crate) digest: String,
    /// Accounts of the plan, in their state at creation.
    pub(crate) rows: StagingTable,
}

/// A plan that is being read on a background thread, since it may be long and the user
/// signs in meanwhile.
pub(crate) enum PlanReading {
    /// A file that is being read.
    Started(BackgroundThread<Result<(LoadedPlan, Text<Opened>), Failure>>),
    /// Not a regular file, which may never end: read it only after the sign-in.
    Deferred(PathBuf),
}

impl PlanReading {
    /// Starts to read the plan at `path`.
    pub(crate) fn start(path: &Path) -> Self {
        let later = || Self::Deferred(path.to_owned());
        if !path.is_file() {
            return later();
        }
        let path = path.to_owned();
        BackgroundThread::spawn(move || read_plan(&path)).map_or_else(|_| later(), Self::Started)
    }

    /// Returns the plan, and its text for verifying a signature.
    ///
    /// # Errors
    /// Exit code 2 if it is not a plan, 10 if it was changed.
    pub(crate) async fn finish(self) -> Result<(LoadedPlan, Text<Opened>), Failure> {
        match self {
            Self::Started(read) => read.join().await?,
            Self::Deferred(path) => read_plan(&path),
        }
    }
}

fn read_plan(path: &Path) -> Result<(LoadedPlan, Text<Opened>), Failure> {
    let no_file = |error| {
        Failure::from_error(Exit::Usage, error).advise("name the file that --plan-out wrote")
    };
    let mut lines = BufReader::new(files::open_public(path).map_err(no_file)?);
    let mut whole = ring::digest::Context::new(&ring::digest::SHA256);
    let mut opener = PlanReader::default();
    let mut rows = StagingTable::new()?;
    let unread = |error: std::io::Error| {
        Failure::from_error(Exit::Usage, error)
            .context("the plan could not be read: nothing was sent")
            .advise("name the file that --plan-out wrote")
    };
    while let Some(line) = read_line(&mut lines).map_err(unread)? {
        whole.update(&line);
        let line = String::from_utf8(line).map_err(|_| invalid_plan_failure(PlanError::Changed))?;
        if let Parsed::Row(row) = opener.push_line(&line).map_err(invalid_plan_failure)? {
            let row = row
                .to_bulk_row()
                .ok_or(PlanError::Changed)
                .map_err(invalid_plan_failure)?;
            // Two writes to one account in one batch have no order.
            if let Some(id) = row.id()
                && !rows.insert_account(&id)?
            {
                return Err(invalid_plan_failure(PlanError::Changed));
            }
            rows.push(&row)?;
        }
    }
    let (head, digest) = opener.finish().map_err(invalid_plan_failure)?;
    let text = Text {
        source: lines.into_inner(),
        sha256: whole.finish().as_ref().to_vec(),
    };
    Ok((LoadedPlan { head, digest, rows }, text))
}

fn invalid_plan_failure(error: PlanError) -> Failure {
    let exit = match error {
        PlanError::NotAPlan(_) => Exit::Usage,
        PlanError::Changed | PlanError::Truncated | PlanError::LineEnds => Exit::Untrusted,
    };
    Failure::from_error(exit, error)
        .context("the plan cannot be applied: nothing was sent")
        .advise("make a new one with --dry-run --plan-out")
}
