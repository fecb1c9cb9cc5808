"""Measures for benches/tls.sh: tls.py PROGRAM [--check]."""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from relay import Relay, retold

PROGRAM = sys.argv[1]
CHECK = "--check" in sys.argv
LIMIT = float(os.environ.get("LIMIT", "1.30"))
RUNS = int(os.environ.get("RUNS", "31"))
PERSON = "rowan.reyes-vale@meridian.example"
CONTAIN = ["--no-input", "users", "contain", PERSON, "--yes", "--reason", "bench", "-o", "json"]

scratch = tempfile.mkdtemp(prefix="entractl-tls-")
# Where nothing that is written reaches a disk: what is slower elsewhere is the journal.
memory = tempfile.mkdtemp(prefix="entractl-tls-", dir="/dev/shm") if os.path.isdir("/dev/shm") else None


def environment(state, config):
    bus = {name: os.environ[name] for name in ["DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"] if name in os.environ}
    return {"PATH": "/usr/bin:/bin", "HOME": scratch, "LC_ALL": "C", "XDG_STATE_HOME": state, "XDG_CONFIG_HOME": config, **bus}


def serve():
    """The simulated tenant; it ends with this process."""
    child = subprocess.Popen(
        [PROGRAM, "sandbox", "serve", "--listen", "127.0.0.2:0", "--folder", f"{scratch}/served", "-o", "jsonl"],
        env=environment(f"{scratch}/serve-state", f"{scratch}/serve-config"), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    told = json.loads(child.stdout.readline())
    return child, told.get("data", told)


def configured(name, origin, tenant):
    """A configuration folder for the tenant at this address."""
    folder = f"{scratch}/{name}"
    os.makedirs(f"{folder}/entractl", mode=0o700)
    with open(os.open(f"{folder}/entractl/config.toml", os.O_WRONLY | os.O_CREAT, 0o600), "w", encoding="utf-8") as file:
        file.write(
            f'[clouds.bench]\nauthority = "{origin}"\ngraph = "{origin}"\nca_file = "{tenant["caFile"]}"\n\n[profiles.default]\n'
            f'tenant = "{tenant["tenantId"]}"\nclient_id = "{tenant["clientId"]}"\ncloud = "bench"\n')
    return folder


PERSON_PAGE = """#!{python}
import re, sys, urllib.parse, urllib.request
own = "/".join(sys.argv[1].split("/", 3)[:3])
quoted = lambda text: urllib.parse.quote(text, safe="")
page = sys.argv[1].replace(own, "{origin}").replace(quoted(own), quoted("{origin}"))
proof = re.search('name="proof" value="([^"]+)"', urllib.request.urlopen(page).read().decode()).group(1)
form = urllib.parse.urlencode({{"proof": proof, "person": "ada.admin@meridian.example", "decision": "accept"}})
urllib.request.urlopen(page, form.encode()).read()
"""


def sign_in(tenant, env):
    """Signs the administrator in, whose tokens are then in the keyring."""
    browser = f"{scratch}/browser"
    with open(os.open(browser, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o700), "w", encoding="utf-8") as file:
        file.write(PERSON_PAGE.format(python=sys.executable, origin=tenant["http"]))
    login = [PROGRAM, "auth", "login", "--browser", "--for", "respond"]
    ran = subprocess.run(login, env={**env, "BROWSER": browser}, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    if ran.returncode:
        sys.exit(f"nobody could sign in: {ran.stderr.decode()}")


def recorded(tenant):
    """Every request of one contain, as it was sent: path, type, body."""
    seen = []
    theirs = tenant["http"].removeprefix("http://")

    class Recorder(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_):
            pass

        def do_POST(self):
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            kept = {name: self.headers[name] for name in ["content-type", "authorization", "consistencylevel"] if self.headers[name]}
            ours = self.headers["host"]
            if "authorization" in kept:
                kept["authorization"] = retold(kept["authorization"].encode(), ours.encode(), theirs.encode()).decode()
            seen.append((self.command, self.path, dict(kept), body))
            inward = body.replace(ours.encode(), theirs.encode()).replace(
                urllib.parse.quote(ours, safe="").encode(), urllib.parse.quote(theirs, safe="").encode())
            request = urllib.request.Request(f"{tenant['http']}{self.path}", inward or None, kept, method=self.command)
            try:
                answer = urllib.request.urlopen(request)
            except urllib.error.HTTPError as error:
                answer = error
            text = retold(answer.read().replace(theirs.encode(), ours.encode()), theirs.encode(), ours.encode())
            self.send_response(answer.status)
            self.send_header("content-type", answer.headers.get("content-type", "application/json"))
            self.send_header("content-length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        do_GET = do_POST

    server = ThreadingHTTPServer(("127.0.0.1", 0), Recorder)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    ours = f"127.0.0.1:{server.server_port}"
    config = configured("recorder", f"http://{ours}", tenant)
    env = environment(f"{scratch}/recorder-state", config)
    sign_in(tenant, env)
    seen.clear()
    ran = subprocess.run([PROGRAM, *CONTAIN], env=env, capture_output=True, check=False)
    if ran.returncode:
        sys.exit(f"contain ended with {ran.returncode}: {ran.stdout.decode()}{ran.stderr.decode()}")
    server.shutdown()
    return seen


def curl_file(name, requests, origin, tenant, token):
    """What curl is to send, in one run and over one connection."""
    lines = []
    for number, (method, path, headers, body) in enumerate(requests):
        file = f"{scratch}/{name}-{number}"
        with open(file, "wb") as out:
            out.write(body)
        if lines:
            lines.append("next")
        lines += [f'url = "{origin}{path}"', f'request = "{method}"', "silent", "http2", f'cacert = "{tenant["caFile"]}"', 'output = "/dev/null"',
                  'write-out = "%{http_code} %{http_version} %{num_connects} %{time_total}\\n"']
        if body:
            lines.append(f'data-binary = "@{file}"')
        for key, value in headers.items():
            lines.append(f'header = "{key}: {"Bearer " + token if key == "authorization" else value}"')
    with open(f"{scratch}/{name}.curl", "w", encoding="utf-8") as out:
        out.write("\n".join(lines) + "\n")
    return f"{scratch}/{name}.curl"


def timed(command, env, codes=(0,)):
    """Milliseconds on the wall and of processor time, and what was printed."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        began = time.perf_counter()
        child = subprocess.Popen(command, env=env, stdin=subprocess.DEVNULL, stdout=out, stderr=err)
        _, status, used = os.wait4(child.pid, 0)
        took = (time.perf_counter() - began) * 1000
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        told = out.read().decode()
        if child.returncode not in codes:
            sys.exit(f"{command[0]} ended with {child.returncode}: {told}{err.read().decode()}")
        return took, (used.ru_utime + used.ru_stime) * 1000, told


def measured(latency, tenant, requests):
    origin = tenant["https"]
    if latency:
        origin = f"https://127.0.0.1:{Relay(int(origin.rsplit(':', 1)[1]), latency).port}"
    config = configured(f"at-{latency}", origin, tenant)

    disk, fast = environment(f"{scratch}/state", config), environment(memory or f"{scratch}/state", config)
    sign_in(tenant, disk)
    token = next(headers["authorization"] for _, _, headers, _ in requests).removeprefix("Bearer ")
    file = curl_file(f"at-{latency}", requests, origin, tenant, token)
    def ours(env):
        return timed([PROGRAM, *CONTAIN], env)

    def theirs():
        took, used, told = timed(["curl", "--config", file], disk)
        rows = [row.split() for row in told.splitlines()]
        if [row[:2] for row in rows] != [["200", "2"]] * len(requests) or sum(int(row[2]) for row in rows) != 1:
            sys.exit(f"curl was not answered as it should be:\n{told}")
        return took, used, float(rows[-1][3]) * 1000

    # What costs once and for all, such as a cold cache, is nobody's.
    ours(fast), theirs()
    rows = []
    for number in range(RUNS):
        # One after the other and in turn first: what the machine does beside
        # them meets both, and a ratio is of two neighbours.
        if number % 2:
            sent, own = theirs(), ours(fast)
        else:
            own, sent = ours(fast), theirs()
        with_journal = ours(disk)
        look = keyring(disk)
        rows.append({
            "curl": sent[0], "of curl": sent[1], "read-back": sent[2], "own": own[0], "keyring": look,
            "processor": own[1], "journal": with_journal[0] - own[0],
        })
    # The keyring is the same each time: its median is surer than one look.
    look = middle(sorted(row["keyring"] for row in rows))
    for row in rows:
        row["own"] -= look
        row["ratio"] = row["own"] / row["curl"]
    return {name: sorted(row[name] for row in rows) for name in rows[0]}


def keyring(env):
    """What the one look into the keyring costs: a command that does nothing
    else, with it and without."""
    return timed([PROGRAM, "--quiet", "auth", "status"], env, [0, 3])[0] - timed([PROGRAM, "--no-store", "auth", "status"], env, [0, 3])[0]


def middle(values, part=0.5):
    """The median, or another part, of sorted values."""
    return values[round((len(values) - 1) * part)]


def main():
    child, tenant = serve()
    try:
        requests = recorded(tenant)
        batches = sum(path.endswith("$batch") for _, path, _, _ in requests)
        print(f"one account contained: {len(requests)} requests, of them {batches} batches; medians of {RUNS} pairs, ms")
        print(f"{'latency':>8} {'curl':>8} {'entractl':>9} {'ratio':>6} {'quartiles':>12} {'keyring':>8} {'journal':>8} {'read-back':>10} {'processor':>14}")
        over = 0
        for latency in [0, 50]:
            found = measured(latency, tenant, requests)
            at = {name: middle(values) for name, values in found.items()}
            over += at["ratio"] > LIMIT
            spread = f"{middle(found['ratio'], 0.25):.2f}-{middle(found['ratio'], 0.75):.2f}"
            print(f"{latency:>8} {at['curl']:>8.1f} {at['own']:>9.1f} {at['ratio']:>6.2f} {spread:>12} {at['keyring']:>8.1f} {at['journal']:>8.1f} {at['read-back']:>10.1f} {at['processor']:>6.1f} / {at['of curl']:.1f}")
    finally:
        child.terminate()
        shutil.rmtree(scratch, ignore_errors=True)
        if memory:
            shutil.rmtree(memory, ignore_errors=True)
    print("Processor: time of entractl, with all that is counted apart, and of curl.")
    print("Both sides send the read-back. Keyring (one look) and journal (what a disk adds) come on top of entractl's.")
    if memory is None:
        print("There is no /dev/shm: the journal is in the ratio.")
    if CHECK and over:
        sys.exit(f"FAILED: {over} of 2 are above {LIMIT}")


main()
