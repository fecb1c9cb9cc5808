//! Tests of the server alone: accepted and refused requests.
use std::sync::Arc;

use super::{ServeError, Server, ServerOptions};
use crate::clock::StepClock;
use crate::entropy::SeededEntropy;
use crate::sandbox::{Sandbox, Tenant};

fn sandbox() -> Arc<Sandbox> {
    let now = "2026-03-01T08:00:00Z".parse().unwrap();
    Arc::new(Sandbox::new(
        Tenant::seed(now),
        Arc::new(StepClock::at(now)),
    ))
}

fn bind(listen: &str) -> Result<Server, ServeError> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(Server::bind(
            sandbox(),
            &SeededEntropy::new(1),
            &ServerOptions {
                listen,
                control: true,
                approve: false,
                as_microsoft: false,
            },
        ))
}

#[test]
fn only_loopback_addresses_are_listened_on() {
    for wrong in ["0.0.0.0:0", "192.0.2.1:0", "[::]:0"] {
        assert!(
            matches!(bind(wrong), Err(ServeError::NotLoopback(_))),
            "{wrong}"
        );
    }
    assert!(matches!(bind("nowhere"), Err(ServeError::Address(_))));
    let server = bind("localhost:0").unwrap();
    assert!(server.address().ip().is_loopback() && server.address().port() > 0);
    assert!(server.authority_pem().contains("BEGIN CERTIFICATE"));
    assert_eq!(server.control().unwrap().expose().len(), 32);
}
