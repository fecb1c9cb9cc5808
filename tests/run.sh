#!/usr/bin/env bash
# run.sh [--all] [--clients]: checks format, lints, tests, documentation and
# licenses, and prints what passed, failed and was skipped.
#
# Needs Rust and a C compiler. Changes nothing on the machine: it writes to
# Cargo's folders and the build folder (CARGO_TARGET_DIR), and leaves no
# temporary files.
#
#   --all      also tests against real parts (a keyring, a browser, a sign-in
#              service, a terminal, Microsoft's libraries) and the SBOM; installs
#              what they need with rustup, apt and npm, and lists it first
#   --clients  as --all, with large clients too (Azure CLI)
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
exec </dev/null
all= clients=
for flag in "$@"; do
  case $flag in
  --all) all=1 ;;
  --clients) all=1 clients=1 ;;
  *) echo "usage: bash tests/run.sh [--all] [--clients]" >&2 && exit 2 ;;
  esac
done

passed=() failed=() skipped=()
say() { printf '\n== %s\n' "$*"; }
has() { command -v "$1" >/dev/null 2>&1; }

# check NAME COMMAND...: runs it, notes whether it passed, and goes on.
check() {
  local name=$1 start=$SECONDS
  shift
  say "$name: $*"
  if "$@"; then
    passed+=("$name ($((SECONDS - start)) s)")
  else
    failed+=("$name: $*")
  fi
}

# optional NAME WHY COMMAND...: as check, but exit code 77 means that it could
# not run, because of WHY.
optional() {
  local name=$1 why=$2 start=$SECONDS code=0
  shift 2
  say "$name: $*"
  "$@" || code=$?
  case $code in
  0) passed+=("$name ($((SECONDS - start)) s)") ;;
  77) skipped+=("$name: $why") ;;
  *) failed+=("$name: $*") ;;
  esac
}

# install PACKAGE: with apt, only with --all and as root.
install() {
  [ -n "$all" ] && has apt-get && [ "$(id -u)" = 0 ] || return 1
  apt-get install -y -qq "$1" >/dev/null 2>&1 ||
    { apt-get update -qq && apt-get install -y -qq "$1"; } >/dev/null 2>&1
}

if ! has cargo && [ -f "$HOME/.cargo/env" ]; then
  # shellcheck source=/dev/null
  . "$HOME/.cargo/env"
fi
if ! has cargo; then
  echo "error: cargo not found: install Rust 1.89 or newer" >&2
  exit 1
fi

if [ -n "$all" ]; then
  echo "Takes 15 to 30 minutes on two cores, building included. Needs 8 GB of disk."
  packages=
  for pair in cc:build-essential groff:groff script:bsdutils python3:python3 node:nodejs npm:npm \
    openssl:openssl dbus-run-session:dbus-daemon gdbus:libglib2.0-bin gnome-keyring-daemon:gnome-keyring \
    Xvfb:xvfb strace:strace chromium:chromium ss:iproute2; do
    has "${pair%%:*}" || packages+=" ${pair#*:}"
  done
  if [ -z "$packages" ]; then
    echo "Installs no system package."
  elif has apt-get && [ "$(id -u)" = 0 ]; then
    echo "Installs with apt:$packages"
  else
    echo "Skips what needs these packages (only root installs them, with apt):$packages"
  fi
  has rustup && echo "Installs with rustup, if missing: rustfmt clippy"
  echo "Installs with npm, below ./target: oidc-provider dbus-next"
  echo "Installs with pip, below ./target or a temporary folder: msal msgraph-sdk cyclonedx-python-lib${clients:+ azure-cli}"
else
  echo "Takes about 15 minutes on two cores, building included. Needs 5 GB of disk. Installs nothing."
fi

# SQLite and ring are built from C.
if ! has cc && ! install build-essential; then
  echo "error: no C compiler (cc) found: install gcc or clang" >&2
  exit 1
fi

# Temporary files are here, and go with the script, however it ends.
scratch=$(mktemp -d) || exit 1
# A test lets another user of the machine pass through it.
chmod 711 "$scratch"
trap 'rm -rf "$scratch"' EXIT
export TMPDIR=$scratch

export CARGO_TERM_COLOR=${CARGO_TERM_COLOR:-never}
export INSTA_UPDATE=no
unset UPDATE_GENERATED
target=${CARGO_TARGET_DIR:-target}
if [ -d ../shared/graph ]; then
  export ENTRACTL_REQUIRE_SHARED=1
elif [ -z "${ENTRACTL_SHARED:-}" ]; then
  skipped+=("contracts with Microsoft's own data: no ../shared/graph and no ENTRACTL_SHARED")
fi

# component NAME TOOL: whether Rust has this part; --all installs it.
component() {
  has "$2" && "$2" --version >/dev/null 2>&1 && return
  [ -n "$all" ] && has rustup && rustup component add "$1" && return
  skipped+=("$1: run: rustup component add $1")
  return 1
}
component rustfmt rustfmt && check format cargo fmt --check -- src/reports/*.rs src/reports/*/*.rs tests/it/snapshots/*.rs
component clippy cargo-clippy && check lints cargo clippy --all-targets --locked -- -D warnings
# Man pages are checked with groff; the test says so if there is none.
has groff || install groff || skipped+=("man pages with groff: groff is not installed")
# The picture of the tour is compared with a terminal that script opens.
has script || install bsdutils || skipped+=("the picture of the tour: script is not installed")
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
optional advisories "NOT CHECKED: cargo-deny is not installed, or the database of RustSec is not reachable" bash packaging/advisories.sh

if [ -n "$all" ]; then
  check build cargo build -q --locked
  if has python3 || install python3; then
    optional "msal and msgraph-sdk" "openssl or PyPI was not available" bash tests/clients/run.sh msal "$target/debug/entractl"
    optional "JavaScript clients" "openssl or npm was not available" bash tests/clients/run.sh js "$target/debug/entractl"
    if [ -n "$clients" ]; then
      optional "Azure CLI" "openssl or PyPI was not available" bash tests/clients/run.sh az "$target/debug/entractl"
    else
      skipped+=("Azure CLI: run with --clients")
    fi
    optional "SBOM" "PyPI was not available" bash packaging/sbom.sh --validate
  else
    skipped+=("msal, msgraph-sdk, Azure CLI and SBOM: no python3")
  fi
  # shellcheck source=tests/real/checks.sh
  . tests/real/checks.sh
else
  skipped+=("real parts and SBOM: run with --all")
fi

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
