# shellcheck shell=bash
# What the scripts beside this one share. Sourced in the root of the repository.

# shellcheck disable=SC2034 # read by who sources this
out=target/packages
has() { command -v "$1" >/dev/null 2>&1; }
stop() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}
# shellcheck disable=SC2034
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1)
# The time that is written into packages: that of the commit.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
export SOURCE_DATE_EPOCH
# What --version says: a copy without git is told by who made it.
ENTRACTL_COMMIT=${ENTRACTL_COMMIT:-$(git log -1 --abbrev=12 --format='%h %cs')}
export ENTRACTL_COMMIT

# python_tools LIST FOLDER: installs the packages of a file beside this one into
# a folder, where they are kept.
python_tools() {
  local list=packaging/$1 tools=$2
  if ! cmp -s "$list" "$tools/$1"; then
    rm -rf "$tools"
    if ! python3 -m pip install -q --no-warn-conflicts --root-user-action=ignore --target "$tools" --only-binary :all: -r "$list"; then
      echo "error: the tools of $list could not be installed from PyPI; this needs python3 with pip" >&2
      # What tests/run.sh takes as: skipped.
      exit 77
    fi
    cp "$list" "$tools/"
  fi
}

# rust_for TARGET: Rust and C for another target, after which
# `zig_cargo SUBCOMMAND...` runs cargo for it.
rust_for() {
  target=$1
  has rustup || stop "rustup was not found; it fetches the standard library for $target"
  rustup target list --installed | grep -qx "$target" || rustup target add "$target" ||
    stop "rustup could not fetch the standard library for $target"
  # Shared by all clones: it is large.
  tools=${ENTRACTL_PACKAGING:-${XDG_CACHE_HOME:-$HOME/.cache}/entractl-packaging}
  python_tools zig.txt "$tools"
  export PATH="$tools/bin:$PATH" CARGO_ZIGBUILD_ZIG_PATH="$tools/ziglang/zig"
}

zig_cargo() {
  local verb=$1
  shift
  cargo-zigbuild "$verb" --locked --target "$target" "$@"
}
