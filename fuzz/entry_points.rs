//! The functions that read what comes from outside, one for each fuzz target.
//! `tests/it/fuzz_corpus.rs` feeds them the corpus.
#![allow(dead_code, reason = "each fuzz target calls one of them")]
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use entractl::audit;
use entractl::auth::claims::Claims;
use entractl::browser::redirect;
use entractl::catalog::Catalog;
use entractl::domain::audit_entry::Entry;
use entractl::domain::list::ListReader;
use entractl::domain::plan_text::PlanReader;
use entractl::graph::batch_answer;
use entractl::graph::calls::users;
use entractl::graph::origin::Origin;
use entractl::secret::Secret;
use entractl::settings::file::Settings;

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A plan file. What is accepted is sealed: the same text with any byte changed is
/// refused.
pub fn plan(bytes: &[u8]) {
    let text = text(bytes);
    let read = |text: &str| {
        let mut plan = PlanReader::default();
        for line in text.split_inclusive('\n') {
            plan.push_line(line).ok()?;
        }
        plan.finish().ok()
    };
    if read(&text).is_some() {
        assert!(read(&format!("{text} ")).is_none());
    }
}

/// A list of accounts.
pub fn list(bytes: &[u8]) {
    let mut list = ListReader::default();
    let mut entries = 0;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        match list.push_line(line) {
            Ok(entry) => entries += usize::from(entry.is_some()),
            Err(_) => return,
        }
    }
    if list.ensure_complete().is_ok() {
        assert!(entries > 0);
    }
}

/// The body of an answer to a batch.
pub fn batch_answer(bytes: &[u8]) {
    let mut response = http::Response::new(bytes.to_vec().into());
    response.headers_mut().insert(
        "content-type",
        http::HeaderValue::from_static("application/json"),
    );
    drop(batch_answer::parse_batch_answer(&users::me(), &response));
}

/// The claims of a token.
pub fn claims(bytes: &[u8]) {
    let part = URL_SAFE_NO_PAD.encode(bytes);
    Claims::read(&Secret::new(format!("e30.{part}.signature")));
    Claims::read(&Secret::new(text(bytes)));
}

/// A link to the next page. What is accepted leads to Graph, over TLS.
pub fn next_link(bytes: &[u8]) {
    let home = Origin::parse("https://graph.microsoft.com").unwrap();
    if let Ok(uri) = home.check_link(&text(bytes)) {
        assert_eq!(uri.scheme_str(), Some("https"));
        let host = uri.host().unwrap_or_default();
        assert!(host.eq_ignore_ascii_case("graph.microsoft.com"), "{uri}");
        let authority = uri.authority().map_or("", |authority| authority.as_str());
        assert!(!authority.contains('@'), "{uri}");
    }
}

/// An audit log. A log that verifies has no line that cannot be read.
pub fn audit_log(bytes: &[u8]) {
    let text = text(bytes);
    let verified = audit::verify(&text).is_ok();
    for line in text.lines() {
        let entry = Entry::parse(line.as_bytes());
        assert!(!verified || entry.is_some(), "{line}");
    }
}

/// A catalog file of the user.
pub fn catalog(bytes: &[u8]) {
    drop(Catalog::builtin().with_file(&text(bytes)));
}

/// A `config.toml`.
pub fn config(bytes: &[u8]) {
    drop(Settings::parse(&text(bytes)));
}

/// The request that a browser sends to the loopback listener.
pub fn loopback_request(bytes: &[u8]) {
    if let Ok(pairs) = redirect::parse_request(&text(bytes), 53_124) {
        assert_eq!(pairs.iter().filter(|(name, _)| name == "state").count(), 1);
    }
}
