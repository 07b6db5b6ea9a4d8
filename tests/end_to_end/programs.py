"""Runs the built programs against a site that a test controls. OGI_BIN names the folder of ogid and ogi."""

import json
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from decimal import Decimal

TESTS = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TESTS / "site"))

BIN = pathlib.Path(os.environ.get("OGI_BIN", TESTS.parent / "build" / "release" / "bin")).resolve()
DAMAGED = 7  # Exit status of `ogi store verify` that found something.
PATIENCE_S = 60  # For anything that should take a second or two.
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}


def run(*command, patience=PATIENCE_S):
    return subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=patience, env=ENVIRONMENT)


def until(condition, patience=PATIENCE_S, every=0.02):
    """Asks `condition` again and again until it gives something true; fails loudly when patience ends."""
    end, pause = time.monotonic() + patience, threading.Event()
    while True:
        if result := condition():
            return result
        if time.monotonic() > end:
            raise AssertionError(f"waited {patience} s in vain")
        pause.wait(every)


def toml(value):
    return json.dumps(value, ensure_ascii=False)


class Ground:
    """A folder with a configuration and a store of its own."""

    def __init__(self, entries, listen="", **crawl):
        self._folder = tempfile.TemporaryDirectory(prefix="ogid-test-")
        self.folder = pathlib.Path(self._folder.name)
        self.store, self.entries, self.listen = self.folder / "store", list(entries), listen
        self.crawl = {"user_agent": "ogid-test (+http://127.0.0.1/)", "host_delay_ms": 0, "allow_private_addresses": True,
                      "withdrawal_confirm_s": 0, **crawl}  # fmt: skip
        self.config = self.folder / "ogid.toml"
        self.write()

    def close(self):
        """Every store that a test leaves behind must be whole."""
        verified = self.ogi("store", "verify") if (self.store / "CURRENT").exists() else None
        self._folder.cleanup()
        if verified and verified.returncode == DAMAGED:
            raise AssertionError(f"ogi store verify: exit {verified.returncode}: {verified.stderr}{verified.stdout}")

    def write(self, more=""):
        """Writes the configuration again, after a change of `crawl` or `listen`."""
        lines = ["[store]", f"path = {toml(str(self.store))}", "[api]", f"listen = {toml(self.listen)}", "[crawl]"]
        lines += [f"{key} = {toml(value)}" for key, value in self.crawl.items()]
        for number, entry in enumerate(self.entries):
            lines += ["[[source]]", f'name = "source {number}"', f"entry = [{toml(entry)}]"]
        self.config.write_text("\n".join(lines) + "\n" + more)

    def set(self, **crawl):
        self.crawl |= crawl
        self.write()

    def ogid(self, *options):
        return run(BIN / "ogid", "--config", self.config, *options)

    def ogi(self, *words):
        return run(BIN / "ogi", "--config", self.config, *words)

    def lines(self, *words):
        """The objects that a reading command prints; figures as Decimal."""
        done = self.ogi(*words, "-o", "ndjson")
        if done.returncode != 0:
            raise AssertionError(f"ogi {' '.join(words)}: exit {done.returncode}: {done.stderr}")
        return [json.loads(line, parse_float=Decimal) for line in done.stdout.splitlines()]

    def changes(self, since=0):
        return self.lines("changes", "--since", str(since))

    def cursor(self, sequence):
        """Of an entry."""
        return self.lines("changes", "--since", str(sequence - 1), "--limit", "1")[0]["cursor"]

    def reports(self):
        """(agency, year) → report."""
        return {(line["agency"]["name"], line["year"]): line for line in self.lines("reports")}

    def pages(self):
        """URL → what is known of the page."""
        return {line["url"]: line for line in self.lines("pages")}


def answers(ground):
    """Whether a daemon listens on the control socket. A killed one leaves the socket's file behind."""
    with socket.socket(socket.AF_UNIX) as probe:
        return probe.connect_ex(str(ground.store / "ogid.sock")) == 0


def free_address():
    """An address on loopback that nobody listened on a moment ago, for a daemon's api.listen."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return "127.0.0.1:%d" % probe.getsockname()[1]


def kind_of(change):
    """added, revised, withdrawn, restored or reinterpreted."""
    return change["type"].rsplit(".", 1)[1]


class SiteCase(unittest.TestCase):
    """Tests on a demonstration site of their own. A class crawls it once in setUpClass where that is enough."""

    maxDiff = None

    def succeed(self, done):
        self.assertEqual(done.returncode, 0, done.stderr)
        return done

    def crawl(self, ground):
        self.succeed(ground.ogid("--once"))

    def recrawl(self, ground, *options):
        self.succeed(ground.ogi("recrawl", "--wait", *options))

    def assert_change(self, change, kind, report):
        self.assertEqual((kind_of(change), change["data"]["agency"], change["data"]["year"], change["data"]["source_url"]),
                         (kind, report.agency, report.year, report.url))  # fmt: skip
