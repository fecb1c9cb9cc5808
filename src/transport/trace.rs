//! Prints requests (`--verbose`, `--debug`) without secrets: no body, no query of a sign-in
//! URL, no credential header.
use std::sync::Arc;

use http::HeaderMap;

use super::{Request, Response, Transport, TransportError};
use crate::clock::Clock;
use crate::io::StatusWriter;
use crate::text::printable;

/// Headers whose values `--debug` prints; all other values are omitted.
const SHOWN: [&str; 11] = [
    "accept",
    "client-request-id",
    "consistencylevel",
    "content-length",
    "content-type",
    "date",
    "request-id",
    "retry-after",
    "x-ms-ags-diagnostic",
    "x-ms-resource-unit",
    "x-ms-throttle-limit-percentage",
];

/// A transport that prints the requests it passes on.
#[derive(Debug)]
pub struct Trace {
    inner: Arc<dyn Transport>,
    clock: Arc<dyn Clock>,
    status: StatusWriter,
    headers: bool,
}

impl Trace {
    /// Creates a transport that prints the requests to `inner`; with `headers`, also the
    /// headers without secrets.
    pub fn new(
        inner: Arc<dyn Transport>,
        clock: Arc<dyn Clock>,
        status: StatusWriter,
        headers: bool,
    ) -> Self {
        Self {
            inner,
            clock,
            status,
            headers,
        }
    }

    fn print_headers(&self, arrow: &str, headers: &HeaderMap) {
        if !self.headers {
            return;
        }
        for (name, value) in headers {
            let shown = if SHOWN.contains(&name.as_str()) {
                printable(value.to_str().unwrap_or("(not text)"))
            } else {
                "(left out)".to_owned()
            };
            self.status.say(&format!("{arrow} {name}: {shown}"));
        }
    }
}

#[async_trait::async_trait]
impl Transport for Trace {
    fn prepare(self: Arc<Self>, host: &str) {
        Arc::clone(&self.inner).prepare(host);
    }

    async fn send(&self, request: Request) -> Result<Response, TransportError> {
        let url = redacted_url(request.uri());
        let line = format!("{} {url}", request.method());
        self.print_headers(">", request.headers());
        let start = self.clock.monotonic();
        let outcome = self.inner.send(request).await;
        let took = self.clock.monotonic().saturating_sub(start).as_millis();
        match &outcome {
            Ok(response) => {
                self.status.say(&format!(
                    "{line}: {} in {took} ms",
                    response.status().as_u16()
                ));
                self.print_headers("<", response.headers());
            }
            Err(error) => self.status.say(&format!("{line}: {error} after {took} ms")),
        }
        outcome
    }
}

/// Returns a URL to print, with the query only if it is one of Graph: that of a sign-in may
/// contain codes.
fn redacted_url(uri: &http::Uri) -> String {
    let host = uri
        .authority()
        .map(http::uri::Authority::as_str)
        .unwrap_or_default();
    let scheme = uri.scheme_str().unwrap_or_default();
    let graph = uri.path().starts_with("/v1.0/");
    let query = match uri.query() {
        Some(query) if graph && !query.to_ascii_lowercase().contains("skiptoken") => {
            format!("?{query}")
        }
        Some(_) => "?...".to_owned(),
        None => String::new(),
    };
    format!("{scheme}://{host}{}{query}", uri.path())
}

#[cfg(test)]
mod tests {
    #[test]
    fn sign_in_url_is_printed_without_query() {
        let uri = "https://login.example/t/oauth2/v2.0/authorize?code=CANARY"
            .parse()
            .unwrap();
        assert_eq!(
            super::redacted_url(&uri),
            "https://login.example/t/oauth2/v2.0/authorize?..."
        );
    }
}
