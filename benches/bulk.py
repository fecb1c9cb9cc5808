"""Measures for benches/bulk.sh: bulk.py PROGRAM BARE [--full] [--check] [--wall | --memory]."""
import http.client
import json
import math
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from relay import Relay, retold

PROGRAM, BARE = sys.argv[1:3]
FULL, CHECK = "--full" in sys.argv, "--check" in sys.argv
WALL, MEMORY = "--memory" not in sys.argv, "--wall" not in sys.argv
# Without latency a run is short, and the machine itself is the noise: more of them.
RUNS = {0: int(os.environ.get("RUNS", "15")), 50: int(os.environ.get("RUNS", "5"))}
ACCOUNTS = int(os.environ.get("ACCOUNTS", "10000" if FULL else "3000"))
SIZES = [int(n) for n in os.environ.get("SIZES", "1000 10000 99000" if FULL else "1000 10000").split()]
# As many batches as the tool keeps under way (AT_A_TIME of its engine).
AT_A_TIME = os.environ.get("AT_A_TIME", "8")
LIMITS = {0: 1.50, 50: 1.15}
MOST_MEMORY, MOST_GROWTH, MOST_JOURNAL = 40_000_000, 1.10, 1_000
BATCH, STEPS = 20, 2
scratch = tempfile.mkdtemp(prefix="entractl-bulk-")
missed = []


def goal(name, found, most):
    if found > most:
        missed.append(f"{name} is {found:.4g}, the goal is {most:g}")


