//! How often a device sign-in asks whether its code was used (R7): never sooner
//! than it was told to, and never again after the end.
use std::sync::{Arc, Mutex};

use crate::support::bench::Bench;
use crate::support::wire::{Tamper, answer};
use entractl::clock::Clock as _;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

/// Signs in where the service wants `interval` seconds between two polls and
/// answers them in turn with these errors, the last of them for ever; a number
/// is an HTTP status without a word. When each poll came, after the code.
fn polls(interval: &Value, answers: &'static [&'static str]) -> (Vec<i64>, String) {
    let mut bench = Bench::new();
    let began = Arc::new(Mutex::new(None::<Timestamp>));
    let seen = Arc::<Mutex<Vec<i64>>>::default();
    let clock = Arc::clone(&bench.clock);
    let (start, times) = (Arc::clone(&began), Arc::clone(&seen));
    let wanted = interval.clone();
    let wire = Tamper::answering(&bench.sandbox, move |request| {
        let path = request.uri().path();
        if path.ends_with("/devicecode") {
            *start.lock().unwrap() = Some(clock.now());
            let code = json!({
                "device_code": "device-code-of-a-test", "user_code": "ABCD-EFGH", "expires_in": 900, "interval": wanted,
                "verification_uri": "https://microsoft.com/devicelogin", "message": "CANARY",
            });
            return Some(answer(200, &[], &code.to_string()));
        }
        if !path.ends_with("/token") {
            return None;
        }
        let mut times = times.lock().unwrap();
        let said = answers.get(times.len()).or(answers.last()).unwrap();
        let since: SignedDuration = clock.now().duration_since(start.lock().unwrap().unwrap());
        times.push(since.as_secs());
        Some(match said.parse() {
            Ok(status) => answer(status, &[], ""),
            Err(_) => answer(400, &[], &json!({ "error": said }).to_string()),
        })
    });
    bench.wire = Some(wire as _);
    let ran = bench.run("auth login --device-code").exits(3);
    assert!(!ran.all().contains("CANARY"), "{}", ran.all());
    let seen = seen.lock().unwrap().clone();
    (seen, ran.all())
}

#[test]
fn no_poll_is_early_and_none_comes_after_the_end() {
    const PENDING: &str = "authorization_pending";
    const ENDS: [&[&str]; 4] = [
        &[
            PENDING,
            "slow_down",
            PENDING,
            "503",
            PENDING,
            "authorization_declined",
        ],
        &[
            PENDING,
            "slow_down",
            PENDING,
            "503",
            PENDING,
            "bad_verification_code",
        ],
        &[
            PENDING,
            "slow_down",
            PENDING,
            "503",
            PENDING,
            "expired_token",
        ],
        &[
            PENDING,
            "slow_down",
            PENDING,
            "503",
            PENDING,
            "access_denied",
        ],
    ];
    for (interval, least) in [
        (json!(null), 5),
        (json!(0), 5),
        (json!(-3), 5),
        (json!(1), 5),
        (json!("soon"), 5),
        (json!(7), 7),
        (json!("12"), 12),
        (json!(1_000_000_000), 60),
    ] {
        for end in ENDS {
            let (times, said) = polls(&interval, end);
            assert_eq!(times.len(), end.len(), "{interval} {end:?}: {said}");
            let gaps: Vec<i64> = std::iter::once(times[0])
                .chain(times.windows(2).map(|pair| pair[1] - pair[0]))
                .collect();
            // Told to slow down at the second, and met by nobody at the fourth.
            for (number, gap) in gaps.iter().enumerate() {
                let wanted = if number < 2 { least } else { least + 5 };
                assert!(*gap >= wanted, "{interval}: {gaps:?}");
            }
            assert!(gaps[4] >= gaps[3], "{interval}: {gaps:?}");
        }
    }
}

#[test]
fn a_code_that_nobody_uses_is_asked_after_until_it_ends() {
    let (times, said) = polls(&json!(5), &["authorization_pending"]);
    assert!(said.contains("15 minutes"), "{said}");
    assert!(times.iter().all(|time| *time < 900), "{times:?}");
    assert!(times.last().unwrap() + 10 >= 900, "given up too early");
}
