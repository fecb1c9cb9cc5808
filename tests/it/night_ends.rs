//! The real program at its ends: signals and their codes, who is kept out, a
//! process that was stopped for a while, and places that take no record.
use std::os::unix::process::ExitStatusExt as _;
use std::path::PathBuf;
use std::process::Output;
use std::time::{Duration, Instant};

use crate::support::bench::Bench;
use crate::support::home::{Home, served_ledger};
use crate::support::relay::{Moment, Relay, Strike, signal};
use crate::support::served::Served;
use crate::support::users::ordinary_users;
use rustix::process::Signal;
use serde_json::{Value, json};

const AT_THE_FIRST_WRITE: Strike = Strike {
    at: 1,
    of_writes: true,
    moment: Moment::After,
    signal: Signal::INT,
    later: Duration::ZERO,
    twice: None,
};

struct Night {
    served: Served,
    home: Home,
    list: PathBuf,
}

impl Night {
    fn of(rows: usize) -> Self {
        let served = Served::start(&[]);
        let relay = Relay::before(&served.authority());
        let home = Home::behind(&relay);
        let list = home.folder.path().join("list.csv");
        let names = ordinary_users(&Bench::new(), rows);
        std::fs::write(&list, format!("upn\n{}\n", names.join("\n"))).unwrap();
        Self { served, home, list }
    }

    fn disable(&self) -> String {
        format!("users disable --from {} --yes", self.list.display())
    }

    fn writes(&self) -> usize {
        let of = |entry: &&Value| entry["applied"] == true && entry["inBatch"].is_number();
        served_ledger(&self.served).iter().filter(of).count()
    }
}

fn said(ran: &Output) -> String {
    let text = String::from_utf8_lossy(&ran.stderr);
    let words: Vec<&str> = text.split_whitespace().collect();
    format!("{}: {}", ran.status, words.join(" "))
}

#[test]
fn each_signal_drains_has_its_own_code_and_leaves_a_task_to_resume() {
    let night = Night::of(5);
    for (signal, code) in [(Signal::INT, 130), (Signal::TERM, 143), (Signal::HUP, 129)] {
        for twice in [None, Some(Duration::from_millis(300))] {
            night.served.control("PUT", "scenario", &json!({}));
            if twice.is_some() {
                // Something to wait for, which the second signal ends.
                let slow = json!({ "faults": ["throttle-batch:path=/users/,method=PATCH,seconds=20,times=5"] });
                night.served.control("PUT", "faults", &slow);
            }
            drop(std::fs::remove_dir_all(
                night.home.folder.path().join("state"),
            ));
            let strike = Strike {
                signal,
                twice,
                ..AT_THE_FIRST_WRITE
            };
            let began = Instant::now();
            let ran = night.home.run(None, &night.disable(), Some(strike));
            assert_eq!(ran.status.code(), Some(code), "{signal:?} {}", said(&ran));
            assert!(began.elapsed() < Duration::from_secs(12), "it hung");
            let steps = night.home.steps();
            assert_eq!(steps.len(), 10);
            let done = steps.iter().filter(|one| one["outcome"] == "done").count();
            assert!(done < 10, "nothing was left to do");
            if twice.is_none() {
                assert_eq!(done, 5, "what was under way was not finished");
            }
            night.served.control("DELETE", "faults", &Value::Null);
            let ran = night.home.run(None, "tasks resume 1 --yes", None);
            assert_eq!(ran.status.code(), Some(0), "{}", said(&ran));
        }
    }
}

#[test]
fn of_twenty_starts_one_writes_and_the_others_name_who_holds_the_lock() {
    let night = Night::of(3);
    night.home.relay.arm(Some(Strike {
        signal: Signal::STOP,
        ..AT_THE_FIRST_WRITE
    }));
    let line = night.disable();
    let words: Vec<&str> = line.split(' ').collect();
    let mut first = night.home.command(None).args(&words).spawn().unwrap();
    night.home.relay.aim(first.id());
    let until = Instant::now() + Duration::from_secs(60);
    while !night.home.relay.struck() {
        assert!(Instant::now() < until, "it never wrote");
        std::thread::sleep(Duration::from_millis(20));
    }
    let before = night.writes();
    let others: Vec<_> = (0..20)
        .map(|_| night.home.command(None).args(&words).spawn().unwrap())
        .collect();
    for other in others {
        let ran = other.wait_with_output().unwrap();
        let text = said(&ran);
        assert_eq!(ran.status.code(), Some(7), "{text}");
        assert!(text.contains(&format!("process {}", first.id())), "{text}");
        assert!(
            text.contains("since 20") && text.contains("task 1"),
            "{text}"
        );
    }
    assert_eq!(night.writes(), before, "somebody else wrote");
    signal(first.id(), Signal::KILL);
    assert_eq!(first.wait().unwrap().signal(), Some(9));
    let ran = night.home.run(None, "tasks resume 1 --yes", None);
    assert_eq!(ran.status.code(), Some(0), "{}", said(&ran));
    assert_eq!(night.home.steps().len(), 6);
}

