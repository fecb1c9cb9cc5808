//! Each row of the table, and the complete matrix of states and events.
use super::tests::EVENTS;
use super::{MAX_ATTEMPTS, StepEvent as E, StepLife, StepState as S};

/// Returns the state after these events, each of which must be possible.
fn after(repeatable: bool, events: &[E]) -> StepLife {
    let mut life = StepLife::new(repeatable);
    for event in events {
        assert!(life.handle(*event), "{event:?} after {:?}", life.state());
    }
    life
}

const GO: [E; 2] = [E::Announced, E::Sent];

fn sent_then(repeatable: bool, events: &[E]) -> StepLife {
    after(repeatable, &[&GO, events].concat())
}

#[test]
#[expect(clippy::too_many_lines, reason = "a row of the table each")]
fn each_row_of_the_table_leads_where_it_says() {
    let rows: &[(&str, bool, &[E], S, bool)] = &[
        (
            "withdrawn",
            true,
            &[E::Announced, E::Withdrawn],
            S::Planned,
            false,
        ),
        (
            "not recorded",
            true,
            &[E::Announced, E::NotRecorded],
            S::Planned,
            false,
        ),
        (
            "found at start",
            true,
            &[E::UnclearFromEarlierRun],
            S::Unclear,
            true,
        ),
        (
            "found, not seen, again",
            true,
            &[
                E::UnclearFromEarlierRun,
                E::EffectNotSeen { overdue: false },
                E::Announced,
            ],
            S::Announced,
            true,
        ),
        ("barred", true, &[E::Forbidden], S::NotPossible, false),
        (
            "barred, found",
            true,
            &[E::UnclearFromEarlierRun, E::Forbidden],
            S::Unclear,
            true,
        ),
        (
            "barred, found, overdue",
            true,
            &[
                E::UnclearFromEarlierRun,
                E::Forbidden,
                E::EffectNotSeen { overdue: true },
            ],
            S::NotPossible,
            true,
        ),
        ("run ended", true, &[E::RunEnded], S::NotSent, false),
        (
            "run ended, found",
            true,
            &[E::UnclearFromEarlierRun, E::RunEnded],
            S::Unclear,
            true,
        ),
        ("used up", true, &[E::AttemptsUsedUp], S::NotSent, false),
        (
            "not delivered",
            true,
            &[E::Announced, E::NotDelivered],
            S::Planned,
            false,
        ),
    ];
    for (name, repeatable, events, state, maybe_applied) in rows {
        let life = after(*repeatable, events);
        assert_eq!(
            (life.state(), life.maybe_applied()),
            (*state, *maybe_applied),
            "{name}"
        );
    }
    let rows: &[(&str, bool, &[E], S, bool)] = &[
        ("yes", true, &[E::Success], S::Done, false),
        ("accepted", false, &[E::Accepted], S::Running, false),
        (
            "odd success",
            true,
            &[E::UnexpectedSuccess],
            S::Unclear,
            true,
        ),
        ("no", true, &[E::Refused], S::Refused, false),
        ("batch refused", true, &[E::BatchRefused], S::Planned, false),
        (
            "mastered elsewhere",
            true,
            &[E::MasteredElsewhere],
            S::Planned,
            false,
        ),
        ("throttled", true, &[E::Throttled], S::Waiting, false),
        ("conflict", true, &[E::Conflict], S::Waiting, false),
        ("fault", true, &[E::Fault], S::Waiting, true),
        ("fault, once only", false, &[E::Fault], S::Unclear, true),
        ("lost", true, &[E::Lost], S::Waiting, true),
        ("lost, once only", false, &[E::Lost], S::Unclear, true),
        ("unusable", true, &[E::Unusable], S::Unclear, true),
        ("not Graph", true, &[E::NotGraph], S::Unclear, true),
        ("cut off", true, &[E::DependencyFailed], S::Planned, false),
        ("session ended", true, &[E::SessionEnded], S::Planned, false),
        ("ended while sent", true, &[E::RunEnded], S::Unclear, true),
        (
            "no after a fault",
            true,
            &[E::Fault, E::Announced, E::Sent, E::Refused],
            S::Unclear,
            true,
        ),
        (
            "batch refused after a fault",
            true,
            &[E::Fault, E::Announced, E::Sent, E::BatchRefused],
            S::Unclear,
            true,
        ),
        (
            "no after a fault, overdue",
            true,
            &[
                E::Fault,
                E::Announced,
                E::Sent,
                E::Refused,
                E::EffectNotSeen { overdue: true },
            ],
            S::Refused,
            true,
        ),
        (
            "no after a fault, early",
            true,
            &[
                E::Fault,
                E::Announced,
                E::Sent,
                E::Refused,
                E::EffectNotSeen { overdue: false },
            ],
            S::Unclear,
            true,
        ),
        (
            "odd, overdue",
            true,
            &[E::UnexpectedSuccess, E::EffectNotSeen { overdue: true }],
            S::Unclear,
            true,
        ),
        (
            "seen",
            true,
            &[E::UnexpectedSuccess, E::EffectSeen],
            S::Done,
            true,
        ),
        (
            "fault, used up",
            true,
            &[E::Fault, E::AttemptsUsedUp],
            S::Unclear,
            true,
        ),
        (
            "succeeded",
            false,
            &[E::Accepted, E::OperationSucceeded],
            S::Done,
            false,
        ),
        (
            "failed",
            false,
            &[E::Accepted, E::OperationFailed],
            S::Refused,
            false,
        ),
        (
            "runs on",
            false,
            &[E::Accepted, E::OperationRunning, E::RunEnded],
            S::Running,
            false,
        ),
    ];
    for (name, repeatable, events, state, maybe_applied) in rows {
        let life = sent_then(*repeatable, events);
        assert_eq!(
            (life.state(), life.maybe_applied()),
            (*state, *maybe_applied),
            "{name}"
        );
    }
}

