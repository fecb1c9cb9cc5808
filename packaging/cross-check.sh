#!/usr/bin/env bash
# Type-checks for Windows and macOS, C code included. Nothing is linked or run.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=packaging/common.sh
. packaging/common.sh

# A folder of its own: nothing waits for the everyday build, nor it for this.
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$PWD/target/cross}
for one in x86_64-pc-windows-gnu aarch64-apple-darwin; do
  echo "== $one"
  (rust_for "$one" && zig_cargo check "$@")
done
echo "both type-check"