#[test]
fn a_process_that_slept_while_its_token_expired_goes_on() {
    let night = Night::of(30);
    night.home.relay.arm(Some(Strike {
        signal: Signal::STOP,
        ..AT_THE_FIRST_WRITE
    }));
    let line = night.disable();
    let child = night
        .home
        .command(None)
        .args(line.split(' '))
        .spawn()
        .unwrap();
    night.home.relay.aim(child.id());
    let until = Instant::now() + Duration::from_secs(60);
    while !night.home.relay.struck() {
        assert!(Instant::now() < until, "it never wrote");
        std::thread::sleep(Duration::from_millis(20));
    }
    let expired = json!({ "faults": ["expired-token:path=$batch,times=1"] });
    night.served.control("PUT", "faults", &expired);
    signal(child.id(), Signal::CONT);
    let ran = child.wait_with_output().unwrap();
    assert_eq!(ran.status.code(), Some(0), "{}", said(&ran));
    let steps = night.home.steps();
    assert_eq!(steps.len(), 60);
    assert!(steps.iter().all(|one| one["outcome"] == "done"));
    let set = night.served.control("GET", "faults", &Value::Null);
    assert_eq!(set["set"][0]["strikes"], 1, "no token expired: {set}");
}

#[test]
fn where_nothing_can_be_recorded_nothing_is_sent_and_later_it_goes_on() {
    let night = Night::of(3);
    let line = night.disable();
    let full = |bytes: u32| format!("trap '' XFSZ; exec prlimit --fsize={bytes} \"$0\" \"$@\"");
    // No room at all, for the tables, and for the rows.
    for room in [0, 1_000, 4_096, 20_000] {
        let ran = night.home.run(Some(&full(room)), &line, None);
        assert_eq!(ran.status.code(), Some(8), "{room}: {}", said(&ran));
        assert_eq!(night.writes(), 0, "{room}");
    }
    let ran = night.home.run(None, &line, None);
    assert_eq!(ran.status.code(), Some(0), "{}", said(&ran));
    assert_eq!(night.writes(), 6);

    // A pipe that nobody reads, a folder and a device in place of a record.
    let name = |what: &str| night.home.kept(what);
    for record in ["audit.jsonl", "journal.db"] {
        for place in ["mkfifo -m 600", "mkdir -m 700", "ln -s /dev/full"] {
            night.served.control("PUT", "scenario", &json!({}));
            let path = name(record);
            let kept = path.with_extension("kept");
            std::fs::rename(&path, &kept).unwrap();
            let script = format!("{place} {}", path.display());
            let made = std::process::Command::new("sh")
                .args(["-c", &script])
                .status();
            assert!(made.unwrap().success(), "{script}");
            let began = Instant::now();
            let ran = night.home.run(None, &line, None);
            let code = ran.status.code();
            assert!(matches!(code, Some(8 | 10)), "{script}: {}", said(&ran));
            assert!(began.elapsed() < Duration::from_secs(5), "{script}");
            assert_eq!(night.writes(), 0, "{script}");
            if path.is_dir() {
                std::fs::remove_dir_all(&path).unwrap();
            } else {
                std::fs::remove_file(&path).unwrap();
            }
            std::fs::rename(&kept, &path).unwrap();
        }
    }
}

#[test]
fn no_batch_is_larger_than_a_small_quota() {
    let night = Night::of(9);
    let config = night.home.folder.path().join("config/entractl/config.toml");
    let text = std::fs::read_to_string(&config).unwrap();
    let small = "[clouds.night]\nwrites_per_150_seconds = 7";
    let small = text.replace("[clouds.night]", small);
    assert_ne!(small, text);
    std::fs::write(&config, small).unwrap();
    // Seven go at once; nobody waits here until the next ones may.
    let strike = Some(AT_THE_FIRST_WRITE);
    let ran = night.home.run(None, &night.disable(), strike);
    assert_eq!(ran.status.code(), Some(130), "{}", said(&ran));
    assert_eq!(night.writes(), 7);
    let steps = night.home.steps();
    let done = steps.iter().filter(|one| one["outcome"] == "done").count();
    assert_eq!((done, steps.len()), (7, 18));
}
