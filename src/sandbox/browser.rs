//! A browser that signs in and consents by itself as the simulated administrator.
use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::entra::form;
use super::reply::Outcome;
use super::transport::Sandbox;
use super::{AUTHORITY, TENANT_ID};
use crate::browser::{Browser, BrowserError, RedirectListener};
use crate::transport::{Body, Request};

/// Behavior of the simulated user at the browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BrowserBehavior {
    /// Signs in and accepts.
    #[default]
    Accept,
    /// Cancels.
    Decline,
    /// Closes the page without sending a redirect.
    Ignore,
    /// Accepts, but a forged redirect with another `state` arrives first.
    ForgeState,
    /// Accepts, but the redirect names another tenant.
    WrongTenant,
    /// Cancels, and the error says `admin_consent=True`, as Entra's does.
    ErrorWithAdminConsentTrue,
    /// Accepts, and the redirect arrives twice.
    Twice,
}

type Pairs = Vec<(String, String)>;

#[derive(Default)]
struct RedirectQueue {
    next_port: u16,
    open: Vec<(u16, VecDeque<Pairs>)>,
}

/// The sandbox's browser. It delivers redirects in memory.
pub struct SandboxBrowser {
    sandbox: Arc<Sandbox>,
    behavior: Mutex<BrowserBehavior>,
    landings: Arc<Mutex<RedirectQueue>>,
}

impl fmt::Debug for SandboxBrowser {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SandboxBrowser")
    }
}

impl SandboxBrowser {
    /// Returns a browser that visits the pages of `sandbox`.
    pub fn new(sandbox: Arc<Sandbox>) -> Self {
        Self {
            sandbox,
            behavior: Mutex::new(BrowserBehavior::Accept),
            landings: Arc::default(),
        }
    }

    /// Sets the user's behavior for the following visits.
    pub fn set_behavior(&self, behavior: BrowserBehavior) {
        *self.behavior.lock().unwrap_or_else(PoisonError::into_inner) = behavior;
    }

    /// Returns the redirect address of a page; `None` if the page has none.
    fn visit(&self, address: &str) -> Result<Option<String>, BrowserError> {
        let request: Request = http::Request::builder()
            .uri(address)
            .body(Body::default())
            .map_err(|_| BrowserError::Open("the address is not valid".to_owned()))?;
        let now = self.sandbox.clock().now();
        let reply = self
            .sandbox
            .with_tenant(|tenant| tenant.respond(&request, now));
        let Outcome::Answer(answer) = reply.outcome else {
            return Ok(None);
        };
        let location = answer.headers().get("location");
        Ok(location.and_then(|value| Some(value.to_str().ok()?.to_owned())))
    }

    fn deliver_redirect(&self, location: &str, behavior: BrowserBehavior) {
        let Some((port, query)) = parse_loopback(location) else {
            return;
        };
        let mut pairs = form::pairs(&query);
        let mut queue = Vec::new();
        match behavior {
            BrowserBehavior::ForgeState => {
                let mut forged = pairs.clone();
                replace_pair(&mut forged, "state", "forged");
                queue.push(forged);
            }
            BrowserBehavior::WrongTenant => {
                replace_pair(&mut pairs, "tenant", "00000000-dead-4bad-8bad-00000000beef");
            }
            BrowserBehavior::Twice => queue.push(pairs.clone()),
            BrowserBehavior::Accept
            | BrowserBehavior::Decline
            | BrowserBehavior::Ignore
            | BrowserBehavior::ErrorWithAdminConsentTrue => {}
        }
        queue.push(pairs);
        let mut landings = self.landings.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, waiting)) = landings.open.iter_mut().find(|(open, _)| *open == port) {
            waiting.extend(queue);
        }
    }
}

fn replace_pair(pairs: &mut Pairs, name: &str, value: &str) {
    for (known, text) in pairs.iter_mut() {
        if known == name {
            value.clone_into(text);
        }
    }
}

