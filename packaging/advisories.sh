#!/usr/bin/env bash
# Checks what is in Cargo.lock against the advisories of RustSec, by cargo-deny.
# Their database comes from the network. If that or cargo-deny is not there, this
# says that nothing was checked and ends with 77; with --required, it fails.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
required=
[ "${1:-}" = --required ] && required=1

unchecked() {
  printf 'advisories were not checked: %s\n' "$*" >&2
  [ -n "$required" ] && exit 1
  exit 77
}

cargo deny --version >/dev/null 2>&1 || unchecked "cargo-deny is not installed (cargo install --locked cargo-deny)"
fetch=(cargo deny fetch db)
command -v timeout >/dev/null 2>&1 && fetch=(timeout 120 "${fetch[@]}")
"${fetch[@]}" </dev/null || unchecked "their database (github.com/RustSec/advisory-db) is not reachable"
# Fetched above: what fails now is an advisory, and no network.
cargo deny --locked check --disable-fetch advisories || {
  echo "error: Cargo.lock has a dependency with an advisory" >&2
  exit 1
}
