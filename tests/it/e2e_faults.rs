//! The real program in a process of its own against `sandbox serve` in another,
//! on bad nights: killed at a request, told to end by a signal, with a disk that
//! is full, connections that break, throttles, service faults and tokens that
//! expire. After each run the seven invariants hold.
//!
//! A seed that fails is replayed with `ENTRACTL_SEED=N`; `ENTRACTL_SEEDS=N` runs
//! more of them.
mod judge;

use std::collections::BTreeSet;
use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::process::Output;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use self::judge::{Evidence, judge};
use crate::support::bench::Bench;
use crate::support::home::{Home, served_ledger};
use crate::support::random::{Dice, env_number};
use crate::support::relay::{Moment, Relay, Strike};
use crate::support::served::Served;
use crate::support::users::ordinary_users;
use rustix::process::Signal;
use serde_json::{Value, json};

/// Seeds that the test command runs.
const SEEDS: u64 = 200;

/// Runs of a seed that something strikes, before one is left in peace.
const ROUNDS: u64 = 3;

/// Tenants that are served, each with a run of its own.
const AT_A_TIME: u64 = 12;

/// What strikes a run, besides the faults of the service.
#[derive(Debug, Clone, Copy)]
enum Blow {
    Nothing,
    Signal(Strike),
    /// No file may grow beyond so many bytes.
    Full(u64),
}

fn blow(dice: &mut Dice, home: &Home) -> Blow {
    let at = 1 + dice.below(14);
    let moments = [Moment::Before, Moment::After, Moment::Replied];
    let strike = |signal, dice: &mut Dice| Strike {
        at,
        of_writes: false,
        moment: moments[usize::try_from(dice.below(3)).unwrap()],
        signal,
        later: Duration::from_micros(dice.below(2_000)),
        twice: (signal != Signal::KILL && dice.below(3) == 0)
            .then(|| Duration::from_micros(dice.below(20_000))),
    };
    match dice.below(8) {
        0 => Blow::Nothing,
        1 => Blow::Signal(strike(Signal::INT, dice)),
        2 => Blow::Signal(strike(Signal::TERM, dice)),
        3 => Blow::Signal(strike(Signal::HUP, dice)),
        4 | 5 => {
            // Beyond what is there already, or within it.
            let names = ["journal.db", "journal.db-wal", "audit.jsonl"];
            let name = names[usize::try_from(dice.below(3)).unwrap()];
            let there = std::fs::metadata(home.kept(name)).map_or(0, |one| one.len());
            Blow::Full(there.saturating_sub(100) + dice.below(60_000))
        }
        _ => Blow::Signal(strike(Signal::KILL, dice)),
    }
}

/// Faults of the service that pass.
fn faults(dice: &mut Dice) -> Vec<String> {
    let some = [
        "throttle-batch:path=/users/,method=PATCH,seconds=0",
        "throttle:path=/users/,method=POST,seconds=0",
        "throttle:path=$batch,seconds=0",
        "error-before:path=/users/,method=PATCH,status=503",
        "error-before:path=/users/,method=POST,status=500",
        "error-after:path=/users/,method=PATCH,status=503",
        "error-after:path=/users/,method=POST,status=504",
        "error-after:path=$batch,status=502",
        "error-before:path=$batch,status=503",
        "drop-before:path=$batch",
        "drop-after:path=$batch",
        "truncated:path=$batch",
        "expired-token:path=$batch",
        "cae:path=$batch",
    ];
    let count = dice.below(3);
    (0..count)
        .map(|_| {
            let one = some[usize::try_from(dice.below(some.len() as u64)).unwrap()];
            let (nth, rate) = (1 + dice.below(9), dice.below(2));
            if rate == 0 {
                format!("{one},nth={nth}")
            } else {
                let seed = dice.below(1_000);
                format!("{one},rate=0.2,times=2,seed={seed}")
            }
        })
        .collect()
}

/// How often each kind of blow was dealt and hit.
#[derive(Debug, Default)]
struct Count {
    killed: AtomicU64,
    signalled: AtomicU64,
    full: AtomicU64,
    applied_twice: AtomicU64,
}

fn bytes_of(folder: &Path, into: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.path().is_dir() {
            bytes_of(&entry.path(), into);
        } else if let Ok(bytes) = std::fs::read(entry.path()) {
            into.push(String::from_utf8_lossy(&bytes).into_owned());
        }
    }
}

