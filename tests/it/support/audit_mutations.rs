//! Changes to an audit log, each of which verification must find.
use crate::support::audit::{AuditDice, Log, joined, rechained, rehashed};

/// A mutation, which returns the changed log.
pub(crate) type Mutation = fn(&mut AuditDice, &Log, &Log) -> Vec<u8>;

fn edit_a_byte(dice: &mut AuditDice, log: &Log, _: &Log) -> Vec<u8> {
    let mut bytes = log.text.clone();
    let at = dice.below(bytes.len());
    bytes[at] ^= u8::try_from(1 + dice.below(255)).unwrap();
    bytes
}

fn take_or_add_a_byte(dice: &mut AuditDice, log: &Log, _: &Log) -> Vec<u8> {
    let mut bytes = log.text.clone();
    let at = dice.below(bytes.len());
    if dice.below(2) == 0 {
        bytes.remove(at);
    } else {
        bytes.insert(at, b" \n\"x0"[dice.below(5)]);
    }
    bytes
}

fn edit_a_field_and_its_hash(dice: &mut AuditDice, log: &Log, _: &Log) -> Vec<u8> {
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
    joined(&lines)
}

fn delete_lines(dice: &mut AuditDice, log: &Log, _: &Log) -> Vec<u8> {
    let mut lines = log.lines();
    let at = dice.below(lines.len());
    let many = (1 + dice.below(3)).min(lines.len() - at);
    lines.drain(at..at + many);
    joined(&lines)
}

fn insert_a_line(dice: &mut AuditDice, log: &Log, other: &Log) -> Vec<u8> {
    let mut lines = log.lines();
    let at = dice.below(lines.len() + 1);
    let forged = match dice.below(4) {
        0 => b"\n".to_vec(),
        1 => b"{\"seq\":1}\n".to_vec(),
        2 => other.lines()[dice.below(other.lines().len())].clone(),
        _ => {
            // Insert a line that fits the line before it.
            let mut two = lines[..at].to_vec();
            two.push(other.lines()[0].clone());
            rechained(&mut two, at);
            two.pop().unwrap()
        }
    };
    lines.insert(at, forged);
    joined(&lines)
}

fn repeat_a_line(dice: &mut AuditDice, log: &Log, _: &Log) -> Vec<u8> {
    let mut lines = log.lines();
    let line = lines[dice.below(lines.len())].clone();
    lines.insert(dice.below(lines.len() + 1), line);
    joined(&lines)
}

fn reorder(dice: &mut AuditDice, log: &Log, _: &Log) -> Vec<u8> {
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
    joined(&lines)
}

fn cut_the_tail(dice: &mut AuditDice, log: &Log, _: &Log) -> Vec<u8> {
    log.text[..dice.below(log.text.len())].to_vec()
}

fn splice(dice: &mut AuditDice, log: &Log, other: &Log) -> Vec<u8> {
    let (mut lines, theirs) = (log.lines(), other.lines());
    let from = dice.below(lines.len());
    let to = from + 1 + dice.below(lines.len() - from);
    let part = theirs[from.min(theirs.len())..to.min(theirs.len())].to_vec();
    if dice.below(2) == 0 {
        lines.splice(from..to, part);
    } else {
        lines.splice(from.., theirs[from.min(theirs.len())..].to_vec());
    }
    joined(&lines)
}

fn roll_back(dice: &mut AuditDice, log: &Log, _: &Log) -> Vec<u8> {
    let lines = log.lines();
    joined(&lines[..dice.below(lines.len())])
}

/// Rewrites the whole log, which only the head reveals.
fn write_it_anew(dice: &mut AuditDice, log: &Log, _: &Log) -> Vec<u8> {
    let mut lines = log.lines();
    let at = dice.below(lines.len());
    let line = String::from_utf8(lines[at].clone()).unwrap();
    match dice.below(3) {
        0 => lines[at] = line.replacen("INC-", "CHG-", 1).into_bytes(),
        1 => drop(lines.remove(at)),
        _ => lines.insert(at, line.into_bytes()),
    }
    rechained(&mut lines, at);
    joined(&lines)
}

fn exchange(_: &mut AuditDice, _: &Log, other: &Log) -> Vec<u8> {
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
