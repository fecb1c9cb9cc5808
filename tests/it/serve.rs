//! `sandbox serve`: the real binary on a free port, driven by the program
//! itself over TLS and by plain HTTP.
use std::path::PathBuf;
use std::process::Command;

use crate::support::served::{CLIENT, Served, TENANT, program};
use serde_json::{Value, json};

#[test]
fn the_program_itself_works_against_the_served_tenant() {
    let mut served = Served::start(&[]);
    let status = served.json(&["status", "-o", "json"]);
    let apps = status["data"]["apps"]
        .as_array()
        .or(status["apps"].as_array());
    let apps = apps.unwrap_or_else(|| panic!("{status}"));
    assert!(
        apps.iter().all(|app| app["status"] != "unknown"),
        "{status}"
    );
    assert!(
        apps.iter().any(|app| app["status"] == "granted"),
        "{status}"
    );

    let person = "rowan.reyes-vale@meridian.example";
    let ran = served.run(&["users", "disable", person, "--yes", "-o", "json"]);
    assert_eq!(
        ran.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&ran.stderr)
    );
    let ledger = served.control("GET", "ledger", &Value::Null);
    let entries = ledger["entries"].as_array().unwrap();
    let wrote = |method: &str, part: &str| {
        entries.iter().any(|entry| {
            entry["method"] == method
                && entry["path"].as_str().unwrap().contains(part)
                && entry["applied"] == true
        })
    };
    assert!(wrote("PATCH", "/users/"), "{ledger}");
    assert!(wrote("POST", "revokeSignInSessions"), "{ledger}");
    let ca_file = PathBuf::from(served.text("caFile"));
    assert!(ca_file.exists());
    assert_eq!(served.end(), Some(0));
    assert!(!ca_file.exists(), "its own files go with it");
}

#[test]
fn only_loopback_is_listened_on_and_answered() {
    let folder = tempfile::tempdir().unwrap();
    for listen in ["0.0.0.0:0", "192.0.2.1:8443", "nowhere"] {
        let ran = program(&folder)
            .args(["sandbox", "serve", "--listen", listen])
            .output()
            .unwrap();
        assert_eq!(ran.status.code(), Some(2), "{listen}");
    }
    let served = Served::start(&[]);
    let (status, _, body) = served.http("GET /v1.0/users\nHost: evil.example", "");
    assert_eq!(status, 421, "{body}");
    let (status, _, body) = served.http("GET /", "");
    assert_eq!(status, 404, "{body}");
    assert!(serde_json::from_str::<Value>(&body).unwrap()["error"]["code"].is_string());
    let (status, _, _) = served.http("GET /v1.0/users", "");
    assert_eq!(status, 401);
}

#[test]
fn control_path_refuses_web_pages_and_missing_token() {
    let served = Served::start(&[]);
    let token = served.report["control"]["token"].as_str().unwrap();
    for head in [
        "GET /_sandbox/ledger".to_owned(),
        "GET /_sandbox/ledger\nX-Sandbox-Control: wrong".to_owned(),
        format!("GET /_sandbox/ledger\nX-Sandbox-Control: {token}\nOrigin: https://evil.example"),
        format!("GET /_sandbox/ledger\nX-Sandbox-Control: {token}\nSec-Fetch-Site: same-origin"),
    ] {
        assert_eq!(served.http(&head, "").0, 401, "{head}");
    }
    let set = served.control("PUT", "faults", &json!({ "faults": ["throttle:nth=1"] }));
    assert_eq!(set["set"][0]["fault"], "throttle:nth=1");
    served.control(
        "PUT",
        "faults",
        &json!({ "faults": ["throttle:nth=1,path=/users"] }),
    );
    let bearer = format!(
        "GET /v1.0/users?$top=1\nAuthorization: Bearer {}",
        served.token()
    );
    let (status, head, _) = served.http(&bearer, "");
    assert_eq!(status, 429);
    assert!(head.to_lowercase().contains("retry-after: 2"), "{head}");
    assert_eq!(served.http(&bearer, "").0, 200);
    served.control("PUT", "scenario", &json!({}));
    assert_eq!(
        served.http(&bearer, "").0,
        401,
        "a new beginning knows no token"
    );
}

