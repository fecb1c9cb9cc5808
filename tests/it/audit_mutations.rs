//! Ten thousand ways to change an audit log, each of which is found.
//!
//! Forging is done here as an attacker would who has read the documentation: with
//! SHA-256 and nothing of the program's own.
use std::io::BufRead as _;

use entractl::audit::{
    Activity, Actor, Event, Head, Kept, Phase, Target, parse_head, record, verify_against,
};
use entractl::domain::ids::TenantId;
use entractl::machine::StateDirs;
use ring::digest::{SHA256, digest};

/// How many are tried.
const MUTATIONS: u64 = 10_000;

/// Xorshift: every run tries the same.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap() % limit.max(1)
    }
}

/// A log and its head.
pub(crate) struct Log {
    pub(crate) text: Vec<u8>,
    /// The file of the head.
    pub(crate) top: Vec<u8>,
    pub(crate) head: Head,
}

impl Log {
    pub(crate) fn of(text: Vec<u8>, top: &[u8]) -> Self {
        let Kept::Head(head) = parse_head(top) else {
            panic!("no head");
        };
        Self {
            text,
            top: top.to_vec(),
            head,
        }
    }

    pub(crate) fn lines(&self) -> Vec<Vec<u8>> {
        split(&self.text)
    }
}

fn split(text: &[u8]) -> Vec<Vec<u8>> {
    let (mut rest, mut lines) = (text, Vec::new());
    loop {
        let mut line = Vec::new();
        if rest.read_until(b'\n', &mut line).unwrap() == 0 {
            return lines;
        }
        lines.push(line);
    }
}

/// A log that entractl wrote, of so many lines, in steps of one to four.
pub(crate) fn written(lines: usize, name: &str) -> Log {
    let folder = crate::kill::folder();
    let dirs = StateDirs {
        state: Some(folder.path().to_owned()),
        ..StateDirs::default()
    };
    let tenant: TenantId = entractl::sandbox::TENANT_ID.parse().unwrap();
    let mut dice = Dice(u64::try_from(lines * 31 + name.len()).unwrap());
    let mut left = lines;
    while left > 0 {
        let step = (1 + dice.below(4)).min(left);
        let events: Vec<Event> = (0..step)
            .map(|at| Event {
                target: Some(Target {
                    id: format!("22222222-0000-4000-8000-{:012}", left * 10 + at),
                    name: format!("{name}{at}@Zoë.example \"\\ \u{1b}[2J"),
                }),
                task: Some(7),
                reason: Some(format!("INC-{left}")),
                ..Event::new(
                    [Activity::Disable, Activity::PasswordReset][at % 2],
                    [Phase::Intent, Phase::Success][left % 2],
                    Actor {
                        id: "33333333-0000-4000-8000-000000000003".to_owned(),
                        name: Some("admin@contoso.example".to_owned()),
                        app_id: None,
                        flow: None,
                    },
                    "contain",
                )
            })
            .collect();
        record(&dirs, &tenant, crate::bench::start(), &events).unwrap();
        left -= step;
    }
    let read = |path: Option<std::path::PathBuf>| std::fs::read(path.unwrap()).unwrap();
    let top = read(entractl::audit::head_path(&dirs, &tenant));
    Log::of(read(entractl::audit::path(&dirs, &tenant)), &top)
}

fn hex(bytes: &[u8]) -> String {
    let digest = digest(&SHA256, bytes);
    let bytes = digest.as_ref().iter();
    bytes.map(|byte| format!("{byte:02x}")).collect()
}

/// The same line with its own hash made to fit.
pub(crate) fn rehashed(line: &str) -> String {
    let (front, _) = line.rsplit_once(",\"hash\":\"").unwrap();
    let hash = hex(format!("{front}}}").as_bytes());
    format!("{front},\"hash\":\"{hash}\"}}\n")
}

fn hash_of(line: &str) -> String {
    let (_, hash) = line.trim_end().rsplit_once(",\"hash\":\"").unwrap();
    hash.trim_end_matches("\"}").to_owned()
}

/// Every line from `at` on numbered and bound anew.
pub(crate) fn rechained(lines: &mut [Vec<u8>], at: usize) {
    for index in at..lines.len() {
        let before = match index {
            0 => "0".repeat(64),
            _ => hash_of(&String::from_utf8_lossy(&lines[index - 1])),
        };
        let line = String::from_utf8(lines[index].clone()).unwrap();
        let rest = &line[line.find("\"time\":").unwrap()..];
        let line = format!("{{\"seq\":{},\"prev\":\"{before}\",{rest}", index + 1);
        lines[index] = rehashed(&line).into_bytes();
    }
}

pub(crate) fn text(lines: &[Vec<u8>]) -> Vec<u8> {
    lines.concat()
}

/// What was done, and the log afterwards.
pub(crate) type Mutation = fn(&mut Dice, &Log, &Log) -> Vec<u8>;

fn edit_a_byte(dice: &mut Dice, log: &Log, _: &Log) -> Vec<u8> {
    let mut bytes = log.text.clone();
    let at = dice.below(bytes.len());
    bytes[at] ^= u8::try_from(1 + dice.below(255)).unwrap();
    bytes
}

fn take_or_add_a_byte(dice: &mut Dice, log: &Log, _: &Log) -> Vec<u8> {
    let mut bytes = log.text.clone();
    let at = dice.below(bytes.len());
    if dice.below(2) == 0 {
        bytes.remove(at);
    } else {
        bytes.insert(at, b" \n\"x0"[dice.below(5)]);
    }
    bytes
}

