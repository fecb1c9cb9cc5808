//! What was done to an audit log, in its own word and with the line.
use crate::support::audit::{joined, rechained, rehashed, written_log};
use entractl::audit::{Damage, verify_with_head};

/// What is found is called by its name.
#[test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn what_was_done_is_named_with_its_line() {
    let (log, other) = (written_log(12, "a"), written_log(12, "other"));
    let lines = log.lines();
    let theirs = other.lines();
    let changed = |change: &dyn Fn(&mut Vec<Vec<u8>>)| {
        let mut lines = lines.clone();
        change(&mut lines);
        joined(&lines)
    };
    let line = |at: usize| String::from_utf8(lines[at].clone()).unwrap();
    let forged = |at: usize| rehashed(&line(at).replacen("INC-", "CHG-", 1)).into_bytes();
    let cases: Vec<(&str, Vec<u8>, Damage, u64)> = vec![
        (
            "edit",
            changed(&|lines| lines[4][200] ^= 1),
            Damage::Edited,
            5,
        ),
        (
            "edit and hash",
            changed(&|lines| lines[4] = forged(4)),
            Damage::Edited,
            5,
        ),
        (
            "delete one",
            changed(&|lines| drop(lines.remove(4))),
            Damage::Deleted,
            5,
        ),
        (
            "delete some",
            changed(&|lines| drop(lines.drain(4..7))),
            Damage::Deleted,
            5,
        ),
        (
            "insert garbage",
            changed(&|lines| lines.insert(4, b"{}\n".to_vec())),
            Damage::Inserted,
            5,
        ),
        (
            "insert theirs",
            changed(&|lines| lines.insert(4, theirs[9].clone())),
            Damage::Inserted,
            5,
        ),
        (
            "repeat",
            changed(&|lines| lines.insert(4, lines[3].clone())),
            Damage::Inserted,
            5,
        ),
        (
            "swap",
            changed(&|lines| lines.swap(4, 5)),
            Damage::Reordered,
            5,
        ),
        (
            "swap the last",
            changed(&|lines| lines.swap(10, 11)),
            Damage::Reordered,
            11,
        ),
        (
            "move",
            changed(&|lines| {
                let line = lines.remove(4);
                lines.insert(9, line);
            }),
            Damage::Reordered,
            5,
        ),
        (
            "cut in a line",
            log.text[..log.text.len() - 9].to_vec(),
            Damage::Cut,
            12,
        ),
        ("roll back", joined(&lines[..9]), Damage::Cut, 10),
        ("empty", Vec::new(), Damage::Cut, 1),
        (
            "splice a tail",
            changed(&|lines| drop(lines.splice(4.., theirs[4..].to_vec()))),
            Damage::Spliced,
            5,
        ),
        ("exchange", other.text.clone(), Damage::Spliced, 12),
        (
            "go on",
            changed(&|lines| {
                lines.push(theirs[0].clone());
                rechained(lines, 12);
            }),
            Damage::Inserted,
            13,
        ),
    ];
    for (what, changed, damage, line) in cases {
        let broken = verify_with_head(&changed, Some(log.head.clone())).unwrap_err();
        assert_eq!(
            (broken.damage, broken.line),
            (damage, line),
            "{what}: {broken}"
        );
    }
}
