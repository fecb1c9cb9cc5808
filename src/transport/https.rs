//! The real transport: one `reqwest` client, built on first use, no redirects.
use std::error::Error;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::proxy::UnusableProxy;
use super::{Body, Request, Response, Transport, TransportError};
use crate::domain::web_address::is_loopback;

/// Maximum length of a decoded body. A full page of 999 users has less than 2 MiB.
const MAX_BODY: usize = 16 * 1024 * 1024;
/// Maximum length of the body of an error, which has a few hundred bytes.
const MAX_ERROR_BODY: usize = 256 * 1024;
/// Maximum length of a response head: the HTTP/1 limit of `hyper`.
const MAX_HEAD: usize = 8 * 1024 + 100 * 4 * 1024;
/// Timeout of a connection attempt.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// Timeout of a whole request.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(25);
/// Interval and timeout of HTTP/2 keep-alive pings: a slow host answers them, a dead one does
/// not.
const KEEP_ALIVE: Duration = Duration::from_secs(4);

/// The network. Clients are created on the first request.
#[derive(Debug, Default)]
pub struct Https {
    client: Mutex<Option<NumberedClient>>,
    /// Client for loopback addresses, which never uses a proxy.
    direct: Mutex<Option<NumberedClient>>,
    ca_file: Option<PathBuf>,
    /// Reason why the configured proxy cannot be used. Nothing is sent then.
    unusable: Option<UnusableProxy>,
}

/// A client with its own connections, and the number of clients before it.
#[derive(Debug, Clone)]
struct NumberedClient {
    client: reqwest::Client,
    number: u64,
}

impl Https {
    /// Creates a transport that trusts the roots of the system and of the PEM file in the
    /// user's configuration. With `unusable` it sends only to this machine.
    pub fn new(ca_file: Option<PathBuf>, unusable: Option<UnusableProxy>) -> Self {
        Self {
            ca_file,
            unusable,
            ..Self::default()
        }
    }

    fn slot(&self, direct: bool) -> MutexGuard<'_, Option<NumberedClient>> {
        let slot = if direct { &self.direct } else { &self.client };
        slot.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn client(&self, direct: bool) -> Result<NumberedClient, TransportError> {
        let mut client = self.slot(direct);
        if let Some(client) = &*client {
            return Ok(client.clone());
        }
        let first = NumberedClient {
            client: self
                .build_client(direct)
                .map_err(|source| TransportError::Setup { source })?,
            number: 0,
        };
        Ok(client.insert(first).clone())
    }

    /// Replaces a client after a 503: the server behind its connections may be the one that
    /// fails. Concurrent requests have the same number, so that it is replaced only once;
    /// requests in flight finish on the old connections.
    fn replace_client(&self, old: u64, direct: bool) {
        let mut client = self.slot(direct);
        if client.as_ref().is_some_and(|now| now.number == old)
            && let Ok(built) = self.build_client(direct)
        {
            *client = Some(NumberedClient {
                client: built,
                number: old + 1,
            });
        }
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that builds a client"
    )]
    fn build_client(&self, direct: bool) -> Result<reqwest::Client, Box<dyn Error + Send + Sync>> {
        // A second install fails, which is harmless.
        let installed = rustls::crypto::ring::default_provider().install_default();
        drop(installed);
        let mut builder = reqwest::Client::builder()
            .user_agent(concat!("entractl/", env!("CARGO_PKG_VERSION")))
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .retry(reqwest::retry::never())
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(REQUEST_TIMEOUT)
            .http2_keep_alive_interval(KEEP_ALIVE)
            .http2_keep_alive_timeout(KEEP_ALIVE)
            .tcp_nodelay(true);
        if direct {
            builder = builder.no_proxy();
        } else if let Some(unusable) = &self.unusable {
            return Err(unusable.clone().into());
        }
        if let Some(path) = &self.ca_file {
            let pem = crate::files::read_guarded(path)?;
            builder = builder.tls_certs_merge(reqwest::Certificate::from_pem_bundle(&pem)?);
        }
        Ok(builder.build()?)
    }
}

#[async_trait::async_trait]
impl Transport for Https {
    /// Loads the roots of the system on a separate thread, which takes some milliseconds.
    fn prepare(self: Arc<Self>, host: &str) {
        let direct = is_loopback(host);
        // A mistake in the configuration is reported with the first request.
        let thread = std::thread::Builder::new().spawn(move || drop(self.client(direct)));
        drop(thread);
    }

