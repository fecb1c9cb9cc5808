//! The simulated tenant as a transport.
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::ledger::LedgerEntry;
use super::reply::Outcome;
use super::tenant::Tenant;
use crate::clock::Clock;
use crate::transport::{Request, Response, Transport, TransportError};

/// Maximum wait for an answer, as in the real transport.
const DROP_TIMEOUT: Duration = Duration::from_secs(25);

/// A tenant behind a lock that answers like the network.
pub struct Sandbox {
    tenant: Mutex<Tenant>,
    clock: Arc<dyn Clock>,
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sandbox")
    }
}

impl Sandbox {
    /// Returns a transport that ends at `tenant`.
    pub fn new(tenant: Tenant, clock: Arc<dyn Clock>) -> Self {
        Self {
            tenant: Mutex::new(tenant),
            clock,
        }
    }

    fn lock(&self) -> MutexGuard<'_, Tenant> {
        self.tenant.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Calls `act` with the tenant, to read it or to change it independently of the program.
    pub fn with_tenant<T>(&self, act: impl FnOnce(&mut Tenant) -> T) -> T {
        act(&mut self.lock())
    }

    /// Returns a copy of the current tenant.
    pub fn snapshot(&self) -> Tenant {
        self.lock().clone()
    }

    /// Returns the record of requests.
    pub fn ledger(&self) -> Vec<LedgerEntry> {
        self.lock().ledger.entries().to_vec()
    }

    /// Returns the clock of the sandbox.
    pub(super) fn clock(&self) -> &Arc<dyn Clock> {
        &self.clock
    }
}

#[async_trait::async_trait]
impl Transport for Sandbox {
    async fn send(&self, request: Request) -> Result<Response, TransportError> {
        let host = request.uri().host().unwrap_or_default().to_owned();
        let now = self.clock.now();
        let reply = self.lock().respond(&request, now);
        if reply.delay > DROP_TIMEOUT {
            self.clock.sleep(DROP_TIMEOUT).await;
            return Err(TransportError::Timeout { host });
        }
        if reply.delay > Duration::ZERO {
            self.clock.sleep(reply.delay).await;
        }
        match reply.outcome {
            Outcome::Answer(response) => Ok(response),
            Outcome::Drop => Err(TransportError::Broken {
                host,
                source: "the sandbox closed the connection".into(),
            }),
            Outcome::Refuse => Err(TransportError::Connect {
                host,
                source: "the sandbox refused the connection".into(),
            }),
        }
    }
}
