//! What the environment puts between the program and the service, with the real
//! transport: proxies and roots of trust.
use std::process::Output;

use crate::support::program::{program_in, serve_cloud};
use crate::support::wire::Server;
use serde_json::json;

const JSON: &str = "Content-Type: application/json\r\n";
/// Hosts that no name server knows: only a proxy could lead there.
const SIGN_IN: &str = "https://login.entractl.invalid";
const GRAPH: &str = "https://graph.entractl.invalid";
const PROXIES: [&str; 6] = [
    "HTTPS_PROXY",
    "https_proxy",
    "ALL_PROXY",
    "all_proxy",
    "HTTP_PROXY",
    "http_proxy",
];

fn empty_cloud() -> Server {
    serve_cloud(|_| (200, JSON.to_owned(), json!({ "value": [] }).to_string()))
}

fn all(output: &Output) -> String {
    format!(
        "{:?}: {}{}",
        output.status.code(),
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

/// stderr with its line breaks taken out.
fn messages(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stderr);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn proxy_that_cannot_be_read_sends_nothing() {
    let server = empty_cloud();
    for variable in PROXIES {
        for value in [
            "http://user:p4ss@proxy example:8080",
            "proxy:99999",
            "socks5://proxy:1080",
            "htp://proxy:8080",
            " ",
        ] {
            let home = tempfile::tempdir().unwrap();
            let output = program_in(home.path(), &server.origin(), &server.origin())
                .env(variable, value)
                .args(["users", "list", "sam"])
                .output()
                .unwrap();
            assert_eq!(output.status.code(), Some(2), "{value}: {}", all(&output));
            let said = messages(&output);
            assert!(said.contains(variable), "{said}");
            assert!(!said.contains("p4ss"), "{said}");
        }
    }
    assert_eq!(server.count(), 0);
}

#[test]
fn this_machine_is_never_reached_through_a_proxy() {
    let proxy = Server::start(|_| (502, String::new(), String::new()));
    let server = empty_cloud();
    for host in ["127.0.0.1", "localhost"] {
        let origin = format!("http://{host}:{}", server.port);
        let home = tempfile::tempdir().unwrap();
        let mut command = program_in(home.path(), &origin, &origin);
        for variable in PROXIES {
            command.env(variable, proxy.origin());
        }
        let output = command.args(["users", "list", "sam"]).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{host}: {}", all(&output));
        assert!(!messages(&output).contains("proxy"), "{}", all(&output));
    }
    assert_eq!(proxy.count(), 0, "{:?}", proxy.heard.lock().unwrap());
    assert!(server.count() > 0);
}

#[test]
fn proxy_and_roots_are_named_before_a_secret_leaves() {
    let proxy = Server::start(|_| (407, String::new(), String::new()));
    let address = format!("http://127.0.0.1:{}", proxy.port);
    let home = tempfile::tempdir().unwrap();
    let output = program_in(home.path(), SIGN_IN, GRAPH)
        .env(
            "HTTPS_PROXY",
            format!("http://me:p4ss@127.0.0.1:{}", proxy.port),
        )
        .args(["users", "list", "sam"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(6), "{}", all(&output));
    let said = messages(&output);
    let line = format!("note: requests go through the proxy {address} (HTTPS_PROXY)");
    assert!(said.contains(&line), "{said}");
    assert!(!said.contains("p4ss"), "{said}");
    assert!(proxy.count() > 0);
    let output = program_in(home.path(), SIGN_IN, GRAPH)
        .env("HTTPS_PROXY", &address)
        .env("SSL_CERT_FILE", roots(&home))
        .args(["users", "list", "sam"])
        .output()
        .unwrap();
    let said = messages(&output);
    assert!(said.contains("warning: requests go through"), "{said}");
    assert!(said.contains("roots.pem (SSL_CERT_FILE)"), "{said}");
    assert!(said.contains("may read tokens and secrets"), "{said}");
}

#[test]
fn audit_log_names_the_roots_that_a_sign_in_trusted() {
    let server = empty_cloud();
    let home = tempfile::tempdir().unwrap();
    let output = program_in(home.path(), &server.origin(), &server.origin())
        .env("SSL_CERT_FILE", roots(&home))
        .args(["auth", "login"])
        .output()
        .unwrap();
    let said = messages(&output);
    assert!(
        said.contains("note: certificates are checked against"),
        "{}",
        all(&output)
    );
    let folder = home.path().join("state/entractl");
    let tenants = std::fs::read_dir(&folder).unwrap().flatten();
    let logs = tenants.map(|tenant| tenant.path().join("audit.jsonl"));
    let found: String = logs
        .filter_map(|log| std::fs::read_to_string(log).ok())
        .collect();
    assert!(
        found.contains("roots.pem (SSL_CERT_FILE)"),
        "{found}\n{}",
        all(&output)
    );
}

/// A file of roots that can be read.
fn roots(home: &tempfile::TempDir) -> std::path::PathBuf {
    let path = home.path().join("roots.pem");
    let pem = rcgen::generate_simple_self_signed(vec!["root.example".to_owned()])
        .unwrap()
        .cert
        .pem();
    std::fs::write(&path, pem).unwrap();
    path
}
