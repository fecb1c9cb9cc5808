#!/usr/bin/env bash
# The store and the program against a real Secret Service in each of its states.
# Needs gnome-keyring, dbus and gdbus; with Xvfb, a display that nobody answers.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
states=(open locked no-service no-bus)
if command -v prlimit >/dev/null; then
  states+=(full)
else
  echo "skipped: full, prlimit is not installed"
fi
if command -v Xvfb >/dev/null; then
  states+=(locked-display)
else
  echo "skipped: locked-display, Xvfb is not installed"
fi
cargo test --locked -q --test it --no-run
test=$(cargo test --locked --test it --no-run --message-format=json 2>/dev/null |
  sed -n 's/.*"name":"it".*"executable":"\([^"]*\)".*/\1/p' | tail -1)
for state in "${states[@]}"; do
  echo "-- keyring: $state"
  BEFORE_LOCK="env ENTRACTL_TEST_KEYRING=filled $test -q real_keyring::what_is_locked" \
    ENTRACTL_TEST_KEYRING=$state bash tests/real/keyring-session.sh "$state" \
    "$test" -q real_keyring --test-threads=1
done
