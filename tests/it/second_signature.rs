//! A second person's signature on a plan: what is wrong with one that does not
//! count, how to say who may sign, and who signed.
use crate::support::bench::{Bench, writes};
use crate::support::files::write_config;
use crate::support::plans::{create_ssh_key, ssh_sign, write_plan};
use crate::support::text::one_line;
use crate::support::users::{ordinary_users, signed_in};
use std::path::Path;
use std::process::Command;

struct Case {
    bench: Bench,
    plan: String,
    keys: tempfile::TempDir,
    /// The public key of the second person, without its comment.
    theirs: String,
}

/// A plan of four accounts; `None` where there is no `ssh-keygen`.
fn case() -> Option<Case> {
    if !Path::new("/usr/bin/ssh-keygen").exists() {
        return None;
    }
    let mut bench = signed_in();
    let people = ordinary_users(&bench, 4);
    let plan = write_plan(&mut bench, &people);
    let keys = tempfile::tempdir().unwrap();
    let line = create_ssh_key(keys.path(), "theirs");
    let theirs: Vec<&str> = line.split_whitespace().take(2).collect();
    bench.requests();
    Some(Case {
        plan,
        keys,
        theirs: theirs.join(" "),
        bench,
    })
}

impl Case {
    /// More than three accounts need a signature; these lines say who may sign.
    fn allow(&self, lines: &str) {
        let file = self.keys.path().join("allowed");
        std::fs::write(&file, lines).unwrap();
        self.name_file(&file);
    }

    fn name_file(&self, file: &Path) {
        let file = file.display();
        let text = format!("[guard_rails]\nsigned_above = 3\nallowed_signers = '{file}'\n");
        write_config(&self.bench, &text);
    }

    fn sign(&self) {
        ssh_sign(self.keys.path(), "theirs", &self.plan);
    }

    /// What a refused run says.
    fn refused(&mut self) -> String {
        let ran = self.bench.run(&format!("tasks apply {} --yes", self.plan));
        let ran = ran.exits(12);
        assert_eq!(writes(&self.bench.requests()), 0);
        one_line(&ran.err)
    }
}

#[test]
fn signature_without_allowed_signers_shows_how_to_set_them() {
    let Some(mut case) = case() else { return };
    write_config(&case.bench, "[guard_rails]\nsigned_above = 3\n");
    case.sign();
    let err = case.refused();
    for part in [
        "guard_rails.allowed_signers",
        "allowed_signers = \"/etc/entractl/allowed_signers\"",
        &format!("namespaces=\"entractl-plan\" {}", case.theirs),
        "SHA256:",
    ] {
        assert!(err.contains(part), "{part}: {err}");
    }
    std::fs::write(format!("{}.sig", case.plan), "no signature").unwrap();
    let err = case.refused();
    assert!(err.contains("is not an SSH signature"), "{err}");
    case.name_file(Path::new("/nowhere/at/all"));
    case.sign();
    let err = case.refused();
    assert!(err.contains("there is no /nowhere/at/all"), "{err}");
    assert!(err.contains(&case.theirs), "{err}");
}

#[test]
fn signature_that_does_not_count_says_what_is_wrong_with_it() {
    let Some(mut case) = case() else { return };
    let theirs = case.theirs.clone();
    let file = format!("{}.sig", case.plan);
    let good = format!("ben@meridian.example {theirs}\n");
    case.allow(&good);
    let err = case.refused();
    assert!(err.contains("there is no"), "{err}");
    std::fs::write(&file, "-----BEGIN SSH SIGNATURE-----\nAAAA\n").unwrap();
    let err = case.refused();
    assert!(err.contains("is not an SSH signature"), "{err}");
    std::fs::remove_file(&file).unwrap();
    let signed = Command::new("/usr/bin/ssh-keygen")
        .args(["-q", "-Y", "sign", "-n", "git", "-f"])
        .arg(case.keys.path().join("theirs"))
        .arg(&case.plan)
        .status()
        .unwrap();
    assert!(signed.success());
    let err = case.refused();
    assert!(err.contains("was signed for \"git\""), "{err}");
    case.sign();
    case.allow("");
    let err = case.refused();
    assert!(err.contains("has its key"), "{err}");
    assert!(err.contains("SHA256:") && err.contains(&theirs), "{err}");
    case.allow(&format!(
        "ben@meridian.example namespaces=\"git\" {theirs}\n"
    ));
    let err = case.refused();
    assert!(err.contains("the line of ben@meridian.example"), "{err}");
    assert!(err.contains("does not allow it"), "{err}");
    case.allow(&good);
    let text = std::fs::read_to_string(&case.plan).unwrap();
    std::fs::write(&case.plan, "something else").unwrap();
    case.sign();
    std::fs::write(&case.plan, text).unwrap();
    let err = case.refused();
    assert!(err.contains("signature is not on this plan"), "{err}");
}

#[test]
fn question_and_task_name_who_signed() {
    let Some(mut case) = case() else { return };
    case.allow(&format!("gil.guardian@meridian.example {}\n", case.theirs));
    case.sign();
    case.bench.typed = Some("y\n".to_owned());
    let ran = case.bench.run(&format!("tasks apply {}", case.plan));
    let ran = ran.exits(0);
    let err = one_line(&ran.err);
    let asked = "4 accounts (plan signed by gil.guardian@meridian.example)";
    assert!(err.contains(asked), "{err}");
    let shown = case.bench.run("tasks show 1").exits(0);
    assert!(shown.out.contains("Plan signed by"), "{}", shown.out);
    assert!(
        shown.out.contains("gil.guardian@meridian.example"),
        "{}",
        shown.out
    );
    let json = case.bench.run("tasks show 1 -o json").exits(0).json();
    assert_eq!(json["task"]["approvedBy"], "gil.guardian@meridian.example");
}

#[test]
fn signature_that_is_not_needed_is_checked_all_the_same() {
    let Some(mut case) = case() else { return };
    // Four accounts need none.
    let allowed = case.keys.path().join("allowed");
    std::fs::write(&allowed, "").unwrap();
    let text = format!("[guard_rails]\nallowed_signers = '{}'\n", allowed.display());
    write_config(&case.bench, &text);
    case.sign();
    // Named, it has to count.
    let line = format!("tasks apply {0} --yes --signature {0}.sig", case.plan);
    let ran = case.bench.run(&line).exits(12);
    assert!(
        one_line(&ran.err).contains("does not count"),
        "{}",
        ran.all()
    );
    assert_eq!(writes(&case.bench.requests()), 0);
    // Beside the plan, it is said why it does not.
    let ran = case.bench.run(&format!("tasks apply {} --yes", case.plan));
    let ran = ran.exits(0);
    let err = one_line(&ran.err);
    assert!(err.contains("has its key"), "{err}");
    assert!(err.contains("this plan needs no signature"), "{err}");
    let json = case.bench.run("tasks show 1 -o json").exits(0).json();
    assert!(json["task"]["approvedBy"].is_null(), "{json:#}");
}
