//! The floor that a bulk run is measured against: one HTTP/2 connection over
//! TLS that sends requests that were recorded, so many at a time, and looks at
//! nothing but their status. It keeps no journal and decides nothing.
//!
//! bare ORIGIN CA-FILE AT-A-TIME < requests, one JSON object a line: path, type
//! and body. The first one gets the token that the others carry.
use std::error::Error;
use std::io::BufRead as _;
use std::sync::Arc;

use http::{Request, Uri};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Bytes;
use hyper::client::conn::http2::{SendRequest, handshake};
use hyper_util::rt::{TokioExecutor, TokioIo};
use rustls_pki_types::pem::PemObject as _;
use rustls_pki_types::{CertificateDer, ServerName};
use serde::Deserialize;
use tokio::task::JoinSet;

type Failure = Box<dyn Error + Send + Sync>;
type Sender = SendRequest<Full<Bytes>>;

/// A request as it was recorded.
#[derive(Deserialize)]
struct Recorded {
    path: String,
    r#type: String,
    body: String,
}

fn main() -> Result<(), Failure> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?
        .block_on(run())
}

async fn run() -> Result<(), Failure> {
    let mut args = std::env::args().skip(1);
    let mut next = || args.next().ok_or("bare ORIGIN CA-FILE AT-A-TIME");
    let (origin, ca_file, at_a_time) = (next()?, next()?, next()?.parse::<usize>()?);
    let mut sender = connect(&origin.parse()?, &ca_file).await?;
    let mut requests = std::io::stdin().lock().lines();
    let first = requests.next().ok_or("there is nothing to send")??;
    let token = answer(&mut sender, request(&origin, &first, None)?).await?;
    let token: serde_json::Value = serde_json::from_slice(&token)?;
    let token = token.get("access_token").and_then(|token| token.as_str());
    let token = token.ok_or("no token came")?;
    let mut under_way: JoinSet<Result<Bytes, Failure>> = JoinSet::new();
    for line in requests {
        if under_way.len() >= at_a_time
            && let Some(ended) = under_way.join_next().await
        {
            drop(ended??);
        }
        let request = request(&origin, &line?, Some(token))?;
        let mut sender = sender.clone();
        under_way.spawn(async move { answer(&mut sender, request).await });
    }
    while let Some(ended) = under_way.join_next().await {
        drop(ended??);
    }
    Ok(())
}

async fn connect(origin: &Uri, ca_file: &str) -> Result<Sender, Failure> {
    let mut roots = rustls::RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(ca_file)? {
        roots.add(certificate?)?;
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec()];
    let host = origin.host().ok_or("the origin has no host")?.to_owned();
    let port = origin.port_u16().unwrap_or(443);
    let stream = tokio::net::TcpStream::connect((host.as_str(), port)).await?;
    stream.set_nodelay(true)?;
    let connector = tokio_rustls::TlsConnector::from(Arc::new(config));
    let stream = connector
        .connect(ServerName::try_from(host)?, stream)
        .await?;
    let (sender, connection) = handshake(TokioExecutor::new(), TokioIo::new(stream)).await?;
    tokio::spawn(connection);
    Ok(sender)
}

fn request(origin: &str, line: &str, token: Option<&str>) -> Result<Request<Full<Bytes>>, Failure> {
    let recorded: Recorded = serde_json::from_str(line)?;
    let mut request = Request::post(format!("{origin}{}", recorded.path))
        .header("content-type", recorded.r#type)
        .header("accept", "application/json");
    if let Some(token) = token {
        request = request.header("authorization", format!("Bearer {token}"));
    }
    Ok(request.body(Full::new(Bytes::from(recorded.body)))?)
}

/// The whole answer, which must be a 200.
async fn answer(sender: &mut Sender, request: Request<Full<Bytes>>) -> Result<Bytes, Failure> {
    let answer = sender.send_request(request).await?;
    let status = answer.status();
    let body = answer.into_body().collect().await?.to_bytes();
    if status != http::StatusCode::OK {
        return Err(format!("{status}: {}", String::from_utf8_lossy(&body)).into());
    }
    Ok(body)
}
