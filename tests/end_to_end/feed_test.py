"""The feed as docs/feed.md tells a consumer to follow it: through changes, withdrawals, restarts and a restore."""

import json
import pathlib
import re
import unittest

import daemon_test
import programs
import server

PAGE = pathlib.Path(__file__).parents[2] / "docs" / "feed.md"


def of_the_page():
    """The functions that docs/feed.md shows."""
    names = {}
    exec(re.search(r"```python\n(.*?)```", PAGE.read_text(), re.DOTALL)[1], names)
    return names["follow"], names["is_equal"]


class WhatCannotHappen(unittest.TestCase):
    def test_every_test_that_the_page_names_is_there(self):
        table = PAGE.read_text().partition("## What cannot happen")[2]
        rows = [line for line in table.splitlines() if re.match(r"\| \d+ \|", line)]
        self.assertEqual(len(rows), 23)
        sources = "".join(path.read_text() for kind in ("*.cpp", "*.py") for path in PAGE.parents[1].glob("tests/**/" + kind))
        for suite, name in re.findall(r"`([A-Z]\w+)\.(\w+)`", table):
            self.assertTrue(re.search(rf"TEST(_F)?\({suite}, {name}\)", sources), (suite, name))
        for name in re.findall(r"`(test_\w+)`", table):
            self.assertTrue(f"def {name}(self)" in sources, name)


