//! Plan files and their signatures.
use crate::support::bench::{Bench, writes};
use crate::support::files::write_list;
use entractl::domain::plan_file::{PlanHeader, PlanRow};
use entractl::domain::plan_text::PlanWriter;
use serde_json::Value;
use std::path::Path;
use std::process::Command;

pub(crate) fn write_plan(bench: &mut Bench, people: &[String]) -> String {
    let file = write_list(bench, people);
    let path = bench.folder.path().join("plan.json");
    drop(std::fs::remove_file(&path));
    let out = path.to_string_lossy().into_owned();
    let ran = bench
        .run(&format!(
            "users disable --from {file} --dry-run --plan-out {out} --reason INC-3"
        ))
        .exits(0);
    assert!(ran.out.contains("tasks apply"), "{}", ran.all());
    assert_eq!(writes(&bench.requests()), 0);
    out
}

/// Seals a plan file again after changing its rows, as any user who can write it could.
pub(crate) fn reseal(file: &str, change: impl FnOnce(&mut Vec<PlanRow>)) {
    let text = std::fs::read_to_string(file).unwrap();
    let mut head: Value = serde_json::from_str(&text).unwrap();
    let fields = head.as_object_mut().unwrap();
    fields.remove("digest");
    let rows = fields.remove("rows").unwrap();
    let mut rows: Vec<PlanRow> = serde_json::from_value(rows).unwrap();
    let head: PlanHeader = serde_json::from_value(head).unwrap();
    let sealed = |rows: &[PlanRow]| {
        let accounts = rows.len();
        let (mut writer, mut text) = PlanWriter::start(PlanHeader {
            accounts,
            ..head.clone()
        });
        for row in rows {
            text.push_str(&writer.row_text(row));
        }
        text + &writer.finish()
    };
    assert_eq!(sealed(&rows), text);
    change(&mut rows);
    std::fs::write(file, sealed(&rows)).unwrap();
}

pub(crate) fn create_ssh_key(folder: &Path, name: &str) -> String {
    let path = folder.join(name);
    let made = Command::new("/usr/bin/ssh-keygen")
        .args(["-q", "-t", "ed25519", "-N", "", "-f"])
        .arg(&path)
        .status()
        .unwrap();
    assert!(made.success());
    std::fs::read_to_string(path.with_extension("pub")).unwrap()
}

pub(crate) fn ssh_sign(folder: &Path, name: &str, file: &str) {
    drop(std::fs::remove_file(format!("{file}.sig")));
    let signed = Command::new("/usr/bin/ssh-keygen")
        .args(["-q", "-Y", "sign", "-n", "entractl-plan", "-f"])
        .arg(folder.join(name))
        .arg(file)
        .status()
        .unwrap();
    assert!(signed.success());
}
