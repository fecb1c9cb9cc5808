//! The port on this machine that takes the browser's redirect.
//!
//! It is on loopback only, on a port of the system's choice, and on both
//! families where both exist. Whatever is no well-formed redirect gets the same
//! static page; nothing that was sent is ever sent back.
use std::io;
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::timeout;

use super::{BrowserError, Landing};

/// Most bytes of a request up to its empty line. Entra's codes take about 2 KiB.
const HEAD_LIMIT: usize = 16 * 1024;
/// Longest time for one request to arrive or one page to leave.
const EXCHANGE_TIME: Duration = Duration::from_secs(5);
/// Most requests at once; more are closed unread.
const AT_ONCE: usize = 32;
/// Tries to find a port that is free in both families.
const PORT_TRIES: usize = 20;

type Pairs = Vec<(String, String)>;
type Arrival = (TcpStream, Pairs);

/// A page that is sent as it stands here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Page {
    Accepted,
    Refused,
    NotFound,
}

impl Page {
    fn text(self) -> String {
        let (status, body) = match self {
            Self::Accepted => (
                "200 OK",
                "<!doctype html><title>entractl</title><p>This page has done its work. Close it and go back to the terminal.",
            ),
            Self::Refused => ("400 Bad Request", NOTHING),
            Self::NotFound => ("404 Not Found", NOTHING),
        };
        format!(
            "HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\nCache-Control: no-store\r\nReferrer-Policy: no-referrer\r\nContent-Security-Policy: default-src 'none'\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n{body}",
            body.len()
        )
    }
}

const NOTHING: &str =
    "<!doctype html><title>entractl</title><p>This is not the answer that entractl waits for.";

/// Waits for redirects on loopback; the port closes when it is dropped.
#[derive(Debug)]
pub struct Loopback {
    port: u16,
    arrivals: mpsc::Receiver<Arrival>,
    waiting: Option<TcpStream>,
    task: JoinHandle<()>,
}

impl Loopback {
    /// Listens on a port that nobody else has on 127.0.0.1 nor on `::1`.
    ///
    /// # Errors
    /// [`BrowserError::Listen`].
    pub async fn listen() -> Result<Self, BrowserError> {
        let system = [0; PORT_TRIES];
        let (four, six, port) = bind(&system).await.map_err(BrowserError::Listen)?;
        let (sender, arrivals) = mpsc::channel(AT_ONCE);
        let task = tokio::spawn(serve(four, six, port, sender));
        Ok(Self {
            port,
            arrivals,
            waiting: None,
            task,
        })
    }
}

