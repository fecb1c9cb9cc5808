//! Identifies a proxy or portal that answered instead of Graph.
use std::fmt;

use http::HeaderMap;
use http::header::{CONTENT_TYPE, LOCATION, PROXY_AUTHENTICATE, SERVER, VIA};

use crate::text::printable;

/// Maximum number of characters of one name.
const MAX_NAME: usize = 80;

/// A proxy or portal, by the names in its answer.
#[derive(Debug)]
pub(super) struct Intermediary {
    names: Vec<String>,
}

impl Intermediary {
    /// Collects the names in headers and page title, which are untrusted.
    pub(super) fn identify(headers: &HeaderMap, title: Option<&str>) -> Self {
        let headers_that_name = [
            ("Via", VIA),
            ("Server", SERVER),
            ("Proxy-Authenticate", PROXY_AUTHENTICATE),
            ("redirects to", LOCATION),
        ];
        let mut names = Vec::new();
        for (label, name) in headers_that_name {
            let Some(value) = headers.get(name) else {
                continue;
            };
            let text = String::from_utf8_lossy(value.as_bytes());
            // Query and fragment may hold secrets.
            let text = text.split(['?', '#']).next().unwrap_or_default();
            names.push(format!("{label}: {}", printable_prefix(text)));
        }
        if let Some(title) = title {
            names.push(format!("page title: {}", printable_prefix(title)));
        }
        Self { names }
    }
}

impl fmt::Display for Intermediary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a proxy or sign-in portal answered")?;
        if self.names.is_empty() {
            return Ok(());
        }
        write!(f, " ({})", self.names.join("; "))
    }
}

/// Whether an answer is a web page.
pub(super) fn is_web_page(headers: &HeaderMap, body: &[u8]) -> bool {
    let kind = headers.get(CONTENT_TYPE);
    let kind = kind
        .and_then(|kind| kind.to_str().ok())
        .unwrap_or_default()
        .trim_start()
        .to_ascii_lowercase();
    body.trim_ascii_start().starts_with(b"<")
        || kind.starts_with("text/html")
        || kind.starts_with("application/xhtml")
}

/// Returns the title of a web page in one line.
pub(super) fn page_title(page: &[u8]) -> Option<String> {
    let page = String::from_utf8_lossy(page);
    // Only ASCII changes, so that byte offsets stay the same.
    let lower = page.to_ascii_lowercase();
    let from = lower.find("<title")?;
    let from = from + lower.get(from..)?.find('>')? + 1;
    let to = from + lower.get(from..)?.find("</title")?;
    let words: Vec<&str> = page.get(from..to)?.split_whitespace().collect();
    let title: String = words.join(" ").chars().take(MAX_NAME).collect();
    (!title.is_empty()).then_some(title)
}

/// The first characters of a name, made safe to show.
fn printable_prefix(text: &str) -> String {
    let cut: String = text.trim().chars().take(MAX_NAME).collect();
    printable(&cut)
}