class Feed(programs.SiteCase):
    def setUp(self):
        self.server = self.enterContext(server.SiteServer())
        self.host = self.server.site.hosts["127.0.0.3"]
        self.ground = programs.Ground([self.host.entry()], listen=programs.free_address(), withdrawal_confirm_s=0)
        self.addCleanup(self.ground.close)
        self.crawl(self.ground)
        self.follow, self.is_equal = of_the_page()
        self.base = f"http://{self.ground.listen}"

    def change_a_figure(self, subject=None):
        named = [report for report in self.host.reports if f"{report.agency}/{report.year}" == subject]
        report, cell = (named or self.host.reports)[-1], "disclosure.penalty.decisions"
        self.server.site.change(report, cell, report.cells[cell] + 1)
        self.recrawl(self.ground, "--url", report.url)
        return report

    def withdraw(self, report):
        self.server.fail(report.url, server.status(404))
        self.recrawl(self.ground, "--url", report.url)
        self.recrawl(self.ground, "--url", report.url)

    def assert_equal_to_the_store(self, held, cursor):
        self.assertTrue(self.is_equal(self.base, held, cursor), (len(held), cursor))

    def test_a_follower_ends_equal_to_the_store_whatever_happens(self):
        held = {}
        with daemon_test.Running(self.ground):
            cursor = self.follow(self.base, held)
            self.assert_equal_to_the_store(held, cursor)
            self.change_a_figure()
            self.assertFalse(self.is_equal(self.base, held, self.ground.cursor(len(self.ground.changes()))))
            cursor = self.follow(self.base, held, cursor)
            self.assert_equal_to_the_store(held, cursor)
        gone = self.host.reports[0]
        with daemon_test.Running(self.ground) as daemon:  # The one before was killed.
            self.withdraw(gone)
            cursor = self.follow(self.base, held, cursor)
            self.assert_equal_to_the_store(held, cursor)
            subject = f"{gone.agency}/{gone.year}"
            self.assertTrue(json.loads(held[subject][1])["type"].endswith(".withdrawn"))
            # Whoever begins only now is told of it, too.
            for target in ("/v1/changes?style=latest", "/v1/snapshot"):
                told = {line.get("subject"): line["type"] for line in daemon.feed(target)}
                self.assertTrue(told[subject].endswith(".withdrawn"), target)

    def test_after_a_restore_a_follower_begins_again_and_is_equal(self):
        backups, held = str(self.ground.folder / "backups"), {}
        self.succeed(self.ground.ogi("store", "backup", backups))
        with daemon_test.Running(self.ground) as daemon:
            early = self.follow(self.base, {})
            self.change_a_figure()
            cursor = self.follow(self.base, held)
            daemon.stop()
        self.succeed(self.ground.ogi("store", "restore", backups, "--force"))
        with daemon_test.Running(self.ground) as daemon:
            code, body = daemon.get(f"/v1/changes?since={cursor}")
            self.assertEqual((code, json.loads(body)["resume"]), (410, "/v1/snapshot"))
            self.assertEqual(daemon.get(f"/v1/changes?since={early}")[0], 200)  # Its entry is still there.
            cursor = self.follow(self.base, held, cursor)
            self.assert_equal_to_the_store(held, cursor)
            report = self.change_a_figure()
            cursor = self.follow(self.base, held, cursor)
            self.assert_equal_to_the_store(held, cursor)
            self.assertNotEqual(cursor.split("-")[0], early.split("-")[0])
            self.assert_change(json.loads(held[f"{report.agency}/{report.year}"][1]), "revised", report)

    def test_who_follows_the_newest_is_given_again_what_a_restore_made_the_newest(self):
        backups = str(self.ground.folder / "backups")
        self.succeed(self.ground.ogi("store", "backup", backups))
        first = self.ground.changes()[0]["subject"]
        count = len(self.ground.changes())
        with daemon_test.Running(self.ground) as daemon:
            self.change_a_figure(first)
            # All but the last entry, which superseded the first one: this reader has neither.
            lines = daemon.feed(f"/v1/changes?style=latest&limit={count - 1}")
            cursor = lines.pop()["cursor"]
            self.assertEqual(cursor, self.ground.cursor(count))
            self.assertNotIn(first, [line["subject"] for line in lines])
            whole = self.follow(self.base, held := {})
            del held[first]
            daemon.stop()
        self.succeed(self.ground.ogi("store", "restore", backups, "--force"))
        with daemon_test.Running(self.ground):
            cursor = self.follow(self.base, held, cursor)
            self.assertIn(first, held)
            self.assert_equal_to_the_store(held, cursor)
            # It goes on from there and does not begin again.
            self.assertEqual(self.follow(self.base, held, cursor), cursor)
            self.assertNotEqual(cursor.split("-")[0], whole.split("-")[0])
            self.change_a_figure(first)
            cursor = self.follow(self.base, held, cursor)
            self.assert_equal_to_the_store(held, cursor)
            # Whoever had read to the end begins again, too, and whoever begins at 0 begins with nothing.
            for late in (whole, "0"):
                stale = {"nobody/1999": (999, b"{}")}
                self.assert_equal_to_the_store(stale, self.follow(self.base, stale, late))

    def test_commands_tell_the_same_with_and_without_a_daemon(self):
        last = len(self.ground.changes())
        one, two, three = (self.ground.cursor(sequence) for sequence in (1, 2, 3))
        self.ground.lines("consumers", "park", "index", one)

        def told():
            return [self.ground.ogi(*words, "-o", "ndjson").stdout for words in
                    (("checkpoint",), ("checkpoint", "--at", two), ("consumers",), ("changes", "--since", two), ("changes", "--limit", "2"))] + [
                self.ground.ogi("snapshot").stdout, self.ground.ogi("snapshot", "--at", three, "--include", "report").stdout]  # fmt: skip

        without = told()
        with daemon_test.Running(self.ground):
            self.assertEqual(told(), without)
            self.assertEqual(self.ground.ogi("consumers", "park", "index", two).returncode, 2)
            (moved,) = self.ground.lines("consumers", "park", "index", two, "--expected", one)
            self.assertEqual((moved["cursor"], moved["lag"]), (two, last - 2))
            self.assertEqual(len(self.ground.lines("changes", "--follow", "--limit", str(last))), last)
        self.assertEqual(self.ground.ogi("changes", "--since", "7-1").returncode, 2)
        self.assertEqual(self.ground.ogi("consumers", "remove", "nobody").returncode, 3)
        self.succeed(self.ground.ogi("consumers", "remove", "index"))
        self.assertEqual(self.ground.lines("consumers"), [])


if __name__ == "__main__":
    unittest.main()
