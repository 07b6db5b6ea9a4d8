"""How pages go and come back: what is withdrawn, with which reason, and what never is. And whose reports were not seen."""

import unittest

import programs
import server

ERROR_PAGE = server.page("<html><title>提示信息</title><body><p>抱歉，您访问的页面不存在或已被删除。</p></body></html>")


class GoneAndBack(programs.SiteCase):
    def setUp(self):
        self.server = self.enterContext(server.SiteServer())
        self.site = self.server.site
        self.host = self.site.hosts["127.0.0.3"]  # One host is enough.
        self.ground = programs.Ground([self.host.entry()])
        self.addCleanup(self.ground.close)
        self.crawl(self.ground)
        self.seen = len(self.ground.changes())
        self.report = self.site.report("湖北省宜昌市远安县财政局", 2023)
        self.home = self.report.url[: self.report.url.index("/", len("http://"))] + "/"

    def news(self):
        return self.ground.changes(self.seen)

    def urls(self):
        """Of the pages that show a report."""
        return [url for url, page in self.ground.pages().items() if page["reports"]]

    def test_a_withdrawal_tells_how_the_page_is_gone(self):
        for fault, reason in ((server.status(404), "not_found"), (server.status(410), "removed"),
                              (ERROR_PAGE, "error_page"), (server.redirect(self.home), "sent_home")):  # fmt: skip
            with self.subTest(reason):
                self.seen = len(self.ground.changes())
                self.server.fail(self.report.url, fault)
                self.recrawl(self.ground)
                (change,) = self.news()
                self.assert_change(change, "withdrawn", self.report)
                self.assertEqual(change["data"]["reason"], reason)
                self.assertEqual(self.ground.pages()[self.report.url]["gone_reason"], reason)

                self.seen += 1
                self.server.fail(self.report.url, None)
                self.recrawl(self.ground)
                (change,) = self.news()
                self.assert_change(change, "restored", self.report)
                self.assertNotIn("reason", change["data"])
                self.assertIsNone(self.ground.pages()[self.report.url]["gone_reason"])

    def test_a_host_that_sends_every_page_home_withdraws_nothing(self):
        urls = self.urls()
        self.assertGreater(len(urls), 4)
        for url in urls:
            self.server.fail(url, server.redirect(self.home))
        self.recrawl(self.ground)
        self.assertEqual(self.news(), [])
        notes = [self.ground.pages()[url]["outcome_note"] for url in urls]
        self.assertTrue(any("mass_absence" in note for note in notes), notes)
        for url in urls:
            self.server.fail(url, None)
        self.recrawl(self.ground)
        self.assertEqual(self.news(), [])

    def test_who_has_not_published_is_overdue_and_who_withdrew_is_told_apart(self):
        agency = self.report.agency
        table = self.ground.folder / "roster.csv"
        table.write_text(f"name,valid_from,deadline\n{agency},2023-01-01,\n新设单位,2024-05-01,01-20\n", encoding="utf-8")
        done = self.succeed(self.ground.ogi("roster", "import", table))
        self.assertEqual(done.stdout, "imported 2 agencies\n")
        roster = {line["name"]: line for line in self.ground.lines("roster")}
        self.assertEqual((roster[agency]["kind"], roster[agency]["level"], roster[agency]["origin"]), ("department", "county", "roster"))

        def overdue(*words):
            return {(line["agency"], line["year"]): line for line in self.ground.lines("overdue", *words)}

        at_the_deadline = overdue("--at", "2025-01-31")
        self.assertIn(("新设单位", 2024), at_the_deadline)
        self.assertEqual(at_the_deadline["新设单位", 2024]["days_overdue"], 11)
        self.assertNotIn((agency, 2023), at_the_deadline)
        self.assertEqual({year for _, year in overdue("--year", "2023", "--at", "2025-01-31")} - {2023}, set())

        self.server.fail(self.report.url, server.status(404))
        self.recrawl(self.ground)
        self.assertEqual(overdue("--at", "2025-01-31")[agency, 2023]["state"], "withdrawn")

    def test_a_bad_roster_is_refused_whole_with_its_lines(self):
        table = self.ground.folder / "roster.csv"
        table.write_text("name,valid_from\n甲局,2020-13-01\n乙局,\n,\n", encoding="utf-8")
        before = self.ground.lines("roster")
        done = self.ground.ogi("roster", "import", table)
        self.assertEqual(done.returncode, 1)
        self.assertIn("line 2: valid_from must be a day", done.stderr)
        self.assertIn("line 4: an agency without name", done.stderr)
        self.assertEqual(self.ground.lines("roster"), before)


if __name__ == "__main__":
    unittest.main()
