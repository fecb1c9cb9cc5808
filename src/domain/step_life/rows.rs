//! Each row of the table, and the complete matrix of states and events.
use super::tests::EVENTS;
use super::{MAX_ATTEMPTS, StepEvent as E, StepLife, StepState as S};

/// The life after these events, each of which must be possible.
fn after(repeatable: bool, events: &[E]) -> StepLife {
    let mut life = StepLife::new(repeatable);
    for event in events {
        assert!(life.on(*event), "{event:?} after {:?}", life.state());
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
        ("found at start", true, &[E::FoundAtStart], S::Unclear, true),
        (
            "found, not seen, again",
            true,
            &[E::FoundAtStart, E::NotSeen { overdue: false }, E::Announced],
            S::Announced,
            true,
        ),
        ("barred", true, &[E::Barred], S::NotPossible, false),
        (
            "barred, found",
            true,
            &[E::FoundAtStart, E::Barred],
            S::Unclear,
            true,
        ),
        (
            "barred, found, overdue",
            true,
            &[E::FoundAtStart, E::Barred, E::NotSeen { overdue: true }],
            S::NotPossible,
            true,
        ),
        ("run ended", true, &[E::RunEnded], S::NotSent, false),
        (
            "run ended, found",
            true,
            &[E::FoundAtStart, E::RunEnded],
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
        ("yes", true, &[E::Yes], S::Done, false),
        ("accepted", false, &[E::Accepted], S::Running, false),
        ("odd success", true, &[E::OddSuccess], S::Unclear, true),
        ("no", true, &[E::No], S::Refused, false),
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
        ("cut off", true, &[E::CutOff], S::Planned, false),
        ("session ended", true, &[E::SessionEnded], S::Planned, false),
        ("ended while sent", true, &[E::RunEnded], S::Unclear, true),
        (
            "no after a fault",
            true,
            &[E::Fault, E::Announced, E::Sent, E::No],
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
                E::No,
                E::NotSeen { overdue: true },
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
                E::No,
                E::NotSeen { overdue: false },
            ],
            S::Unclear,
            true,
        ),
        (
            "odd, overdue",
            true,
            &[E::OddSuccess, E::NotSeen { overdue: true }],
            S::Unclear,
            true,
        ),
        ("seen", true, &[E::OddSuccess, E::Seen], S::Done, true),
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
    assert!(life.on(E::Accepted) && life.on(E::OperationFailed));
    assert_eq!(life.state(), S::Unclear);
}

#[test]
fn unclear_step_goes_again_only_after_a_read_that_does_not_show_it() {
    let mut life = sent_then(true, &[E::OddSuccess]);
    assert!(!life.clone().on(E::Announced), "before a read");
    assert!(life.on(E::NotSeen { overdue: false }));
    assert!(life.clone().on(E::Announced), "after it");
    let mut refused = sent_then(true, &[E::Fault, E::Announced, E::Sent, E::No]);
    refused.on(E::NotSeen { overdue: false });
    assert!(!refused.on(E::Announced), "a no is not asked for twice");
    let mut once = sent_then(false, &[E::Lost]);
    once.on(E::NotSeen { overdue: false });
    assert!(!once.on(E::Announced), "a write-back is sent once");
}

#[test]
fn attempts_end_and_waits_for_the_quota_do_not_count() {
    let mut life = StepLife::new(true);
    for _ in 0..50 {
        assert!(life.on(E::Announced) && life.on(E::Sent) && life.on(E::Throttled));
    }
    for _ in 0..MAX_ATTEMPTS {
        assert!(life.on(E::Announced) && life.on(E::Sent) && life.on(E::Conflict));
    }
    assert!(!life.on(E::Announced));
    assert!(life.on(E::AttemptsUsedUp));
    assert_eq!(life.state(), S::NotSent);
}

#[test]
fn each_kind_of_attempt_counts_and_a_read_belongs_to_one_attempt() {
    for event in [
        E::OddSuccess,
        E::Unusable,
        E::NotGraph,
        E::Fault,
        E::Lost,
        E::NotDelivered,
    ] {
        let mut life = StepLife::new(true);
        for attempt in 0..MAX_ATTEMPTS {
            assert!(life.on(E::Announced), "{event:?} {attempt}");
            assert!(life.on(E::Sent) && life.on(event), "{event:?} {attempt}");
            if life.state() == S::Unclear {
                assert!(!life.can_go(), "{event:?} {attempt}: read first");
                assert!(life.on(E::NotSeen { overdue: false }));
            }
        }
        assert!(!life.on(E::Announced), "{event:?}");
    }
    let mut once = sent_then(true, &[E::MasteredElsewhere, E::Announced, E::Sent]);
    assert!(once.on(E::Lost));
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
                if !life.on(event) {
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