    async fn send(&self, request: Request) -> Result<Response, TransportError> {
        let host = request
            .uri()
            .authority()
            .map(ToString::to_string)
            .unwrap_or_default();
        let direct = request.uri().host().is_some_and(is_loopback);
        let request = reqwest::Request::try_from(request.map(Body::into_bytes))
            .map_err(|error| classify_error(&host, error))?;
        let NumberedClient { client, number } = self.client(direct)?;
        let mut answer = client
            .execute(request)
            .await
            .map_err(|error| classify_error(&host, error))?;
        if answer.status() == http::StatusCode::SERVICE_UNAVAILABLE {
            self.replace_client(number, direct);
        }
        let mut response = Response::new(Body::default());
        *response.status_mut() = answer.status();
        *response.headers_mut() = std::mem::take(answer.headers_mut());
        let bytes = if response.status().is_success() {
            read_body(answer, &host, MAX_BODY).await
        } else {
            read_body(answer, &host, MAX_ERROR_BODY).await
        };
        let bytes = match bytes {
            // Status and headers are enough.
            Err(TransportError::TooLarge { .. }) if has_irrelevant_body(response.status()) => {
                Vec::new()
            }
            other => other?,
        };
        *response.body_mut() = Body::from(bytes);
        Ok(response)
    }
}

/// Whether the status decides without the body: a redirect or a server error.
fn has_irrelevant_body(status: http::StatusCode) -> bool {
    status.is_redirection() || status.is_server_error()
}

