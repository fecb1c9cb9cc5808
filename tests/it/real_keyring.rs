//! The keyring that this machine has, not one that we wrote. `tests/real/keyring.sh`
//! starts it in each of its states and names the state in
//! `ENTRACTL_TEST_KEYRING`; without that, nothing of it is touched.
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use entractl::auth::keyring_store::KeyringStore;
use entractl::auth::store::{StoreError, TokenStore as _};
use entractl::secret::Secret;

const TENANT: &str = "11111111-1111-4111-8111-111111111111";
const CLIENT: &str = "22222222-2222-4222-8222-222222222222";

/// The state that the keyring is in; none where there is none to test with.
fn state() -> Option<String> {
    let state = std::env::var("ENTRACTL_TEST_KEYRING").ok();
    if state.is_none() {
        eprintln!("skipped: run by tests/real/keyring.sh");
    }
    state
}

fn store() -> KeyringStore {
    KeyringStore::new(false, Arc::new(|_| {}))
}

#[test]
fn what_is_put_into_the_real_keyring_comes_back_whole() {
    if state().as_deref() != Some("open") {
        return;
    }
    let store = store();
    let sizes = [1_000, 2_500, 8_000, 50_000];
    for size in sizes.into_iter().chain(sizes.into_iter().rev()) {
        let text: String = "tokén-".chars().cycle().take(size).collect();
        store
            .save("round trip", &Secret::new(text.clone()))
            .unwrap();
        // Another client sees it: it is not this one's memory.
        let other = KeyringStore::new(false, Arc::new(|_| {}));
        let kept = other.load("round trip").unwrap().unwrap();
        assert!(kept.expose() == text, "{size} characters came back changed");
    }
    store.save("other", &Secret::new("stays")).unwrap();
    store.delete("round trip").unwrap();
    store.delete("round trip").unwrap();
    assert!(store.load("round trip").unwrap().is_none());
    assert_eq!(store.load("other").unwrap().unwrap().expose(), "stays");
}

/// Not much of a test: a keyring is filled with it before it is locked, since
/// an empty one has nothing to hide.
#[test]
fn what_is_locked_away_was_put_there_first() {
    if state().as_deref() != Some("filled") {
        return;
    }
    let session =
        format!("https://login.microsoftonline.com {TENANT} {CLIENT} https://graph.microsoft.com");
    for key in ["x", session.as_str()] {
        store().save(key, &Secret::new("CANARY")).unwrap();
    }
}

#[test]
fn a_keyring_that_cannot_be_used_says_why_within_its_limit() {
    let Some(state) = state() else { return };
    let began = Instant::now();
    let answer = store().load("x");
    let fits = match state.as_str() {
        "open" | "full" => matches!(answer, Ok(None)),
        "locked" => matches!(answer, Err(StoreError::Locked(_))),
        "locked-display" => matches!(answer, Err(StoreError::Silent(3))),
        "no-service" | "no-bus" => matches!(answer, Err(StoreError::Absent(_))),
        other => panic!("no such state: {other}"),
    };
    assert!(fits, "{state}: {answer:?}");
    let saved = store().save("x", &Secret::new("CANARY"));
    let fits = match state.as_str() {
        "open" => saved.is_ok(),
        "locked" => matches!(saved, Err(StoreError::Locked(_))),
        "locked-display" => matches!(saved, Err(StoreError::Silent(3))),
        "full" => matches!(saved, Err(StoreError::Failed(_))),
        _ => matches!(saved, Err(StoreError::Absent(_))),
    };
    assert!(fits, "{state}: {saved:?}");
    assert!(!format!("{saved:?}").contains("CANARY"));
    assert!(
        began.elapsed() < Duration::from_secs(8),
        "{state}: {:?}",
        began.elapsed()
    );
}

/// Whatever became of the item, signing out removes it.
#[test]
fn signing_out_removes_an_item_of_any_bytes() {
    if state().as_deref() != Some("open") {
        return;
    }
    assert!(keyring::Entry::store_status().is_ok());
    let key =
        format!("https://login.microsoftonline.com {TENANT} {CLIENT} https://graph.microsoft.com");
    let item = keyring_core::Entry::new("entractl", &key).unwrap();
    let large = vec![0xfe; 300_000];
    for bytes in [&b""[..], b"{", b"\xff\xfe\x00", b"null", &large] {
        item.set_secret(bytes).unwrap();
        let (code, said, _) = program(&["auth", "status"]);
        assert!([3, 8].contains(&code), "{bytes:.20?}: {code} {said}");
        let (code, said, _) = program(&["auth", "logout"]);
        assert_eq!(code, 0, "{bytes:.20?}: {said}");
        assert!(matches!(
            item.get_secret(),
            Err(keyring_core::Error::NoEntry)
        ));
        assert_eq!(program(&["auth", "status"]).0, 3);
    }
}

