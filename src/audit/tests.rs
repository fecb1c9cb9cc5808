//! Tests of chain, head and log together, on real files.
use std::path::PathBuf;

use super::{
    Activity, Actor, Damage, Event, Head, HeadState, Phase, Target, archive, head_path, log_path,
    open, parse_head, record, verify, verify_with_head,
};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::ids::TenantId;
use crate::machine::{Origin, StateDirs};

fn tenant() -> TenantId {
    "11111111-0000-4000-8000-000000000001".parse().unwrap()
}

fn now() -> jiff::Timestamp {
    "2026-05-04T03:02:01.123Z".parse().unwrap()
}

fn event(name: &str) -> Event {
    Event {
        target: Some(Target {
            id: "22222222-0000-4000-8000-000000000002".to_owned(),
            name: name.to_owned(),
        }),
        reason: Some("INC-1".to_owned()),
        ..Event::new(
            Activity::Disable,
            Phase::Intent,
            Actor {
                id: "33333333-0000-4000-8000-000000000003".to_owned(),
                name: Some("admin@contoso.com".to_owned()),
                app_id: None,
                flow: None,
            },
            "disable",
        )
    }
}

/// A temporary state folder.
struct Here {
    dirs: StateDirs,
    _folder: tempfile::TempDir,
}

impl Here {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self {
            dirs: StateDirs {
                state: Some(folder.path().join("s")),
                origin: Origin {
                    host: Some("bastion".to_owned()),
                    user_id: Some(1000),
                    user: Some("rowan".to_owned()),
                    process: Some(7),
                    ci_run: Some("99".to_owned()),
                    began: None,
                    ..Origin::default()
                },
                ..StateDirs::default()
            },
            _folder: folder,
        }
    }

    fn record(&self, names: &[&str]) -> Result<(), Failure> {
        let events: Vec<Event> = names.iter().map(|name| event(name)).collect();
        record(&self.dirs, &tenant(), now(), &events).map_err(Failure::from)
    }

    fn log(&self) -> PathBuf {
        log_path(&self.dirs, &tenant()).unwrap()
    }

    fn head(&self) -> PathBuf {
        head_path(&self.dirs, &tenant()).unwrap()
    }

    fn judged(&self) -> Result<super::Intact, super::Broken> {
        let opened = open(&self.dirs, &tenant()).unwrap().unwrap();
        opened.for_each_line::<Failure>(|_, _| Ok(())).unwrap()
    }

    fn damage(&self) -> Damage {
        self.judged().unwrap_err().damage
    }
}

fn newest(head: &[u8]) -> Head {
    match parse_head(head) {
        HeadState::Head(head) => head,
        other => panic!("{other:?}"),
    }
}

/// Returns the head after a run that was killed between announcing and settling it.
fn announcing(head: &[u8]) -> Vec<u8> {
    let mut bytes = head.to_vec();
    for slot in bytes.chunks_mut(512) {
        if String::from_utf8_lossy(slot).contains("\"settled\":true") {
            slot.fill(0);
        }
    }
    bytes
}

#[test]
fn lines_form_a_chain_that_shows_every_edit() {
    let here = Here::new();
    here.record(&["a", "b"]).unwrap();
    here.record(&["evil\"\n\u{1b}[2J\u{2028}##vso[task.x]"])
        .unwrap();
    let text = std::fs::read_to_string(here.log()).unwrap();
    assert_eq!(text.lines().count(), 3);
    assert!(!text.contains(['\u{1b}', '\u{2028}']) && !text.contains("##vso"));
    assert_eq!(verify(&text), Ok(3));
    let first: serde_json::Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
    assert_eq!(first["class_uid"], 3001);
    assert_eq!(first["activity_id"], 5);
    assert_eq!(first["type_uid"], 300_105);
    assert_eq!(first["time"], now().as_millisecond());
    assert_eq!(first["actor"]["user"]["name"], "admin@contoso.com");
    assert_eq!(first["actor"]["process"]["user"]["uid"], "1000");
    assert_eq!(first["device"]["hostname"], "bastion");
    assert_eq!(first["unmapped"]["ciRun"], "99");

    let lines: Vec<&str> = text.lines().collect();
    let edited = text.replacen("INC-1", "INC-2", 1);
    let reordered = format!("{}\n{}\n{}\n", lines[1], lines[0], lines[2]);
    let cut_out = format!("{}\n{}\n", lines[0], lines[2]);
    let twice = format!("{}\n{}\n", lines[0], lines[0]);
    let half = text.strip_suffix('\n').unwrap();
    for wrong in [edited.as_str(), &reordered, &cut_out, &twice, half] {
        assert!(verify(wrong).is_err(), "{wrong}");
    }
}

/// What the docs and SECURITY say of a line can be done by anybody: its hash is
/// SHA-256 over the line without the field `hash`.
#[test]
fn a_hash_can_be_checked_without_entractl() {
    let here = Here::new();
    here.record(&["Zoë \u{202e}x", "b"]).unwrap();
    let text = std::fs::read_to_string(here.log()).unwrap();
    let mut before = "0".repeat(64);
    for line in text.lines() {
        let (front, hash) = line.rsplit_once(",\"hash\":\"").unwrap();
        let hash = hash.strip_suffix("\"}").unwrap();
        let digest = ring::digest::digest(&ring::digest::SHA256, format!("{front}}}").as_bytes());
        assert_eq!(hex::encode(digest), hash);
        let document: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(document["prev"], before);
        before = hash.to_owned();
    }
}

