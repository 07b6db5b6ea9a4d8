"""The demonstration site keeps its own word: figures add up, every figure stands on its page, faults are what they say."""

import gzip
import pathlib
import sys
import unittest
import urllib.error
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import figures
import forms
import pages
import server

DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def get(url, **headers):
    request = urllib.request.Request(url, headers={name.replace("_", "-"): value for name, value in headers.items()})
    try:
        with DIRECT.open(request, timeout=10) as answer:
            return answer.status, dict(answer.headers), answer.read()
    except urllib.error.HTTPError as answer:
        with answer:
            return answer.code, dict(answer.headers), answer.read()


class Figures(unittest.TestCase):
    def test_every_column_balances_in_every_year(self):
        for year, cells in figures.of_agency("某县某局", range(2019, 2025)).items():
            for column in (*figures.APPLICANTS, "total"):
                at = lambda row: cells[f"requests.{row}.{column}"]
                self.assertEqual(at("new_received") + at("carried_in"), at("total_processed") + at("carried_out"), (year, column))
                self.assertEqual(sum(map(at, figures.OUTCOMES[figures.form_of(year)])), at("total_processed"), (year, column))

    def test_what_is_left_over_is_carried_into_the_next_year(self):
        years = figures.of_agency("某县某局", range(2019, 2025))
        for year in range(2020, 2025):
            for column in (*figures.APPLICANTS, "total"):
                before = years[year - 1][f"requests.carried_out.{column}"]
                self.assertEqual(years[year][f"requests.carried_in.{column}"], before, (year, column))

    def test_the_tables_show_every_figure_once(self):
        for form, year in (("2019", 2020), ("2021", 2023)):
            shown = [slot.cell for table in forms.tables(form) for row in table for slot in row if slot.cell]
            self.assertEqual(sorted(shown), sorted(figures.of_agency("某县某局", [year])[year]), form)


class Served(unittest.TestCase):
    def setUp(self):
        self.server = self.enterContext(server.SiteServer())
        self.site = self.server.site

    def test_pages_are_written_in_the_charset_of_their_system(self):
        for plan in pages.PLANS:
            host = self.site.hosts[plan.address]
            text = get(host.reports[0].url)[2].decode(plan.family.charset)
            self.assertIn(host.reports[0].title, text, plan.address)

    def test_a_copy_that_is_current_is_answered_with_304(self):
        url = self.site.hosts["127.0.0.2"].reports[0].url
        _, headers, _ = get(url)
        self.assertEqual(get(url, If_None_Match=headers["ETag"])[0], 304)
        self.assertEqual(get(url, If_Modified_Since=headers["Last-Modified"])[0], 304)

    def test_a_changed_figure_changes_the_page_and_its_validators(self):
        report = self.site.report("浙江省衢州市龙游县公安局", 2023)
        _, before, old_body = get(report.url)
        self.site.change(report, "disclosure.penalty.decisions", 123_456)
        code, after, body = get(report.url, If_None_Match=before["ETag"])
        self.assertEqual((code, body.count(b"123456"), old_body.count(b"123456")), (200, 1, 0))
        self.assertNotEqual(before["Last-Modified"], after["Last-Modified"])

    def test_gzip_is_sent_to_whoever_asks(self):
        url = self.site.hosts["127.0.0.2"].reports[0].url
        _, headers, packed = get(url, Accept_Encoding="gzip")
        self.assertEqual((headers["Content-Encoding"], gzip.decompress(packed)), ("gzip", get(url)[2]))

    def test_a_counter_in_the_page_makes_every_answer_differ(self):
        url = self.site.hosts["127.0.0.4"].reports[0].url
        first, second = get(url), get(url)
        self.assertNotIn("ETag", first[1])
        self.assertNotEqual(first[2], second[2])

    def test_faults_are_answered_and_taken_back(self):
        url = self.site.hosts["127.0.0.2"].reports[0].url
        for fault, code, length in ((server.status(503, Retry_After="9"), 503, None), (server.empty(), 200, 0),
                                    (server.challenge(521), 521, None), (server.large(), 200, 10 << 20)):  # fmt: skip
            self.server.fail(url, fault)
            answer = get(url)
            self.assertEqual(answer[0], code)
            self.assertTrue(length is None or abs(len(answer[2]) - length) < 100, code)
        self.server.fail(url, None)
        self.assertEqual(get(url)[0], 200)

    def test_every_request_is_remembered(self):
        get(self.server.bases["127.0.0.3"] + "/nothing")
        self.assertTrue(self.server.wait_for(1, timeout=5))
        self.assertEqual([(r.url, r.status) for r in self.server.requests()], [(self.server.bases["127.0.0.3"] + "/nothing", 404)])


if __name__ == "__main__":
    unittest.main()
