"""`ogi reparse` on a store that an older parser filled and partly misread: with and without a daemon, and killed ten times."""

import functools
import json
import shutil
import subprocess
import unittest

import programs

FIXTURES = programs.TESTS / "fixtures"
MISREAD_EVERY = 7  # Of so many pages one has a wrong figure, one a wrong year, one is taken for no report.
COPIES = 2         # Hosts that show the same pages.
PICTURED = "tables_as_images.html"  # Its tables are files of their own, which no fixture is.
KILLS = 10


def page_list():
    names = sorted(path.name for path in FIXTURES.iterdir() if path.suffix in (".html", ".txt") and path.name != PICTURED)
    names = names[:len(names) // MISREAD_EVERY * MISREAD_EVERY + 1]  # Two copies of a page are misread in different ways.
    return "".join(f"http://host{copy}.example/{name} {FIXTURES / name}\n" for copy in range(COPIES) for name in names)


def without_times(change):
    return {name: value for name, value in change.items() if name not in ("time", "recordedtime", "source")}


@functools.cache
def reports_of(ground):
    """(agency, year) → report, without when it was found to be another one's."""
    return {key: {name: value for name, value in report.items() if name != "withdrawn_at"} | {"there": not report["withdrawn_at"]}
            for key, report in ground.reports().items()}  # fmt: skip


def fold(changes):
    """(agency, year) → revision and source of every report that the feed says is there."""
    reports = {}
    for change in changes:
        data = change["data"]
        key = data["agency"], data["year"]
        if programs.kind_of(change) == "withdrawn":
            reports.pop(key, None)
        elif programs.kind_of(change) != "reinterpreted" or key in reports:
            reports[key] = data["revision"]
    return reports


class Reparse(programs.SiteCase):
    @classmethod
    def setUpClass(cls):
        cls.made = programs.Ground([])
        cls.addClassCleanup(cls.made.close)
        maker = subprocess.run([str(programs.BIN / "replay_store"), str(cls.made.store), str(MISREAD_EVERY)], input=page_list(),
                               text=True, capture_output=True, timeout=programs.PATIENCE_S, env=programs.ENVIRONMENT)  # fmt: skip
        if maker.returncode != 0:
            raise AssertionError(maker.stderr)
        cls.before = cls.made.changes()
        cls.undisturbed = cls.copy()
        cls.first = cls.undisturbed.ogi("reparse", "-o", "json")

    @classmethod
    def copy(cls):
        ground = programs.Ground([])
        cls.addClassCleanup(ground.close)
        shutil.copytree(cls.made.store, ground.store)
        return ground

    def news(self, ground):
        changes = ground.changes()
        self.assertEqual(list(map(without_times, changes[:len(self.before)])), list(map(without_times, self.before)))
        return changes[len(self.before):]

    def same_as_undisturbed(self, ground):
        self.assertEqual(reports_of(ground).keys(), reports_of(self.undisturbed).keys())
        for key, report in reports_of(self.undisturbed).items():
            self.assertEqual(reports_of(ground)[key], report)
        self.assertEqual(list(map(without_times, self.news(ground))), list(map(without_times, self.news(self.undisturbed))))

    def test_every_misreading_is_told_and_none_as_a_change_at_an_agency(self):
        summary = json.loads(self.succeed(self.first).stdout)
        news = self.news(self.undisturbed)
        kinds = [programs.kind_of(change) for change in news]
        for kind in ("added", "reinterpreted", "withdrawn"):
            self.assertGreater(summary[kind], 3)
            self.assertEqual(kinds.count(kind), summary[kind])
        self.assertEqual((summary["revised"], summary["kept"], summary["unread"]), (0, 0, 0))
        self.assertEqual({change["data"]["cause"] for change in news}, {"reparse"})
        self.assertEqual({change["data"]["reason"] for change in news if programs.kind_of(change) == "withdrawn"}, {"reattributed"})

    def test_no_misread_figure_is_left(self):
        for report in self.undisturbed.reports().values():
            self.assertNotIn(987654, [cell["value"] for cell in report["cells"].values()])

    def test_the_feed_folds_to_the_reports(self):
        there = {key: report["revision"] for key, report in self.undisturbed.reports().items() if not report["withdrawn_at"]}
        self.assertEqual(fold(self.undisturbed.changes()), there)

    def test_a_second_run_changes_nothing(self):
        before = self.undisturbed.ogi("reports", "-o", "ndjson").stdout
        summary = json.loads(self.succeed(self.undisturbed.ogi("reparse", "-o", "json")).stdout)
        self.assertEqual([summary[kind] for kind in ("added", "revised", "withdrawn", "restored", "reinterpreted")], [0] * 5)
        self.assertEqual(self.undisturbed.ogi("reports", "-o", "ndjson").stdout, before)

    def test_a_dry_run_says_the_same_and_writes_nothing(self):
        ground = self.copy()
        would = ground.lines("reparse", "--dry-run")
        # Each page is looked at alone: what several that show one report do between them is only seen when they are written.
        told = lambda changes: sorted((change["type"], change["subject"], change["data"]["revision"]) for change in changes
                                      if programs.kind_of(change) != "withdrawn")  # fmt: skip
        real = told(self.news(self.undisturbed))
        self.assertLessEqual(set(told(would)), set(real))
        self.assertGreaterEqual(len(would), 0.9 * len(real))
        self.assertEqual({change["sequence"] for change in would}, {"0"})
        self.assertEqual(self.news(ground), [])

    def test_a_running_daemon_does_it_and_says_the_same(self):
        ground = self.copy()
        daemon = subprocess.Popen([str(programs.BIN / "ogid"), "--config", str(ground.config)], stdout=subprocess.DEVNULL,
                                  stderr=subprocess.DEVNULL, env=programs.ENVIRONMENT)  # fmt: skip
        try:
            programs.until(lambda: programs.answers(ground))
            self.succeed(ground.ogi("reparse"))
            self.same_as_undisturbed(ground)
        finally:
            daemon.terminate()
            daemon.wait(programs.PATIENCE_S)

    def test_killed_ten_times_it_ends_as_if_undisturbed(self):
        ground = self.copy()
        killed = 0
        for number in range(KILLS):
            run = subprocess.Popen([str(programs.BIN / "ogi"), "--config", str(ground.config), "reparse"],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=programs.ENVIRONMENT)  # fmt: skip
            # Every other one once something more was committed, the rest while the first pages are read.
            told = len(ground.changes()) if number % 2 else 0
            programs.until(lambda: run.poll() is not None or number % 2 == 0 or len(ground.changes()) > told)
            run.kill()
            killed += run.wait(programs.PATIENCE_S) == -9
        self.assertGreaterEqual(killed, KILLS // 2)
        self.succeed(ground.ogi("reparse"))
        self.succeed(ground.ogi("reparse"))
        self.same_as_undisturbed(ground)


if __name__ == "__main__":
    unittest.main()