/// Reads a body of at most `limit` bytes. If it is announced as longer, nothing is read.
async fn read_body(
    mut answer: reqwest::Response,
    host: &str,
    limit: usize,
) -> Result<Vec<u8>, TransportError> {
    let too_large = || TransportError::TooLarge {
        host: host.to_owned(),
        limit,
    };
    let announced = answer.content_length().unwrap_or_default();
    if announced > limit as u64 {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    while let Some(chunk) = answer
        .chunk()
        .await
        .map_err(|error| classify_error(host, error))?
    {
        if bytes.len() + chunk.len() > limit {
            return Err(too_large());
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

/// Whether the error is one of TLS, which may be wrapped in I/O errors.
fn is_tls_error(error: &(dyn Error + 'static)) -> bool {
    error.is::<rustls::Error>()
        || error
            .downcast_ref::<std::io::Error>()
            .and_then(std::io::Error::get_ref)
            .is_some_and(|inner| is_tls_error(inner))
}

/// Whether `is_kind` is true for the error of `hyper` among the causes.
fn is_hyper_error(error: &reqwest::Error, is_kind: fn(&hyper::Error) -> bool) -> bool {
    let mut cause = error.source();
    while let Some(error) = cause {
        if error.downcast_ref().is_some_and(is_kind) {
            return true;
        }
        cause = error.source();
    }
    false
}

/// Classifies an error of `reqwest` by whether the request was sent.
fn classify_error(host: &str, error: reqwest::Error) -> TransportError {
    let host = host.to_owned();
    let error = error.without_url();
    let source = Box::new(error);
    if source.is_connect() {
        let mut cause: Option<&(dyn Error + 'static)> = source.source();
        while let Some(error) = cause {
            if is_tls_error(error) {
                return TransportError::Certificate { host, source };
            }
            cause = error.source();
        }
        TransportError::Connect { host, source }
    } else if source.is_builder() {
        TransportError::Setup { source }
    } else if source.is_timeout() && !is_hyper_error(&source, hyper::Error::is_timeout) {
        // A timeout of `hyper` is an unanswered keep-alive: the connection is dead, but
        // another one may be answered at once.
        TransportError::Timeout { host }
    } else if is_hyper_error(&source, hyper::Error::is_parse_too_large) {
        TransportError::TooLarge {
            host,
            limit: MAX_HEAD,
        }
    } else {
        TransportError::Broken { host, source }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{BufRead as _, BufReader, Write as _};
    use std::net::TcpListener;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::{Https, MAX_BODY};
    use crate::transport::{Body, Transport as _, TransportError};

    /// Answers with these statuses, one per request, on any number of connections.
    /// Returns its address and the number of connections.
    fn listener(statuses: &'static [u16]) -> (String, Arc<AtomicUsize>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let connections = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&connections);
        let asked = Arc::new(AtomicUsize::new(0));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                counted.fetch_add(1, Ordering::SeqCst);
                let (mut stream, asked) = (stream.unwrap(), Arc::clone(&asked));
                std::thread::spawn(move || {
                    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
                    // Requests without a body: each ends with an empty line.
                    while let Some(Ok(line)) = lines.next() {
                        if !line.is_empty() {
                            continue;
                        }
                        let number = asked.fetch_add(1, Ordering::SeqCst);
                        let status = statuses[number];
                        let answer = format!("HTTP/1.1 {status} X\r\ncontent-length: 0\r\n\r\n");
                        stream.write_all(answer.as_bytes()).unwrap();
                    }
                });
            }
        });
        (address, connections)
    }

    #[tokio::test]
    async fn after_a_503_the_next_request_takes_another_connection() {
        let (address, connections) = listener(&[200, 200, 503, 200, 200, 500, 429, 200]);
        let https = Https::new(None, None);
        let mut counted = Vec::new();
        for expected in [200, 200, 503, 200, 200, 500, 429, 200] {
            let request = http::Request::get(&address).body(Body::default()).unwrap();
            let answer = https.send(request).await.unwrap();
            assert_eq!(answer.status(), expected);
            counted.push(connections.load(Ordering::SeqCst));
        }
        assert_eq!(counted, [1, 1, 1, 2, 2, 2, 2, 2]);
    }
    /// Answers one request with this head and this body in parts; the connection stays open.
    fn answering(head: String, parts: usize) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
            while lines.next().is_some_and(|line| !line.unwrap().is_empty()) {}
            stream.write_all(head.as_bytes()).ok();
            let part = format!("{:x}\r\n{}\r\n", 1 << 20, " ".repeat(1 << 20));
            // The client may close the connection early.
            let taken = (0..parts).all(|_| stream.write_all(part.as_bytes()).is_ok());
            // Ends the body, or sends nothing more until the client disconnects.
            if taken {
                stream.write_all(b"0\r\n\r\n").ok();
                drop(lines.next());
            }
        });
        address
    }

    async fn ask(address: &str) -> Result<usize, TransportError> {
        let request = http::Request::get(address).body(Body::default()).unwrap();
        let answer = Https::new(None, None).send(request).await?;
        Ok(answer.body().as_bytes().len())
    }

    #[tokio::test]
    async fn an_answer_that_is_too_large_is_refused_as_such() {
        // Announced length: no byte of the body is sent or awaited.
        let head = format!("HTTP/1.1 200 X\r\ncontent-length: {}\r\n\r\n", MAX_BODY + 1);
        let refused = ask(&answering(head, 0)).await;
        assert!(
            matches!(refused, Err(TransportError::TooLarge { .. })),
            "{refused:?}"
        );
        // Unannounced length: the body is read up to the limit.
        let head = "HTTP/1.1 200 X\r\ntransfer-encoding: chunked\r\n\r\n";
        let refused = ask(&answering(head.to_owned(), 40)).await;
        assert!(
            matches!(refused, Err(TransportError::TooLarge { .. })),
            "{refused:?}"
        );
        let taken = ask(&answering(head.to_owned(), MAX_BODY >> 20)).await;
        assert_eq!(taken.unwrap(), MAX_BODY);
        // A quarter of a mebibyte is enough for an error. Redirects and server errors
        // are decided by their status.
        for (status, is_refused) in [
            (400, true),
            (403, true),
            (404, true),
            (302, false),
            (503, false),
        ] {
            let head = format!("HTTP/1.1 {status} X\r\ntransfer-encoding: chunked\r\n\r\n");
            match ask(&answering(head, 1)).await {
                Err(TransportError::TooLarge { limit, .. }) if is_refused => {
                    assert_eq!(limit, 256 << 10, "{status}");
                }
                Ok(0) if !is_refused => {}
                other => panic!("{status}: {other:?}"),
            }
        }
        // A head without end.
        let head = format!("HTTP/1.1 200 X\r\nx-filler: {}", "x".repeat(1 << 20));
        let refused = ask(&answering(head, 0)).await;
        assert!(
            matches!(refused, Err(TransportError::TooLarge { .. })),
            "{refused:?}"
        );
    }
}
