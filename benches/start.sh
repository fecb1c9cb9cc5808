#!/usr/bin/env bash
# What a start costs: `--version`, `apps list` and a usage error beside a
# hello-world with the same command tree (benches/floor.rs), in one run.
# Instructions by callgrind where valgrind is installed, then wall time.
#
#   bash benches/start.sh            the figures
#   bash benches/start.sh --check    the same; fails where a ratio of
#                                    instructions is above LIMIT (2.00)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
limit=${LIMIT:-2.00}
runs=${RUNS:-200}
check=${1:-}

cargo build --locked --quiet --profile bench-start --bin entractl --example floor
folder=${CARGO_TARGET_DIR:-target}/bench-start
ours=$(realpath "$folder/entractl")
floor=$(realpath "$folder/examples/floor")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# The same small environment for every run: its size is copied at each start.
clean() { env -i HOME="$scratch" PATH=/usr/bin:/bin LC_ALL=C "$@"; }

instructions() {
  { clean valgrind --tool=callgrind --callgrind-out-file=/dev/null "$@" 2>&1 >/dev/null || true; } |
    sed -n 's/.*Collected : \([0-9]*\).*/\1/p'
}

# Microseconds a start, best of five rounds: noise only ever adds.
wall() {
  local best=0 round began ended took
  for round in 1 2 3 4 5; do
    began=$(date +%s%N)
    clean bash -c 'for ((i = 0; i < '"$runs"'; i++)); do "$@" >/dev/null 2>&1 || true; done' - "$@"
    ended=$(date +%s%N)
    took=$(((ended - began) / runs / 1000))
    if [ "$round" = 1 ] || [ "$took" -lt "$best" ]; then best=$took; fi
  done
  echo "$best"
}

ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'; }

over=0
row() {
  local name=$1 counted_floor=- counted_ours=- counted=- timed_floor timed_ours
  shift
  if command -v valgrind >/dev/null 2>&1; then
    counted_floor=$(instructions "$floor" "$@")
    counted_ours=$(instructions "$ours" "$@")
    counted=$(ratio "$counted_ours" "$counted_floor")
    awk -v a="$counted" -v b="$limit" 'BEGIN { exit !(a > b) }' && over=$((over + 1))
  fi
  timed_floor=$(wall "$floor" "$@")
  timed_ours=$(wall "$ours" "$@")
  printf '%-12s %12s %12s %6s %9s %9s %6s\n' "$name" "$counted_floor" "$counted_ours" \
    "$counted" "$timed_floor" "$timed_ours" "$(ratio "$timed_ours" "$timed_floor")"
}

printf '%-12s %12s %12s %6s %9s %9s %6s\n' start 'floor instr' 'instr' ratio 'floor us' us ratio
row --version --version
row 'apps list' apps list
row 'usage error' apps list --no-such-flag

command -v valgrind >/dev/null 2>&1 || echo "skipped: instructions (valgrind is not installed)"
if [ "$check" = --check ] && [ "$over" -gt 0 ]; then
  echo "FAILED: $over of 3 cost more than $limit times the floor"
  exit 1
fi
