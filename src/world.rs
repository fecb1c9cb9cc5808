//! The composition root: the one file that chooses between the real world and
//! the made-up tenant.
use std::sync::Arc;

use crate::auth::store::TokenStore;
use crate::browser::Browser;
use crate::clock::Clock;
use crate::commands::context::Place;
use crate::entropy::Entropy;
use crate::transport::Transport;

/// Everything a command can reach of the outside, chosen once.
#[derive(Debug)]
pub struct World {
    /// The way out: the network, or the made-up tenant.
    pub transport: Arc<dyn Transport>,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Where tokens are kept.
    pub store: Arc<dyn TokenStore>,
    /// Chance.
    pub entropy: Arc<dyn Entropy>,
    /// The browser.
    pub browser: Arc<dyn Browser>,
    /// Where files are kept.
    pub place: Place,
    /// Whether Ctrl-C and SIGTERM are for us; a test keeps its own.
    pub signals: bool,
}