impl Drop for Loopback {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// A browser may take `localhost` for either family: both are ours, or the next
/// of `ports` is tried; 0 is one of the system's choice. A machine without IPv6
/// has nobody on `::1` either.
async fn bind(ports: &[u16]) -> io::Result<(TcpListener, Option<TcpListener>, u16)> {
    let mut last = io::Error::from(io::ErrorKind::AddrInUse);
    for &wanted in ports {
        let four = TcpListener::bind(("127.0.0.1", wanted)).await?;
        let port = four.local_addr()?.port();
        match TcpListener::bind(("::1", port)).await {
            Ok(six) => return Ok((four, Some(six), port)),
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => last = error,
            Err(_) => return Ok((four, None, port)),
        }
    }
    Err(last)
}

async fn serve(
    four: TcpListener,
    six: Option<TcpListener>,
    port: u16,
    sender: mpsc::Sender<Arrival>,
) {
    let mut exchanges = JoinSet::new();
    loop {
        let accepted = tokio::select! {
            accepted = four.accept() => accepted,
            accepted = accept(six.as_ref()) => accepted,
            Some(ended) = exchanges.join_next(), if !exchanges.is_empty() => {
                drop(ended);
                continue;
            }
        };
        let Ok((stream, _)) = accepted else {
            // Out of file descriptors, or the client has gone: let others run.
            tokio::task::yield_now().await;
            continue;
        };
        if exchanges.len() < AT_ONCE {
            exchanges.spawn(exchange(stream, port, sender.clone()));
        }
    }
}

async fn accept(listener: Option<&TcpListener>) -> io::Result<(TcpStream, std::net::SocketAddr)> {
    match listener {
        Some(listener) => listener.accept().await,
        None => std::future::pending().await,
    }
}

/// Reads one request and hands it on, or answers it here.
async fn exchange(mut stream: TcpStream, port: u16, sender: mpsc::Sender<Arrival>) {
    let Ok(Ok(head)) = timeout(EXCHANGE_TIME, head(&mut stream)).await else {
        return answer(stream, Page::Refused).await;
    };
    match redirect(&head, port) {
        Ok(pairs) => {
            let handed = sender.send((stream, pairs)).await;
            drop(handed);
        }
        Err(page) => answer(stream, page).await,
    }
}

/// The request up to its empty line.
async fn head(stream: &mut TcpStream) -> io::Result<String> {
    let mut bytes = Vec::new();
    let mut chunk = [0_u8; 2048];
    loop {
        let read = stream.read(&mut chunk).await?;
        bytes.extend_from_slice(chunk.get(..read).unwrap_or_default());
        if bytes.windows(4).any(|end| end == b"\r\n\r\n") {
            return String::from_utf8(bytes).map_err(io::Error::other);
        }
        if read == 0 || bytes.len() > HEAD_LIMIT {
            return Err(io::ErrorKind::InvalidData.into());
        }
    }
}

/// The query of a well-formed redirect: GET, the root, our own name and port,
/// one `state`.
fn redirect(head: &str, port: u16) -> Result<Pairs, Page> {
    let mut lines = head.split("\r\n");
    let mut request = lines.next().unwrap_or_default().split(' ');
    let (Some("GET"), Some(target), Some("HTTP/1.1"), None) = (
        request.next(),
        request.next(),
        request.next(),
        request.next(),
    ) else {
        return Err(Page::Refused);
    };
    let ours = format!("localhost:{port}");
    let mut hosts = lines
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_once(':'))
        .filter(|(name, _)| name.eq_ignore_ascii_case("host"))
        .map(|(_, value)| value.trim());
    if hosts.next() != Some(ours.as_str()) || hosts.next().is_some() {
        return Err(Page::Refused);
    }
    let query = match target.split_once('?') {
        Some(("/", query)) => query,
        None if target == "/" => return Err(Page::Refused),
        Some(_) | None => return Err(Page::NotFound),
    };
    let pairs: Pairs = query
        .split('&')
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| Some((decoded(name)?, decoded(value)?)))
        .collect::<Option<_>>()
        .ok_or(Page::Refused)?;
    if pairs.iter().filter(|(name, _)| name == "state").count() == 1 {
        Ok(pairs)
    } else {
        Err(Page::Refused)
    }
}

/// A form's text: `+` is a space, `%XX` a byte of UTF-8.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digit = |byte: u8| char::from(byte).to_digit(16);
                let value = digit(rest.next()?)? * 16 + digit(rest.next()?)?;
                u8::try_from(value).ok()?
            }
            other => other,
        });
    }
    String::from_utf8(bytes).ok()
}

async fn answer(mut stream: TcpStream, page: Page) {
    let text = page.text();
    let sent = timeout(EXCHANGE_TIME, async {
        stream.write_all(text.as_bytes()).await?;
        stream.shutdown().await
    });
    // A browser that has gone needs no page.
    drop(sent.await);
}

#[async_trait::async_trait]
impl Landing for Loopback {
    fn redirect_uri(&self) -> String {
        format!("http://localhost:{}", self.port)
    }

    async fn next(&mut self, limit: Duration) -> Result<Pairs, BrowserError> {
        let arrived = timeout(limit, self.arrivals.recv()).await;
        match arrived {
            Ok(Some((stream, pairs))) => {
                self.waiting = Some(stream);
                Ok(pairs)
            }
            Ok(None) => Err(BrowserError::Listen(io::ErrorKind::BrokenPipe.into())),
            Err(_) => Err(BrowserError::Timeout(limit)),
        }
    }

