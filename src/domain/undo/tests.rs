//! Tests whether undoing a task may re-enable an account, case by case.
use super::{
    AccountChangeFacts, Change, ChangeEvidence, Doubt, Effect, ReenableVerdict, StepTimes,
    TaskAuthor, decide_reenable, device_sign_in_effect, sign_in_effect,
};
use jiff::Timestamp;

fn at(minute: i64) -> Timestamp {
    Timestamp::from_second(1_772_420_000 + minute * 60).unwrap()
}

fn author() -> TaskAuthor {
    TaskAuthor {
        actor: "me".to_owned(),
        requests: ["r-1".to_owned(), "r-2".to_owned()].into(),
        by_request: true,
    }
}

fn change(minute: i64, effect: Effect, actor: &str, correlation: &str) -> Change {
    Change {
        at: at(minute),
        activity: "Disable account".to_owned(),
        effect,
        actor_ids: vec![actor.to_owned()],
        actor: actor.to_owned(),
        correlation: correlation.to_owned(),
    }
}

const SPAN: (i64, i64) = (10, 12);

fn facts(changes: &[Change]) -> AccountChangeFacts<'_> {
    AccountChangeFacts {
        span: StepTimes {
            from: Some(at(SPAN.0)),
            until: Some(at(SPAN.1)),
        },
        state: Some(at(SPAN.1)),
        other_task: None,
        changes,
        complete_until: Some(at(60)),
    }
}

#[test]
fn every_row_of_the_table_decides() {
    let own = [
        change(10, Effect::Block, "me", "r-1"),
        change(12, Effect::Other, "me", "r-2"),
    ];
    let calm = facts(&own);
    assert_eq!(decide_reenable(calm, &author()), ReenableVerdict::Reenable);
    let cases = [
        (
            AccountChangeFacts {
                other_task: Some(4),
                ..calm
            },
            ReenableVerdict::Changed(ChangeEvidence::Task(4)),
        ),
        (
            AccountChangeFacts {
                state: Some(at(13)),
                ..calm
            },
            ReenableVerdict::Changed(ChangeEvidence::State(at(13))),
        ),
        (
            AccountChangeFacts {
                complete_until: None,
                ..calm
            },
            ReenableVerdict::Doubt(Doubt::Unread),
        ),
        (
            AccountChangeFacts {
                complete_until: Some(at(11)),
                ..calm
            },
            ReenableVerdict::Doubt(Doubt::Behind(
                at(SPAN.1)
                    .saturating_add(jiff::SignedDuration::from_secs(959))
                    .unwrap(),
            )),
        ),
        (
            AccountChangeFacts {
                changes: &[],
                ..calm
            },
            ReenableVerdict::Doubt(Doubt::Missing),
        ),
        (
            AccountChangeFacts {
                span: StepTimes::default(),
                ..calm
            },
            ReenableVerdict::Doubt(Doubt::Undated),
        ),
    ];
    for (facts, wanted) in cases {
        assert_eq!(decide_reenable(facts, &author()), wanted, "{facts:?}");
    }
}

#[test]
#[expect(clippy::type_complexity, reason = "a table of cases")]
fn whose_change_counts() {
    use Effect::{Block, Other, Unblock};
    let cases: &[(&str, &[(i64, Effect, &str, &str)], bool)] = &[
        ("a colleague, later", &[(30, Block, "boss", "x")], true),
        (
            "a colleague, between our steps",
            &[(11, Other, "boss", "x")],
            true,
        ),
        (
            "a colleague, in the second of our first step",
            &[(10, Block, "boss", "x")],
            true,
        ),
        (
            "a colleague who blocked it before us",
            &[(5, Block, "boss", "x")],
            true,
        ),
        (
            "a colleague who blocked and unblocked it before us",
            &[(5, Block, "boss", "x"), (6, Unblock, "boss", "y")],
            false,
        ),
        (
            "a colleague's reset before us",
            &[(5, Other, "boss", "x")],
            false,
        ),
        (
            "the same actor outside this task",
            &[(30, Block, "me", "x")],
            true,
        ),
        (
            "the same actor elsewhere, meanwhile",
            &[(11, Block, "me", "x")],
            true,
        ),
        (
            "a forged id of a colleague",
            &[(11, Block, "boss", "r-1")],
            true,
        ),
        (
            "our own step, logged late",
            &[(12, Other, "me", "r-2")],
            false,
        ),
    ];
    for (name, changes, counts) in cases {
        let changes: Vec<Change> = changes
            .iter()
            .map(|(minute, effect, actor, id)| change(*minute, *effect, actor, id))
            .collect();
        let verdict = decide_reenable(facts(&changes), &author());
        let is_by_other = matches!(verdict, ReenableVerdict::Changed(ChangeEvidence::By(_)));
        assert_eq!(is_by_other, *counts, "{name}: {verdict:?}");
    }
}