#[test]
fn failed_operation_after_unclear_attempt_stays_unclear() {
    let events = [
        E::Fault,
        E::Announced,
        E::Sent,
        E::MasteredElsewhere,
        E::Announced,
        E::Sent,
    ];
    let mut life = sent_then(true, &events);
    assert!(life.handle(E::Accepted) && life.handle(E::OperationFailed));
    assert_eq!(life.state(), S::Unclear);
}

#[test]
fn unclear_step_goes_again_only_after_a_read_that_does_not_show_it() {
    let mut life = sent_then(true, &[E::UnexpectedSuccess]);
    assert!(!life.clone().handle(E::Announced), "before a read");
    assert!(life.handle(E::EffectNotSeen { overdue: false }));
    assert!(life.clone().handle(E::Announced), "after it");
    let mut refused = sent_then(true, &[E::Fault, E::Announced, E::Sent, E::Refused]);
    refused.handle(E::EffectNotSeen { overdue: false });
    assert!(!refused.handle(E::Announced), "a no is not asked for twice");
    let mut once = sent_then(false, &[E::Lost]);
    once.handle(E::EffectNotSeen { overdue: false });
    assert!(!once.handle(E::Announced), "a write-back is sent once");
}

#[test]
fn attempts_end_and_waits_for_the_quota_do_not_count() {
    let mut life = StepLife::new(true);
    for _ in 0..50 {
        assert!(life.handle(E::Announced) && life.handle(E::Sent) && life.handle(E::Throttled));
    }
    for _ in 0..MAX_ATTEMPTS {
        assert!(life.handle(E::Announced) && life.handle(E::Sent) && life.handle(E::Conflict));
    }
    assert!(!life.handle(E::Announced));
    assert!(life.handle(E::AttemptsUsedUp));
    assert_eq!(life.state(), S::NotSent);
}

#[test]
fn each_kind_of_attempt_counts_and_a_read_belongs_to_one_attempt() {
    for event in [
        E::UnexpectedSuccess,
        E::Unusable,
        E::NotGraph,
        E::Fault,
        E::Lost,
        E::NotDelivered,
    ] {
        let mut life = StepLife::new(true);
        for attempt in 0..MAX_ATTEMPTS {
            assert!(life.handle(E::Announced), "{event:?} {attempt}");
            assert!(
                life.handle(E::Sent) && life.handle(event),
                "{event:?} {attempt}"
            );
            if life.state() == S::Unclear {
                assert!(!life.can_announce(), "{event:?} {attempt}: read first");
                assert!(life.handle(E::EffectNotSeen { overdue: false }));
            }
        }
        assert!(!life.handle(E::Announced), "{event:?}");
    }
    let mut once = sent_then(true, &[E::MasteredElsewhere, E::Announced, E::Sent]);
    assert!(once.handle(E::Lost));
    assert_eq!(once.state(), S::Unclear, "a write-back is sent once");
}

const STATES: [S; 10] = [
    S::Planned,
    S::Announced,
    S::Sent,
    S::Waiting,
    S::Running,
    S::Unclear,
    S::Done,
    S::Refused,
    S::NotPossible,
    S::NotSent,
];

/// Every state with every event, as lines of text: `maybe` marks a step that may
/// have been applied, `once` one that is not repeatable.
fn matrix() -> String {
    let mut text = String::new();
    for state in STATES {
        for (repeatable, maybe_applied) in
            [(true, false), (true, true), (false, false), (false, true)]
        {
            for event in EVENTS {
                let mut life = StepLife {
                    state,
                    maybe_applied,
                    ..StepLife::new(repeatable)
                };
                if !life.handle(event) {
                    continue;
                }
                let marks = |maybe: bool| if maybe { " maybe" } else { "" };
                let once = if repeatable { "" } else { " once" };
                text.push_str(&format!(
                    "{state:?}{once}{}: {event:?} -> {:?}{}\n",
                    marks(maybe_applied),
                    life.state(),
                    marks(life.maybe_applied()),
                ));
            }
        }
    }
    text
}

#[test]
fn complete_matrix_is_as_written() {
    let written = include_str!("matrix.txt");
    let found = matrix();
    for (number, (written, found)) in written.lines().zip(found.lines()).enumerate() {
        assert_eq!(written, found, "line {} of matrix.txt", number + 1);
    }
    assert_eq!(written.len(), found.len(), "{found}");
}
