//! The thin server around the simulated tenant: sockets, TLS and pages, so that other
//! clients and browsers can use it.
//!
//! One port speaks HTTP and HTTPS, HTTP/1.1 and HTTP/2. It listens on loopback only and
//! decides nothing about the directory: [`Tenant`](super::Tenant) does.
mod address;
mod control;
mod cors;
mod device;
mod discovery;
mod html;
mod pages;
mod prepare;
mod site;
#[cfg(test)]
mod tests;
mod tls;
mod wire;

use std::future::Future;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use hyper::rt::{Read, Write};
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use thiserror::Error;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;

use self::address::Reach;
use self::site::Site;
use super::transport::Sandbox;
use crate::clock::Clock;
use crate::entropy::{Entropy, NoEntropy};
use crate::secret::Secret;

pub use address::MICROSOFT_HOSTS;
pub use prepare::{Preparation, PreparationError, prepare_tenant};

/// First byte of a TLS handshake (RFC 8446 section 5.1).
const TLS_HANDSHAKE: u8 = 0x16;

/// Maximum number of concurrent requests on one HTTP/2 connection.
const STREAMS: u32 = 250;

/// Reasons why the tenant cannot be served.
#[derive(Debug, Error)]
pub enum ServeError {
    /// Text that is not an address and port.
    #[error("{0:?} is no address and port such as 127.0.0.1:8443")]
    Address(String),
    /// The address is reachable from other machines.
    #[error("{0} is not a loopback address")]
    NotLoopback(SocketAddr),
    /// The port is in use or not permitted.
    #[error("could not listen on {address}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// The operating system's reason.
        #[source]
        source: std::io::Error,
    },
    /// No certificate could be generated.
    #[error("no certificate could be made: {0}")]
    Certificate(String),
    /// No random bytes are available.
    #[error(transparent)]
    Entropy(#[from] NoEntropy),
}

/// How the tenant is served.
#[derive(Debug, Clone, Copy)]
pub struct ServerOptions<'a> {
    /// Loopback address and port, such as `127.0.0.1:0`.
    pub listen: &'a str,
    /// Whether the tenant has a control path.
    pub control: bool,
    /// Whether sign-ins are approved without a page.
    pub approve: bool,
    /// Whether the server has Microsoft's host names too, for a private network where they
    /// lead to it.
    pub as_microsoft: bool,
}

/// A listening server with a simulated tenant.
pub struct Server {
    listener: TcpListener,
    tls: TlsAcceptor,
    site: Arc<Site>,
    clock: Arc<dyn Clock>,
    authority_pem: String,
    control: Option<Secret>,
    address: SocketAddr,
}

impl std::fmt::Debug for Server {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Server({})", self.address)
    }
}

impl Server {
    /// Listens with a certificate for this run.
    ///
    /// # Errors
    /// See [`ServeError`].
    pub async fn bind(
        sandbox: Arc<Sandbox>,
        entropy: &dyn Entropy,
        options: &ServerOptions<'_>,
    ) -> Result<Self, ServeError> {
        let listen = options.listen;
        let listen: SocketAddr = listen
            .replace("localhost:", "127.0.0.1:")
            .parse()
            .map_err(|_| ServeError::Address(listen.to_owned()))?;
        if !listen.ip().is_loopback() {
            return Err(ServeError::NotLoopback(listen));
        }
        let failed = |source| ServeError::Listen {
            address: listen,
            source,
        };
        let listener = TcpListener::bind(listen).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let clock = Arc::clone(sandbox.clock());
        let hosts = if options.as_microsoft {
            &MICROSOFT_HOSTS[..]
        } else {
            &[]
        };
        let made = tls::generate_certificates(address.ip(), hosts, clock.now())
            .map_err(ServeError::Certificate)?;
        let mut key = [0_u8; 32];
        entropy.fill(&mut key)?;
        let control = if options.control {
            let mut bytes = [0_u8; 24];
            entropy.fill(&mut bytes)?;
            Some(Secret::new(control::token_text(&bytes)))
        } else {
            None
        };
        let reach = Reach {
            own: address,
            as_microsoft: options.as_microsoft,
            attended: !options.approve,
        };
        let site = Site::new(sandbox, reach, &key, control.as_ref());
        Ok(Self {
            listener,
            tls: TlsAcceptor::from(Arc::new(made.config)),
            site: Arc::new(site),
            clock,
            authority_pem: made.authority_pem,
            control,
            address,
        })
    }

    /// Returns the address that it listens on.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Returns the certificate authority of this run, as PEM.
    pub fn authority_pem(&self) -> &str {
        &self.authority_pem
    }

    /// Returns the token of the control path; `None` if there is no such path.
    pub fn control(&self) -> Option<&Secret> {
        self.control.as_ref()
    }

    /// Serves requests until `stop` completes; requests in progress are dropped.
    pub async fn run(self, stop: impl Future<Output = ()>) {
        let mut stop = pin!(stop);
        let mut connections = JoinSet::new();
        loop {
            tokio::select! {
                () = &mut stop => return,
                accepted = self.listener.accept() => match accepted {
                    Ok((stream, _)) => {
                        let (tls, site) = (self.tls.clone(), Arc::clone(&self.site));
                        connections.spawn(serve_connection(stream, tls, site));
                        while connections.try_join_next().is_some() {}
                    }
                    // Probably out of file descriptors: wait until some are closed.
                    Err(_) => self.clock.sleep(Duration::from_millis(50)).await,
                },
            }
        }
    }
}

/// Serves one connection. Its first byte tells whether it speaks TLS.
async fn serve_connection(stream: TcpStream, tls: TlsAcceptor, site: Arc<Site>) {
    if stream.set_nodelay(true).is_err() {
        return;
    }
    let mut first = [0_u8; 1];
    match stream.peek(&mut first).await {
        Ok(1) if first == [TLS_HANDSHAKE] => {
            if let Ok(stream) = tls.accept(stream).await {
                serve_requests(TokioIo::new(stream), site, true).await;
            }
        }
        Ok(1) => serve_requests(TokioIo::new(stream), site, false).await,
        Ok(_) | Err(_) => {}
    }
}

async fn serve_requests<I>(stream: I, site: Arc<Site>, secure: bool)
where
    I: Read + Write + Unpin + Send + 'static,
{
    // A fault that breaks the connection affects all of its requests.
    let broken = Arc::new(Notify::new());
    let breaks = Arc::clone(&broken);
    let service = service_fn(move |request| {
        let (site, breaks) = (Arc::clone(&site), Arc::clone(&breaks));
        async move { site.answer(request, secure, &breaks).await }
    });
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new());
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_concurrent_streams(STREAMS);
    let connection = builder.serve_connection(stream, service);
    tokio::select! {
        // Errors of a client's connection are ignored.
        ended = connection => drop(ended),
        () = broken.notified() => {}
    }
}
