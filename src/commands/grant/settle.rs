//! Reads Graph until what was granted shows, or the time is up. A stale read is
//! never a failure, and nothing is written twice because of one.
use std::collections::BTreeMap;
use std::time::Duration;

use crate::catalogue::SetId;
use crate::commands::connect::Connected;
use crate::commands::context::Ctx;
use crate::commands::status::check::{Checked, check};
use crate::domain::consent::Line;
use crate::domain::health::{SetFacts, SetHealth, assess_set};
use crate::failure::Failure;
use crate::poll::{PollLoop, last, seen_if};

use super::prepare::Named;

/// What should show, set by set.
pub(super) type Expected = BTreeMap<SetId, Vec<Line>>;

/// The last reading.
#[derive(Debug)]
pub(super) struct Settled {
    /// What was read.
    pub(super) checked: Checked,
    /// How each set stands.
    pub(super) sets: BTreeMap<SetId, SetHealth>,
}

impl Settled {
    /// Whether everything that is expected of `set` shows.
    pub(super) fn shows(&self, set: &SetId, expected: &Expected) -> bool {
        let read = matches!(self.checked.facts.sets.get(set), Some(SetFacts::Read(_)));
        let Some(health) = self.sets.get(set) else {
            return false;
        };
        let missing = &health.difference.missing;
        let wanted = expected.get(set).map_or(&[][..], Vec::as_slice);
        read && wanted
            .iter()
            .all(|line| missing.iter().all(|one| one.key() != line.key()))
    }

    /// Whether everything shows.
    pub(super) fn all_shown(&self, expected: &Expected) -> bool {
        expected.keys().all(|set| self.shows(set, expected))
    }
}

/// Reads once.
pub(super) async fn read(
    ctx: &Ctx<'_>,
    connected: &Connected,
    named: &Named,
) -> Result<Settled, Failure> {
    let sets = named.sets();
    let checked = check(ctx, connected, &named.catalogue, &sets).await?;
    let sets = sets
        .iter()
        .map(|set| {
            let health = assess_set(&named.catalogue, set, &checked.facts, &checked.record);
            (set.id.clone(), health)
        })
        .collect();
    Ok(Settled { checked, sets })
}

/// Reads until everything shows, for at most `limit`.
pub(super) async fn settle(
    ctx: &Ctx<'_>,
    connected: &Connected,
    named: &Named,
    expected: &Expected,
    limit: Duration,
) -> Result<Settled, Failure> {
    let stop = || ctx.interrupt.is_asked();
    let settled = PollLoop::within(limit)
        .run(ctx.clock.as_ref(), stop, async |before| {
            if before == 1 {
                ctx.io.say("waiting until the grant shows in Graph");
            }
            let settled = read(ctx, connected, named).await?;
            Ok::<_, Failure>(seen_if(settled.all_shown(expected), settled))
        })
        .await?;
    Ok(last(settled))
}
