//! Says which requests are made (`--verbose`, `--debug`), without any secret:
//! no body, no query of a sign-in address, no credential header.
use std::sync::Arc;

use http::HeaderMap;

use super::{Request, Response, Transport, TransportError};
use crate::clock::Clock;
use crate::io::StatusWriter;
use crate::text::printable;

/// Headers whose values are shown by `--debug`; every other value is left out.
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

/// A transport that talks about what passes through it.
#[derive(Debug)]
pub struct Trace {
    inner: Arc<dyn Transport>,
    clock: Arc<dyn Clock>,
    talk: StatusWriter,
    headers: bool,
}

impl Trace {
    /// Talks about what passes through `inner`; with `headers`, also about the
    /// headers that hold no secret.
    pub fn new(
        inner: Arc<dyn Transport>,
        clock: Arc<dyn Clock>,
        talk: StatusWriter,
        headers: bool,
    ) -> Self {
        Self {
            inner,
            clock,
            talk,
            headers,
        }
    }

    fn say_headers(&self, arrow: &str, headers: &HeaderMap) {
        if !self.headers {
            return;
        }
        for (name, value) in headers {
            let shown = if SHOWN.contains(&name.as_str()) {
                printable(value.to_str().unwrap_or("(not text)"))
            } else {
                "(left out)".to_owned()
            };
            self.talk.say(&format!("{arrow} {name}: {shown}"));
        }
    }
}

#[async_trait::async_trait]
impl Transport for Trace {
    fn prepare(self: Arc<Self>, host: &str) {
        Arc::clone(&self.inner).prepare(host);
    }

    async fn send(&self, request: Request) -> Result<Response, TransportError> {
        let address = address(request.uri());
        let line = format!("{} {address}", request.method());
        self.say_headers(">", request.headers());
        let start = self.clock.monotonic();
        let outcome = self.inner.send(request).await;
        let took = self.clock.monotonic().saturating_sub(start).as_millis();
        match &outcome {
            Ok(response) => {
                self.talk.say(&format!(
                    "{line}: {} in {took} ms",
                    response.status().as_u16()
                ));
                self.say_headers("<", response.headers());
            }
            Err(error) => self.talk.say(&format!("{line}: {error} after {took} ms")),
        }
        outcome
    }
}

/// An address for people: Graph's query is shown, since it is what was asked;
/// a sign-in address's is not, since codes travel there.
fn address(uri: &http::Uri) -> String {
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
    fn a_sign_in_address_is_shown_without_its_query() {
        let uri = "https://login.example/t/oauth2/v2.0/authorize?code=CANARY"
            .parse()
            .unwrap();
        assert_eq!(
            super::address(&uri),
            "https://login.example/t/oauth2/v2.0/authorize?..."
        );
    }
}
