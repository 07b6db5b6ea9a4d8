"""SIGKILL in the middle of a crawl, ten times: what is in the store in the end is what an undisturbed crawl leaves."""

import subprocess
import unittest

import programs
import server

# Requests that a run may see before it is killed; together fewer than a whole crawl takes, so that none gets to its end.
# Where it says so, the kill also waits until the feed has grown: what is answered is understood and committed behind the
# next requests, and a kill may well come before.
MOMENTS = ((5, False), (2, False), (3, False), (4, True), (2, False), (3, False), (2, False), (4, True), (2, False), (3, False))
# Gives the kill time to come before the end.
DELAY_MS = 300


def without_times(report):
    return {name: value for name, value in report.items() if name != "observed_at"}


class Killed(programs.SiteCase):
    @classmethod
    def setUpClass(cls):
        cls.server = cls.enterClassContext(server.SiteServer())
        cls.server.counting = False
        cls.undisturbed = programs.Ground(cls.server.site.entries())
        cls.addClassCleanup(cls.undisturbed.close)
        cls.first = cls.undisturbed.ogid("--once")
        cls.disturbed = programs.Ground(cls.server.site.entries(), host_delay_ms=DELAY_MS)
        cls.addClassCleanup(cls.disturbed.close)
        cls.asked_again = []  # Pages whose visit was in the store when a kill came, and that were asked for after it.
        cls.visited = set()
        cls.committed = [cls.killed_run(*moment) for moment in MOMENTS]
        cls.disturbed.set(host_delay_ms=0)
        cls.last = cls.disturbed.ogid("--once")

    @classmethod
    def killed_run(cls, moment, grown):
        """Sequences in the feed after a run that was killed; None if it had ended by itself."""
        asked = len(cls.server.requests())
        visited_before = set(cls.visited)
        before = len(cls.disturbed.changes()) if grown else 0
        run = subprocess.Popen([str(programs.BIN / "ogid"), "--config", str(cls.disturbed.config), "--once"],
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=programs.ENVIRONMENT)  # fmt: skip
        reached = cls.server.wait_for(asked + moment, timeout=programs.PATIENCE_S)
        if grown:
            programs.until(lambda: run.poll() is not None or len(cls.disturbed.changes()) > before)
        run.kill()
        if run.wait(programs.PATIENCE_S) != -9 or not reached:
            return None
        cls.asked_again += [request.url for request in cls.server.requests()[asked:] if request.url in visited_before]
        cls.visited = {url for url, page in cls.disturbed.pages().items() if page["outcome"]}
        return [int(change["sequence"]) for change in cls.disturbed.changes()]

    def test_both_last_runs_end_well(self):
        self.succeed(self.first)
        self.succeed(self.last)

    def test_every_kill_met_a_run_in_the_middle_of_its_work(self):
        self.assertNotIn(None, self.committed)
        whole = len(self.undisturbed.changes())
        self.assertLess(max(map(len, self.committed)), whole)
        self.assertGreater(max(map(len, self.committed)), 0)

    def test_what_was_committed_is_never_lost(self):
        for earlier, later in zip(self.committed, self.committed[1:]):
            self.assertEqual(later[:len(earlier)], earlier)

    def test_the_reports_are_those_of_an_undisturbed_crawl(self):
        whole, pieced = self.undisturbed.reports(), self.disturbed.reports()
        self.assertEqual(whole.keys(), pieced.keys())
        for key in whole:
            self.assertEqual(without_times(pieced[key]), without_times(whole[key]), key)

    def test_the_pages_are_those_of_an_undisturbed_crawl(self):
        def facts(ground):
            names = ("role", "depth", "outcome", "reports", "replaced", "snapshot", "etag", "last_modified", "source")
            return {url: tuple(page[name] for name in names) for url, page in ground.pages().items()}

        self.assertEqual(facts(self.disturbed), facts(self.undisturbed))

    def test_the_feed_tells_every_report_once_and_has_no_gaps(self):
        whole, pieced = self.undisturbed.changes(), self.disturbed.changes()
        self.assertEqual([change["sequence"] for change in pieced], [str(number) for number in range(1, len(whole) + 1)])
        told = lambda changes: sorted((change["type"], change["subject"], change["data"]["source_url"]) for change in changes)
        self.assertEqual(told(pieced), told(whole))

    def test_what_was_committed_is_not_asked_for_again(self):
        self.assertEqual(self.asked_again, [])

    def test_afterwards_nothing_is_due(self):
        asked = len(self.server.requests())
        self.crawl(self.disturbed)
        self.assertEqual(len(self.server.requests()), asked)


if __name__ == "__main__":
    unittest.main()
