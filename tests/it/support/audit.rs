//! Audit logs: their paths, the fields of a valid line, and logs written for a test.
use crate::support::bench::Bench;
use crate::support::schemas::assert_described;
use entractl::audit::{Activity, Actor, Event, Head, HeadState, Phase, Target, parse_head, record};
use entractl::ids::TenantId;
use entractl::machine::StateDirs;
use entractl::sandbox::TENANT_ID;
use entractl::sandbox::seed::cast;
use ring::digest::{SHA256, digest};
use serde_json::Value;
use std::io::BufRead as _;
use std::path::PathBuf;

/// Fails unless the line is valid by OCSF and by the stricter rules of this program.
pub(crate) fn assert_ocsf(line: &Value) {
    let (class, activity) = (&line["class_uid"], &line["activity_id"]);
    let number = class.as_u64().unwrap() * 100 + activity.as_u64().unwrap();
    assert_eq!(line["type_uid"], number, "{line:#}");
    assert_eq!(line["category_uid"], 3);
    let known: &[u64] = match class.as_u64().unwrap() {
        3001 => &[2, 3, 4, 5, 99],
        3002 => &[1, 2],
        3004 => &[1, 3, 4],
        other => panic!("class {other}"),
    };
    assert!(known.contains(&activity.as_u64().unwrap()), "{line:#}");
    let target = if class == 3004 { "entity" } else { "user" };
    assert!(line[target].is_object(), "{line:#}");
    assert!(line["actor"]["user"]["uid"].is_string(), "{line:#}");
    assert!(line["time"].is_u64() && line["time_dt"].is_string());
    assert!(line["severity_id"].is_u64() && line["status_id"].is_u64());
    let metadata = &line["metadata"];
    for field in ["name", "vendor_name", "version"] {
        assert!(metadata["product"][field].is_string(), "{line:#}");
    }
    assert_eq!(metadata["version"], "1.3.0");
    assert_eq!(metadata["tenant_uid"], entractl::sandbox::TENANT_ID);
    let unmapped = &line["unmapped"];
    assert!(unmapped["phase"].is_string() && unmapped["action"].is_string());
    if class == 3001 && ["intent", "result"].contains(&unmapped["phase"].as_str().unwrap()) {
        assert!(unmapped["task"].is_u64() && unmapped["new"].is_object());
        if !is_task_event(line) {
            assert!(unmapped["prior"].is_object() && line["user"]["uid"].is_string());
        }
    }
}

/// Whether a line is about a whole task, not about one of its steps.
pub(crate) fn is_task_event(line: &Value) -> bool {
    line["unmapped"]["new"]["accountCount"].is_u64()
}

pub(crate) const PERSON: &str = "rowan.reyes-vale@meridian.example";

/// Returns a tenant with actions that were done, refused and planned.
pub(crate) fn busy_tenant() -> Bench {
    let mut bench = Bench::new();
    bench
        .run(&format!("users contain {PERSON} --yes --reason INC-7"))
        .exits(0);
    bench
        .run(&format!(
            "users disable {} --dry-run --reason INC-8",
            cast::PLAIN
        ))
        .exits(0);
    bench.run("grant search --direct --reason CHG-1").exits(13);
    bench.run("zero-trust policy-enforcement on").exits(0);
    bench
}

pub(crate) fn log_file(bench: &Bench) -> PathBuf {
    bench.folder.path().join(TENANT_ID).join("audit.jsonl")
}

pub(crate) fn head_file(bench: &Bench) -> PathBuf {
    let file = format!("{TENANT_ID}.json");
    bench.folder.path().join("heads").join(file)
}

pub(crate) fn show(bench: &mut Bench, flags: &str) -> Value {
    let ran = bench.run(&format!("audit show {flags} -o json"));
    let document = ran.exits(0).json();
    assert_described(&document);
    document
}

/// Xorshift generator, so that every run uses the same values.
pub(crate) struct AuditDice(pub(crate) u64);

impl AuditDice {
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
    /// Contents of the head file.
    pub(crate) top: Vec<u8>,
    pub(crate) head: Head,
}

impl Log {
    pub(crate) fn of(text: Vec<u8>, top: &[u8]) -> Self {
        let HeadState::Head(head) = parse_head(top) else {
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

pub(crate) fn split(text: &[u8]) -> Vec<Vec<u8>> {
    let (mut rest, mut lines) = (text, Vec::new());
    loop {
        let mut line = Vec::new();
        if rest.read_until(b'\n', &mut line).unwrap() == 0 {
            return lines;
        }
        lines.push(line);
    }
}

/// Returns a log of this many lines, written by entractl in steps of one to four.
pub(crate) fn written_log(lines: usize, name: &str) -> Log {
    let folder = crate::support::files::memory_folder();
    let dirs = StateDirs {
        state: Some(folder.path().to_owned()),
        ..StateDirs::default()
    };
    let tenant: TenantId = entractl::sandbox::TENANT_ID.parse().unwrap();
    let mut dice = AuditDice(u64::try_from(lines * 31 + name.len()).unwrap());
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
        record(&dirs, &tenant, crate::support::bench::start(), &events).unwrap();
        left -= step;
    }
    let read = |path: Option<std::path::PathBuf>| std::fs::read(path.unwrap()).unwrap();
    let top = read(entractl::audit::head_path(&dirs, &tenant));
    Log::of(read(entractl::audit::log_path(&dirs, &tenant)), &top)
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    let digest = digest(&SHA256, bytes);
    let bytes = digest.as_ref().iter();
    bytes.map(|byte| format!("{byte:02x}")).collect()
}

/// Returns the line with its own hash corrected.
pub(crate) fn rehashed(line: &str) -> String {
    let (front, _) = line.rsplit_once(",\"hash\":\"").unwrap();
    let hash = hex(format!("{front}}}").as_bytes());
    format!("{front},\"hash\":\"{hash}\"}}\n")
}

pub(crate) fn hash_of(line: &str) -> String {
    let (_, hash) = line.trim_end().rsplit_once(",\"hash\":\"").unwrap();
    hash.trim_end_matches("\"}").to_owned()
}

/// Renumbers every line from `at` on, and corrects the hash chain.
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

pub(crate) fn joined(lines: &[Vec<u8>]) -> Vec<u8> {
    lines.concat()
}
