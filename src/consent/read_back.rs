//! Reads Graph until the changes are visible, or the time is up. An outdated read is never
//! a failure, and nothing is written twice because of one.
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::time::Duration;

use crate::catalog::SetId;
use crate::consent::check::{TenantCheck, check};
use crate::consent::selection::Selection;
use crate::context::Ctx;
use crate::context::connect::Connected;
use crate::domain::consent::PermissionLine;
use crate::domain::health::{SetFacts, SetHealth, assess_set};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::poll::{PollLoop, break_if, into_value};

/// How long to read until writes are visible.
pub(crate) const READ_BACK: Duration = Duration::from_secs(60);

/// Permissions that should be visible, by set.
pub(crate) type Expected = BTreeMap<SetId, Vec<PermissionLine>>;

/// One reading of the selected sets.
#[derive(Debug)]
pub(crate) struct Reading {
    /// Facts as read, with the local record.
    pub(crate) checked: TenantCheck,
    /// Health of each set.
    pub(crate) sets: BTreeMap<SetId, SetHealth>,
}

impl Reading {
    /// Whether all permissions expected for `set` are visible.
    pub(crate) fn shows(&self, set: &SetId, expected: &Expected) -> bool {
        let read = matches!(self.checked.facts.sets.get(set), Some(SetFacts::Read(_)));
        let Some(health) = self.sets.get(set) else {
            return false;
        };
        let missing = &health.difference.missing;
        let wanted = expected.get(set).map_or(&[][..], Vec::as_slice);
        read && wanted
            .iter()
            .all(|line| missing.iter().all(|one| one.identity() != line.identity()))
    }

    /// Whether all expected permissions of every set are visible.
    pub(crate) fn all_shown(&self, expected: &Expected) -> bool {
        expected.keys().all(|set| self.shows(set, expected))
    }
}

/// Reads the selected sets once.
pub(crate) async fn read(
    ctx: &Ctx<'_>,
    connected: &Connected,
    selection: &Selection,
) -> Result<Reading, Failure> {
    let sets = selection.sets();
    let checked = check(ctx, connected, &selection.catalog, &sets).await?;
    let sets = sets
        .iter()
        .map(|set| {
            let health = assess_set(&selection.catalog, set, &checked.facts, &checked.record);
            (set.id.clone(), health)
        })
        .collect();
    Ok(Reading { checked, sets })
}

/// Reads repeatedly until `seen`, for at most `limit`.
pub(crate) async fn read_back(
    ctx: &Ctx<'_>,
    connected: &Connected,
    selection: &Selection,
    limit: Duration,
    seen: impl Fn(&Reading) -> bool,
) -> Result<ControlFlow<Reading, Reading>, Failure> {
    let stop = || ctx.interrupt.is_requested();
    PollLoop::within(limit)
        .run(ctx.clock.as_ref(), stop, async |before| {
            if before == 1 {
                ctx.io.say("waiting until the change shows in Graph");
            }
            let reading = read(ctx, connected, selection).await?;
            Ok(break_if(seen(&reading), reading))
        })
        .await
}

/// Reads repeatedly until all expected permissions are visible, for at most `limit`.
pub(crate) async fn read_grants(
    ctx: &Ctx<'_>,
    connected: &Connected,
    selection: &Selection,
    expected: &Expected,
    limit: Duration,
) -> Result<Reading, Failure> {
    let seen = |reading: &Reading| reading.all_shown(expected);
    let read = read_back(ctx, connected, selection, limit, seen).await?;
    Ok(into_value(read))
}

/// Returns the value, or warns of the failure and keeps its exit code unless one is set.
/// Entra was already changed, so a failure must not lose the report.
pub(crate) fn or_warn<T>(
    ctx: &Ctx<'_>,
    exit: &mut Option<Exit>,
    what: &str,
    outcome: Result<T, Failure>,
) -> Option<T> {
    match outcome {
        Ok(value) => Some(value),
        Err(failure) => {
            ctx.io
                .warn(&format!("warning: {what}: {:#}", failure.error));
            exit.get_or_insert(failure.exit);
            None
        }
    }
}
