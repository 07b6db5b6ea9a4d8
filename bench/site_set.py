"""What the measuring programs share: a generated set of sites with its truth, nginx over it, and ogid crawling it.

The generator and the truth's reader come from ../shared beside the checkout (peers/, checks/).
"""

import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass

ROOT = pathlib.Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
PEERS = SHARED / "peers"
BIN = ROOT / "build" / "release" / "bin"
PATIENCE_S = 1800  # For one run over the largest set.
UNIT = (ROOT / "systemd" / "ogid.service.in").read_text()
# What systemd gives the daemon, too.
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")} | dict(
    re.findall(r"^Environment=(\w+)=(\S+)$", UNIT, re.MULTILINE)
)


def from_shared():
    """The modules ogi_checks and truth_ids; ends the program where they are not there."""
    if not (SHARED / "checks" / "ogi_checks.py").exists():
        sys.exit(f"{sys.argv[0]}: ../shared is not there; nothing to measure with")
    sys.path[:0] = [str(SHARED / "checks"), str(PEERS)]
    import ogi_checks
    import truth_ids

    return ogi_checks, truth_ids


def add_set_options(parser):
    """A folder that sitegen.py made, or how to make one."""
    parser.add_argument("--set", type=pathlib.Path, help="folder that sitegen.py made; else one is made by the numbers")
    for name, default in (("hosts", 200), ("reports", 40), ("news", 0), ("seed", 7)):
        parser.add_argument("--" + name, type=int, default=default)
    parser.add_argument("--bin", type=pathlib.Path, default=BIN)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class SiteSet:
    """The sites of a folder, on a port that is free today: URLs are given with it, wherever they come from."""

    def __init__(self, options):
        self.folder = options.set or self._made(options)
        self.port = free_port()
        self._listen = (self.folder / "listen.conf").read_text()
        self._old = ":%s" % re.search(r":(\d+);", self._listen).group(1)

    @staticmethod
    def _made(options):
        name = f"set-{options.hosts}-{options.reports}-{options.news}-{options.seed}"
        folder = pathlib.Path(tempfile.gettempdir()) / "ogid-bench" / name
        if not (folder / "truth.jsonl").exists():
            from_shared()
            numbers = [word for key in ("hosts", "reports", "news", "seed") for word in ("--" + key, str(getattr(options, key)))]
            subprocess.run([sys.executable, PEERS / "sitegen.py", folder, *numbers], check=True, stdout=subprocess.DEVNULL)
        return folder

    def moved(self, text):
        return text.replace(self._old, f":{self.port}")

    def urls(self, name):
        """starts, homes, or focus: list pages and reports."""
        file = {"starts": "starts.txt", "homes": "homes.txt", "focus": "urls_focus.txt"}[name]
        return self.moved((self.folder / file).read_text()).split()

    def truth(self):
        lines = self.moved((self.folder / "truth.jsonl").read_text()).splitlines()
        return {expected["url"]: expected for expected in map(json.loads, lines)}

    def listen(self):
        return self.moved(self._listen)


@dataclass(frozen=True)
class Seen:
    """A line of nginx's log. Times in seconds by its clock, to the millisecond."""

    began: float
    ended: float
    status: int
    url: str
    agent: str


