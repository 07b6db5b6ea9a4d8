"""What befell a report is told as it was, and what was said before can still be asked for."""

import dataclasses
import sys
import unittest

import programs
import server

sys.path.insert(0, str(programs.TESTS.parent / "bench"))
import noise_recaptures

CELL = "disclosure.penalty.decisions"


class Histories(programs.SiteCase):
    def setUp(self):
        self.server = self.enterContext(server.SiteServer())
        self.site = self.server.site
        self.host = self.site.hosts["127.0.0.3"]  # One host is enough.
        self.ground = programs.Ground([self.host.entry()])
        self.addCleanup(self.ground.close)
        self.report = self.site.report("湖北省宜昌市远安县财政局", 2023)
        self.key = self.report.agency, str(self.report.year)
        self.crawl(self.ground)
        self.before = int(self.ground.changes()[-1]["sequence"])

    def news(self):
        return [programs.kind_of(change) for change in self.ground.changes(self.before)]

    def shown(self, as_of=None):
        """(figure, revision, whether withdrawn), now or at that moment."""
        (line,) = self.ground.lines("show", *self.key, *(["--as-of", str(as_of)] if as_of is not None else []))
        return line["cells"][CELL]["value"], line["revision"], bool(line["withdrawn_at"])

    def look(self, url=None):
        self.recrawl(self.ground, "--url", url or self.report.url)

    def copy(self, path, altered):
        """Another page of the site that shows the report, with the figure and `altered` more."""
        of = self.report.path

        def render(hits):
            old = self.site.change(self.report, CELL, self.report.cells[CELL] + altered[0])
            text = self.host.pages[of].render(hits)
            self.site.change(self.report, CELL, old)
            return text

        self.host.pages[path] = dataclasses.replace(self.host.pages[of], render=render, validators=False)
        return self.host.base + path

    def test_what_was_said_of_a_figure_before_its_correction_is_said_as_of_then(self):
        old = self.site.change(self.report, CELL, self.report.cells[CELL] + 3)
        self.look()
        self.site.change(self.report, CELL, old)
        self.look()
        self.assertEqual(self.news(), ["revised", "revised"])
        self.assertEqual([self.shown(self.before + n) for n in range(3)],
                         [(old, 1, False), (old + 3, 2, False), (old, 3, False)])  # fmt: skip
        self.assertEqual(self.shown(), (old, 3, False))
        first, second = self.ground.changes(self.before)
        self.assertEqual(self.shown(first["recordedtime"])[1], 2)
        then = {(line["agency"]["name"], line["year"]): line["revision"]
                for line in self.ground.lines("reports", "--as-of", str(self.before + 1))}  # fmt: skip
        self.assertEqual(then, {key: 2 if key == (self.key[0], int(self.key[1])) else 1 for key in self.ground.reports()})
        history = self.ground.lines("history", *self.key)
        self.assertEqual([(line["revision"], line["type"], line["cause"]) for line in history],
                         [(1, "added", "source"), (2, "revised", "source"), (3, "revised", "source")])  # fmt: skip
        self.assertEqual([line["recorded_at"] for line in history[1:]], [first["recordedtime"], second["recordedtime"]])
        self.assertEqual([line["published"] for line in history], [self.report.published] * 3)

    def test_before_the_first_look_nothing_was_known(self):
        first = next(int(change["sequence"]) for change in self.ground.changes() if change["subject"] == "/".join(self.key))
        self.assertEqual(self.ground.ogi("show", *self.key, "--as-of", str(first - 1)).returncode, 3)
        self.assertEqual(self.shown(first)[1:], (1, False))
        for moment in ("soon", "2026-13-01", str(self.before + 1)):
            self.assertEqual(self.ground.ogi("show", *self.key, "--as-of", moment).returncode, 2, moment)
        self.assertEqual(self.ground.lines("reports", "--as-of", "2020-01-01"), [])

    def test_taken_down_and_back_with_a_changed_figure(self):
        self.server.fail(self.report.url, server.status(404))
        self.look()
        old = self.site.change(self.report, CELL, self.report.cells[CELL] + 3)
        self.server.fail(self.report.url, None)
        self.look()
        self.assertEqual(self.news(), ["withdrawn", "restored"])
        self.assertEqual([self.shown(self.before + n) for n in range(3)],
                         [(old, 1, False), (old, 1, True), (old + 3, 2, False)])  # fmt: skip
        first, _ = self.ground.lines("history", *self.key)
        self.assertEqual([(event["type"], event["reason"]) for event in first["events"]], [("withdrawn", "not_found")])

    def test_a_copy_that_disagrees_is_shown_with_its_cells_and_is_no_change(self):
        altered = [0]
        copy = self.copy("/zwgk/copy_of_2023.html", altered)
        self.look(copy)
        said = {line["url"]: line for line in self.ground.lines("copies", *self.key)}
        self.assertEqual(set(said), {self.report.url, copy})
        self.assertEqual((said[self.report.url]["followed"], said[copy]["differs"], said[copy]["cells"]), (True, "no", []))
        altered[0] = 5
        self.look(copy)
        ours, theirs = self.ground.lines("copies", *self.key)
        self.assertEqual((ours["url"], theirs["url"], theirs["differs"]), (self.report.url, copy, "figures"))
        (cell,) = theirs["cells"]
        self.assertEqual((cell["id"], cell["old"], cell["new"]), (CELL, self.report.cells[CELL], self.report.cells[CELL] + 5))
        self.assertEqual(self.ground.reports()[self.key[0], int(self.key[1])]["copies_with_other_figures"], 1)
        self.assertIn("1 with other figures", self.succeed(self.ground.ogi("show", *self.key)).stdout)
        altered[0] = 0
        self.look(copy)
        self.assertEqual([line["differs"] for line in self.ground.lines("copies", *self.key)], ["no", "no"])
        self.assertEqual(self.news(), [])

    def test_a_report_that_moved_to_a_new_address_has_not_been_taken_down(self):
        altered = [0]
        moved = self.copy("/zwgk/moved_2023.html", altered)
        self.look(moved)
        self.server.fail(self.report.url, server.status(404))
        self.look()
        self.assertEqual(self.news(), [])
        self.assertEqual([line["url"] for line in self.ground.lines("copies", *self.key)], [moved])
        altered[0] = 3
        self.look(moved)
        self.assertEqual(self.news(), ["revised"])

    def test_an_outage_a_challenge_and_the_return_leave_no_trace_in_the_history(self):
        for fault in (server.status(503), server.challenge(), server.truncated(), None):
            self.server.fail(self.report.url, fault)
            self.look()
        self.assertEqual(self.news(), [])
        (line,) = self.ground.lines("history", *self.key)
        self.assertEqual((line["current"], line["events"]), (True, []))


class Recaptures(unittest.TestCase):
    def test_recaptures_that_differ_in_noise_alone_raise_no_alarm(self):
        said, code = noise_recaptures.run(programs.BIN / "noise_recaptures", noise_recaptures.of_the_tests(), visits=2)
        self.assertEqual(code, 0, said)
        self.assertIn("all kinds: ", said)


if __name__ == "__main__":
    unittest.main()
