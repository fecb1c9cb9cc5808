#!/usr/bin/env python3
"""Lines of Rust below some folders, without comments, blank lines and tests.

python3 tests/count_lines.py [REVISION] [FOLDER...]

Without a revision it counts the working tree. The folders default to those that hold what
commands share: src/commands, src/enforcement and src/consent.
"""
import re
import subprocess
import sys

FOLDERS = ["src/commands", "src/enforcement", "src/consent"]


def git(*args):
    return subprocess.run(["git", *args], check=True, capture_output=True, text=True).stdout


def files(revision, folder):
    if revision:
        names = git("ls-tree", "-r", "--name-only", revision, "--", folder).split("\n")
        return [(name, git("show", f"{revision}:{name}")) for name in names if name.endswith(".rs")]
    names = git("ls-files", "--cached", "--others", "--exclude-standard", "--", folder).split("\n")
    return [(name, open(name, encoding="utf-8").read()) for name in names if name.endswith(".rs")]


def lines(name, text):
    if name.endswith("/tests.rs"):
        return 0
    text = re.split(r"^#\[cfg\(test\)\]\n(?:pub\(crate\) |pub )?mod tests \{", text, maxsplit=1, flags=re.M)[0]
    code = (line.strip() for line in text.split("\n"))
    return sum(1 for line in code if line and not line.startswith("//"))


def main():
    args = sys.argv[1:]
    revision = args.pop(0) if args and not args[0].startswith("src") else None
    total = 0
    for folder in args or FOLDERS:
        counted = sum(lines(name, text) for name, text in files(revision, folder))
        print(f"{counted:>7} {folder}")
        total += counted
    print(f"{total:>7} in all")


main()
