"""What a page shows once, and what became of its report: no false alarm, and no withdrawal missed."""

import json
import re
import unittest

import programs
import server
from daemon_test import Running

DAY_S = 86_400
HOME = "/"


class Suspects(programs.SiteCase):
    def setUp(self):
        self.server = self.enterContext(server.SiteServer())
        self.site = self.server.site
        self.host = self.site.hosts["127.0.0.3"]  # One host is enough.
        self.ground = programs.Ground([self.host.entry()], withdrawal_confirm_s=DAY_S)
        self.addCleanup(self.ground.close)
        self.report = self.site.report("湖北省宜昌市远安县财政局", 2023)
        self.home = self.host.base + HOME
        self.seen = 0

    def first_crawl(self):
        self.crawl(self.ground)
        self.seen = len(self.ground.changes())

    def look(self):
        """The page is looked at once more; what the feed has since the last look."""
        self.recrawl(self.ground, "--url", self.report.url)
        news = self.ground.changes(self.seen)
        self.seen += len(news)
        return [programs.kind_of(change) for change in news]

    def look_later(self):
        """As if the time that a second look takes had passed."""
        self.ground.set(withdrawal_confirm_s=0)
        news = self.look()
        self.ground.set(withdrawal_confirm_s=DAY_S)
        return news

    def shows(self, fault):
        self.server.fail(self.report.url, fault)

    def html(self):
        page = self.host.pages[self.report.url.removeprefix(self.host.base)]
        return page.render(1)

    def page(self):
        return self.ground.pages()[self.report.url]

    def doubts(self):
        """What `ogi suspects` has of the page; [] where it has nothing. `ogi status` counts the same."""
        suspects = self.ground.lines("suspects")
        (status,) = self.ground.lines("status")
        self.assertEqual(status["suspects"], len(suspects))
        return [doubt for line in suspects if line["url"] == self.report.url for doubt in line["suspect"]["doubts"]]

    def figures(self):
        return self.ground.lines("show", self.report.agency, str(self.report.year))[0]["cells"]

    def test_a_first_body_that_may_be_cut_off_is_added_only_when_it_is_whole(self):
        whole = self.html().encode()
        self.shows(server.open_ended(whole[: len(whole) * 2 // 3]))
        self.first_crawl()
        self.assertNotIn((self.report.agency, self.report.year), self.ground.reports())
        self.assertEqual((self.doubts(), self.page()["reason"]), (["cut_off"], "truncated"))
        self.shows(server.open_ended(whole))
        self.assertEqual(self.look(), ["added"])
        self.assertEqual(self.doubts(), [])
        self.assertEqual(self.look(), [])

    def test_a_body_that_breaks_off_leaves_the_report_as_it_was(self):
        self.first_crawl()
        whole = self.html().encode()
        for fault in (server.open_ended(whole[: len(whole) // 2]), server.truncated(whole[: len(whole) // 2])):
            self.shows(fault)
            self.assertEqual((self.look(), self.look_later()), ([], []))
            self.assertEqual(self.page()["reason"], "truncated")
        self.shows(None)
        self.assertEqual(self.look(), [])
        self.assertEqual(self.doubts(), [])

    def test_from_a_to_b_and_back_are_two_changes_and_what_follows_is_flapping(self):
        self.first_crawl()
        cell = "disclosure.penalty.decisions"
        old = self.site.change(self.report, cell, self.report.cells[cell] + 3)
        self.assertEqual(self.look(), ["revised"])
        self.site.change(self.report, cell, old)
        self.assertEqual(self.look(), ["revised"])
        for _ in range(3):
            self.site.change(self.report, cell, old + 3)
            self.assertEqual((self.look(), self.doubts()), ([], ["flapping"]))
            self.assertIn("flapping", self.page()["outcome_note"])
            self.site.change(self.report, cell, old)
            self.assertEqual((self.look(), self.doubts()), ([], []))
            self.assertIn("flapping", self.page()["outcome_note"])
        self.assertEqual(self.figures()[cell]["value"], old)

    def test_a_table_that_is_empty_once_is_no_news_and_one_that_stays_empty_is(self):
        self.first_crawl()
        before = self.figures()
        loading = re.sub(r"<table.*?</table>", "<p>加载中</p>", self.html(), flags=re.S)
        self.shows(server.page(loading))
        self.assertEqual((self.look(), self.doubts()), ([], ["figures_lost", "error_text"]))
        self.assertEqual((self.look_later(), self.doubts()), ([], ["figures_lost", "error_text"]))
        self.shows(None)
        self.assertEqual((self.look(), self.doubts()), ([], []))
        self.assertEqual(self.figures(), before)
        empty = re.sub(r"(<td[^>]*>)\s*\d+\s*</td>", r"\1</td>", self.html())
        self.assertNotEqual(empty, self.html())
        self.shows(server.page(empty))
        self.assertEqual((self.look(), self.doubts()), ([], ["figures_lost"]))
        self.assertEqual(self.look_later(), ["revised"])

    def rule(self, *words):
        done = self.succeed(self.ground.ogi("suspects", *words, "-o", "ndjson"))
        return json.loads(done.stdout)

    def test_a_person_ends_a_doubt_with_and_without_a_daemon(self):
        self.first_crawl()
        emptied = re.sub(r"(<td[^>]*>)\s*\d+\s*</td>", r"\1</td>", self.html())
        self.shows(server.page(emptied))
        self.assertEqual((self.look(), self.doubts()), ([], ["figures_lost"]))
        self.assertEqual(self.rule("drop", self.report.url)["changes"], 0)
        self.assertEqual(self.doubts(), [])
        for _ in range(3):
            self.assertEqual((self.look_later(), self.doubts()), ([], ["refused", "figures_lost"]))
        captures = self.ground.lines("captures", self.report.url)
        self.assertEqual((captures[0]["held_as"], captures[-1]["held_as"]), ("suspect", "newest"))
        self.assertEqual((captures[-2]["class"], captures[-2]["http_status"]), ("value", 200))
        self.assertEqual(self.ground.ogi("suspects", "accept", self.home).returncode, 3)
        with Running(self.ground):
            ruled = self.rule("accept", self.report.url)
            self.assertEqual((ruled["doubts"], ruled["changes"]), (["refused", "figures_lost"], 1))
            (news,) = self.ground.changes(self.seen)
            self.assertEqual((programs.kind_of(news), news["data"]["cause"]), ("revised", "source"))
            self.assertEqual(self.ground.lines("captures", self.report.url)[0]["held_as"], "newest")
            self.assertEqual(self.ground.ogi("suspects", "drop", self.report.url).returncode, 3)
        self.assertEqual(self.doubts(), [])

    def test_an_outage_a_challenge_and_maintenance_leave_no_trace_whatever_their_status(self):
        self.first_crawl()
        notice = "<html><head><meta charset=utf-8></head><body><p>系统维护中，请稍后再试</p></body></html>".encode()
        for fault, outcome in ((server.status(500), "failed"), (server.empty(), "failed"), (server.challenge(404), "challenged"),
                               (server.Fault(404, {}, notice), "failed"),
                               (server.Fault(410, {}, notice), "failed"), (server.Fault(200, {}, notice), "failed")):  # fmt: skip
            with self.subTest(fault):
                self.shows(fault)
                self.assertEqual((self.look(), self.look_later()), ([], []))
                self.assertEqual(self.page()["outcome"], outcome, self.page()["outcome_note"])
        self.shows(None)
        self.assertEqual(self.look(), [])

    def test_a_challenge_in_between_does_not_hide_a_change(self):
        self.first_crawl()
        self.shows(server.challenge())
        self.assertEqual(self.look(), [])
        cell = "disclosure.penalty.decisions"
        self.site.change(self.report, cell, self.report.cells[cell] + 5)
        self.shows(None)
        self.assertEqual(self.look(), ["revised"])

    def test_a_page_that_asks_for_a_login_is_not_withdrawn(self):
        self.first_crawl()
        self.shows(server.redirect(self.host.base + "/sso/login.jsp"))
        self.server.fail(self.host.base + "/sso/login.jsp", server.page("<html><title>统一身份认证</title></html>"))
        self.assertEqual((self.look(), self.look_later()), ([], []))
        self.assertEqual(self.page()["outcome"], "challenged")

    def test_the_home_page_in_place_of_a_report_is_a_withdrawal_that_is_confirmed(self):
        self.first_crawl()
        home = self.host.pages[HOME].render(1)
        for fault in (server.redirect(self.home), server.page(home)):
            with self.subTest(fault.status):
                self.shows(fault)
                self.assertEqual((self.look(), self.doubts()), ([], ["away"]))
                self.assertEqual(self.look_later(), ["withdrawn"])
                self.assertEqual((self.page()["gone_reason"], self.doubts()), ("sent_home", []))
                self.shows(None)
                self.assertEqual(self.look(), ["restored"])

    def test_a_strange_page_that_its_list_names_stays_in_doubt_for_everybody_to_see(self):
        self.first_crawl()
        self.shows(server.page("<html><head><title>提示</title></head><body><p>好像走错了路。</p></body></html>"))
        for _ in range(2):
            self.assertEqual((self.look(), self.look_later()), ([], []))
        self.assertEqual(self.doubts(), ["no_report"])
        table = self.succeed(self.ground.ogi("suspects")).stdout
        self.assertRegex(table, r"DOUBTS.*\n.*no_report")


if __name__ == "__main__":
    unittest.main()