class Served:
    """`with Served(sites) as server:` nginx, with a log of every request if that is wanted."""

    def __init__(self, sites, log=True):
        self.sites, self._folder = sites, tempfile.TemporaryDirectory(prefix="ogid-nginx-")
        self.folder = pathlib.Path(self._folder.name)
        self.log = self.folder / "access.log"
        self.log.touch()
        temporary = "".join(f" {kind}_temp_path {self.folder};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        access = f"access_log {self.log} t;" if log else "access_log off;"
        (self.folder / "nginx.conf").write_text(f"""
worker_processes 1; daemon off; pid {self.folder}/pid; error_log {self.folder}/error.log warn; worker_rlimit_nofile 65536;
{"user root;" if os.geteuid() == 0 else ""} events {{ worker_connections 8192; }}
http {{ types {{ text/html html; text/plain txt; }} default_type application/octet-stream; sendfile on; tcp_nopush on; tcp_nodelay on;
 log_format t '$msec $request_time $status $server_addr:$server_port $request_uri $http_user_agent'; {access}
 keepalive_timeout 65; keepalive_requests 100000; open_file_cache max=200000 inactive=600s; open_file_cache_valid 600s;
 gzip_static on; gzip_vary on; etag on;{temporary}
 server {{ {sites.listen()} root {sites.folder.resolve()}/www/$server_addr; index index.html; }} }}""")

    def __enter__(self):
        self._process = subprocess.Popen(["nginx", "-p", str(self.folder), "-c", str(self.folder / "nginx.conf")])
        address = re.search(r"listen ([\d.]+):", self.sites.listen()).group(1)
        while True:
            if self._process.poll() is not None:
                sys.exit("nginx does not start: " + (self.folder / "error.log").read_text()[-500:])
            with socket.socket() as probe:
                if probe.connect_ex((address, self.sites.port)) == 0:
                    return self
            time.sleep(0.02)

    def __exit__(self, *_):
        self._process.send_signal(signal.SIGQUIT)
        self._process.wait(30)
        self._folder.cleanup()

    def requests(self):
        """Every request so far, in the order in which they ended."""
        for line in self.log.read_text().splitlines():
            ended, took, status, authority, path, agent = line.split(" ", 5)
            yield Seen(float(ended) - float(took), float(ended), int(status), f"http://{authority}{path}", agent)


@dataclass(frozen=True)
class Measured:
    code: int
    seconds: float
    cpu_s: float
    peak_mib: float
    output: str


def measured(*command):
    """Runs a command to its end. Its peak memory is that of the largest process."""
    with tempfile.TemporaryDirectory(prefix="ogid-measured-") as folder:
        result, output = pathlib.Path(folder) / "result", pathlib.Path(folder) / "output"
        launcher = [sys.executable, "-S", str(pathlib.Path(__file__).with_name("measure.py"))]
        subprocess.run([*launcher, result, output, *map(str, command)], check=True, env=ENVIRONMENT, timeout=PATIENCE_S)
        return Measured(**json.loads(result.read_text()), output=output.read_text())


class Ground:
    """A store of its own with a configuration that crawls a set."""

    def __init__(self, sites, programs, entries="starts", **crawl):
        self._entries = entries
        self._folder = tempfile.TemporaryDirectory(prefix="ogid-bench-")
        self.folder, self.sites, self.programs = pathlib.Path(self._folder.name), sites, programs
        self.config, self.store = self.folder / "ogid.toml", self.folder / "store"
        self.crawl = {"user_agent": "ogid-bench (+http://127.0.0.1/)", "host_delay_ms": 0, "allow_private_addresses": True,
                      "withdrawal_confirm_s": 0} | crawl  # fmt: skip
        self.write()

    def close(self):
        self._folder.cleanup()

    def write(self, **crawl):
        self.crawl |= crawl
        lines = ["[store]", f"path = {json.dumps(str(self.store))}", "[api]", 'listen = ""', "[crawl]"]
        lines += [f"{key} = {json.dumps(value)}" for key, value in self.crawl.items()]
        for number, entry in enumerate(self.sites.urls(self._entries)):
            lines += ["[[source]]", f'name = "host {number}"', f"entry = [{json.dumps(entry)}]"]
        self.config.write_text("\n".join(lines) + "\n")

    def empty(self):
        shutil.rmtree(self.store, ignore_errors=True)

    def ogid(self, *words):
        return (self.programs / "ogid", "--config", self.config, *words)

    def ogi(self, *words):
        return (self.programs / "ogi", "--config", self.config, *words)

    def run(self, command):
        done = measured(*command)
        if done.code:
            sys.exit(f"{sys.argv[0]}: {command[0].name} ended with {done.code}: {done.output[-500:]}")
        return done

    def lines(self, *words):
        command = [str(word) for word in self.ogi(*words, "-o", "ndjson")]
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_S, env=ENVIRONMENT)
        if done.returncode:
            sys.exit(f"{sys.argv[0]}: ogi {' '.join(words)}: {done.stderr[-500:]}")
        return [json.loads(line) for line in done.stdout.splitlines()]


def compare(reports, truth):
    """Stored reports against the truth, cell by cell: a dictionary of counts."""
    checks, truth_ids = from_shared()
    stored = {report["source_url"]: report for report in reports}
    figures = dict.fromkeys(("stored", "expected", "agency", "year", "published", "right", "wrong", "missed", "invented", "cells"), 0)
    figures |= {"stored": len(stored), "expected": len(truth)}
    for url, expected in truth.items():
        report = stored.get(url)
        if report is None:
            continue
        figures["agency"] += report["agency"]["name"] == expected["agency"]
        figures["year"] += report["year"] == expected["year"]
        figures["published"] += report["published"] == expected["pubdate"]
        counts = checks.compare(report, truth_ids.cells(expected))
        for name, count in zip(("right", "wrong", "missed", "invented", "cells"), counts):
            figures[name] += count
    return figures
