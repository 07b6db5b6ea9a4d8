"""A store whose programs are killed in the midst of what they do to it, and what must hold afterwards."""

import json
import shutil
import subprocess
import time

import programs

# How much of a task's own time passes before its kill, at least and at most.
EARLIEST, LATEST = 0.05, 1.0


class KilledStore:
    """`chance`: random.Random. Every kill is followed by `ogi store verify`; what is wrong is in `faults`."""

    def __init__(self, site, ground, chance):
        self.site, self.ground, self.chance = site, ground, chance
        self.backups = ground.folder / "backups"
        self.copy = programs.Ground(ground.entries)  # Where backups are restored to.
        self.cells = [(report, cell) for host in site.hosts.values() for report in host.reports
                      for cell, value in report.cells.items() if value is not None]  # fmt: skip
        self.faults, self.counts, self.typical_s = [], {}, {}
        self.feed = []
        self.tasks = {
            "commits": (ground, ("recrawl", "--wait")),
            "backup": (ground, ("store", "backup", str(self.backups), "--keep", "3")),
            "compaction": (ground, ("store", "compact")),
            "pruning": (ground, ("store", "prune")),
            "restore": (self.copy, ("store", "restore", str(self.backups), "--force")),
        }
        if "reparse" in programs.run(programs.BIN / "ogi", "--help").stdout:
            self.tasks["reparse"] = (ground, ("reparse",))

    def close(self):
        self.copy.close()

    def start(self, task):
        ground, words = self.tasks[task]
        if task == "commits":
            self.change_something()
        return subprocess.Popen([str(programs.BIN / "ogi"), "--config", str(ground.config), *words], env=programs.ENVIRONMENT,
                                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)  # fmt: skip

    def change_something(self):
        """Figures of some reports, so that a recrawl has revisions to commit."""
        for report, cell in self.chance.sample(self.cells, 5):
            self.site.change(report, cell, self.chance.randrange(1000))

    def prepare(self):
        """Does each task once undisturbed: how long it takes says when to kill it."""
        for task in self.tasks:
            begin = time.monotonic()
            process = self.start(task)
            _, errors = process.communicate(timeout=programs.PATIENCE_S)
            self.typical_s[task] = time.monotonic() - begin
            if process.returncode != 0:
                self.faults.append(f"{task}, undisturbed: exit {process.returncode}: {errors}")
        self.look("undisturbed")

    def kill(self, task):
        process = self.start(task)
        try:
            process.communicate(timeout=self.typical_s[task] * self.chance.uniform(EARLIEST, LATEST))
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
        killed, late = self.counts.get(task, (0, 0))
        self.counts[task] = (killed + (process.returncode == -9), late + (process.returncode != -9))
        self.look(f"{task}, kill {killed + late + 1}")

    def look(self, when):
        ground = self.ground
        self.verify(ground, when)
        feed = ground.changes()
        if feed[:len(self.feed)] != self.feed:
            self.faults.append(f"{when}: entries of the feed were lost or altered")
        self.feed = feed
        if fold(feed) != {key: (line["revision"], line["withdrawn_at"] is not None) for key, line in ground.reports().items()}:
            self.faults.append(f"{when}: the feed does not add up to the reports")
        if (self.copy.store / "CURRENT").exists() or (self.copy.store / "restored.moving").exists():
            self.verify(self.copy, when + ", what was restored", finish=True)

    def verify(self, ground, when, finish=False):
        if finish:
            ground.ogi("store", "migrate")  # Any opening for writing ends what a killed restore began.
        done = ground.ogi("store", "verify", "-o", "ndjson")
        if done.returncode != 0:
            self.faults.append(f"{when}: verify: exit {done.returncode}: {done.stderr}{done.stdout}")

    def restore_newest(self):
        """The backups that kills have left are whole."""
        shutil.rmtree(self.copy.store, ignore_errors=True)
        done = self.copy.ogi("store", "restore", str(self.backups), "-o", "json")
        if done.returncode != 0:
            self.faults.append(f"restore: exit {done.returncode}: {done.stderr}")
            return
        (restored,) = json.loads(done.stdout)
        self.verify(self.copy, "the newest backup, restored")
        feed = self.copy.changes()
        if feed != self.feed[:len(feed)] or len(feed) < int(restored["last_sequence"]):
            self.faults.append("the newest backup does not hold the feed as it was")


def fold(feed):
    """(agency, year) → revision, whether it is withdrawn."""
    reports = {}
    for change in feed:
        data = change["data"]
        key = data["agency"], data["year"]
        before = reports.get(key, (0, False))
        kind = programs.kind_of(change)
        reports[key] = (data["revision"], kind == "withdrawn" or (kind == "reinterpreted" and before[1]))
    return reports