#[test]
fn faults_break_the_connection_itself() {
    let served = Served::start(&[]);
    let token = served.token();
    let person = "/v1.0/users/rowan.reyes-vale@meridian.example";
    let patch =
        format!("PATCH {person}\nAuthorization: Bearer {token}\nContent-Type: application/json");
    let off = r#"{"accountEnabled":false}"#;
    let enabled = || {
        let get = format!("GET {person}?$select=accountEnabled\nAuthorization: Bearer {token}");
        let (_, _, body) = served.http(&get, "");
        serde_json::from_str::<Value>(&body).unwrap()["accountEnabled"].clone()
    };
    served.control(
        "PUT",
        "faults",
        &json!({ "faults": ["drop-before:method=PATCH,times=1"] }),
    );
    assert_eq!(served.http(&patch, off).0, 0, "no byte came back");
    assert_eq!(enabled(), true);
    served.control(
        "PUT",
        "faults",
        &json!({ "faults": ["drop-after:method=PATCH,times=1"] }),
    );
    assert_eq!(served.http(&patch, off).0, 0);
    assert_eq!(enabled(), false, "it was applied all the same");
    served.control("PUT", "faults", &json!({ "faults": ["truncated:times=1"] }));
    let (status, head, body) =
        served.http(&format!("GET {person}\nAuthorization: Bearer {token}"), "");
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "))
        .and_then(|text| text.parse::<usize>().ok());
    assert_eq!(status, 200);
    assert!(length.unwrap() > body.len(), "{head} {}", body.len());
}

#[test]
fn pages_escape_values_and_refuse_cross_origin_forms() {
    let served = Served::start(&[]);
    let hostile = "%3Cscript%3Ealert(1)%3C/script%3E";
    let page = format!(
        "/{TENANT}/oauth2/v2.0/authorize?client_id={CLIENT}&response_type=code&redirect_uri=http://localhost:5000&scope={hostile}&state={hostile}"
    );
    let (status, head, body) = served.http(&format!("GET {page}"), "");
    assert_eq!(status, 200);
    assert!(
        !body.contains("<script") && body.contains("&lt;script"),
        "{body}"
    );
    let head = head.to_lowercase();
    assert!(head.contains("default-src 'none'") && head.contains("frame-ancestors 'none'"));
    assert!(
        head.contains("form-action 'self' http://localhost:5000"),
        "{head}"
    );
    let form = format!("POST {page}\nContent-Type: application/x-www-form-urlencoded");
    assert_eq!(
        served
            .http(&form, "decision=accept&person=x&proof=forged")
            .0,
        403
    );

    let other = page.replace("http://localhost:5000", "https://evil.example/");
    let (status, head, _) = served.http(&format!("GET {other}"), "");
    assert_eq!(status, 400);
    assert!(!head.contains("evil"), "{head}");
    let unknown = page.replace(CLIENT, hostile);
    let (status, _, body) = served.http(&format!("GET {unknown}"), "");
    assert_eq!(status, 400);
    assert!(!body.contains("<script"), "{body}");
}

#[test]
fn a_large_company_is_there_within_seconds() {
    let served = Served::start(&["--users", "5000"]);
    assert_eq!(served.report["people"], 5000);
    let token = served.token();
    let (status, _, body) = served.http(
        &format!("GET /v1.0/users?$top=999&$count=true\nConsistencyLevel: eventual\nAuthorization: Bearer {token}"),
        "",
    );
    assert_eq!(status, 200);
    let body: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(body["@odata.count"], 5000);
    let next = body["@odata.nextLink"].as_str().unwrap();
    assert!(next.starts_with(served.text("http")), "{next}");
}

