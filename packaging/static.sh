#!/usr/bin/env bash
# Builds the one binary that runs on every x86-64 Linux: target/packages/entractl.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=packaging/common.sh
. packaging/common.sh

rust_for x86_64-unknown-linux-musl
# The same bytes from every folder: what a panic names is written as if the
# sources lay in fixed places. Debug information is stripped anyway.
cargo_home=${CARGO_HOME:-$HOME/.cargo}
separator=$(printf '\037')
CARGO_ENCODED_RUSTFLAGS="--remap-path-prefix=$PWD=/entractl"
CARGO_ENCODED_RUSTFLAGS+="$separator--remap-path-prefix=$cargo_home=/cargo"
CARGO_ENCODED_RUSTFLAGS+="$separator--remap-path-prefix=$(rustc --print sysroot)=/rust"
export CARGO_ENCODED_RUSTFLAGS
export CFLAGS="-ffile-prefix-map=$cargo_home=/cargo -g0"
export CARGO_INCREMENTAL=0 CARGO_TARGET_DIR=$PWD/target/static
zig_cargo zigbuild --release --bin entractl

binary=$out/entractl
mkdir -p "$out"
install -m 755 "$CARGO_TARGET_DIR/$target/release/entractl" "$binary"
# Static is what the file says, not what was asked for.
if readelf -lW "$binary" | grep -q INTERP || readelf -dW "$binary" | grep -q NEEDED; then
  stop "$binary asks for a loader or a library"
fi
# And it runs where there is nothing else at all.
empty=$(mktemp -d)
trap 'rm -rf "$empty"' EXIT
cp "$binary" "$empty/"
alone=(env -i "$empty/entractl")
[ "$(id -u)" = 0 ] && alone=(env -i /usr/sbin/chroot "$empty" /entractl)
"${alone[@]}" sandbox tour >/dev/null 2>&1 || stop "the tour fails in an empty folder"
sha256sum "$binary"