#[test]
fn where_the_log_keeps_no_ids_the_actor_and_the_time_decide() {
    let author = TaskAuthor {
        by_request: false,
        ..author()
    };
    let meanwhile = [change(11, Effect::Block, "me", "unknown")];
    assert_eq!(
        decide_reenable(facts(&meanwhile), &author),
        ReenableVerdict::Reenable
    );
    let later = [change(13, Effect::Block, "me", "unknown")];
    assert!(matches!(
        decide_reenable(facts(&later), &author),
        ReenableVerdict::Changed(ChangeEvidence::By(_))
    ));
}

#[test]
#[expect(clippy::type_complexity, reason = "a table of cases")]
fn only_what_a_sign_in_depends_on_counts_and_what_is_unknown_does() {
    let cases: &[(&str, &[(&str, &str)], Option<Effect>)] = &[
        ("Disable account", &[], Some(Effect::Block)),
        ("Enable account", &[], Some(Effect::Unblock)),
        (
            "Update user",
            &[("AccountEnabled", "[false]")],
            Some(Effect::Block),
        ),
        (
            "Update user",
            &[("AccountEnabled", "[true]")],
            Some(Effect::Unblock),
        ),
        ("Update user", &[("Department", "[\"HR\"]")], None),
        (
            "Update user",
            &[("StrongAuthenticationMethod", "[]")],
            Some(Effect::Other),
        ),
        ("Update user", &[], Some(Effect::Other)),
        (
            "Update user",
            &[
                ("Included Updated Properties", "\"\""),
                ("TargetId.UserType", "Member"),
            ],
            Some(Effect::Other),
        ),
        (
            "Update user",
            &[("Included Updated Properties", "\"Department\"")],
            None,
        ),
        (
            "Update user",
            &[("Included Updated Properties", "\"City, AccountEnabled\"")],
            Some(Effect::Other),
        ),
        ("Change user license", &[], None),
        ("Reset user password", &[], Some(Effect::Other)),
        ("Something new", &[], Some(Effect::Other)),
    ];
    for (activity, modified, wanted) in cases {
        assert_eq!(
            sign_in_effect(activity, modified),
            *wanted,
            "{activity}: {modified:?}"
        );
    }
}

#[test]
fn device_effect_is_that_of_the_switch_and_of_what_is_not_known() {
    let switch = |new| [("AccountEnabled", new)];
    for (activity, modified, expected) in [
        ("Update device", &switch("[false]")[..], Some(Effect::Block)),
        (
            "update device ",
            &switch("[true]")[..],
            Some(Effect::Unblock),
        ),
        ("Update device", &[("IsCompliant", "[true]")][..], None),
        ("Update device", &[][..], Some(Effect::Other)),
        ("Device no longer compliant", &[][..], None),
        ("Add registered owner to device", &[][..], None),
        ("Delete device", &[][..], Some(Effect::Other)),
        ("Something new", &[][..], Some(Effect::Other)),
    ] {
        assert_eq!(
            device_sign_in_effect(activity, modified),
            expected,
            "{activity}"
        );
    }
}