/// Returns the port and the query of a loopback address.
fn parse_loopback(address: &str) -> Option<(u16, String)> {
    let uri: http::Uri = address.parse().ok()?;
    let local = matches!(uri.host()?, "localhost" | "127.0.0.1");
    (local && uri.scheme_str() == Some("http"))
        .then(|| Some((uri.port_u16()?, uri.query().unwrap_or_default().to_owned())))?
}

/// Returns the redirect that Entra sends if the user cancels.
fn page_error(address: &str) -> Option<String> {
    let (page, query) = address.split_once('?')?;
    let fields = form::unique_fields(query)?;
    let redirect = fields.get("redirect_uri")?;
    let state = fields.get("state").map_or("", String::as_str);
    let mut pairs = vec![("error", "access_denied"), ("state", state)];
    if page.ends_with("/adminconsent") {
        pairs.extend([("admin_consent", "True"), ("tenant", TENANT_ID)]);
    }
    pairs.push((
        "error_description",
        "AADSTS65004: User declined to consent to access the app.",
    ));
    Some(form::with_query(redirect, &pairs))
}

#[async_trait::async_trait]
impl Browser for SandboxBrowser {
    async fn listen(&self) -> Result<Box<dyn RedirectListener>, BrowserError> {
        let mut landings = self.landings.lock().unwrap_or_else(PoisonError::into_inner);
        landings.next_port = landings.next_port.max(49_152).saturating_add(1);
        let port = landings.next_port;
        landings.open.push((port, VecDeque::new()));
        Ok(Box::new(SandboxListener {
            port,
            landings: Arc::clone(&self.landings),
            sandbox: Arc::clone(&self.sandbox),
        }))
    }

    async fn open(&self, address: &str) -> Result<String, BrowserError> {
        if !address.starts_with(&format!("{AUTHORITY}/")) {
            return Err(BrowserError::Open(
                "the sandbox's browser opens pages of the sandbox only".to_owned(),
            ));
        }
        let behavior = *self.behavior.lock().unwrap_or_else(PoisonError::into_inner);
        match behavior {
            BrowserBehavior::Ignore => return Ok("Sandbox: no answer".to_owned()),
            BrowserBehavior::Decline | BrowserBehavior::ErrorWithAdminConsentTrue => {
                if let Some(location) = page_error(address) {
                    self.deliver_redirect(&location, behavior);
                }
                return Ok("Sandbox: Ada Admin declined".to_owned());
            }
            BrowserBehavior::Accept
            | BrowserBehavior::ForgeState
            | BrowserBehavior::WrongTenant
            | BrowserBehavior::Twice => {}
        }
        if let Some(location) = self.visit(address)? {
            self.deliver_redirect(&location, behavior);
        }
        Ok("Sandbox: Ada Admin signed in and accepted".to_owned())
    }
}

struct SandboxListener {
    port: u16,
    landings: Arc<Mutex<RedirectQueue>>,
    sandbox: Arc<Sandbox>,
}

impl fmt::Debug for SandboxListener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SandboxLanding({})", self.port)
    }
}

impl Drop for SandboxListener {
    fn drop(&mut self) {
        let mut landings = self.landings.lock().unwrap_or_else(PoisonError::into_inner);
        landings.open.retain(|(port, _)| *port != self.port);
    }
}

#[async_trait::async_trait]
impl RedirectListener for SandboxListener {
    fn redirect_uri(&self) -> String {
        format!("http://localhost:{}", self.port)
    }

    async fn next(&mut self, limit: Duration) -> Result<Pairs, BrowserError> {
        let waiting = {
            let mut landings = self.landings.lock().unwrap_or_else(PoisonError::into_inner);
            landings
                .open
                .iter_mut()
                .find(|(port, _)| *port == self.port)
                .and_then(|(_, queue)| queue.pop_front())
        };
        if let Some(pairs) = waiting {
            return Ok(pairs);
        }
        // Nothing arrives later: the redirect is delivered when the page opens.
        self.sandbox.clock().sleep(limit).await;
        Err(BrowserError::Timeout(limit))
    }

    async fn reply(&mut self, _accepted: bool) {}
}
