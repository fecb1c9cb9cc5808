//! Which password reaches the file, and whose change of a password a read shows.
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use crate::support::bench::Hook;
use crate::support::users::signed_in;
use crate::support::wire::{JSON, Tamper, answer, body_text};
use entractl::sandbox::seed::cast::PLAIN;
use entractl::sandbox::seed::user_id;
use entractl::transport::{Request, Response, Transport, TransportError};

/// Loses the answers to the first requests that set a password.
#[derive(Debug)]
struct LosesFirst {
    sandbox: Arc<entractl::sandbox::Sandbox>,
    left: AtomicUsize,
    passwords: Mutex<Vec<String>>,
}

#[async_trait::async_trait]
impl Transport for LosesFirst {
    async fn send(&self, request: Request) -> Result<Response, TransportError> {
        let body = body_text(&request);
        let set = body.split("\"password\":\"").nth(1);
        let set = set.and_then(|rest| rest.split('"').next());
        self.passwords
            .lock()
            .unwrap()
            .extend(set.map(str::to_owned));
        let is_reset = set.is_some();
        let answered = self.sandbox.send(request).await;
        let one_less = |left: usize| left.checked_sub(1);
        let lost = is_reset
            && self
                .left
                .fetch_update(Ordering::Relaxed, Ordering::Relaxed, one_less)
                .is_ok();
        if lost {
            return Err(TransportError::Broken {
                host: "graph.sandbox.example".to_owned(),
                source: "cut".into(),
            });
        }
        answered
    }
}

#[test]
fn typed_reset_writes_the_password_that_has_a_definite_yes() {
    for (lost, exit) in [(1, 0), (3, 0), (50, 14)] {
        let mut bench = signed_in();
        let wire = Arc::new(LosesFirst {
            sandbox: Arc::clone(&bench.sandbox),
            left: AtomicUsize::new(lost),
            passwords: Mutex::default(),
        });
        bench.wire = Some(Arc::clone(&wire) as _);
        let file = bench.folder.path().join("new.csv");
        let ran = bench.run(&format!(
            "users reset-password {PLAIN} --new-password --password-file {} --yes",
            file.display()
        ));
        assert_eq!(ran.exit, exit, "{lost}: {}", ran.all());
        let all = wire.passwords.lock().unwrap().clone();
        assert!(
            all.len() > lost.min(4),
            "{lost}: a new one with each attempt"
        );
        if exit == 0 {
            let written = std::fs::read_to_string(&file).unwrap();
            assert!(written.contains(all.last().unwrap().as_str()), "{lost}");
            for older in &all[..all.len() - 1] {
                assert!(!written.contains(older.as_str()), "{lost}");
            }
        } else {
            assert!(!file.exists(), "{lost}");
        }
    }
}

#[test]
fn change_before_the_first_attempt_is_not_ours() {
    let mut bench = signed_in();
    // The attacker changes the password after it was read and before ours is sent.
    bench.sandbox.with_tenant(|tenant| {
        let mut user = tenant.users.get(&user_id(PLAIN)).unwrap().clone();
        user.set("lastPasswordChangeDateTime", "2025-01-01T00:00:00Z");
        tenant.users.insert(user);
    });
    bench.hook = Some((
        1,
        Hook::Meddle(|sandbox| {
            sandbox.with_tenant(|tenant| {
                let mut user = tenant.users.get(&user_id(PLAIN)).unwrap().clone();
                user.set("lastPasswordChangeDateTime", "2026-03-02T03:00:00Z");
                tenant.users.insert(user);
            });
        }),
    ));
    let wire = Tamper::answering(&bench.sandbox, |request| {
        let sets = body_text(request).contains("passwordProfile\":{");
        sets.then(|| answer(200, &JSON, "{\"responses\":[]}"))
    });
    bench.wire = Some(wire);
    let ran = bench.run(&format!("users contain {PLAIN} --yes -o json"));
    assert_eq!(ran.exit, 14, "{}", ran.all());
    let steps = ran.json()["accounts"][0]["steps"].clone();
    assert_eq!(steps[1]["outcome"], "unconfirmed", "{steps:#}");
}

#[test]
fn line_cut_by_a_kill_is_never_joined_to_another_and_its_password_is_set_again() {
    let mut bench = signed_in();
    // After the reset was carried out, and before its result was recorded.
    bench.kill_at(2, true);
    let file = bench.folder.path().join("new.csv");
    bench.run(&format!(
        "users reset-password {PLAIN} --new-password --password-file {} --yes",
        file.display()
    ));
    let mut bench = bench.killed().expect("it was killed");
    let file = bench.folder.path().join("new.csv");
    let torn = format!(
        "objectId,userPrincipalName,password\n{},\"{PLAIN}\",Cut-of",
        user_id(PLAIN)
    );
    std::fs::write(&file, &torn).unwrap();
    let resume = |file: &std::path::Path| {
        let file = file.display();
        format!("tasks resume 1 --password-file {file} --yes -o json")
    };
    let ran = bench.run(&resume(&file)).exits(2);
    assert!(ran.err.contains("new-2.csv"), "{}", ran.all());
    let other = bench.folder.path().join("new-2.csv");
    bench.run(&resume(&other)).exits(0);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), torn);
    let written = std::fs::read_to_string(&other).unwrap();
    let lines: Vec<&str> = written.lines().collect();
    assert_eq!(lines.len(), 2, "{} lines", lines.len());
    assert!(written.ends_with('\n') && lines[1].starts_with(&user_id(PLAIN)));
    assert!(!written.contains("Cut-of"));
}
