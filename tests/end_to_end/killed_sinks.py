"""A daemon with sinks, a PostgreSQL server and a follower over HTTP, killed in turn while reports change."""

import hashlib
import json
import pathlib
import signal
import subprocess
import sys
import threading

import postgresql
import programs

SETTLE_S = 60
QUICK_S = 0.4  # A kill comes at most so long after the pages were made due.
VICTIMS = ("daemon", "backends", "daemon", "server, at once", "follower", "daemon", "postmaster", "follower")


def fold(lines):
    """Subject → digest of its newest line, and the last sequence."""
    reports, last = {}, 0
    for line in lines:
        entry = json.loads(line)
        reports[entry["subject"]] = hashlib.sha256(line.encode()).hexdigest()
        last = int(entry["sequence"])
    return reports, last


class KilledSinks:
    """`chance`: random.Random. What is wrong at the end is in `faults`."""

    def __init__(self, site, entries, chance):
        self.site, self.chance, self.faults, self.counts = site, chance, [], {}
        self.database = postgresql.Server()
        self.ground = programs.Ground(entries, listen=programs.free_address())
        self.files = self.ground.folder / "lines"
        keys = {"url": self.database.url, "password_file": str(self.database.password), "retry_first_ms": 20, "retry_max_ms": 200,
                "batch_max": 7}  # fmt: skip
        self.ground.write("[[sink]]\nname = \"pg\"\nkind = \"postgresql\"\n"
                          + "".join(f"{key} = {programs.toml(value)}\n" for key, value in keys.items())
                          + f"[[sink]]\nname = \"lines\"\nkind = \"files\"\nfolder = {programs.toml(str(self.files))}\n"
                          + "rotate_bytes = 20000\ngzip = true\nbatch_max = 3\nretry_first_ms = 20\n")  # fmt: skip
        self.state = self.ground.folder / "follower.json"
        self.cells = [(report, cell) for host in site.hosts.values() for report in host.reports
                      for cell, value in report.cells.items() if value is not None]  # fmt: skip
        self.pause = threading.Event()
        self.daemon = self.start_daemon()
        self.follower = self.start_follower()

    def start_daemon(self):
        daemon = subprocess.Popen([str(programs.BIN / "ogid"), "--config", str(self.ground.config)], env=programs.ENVIRONMENT,
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
        programs.until(lambda: daemon.poll() is not None or programs.answers(self.ground))
        if daemon.poll() is not None:
            raise AssertionError(f"ogid ended with {daemon.returncode}")
        return daemon

    def start_follower(self):
        script = pathlib.Path(__file__).with_name("follower.py")
        return subprocess.Popen([sys.executable, str(script), self.ground.listen, str(self.state)], env=programs.ENVIRONMENT)

    def stir(self):
        """Other figures in some reports, and their pages due now."""
        urls = set()
        for report, cell in self.chance.sample(self.cells, 4):
            self.site.change(report, cell, self.chance.randrange(100_000))
            urls.add(report.url)
        for url in urls:
            self.ground.ogi("recrawl", "--url", url)

    def kill(self, victim):
        self.stir()
        self.pause.wait(self.chance.uniform(0, QUICK_S))
        self.counts[victim] = self.counts.get(victim, 0) + 1
        if victim == "daemon":
            self.daemon.kill()
            self.daemon.wait(programs.PATIENCE_S)
            self.daemon = self.start_daemon()
        elif victim == "follower":
            self.follower.kill()
            if self.follower.wait(programs.PATIENCE_S) != -signal.SIGKILL:
                self.faults.append(f"the follower had ended with {self.follower.returncode}")
            self.follower = self.start_follower()
        elif victim == "backends":
            self.database.kill_backends()
            programs.until(self.database.answers)
        else:
            self.database.stop(signal.SIGQUIT if victim == "server, at once" else signal.SIGKILL)
            self.database.start()

    def where(self):
        """How far everybody is, for a person."""
        behind = json.loads(self.state.read_text())["cursor"] if self.state.exists() else "0"
        return self.ground.lines("status"), self.ground.lines("sinks"), behind, self.follower.poll()

    def settled(self):
        """Whether nothing is due or on its way any more."""
        status = self.ground.lines("status")[0]
        sinks = self.ground.lines("sinks")
        last = int(status["last_sequence"])
        behind = json.loads(self.state.read_text())["cursor"] if self.state.exists() else "0"
        return (last and not status["asked_for"] and not status["daemon"]["pages_behind"]
                and all(sink["lag"] == 0 and sink["state"] == "following" for sink in sinks)
                and int(behind.split("-")[-1]) == last)  # fmt: skip

    def compare(self):
        """At the end: everybody holds what the store holds."""
        try:
            programs.until(self.settled, patience=SETTLE_S, every=0.1)
        except AssertionError:
            self.faults.append(f"not settled: {self.where()}")
        reports, last = fold(self.ground.ogi("changes", "-o", "ndjson").stdout.splitlines())
        self.entries, self.reports = last, len(reports)
        for name in ("pg", "lines"):
            done = self.ground.ogi("sinks", "verify", name, "-o", "ndjson")
            if done.returncode != 0:
                self.faults.append(f"{name} differs: {done.stdout}{done.stderr}")
        rows = self.database.rows("SELECT agency || '/' || year AS subject, line_sha256 FROM ogid.reports")
        if {row["subject"]: row["line_sha256"] for row in rows} != reports:
            self.faults.append("PostgreSQL differs from the feed")
        lines = [row["line"] for row in self.database.rows("SELECT line FROM ogid.changes ORDER BY sequence")]
        if fold(lines) != (reports, last) or len(lines) != last:
            self.faults.append("the log in PostgreSQL is not the feed")
        if json.loads(self.state.read_text())["reports"] != reports:
            self.faults.append("the follower differs from the feed")

    def close(self):
        self.follower.kill()
        self.follower.wait(programs.PATIENCE_S)
        self.daemon.terminate()
        if self.daemon.wait(programs.PATIENCE_S) != 0:
            self.faults.append(f"ogid ended with {self.daemon.returncode}")
        self.database.close()
        self.ground.close()