/// An item that somebody else put under our name is used for nothing: what is
/// whole but for another tenant, application or sign-in service, and what is not.
#[test]
fn planted_keyring_item_signs_no_user_in() {
    if state().as_deref() != Some("open") {
        return;
    }
    assert!(keyring::Entry::store_status().is_ok());
    let key = format!("https://login.microsoftonline.com {TENANT} {CLIENT}");
    let item = keyring_core::Entry::new("entractl", &key).unwrap();
    let other = "99999999-9999-4999-8999-999999999999";
    let home = "https://login.microsoftonline.com";
    let graph = "https://graph.microsoft.com";
    for (authority, graph, tenant, client) in [
        (
            "https://login.microsoftonline.com.evil.example",
            graph,
            TENANT,
            CLIENT,
        ),
        (
            home,
            "https://graph.microsoft.com.evil.example",
            TENANT,
            CLIENT,
        ),
        (home, graph, other, CLIENT),
        (home, graph, TENANT, other),
    ] {
        let planted = serde_json::json!({
            "version": 2, "authority": authority, "graph": graph, "tenant": tenant,
            "client_id": client,
            "object_id": other, "user_principal_name": "mallory@evil.example", "name": "Mallory",
            "asked": ["User.Read.All"], "access_token": "CANARY", "refresh_token": "CANARY",
            "expires_at": "2099-01-01T00:00:00Z", "signed_in_at": "2026-01-01T00:00:00Z",
        });
        item.set_secret(planted.to_string().as_bytes()).unwrap();
        for args in [&["auth", "status"][..], &["users", "list"]] {
            let (code, said, _) = program(args);
            assert_eq!(code, 3, "{args:?}: {said}");
            assert!(
                !said.contains("CANARY") && !said.contains("mallory"),
                "{said}"
            );
        }
    }
    assert_eq!(program(&["auth", "logout"]).0, 0);
}

/// A full keyring is found by the doctor, who leaves nothing in it, and what to
/// do is said.
#[test]
fn a_keyring_that_takes_nothing_more_is_found_out() {
    if state().as_deref() != Some("full") {
        return;
    }
    let began = Instant::now();
    let output = Command::new(env!("CARGO_BIN_EXE_entractl"))
        .args(["auth", "doctor", "-o", "json"])
        .env("HTTPS_PROXY", "http://127.0.0.1:9")
        .env_remove("CI")
        .output()
        .unwrap();
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(8), "{found}");
    let checks = found["checks"].as_array().unwrap();
    let keyring = checks.iter().find(|one| one["name"] == "keyring").unwrap();
    assert_eq!(keyring["state"], "failed", "{found}");
    let remedy = keyring["remedy"].as_str().unwrap();
    assert!(remedy.contains("is its disk full?"), "{remedy}");
    assert!(began.elapsed() < Duration::from_secs(8));
}

/// The built program: what a person reads, and what a script gets.
fn program(args: &[&str]) -> (i32, String, Duration) {
    let began = Instant::now();
    let output = Command::new(env!("CARGO_BIN_EXE_entractl"))
        .args(args)
        .env("AZURE_TENANT_ID", TENANT)
        .env("AZURE_CLIENT_ID", CLIENT)
        .env_remove("CI")
        .stdin(std::process::Stdio::null())
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    (output.status.code().unwrap(), said, began.elapsed())
}

#[test]
fn the_program_ends_in_time_and_names_cause_and_remedy() {
    let Some(state) = state() else { return };
    let (status, cause) = match state.as_str() {
        "open" | "full" => (3, ""),
        "locked" => (8, "the keyring is locked"),
        "locked-display" => (8, "did not answer within 3 s"),
        "no-service" | "no-bus" => (8, "there is no keyring on this machine"),
        other => panic!("no such state: {other}"),
    };
    let signed_out = if status == 3 { 0 } else { 8 };
    for (args, expected) in [
        (["auth", "status"], status),
        (["auth", "logout"], signed_out),
    ] {
        let (code, said, took) = program(&args);
        assert_eq!(code, expected, "{state} {args:?}: {said}");
        if code == 8 {
            assert!(said.contains(cause), "{state} {args:?}: {said}");
            assert!(said.contains("--no-store"), "{state} {args:?}: {said}");
        }
        assert!(took < Duration::from_secs(5), "{state} {args:?}: {took:?}");
    }
}
