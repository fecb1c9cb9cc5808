#!/usr/bin/env python3
"""Writes the licenses of everything that is linked into the binary, with their
texts as the crates ship them, to standard output."""

from pathlib import Path

from crates import crates, license_of, sqlite_version

NAMES = ("license", "license", "copying", "notice", "copyright", "unlicense")
# Linked in as well, by the compiler.
TOOLCHAIN = """\
Also linked: the Rust standard library (MIT OR Apache-2.0, The Rust Project contributors), musl libc (MIT, Rich Felker
and others), LLVM's libunwind and compiler-rt (Apache-2.0 WITH LLVM-exception), and SQLite {sqlite} (public domain)."""


def texts_of(package):
    folder = Path(package["manifest_path"]).parent
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.name.lower().startswith(NAMES) and path.suffix != ".rs":
            lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
            yield "\n".join(line.rstrip() for line in lines).strip()


def main():
    _, others = crates()
    linked = [one for one in others if one["linked"]]
    print("entractl is linked with these crates, each under the license beside it. Their texts follow.\n")
    texts = {}
    for one in linked:
        name = f"{one['name']} {one['version']}"
        print(f"{name}: {license_of(one)}")
        for text in texts_of(one):
            texts.setdefault(text, []).append(name)
    print("\n" + TOOLCHAIN.format(sqlite=sqlite_version(others)))
    for text, names in sorted(texts.items(), key=lambda pair: pair[1]):
        print("\n" + "-" * 80 + "\n" + ", ".join(names) + ":\n\n" + text)


main()
