"""What the binary is made of, as cargo says it, for sbom.py and notices.py."""

import json
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = "x86_64-unknown-linux-musl"
LOCKED = re.compile(r'^name = "(.*)"\nversion = "(.*)"\n(?:source = ".*"\nchecksum = "(.*)"\n)?', re.M)


def cargo(*arguments):
    command = ["cargo", *arguments, "--locked"]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def tree(edges):
    """Name and version of every crate that `cargo tree` reaches by these edges."""
    lines = cargo("tree", "--target", TARGET, "-e", edges, "--prefix", "none", "-f", "{p}")
    return {tuple(line.split(" ")[:2]) for line in lines.splitlines() if line}


def crates():
    """The package itself, and all others that go into the binary or help to
    build it: each as cargo's metadata with `linked`, `checksum`, `needs`."""
    built, linked = tree("normal,build"), tree("normal,no-proc-macro")
    metadata = json.loads(cargo("metadata", "--format-version", "1", "--filter-platform", TARGET))
    checksums = {(name, version): checksum for name, version, checksum in LOCKED.findall((ROOT / "Cargo.lock").read_text())}
    found = {}
    for package in metadata["packages"]:
        key = (package["name"], "v" + package["version"])
        if key not in built:
            continue
        package["linked"] = key in linked
        package["checksum"] = checksums[package["name"], package["version"]]
        found[package["id"]] = package
    for node in metadata["resolve"]["nodes"]:
        if node["id"] in found:
            found[node["id"]]["needs"] = sorted(
                one["pkg"]
                for one in node["deps"]
                if one["pkg"] in found and any(kind["kind"] != "dev" for kind in one["dep_kinds"])
            )
    own = found.pop(metadata["resolve"]["root"])
    return own, sorted(found.values(), key=lambda one: (one["name"], one["version"]))


def license_of(package):
    """The license as an SPDX expression: older crates write a slash for OR."""
    return re.sub(r"\s*/\s*", " OR ", package["license"])


def sqlite_version(packages):
    """The version of the SQLite that libsqlite3-sys brings as C source."""
    (carrier,) = [one for one in packages if one["name"] == "libsqlite3-sys"]
    header = Path(carrier["manifest_path"]).parent / "sqlite3" / "sqlite3.h"
    (version,) = re.findall(r'^#define SQLITE_VERSION\s+"([0-9.]+)"', header.read_text(), re.M)
    return version
