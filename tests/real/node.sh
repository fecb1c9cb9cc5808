#!/usr/bin/env bash
# node.sh FILE...: runs tests in JavaScript with the built program, the npm
# packages oidc-provider and dbus-next, and a keyring of their own: an open one,
# or in another state of keyring-session.sh by KEYRING. Exit 77: no packages;
# without files it only gets those.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
modules=$PWD/target/real/node_modules
if [ ! -d "$modules/oidc-provider" ] || [ ! -d "$modules/dbus-next" ]; then
  mkdir -p target/real
  npm install --silent --no-save --no-audit --no-fund --omit=optional --prefix target/real oidc-provider@9.13.3 dbus-next@0.10.2 || exit 77
fi
[ $# -gt 0 ] || exit 0
cargo build --locked -q
export ENTRACTL_REAL_MODULES=$modules
export ENTRACTL_REAL_PROGRAM=${ENTRACTL_REAL_PROGRAM:-${CARGO_TARGET_DIR:-$PWD/target}/debug/entractl}
export NODE_NO_WARNINGS=1
bash tests/real/keyring-session.sh "${KEYRING:-open}" timeout -k 5 "${LIMIT:-900}" node --test --test-force-exit --test-reporter=spec "$@"
