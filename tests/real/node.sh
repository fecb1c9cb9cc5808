#!/usr/bin/env bash
# node.sh FILE...: runs tests in JavaScript with the built program, the npm
# package oidc-provider and an open keyring of their own. Exit 77: no package;
# without files it only gets that.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
modules=$PWD/target/real/node_modules
if [ ! -d "$modules/oidc-provider" ]; then
  mkdir -p target/real
  npm install --silent --no-save --no-audit --no-fund --prefix target/real oidc-provider@9.13.3 || exit 77
fi
[ $# -gt 0 ] || exit 0
cargo build --locked -q
export ENTRACTL_REAL_MODULES=$modules
export ENTRACTL_REAL_PROGRAM=${ENTRACTL_REAL_PROGRAM:-${CARGO_TARGET_DIR:-$PWD/target}/debug/entractl}
export NODE_NO_WARNINGS=1
bash tests/real/keyring-session.sh open timeout -k 5 "${LIMIT:-900}" node --test --test-force-exit --test-reporter=spec "$@"