class Served:
    """The simulated tenant in a process of its own, with so many people more."""

    def __init__(self, people):
        self.child = subprocess.Popen(
            [PROGRAM, "sandbox", "serve", "--listen", "127.0.0.2:0", "--folder", f"{scratch}/served-{people}", "--users",
             str(people + 400), "--control", "-o", "jsonl"],
            env=environment(f"serve-{people}"), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        told = json.loads(self.child.stdout.readline())
        told = told.get("data", told)
        self.http, self.https, self.ca_file = told["http"], told["https"], told["caFile"]
        self.tenant, self.client, self.control = told["tenantId"], told["clientId"], told["control"]
        with open(told["clientSecretFile"], encoding="utf-8") as file:
            self.secret = file.read()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.child.terminate()
        self.child.wait()

    def ask(self, method, what, body=None):
        request = urllib.request.Request(
            f"{self.control['address']}/{what}", json.dumps(body).encode() if body is not None else None,
            {"x-sandbox-control": self.control["token"], "content-type": "application/json"}, method=method)
        return json.load(urllib.request.urlopen(request))

    def begin_again(self):
        """Everybody may sign in again, and nothing was asked yet."""
        self.ask("PUT", "scenario", {})
        self.ask("DELETE", "ledger")

    def people(self, count):
        """Object ids of ordinary people: members in the cloud without a role."""
        form = {"client_id": self.client, "client_secret": self.secret, "grant_type": "client_credentials", "scope": "https://graph.microsoft.com/.default"}
        token = json.load(urllib.request.urlopen(f"{self.http}/{self.tenant}/oauth2/v2.0/token", urllib.parse.urlencode(form).encode()))["access_token"]
        link, found = f"{self.http}/v1.0/users?$select=id,userPrincipalName,accountEnabled&$top=999", []
        while link and len(found) < count:
            page = json.load(urllib.request.urlopen(urllib.request.Request(link, headers={"authorization": f"Bearer {token}"})))
            # The crowd beyond the usual company has a number in its names.
            found += [one["id"] for one in page["value"] if re.search(r"\d{3}@meridian\.example$", one["userPrincipalName"]) and one["accountEnabled"]]
            link = page.get("@odata.nextLink")
        assert len(found) >= count, len(found)
        return found[:count]


def environment(name, config=None, served=None):
    env = {"PATH": "/usr/bin:/bin", "HOME": scratch, "LC_ALL": "C", "XDG_STATE_HOME": f"{scratch}/state-{name}", "XDG_CONFIG_HOME": config or f"{scratch}/none"}
    if served:
        # An application signs in for each command, and no keyring is touched.
        env |= {"CI": "true", "AZURE_TENANT_ID": served.tenant, "AZURE_CLIENT_ID": served.client, "AZURE_CLIENT_SECRET": served.secret}
    return env


def configured(name, origin, served):
    """A configuration for the tenant at this address, which takes writes as fast
    as they come; and the second person, who may sign."""
    folder = f"{scratch}/{name}"
    os.makedirs(f"{folder}/entractl", mode=0o700)
    with open(os.open(f"{folder}/entractl/config.toml", os.O_WRONLY | os.O_CREAT, 0o600), "w", encoding="utf-8") as file:
        file.write(
            f'[clouds.bench]\nauthority = "{origin}"\ngraph = "{origin}"\nca_file = "{served.ca_file}"\nwrites_per_150_seconds = 1000000000\n\n'
            f'[profiles.default]\ntenant = "{served.tenant}"\nclient_id = "{served.client}"\ncloud = "bench"\n\n'
            f'[guard_rails]\nallowed_signers = "{scratch}/allowed_signers"\n')
    return folder


def second_person():
    subprocess.run(["/usr/bin/ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", f"{scratch}/key"], check=True)
    with open(f"{scratch}/key.pub", encoding="utf-8") as key, open(f"{scratch}/allowed_signers", "w", encoding="utf-8") as allowed:
        allowed.write(f"gil.guardian@meridian.example {key.read()}")


def run(command, env, stdin=None):
    """Seconds on the wall, the most memory that it held (VmHWM) and what it printed."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err, open(stdin or os.devnull, "rb") as source:
        began = time.perf_counter()
        child = subprocess.Popen(command, env=env, stdin=source, stdout=out, stderr=err)
        most = 0
        while child.poll() is None:
            try:
                with open(f"/proc/{child.pid}/status", encoding="utf-8") as status:
                    # Before it is itself, the child has the memory of this process.
                    text = status.read()
                    if not text.startswith("Name:\tpython"):
                        most = max(most, int(re.search(r"VmHWM:\s+(\d+) kB", text).group(1)) * 1024)
            except (OSError, AttributeError):
                pass
            time.sleep(0.002)
        took = time.perf_counter() - began
        out.seek(0)
        err.seek(0)
        if child.returncode:
            sys.exit(f"{command} ended with {child.returncode}: {out.read().decode()[:4000]}{err.read().decode()}")
        return took, most, out.read().decode()


def planned(served, config, name, count):
    """A plan over so many accounts that the second person has signed, and the
    memory that planning took."""
    people, plan = f"{scratch}/{name}.csv", f"{scratch}/{name}.json"
    with open(people, "w", encoding="utf-8") as file:
        file.write("id\n" + "\n".join(served.people(count)) + "\n")
    env = environment(f"plan-{name}", config, served)
    _, most, _ = run([PROGRAM, "users", "disable", "--from", people, "--dry-run", "--plan-out", plan, "--reason", "bench"], env)
    subprocess.run(["/usr/bin/ssh-keygen", "-q", "-Y", "sign", "-f", f"{scratch}/key", "-n", "entractl-plan", plan], check=True)
    return plan, most


def applied(plan, count, env):
    took, most, told = run([PROGRAM, "tasks", "apply", plan, "--yes", "--expect-count", str(count), "-o", "json"], env)
    told = json.loads(told)
    told = told.get("data", told)
    if told["counts"]["done"] != count:
        sys.exit(f"not everybody is disabled: {json.dumps(told)[:2000]}")
    return took, most


def fewest(count):
    """Requests of `tasks apply`: each account read once and written twice, and
    what decides about all of them, in three batches: the third reads the
    accounts that the Block policies reach. A long run begins with one account and then ten, which
    is asked of it and counts."""
    first = math.ceil(count / BATCH) if count <= 500 else 2 + math.ceil((count - 11) / BATCH)
    return 3 + first + math.ceil(count / BATCH) * STEPS + verified(count)


def verified(count):
    """Requests that read each account once more after the last step, 2,400 steps at a time."""
    whole, rest = divmod(count * STEPS, 2400)
    per = math.ceil(2400 / STEPS / BATCH)
    return whole * per + math.ceil(rest / STEPS / BATCH)


def recorded(served, plan, count):
    """Every request of the run, in their order; the tenant begins again after it."""
    seen, lock, own = [], threading.Lock(), threading.local()
    theirs = served.http.removeprefix("http://")

    class Recorder(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_):
            pass

        def do_POST(self):
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            ours = self.headers["host"]
            inward = body.replace(ours.encode(), theirs.encode()).replace(urllib.parse.quote(ours, safe="").encode(), urllib.parse.quote(theirs, safe="").encode())
            with lock:
                seen.append({"path": self.path, "type": self.headers["content-type"], "body": inward.decode()})
            if not hasattr(own, "link"):
                own.link = http.client.HTTPConnection(theirs)
            kept = {name: self.headers[name] for name in ["content-type", "authorization"] if self.headers[name]}
            if "authorization" in kept:
                kept["authorization"] = retold(kept["authorization"].encode(), ours.encode(), theirs.encode()).decode()
            own.link.request("POST", self.path, inward, kept)
            answer = own.link.getresponse()
            text = retold(answer.read().replace(theirs.encode(), ours.encode()), theirs.encode(), ours.encode())
            self.send_response(answer.status)
            self.send_header("content-type", answer.headers.get("content-type", "application/json"))
            self.send_header("content-length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Recorder)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    config = configured("recorder", f"http://127.0.0.1:{server.server_port}", served)
    served.begin_again()
    applied(plan, count, environment("recorder", config, served))
    server.shutdown()
    file = f"{scratch}/requests.jsonl"
    with open(file, "w", encoding="utf-8") as out:
        out.writelines(json.dumps(one) + "\n" for one in seen)
    return file, len(seen)


def wall():
    with Served(ACCOUNTS) as served:
        config = configured("plan", served.https, served)
        plan, _ = planned(served, config, "wall", ACCOUNTS)
        file, sent = recorded(served, plan, ACCOUNTS)
        print(f"{ACCOUNTS} accounts disabled: {ACCOUNTS * STEPS} writes; medians of {RUNS[0]} and {RUNS[50]} pairs of runs, s, the two of a pair one after the other; the ratio is the median of the pairs' own")
        print(f"{'latency':>8} {'requests':>9} {'fewest':>7} {'bare':>8} {'entractl':>9} {'ratio':>6} {'goal':>5}")
        for latency in [0, 50]:
            origin = served.https
            if latency:
                origin = f"https://127.0.0.1:{Relay(int(origin.rsplit(':', 1)[1]), latency).port}"
            config = configured(f"at-{latency}", origin, served)
            ours, floor, asked = [], [], 0
            for number in range(RUNS[latency]):
                served.begin_again()
                ours.append(applied(plan, ACCOUNTS, environment(f"{latency}-{number}", config, served))[0])
                asked = served.ask("GET", "ledger")["requests"]
                served.begin_again()
                floor.append(run([BARE, origin, served.ca_file, AT_A_TIME], environment("bare"), file)[0])
                if served.ask("GET", "ledger")["requests"] != sent - 1:
                    sys.exit("the bare client did not send what was recorded")
            ratio = statistics.median(one / bare for one, bare in zip(ours, floor))
            goal(f"wall at {latency} ms", ratio, LIMITS[latency])
            goal(f"requests at {latency} ms", asked, fewest(ACCOUNTS))
            if not latency:
                print(f"of these requests {verified(ACCOUNTS)} verify")
            print(f"{latency:>8} {asked:>9} {fewest(ACCOUNTS):>7} {statistics.median(floor):>8.2f} {statistics.median(ours):>9.2f} {ratio:>6.2f} {LIMITS[latency]:>5.2f}")


def memory():
    print("\nmost memory held (VmHWM), MB, and the state folder afterwards; a disable of all")
    print(f"{'accounts':>9} {'planning':>9} {'applying':>9} {'seconds':>8} {'journal':>8} {'audit':>7}")
    first = {}
    for count in SIZES:
        with Served(count) as served:
            config = configured(f"memory-{count}", served.https, served)
            plan, planning = planned(served, config, f"memory-{count}", count)
            served.begin_again()
            env = environment(f"memory-{count}", config, served)
            took, applying = applied(plan, count, env)
            folder = f"{env['XDG_STATE_HOME']}/entractl/{served.tenant}"
            size = lambda *names: sum(os.path.getsize(f"{folder}/{name}") for name in names if os.path.exists(f"{folder}/{name}"))
            journal = size("journal.db", "journal.db-wal", "journal.db-shm")
            print(f"{count:>9} {planning / 1e6:>9.1f} {applying / 1e6:>9.1f} {took:>8.1f} {journal / 1e6:>8.1f} {size('audit.jsonl') / 1e6:>7.1f}")
            for what, most in [("planning", planning), ("applying", applying)]:
                goal(f"memory of {what} {count}, MB,", most / 1e6, MOST_MEMORY / 1e6)
                goal(f"memory of {what} {count} beside {SIZES[0]}", most / first.setdefault(what, most), MOST_GROWTH)
            goal(f"bytes of journal an account at {count}", journal / count, MOST_JOURNAL)


try:
    second_person()
    if WALL:
        wall()
    if MEMORY:
        memory()
finally:
    shutil.rmtree(scratch, ignore_errors=True)
for one in missed:
    print(f"missed: {one}")
if CHECK and missed:
    sys.exit(f"FAILED: {len(missed)} goals are missed")
