#!/usr/bin/env python3
"""The pages of one report: its tables, each of its figures in its source, history, differences, plots."""

import csv
import io
import json
import re
import unittest
import urllib.error
import urllib.parse
import urllib.request
import zipfile

import attachment_test
import daemon_test
import programs
import seeded

BLANK = re.compile(r"[\s\u3000\ufeff\u2000-\u200b\xa0]+")
CELL_LINK = re.compile(r'href="([^"#]*/source\?cell=[^"#]*)(?:#cell)?"')


def unescaped(text):
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#39;", "'"), ("&amp;", "&")):
        text = text.replace(entity, character)
    return text


def squeezed(text):
    return BLANK.sub("", text)


class ReportPages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.seeded = seeded.Seeded().__enter__()

    @classmethod
    def tearDownClass(cls):
        cls.seeded.__exit__(None, None, None)

    def get(self, path, status=200):
        request = urllib.request.Request(self.seeded.base + path, headers={"Accept": "text/html"})
        try:
            with urllib.request.urlopen(request, timeout=60) as response:
                self.assertEqual(response.status, status, path)
                return response.headers, response.read()
        except urllib.error.HTTPError as refused:
            self.assertEqual(refused.code, status, f"{path}: {refused.read()[:300]}")
            return refused.headers, b""

    def page(self, path, status=200):
        return self.get(path, status)[1].decode()

    def reports(self):
        done = self.seeded.ground.ogi("reports", "-o", "ndjson")
        return [json.loads(line) for line in done.stdout.splitlines()]

    @staticmethod
    def path_of(report, behind=""):
        name = urllib.parse.quote(report["agency"]["name"], safe="")
        return f"/reports/{name}/{report['year']}{behind}"

    def test_every_report_in_both_languages(self):
        for report in self.reports():
            for language in ("zh", "en"):
                for behind in ("", "/source", "/history", "/diff"):
                    path = f"/{language}" + self.path_of(report, behind)
                    headers, body = self.get(path)
                    text = body.decode()
                    self.assertIn("default-src 'none'", headers["Content-Security-Policy"], path)
                    self.assertNotIn("<script>", text, path)
                    self.assertNotIn(" style=", text, path)
                    self.assertEqual(text.count("<h1>"), 1, path)

    def test_a_figure_leads_to_the_very_place(self):
        """Of a sample of the cells of each report: what is marked in the source is what the cell prints."""
        marked = boxes = 0
        for report in self.reports():
            shown = self.page("/zh" + self.path_of(report))
            links = [unescaped(link) for link in CELL_LINK.findall(shown)]
            if report["generation"] != "free":
                self.assertGreater(len(links), 100, report["agency"]["name"])
            for link in links[:: max(1, len(links) // 6)]:
                cell = urllib.parse.parse_qs(urllib.parse.urlsplit(link).query)["cell"][0]
                raw = report["cells"][cell]["raw"]
                source = self.page(link)
                found = re.findall(r"<mark[^>]*>(.*?)</mark>", source, re.S)
                if "<svg class=\"sheet\"" in source:
                    self.assertIn('<rect id="cell"', source, link)
                    boxes += 1
                else:
                    self.assertTrue(found, link)
                    self.assertIn(squeezed(raw), squeezed(unescaped("".join(found))), link)
                    marked += 1
        self.assertGreater(marked, 30)
        self.assertGreater(boxes, 5)

    def test_a_page_of_a_pdf_is_a_picture(self):
        report = next(report for report in self.reports() if report["source_url"].endswith(".pdf"))
        headers, body = self.get("/zh" + self.path_of(report, "/picture.png?page=1"))
        self.assertEqual(headers["Content-Type"], "image/png")
        self.assertTrue(body.startswith(b"\x89PNG"))
        self.page("/zh" + self.path_of(report, "/picture.png?page=999"), 404)

    def test_a_failed_check_stands_at_its_row_or_column(self):
        report = next(report for report in self.reports() if report["verdict"] == "inconsistent")
        failed = next(check for check in report["checks"] if check["outcome"] == "violated")
        shown = self.page("/zh" + self.path_of(report))
        anchor = "check-" + failed["id"]
        self.assertIn(f'href="#{anchor}"', shown)
        self.assertIn(f'<tr id="{anchor}">', shown)
        self.assertRegex(shown, r"<b>≠</b> [\d+]+≠[\d+]+")
        self.assertIn('class="number failing"', shown)

    def test_what_people_put_right_is_told(self):
        corrected = self.seeded.corrected
        name = urllib.parse.quote(corrected.agency, safe="")
        shown = self.page(f"/zh/reports/{name}/{corrected.year}")
        self.assertIn("已电话核实", shown)
        self.assertIn("put_right", shown)

    def test_a_difference_says_who_decided_when_and_why(self):
        corrected = self.seeded.corrected
        path = f"/zh/reports/{urllib.parse.quote(corrected.agency, safe='')}/{corrected.year}"
        rows = json.loads(self.get(path + "/diff.json?from=1&to=2")[1])
        decided = next(row for row in rows if row["op"] == "decision")
        self.assertEqual((decided["cell"], decided["old"], decided["new"]["by"], decided["new"]["reason"]), (seeded.CHANGED_CELL, None, "王某", "已电话核实"))
        figures = next(row for row in rows if row.get("id") == seeded.CHANGED_CELL)
        for page in (path + "/diff?from=1&to=2", path + "/history"):
            shown = self.page(page)
            for words in ("王某", "已电话核实", decided["new"]["at"], str(figures["old"]), str(figures["new"])):
                self.assertIn(words, shown, page)
        table = list(csv.DictReader(io.StringIO(self.get(path + "/diff.csv?from=1&to=2")[1].decode("utf-8-sig"))))
        self.assertIn(("王某", "已电话核实", decided["new"]["at"]), [(row["new_by"], row["new_why"], row["new_at"]) for row in table])

    def test_history_and_differences(self):
        revised = self.seeded.revised
        name = urllib.parse.quote(revised.agency, safe="")
        path = f"/reports/{name}/{revised.year}"
        history = self.page("/zh" + path + "/history")
        self.assertIn("/diff?from=1&amp;to=2", history)
        old = revised.cells[seeded.CHANGED_CELL]
        difference = self.page("/zh" + path + "/diff?from=1&to=2")
        self.assertRegex(difference, r"<del>\d+</del><span class=\"to\"> → </span><ins>\d+</ins>")
        rows = json.loads(self.get("/zh" + path + "/diff.json?from=1&to=2")[1])
        self.assertEqual([row["id"] for row in rows if "id" in row], [seeded.CHANGED_CELL], old)
        self.assertGreater(len(self.page("/zh" + path + "/diff?from=1&to=2&all=1")), len(difference))
        every = json.loads(self.get("/zh" + path + "/diff.json?from=1&to=2&all=1")[1])
        report = self.seeded.ground.reports()[revised.agency, revised.year]
        self.assertEqual({row["id"] for row in every if "id" in row}, set(report["cells"]))
        self.assertEqual([row["id"] for row in every if row.get("op") == "set"], [seeded.CHANGED_CELL])
        same = next(row for row in every if row.get("op") == "same")
        self.assertEqual((same["old"], same["new"]), (report["cells"][same["id"]]["value"],) * 2)
        first = json.loads(self.get("/zh" + path + "/diff.json?from=0&to=1&all=1")[1])
        self.assertEqual({row["op"] for row in first}, {"first"})
        changes = list(csv.DictReader(io.StringIO(self.get("/zh/changes.csv")[1].decode("utf-8-sig"))))
        self.assertRegex(changes[0]["cursor"], rf"^\d+-{changes[0]['sequence']}$")
        self.assertTrue(all(row["recorded_at"] for row in changes))
        table = list(csv.DictReader(io.StringIO(self.get("/zh" + path + "/history.csv")[1].decode("utf-8-sig"))))
        self.assertEqual([row["revision"] for row in table], ["2", "1"])  # As on the page.

    def test_twins_have_what_the_page_has(self):
        report = self.reports()[0]
        twin = json.loads(self.get("/en" + self.path_of(report, ".json"))[1])
        self.assertEqual(twin[0]["cells"], report["cells"])
        cell = next(name for name, cell in report["cells"].items() if cell["at"])
        twin = json.loads(self.get("/en" + self.path_of(report, f"/source.json?cell={cell}"))[1])
        self.assertEqual(twin[0]["raw"], report["cells"][cell]["raw"])
        (row,) = csv.DictReader(io.StringIO(self.get("/en" + self.path_of(report, f"/source.csv?cell={cell}"))[1].decode("utf-8-sig")))
        self.assertEqual(json.loads(row["at"]), report["cells"][cell]["at"])

    def test_plots(self):
        report = self.reports()[0]
        name = urllib.parse.quote(report["agency"]["name"], safe="")
        shown = self.page(f"/zh/agencies/{name}/series?cell=requests.new_received.total")
        self.assertIn('<svg class="plot" role="img"', shown)
        rows = json.loads(self.get(f"/zh/agencies/{name}/series.json?cell=requests.new_received.total")[1])
        self.assertEqual(rows[0]["cell"], "requests.new_received.total")
        gone = self.seeded.withdrawn
        path = f"/zh/agencies/{urllib.parse.quote(gone.agency, safe='')}/series"
        (row,) = [row for row in json.loads(self.get(path + ".json")[1]) if row["year"] == gone.year]
        self.assertTrue(row["withdrawn_at"])
        self.assertIn(f"{gone.year} 已撤下", self.page(path))
        year = report["year"]
        division = report["agency"]["division"][:2]
        spread = self.page(f"/en/regions/{division}/distribution?cell=requests.new_received.total&year={year}")
        self.assertIn('<svg class="plot" role="img"', spread)
        self.page("/zh/agencies/nobody/series", 404)
        self.page(f"/zh/agencies/{name}/series?cell=nothing", 404)
        self.page(f"/zh/regions/{division}/distribution", 400)

    def test_what_is_not_there_is_a_page_that_says_so(self):
        report = self.reports()[0]
        self.page("/zh/reports/nobody/2020", 404)
        self.page("/zh" + self.path_of(report, "/source?cell=nothing"), 404)
        self.page("/zh" + self.path_of(report, "?revision=99"), 404)
        self.page("/zh" + self.path_of(report, "?revision=0"), 404)
        self.page("/zh" + self.path_of(report, "?revision=x"), 400)
        self.page("/zh" + self.path_of(report, "?unknown=1"), 400)


def made_over(document, turn):
    """A Word file with `turn` done to its text."""
    made = io.BytesIO()
    with zipfile.ZipFile(document) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, turn(part.decode()).encode() if name == "word/document.xml" else part)
    return made.getvalue()


class ArchiveOfTwoYears(unittest.TestCase):
    AGENCY = "江苏省苏州市昆山市水务局"

    def setUp(self):
        site = attachment_test.Site()
        self.addCleanup(site.close)
        document = attachment_test.DRESSES / "form_2021.docx"
        # The year before, with every figure ten or a hundred more: each of them holds the later one's digits.
        before = made_over(document, lambda text: re.sub(r"(<w:t[^>]*>)(\d{1,3})(</w:t>)", r"\g<1>1\2\3", text.replace("2023", "2022")))
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as both:
            both.writestr("2022.docx", before)
            both.writestr("2023.docx", document.read_bytes())
        title = f"{self.AGENCY}2023年政府信息公开工作年度报告"
        site.files["/years.zip"] = archive.getvalue()
        site.files["/1.html"] = attachment_test.page(title, attachment_test.link("/years.zip", "附件：2022、2023年度报告.zip"))
        site.files["/"] = attachment_test.page("政府信息公开年报", attachment_test.link("/1.html", title))
        ground = programs.Ground([site.base + "/"], listen=programs.free_address())
        self.addCleanup(ground.close)
        self.assertEqual(ground.ogid("--once").returncode, 0)
        self.daemon = self.enterContext(daemon_test.Running(ground))

    def test_a_figure_is_never_marked_in_the_other_years_document(self):
        pages, seen = f"/zh/reports/{urllib.parse.quote(self.AGENCY)}", 0
        for year in (2022, 2023):
            status, report = self.daemon.get(f"{pages}/{year}", Accept="text/html")
            self.assertEqual(status, 200)
            links = re.findall(r'<a href="([^"#]*/source\?cell=[^"#]*)(?:#cell)?"[^>]*>([\d.]+)<', report)
            self.assertGreater(len(links), 190)
            for target, figure in links[::12]:
                source = self.daemon.get(unescaped(target), Accept="text/html")[1]
                if "无法确定数字读自哪一个" in source:
                    continue
                seen += 1
                self.assertRegex(source, rf"昆山市水务局{year}年")
                self.assertEqual(squeezed(re.search(r'<mark id="cell">(.*?)</mark>', source)[1]), squeezed(figure), target)
        self.assertGreater(seen, 20)


if __name__ == "__main__":
    unittest.main()
