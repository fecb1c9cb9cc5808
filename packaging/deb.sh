#!/usr/bin/env bash
# Builds target/packages/entractl_VERSION-1_amd64.deb around the static binary,
# and tries it in a folder that it is installed into.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=packaging/common.sh
. packaging/common.sh
has dpkg-deb || stop "dpkg-deb was not found; it is on Debian, Ubuntu and where the package dpkg is"
umask 022
bash packaging/static.sh
bash packaging/sbom.sh

stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
chmod 755 "$stage"
root=$stage/root share=$stage/root/usr/share doc=$stage/root/usr/share/doc/entractl
# put FILE PLACE: a file that everybody may read.
put() { install -D -m 644 "$1" "$2"; }

install -D -m 755 "$out/entractl" "$root/usr/bin/entractl"
put completions/entractl.bash "$share/bash-completion/completions/entractl"
put completions/_entractl "$share/zsh/vendor-completions/_entractl"
put completions/entractl.fish "$share/fish/vendor_completions.d/entractl.fish"
for page in man/*.1; do put "$page" "$share/man/man1/${page##*/}"; done
for schema in schemas/*.json; do put "$schema" "$share/entractl/schemas/${schema##*/}"; done
put SECURITY.md "$doc/SECURITY.md"
put "$out/entractl.cdx.json" "$doc/entractl.cdx.json"
put CHANGELOG.md "$doc/changelog"
put packaging/overrides "$share/lintian/overrides/entractl"
python3 packaging/notices.py >"$doc/linked-licenses"
cat >"$doc/changelog.Debian" <<TEXT
entractl ($version-1) unstable; urgency=medium

  * Release $version; see changelog.gz.

 -- The entractl contributors <contributors@entractl.invalid>  $(LC_ALL=C date -u -R -d "@$SOURCE_DATE_EPOCH")
TEXT
# The license of our own in Debian's form; those of the crates beside it.
{
  cat <<'TEXT'
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: entractl
Comment: the licenses of everything that is linked into the binary are in
 /usr/share/doc/entractl/linked-licenses.gz

Files: *
Copyright: 2026 The entractl contributors
License: Expat or Apache-2.0

License: Apache-2.0
 The text is in /usr/share/common-licenses/Apache-2.0

License: Expat
TEXT
  sed -n '/^Permission is/,$p' LICENSE-MIT | sed 's/^$/./; s/^/ /'
} >"$doc/copyright"
gzip -9n "$share/man/man1/"*.1 "$doc/changelog" "$doc/changelog.Debian" "$doc/linked-licenses" "$doc/entractl.cdx.json"

mkdir "$root/DEBIAN"
(cd "$root" && find usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum) >"$root/DEBIAN/md5sums"
cat >"$root/DEBIAN/control" <<TEXT
Package: entractl
Version: $version-1
Architecture: amd64
Maintainer: The entractl contributors <contributors@entractl.invalid>
Installed-Size: $(find "$root/usr" -type f -printf '%s\n' | awk '{ kib += int(($1 + 1023) / 1024) } END { print kib }')
Recommends: ca-certificates
Suggests: gnome-keyring, openssh-client
Section: admin
Priority: optional
Description: access of Trend Vision One to Microsoft Entra ID, from a terminal
 Grants the Vision One apps what they need in a tenant, checks whether that
 still holds, and disables accounts, forces new passwords and signs people out.
 .
 Every command can be tried on a simulated tenant: entractl sandbox tour.
 .
 Not affiliated with Trend Micro or Microsoft.
TEXT
# Times, owners, modes and order do not depend on who builds, where or when.
chmod -R u=rwX,go=rX "$root"
find "$root" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
deb=$out/entractl_$version-1_amd64.deb
dpkg-deb --root-owner-group -Zxz -z9 --threads-max=1 -b "$root" "$deb" >/dev/null

# Installed as dpkg does it, in a folder with a package list of its own; only
# root can give files to root, so others unpack it.
tried=$stage/tried
mkdir -p "$tried/var/lib/dpkg/info" "$tried/var/lib/dpkg/updates"
: >"$tried/var/lib/dpkg/status"
if [ "$(id -u)" = 0 ]; then
  dpkg --root="$tried" --log=/dev/null -i "$deb" >/dev/null
else
  dpkg-deb -x "$deb" "$tried"
  dpkg-deb -I "$deb" md5sums >"$tried/var/lib/dpkg/info/entractl.md5sums"
fi
env -i "$tried/usr/bin/entractl" sandbox tour >/dev/null 2>&1 || stop "the tour of the installed program fails"
(cd "$tried" && md5sum --quiet -c var/lib/dpkg/info/entractl.md5sums)
for name in bash-completion/completions/entractl man/man1/entractl-users-contain.1.gz doc/entractl/copyright; do
  [ -s "$tried/usr/share/$name" ] || stop "the package lacks usr/share/$name"
done
if [ "$(id -u)" = 0 ]; then
  dpkg --root="$tried" --log=/dev/null -P entractl >/dev/null
  [ -z "$(find "$tried/usr" -type f 2>/dev/null)" ] || stop "files stay behind when the package is removed"
fi
if has lintian; then
  lintian --fail-on error,warning "$deb"
else
  echo "not looked at by lintian: it is not installed"
fi
sha256sum "$deb"
