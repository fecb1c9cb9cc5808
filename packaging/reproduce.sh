#!/usr/bin/env bash
# Shows that a commit gives the same packages wherever it is built: builds it
# here, and again from a fresh copy in another folder, as another user, with
# another umask, time zone and language.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=packaging/common.sh
. packaging/common.sh
[ -z "$(git status --porcelain)" ] || stop "there are changes that no commit has; commit or stash them"

bash packaging/deb.sh
other=$(mktemp -d)
trap 'rm -rf "$other"' EXIT
git archive HEAD | tar -x -C "$other"
# A user id of another number, where the kernel lets us have one.
as=(unshare --user --map-user=4711 --map-group=4711)
"${as[@]}" true 2>/dev/null || as=()
(
  export CARGO_HOME=${CARGO_HOME:-$HOME/.cargo} RUSTUP_HOME=${RUSTUP_HOME:-$HOME/.rustup}
  export ENTRACTL_PACKAGING=${ENTRACTL_PACKAGING:-${XDG_CACHE_HOME:-$HOME/.cache}/entractl-packaging}
  umask 077
  cd "$other"
  USER=somebody LOGNAME=somebody HOME=$other TZ=Pacific/Chatham LC_ALL=C.UTF-8 CARGO_BUILD_JOBS=1 \
    "${as[@]}" bash packaging/deb.sh
)
same=yes
for file in entractl entractl.cdx.json "entractl_$version-1_amd64.deb"; do
  if cmp "$out/$file" "$other/$out/$file"; then
    sha256sum "$out/$file"
  else
    same=no
  fi
done
[ "$same" = yes ] || stop "two builds of one commit differ"
echo "the same bytes from two builds"
