#!/usr/bin/env python3
"""The built program at a real terminal: a pty with a size, keys that are
pressed, windows that change, pipes that close. Needs Python alone.

    python3 tests/real/terminal.py [PROGRAM]
"""
import fcntl
import json
import os
import pty
import re
import select
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time
import unittest

PROGRAM = os.path.abspath(sys.argv.pop() if len(sys.argv) > 1 and os.path.exists(sys.argv[-1]) else "target/debug/entractl")
PERSON = "rowan.reyes-vale@meridian.example"
ESCAPE = re.compile(rb"\x1b(\[[0-9;?]*[A-Za-z]|\][^\x07]*\x07|.)")
COLOUR = re.compile(rb"\x1b\[[0-9;]*m")
# What is drawn over while the program waits, and taken away again.
DRAWN = re.compile(rb"\r\x1b\[K[^\r\n\x1b]*")
DISABLE = ["--sandbox", "users", "disable", PERSON]


class Home:
    """Folders of the program's own, with the simulated tenant in them."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="entractl-terminal-")

    def env(self, **more):
        env = {"PATH": os.environ["PATH"], "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
        env.update(HOME=self.folder, XDG_STATE_HOME=f"{self.folder}/state", XDG_CONFIG_HOME=f"{self.folder}/config")
        env.update(more)
        return {name: value for name, value in env.items() if value is not None}

    def run(self, *args, **more):
        """Without a terminal, as a script runs it."""
        return subprocess.run([PROGRAM, *args], env=self.env(**more), stdin=subprocess.DEVNULL, capture_output=True, timeout=60)

    def enabled(self):
        found = json.loads(self.run("--sandbox", "users", "list", "rowan.reyes", "-o", "json").stdout)
        users = found.get("data", found)["users"]
        return next(user["accountEnabled"] for user in users if user["userPrincipalName"] == PERSON)


class Screen:
    """The program in a pty; `out` takes stdout elsewhere."""

    def __init__(self, home, args, width=80, out=None, **env):
        self.seen = b""
        self.code = None
        master, slave = pty.openpty()
        self.master = master
        self.resize(width, quiet=True)

        def alone():
            # A job in the background is begun with Ctrl-C ignored.
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            os.setsid()
            fcntl.ioctl(slave, termios.TIOCSCTTY, 0)

        self.child = subprocess.Popen(
            [PROGRAM, *args], env=home.env(**env), stdin=slave, stdout=slave if out is None else out, stderr=slave,
            preexec_fn=alone, close_fds=True)
        os.close(slave)

    def resize(self, width, quiet=False):
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", 24, width, 0, 0))
        if not quiet:
            os.kill(self.child.pid, signal.SIGWINCH)

    def read(self, until=None, limit=30):
        """Reads to the end, or until the screen shows a text."""
        end = time.monotonic() + limit
        while until is None or until not in self.seen:
            if time.monotonic() > end:
                self.child.kill()
                raise AssertionError(f"{until!r} did not come: {self.seen!r}")
            if not select.select([self.master], [], [], 0.2)[0]:
                if self.child.poll() is not None and until is None:
                    break
                continue
            try:
                part = os.read(self.master, 65536)
            except OSError:
                break
            if not part:
                break
            self.seen += part
        return self.seen

    def press(self, keys):
        os.write(self.master, keys)

    def end(self, limit=30):
        self.read(limit=limit)
        self.code = self.child.wait(timeout=limit)
        os.close(self.master)
        return self.code


class Terminal(unittest.TestCase):
    def setUp(self):
        self.home = Home()
        self.addCleanup(shutil.rmtree, self.home.folder, True)

    def screen(self, args, **how):
        return Screen(self.home, args, **how)

    def whole(self, args, **how):
        screen = self.screen(args, **how)
        return screen.end(), screen.seen

    def asked(self, **how):
        screen = self.screen(DISABLE, **how)
        screen.read(until=b"[y/N]")
        return screen

    def test_yes_is_taken_and_done(self):
        screen = self.asked()
        screen.press(b"y\n")
        self.assertEqual(screen.end(), 0, screen.seen)
        self.assertFalse(self.home.enabled())

    def test_input_sent_before_the_question_is_no_answer(self):
        # A whole line, one without its end, a paste of many, and a line that
        # is longer than an answer.
        for ahead in [b"y\n", b"y", b"y\n" * 1500, b"x" * 4094 + b"\ny\ny\n"]:
            screen = self.screen(DISABLE)
            screen.press(ahead)
            screen.read(until=b"[y/N]")
            # Enter alone is a no; it may not complete a `y` that came before.
            screen.press(b"\n")
            self.assertEqual(screen.end(), 13, (ahead[:8], screen.seen))
            self.assertTrue(self.home.enabled())

    def test_input_that_does_not_end_is_no_answer(self):
        screen = self.screen(DISABLE)
        end = time.monotonic() + 60
        os.set_blocking(screen.master, False)
        while screen.child.poll() is None and time.monotonic() < end:
            try:
                screen.press(b"y\n" * 64)
            except BlockingIOError:
                pass
            if select.select([screen.master], [], [], 0.005)[0]:
                try:
                    screen.seen += os.read(screen.master, 65536)
                except OSError:
                    break
        os.set_blocking(screen.master, True)
        self.assertEqual(screen.end(), 13, screen.seen[-2000:])
        self.assertTrue(self.home.enabled())

    def test_no_and_nothing_and_the_end_of_input_change_nothing(self):
        for keys in [b"n\n", b"\n", b"\x04", b"no\n", b"what?\n"]:
            screen = self.asked()
            screen.press(keys)
            if keys == b"what?\n":
                screen.read(until=b"answer y or n")
                screen.seen = b""
                screen.read(until=b"[y/N]")
                screen.press(b"no\n")
            self.assertEqual(screen.end(), 13, (keys, screen.seen))
            self.assertNotIn(b"panicked", screen.seen)
        self.assertTrue(self.home.enabled())

    def test_ctrl_c_at_a_question_ends_at_once_and_changes_nothing(self):
        screen = self.asked()
        began = time.monotonic()
        screen.press(b"\x03")
        code = screen.end()
        # By the signal itself, which a shell shows as 130.
        self.assertIn(code, [-signal.SIGINT, 130], screen.seen)
        self.assertLess(time.monotonic() - began, 2)
        self.assertTrue(self.home.enabled())

    def test_a_question_outlives_a_window_that_changes(self):
        screen = self.asked(width=200)
        for width in [40, 20, 120]:
            screen.resize(width)
            time.sleep(0.1)
        screen.press(b"y\n")
        self.assertEqual(screen.end(), 0, screen.seen)
        self.assertFalse(self.home.enabled())

    def test_without_a_terminal_nobody_is_asked(self):
        began = time.monotonic()
        ran = self.home.run(*DISABLE)
        self.assertEqual(ran.returncode, 13)
        self.assertNotIn(b"[y/N]", ran.stderr)
        self.assertLess(time.monotonic() - began, 10)
        self.assertTrue(self.home.enabled())
        code, seen = self.whole([*DISABLE, "--no-input"])
        self.assertEqual(code, 13, seen)
        self.assertNotIn(b"[y/N]", seen)

    def test_tables_are_as_wide_as_the_window(self):
        for width in [40, 80, 200]:
            _, seen = self.whole(["--sandbox", "users", "list", "-q"], width=width)
            seen = DRAWN.sub(b"", seen)
            lines = [ESCAPE.sub(b"", line).decode().rstrip() for line in seen.split(b"\r\n")]
            longest = max(map(len, lines))
            self.assertLessEqual(longest, width, lines)
            self.assertGreater(longest, min(width, 105) - 10, lines)

    def test_elsewhere_columns_says_how_wide(self):
        for width in [40, 200]:
            out = self.home.run("--sandbox", "users", "list", "-o", "table", COLUMNS=str(width)).stdout.decode()
            longest = max(len(line.rstrip()) for line in out.splitlines())
            self.assertLessEqual(longest, width, out)
            self.assertGreater(longest, min(width, 105) - 10, out)
        wrong = self.home.run("--sandbox", "users", "list", "-o", "table", COLUMNS="wide")
        self.assertEqual(wrong.returncode, 0)

    def test_colour_is_for_terminals_that_want_it(self):
        args = ["--sandbox", "status"]
        _, seen = self.whole(args)
        self.assertRegex(seen, COLOUR)
        for more in [{"NO_COLOR": "1"}, {"TERM": "dumb"}]:
            _, seen = self.whole(args, **more)
            self.assertNotRegex(seen, COLOUR, more)
            self.assertNotIn(b"\x1b", DRAWN.sub(b"", seen), more)
        _, seen = self.whole([*args, "--color", "never"])
        self.assertNotIn(b"\x1b", DRAWN.sub(b"", seen))
        self.assertNotIn(b"\x1b", self.home.run(*args).stdout)
        self.assertRegex(self.home.run(*args, "--color", "always").stdout, COLOUR)
        # The answer goes to a file: only the talk is colored, if any.
        with open(f"{self.home.folder}/answer", "wb") as out:
            self.screen(args, out=out).end()
        with open(f"{self.home.folder}/answer", "rb") as out:
            self.assertNotIn(b"\x1b", out.read())

    def test_a_screen_reader_gets_lines_and_no_boxes(self):
        _, boxes = self.whole(["--sandbox", "users", "list"])
        self.assertIn("─".encode(), boxes)
        _, seen = self.whole(["--sandbox", "users", "list"], ACCESSIBLE="1")
        self.assertNotRegex(seen.decode(), "[─│┼═║]")
        self.assertIn(b"Name: Mateo Umberfield\r\n", seen)

    def test_a_c_locale_gets_tables_of_ascii(self):
        for env in [{"LC_ALL": "C"}, {"LC_ALL": None, "LANG": "POSIX"}, {"LC_ALL": None, "LC_CTYPE": "C", "LANG": "en_US.UTF-8"}]:
            _, seen = self.whole(["--sandbox", "apps", "list"], **env)
            self.assertTrue(seen.isascii(), (env, seen))
            self.assertIn(b"-----", seen, env)
        for env in [{"LC_ALL": None}, {"LC_ALL": "en_US.UTF-8", "LANG": "C"}]:
            _, seen = self.whole(["--sandbox", "apps", "list"], **env)
            self.assertIn("─".encode(), seen, env)

    def test_a_terminal_is_never_blank_while_graph_is_waited_for(self):
        self.assertEqual(self.home.run("sandbox", "faults", "set", "throttle:nth=1,seconds=4,path=/users").returncode, 0)
        screen = self.screen(["--sandbox", "users", "show", PERSON])
        began = time.monotonic()
        screen.read(until=b"working, ")
        self.assertLess(time.monotonic() - began, 4)
        self.assertEqual(screen.end(), 0, screen.seen)
        drawn = [line for line in DRAWN.findall(screen.seen) if b"working" in line]
        self.assertEqual(drawn, sorted(set(drawn)), "one line a second")
        # It is taken away before the answer comes.
        self.assertNotRegex(DRAWN.sub(b"", screen.seen), b"working")
        self.assertRegex(screen.seen, rb"working, \d+ s\r\x1b\[K")

    def bulk(self, out=None, width=80, env=None):
        """Thirty people signed out by a Graph that asks to wait once."""
        listed = self.home.run("--sandbox", "users", "list", "-o", "jsonl").stdout.decode().splitlines()
        people = [json.loads(line) for line in listed]
        names = [one["id"] for one in people if one.get("accountEnabled") and not one.get("guest")][:30]
        file = f"{self.home.folder}/people"
        with open(file, "w", encoding="utf-8") as text:
            text.write("\n".join(names) + "\n")
        set_ = self.home.run("sandbox", "faults", "set", "throttle:nth=1,seconds=3,path=revokeSignInSessions")
        self.assertEqual(set_.returncode, 0, set_.stderr)
        args = ["--sandbox", "users", "sign-out", "--from", file, "--skip-invalid", "--yes"]
        screen = self.screen(args, width=width, out=out, **(env or {}))
        return screen

    def test_progress_is_one_line_drawn_again_at_a_terminal(self):
        screen = self.bulk()
        screen.read(until=b"\r\x1b[K")
        code = screen.end()
        self.assertIn(code, [0, 9], screen.seen)
        drawn = re.findall(rb"\r\x1b\[K([^\r\n]*)", screen.seen)
        self.assertTrue(any(b" steps" in line for line in drawn), screen.seen)
        # It is taken away before the answer comes.
        self.assertRegex(screen.seen, rb"\r\x1b\[K(?!\d+ of)")

    def test_progress_is_cut_to_a_window_that_became_narrow(self):
        screen = self.bulk(width=120)
        screen.resize(12)
        screen.end()
        for line in re.findall(rb"\r\x1b\[K([^\r\n\x1b]*)", screen.seen):
            if b"of" in line:
                self.assertLess(len(line), 12, screen.seen)

    def test_progress_is_not_drawn_where_it_would_be_read_out_or_stay(self):
        for env in [{"ACCESSIBLE": "1"}, {"TERM": "dumb"}, {"CI": "1"}]:
            screen = self.bulk(env=env)
            screen.end()
            self.assertNotIn(b"\x1b[K", screen.seen, env)
        self.home.run("sandbox", "faults", "clear")
        screen = self.bulk()
        screen.child.kill()
        screen.end()

    def test_ctrl_c_in_a_bulk_run_finishes_what_is_under_way_and_says_how_to_go_on(self):
        screen = self.bulk()
        screen.read(until=b" steps")
        screen.press(b"\x03")
        code = screen.end()
        self.assertIn(code, [0, 130], screen.seen)
        if code == 130:
            self.assertIn(b"tasks resume", screen.seen)
        # The journal is whole whatever happened.
        self.assertEqual(self.home.run("--sandbox", "tasks", "list", "-o", "json").returncode, 0)

    def test_names_that_try_to_move_the_cursor_are_spelt_out(self):
        self.assertEqual(self.home.run("sandbox", "faults", "set", "hostile-names").returncode, 0)
        for args in [["users", "list"], ["status"], ["users", "show", PERSON], ["apps", "discover"]]:
            _, seen = self.whole(["--sandbox", *args], NO_COLOR="1")
            text = DRAWN.sub(b"", seen).decode()
            for c in text:
                plain = c in "\r\n" or (c.isprintable() and not 0x202A <= ord(c) <= 0x202E and not 0x2066 <= ord(c) <= 0x2069)
                self.assertTrue(plain, (args, hex(ord(c)), text))

    def piped(self, args, lines, **env):
        """The program into `head`: its exit code and what it said."""
        with tempfile.TemporaryFile() as talk:
            first = subprocess.Popen([PROGRAM, *args], env=self.home.env(**env), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=talk)
            head = subprocess.Popen(["head", "-n", str(lines)], stdin=first.stdout, stdout=subprocess.DEVNULL)
            first.stdout.close()
            head.wait()
            code = first.wait(timeout=30)
            talk.seek(0)
            return code, talk.read()

    def test_a_pipe_that_closes_is_no_fault_of_ours(self):
        for args, expected in [
            (["--help"], 0),
            (["apps", "list"], 0),
            (["--sandbox", "users", "list", "-o", "json"], 0),
            (["--sandbox", "users", "list"], 0),
            (["--sandbox", "audit", "show"], None),
            (["--sandbox", "users", "show", "nobody@meridian.example", "-o", "json"], 5),
            (["sandbox", "tour"], 0),
        ]:
            for lines in [0, 1]:
                code, talk = self.piped(args, lines)
                self.assertNotIn(b"panicked", talk)
                self.assertNotIn(b"Broken pipe", talk)
                if expected is not None:
                    self.assertEqual(code, expected, (args, lines, talk))
                self.assertGreaterEqual(code, 0, (args, lines, talk))

    def test_who_watches_into_a_pipe_that_closes_is_let_go(self):
        began = time.monotonic()
        code, talk = self.piped(["--sandbox", "status", "--watch", "--interval", "1s"], 0)
        self.assertNotIn(b"panicked", talk)
        self.assertIn(code, [0, 11], talk)
        self.assertLess(time.monotonic() - began, 20)

    def test_a_write_is_done_and_recorded_though_nobody_reads_the_answer(self):
        code, talk = self.piped([*DISABLE, "--yes"], 0)
        self.assertEqual(code, 0, talk)
        self.assertFalse(self.home.enabled())
        self.assertEqual(self.home.run("--sandbox", "tasks", "list").returncode, 0)

    def test_streams_that_are_closed_from_the_start(self):
        for closing in [">&-", "2>&-", "<&-", ">&- 2>&- <&-"]:
            ran = subprocess.run(["sh", "-c", f'"$0" --sandbox users list -o json {closing}', PROGRAM],
                                 env=self.home.env(), capture_output=True, timeout=30)
            self.assertNotIn(b"panicked", ran.stderr, closing)
            self.assertIn(ran.returncode, [0, 1], (closing, ran.stderr))
        full = subprocess.run(["sh", "-c", '"$0" --sandbox users list -o json >/dev/full', PROGRAM],
                              env=self.home.env(), capture_output=True, timeout=30)
        self.assertEqual(full.returncode, 1, full.stderr)
        self.assertIn(b"could not write the answer", full.stderr)

    def test_without_terminal_or_input_a_sign_in_says_so_at_once(self):
        began = time.monotonic()
        tenant = {"AZURE_TENANT_ID": "11111111-1111-4111-8111-111111111111", "AZURE_CLIENT_ID": "22222222-2222-4222-8222-222222222222"}
        ran = subprocess.run(["setsid", "sh", "-c", '"$0" auth login <&-', PROGRAM],
                             env=self.home.env(CI="1", **tenant), capture_output=True, timeout=30)
        self.assertEqual(ran.returncode, 3, ran.stderr)
        self.assertLess(time.monotonic() - began, 3)
        left = {name for _, _, files in os.walk(self.home.folder) for name in files}
        head = "11111111-1111-4111-8111-111111111111.json"
        allowed = {"audit.jsonl", "audit.lock", "program.sha256", head}
        self.assertLessEqual(left, allowed, "only the line that somebody tried, the log's head, and the program's digest")


if __name__ == "__main__":
    unittest.main(verbosity=2)
