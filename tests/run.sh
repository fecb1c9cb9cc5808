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
  check "licences and sources" cargo deny --offline check bans licenses sources
else
  skipped+=("licences and sources: cargo-deny is not installed")
fi

# clients WHAT NAME: other people's clients against `sandbox serve`; 77 means
# that they could not be installed.
clients() {
  local began=$SECONDS code=0
  say "$2: bash tests/clients/run.sh $1"
  bash tests/clients/run.sh "$1" || code=$?
  case $code in
  0) passed+=("$2 ($((SECONDS - began)) s)") ;;
  77) skipped+=("$2: python3, openssl or PyPI was not there") ;;
  *) failed+=("$2: bash tests/clients/run.sh $1") ;;
  esac
}
cargo build -q --locked
if has python3; then
  clients msal "msal and msgraph-sdk"
  if [ -n "$with_az" ]; then
    clients az "Azure CLI"
  else
    skipped+=("Azure CLI: run with --az")
  fi
else
  skipped+=("msal, msgraph-sdk and Azure CLI: no python3")
fi

say "summary after $SECONDS s"
for one in ${passed[@]+"${passed[@]}"}; do echo "passed   $one"; done
for one in ${skipped[@]+"${skipped[@]}"}; do echo "skipped  $one"; done
for one in ${failed[@]+"${failed[@]}"}; do echo "FAILED   $one"; done
if [ "${#failed[@]}" -gt 0 ]; then
  echo "result: ${#failed[@]} failed"
  exit 1
fi
echo "result: all passed"
