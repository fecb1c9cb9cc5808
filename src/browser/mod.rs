//! The browser interface: opens a sign-in or consent page and receives its redirect on
//! this machine.
//!
//! The real implementation opens the user's browser and listens on loopback; the
//! sandbox's signs in by itself. Flows in `auth` and `commands` use only these traits.
pub mod loopback;
pub mod open;
pub mod redirect;

use std::fmt;
use std::time::Duration;

use thiserror::Error;

use crate::secret::Secret;

/// Errors of the browser.
#[derive(Debug, Error)]
pub enum BrowserError {
    /// No program that opens pages was found, or it could not be started.
    #[error("no browser could be opened: {0}")]
    Open(String),
    /// No loopback port could be opened.
    #[error("could not listen on this machine for the browser's answer")]
    Listen(#[source] std::io::Error),
    /// No redirect arrived in time.
    #[error("no answer came back from the browser within {} s", .0.as_secs())]
    Timeout(Duration),
}

/// The user's default browser, with a listener on loopback.
#[derive(Debug)]
pub struct SystemBrowser {
    opener: open::Opener,
}

impl SystemBrowser {
    /// Returns the browser for this environment. Nothing is looked up before the first page.
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

/// Opens pages and receives their redirects.
#[async_trait::async_trait]
pub trait Browser: Send + Sync + fmt::Debug {
    /// Listens on loopback, on a port chosen by the system.
    ///
    /// # Errors
    /// [`BrowserError::Listen`].
    async fn listen(&self) -> Result<Box<dyn RedirectListener>, BrowserError>;

    /// Opens `url`, an https URL (or http on loopback) of the pinned sign-in host.
    /// Returns a message for stderr: "The page was opened in your browser", or which
    /// simulated administrator accepted. The user's decision arrives at the listener or
    /// in Graph.
    ///
    /// # Errors
    /// [`BrowserError::Open`].
    async fn open(&self, url: &str) -> Result<String, BrowserError>;
}

/// A loopback address that is waiting for a redirect. Dropping it closes the port.
#[async_trait::async_trait]
pub trait RedirectListener: Send + fmt::Debug {
    /// Returns the redirect URI to send, such as `http://localhost:49152`.
    fn redirect_uri(&self) -> String;

    /// Sets the expected `state`. Redirects with another one are answered but not
    /// returned, so that they cannot fill the queue.
    fn expect_state(&mut self, _state: &Secret) {}

    /// Waits for the next well-formed redirect and returns its query as decoded pairs.
    /// Any other request (other path, POST, no `state`) is answered with a static page
    /// and not returned.
    ///
    /// # Errors
    /// [`BrowserError::Timeout`] after `limit`.
    async fn next(&mut self, limit: Duration) -> Result<Vec<(String, String)>, BrowserError>;

    /// Answers the last redirect with a page that says whether it was accepted. After a
    /// rejected one, the wait continues.
    async fn reply(&mut self, accepted: bool);
}
