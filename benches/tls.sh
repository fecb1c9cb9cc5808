#!/usr/bin/env bash
# One account contained over TLS on loopback, at 0 and at 50 ms, beside `curl`
# that sends the same requests over one HTTP/2 connection with the same roots.
# Journal, keyring and read-back are shown apart. Needs python3, curl and
# gnome-keyring, since a person is signed in.
#
#   bash benches/tls.sh            the figures
#   bash benches/tls.sh --check    the same; fails where a ratio is above LIMIT (1.30)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
if ! command -v python3 >/dev/null || ! curl --version 2>/dev/null | grep -q HTTP2; then
  echo "skipped: python3 or a curl with HTTP/2 is not installed"
  exit 77
fi
if ! command -v dbus-run-session >/dev/null || ! command -v gnome-keyring-daemon >/dev/null; then
  echo "skipped: gnome-keyring or dbus-run-session is not installed"
  exit 77
fi
program=${PROGRAM:-}
if [ -z "$program" ]; then
  cargo build --locked --quiet --profile bench-start --bin entractl
  program=${CARGO_TARGET_DIR:-target}/bench-start/entractl
fi
exec bash tests/real/keyring-session.sh open python3 benches/tls.py "$(realpath "$program")" "$@"
