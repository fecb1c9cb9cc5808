//! The loopback port that receives the browser's redirect.
//!
//! It uses a port chosen by the system, on both IPv4 and IPv6 if available. Any request
//! that is not a well-formed redirect gets the same static page; nothing of a request
//! is ever sent back.
use std::collections::VecDeque;
use std::io;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::task::{AbortHandle, JoinHandle, JoinSet};
use tokio::time::timeout;

use super::redirect::{Page, Pairs, parse_request};
use super::{BrowserError, RedirectListener};
use crate::secret::Secret;

/// Maximum size of a request head in bytes. Entra's codes take about 2 KiB.
const MAX_HEAD: usize = 16 * 1024;
/// Time limit for receiving one request or sending one page.
const EXCHANGE_LIMIT: Duration = Duration::from_secs(5);
/// Maximum number of open connections. Above it, the oldest is closed, not the newest:
/// a browser sends its request as soon as it connects, so a connection that is silent
/// after so many others is not a browser's.
const MAX_CONNECTIONS: usize = 64;
/// Maximum number of received redirects with the expected `state` in the queue.
const MAX_PENDING: usize = 32;
/// Attempts to find a port that is free in both address families.
const PORT_ATTEMPTS: usize = 20;

type Arrival = (TcpStream, Pairs);

/// Listener for redirects on loopback. Dropping it closes the port.
#[derive(Debug)]
pub struct Loopback {
    port: u16,
    expected: Arc<OnceLock<Secret>>,
    arrivals: mpsc::Receiver<Arrival>,
    waiting: Option<TcpStream>,
    task: JoinHandle<()>,
}