    async fn reply(&mut self, accepted: bool) {
        if let Some(stream) = self.waiting.take() {
            let page = if accepted {
                Page::Accepted
            } else {
                Page::Refused
            };
            answer(stream, page).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

    use super::{Loopback, Page, bind, redirect};
    use crate::browser::Landing as _;

    #[test]
    fn only_one_shape_is_a_redirect() {
        let host = "Host: localhost:7\r\n";
        let good = format!("GET /?code=a%20b&state=s HTTP/1.1\r\n{host}\r\n");
        let pairs = redirect(&good, 7).unwrap();
        assert_eq!(pairs[0], ("code".to_owned(), "a b".to_owned()));
        for (line, headers, page) in [
            ("GET / HTTP/1.1", host, Page::Refused),
            ("GET /?code=a HTTP/1.1", host, Page::Refused),
            ("GET /?state=a&state=b HTTP/1.1", host, Page::Refused),
            ("POST /?state=a HTTP/1.1", host, Page::Refused),
            ("GET /?state=a HTTP/1.1", "Host: evil:7\r\n", Page::Refused),
            (
                "GET /?state=a HTTP/1.1",
                "Host: localhost:8\r\n",
                Page::Refused,
            ),
            ("GET /?state=a HTTP/1.1", "", Page::Refused),
            (
                "GET /?state=a HTTP/1.1",
                "Host: localhost:7\r\nHost: localhost:7\r\n",
                Page::Refused,
            ),
            ("GET /favicon.ico HTTP/1.1", host, Page::NotFound),
            ("GET /x?state=a HTTP/1.1", host, Page::NotFound),
            ("GET /?state=a HTTP/1.0", host, Page::Refused),
            ("GET /?state=%f HTTP/1.1", host, Page::Refused),
            ("GET /?state=%ff HTTP/1.1", host, Page::Refused),
            ("nonsense", host, Page::Refused),
        ] {
            let head = format!("{line}\r\n{headers}\r\n");
            assert_eq!(redirect(&head, 7), Err(page), "{line} {headers}");
        }
    }

    async fn ask(port: u16, request: &[u8]) -> String {
        let mut stream = tokio::net::TcpStream::connect(("127.0.0.1", port))
            .await
            .unwrap();
        stream.write_all(request).await.unwrap();
        let mut answer = String::new();
        let read = stream.read_to_string(&mut answer).await;
        drop(read);
        answer
    }

    #[tokio::test]
    async fn forged_requests_are_answered_alike_and_the_wait_goes_on() {
        let mut landing = Loopback::listen().await.unwrap();
        let port = landing.port;
        let mut pages = std::collections::BTreeSet::new();
        for query in ["code=x", "state=1&state=2", "error=CANARY"] {
            let request = format!("GET /?{query} HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n");
            pages.insert(ask(port, request.as_bytes()).await);
        }
        let long = vec![b'x'; 40_000];
        let answered = ask(port, &long).await;
        assert!(answered.is_empty() || answered.starts_with("HTTP/1.1 400"));
        assert_eq!(pages.len(), 1);
        let page = pages.pop_first().unwrap();
        assert!(
            page.starts_with("HTTP/1.1 400") && page.contains("no-store"),
            "{page}"
        );
        let good = format!("GET /?code=c&state=s HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n");
        let asking = tokio::spawn(async move { ask(port, good.as_bytes()).await });
        let pairs = landing.next(Duration::from_secs(5)).await.unwrap();
        assert_eq!(pairs.len(), 2);
        landing.reply(true).await;
        assert!(asking.await.unwrap().starts_with("HTTP/1.1 200"));
    }

    #[tokio::test]
    async fn a_port_whose_other_family_is_somebody_elses_is_left_to_them() {
        let Ok(held) = std::net::TcpListener::bind(("::1", 0)) else {
            return;
        };
        let taken = held.local_addr().unwrap().port();
        let (four, six, port) = bind(&[taken, 0]).await.unwrap();
        assert_ne!(port, taken);
        assert_eq!(four.local_addr().unwrap().port(), port);
        assert_eq!(six.unwrap().local_addr().unwrap().port(), port);
        let refused = bind(&[taken]).await.unwrap_err();
        assert_eq!(refused.kind(), std::io::ErrorKind::AddrInUse);
    }

    #[tokio::test]
    async fn the_port_closes_with_the_landing_and_nobody_waits_for_ever() {
        let mut landing = Loopback::listen().await.unwrap();
        let port = landing.port;
        assert!(landing.next(Duration::from_millis(10)).await.is_err());
        drop(landing);
        tokio::task::yield_now().await;
        let again = tokio::net::TcpListener::bind(("127.0.0.1", port)).await;
        assert!(again.is_ok());
    }
}
