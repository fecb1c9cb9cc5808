//! Answers beyond all measure (R19): one is enough, since whoever gave it would
//! give the same again, and what it was about cannot be trusted.
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::support::bench::Bench;
use crate::support::files::write_list;
use crate::support::program::{program_in, serve_cloud};
use crate::support::users::{PLAIN, is_enabled, ordinary_users};
use crate::support::wire::{Heard, Server};
use entractl::sandbox::{GRAPH, Sandbox};
use entractl::transport::{Request, Response, Transport, TransportError};

const JSON: &str = "Content-Type: application/json\r\n";

/// More than is read of any answer.
fn flood() -> String {
    " ".repeat((16 << 20) + 1)
}

#[test]
fn the_real_program_asks_once_for_what_is_too_large_and_does_not_trust_it() {
    let graph = serve_cloud(|_| (200, JSON.to_owned(), flood()));
    let sign_in = Server::start(|_| (200, JSON.to_owned(), flood()));
    for server in [&graph, &sign_in] {
        let home = tempfile::tempdir().unwrap();
        let output = program_in(home.path(), &server.origin(), &server.origin())
            .args(["users", "list", "sam"])
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        let words: Vec<&str> = said.split_whitespace().collect();
        assert_eq!(output.status.code(), Some(10), "{said}");
        let words = words.join(" ");
        assert!(words.contains("larger than 16777216 bytes"), "{said}");
        let heard = server.heard.lock().unwrap();
        let lines: Vec<&str> = heard.iter().map(Heard::line).collect();
        let flooded = lines.iter().filter(|line| !line.contains("/token"));
        let tokens = lines.len() - flooded.clone().count();
        assert_eq!(tokens, 1, "{lines:?}");
        assert!(flooded.count() <= 1, "{lines:?}");
    }
}

/// Carries the batch with a write out, and answers it with too much.
#[derive(Debug)]
struct Flooding {
    sandbox: Arc<Sandbox>,
    floods: AtomicUsize,
}

#[async_trait::async_trait]
impl Transport for Flooding {
    async fn send(&self, request: Request) -> Result<Response, TransportError> {
        let writing = String::from_utf8_lossy(request.body().as_bytes()).contains("\"PATCH\"");
        let answer = self.sandbox.send(request).await;
        if !writing {
            return answer;
        }
        self.floods.fetch_add(1, Ordering::Relaxed);
        Err(TransportError::TooLarge {
            host: GRAPH.to_owned(),
            limit: 16 << 20,
        })
    }
}

#[test]
fn a_write_that_is_answered_with_too_much_is_not_sent_on_and_on_and_not_called_failed() {
    let mut bench = Bench::new();
    let wire = Arc::new(Flooding {
        sandbox: Arc::clone(&bench.sandbox),
        floods: AtomicUsize::new(0),
    });
    bench.wire = Some(Arc::clone(&wire) as _);
    let ran = bench.run(&format!("users disable {PLAIN} --yes -o json"));
    // Once: then the account is read, and shows it done.
    assert_eq!(wire.floods.load(Ordering::Relaxed), 1, "{}", ran.all());
    assert_eq!(ran.exit, 0, "{}", ran.all());
    assert!(ran.out.contains("the answer was lost"), "{}", ran.all());
    assert!(!is_enabled(&bench, PLAIN));
}

#[test]
fn a_list_whose_batches_are_answered_with_too_much_is_read_and_not_sent_again() {
    let mut bench = Bench::new();
    let wire = Arc::new(Flooding {
        sandbox: Arc::clone(&bench.sandbox),
        floods: AtomicUsize::new(0),
    });
    let file = write_list(&bench, &ordinary_users(&bench, 30));
    bench.wire = Some(Arc::clone(&wire) as _);
    let ran = bench.run(&format!("users disable --from {file} --yes -o json"));
    // Two batches; each account is read afterwards, and shows it done.
    assert_eq!(wire.floods.load(Ordering::Relaxed), 2, "{}", ran.all());
    assert_eq!(ran.exits(0).json()["counts"]["done"], 30);
}