impl Loopback {
    /// Listens on a port that is free on both 127.0.0.1 and `::1`.
    ///
    /// # Errors
    /// [`BrowserError::Listen`].
    pub async fn listen() -> Result<Self, BrowserError> {
        let system = [0; PORT_ATTEMPTS];
        let (four, six, port) = bind(&system).await.map_err(BrowserError::Listen)?;
        let (sender, arrivals) = mpsc::channel(MAX_PENDING);
        let expected = Arc::<OnceLock<Secret>>::default();
        let exchange = Exchange {
            port,
            expected: Arc::clone(&expected),
            sender,
        };
        let task = tokio::spawn(serve(four, six, exchange));
        Ok(Self {
            port,
            expected,
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

/// Binds IPv4 and IPv6 loopback on the same port, trying `ports` in order (0 = any free
/// port). IPv4 only if the machine has no IPv6.
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

async fn serve(four: TcpListener, six: Option<TcpListener>, exchange: Exchange) {
    let mut exchanges = JoinSet::new();
    let mut oldest_first: VecDeque<AbortHandle> = VecDeque::new();
    loop {
        let accepted = tokio::select! {
            accepted = four.accept() => accepted,
            accepted = accept(six.as_ref()) => accepted,
            Some(ended) = exchanges.join_next(), if !exchanges.is_empty() => {
                drop(ended);
                oldest_first.retain(|one| !one.is_finished());
                continue;
            }
        };
        if accepted.is_err() || exchanges.len() >= MAX_CONNECTIONS {
            // Accepting failed: no file descriptor is free, or the client has disconnected.
            if let Some(oldest) = oldest_first.pop_front() {
                oldest.abort();
            }
        }
        match accepted {
            Ok((stream, _)) => {
                let exchange = exchange.clone();
                oldest_first.push_back(exchanges.spawn(exchange.run(stream)));
            }
            Err(_) => tokio::task::yield_now().await,
        }
    }
}

async fn accept(listener: Option<&TcpListener>) -> io::Result<(TcpStream, std::net::SocketAddr)> {
    match listener {
        Some(listener) => listener.accept().await,
        None => std::future::pending().await,
    }
}

/// Shared data of each connection.
#[derive(Debug, Clone)]
struct Exchange {
    port: u16,
    expected: Arc<OnceLock<Secret>>,
    sender: mpsc::Sender<Arrival>,
}

impl Exchange {
    /// Reads one request, and forwards it or answers it.
    async fn run(self, mut stream: TcpStream) {
        let Ok(Ok(head)) = timeout(EXCHANGE_LIMIT, read_head(&mut stream)).await else {
            return send_page(stream, Page::Refused).await;
        };
        let pairs = match parse_request(&head, self.port) {
            Ok(pairs) if self.is_expected(&pairs) => pairs,
            Ok(_) => return send_page(stream, Page::Refused).await,
            Err(page) => return send_page(stream, page).await,
        };
        // A full queue drops the redirect: it already holds ones with the expected state.
        if let Err(error) = self.sender.try_send((stream, pairs)) {
            let (stream, _) = error.into_inner();
            send_page(stream, Page::Refused).await;
        }
    }

    fn is_expected(&self, pairs: &Pairs) -> bool {
        let Some(expected) = self.expected.get() else {
            return true;
        };
        pairs
            .iter()
            .any(|(name, value)| name == "state" && expected.matches(value))
    }
}

/// Reads a request up to its empty line.
async fn read_head(stream: &mut TcpStream) -> io::Result<String> {
    let mut bytes = Vec::new();
    let mut chunk = [0_u8; 2048];
    loop {
        let read = stream.read(&mut chunk).await?;
        bytes.extend_from_slice(chunk.get(..read).unwrap_or_default());
        if bytes.windows(4).any(|end| end == b"\r\n\r\n") {
            return String::from_utf8(bytes).map_err(io::Error::other);
        }
        if read == 0 || bytes.len() > MAX_HEAD {
            return Err(io::ErrorKind::InvalidData.into());
        }
    }
}

async fn send_page(mut stream: TcpStream, page: Page) {
    let text = page.text();
    let sent = timeout(EXCHANGE_LIMIT, async {
        stream.write_all(text.as_bytes()).await?;
        stream.shutdown().await
    });
    // A browser that has disconnected needs no page.
    drop(sent.await);
}

#[async_trait::async_trait]
impl RedirectListener for Loopback {
    fn redirect_uri(&self) -> String {
        format!("http://localhost:{}", self.port)
    }

    fn expect_state(&mut self, state: &Secret) {
        // A page has one state. Setting a second one has no effect.
        drop(self.expected.set(state.clone()));
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
            send_page(stream, page).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

    use super::{Loopback, bind};
    use crate::browser::RedirectListener as _;
    use crate::secret::Secret;

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
        let mut listener = Loopback::listen().await.unwrap();
        let port = listener.port;
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
        let pairs = listener.next(Duration::from_secs(5)).await.unwrap();
        assert_eq!(pairs.len(), 2);
        listener.reply(true).await;
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

    fn redirect_to(port: u16, state: &str) -> Vec<u8> {
        let line = format!("GET /?code=c&state={state} HTTP/1.1");
        format!("{line}\r\nHost: localhost:{port}\r\n\r\n").into_bytes()
    }

    #[tokio::test]
    async fn idle_connections_do_not_starve_the_redirect() {
        let mut listener = Loopback::listen().await.unwrap();
        let port = listener.port;
        let mut idle = Vec::new();
        for _ in 0..200 {
            let stream = tokio::net::TcpStream::connect(("127.0.0.1", port)).await;
            idle.push(stream.unwrap());
        }
        assert!(listener.next(Duration::from_millis(100)).await.is_err());
        let good = redirect_to(port, "s");
        let asking = tokio::spawn(async move { ask(port, &good).await });
        let pairs = listener.next(Duration::from_secs(3)).await.unwrap();
        assert_eq!(pairs.len(), 2);
        listener.reply(true).await;
        assert!(asking.await.unwrap().starts_with("HTTP/1.1 200"));
    }

    #[tokio::test]
    async fn forged_redirects_do_not_fill_the_queue() {
        let mut listener = Loopback::listen().await.unwrap();
        listener.expect_state(&Secret::new("s"));
        let port = listener.port;
        let mut asking = Vec::new();
        for _ in 0..200 {
            let forged = redirect_to(port, "forged");
            let mut stream = tokio::net::TcpStream::connect(("127.0.0.1", port))
                .await
                .unwrap();
            stream.write_all(&forged).await.unwrap();
            asking.push(stream);
        }
        let good = redirect_to(port, "s");
        let asking = tokio::spawn(async move { ask(port, &good).await });
        let pairs = listener.next(Duration::from_secs(3)).await.unwrap();
        assert_eq!(pairs[1].1, "s");
        listener.reply(true).await;
        assert!(asking.await.unwrap().starts_with("HTTP/1.1 200"));
    }

    #[tokio::test]
    async fn the_port_closes_with_the_landing_and_nobody_waits_for_ever() {
        let mut listener = Loopback::listen().await.unwrap();
        let port = listener.port;
        assert!(listener.next(Duration::from_millis(10)).await.is_err());
        drop(listener);
        tokio::task::yield_now().await;
        let again = tokio::net::TcpListener::bind(("127.0.0.1", port)).await;
        assert!(again.is_ok());
    }
}