/// One seed: from the first command to a task of which every step is done.
fn play(seed: u64, served: &Served, relay: &Relay, all: &[String], count: &Count) {
    served.control("PUT", "scenario", &json!({}));
    let mut dice = Dice(seed.wrapping_mul(2).wrapping_add(1));
    let home = Home::behind(relay);
    let action = ["disable", "enable", "sign-out"][usize::try_from(dice.below(3)).unwrap()];
    let rows = usize::try_from(2 + dice.below(44)).unwrap();
    let names = &all[..rows];
    let file = home.folder.path().join("list.csv");
    std::fs::write(&file, format!("upn\n{}\n", names.join("\n"))).unwrap();
    let accounts: BTreeSet<String> = names
        .iter()
        .map(|upn| entractl::sandbox::seed::user_id(upn))
        .collect();
    let kinds = match action {
        "disable" => 2,
        _ => 1,
    };
    let mut story = format!("seed {seed}: {action} {rows}\n");
    let mut line = format!(
        "users {action} --from {} --yes --reason INC-{seed}",
        file.display()
    );
    for round in 0..=ROUNDS {
        let last = round == ROUNDS;
        let set = if last { Vec::new() } else { faults(&mut dice) };
        served.control("PUT", "faults", &json!({ "faults": set }));
        let blow = if last {
            Blow::Nothing
        } else {
            blow(&mut dice, &home)
        };
        let (before, strike) = match blow {
            Blow::Nothing => (None, None),
            Blow::Signal(strike) => (None, Some(strike)),
            Blow::Full(most) => (
                Some(format!(
                    "trap '' XFSZ; exec prlimit --fsize={most} \"$0\" \"$@\""
                )),
                None,
            ),
        };
        let ran = home.run(before.as_deref(), &line, strike);
        let said = String::from_utf8_lossy(&ran.stderr).into_owned();
        story.push_str(&format!(
            "{blow:?} {set:?}\n{line}\n{}\n{said}\n",
            ran.status
        ));
        check_end(&ran, blow, relay.struck(), count, &story);
        let (steps, ledger, log) = (home.steps(), served_ledger(served), home.log());
        let mut bytes = vec![said, String::from_utf8_lossy(&ran.stdout).into_owned()];
        bytes_of(&home.folder.path().join("state"), &mut bytes);
        let evidence = Evidence {
            accounts: &accounts,
            ledger: &ledger,
            log: &log,
            steps: &steps,
            whole: rows * kinds,
            bytes: &bytes,
            passwords: &relay.passwords(),
        };
        if let Err(broken) = judge(&evidence) {
            panic!("{broken}\n{story}");
        }
        if !steps.is_empty() {
            "tasks resume 1 --yes".clone_into(&mut line);
        }
        if last {
            assert_eq!(ran.status.code(), Some(0), "{story}");
            let open: Vec<&Value> = steps
                .iter()
                .filter(|one| one["outcome"] != "done")
                .collect();
            assert!(open.is_empty() && !steps.is_empty(), "I3 {open:#?} {story}");
            let applied = ledger
                .iter()
                .filter(|one| one["applied"] == true && one["inBatch"].is_number());
            let more = applied.count().saturating_sub(rows * kinds);
            count
                .applied_twice
                .fetch_add(more as u64, Ordering::Relaxed);
        }
    }
}

/// How a run may end, after what struck it.
fn check_end(ran: &Output, blow: Blow, struck: bool, count: &Count, story: &str) {
    let usual = [0, 3, 6, 9, 14];
    let (code, by) = (ran.status.code(), ran.status.signal());
    match blow {
        Blow::Nothing => assert!(code.is_some_and(|code| usual.contains(&code)), "{story}"),
        Blow::Full(_) => {
            if code == Some(8) {
                count.full.fetch_add(1, Ordering::Relaxed);
            }
            let fits = code.is_some_and(|code| code == 8 || usual.contains(&code));
            assert!(fits, "{story}");
        }
        Blow::Signal(strike) if !struck => {
            assert!(
                code.is_some_and(|code| usual.contains(&code)),
                "{strike:?} {story}"
            );
        }
        Blow::Signal(strike) if strike.signal == Signal::KILL => {
            count.killed.fetch_add(1, Ordering::Relaxed);
            // After the last reply it may have ended by itself.
            assert!(by == Some(9) || strike.moment == Moment::Replied, "{story}");
        }
        Blow::Signal(strike) => {
            count.signalled.fetch_add(1, Ordering::Relaxed);
            let number = strike.signal.as_raw();
            // By itself where nothing was under way, with its code where there was.
            let ours = by == Some(number) || code == Some(128 + number);
            assert!(
                ours || code.is_some_and(|code| usual.contains(&code)),
                "{story}"
            );
        }
    }
}

#[test]
fn whatever_strikes_the_real_program_the_seven_invariants_hold() {
    let all = ordinary_users(&Bench::new(), 46);
    let count = Count::default();
    let only = env_number("ENTRACTL_SEED");
    let seeds = env_number("ENTRACTL_SEEDS").unwrap_or(SEEDS);
    let next = AtomicU64::new(only.unwrap_or(0));
    let end = only.map_or(seeds, |only| only + 1);
    let failed: Mutex<Vec<String>> = Mutex::default();
    std::thread::scope(|scope| {
        for _ in 0..AT_A_TIME.min(end) {
            scope.spawn(|| {
                let served = Served::start(&[]);
                let relay = Relay::before(&served.authority());
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= end || failed.lock().unwrap().len() > 5 {
                        break;
                    }
                    let played = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                        play(seed, &served, &relay, &all, &count);
                    }));
                    if let Err(why) = played {
                        let why = why.downcast_ref::<String>().cloned().unwrap_or_default();
                        failed.lock().unwrap().push(why);
                    }
                }
            });
        }
    });
    let failed = failed.into_inner().unwrap();
    assert!(failed.is_empty(), "{}", failed.join("\n=====\n"));
    if only.is_none() {
        assert!(
            count.killed.load(Ordering::Relaxed) * 4 > seeds,
            "{count:?}"
        );
        assert!(
            count.signalled.load(Ordering::Relaxed) * 6 > seeds,
            "{count:?}"
        );
        assert!(count.full.load(Ordering::Relaxed) * 10 > seeds, "{count:?}");
        assert!(count.applied_twice.load(Ordering::Relaxed) > 0, "{count:?}");
    }
    println!("{count:?}");
}
