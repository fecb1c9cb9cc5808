//! Tests of invariants of a step over random sequences of events.
use super::{StepEvent as E, StepLife, StepState as S};

pub(super) const EVENTS: [E; 29] = [
    E::Announced,
    E::Withdrawn,
    E::NotRecorded,
    E::Sent,
    E::Success,
    E::Accepted,
    E::UnexpectedSuccess,
    E::Refused,
    E::BatchRefused,
    E::MasteredElsewhere,
    E::Throttled,
    E::Conflict,
    E::Fault,
    E::Lost,
    E::Unusable,
    E::NotGraph,
    E::NotDelivered,
    E::DependencyFailed,
    E::SessionEnded,
    E::Forbidden,
    E::EffectSeen,
    E::EffectNotSeen { overdue: false },
    E::EffectNotSeen { overdue: true },
    E::OperationSucceeded,
    E::OperationFailed,
    E::OperationRunning,
    E::AttemptsUsedUp,
    E::UnclearFromEarlierRun,
    E::RunEnded,
];

/// The meaning of each event, independent of the state machine.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
struct AttemptObserver {
    /// Whether a request was sent and is not answered yet.
    in_flight: bool,
    applied_maybe: bool,
    yes: bool,
    succeeded: bool,
    seen: bool,
    no: bool,
    failed: bool,
    overdue_not_seen: bool,
}

impl AttemptObserver {
    #[expect(clippy::match_same_arms, reason = "what each event says, by its kind")]
    fn note(&mut self, event: E) {
        match event {
            E::Sent => self.in_flight = true,
            E::Success => (self.yes, self.in_flight) = (true, false),
            E::Accepted => self.in_flight = false,
            E::UnexpectedSuccess | E::Unusable | E::NotGraph | E::Fault | E::Lost => {
                (self.applied_maybe, self.in_flight) = (true, false);
            }
            E::UnclearFromEarlierRun => self.applied_maybe = true,
            E::Refused => (self.no, self.in_flight) = (true, false),
            E::EffectSeen => self.seen = true,
            E::EffectNotSeen { overdue: true } => self.overdue_not_seen = true,
            E::OperationSucceeded => self.succeeded = true,
            E::OperationFailed => self.failed = true,
            E::RunEnded => {
                if std::mem::take(&mut self.in_flight) {
                    self.applied_maybe = true;
                }
            }
            E::BatchRefused
            | E::MasteredElsewhere
            | E::Throttled
            | E::Conflict
            | E::NotDelivered
            | E::DependencyFailed
            | E::SessionEnded => self.in_flight = false,
            E::Announced
            | E::Withdrawn
            | E::NotRecorded
            | E::Forbidden
            | E::EffectNotSeen { overdue: false }
            | E::OperationRunning
            | E::AttemptsUsedUp => {}
        }
    }

    fn check(&self, life: &StepLife, history: &[E]) {
        let said = life.state();
        match said {
            S::Done => assert!(self.yes || self.succeeded || self.seen, "{history:?}"),
            S::Refused => assert!(
                (self.no || self.failed) && (!self.applied_maybe || self.overdue_not_seen),
                "{history:?}"
            ),
            S::NotPossible => {
                assert!(!self.applied_maybe || self.overdue_not_seen, "{history:?}");
            }
            S::NotSent => assert!(!self.applied_maybe && !self.in_flight, "{history:?}"),
            S::Planned | S::Announced | S::Sent | S::Waiting | S::Running | S::Unclear => {}
        }
        assert!(life.maybe_applied() || !self.applied_maybe, "{history:?}");
    }
}

/// A separate generator, so that a failure names its seed.
struct Random(u64);

impl Random {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % most
    }
}

/// Returns an event that can usually happen now, sometimes any event.
fn next_event(random: &mut Random, life: &StepLife) -> E {
    let any = EVENTS[random.below(EVENTS.len())];
    if random.below(10) == 0 {
        return any;
    }
    let possible: Vec<E> = EVENTS
        .iter()
        .copied()
        .filter(|event| life.clone().handle(*event))
        .collect();
    match possible.as_slice() {
        [] => any,
        some => some[random.below(some.len())],
    }
}

#[test]
fn step_life_never_says_more_than_its_events() {
    let mut reached = std::collections::BTreeSet::new();
    for seed in 0..100_000_u64 {
        let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0xD1B5);
        let mut life = StepLife::new(random.below(4) != 0);
        let mut witness = AttemptObserver::default();
        let mut history = Vec::new();
        for _ in 0..4 + random.below(40) {
            let event = next_event(&mut random, &life);
            if life.handle(event) {
                witness.note(event);
                history.push(event);
            }
            witness.check(&life, &history);
            reached.insert(format!("{:?}", life.state()));
        }
        life.handle(E::RunEnded);
        witness.note(E::RunEnded);
        history.push(E::RunEnded);
        witness.check(&life, &history);
        assert!(
            matches!(
                life.state(),
                S::Running | S::Unclear | S::Done | S::Refused | S::NotPossible | S::NotSent
            ),
            "{history:?}"
        );
    }
    assert_eq!(reached.len(), 10, "every state is reached: {reached:?}");
}