/// Whether curl is there and speaks HTTP/2; the test says so where it is not.
fn curl_speaks_http2() -> bool {
    let said = Command::new("curl").arg("--version").output();
    let can = said.is_ok_and(|said| String::from_utf8_lossy(&said.stdout).contains("HTTP2"));
    if !can {
        eprintln!("skipped: no curl with HTTP/2");
    }
    can
}

#[test]
fn http2_is_spoken_with_tls_and_without() {
    if !curl_speaks_http2() {
        return;
    }
    let served = Served::start(&[]);
    let path = format!("/{TENANT}/v2.0/.well-known/openid-configuration");
    let curl = |flags: &[&str], origin: &str| {
        let ran = Command::new("curl")
            .args(["-sS", "--noproxy", "*", "-w", "\n%{http_version}"])
            .args(flags)
            .arg(format!("{origin}{path}"))
            .output()
            .unwrap();
        let text = String::from_utf8_lossy(&ran.stdout).into_owned();
        let (body, version) = text.rsplit_once('\n').unwrap();
        let body: Value = serde_json::from_str(body)
            .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&ran.stderr)));
        (
            body["issuer"].as_str().unwrap().to_owned(),
            version.to_owned(),
        )
    };
    let ca = ["--cacert", served.text("caFile")];
    let by_name = served.text("https").replace("127.0.0.1", "localhost");
    let (issuer, version) = curl(&ca, &by_name);
    assert_eq!(version, "2");
    assert_eq!(issuer, format!("{by_name}/{TENANT}/v2.0"));
    let (_, version) = curl(&["--http2-prior-knowledge"], served.text("http"));
    assert_eq!(version, "2");
    let (_, version) = curl(&[&ca[..], &["--http1.1"]].concat(), served.text("https"));
    assert_eq!(version, "1.1");
}

#[test]
fn registered_application_signs_in_and_survives_a_reset() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("application.json");
    let by_file = json!({
        "appId": "11111111-2222-4333-8444-555555555555", "displayName": "by file",
        "passwordCredentials": [{ "secretText": "made-up" }], "permissions": ["User.Read.All"],
    });
    std::fs::write(&file, by_file.to_string()).unwrap();
    let served = Served::start(&["--register", file.to_str().unwrap()]);
    let made = served.control(
        "POST",
        "applications",
        &json!({ "displayName": "by control" }),
    );
    assert!(made["appId"].is_string(), "{made}");
    let token = || {
        let form = "grant_type=client_credentials&client_id=11111111-2222-4333-8444-555555555555\
                    &client_secret=made-up&scope=https%3A%2F%2Fgraph.microsoft.com%2F.default";
        let head = format!(
            "POST /{TENANT}/oauth2/v2.0/token\nContent-Type: application/x-www-form-urlencoded"
        );
        served.http(&head, form)
    };
    assert_eq!(token().0, 200, "{:?}", token());
    served.control("PUT", "scenario", &json!({}));
    assert_eq!(token().0, 200, "{:?}", token());
}

#[test]
fn single_page_application_may_read_tokens_and_graph_but_no_page() {
    let served = Served::start(&[]);
    let origin = "Origin: https://app.example\nAccess-Control-Request-Method: POST";
    let ask = |path: &str| served.http(&format!("OPTIONS {path}\n{origin}"), "");
    let (status, headers, _) = ask(&format!("/{TENANT}/oauth2/v2.0/token"));
    assert_eq!(status, 200);
    assert!(
        headers
            .to_lowercase()
            .contains("access-control-allow-origin: *"),
        "{headers}"
    );
    let (_, headers, _) = ask(&format!("/{TENANT}/oauth2/v2.0/authorize"));
    assert!(
        !headers.to_lowercase().contains("access-control"),
        "{headers}"
    );
    let (status, headers, _) = served.http("GET /v1.0/users\nOrigin: https://app.example", "");
    assert_eq!(status, 401);
    assert!(
        headers
            .to_lowercase()
            .contains("access-control-allow-origin: *"),
        "{headers}"
    );
    assert!(
        headers.to_lowercase().contains("www-authenticate: bearer"),
        "{headers}"
    );
}
