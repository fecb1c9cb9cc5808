#!/usr/bin/env bash
# A list of accounts disabled by `tasks apply` over TLS on loopback, at 0 and at
# 50 ms, beside a bare HTTP/2 client (benches/bare.rs) that sends the very same
# requests, as many at a time, over one connection. Journal and audit log are on
# and on a disk. Counts the requests and compares with the fewest possible;
# measures memory and what the journal takes. Needs python3 and ssh-keygen: more
# than 500 accounts need a second person's signature here as anywhere.
#
#   bash benches/bulk.sh            3,000 accounts, memory at 1,000 and 10,000
#   bash benches/bulk.sh --full     10,000 accounts, memory at 1,000, 10,000 and 99,000: `sandbox
#                                   serve` has at most 100,000 people, not all of them ordinary
#   ... --check                     the same; fails where a figure misses its goal
#   ... --wall | --memory           only that half
#
# Goals: wall at 0 ms at most 1.50 times the bare client, at 50 ms 1.15; memory
# below 40 MB, and with the longest list within 10 % of the shortest; journal
# below 1 kB an account; requests: the fewest.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
if ! command -v python3 >/dev/null || ! [ -x /usr/bin/ssh-keygen ]; then
  echo "skipped: python3 or ssh-keygen is not installed"
  exit 77
fi
program=${PROGRAM:-} bare=${BARE:-}
if [ -z "$program" ]; then
  cargo build --locked --quiet --profile bench-start --bin entractl --example bare
  program=${CARGO_TARGET_DIR:-target}/bench-start/entractl
  bare=${CARGO_TARGET_DIR:-target}/bench-start/examples/bare
fi
exec python3 benches/bulk.py "$(realpath "$program")" "$(realpath "$bare")" "$@"
