# shellcheck shell=bash
# Checks against real parts that other projects wrote. Sourced by tests/run.sh,
# whose check, has, install and skipped it uses.

# needs COMMAND PACKAGE: whether the command is there, installed if it may be.
needs() { has "$1" || { install "$2" && has "$1"; }; }
real() { check "real $1" bash tests/real/node.sh "tests/real/$2.test.mjs"; }

if has python3 && python3 -c 'import pty, termios' 2>/dev/null; then
  check "real terminal" python3 tests/real/terminal.py "${target:-target}/debug/entractl"
else
  skipped+=("real terminal: python3 has no pty here")
fi
if [ "$(uname -s)" != Linux ]; then
  skipped+=("real keyring, sign-in service and browser: this is no Linux")
elif ! { needs dbus-run-session dbus-daemon && needs gdbus libglib2.0-bin && needs gnome-keyring-daemon gnome-keyring; }; then
  skipped+=("real keyring, sign-in service and browser: gnome-keyring, dbus-run-session or gdbus cannot be installed here")
else
  needs Xvfb xvfb || skipped+=("a keyring that asks on a display: Xvfb is not installed")
  check "real keyring" bash tests/real/keyring.sh
  if needs node nodejs && needs npm npm && needs openssl openssl && bash tests/real/node.sh; then
    real "sign-in service" sign-in
    real doctor doctor
    real network network
    real "broken network" broken-network
    real "greedy answers" greedy
    real "an operation elsewhere" operation
    KEYRING=no-service real "odd keyrings" odd-keyring
    # ROUNDS=1000 is for a night.
    LIMIT=86400 real "processes at once" together
    if needs strace strace && strace -o /dev/null true 2>/dev/null; then
      real "written bytes" written
      real "intent before send" intent
    else
      skipped+=("written bytes, intent before send: strace cannot be used here")
    fi
    if needs chromium chromium && needs ss iproute2; then
      real browser browser
    else
      skipped+=("real browser: chromium cannot be installed here")
    fi
  else
    skipped+=("real sign-in service and browser: node, openssl or the npm packages oidc-provider and dbus-next cannot be had here")
  fi
fi
