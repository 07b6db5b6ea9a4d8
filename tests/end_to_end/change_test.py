"""What a site changes is told once, exactly, and what only looks like a change is not told."""

import unittest

import programs
import server


class Changes(programs.SiteCase):
    @classmethod
    def setUpClass(cls):
        cls.server = cls.enterClassContext(server.SiteServer())
        cls.site = cls.server.site

    def setUp(self):
        self.ground = programs.Ground([self.site.hosts["127.0.0.3"].entry()])  # One host is enough.
        self.addCleanup(self.ground.close)
        self.crawl(self.ground)
        self.seen = len(self.ground.changes())
        self.report = self.site.report("湖北省宜昌市远安县财政局", 2023)
        self.addCleanup(self.server.fail, self.report.url, None)

    def news(self):
        return self.ground.changes(self.seen)

    def test_one_changed_cell_is_one_revision_with_its_old_and_new_value(self):
        cell = "disclosure.penalty.decisions"
        old = self.site.change(self.report, cell, self.report.cells[cell] + 3)
        self.recrawl(self.ground)
        (change,) = self.news()
        self.assert_change(change, "revised", self.report)
        (difference,) = change["data"]["cells"]
        self.assertEqual((difference["id"], difference["old"], difference["new"]), (cell, old, old + 3))
        self.assertEqual((difference["old_kind"], difference["new_kind"]), ("number", "number"))
        self.assertEqual(change["data"]["aspects"], [])

        key = self.report.agency, str(self.report.year)
        self.assertEqual([line["revision"] for line in self.ground.lines("history", *key)], [1, 2])
        self.assertEqual([(line["id"], line["old"], line["new"]) for line in self.ground.lines("diff", *key)], [(cell, old, old + 3)])
        self.assertEqual(self.ground.lines("show", *key)[0]["cells"][cell]["value"], old + 3)

    def test_a_change_taken_back_is_a_revision_of_its_own(self):
        cell = "disclosure.penalty.decisions"
        old = self.site.change(self.report, cell, self.report.cells[cell] + 5)
        self.recrawl(self.ground)
        self.site.change(self.report, cell, old)
        self.recrawl(self.ground)
        there, back = self.news()
        self.assertEqual([(change["data"]["cells"][0]["old"], change["data"]["cells"][0]["new"]) for change in (there, back)],
                         [(old, old + 5), (old + 5, old)])  # fmt: skip

    def test_a_number_that_becomes_blank_is_told_as_blank_and_not_as_zero(self):
        cell = "reconsideration.upheld"
        old = self.report.cells[cell]
        self.report.marks[cell] = ""
        self.addCleanup(self.report.marks.pop, cell)
        self.recrawl(self.ground)
        (difference,) = self.news()[0]["data"]["cells"]
        self.assertEqual((difference["id"], difference["old"], difference["new"], difference["new_kind"]), (cell, old, None, "blank"))

    def test_a_page_that_is_gone_is_withdrawn_at_the_second_look_of_the_same_run_where_no_time_must_pass(self):
        self.server.fail(self.report.url, server.status(404))
        self.recrawl(self.ground)
        (change,) = self.news()
        self.assert_change(change, "withdrawn", self.report)

    def test_a_first_look_withdraws_nothing_while_confirmation_takes_its_time(self):
        for code in (404, 410):
            with self.subTest(code):
                self.ground.set(withdrawal_confirm_s=86_400)
                self.server.fail(self.report.url, server.status(code))
                self.recrawl(self.ground)
                self.assertEqual(self.news(), [])
                self.assertEqual(self.ground.pages()[self.report.url]["outcome"], "gone")
                self.assertIn((self.report.agency, self.report.year), self.ground.reports())
        self.ground.set(withdrawal_confirm_s=0)
        self.recrawl(self.ground, "--url", self.report.url)
        (change,) = self.news()
        self.assert_change(change, "withdrawn", self.report)

    def test_a_page_that_came_back_before_the_second_look_was_never_gone(self):
        self.ground.set(withdrawal_confirm_s=86_400)
        self.server.fail(self.report.url, server.status(404))
        self.recrawl(self.ground)
        self.server.fail(self.report.url, None)
        self.recrawl(self.ground)
        self.assertEqual(self.news(), [])
        # A later absence needs two looks again.
        self.server.fail(self.report.url, server.status(404))
        self.recrawl(self.ground)
        self.assertEqual(self.news(), [])

    def test_a_withdrawn_report_is_remembered_and_restored_when_it_is_back(self):
        self.server.fail(self.report.url, server.status(404))
        self.recrawl(self.ground)
        key = self.report.agency, str(self.report.year)
        self.assertTrue(self.ground.lines("show", *key)[0]["withdrawn_at"])
        self.server.fail(self.report.url, None)
        self.recrawl(self.ground)
        withdrawn, restored = self.news()
        self.assert_change(restored, "restored", self.report)
        self.assertEqual(restored["data"]["cells"], [])
        self.assertFalse(self.ground.lines("show", *key)[0]["withdrawn_at"])


if __name__ == "__main__":
    unittest.main()
