//! Dishonest transports, which change what passes through them, and a plain HTTP server on
//! loopback that records all requests.
use std::fmt;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use entractl::sandbox::{AUTHORITY, GRAPH, Sandbox};
use entractl::transport::{Body, Request, Response, Transport, TransportError};
use serde_json::Value;

type Change = Box<dyn Fn(&Request, Response) -> Response + Send + Sync>;
type Instead = Box<dyn Fn(&Request) -> Option<Response> + Send + Sync>;

/// Passes requests on to the simulated tenant, and changes the answers.
pub(crate) struct Tamper {
    sandbox: Arc<Sandbox>,
    instead: Instead,
    change: Change,
    /// Requested origins, and whether a credential was sent there.
    pub(crate) asked: Mutex<Vec<(String, bool)>>,
    /// Number of answers that were changed or replaced.
    pub(crate) lies: AtomicUsize,
}

impl fmt::Debug for Tamper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tamper")
    }
}

#[async_trait::async_trait]
impl Transport for Tamper {
    async fn send(&self, request: Request) -> Result<Response, TransportError> {
        let uri = request.uri();
        let origin = format!(
            "{}://{}",
            uri.scheme_str().unwrap_or_default(),
            uri.authority().map_or("", |authority| authority.as_str())
        );
        let signed = request.headers().contains_key("authorization");
        self.asked.lock().unwrap().push((origin, signed));
        if let Some(response) = (self.instead)(&request) {
            self.lies.fetch_add(1, Ordering::Relaxed);
            return Ok(response);
        }
        let copy = copy_of(&request);
        let response = self.sandbox.send(request).await?;
        let before = response.body().clone();
        let headers = response.headers().clone();
        let changed = (self.change)(&copy, response);
        if *changed.body() != before || *changed.headers() != headers {
            self.lies.fetch_add(1, Ordering::Relaxed);
        }
        Ok(changed)
    }
}

fn copy_of(request: &Request) -> Request {
    let mut copy = http::Request::new(request.body().clone());
    *copy.method_mut() = request.method().clone();
    *copy.uri_mut() = request.uri().clone();
    copy
}

impl Tamper {
    /// Returns a transport that changes answers.
    pub(crate) fn changing(
        sandbox: &Arc<Sandbox>,
        change: impl Fn(&Request, Response) -> Response + Send + Sync + 'static,
    ) -> Arc<Self> {
        Self::new(sandbox, Box::new(|_| None), Box::new(change))
    }

    /// Returns a transport that answers some requests itself.
    pub(crate) fn answering(
        sandbox: &Arc<Sandbox>,
        instead: impl Fn(&Request) -> Option<Response> + Send + Sync + 'static,
    ) -> Arc<Self> {
        let same: Change = Box::new(|_, response| response);
        Self::new(sandbox, Box::new(instead), same)
    }

    /// Returns a transport that does both.
    pub(crate) fn new(sandbox: &Arc<Sandbox>, instead: Instead, change: Change) -> Arc<Self> {
        Arc::new(Self {
            sandbox: Arc::clone(sandbox),
            instead,
            change,
            asked: Mutex::default(),
            lies: AtomicUsize::new(0),
        })
    }

    /// Fails if a host other than the simulated ones was called, if a credential was sent
    /// anywhere but to Graph, or if no answer was changed.
    #[track_caller]
    pub(crate) fn kept_home(&self, what: &str) {
        assert!(self.lies.load(Ordering::Relaxed) > 0, "{what}: no lie told");
        for (origin, signed) in self.asked.lock().unwrap().iter() {
            assert!(origin == GRAPH || origin == AUTHORITY, "{what}: {origin}");
            assert!(!signed || origin == GRAPH, "{what}: signed to {origin}");
        }
    }
}

/// Returns a response with this body.
pub(crate) fn answer(status: u16, headers: &[(&str, &str)], body: &str) -> Response {
    let mut builder = http::Response::builder().status(status);
    for (name, value) in headers {
        builder = builder.header(*name, *value);
    }
    builder.body(Body::from(body.as_bytes().to_vec())).unwrap()
}

/// Changes every JSON document of an answer: its own, or those of the items of a
/// batch.
pub(crate) fn each_document(response: Response, change: impl Fn(&mut Value)) -> Response {
    let Ok(mut body) = serde_json::from_slice::<Value>(response.body().as_bytes()) else {
        return response;
    };
    match body.get_mut("responses").and_then(Value::as_array_mut) {
        Some(items) => {
            for item in items {
                if let Some(inner) = item.get_mut("body") {
                    change(inner);
                }
            }
        }
        None => change(&mut body),
    }
    response.map(|_| Body::from(body.to_string().into_bytes()))
}

/// A request as a plain HTTP server receives it.
#[derive(Debug, Clone)]
pub(crate) struct ReceivedRequest {
    pub(crate) head: String,
    pub(crate) body: String,
}

impl ReceivedRequest {
    /// `GET /path?query`.
    pub(crate) fn line(&self) -> &str {
        self.head.lines().next().unwrap_or_default()
    }
}

/// A plain HTTP server on loopback.
pub(crate) struct Server {
    pub(crate) port: u16,
    pub(crate) received: Arc<Mutex<Vec<ReceivedRequest>>>,
    stop: Arc<AtomicBool>,
}

impl Server {
    /// Answers each request with the result of `reply`: status, headers with their line
    /// ends, body.
    pub(crate) fn start(
        reply: impl Fn(&ReceivedRequest) -> (u16, String, String) + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let received = Arc::<Mutex<Vec<ReceivedRequest>>>::default();
        let stop = Arc::new(AtomicBool::new(false));
        let (list, end) = (Arc::clone(&received), Arc::clone(&stop));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if end.load(Ordering::Relaxed) {
                    return;
                }
                let Some(request) = read(&stream) else {
                    continue;
                };
                list.lock().unwrap().push(request.clone());
                let (status, headers, body) = reply(&request);
                let text = format!(
                    "HTTP/1.1 {status} x\r\n{headers}Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
                    body.len()
                );
                (&stream).write_all(text.as_bytes()).ok();
            }
        });
        Self {
            port,
            received,
            stop,
        }
    }

    /// `http://127.0.0.1:PORT`
    pub(crate) fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Returns the number of requests.
    pub(crate) fn count(&self) -> usize {
        self.received.lock().unwrap().len()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        TcpStream::connect(("127.0.0.1", self.port)).ok();
    }
}

fn read(mut stream: &TcpStream) -> Option<ReceivedRequest> {
    let limit = Some(std::time::Duration::from_secs(10));
    stream.set_read_timeout(limit).ok()?;
    let mut bytes = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head
                .lines()
                .filter_map(|line| line.split_once(": "))
                .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
                .and_then(|(_, value)| value.parse().ok())
                .unwrap_or(0);
            if body.len() >= length {
                return Some(ReceivedRequest {
                    head: head.to_owned(),
                    body: body.to_owned(),
                });
            }
        }
        let read = stream.read(&mut chunk).ok()?;
        if read == 0 {
            return None;
        }
        bytes.extend_from_slice(&chunk[..read]);
    }
}

pub(crate) const JSON: [(&str, &str); 1] = [("content-type", "application/json")];

pub(crate) fn body_text(request: &Request) -> String {
    String::from_utf8_lossy(request.body().as_bytes()).into_owned()
}
