//! Output of `entractl sandbox exec`.
use crate::support::snapshots::refusal;
use insta::assert_snapshot;

#[test]
fn refuses_missing_program() {
    assert_snapshot!(refusal("sandbox exec"), @"
    $ entractl sandbox exec
    -- stderr --
    error: the following required arguments were not provided:
      <COMMAND>...

    Usage: entractl sandbox exec -- <COMMAND>...

    For more information, try '--help'.
    -- exit 2 --
    ");
}