#[test]
fn what_cannot_be_written_is_exit_8_and_a_damaged_end_exit_10() {
    let folder = tempfile::tempdir().unwrap();
    let blocked = folder.path().join("file");
    std::fs::write(&blocked, "x").unwrap();
    let dirs = StateDirs {
        state: Some(blocked),
        ..StateDirs::default()
    };
    let error = record(&dirs, &tenant(), now(), &[event("a")]).unwrap_err();
    assert_eq!(Failure::from(error).exit, Exit::Storage);
    let error = record(&StateDirs::default(), &tenant(), now(), &[event("a")]).unwrap_err();
    assert_eq!(Failure::from(error).exit, Exit::Storage);

    let here = Here::new();
    here.record(&["a"]).unwrap();
    let text = std::fs::read_to_string(here.log()).unwrap();
    std::fs::write(here.log(), text.trim_end()).unwrap();
    let failure = here.record(&["a"]).unwrap_err();
    assert_eq!(failure.exit, Exit::Untrusted);
    assert_eq!(failure.next.len(), 2);
}

/// Whatever got to the disk of the last step, none of it or all of it: the log
/// is intact, and the next run goes on from it.
#[test]
fn a_kill_between_head_and_line_leaves_an_intact_log() {
    let here = Here::new();
    here.record(&["a", "b"]).unwrap();
    here.record(&["c", "d", "e"]).unwrap();
    let text = std::fs::read(here.log()).unwrap();
    let settled = std::fs::read(here.head()).unwrap();
    let head = announcing(&settled);
    let from = usize::try_from(newest(&head).from).unwrap();
    assert!(from > 0 && from < text.len());
    for end in from..=text.len() {
        let intact = verify_with_head(&text[..end], Some(newest(&head))).unwrap();
        assert_eq!(intact.interrupted, end < text.len(), "{end}");
    }
    let places = (from..=text.len())
        .step_by(61)
        .chain([from + 1, text.len()]);
    for end in places {
        std::fs::write(here.log(), &text[..end]).unwrap();
        std::fs::write(here.head(), &head).unwrap();
        assert!(here.judged().is_ok(), "{end}");
        here.record(&["f"]).unwrap();
        let judged = here.judged().unwrap();
        assert!(!judged.interrupted && judged.end.sequence >= 3, "{end}");
        let now = std::fs::read(here.log()).unwrap();
        assert!(now.starts_with(&text[..from]), "{end}");
    }
}

/// The tolerance is one step and no byte more.
#[test]
fn more_than_the_last_step_is_never_taken_for_a_kill() {
    let here = Here::new();
    here.record(&["a", "b"]).unwrap();
    here.record(&["c", "d", "e"]).unwrap();
    let text = std::fs::read(here.log()).unwrap();
    let settled = std::fs::read(here.head()).unwrap();
    let pending = announcing(&settled);
    let from = usize::try_from(newest(&pending).from).unwrap();
    for (head, ends) in [(&pending, 0..from), (&settled, 0..text.len())] {
        for end in ends.clone().step_by(7).chain([ends.end - 1]) {
            assert!(verify_with_head(&text[..end], Some(newest(head))).is_err());
            std::fs::write(here.log(), &text[..end]).unwrap();
            std::fs::write(here.head(), head).unwrap();
            let failure = here.record(&["f"]).unwrap_err();
            assert_eq!(failure.exit, Exit::Untrusted, "{end}");
        }
    }
}

#[test]
fn a_power_cut_in_one_slot_leaves_the_other() {
    let here = Here::new();
    for name in ["a", "b", "c"] {
        here.record(&[name]).unwrap();
        let bytes = std::fs::read(here.head()).unwrap();
        assert_eq!(bytes.len(), 1024);
        for slot in 0..2 {
            let mut torn = bytes.clone();
            torn[slot * 512 + 40..slot * 512 + 300].fill(0);
            std::fs::write(here.head(), &torn).unwrap();
            assert!(here.judged().is_ok(), "{name} {slot}");
        }
        std::fs::write(here.head(), &bytes).unwrap();
    }
}

#[test]
fn a_head_that_is_gone_or_damaged_is_told_and_stops_the_log() {
    let here = Here::new();
    here.record(&["a", "b"]).unwrap();
    let head = std::fs::read(here.head()).unwrap();
    for bytes in [&b""[..], b"{}", &head[..100]] {
        std::fs::write(here.head(), bytes).unwrap();
        assert_eq!(here.damage(), Damage::Headless);
        assert_eq!(here.record(&["c"]).unwrap_err().exit, Exit::Untrusted);
    }
    std::fs::remove_file(here.head()).unwrap();
    assert_eq!(here.damage(), Damage::Headless);
    assert_eq!(here.record(&["c"]).unwrap_err().exit, Exit::Untrusted);
}

#[test]
fn a_log_that_is_gone_is_told_and_a_new_one_can_be_begun() {
    let here = Here::new();
    here.record(&["a", "b"]).unwrap();
    std::fs::remove_file(here.log()).unwrap();
    assert_eq!(here.damage(), Damage::Gone);
    assert_eq!(here.record(&["c"]).unwrap_err().exit, Exit::Untrusted);
    assert_eq!(archive(&here.dirs, &tenant(), "old").unwrap(), None);
    here.record(&["c"]).unwrap();
    assert_eq!(here.judged().unwrap().end.sequence, 1);
    let kept = archive(&here.dirs, &tenant(), "older").unwrap().unwrap();
    assert!(kept.exists() && !here.log().exists() && !here.head().exists());
}

#[test]
fn writers_at_once_keep_one_chain() {
    let here = Here::new();
    std::thread::scope(|scope| {
        for writer in 0..8 {
            let here = &here;
            scope.spawn(move || {
                for turn in 0..5 {
                    let name = format!("{writer}-{turn}");
                    here.record(&[&name, "second"]).unwrap();
                }
            });
        }
    });
    assert_eq!(here.judged().unwrap().end.sequence, 80);
}
