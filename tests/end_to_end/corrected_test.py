"""A figure that a person put right, or that failed checks point at, says so in every output that shows it."""

import csv
import io
import json
import sqlite3
import unittest
import urllib.parse

import openpyxl
import programs
import server
from attachment_test import Site, link, page
from daemon_test import Running

CELL = "disclosure.penalty.decisions"
# Stands nowhere else: where it is found, the corrected figure is.
FIGURE = "918273"
WHO, WHY = "王某", "已电话核实"
FORMS = ("table", "json", "ndjson", "csv", "tsv")


def rows_of(text, delimiter=","):
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter))


class Corrected(programs.SiteCase):
    @classmethod
    def setUpClass(cls):
        cls.server = cls.enterClassContext(server.SiteServer())
        host = cls.server.site.hosts["127.0.0.3"]
        cls.ground = programs.Ground([host.entry()], listen=programs.free_address())
        cls.addClassCleanup(cls.ground.close)
        report = host.reports[0]
        cls.agency, cls.year = report.agency, str(report.year)
        for done in (cls.ground.ogid("--once"), cls.ground.ogi("correct", cls.agency, cls.year, CELL, FIGURE, "--by", WHO, "--reason", WHY)):
            assert done.returncode == 0, done.stderr
        cls.daemon = cls.enterClassContext(Running(cls.ground))
        cls.path = f"{urllib.parse.quote(cls.agency, safe='')}/{cls.year}"
        cls.name = cls.path.split("/")[0]
        cls.division = cls.ground.reports()[cls.agency, int(cls.year)]["agency"]["division"][:2]

    def get(self, target):
        status, body = self.daemon.get(target)[:2]
        self.assertEqual(status, 200, target)
        return body.decode() if isinstance(body, bytes) else body

    def ogi(self, *words):
        return self.succeed(self.ground.ogi(*words)).stdout

    def exported(self, form, file):
        self.ogi("export", form, "--output", str(file))
        return file

    def assert_signed(self, text, *signs):
        """The figure stands in the text, and a sign of the correction with it."""
        self.assertIn(FIGURE, text)
        self.assertTrue(any(sign in text for sign in signs), text[:2000])

    def test_the_interface(self):
        for behind in ("", f"/cells/{CELL}", "/revisions", "/diff"):
            with self.subTest(behind):
                self.assert_signed(self.get(f"/v1/reports/{self.path}{behind}"), WHO)
        cell = json.loads(self.get(f"/v1/reports/{self.path}/cells/{CELL}"))
        self.assertEqual((cell["corrected"]["by"], cell["corrected"]["reason"]), (WHO, WHY))
        self.assertEqual(str(cell["corrected"]["was"]), cell["raw"])
        other = json.loads(self.get(f"/v1/reports/{self.path}/cells/disclosure.license.decisions"))
        self.assertNotIn("corrected", other)

    def test_pages_and_their_twins(self):
        cell = f"?cell={CELL}"
        pages = [(f"/reports/{self.path}", ""), (f"/reports/{self.path}/source", cell), (f"/reports/{self.path}/history", ""),
                 (f"/reports/{self.path}/diff", ""), (f"/reports/{self.path}/diff", "?all=1"), (f"/agencies/{self.name}/series", cell),
                 (f"/regions/{self.division}/distribution", f"{cell}&year={self.year}")]  # fmt: skip
        for page, query in pages:
            for language in ("zh", "en"):
                for ending in ("", ".json", ".csv"):
                    with self.subTest(page + ending + query, language=language):
                        told = self.get(f"/{language}{page}{ending}{query}")
                        self.assert_signed(told, WHO, f",{CELL},")
                        if ending == ".csv":
                            signed = [row for row in rows_of(told) if FIGURE in " ".join(row.values())]
                            self.assertTrue(signed)
                            for row in signed:  # In the row itself, or, of differences, in one of the decision.
                                self.assertTrue(WHO in row.values() or CELL in row.get("corrected_cells", "") or "/diff" in page
                                                or WHO in row.get("corrections", ""), row)  # fmt: skip
        plot = self.get(f"/zh/agencies/{self.name}/series{cell}")
        self.assertIn(f">{FIGURE}*</text>", plot)
        self.assertRegex(plot, rf">{FIGURE}\*</a>")

    def test_the_command_line(self):
        for words in (("show", self.agency, self.year), ("history", self.agency, self.year), ("diff", self.agency, self.year)):
            for form in FORMS:
                with self.subTest(words[0], form=form):
                    self.assert_signed(self.ogi(*words, "-o", form), WHO)
        self.assert_signed(self.ogi("show", self.agency, self.year, "--explain", CELL), WHO)
        for form, delimiter in (("csv", ","), ("tsv", "\t")):
            (row,) = [row for row in rows_of(self.ogi("show", self.agency, self.year, "-o", form), delimiter) if row["id"] == CELL]
            self.assertEqual((row["value"], row["corrected_by"], row["corrected_why"]), (FIGURE, WHO, WHY))
            (row,) = [row for row in rows_of(self.ogi("reports", "-o", form), delimiter) if row[CELL] == FIGURE]
            self.assertEqual(row["corrected_cells"], CELL)

    def test_exports(self):
        folder = self.ground.folder
        for form in ("csv", "package"):
            with self.subTest(form):
                made = self.exported(form, folder / form)
                rows = [row for file in made.glob("*.csv") for row in rows_of(file.read_text())]
                rows = [row for row in rows if FIGURE in row.values()]
                self.assertTrue(rows)
                for row in rows:
                    # An entry of the log says by its cause that it was a decision; its cells stand in a table of their own.
                    self.assertTrue(row.get("corrected_cells") == CELL or row.get("corrected") == "true" or "new_value" in row, row)
        (row,) = [row for row in rows_of(self.ogi("export", "cells")) if row["value"] == FIGURE]
        self.assertEqual(row["corrected"], "true")
        (row,) = [row for row in rows_of(self.ogi("export", "series", CELL)) if row["value"] == FIGURE]
        self.assertEqual(row["corrected_by"], WHO)
        self.assert_signed(self.ogi("export", "ndjson"), WHO)
        with sqlite3.connect(self.exported("sqlite", folder / "reports.db")) as database:
            self.assertEqual(database.execute(f"SELECT corrected FROM cells WHERE value = {FIGURE}").fetchall(), [(1,)])
            self.assertEqual(database.execute("SELECT corrected_cells FROM reports WHERE corrections = 1").fetchall(), [(CELL,)])

    def test_the_workbook_colours_it(self):
        book = openpyxl.load_workbook(self.exported("xlsx", self.ground.folder / "reports.xlsx"))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        (found,) = [cell for cell in cells if str(cell.value) == FIGURE]
        coloured = [cell for cell in cells if cell.fill.fgColor.rgb == found.fill.fgColor.rgb]
        self.assertEqual([str(cell.value) == FIGURE or "人工更正" in str(cell.value) or cell.value == "底色" for cell in coloured], [True] * len(coloured))
        self.assertIn(CELL, [cell.value for cell in cells if cell.row > 2 and cell.column > 2])

