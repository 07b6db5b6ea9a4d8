"""The first crawl of a site finds exactly its reports, and asks for nothing that it has no business with."""

import unittest

import programs
import server


class FirstCrawl(programs.SiteCase):
    @classmethod
    def setUpClass(cls):
        cls.server = cls.enterClassContext(server.SiteServer())
        cls.site = cls.server.site
        cls.ground = programs.Ground(cls.site.entries())
        cls.addClassCleanup(cls.ground.close)
        cls.done = cls.ground.ogid("--once")
        cls.asked = cls.server.requests()
        cls.reports = cls.ground.reports()

    def test_it_ends_with_0(self):
        self.succeed(self.done)

    def test_every_report_of_the_site_is_found_and_no_other(self):
        expected = {(report.agency, report.year): report.url for report in self.site.reports()}
        self.assertEqual({key: report["source_url"] for key, report in self.reports.items()}, expected)

    def test_every_cell_is_read_as_the_page_shows_it(self):
        for report in self.site.reports():
            if report.form == "free":
                continue
            with self.subTest(report.title):
                cells = self.reports[report.agency, report.year]["cells"]
                read = {cell: (cells[cell]["kind"], cells[cell]["value"]) for cell in report.cells if cell in cells}
                self.assertEqual(read, report.truth())

    def test_dates_and_generations_are_those_of_the_pages(self):
        for report in self.site.reports():
            read = self.reports[report.agency, report.year]
            self.assertEqual((read["published"], read["generation"]), (report.published, report.form), report.title)

    def test_exactly_the_broken_identities_are_violated(self):
        for report in self.site.reports():
            checks = self.reports[report.agency, report.year]["checks"]
            violated = {check["id"] for check in checks if check["outcome"] == "violated"}
            self.assertEqual(violated, set(report.violated), report.title)

    def test_verdicts_follow_from_the_figures(self):
        for report in self.site.reports():
            verdict = self.reports[report.agency, report.year]["verdict"]
            if report.violated:
                self.assertEqual(verdict, "inconsistent", report.title)
            elif report.form != "free" and not report.marks:
                self.assertEqual(verdict, "verified", report.title)

    def test_robots_txt_is_asked_first_and_obeyed(self):
        self.assertFalse({request.url for request in self.asked} & self.site.forbidden())
        for base in self.server.bases.values():
            first = next(request.url for request in self.asked if request.url.startswith(base))
            self.assertEqual(first, base + "/robots.txt")

    def test_a_forbidden_page_is_known_and_says_why_it_was_not_asked_for(self):
        pages = self.ground.pages()
        for url in self.site.forbidden():
            self.assertEqual(pages[url]["outcome"], "disallowed")

    def test_news_and_other_columns_are_not_asked_for(self):
        self.assertLessEqual({request.url for request in self.asked}, self.site.worth_fetching())

    def test_nothing_is_asked_for_twice(self):
        urls = [request.url for request in self.asked]
        self.assertEqual(len(urls), len(set(urls)))

    def test_the_feed_has_one_entry_a_report_and_no_gaps(self):
        changes = self.ground.changes()
        self.assertEqual([change["sequence"] for change in changes], [str(number) for number in range(1, len(changes) + 1)])
        self.assertEqual({(programs.kind_of(change), change["subject"]) for change in changes},
                         {("added", f"{report.agency}/{report.year}") for report in self.site.reports()})  # fmt: skip

    def test_requests_say_who_asks(self):
        self.assertEqual({request.agent for request in self.asked}, {"ogid-test (+http://127.0.0.1/)"})


class LaterCrawls(programs.SiteCase):
    def setUp(self):
        self.server = self.enterContext(server.SiteServer())
        self.site = self.server.site
        self.ground = programs.Ground(self.site.entries())
        self.addCleanup(self.ground.close)
        self.crawl(self.ground)
        self.first = self.server.requests()
        self.server.forget()

    def test_nothing_is_fetched_where_nothing_is_due(self):
        self.crawl(self.ground)
        self.assertEqual(self.server.requests(), [])

    def test_a_recrawl_of_an_unchanged_site_is_conditional_and_records_no_change(self):
        before = self.ground.changes()
        self.recrawl(self.ground)
        asked = [request for request in self.server.requests() if not request.url.endswith("/robots.txt")]
        had = [request for request in self.first if not request.url.endswith("/robots.txt")]
        self.assertEqual({request.url for request in asked}, {request.url for request in had})
        counting = self.server.bases["127.0.0.4"]  # Its reports count their visitors and carry no validators.
        for request in asked:
            if "/post_" not in request.url or not request.url.startswith(counting):
                self.assertEqual((request.conditional, request.status), (True, 304), request.url)
        self.assertEqual(self.ground.changes(), before)
        self.assertEqual({report["revision"] for report in self.ground.reports().values()}, {1})

    def test_a_selector_recrawls_only_what_it_names(self):
        report = self.site.report("湖北省宜昌市远安县财政局", 2023)
        self.recrawl(self.ground, "--url", report.url)
        self.assertEqual({request.url for request in self.server.requests()} - {self.server.bases["127.0.0.3"] + "/robots.txt"}, {report.url})

    def test_recrawl_without_wait_leaves_the_asking_to_the_next_run(self):
        report = self.site.report("湖北省宜昌市远安县财政局", 2023)
        self.succeed(self.ground.ogi("recrawl", "--agency", report.agency, "--year", str(report.year)))
        self.assertEqual(self.server.requests(), [])
        self.crawl(self.ground)
        self.assertIn(report.url, {request.url for request in self.server.requests()})


if __name__ == "__main__":
    unittest.main()
