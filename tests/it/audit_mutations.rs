//! Ten thousand ways to change an audit log, each of which is found.
//!
//! Forging is done here as an attacker would who has read the documentation: with
//! SHA-256 and nothing of the program's own.

use crate::support::audit::{AuditDice, Log, written_log};
use crate::support::audit_mutations::KINDS;
use entractl::audit::verify_with_head;

/// How many are tried.
const MUTATIONS: u64 = 10_000;

#[test]
fn every_one_of_ten_thousand_mutations_is_found() {
    let logs: Vec<(Log, Log)> = [1, 2, 3, 5, 8, 13, 21, 40]
        .map(|lines| (written_log(lines, "a"), written_log(lines, "other")))
        .into();
    for (log, other) in &logs {
        for one in [log, other] {
            let intact = verify_with_head(&one.text, Some(one.head.clone())).unwrap();
            assert!(!intact.interrupted);
        }
    }
    let (mut tried, mut seed) = (0, 0_u64);
    while tried < MUTATIONS {
        seed += 1;
        let mut dice = AuditDice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        let (log, other) = &logs[dice.below(logs.len())];
        let (name, mutate) = KINDS[dice.below(KINDS.len())];
        let changed = mutate(&mut dice, log, other);
        if changed == log.text {
            continue;
        }
        tried += 1;
        let found = verify_with_head(&changed, Some(log.head.clone()));
        assert!(
            found.is_err(),
            "seed {seed}: {name}\n{}",
            String::from_utf8_lossy(&changed)
        );
    }
}
