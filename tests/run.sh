#!/usr/bin/env bash
# Runs everything that is checked, and says at the end what passed, failed and
# was skipped. Needs Rust; installs the rest where it can and may.
# With --az, the Azure CLI is tried as well; it is large.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
exec </dev/null
with_az=
[ "${1:-}" = --az ] && with_az=1

passed=() failed=() skipped=()
say() { printf '\n== %s\n' "$*"; }
has() { command -v "$1" >/dev/null 2>&1; }

# check NAME COMMAND...: runs it, notes how it went, and goes on.
check() {
  local name=$1 began=$SECONDS
  shift
  say "$name: $*"
  if "$@"; then
    passed+=("$name ($((SECONDS - began)) s)")
  else
    failed+=("$name: $*")
  fi
}

# install PACKAGE: by apt, where there is one and we may; else says so.
install() {
  if has apt-get && [ "$(id -u)" = 0 ]; then
    apt-get install -y -qq "$1" >/dev/null 2>&1 ||
      { apt-get update -qq && apt-get install -y -qq "$1"; } >/dev/null 2>&1
  else
    return 1
  fi
}

if ! has cargo && [ -f "$HOME/.cargo/env" ]; then
  # shellcheck source=/dev/null
  . "$HOME/.cargo/env"
fi
if ! has cargo; then
  echo "error: cargo was not found; install Rust 1.89 or newer" >&2
  exit 1
fi
# SQLite and ring are built from C.
if ! has cc && ! install build-essential; then
  echo "error: no C compiler (cc) was found; install gcc or clang" >&2
  exit 1
fi
for part in rustfmt clippy; do
  tool=$part
  [ "$part" = clippy ] && tool=cargo-clippy
  if ! has "$tool" || ! "$tool" --version >/dev/null 2>&1; then
    has rustup && rustup component add "$part"
  fi
done
# Man pages are checked by groff; the test says so where there is none.
has groff || install groff || skipped+=("man pages by groff: groff is not installed")
# The drawing of the tour is held against a terminal that script opens.
has script || skipped+=("the drawing of the tour: script is not installed")

export CARGO_TERM_COLOR=${CARGO_TERM_COLOR:-never}
export INSTA_UPDATE=no
unset UPDATE_GENERATED
if [ -d ../shared/graph ]; then
  export ENTRACTL_REQUIRE_SHARED=1
elif [ -z "${ENTRACTL_SHARED:-}" ]; then
  skipped+=("contracts with Microsoft's own data: no ../shared/graph and no ENTRACTL_SHARED")
fi

check format cargo fmt --check
check lints cargo clippy --all-targets --locked -- -D warnings
if cargo nextest --version >/dev/null 2>&1; then
  check tests cargo nextest run --locked --no-fail-fast
else
  check tests cargo test --locked --no-fail-fast --lib --bins --tests
fi
check "tests in documentation" cargo test --locked --doc
RUSTDOCFLAGS="-D warnings" check documentation cargo doc --no-deps --locked
if cargo deny --version >/dev/null 2>&1; then
  check "licenses and sources" cargo deny --locked check bans licenses sources
else
  skipped+=("licenses and sources: cargo-deny is not installed")
fi

# optional NAME WHY COMMAND...: as check, but 77 means that it could not be run,
# and WHY.
optional() {
  local name=$1 why=$2 began=$SECONDS code=0
  shift 2
  say "$name: $*"
  "$@" || code=$?
  case $code in
  0) passed+=("$name ($((SECONDS - began)) s)") ;;
  77) skipped+=("$name: $why") ;;
  *) failed+=("$name: $*") ;;
  esac
}
optional advisories "NOT CHECKED: cargo-deny is not installed, or the database of RustSec is not reachable" bash packaging/advisories.sh
cargo build -q --locked
if has python3; then
  optional "msal and msgraph-sdk" "openssl or PyPI was not there" bash tests/clients/run.sh msal
  if [ -n "$with_az" ]; then
    optional "Azure CLI" "openssl or PyPI was not there" bash tests/clients/run.sh az
  else
    skipped+=("Azure CLI: run with --az")
  fi
  optional "SBOM" "PyPI was not there" bash packaging/sbom.sh --validate
else
  skipped+=("msal, msgraph-sdk, Azure CLI and SBOM: no python3")
fi

# shellcheck source=tests/real/checks.sh
. tests/real/checks.sh

say "summary after $SECONDS s"
for one in ${passed[@]+"${passed[@]}"}; do echo "passed   $one"; done
for one in ${skipped[@]+"${skipped[@]}"}; do echo "skipped  $one"; done
for one in ${failed[@]+"${failed[@]}"}; do echo "FAILED   $one"; done
if [ "${#failed[@]}" -gt 0 ]; then
  echo "result: ${#failed[@]} failed"
  exit 1
fi
printf '%s\n' ${skipped[@]+"${skipped[@]}"} | grep -q '^advisories: NOT CHECKED' &&
  echo "note: the advisories of dependencies were not checked"
echo "result: all passed"
