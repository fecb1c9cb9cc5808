//! Recent actions from the audit log. The journal is checked too, and the larger result
//! counts, so that deleting one of them does not help.
use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

use crate::audit;
use crate::domain::task::Action;
use crate::failure::Failure;
use crate::ids::{ObjectId, TenantId};
use crate::machine::StateDirs;

/// Maximum clock difference between two servers of the service.
const MAX_SERVER_SKEW: SignedDuration = SignedDuration::from_hours(1);

/// Time and target account of an audit log line.
#[derive(Deserialize)]
struct AuditLine {
    time_dt: Timestamp,
    user: Option<Target>,
    unmapped: Unmapped,
}

#[derive(Deserialize)]
struct Target {
    uid: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Unmapped {
    phase: String,
    action: String,
    task: Option<i64>,
    server_time: Option<Timestamp>,
    plan_digest: Option<String>,
    approved_by: Option<String>,
}

impl AuditLine {
    /// Returns the latest known time of the line: setting back the clock does not make
    /// it older.
    fn effective_time(&self) -> Timestamp {
        self.unmapped
            .server_time
            .map_or(self.time_dt, |at| at.max(self.time_dt))
    }
}

/// The current time by two clocks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CurrentTime {
    local: Timestamp,
    service: Option<Timestamp>,
}

impl CurrentTime {
    /// Combines the local time with the last known time of the service.
    pub(crate) fn read(dirs: &StateDirs, local: Timestamp) -> Self {
        Self {
            local,
            service: dirs.origin.server.last(),
        }
    }

    /// Returns the later time, for expiry.
    pub(crate) fn later(self) -> Timestamp {
        self.service.map_or(self.local, |at| at.max(self.local))
    }

    /// Returns the earlier time, to decide which actions are recent.
    pub(crate) fn earlier(self) -> Timestamp {
        self.service.map_or(self.local, |at| at.min(self.local))
    }
}

/// Passes each intent since `since` to `visit`, newest first.
fn visit_intents(
    dirs: &StateDirs,
    tenant: &TenantId,
    since: Timestamp,
    mut visit: impl FnMut(AuditLine),
) -> Result<(), Failure> {
    let over = since
        .saturating_sub(MAX_SERVER_SKEW)
        .unwrap_or(Timestamp::MIN);
    audit::visit_newest_first(dirs, tenant, |text| {
        let Ok(line) = serde_json::from_slice::<AuditLine>(text) else {
            return true;
        };
        // Only the service's clock proves that all earlier lines are older.
        if line.unmapped.server_time.is_some_and(|at| at < over) {
            return false;
        }
        if line.unmapped.phase == "intent" && line.effective_time() >= since {
            visit(line);
        }
        true
    })?;
    Ok(())
}

/// Returns the accounts that were changed without an approval since `since`, by the
/// audit log.
///
/// # Errors
/// Fails if the log cannot be read.
pub(crate) fn count_unsigned_accounts(
    dirs: &StateDirs,
    tenant: &TenantId,
    since: Timestamp,
) -> Result<BTreeSet<ObjectId>, Failure> {
    let mut accounts = BTreeSet::new();
    visit_intents(dirs, tenant, since, |line| {
        let Unmapped {
            action,
            approved_by: None,
            ..
        } = &line.unmapped
        else {
            return;
        };
        if Action::parse(action).is_some_and(Action::is_restrictive)
            && let Some(id) = line.user.and_then(|user| user.uid)
            && let Ok(id) = id.parse()
        {
            accounts.insert(id);
        }
    })?;
    Ok(accounts)
}

/// Returns the task that applied the plan with this digest since `since`, by the audit
/// log.
///
/// # Errors
/// Fails if the log cannot be read.
pub(crate) fn task_that_applied(
    dirs: &StateDirs,
    tenant: &TenantId,
    digest: &str,
    since: Timestamp,
) -> Result<Option<i64>, Failure> {
    let mut task = None;
    visit_intents(dirs, tenant, since, |line| {
        if line.unmapped.plan_digest.as_deref() == Some(digest) {
            task = line.unmapped.task.or(task);
        }
    })?;
    Ok(task)
}

#[cfg(test)]
mod tests {
    use super::{CurrentTime, count_unsigned_accounts};
    use crate::audit::{self, Activity, Actor, Event, Phase, Target};
    use crate::domain::account::tests::person;
    use crate::domain::clock_offset::ClockOffset;
    use crate::ids::TenantId;
    use crate::machine::StateDirs;
    use jiff::Timestamp;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn clock_that_was_set_makes_nothing_younger_or_older() {
        let dirs = StateDirs::default();
        let local = at("2026-03-02T03:00:00Z");
        let now = CurrentTime::read(&dirs, local);
        assert_eq!((now.earlier(), now.later()), (local, local));
        for service in ["2026-03-01T03:00:00Z", "2026-03-03T03:00:00Z"] {
            let service = at(service);
            dirs.origin.server.received(service, ClockOffset::default());
            let now = CurrentTime::read(&dirs, local);
            assert_eq!(now.earlier(), service.min(local));
            assert_eq!(now.later(), service.max(local));
        }
    }

    #[test]
    fn intents_of_one_person_count_whatever_the_clock_of_the_machine_was() {
        let folder = tempfile::tempdir().unwrap();
        let dirs = StateDirs {
            state: Some(folder.path().to_owned()),
            ..StateDirs::default()
        };
        let tenant: TenantId = "11111111-0000-4000-8000-000000000001".parse().unwrap();
        let actor = Actor {
            id: "33333333-0000-4000-8000-000000000003".to_owned(),
            name: None,
            app_id: None,
            flow: None,
        };
        let record = |number: u32, local: &str, service: Option<&str>, change: fn(&mut Event)| {
            if let Some(service) = service {
                dirs.origin
                    .server
                    .received(at(service), ClockOffset::default());
            }
            let mut event = Event::new(Activity::Disable, Phase::Intent, actor.clone(), "disable");
            event.target = Some(Target {
                id: person(number).id.to_string(),
                name: String::new(),
            });
            change(&mut event);
            audit::record(&dirs, &tenant, at(local), &[event]).unwrap();
        };
        let lately = Some("2026-03-02T01:00:00Z");
        record(
            1,
            "2026-02-20T00:00:00Z",
            Some("2026-02-20T00:00:00Z"),
            |_| {},
        );
        record(2, "2026-03-02T01:00:00Z", lately, |_| {});
        // The machine's clock was set back, and the service's tells.
        record(3, "2020-01-01T00:00:00Z", lately, |_| {});
        record(4, "2026-03-02T01:00:00Z", lately, |event| {
            event.action = "enable".into();
        });
        record(5, "2026-03-02T01:00:00Z", lately, |event| {
            event.approved_by = Some("ben@a.example".to_owned());
        });
        record(6, "2026-03-02T01:00:00Z", lately, |event| {
            event.phase = Phase::Refused;
        });
        record(7, "2026-03-02T01:00:00Z", lately, |event| {
            event.action = "contain".into();
        });
        let since = at("2026-03-01T03:00:00Z");
        let found = count_unsigned_accounts(&dirs, &tenant, since).unwrap();
        let expected = [2, 3, 7].map(|number| person(number).id);
        assert_eq!(found, expected.into_iter().collect());
    }
}
