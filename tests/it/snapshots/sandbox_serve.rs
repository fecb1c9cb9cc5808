//! Output of `entractl sandbox serve`.
use crate::support::snapshots::refusal;
use insta::assert_snapshot;

#[test]
fn refuses_foreign_interface() {
    assert_snapshot!(refusal("sandbox serve --listen 192.0.2.1:8080"), @"
    $ entractl sandbox serve --listen 192.0.2.1:8080
    -- stderr --
    sandbox: simulated tenant, no real changes
    error: 192.0.2.1:8080 is not a loopback address
    Next:
      entractl sandbox serve --listen 127.0.0.1:0
    -- exit 2 --
    ");
}