fn edit_a_field_and_its_hash(dice: &mut Dice, log: &Log, _: &Log) -> Vec<u8> {
    let mut lines = log.lines();
    let at = dice.below(lines.len());
    let line = String::from_utf8(lines[at].clone()).unwrap();
    let edits = [
        ("INC-", "CHG-"),
        ("admin@", "somebody@"),
        ("\"phase\":\"", "\"phase\":\"x"),
        ("33333333-", "44444444-"),
        ("\"time\":1", "\"time\":2"),
        ("\"prev\":\"", "\"prev\":\"0"),
        ("\"seq\":", "\"seq\":1"),
    ];
    let (from, to) = edits[dice.below(edits.len())];
    lines[at] = rehashed(&line.replacen(from, to, 1)).into_bytes();
    text(&lines)
}

fn delete_lines(dice: &mut Dice, log: &Log, _: &Log) -> Vec<u8> {
    let mut lines = log.lines();
    let at = dice.below(lines.len());
    let many = (1 + dice.below(3)).min(lines.len() - at);
    lines.drain(at..at + many);
    text(&lines)
}

fn insert_a_line(dice: &mut Dice, log: &Log, other: &Log) -> Vec<u8> {
    let mut lines = log.lines();
    let at = dice.below(lines.len() + 1);
    let forged = match dice.below(4) {
        0 => b"\n".to_vec(),
        1 => b"{\"seq\":1}\n".to_vec(),
        2 => other.lines()[dice.below(other.lines().len())].clone(),
        _ => {
            // One that fits the line before it.
            let mut two = lines[..at].to_vec();
            two.push(other.lines()[0].clone());
            rechained(&mut two, at);
            two.pop().unwrap()
        }
    };
    lines.insert(at, forged);
    text(&lines)
}

fn repeat_a_line(dice: &mut Dice, log: &Log, _: &Log) -> Vec<u8> {
    let mut lines = log.lines();
    let line = lines[dice.below(lines.len())].clone();
    lines.insert(dice.below(lines.len() + 1), line);
    text(&lines)
}

fn reorder(dice: &mut Dice, log: &Log, _: &Log) -> Vec<u8> {
    let mut lines = log.lines();
    let (one, two) = (dice.below(lines.len()), dice.below(lines.len()));
    match dice.below(3) {
        0 => lines.swap(one, two),
        1 => {
            let line = lines.remove(one);
            lines.insert(two, line);
        }
        _ => lines.reverse(),
    }
    text(&lines)
}

fn cut_the_tail(dice: &mut Dice, log: &Log, _: &Log) -> Vec<u8> {
    log.text[..dice.below(log.text.len())].to_vec()
}

fn splice(dice: &mut Dice, log: &Log, other: &Log) -> Vec<u8> {
    let (mut lines, theirs) = (log.lines(), other.lines());
    let from = dice.below(lines.len());
    let to = from + 1 + dice.below(lines.len() - from);
    let part = theirs[from.min(theirs.len())..to.min(theirs.len())].to_vec();
    if dice.below(2) == 0 {
        lines.splice(from..to, part);
    } else {
        lines.splice(from.., theirs[from.min(theirs.len())..].to_vec());
    }
    text(&lines)
}

fn roll_back(dice: &mut Dice, log: &Log, _: &Log) -> Vec<u8> {
    let lines = log.lines();
    text(&lines[..dice.below(lines.len())])
}

/// Nothing but the head tells of this one.
fn write_it_anew(dice: &mut Dice, log: &Log, _: &Log) -> Vec<u8> {
    let mut lines = log.lines();
    let at = dice.below(lines.len());
    let line = String::from_utf8(lines[at].clone()).unwrap();
    match dice.below(3) {
        0 => lines[at] = line.replacen("INC-", "CHG-", 1).into_bytes(),
        1 => drop(lines.remove(at)),
        _ => lines.insert(at, line.into_bytes()),
    }
    rechained(&mut lines, at);
    text(&lines)
}

fn exchange(_: &mut Dice, _: &Log, other: &Log) -> Vec<u8> {
    other.text.clone()
}

pub(crate) const KINDS: [(&str, Mutation); 12] = [
    ("edit a byte", edit_a_byte),
    ("take or add a byte", take_or_add_a_byte),
    ("edit a field and its hash", edit_a_field_and_its_hash),
    ("delete lines", delete_lines),
    ("insert a line", insert_a_line),
    ("repeat a line", repeat_a_line),
    ("reorder", reorder),
    ("cut the tail", cut_the_tail),
    ("splice", splice),
    ("roll back", roll_back),
    ("write it anew", write_it_anew),
    ("exchange", exchange),
];

#[test]
fn every_one_of_ten_thousand_mutations_is_found() {
    let logs: Vec<(Log, Log)> = [1, 2, 3, 5, 8, 13, 21, 40]
        .map(|lines| (written(lines, "a"), written(lines, "other")))
        .into();
    for (log, other) in &logs {
        for one in [log, other] {
            let intact = verify_against(&one.text, Some(one.head.clone())).unwrap();
            assert!(!intact.interrupted);
        }
    }
    let (mut tried, mut seed) = (0, 0_u64);
    while tried < MUTATIONS {
        seed += 1;
        let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        let (log, other) = &logs[dice.below(logs.len())];
        let (name, mutate) = KINDS[dice.below(KINDS.len())];
        let changed = mutate(&mut dice, log, other);
        if changed == log.text {
            continue;
        }
        tried += 1;
        let found = verify_against(&changed, Some(log.head.clone()));
        assert!(
            found.is_err(),
            "seed {seed}: {name}\n{}",
            String::from_utf8_lossy(&changed)
        );
    }
}
