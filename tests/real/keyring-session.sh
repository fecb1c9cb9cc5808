#!/usr/bin/env bash
# keyring-session.sh STATE COMMAND...: runs a command beside a Secret Service of
# its own, with a throw-away home. STATE is what the command meets:
#   open           gnome-keyring, unlocked
#   full           the same, unlocked, on a disk that takes nothing more
#   locked         the same, locked, and no display to ask on
#   locked-display the same, locked, and a display that nobody looks at
#   no-service     a message bus with nothing on it, where a test may be the service
#   no-bus         no message bus
# BEFORE_LOCK is run while it is still open.
set -euo pipefail
state=$1
shift

home=$(mktemp -d)
screen=
finish() {
  [ -z "$screen" ] || kill "$screen" 2>/dev/null || true
  rm -rf "$home" 2>/dev/null || true
}
trap finish EXIT
mkdir -m 700 "$home/run"
export HOME=$home XDG_RUNTIME_DIR=$home/run
export XDG_DATA_HOME=$home/data XDG_CONFIG_HOME=$home/config XDG_STATE_HOME=$home/state XDG_CACHE_HOME=$home/cache
unset DISPLAY WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS GNOME_KEYRING_CONTROL CI

if [ "$state" = no-bus ]; then
  "$@"
  exit
fi

cat >"$home/bare.conf" <<'CONF'
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
  "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:runtime=yes</listen>
  <policy context="default">
    <allow send_destination="*"/>
    <allow receive_sender="*"/>
    <allow own="*"/>
  </policy>
</busconfig>
CONF
if [ "$state" = no-service ]; then
  dbus-run-session --config-file="$home/bare.conf" -- "$@" 2> >(grep -v '^dbus-daemon\[' >&2)
  exit
fi

if [ "$state" = locked-display ]; then
  Xvfb -displayfd 3 -screen 0 640x480x8 -nolisten tcp 3>"$home/display" >/dev/null 2>&1 &
  screen=$!
  for _ in $(seq 100); do [ -s "$home/display" ] && break; sleep 0.1; done
  DISPLAY=:$(cat "$home/display")
  export DISPLAY
fi

# shellcheck disable=SC2016
inside='
  state=$1; shift
  # An empty password unlocks nothing.
  (
    # What no longer fits is an error, not its end.
    trap "" XFSZ
    exec gnome-keyring-daemon --foreground --unlock --components=secrets
  ) < <(printf open) >"$HOME/keyring.log" 2>&1 &
  daemon=$!
  gdbus wait --session --timeout 20 org.freedesktop.secrets
  if [ "$state" = full ]; then
    prlimit --fsize=100 --pid "$daemon"
  elif [ "$state" != open ]; then
    ${BEFORE_LOCK:-true} >/dev/null
    ask() { gdbus call --session -d org.freedesktop.secrets "$@" >/dev/null; }
    ask -o /org/freedesktop/secrets -m org.freedesktop.Secret.Service.Lock \
      "[objectpath \"/org/freedesktop/secrets/collection/login\"]"
  fi
  code=0
  "$@" || code=$?
  if ! kill "$daemon" 2>/dev/null; then
    echo "gnome-keyring ended by itself, and said last:" >&2
    tail -n 5 "$HOME/keyring.log" >&2
  fi
  wait "$daemon" 2>/dev/null || true
  exit $code'
dbus-run-session -- bash -c "$inside" session "$state" "$@" 2> >(grep -v '^dbus-daemon\[' >&2)