class Doubted(programs.SiteCase):
    """A report of which failed checks point at one cell, and one whose checks point at two of them."""

    FIXTURES = ("balance_broken.html", "dispute_broken.html")
    CELL, IMPLIED = "requests.carried_out.natural_person", "4"

    def setUp(self):
        site = Site()
        self.addCleanup(site.close)
        for name in self.FIXTURES:
            site.files["/zfxxgknb/" + name] = (programs.TESTS / "fixtures" / name).read_bytes()
        site.files["/"] = page("政府信息公开年报", "".join(link("/zfxxgknb/" + name, "政府信息公开工作年度报告") for name in self.FIXTURES))
        self.ground = programs.Ground([site.base + "/"])
        self.addCleanup(self.ground.close)
        self.crawl(self.ground)
        self.reports = self.ground.reports()
        self.doubted = {(agency, str(year), suspect["cell"]): str(suspect["implied"])
                        for (agency, year), report in self.reports.items() for suspect in report["suspects"]}  # fmt: skip
        self.assertEqual((len(self.reports), len(self.doubted)), (2, 3))

    def exported(self, form, name=None):
        words = ("--output", str(self.ground.folder / name)) if name else ()
        text = self.succeed(self.ground.ogi("export", form, *words)).stdout
        return self.ground.folder / name if name else text

    def assert_signed(self, rows, true="true"):
        """The cells of all reports: those and only those that checks point at are suspect."""
        seen = {(row["agency"], str(row["year"]), row["cell"]): str(row["implied"]) for row in rows if str(row["suspect"]) == true}
        self.assertEqual(seen, self.doubted)
        self.assertEqual({row["implied"] or None for row in rows if str(row["suspect"]) != true}, {None})
        self.assertEqual(len(rows), sum(len(report["cells"]) for report in self.reports.values()))

    def test_tables_of_cells(self):
        self.assert_signed(rows_of(self.exported("cells")))
        package = self.exported("package", "package")
        self.assert_signed(rows_of((package / "cells.csv").read_text()))
        (table,) = [table for table in json.loads((package / "datapackage.json").read_text())["resources"] if table["name"] == "cells"]
        self.assertEqual([field["type"] for field in table["schema"]["fields"] if field["name"] in ("suspect", "implied")], ["boolean", "number"])
        with sqlite3.connect(self.exported("sqlite", "reports.db")) as database:
            database.row_factory = sqlite3.Row
            self.assert_signed(database.execute("SELECT * FROM cells").fetchall(), true="1")

    def test_the_command_line_and_reports_name_them(self):
        for agency, year in {key[:2] for key in self.doubted}:
            shown = rows_of(self.succeed(self.ground.ogi("show", agency, year, "-o", "csv")).stdout)
            self.assertEqual({(agency, year, row["id"]): row["implied"] for row in shown if row["implied"]},
                             {key: value for key, value in self.doubted.items() if key[:2] == (agency, year)})  # fmt: skip
        named = {(row["agency"], row["year"], cell) for row in rows_of((self.exported("package", "again") / "reports.csv").read_text())
                 for cell in row["suspect_cells"].split()}  # fmt: skip
        self.assertEqual(named, set(self.doubted))

    def marked(self, file):
        """(agency, year, id) → whether it is red, bold and underlined, whether it has a ground."""
        marked = {}
        for sheet in openpyxl.load_workbook(file).worksheets[1:]:
            ids = [cell.value for cell in sheet[2]]
            for cells in sheet.iter_rows(min_row=3):
                row = dict(zip(ids, cells))
                for name in ids:
                    if "." in name and row[name].value is not None:
                        font, fill = row[name].font, row[name].fill
                        marked[row["agency"].value, str(row["year"].value), name] = (
                            (font.color is not None and font.color.rgb == "FFB00020", font.b, font.u == "single"), fill.fgColor.rgb == "FFFFF2B3")
        return marked

    def test_the_workbook_has_them_in_red(self):
        marked = self.marked(self.exported("xlsx", "reports.xlsx"))
        self.assertEqual({key for key, (doubted, _) in marked.items() if all(doubted)}, set(self.doubted))
        self.assertEqual({key for key, (doubted, ground) in marked.items() if any(doubted) or ground}, set(self.doubted))
        about = openpyxl.load_workbook(self.ground.folder / "reports.xlsx").worksheets[0]
        self.assertIn("存疑", next(row[1].value for row in about if row[0].value == "红字"))

    def test_a_doubted_figure_that_a_person_put_in_is_both(self):
        ((agency, year, cell),) = [key for key in self.doubted if key[2] == self.CELL]
        self.succeed(self.ground.ogi("correct", agency, year, cell, "8", "--by", WHO, "--reason", WHY))
        marked = self.marked(self.exported("xlsx", "corrected.xlsx"))
        self.assertEqual(marked[agency, year, cell], ((True, True, True), True))
        (row,) = [row for row in rows_of(self.exported("cells")) if (row["agency"], row["cell"]) == (agency, cell)]
        self.assertEqual((row["value"], row["corrected"], row["suspect"], row["implied"]), ("8", "true", "true", self.IMPLIED))


if __name__ == "__main__":
    unittest.main()
