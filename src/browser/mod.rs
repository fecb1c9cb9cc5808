//! The browser as a seam: where a sign-in or consent page opens, and how the
//! answer comes back to this machine.
//!
//! The real one opens the user's browser and listens on loopback; the sandbox's
//! signs in by itself. Flows in `auth` and `commands` see only these traits.
pub mod loopback;
pub mod open;
mod redirect;

use std::fmt;
use std::time::Duration;

use thiserror::Error;

use crate::secret::Secret;

/// Why no browser could be used.
#[derive(Debug, Error)]
pub enum BrowserError {
    /// No program that opens pages was found, or it could not be started.
    #[error("no browser could be opened: {0}")]
    Open(String),
    /// No loopback port could be listened on.
    #[error("could not listen on this machine for the browser's answer")]
    Listen(#[source] std::io::Error),
    /// The page did not come back in time.
    #[error("no answer came back from the browser within {} s", .0.as_secs())]
    Timeout(Duration),
}

/// The user's own browser, with a listener on loopback.
#[derive(Debug)]
pub struct SystemBrowser {
    opener: open::Opener,
}

impl SystemBrowser {
    /// A browser as this environment has it. Nothing is looked for before the
    /// first page.
    pub fn new(env: &crate::env::Env) -> Self {
        Self {
            opener: open::Opener::from_env(env),
        }
    }
}

#[async_trait::async_trait]
impl Browser for SystemBrowser {
    async fn listen(&self) -> Result<Box<dyn RedirectListener>, BrowserError> {
        Ok(Box::new(loopback::Loopback::listen().await?))
    }

    async fn open(&self, url: &str) -> Result<String, BrowserError> {
        self.opener.open(url).await
    }
}

/// Opens pages and takes their redirect back.
#[async_trait::async_trait]
pub trait Browser: Send + Sync + fmt::Debug {
    /// Starts to listen on loopback, on a port of the system's choice.
    ///
    /// # Errors
    /// [`BrowserError::Listen`].
    async fn listen(&self) -> Result<Box<dyn RedirectListener>, BrowserError>;

    /// Opens `url`, an https URL (or http on loopback) of the pinned sign-in
    /// host, and returns what happened, for stderr: "The page was opened in your
    /// browser", or which simulated administrator accepted. What the user does on
    /// the page shows in the listener or in Graph.
    ///
    /// # Errors
    /// [`BrowserError::Open`].
    async fn open(&self, url: &str) -> Result<String, BrowserError>;
}

/// A loopback address that waits for one redirect. Dropping it closes the port.
#[async_trait::async_trait]
pub trait RedirectListener: Send + fmt::Debug {
    /// The redirect URI to send along, such as `http://localhost:49152`.
    fn redirect_uri(&self) -> String;

    /// Names the `state` of the page: a redirect with another one is answered and
    /// not returned, so that it takes no room from the right one.
    fn expect_state(&mut self, _state: &Secret) {}

    /// Waits for the next well-formed redirect and gives its query as decoded
    /// pairs. A request that is none (other path, POST, no `state`) is answered
    /// with a static page and not returned.
    ///
    /// # Errors
    /// [`BrowserError::Timeout`] after `limit`.
    async fn next(&mut self, limit: Duration) -> Result<Vec<(String, String)>, BrowserError>;

    /// Says whether the last redirect was the one waited for, so that the page
    /// in the browser can say so; a wrong one leaves the wait open.
    async fn reply(&mut self, accepted: bool);
}
