# shellcheck shell=bash
# What is checked against parts that nobody here wrote. Sourced by tests/run.sh,
# whose check, has, install and skipped it uses.

# needs COMMAND PACKAGE: whether the command is there, installed if it may be.
needs() { has "$1" || { install "$2" && has "$1"; }; }

if [ "$(uname -s)" = Linux ] && needs dbus-run-session dbus-daemon && needs gdbus libglib2.0-bin &&
  needs gnome-keyring-daemon gnome-keyring; then
  needs Xvfb xvfb || skipped+=("a keyring that asks on a display: Xvfb is not installed")
  check "real keyring" bash tests/real/keyring.sh
else
  skipped+=("real keyring: gnome-keyring, dbus-run-session or gdbus cannot be installed here")
fi

if [ "$(uname -s)" = Linux ] && has gnome-keyring-daemon && has dbus-run-session && has gdbus &&
  needs node nodejs && needs npm npm && needs openssl openssl && bash tests/real/node.sh; then
  check "real sign-in service" bash tests/real/node.sh tests/real/sign-in.test.mjs
else
  skipped+=("real sign-in service: node, openssl or the npm package oidc-provider cannot be had here")
fi
