"""An amount of money in another unit than the form's: wherever it is shown, its own unit stands beside it."""

import csv
import io
import json
import sqlite3
import unittest
import zipfile
from decimal import Decimal

import openpyxl
import postgresql
import programs
import server

AMOUNT, PRINTED, UNIT = "disclosure.fee.amount", 50_000, "元"
BEFORE, UNIT_BEFORE = 5, "万元"  # The same money, as the report printed it first.
NAME, YEAR = "湖北省宜昌市远安县财政局", 2023


def rows(text):
    return [row for row in csv.DictReader(io.StringIO(text, newline="")) if (row["agency"], int(row["year"])) == (NAME, YEAR)]


class Units(programs.SiteCase):
    @classmethod
    def setUpClass(cls):
        cls.server = cls.enterClassContext(server.SiteServer())
        report = cls.server.site.report(NAME, YEAR)
        report.marks[AMOUNT] = f"{BEFORE}{UNIT_BEFORE}"
        cls.ground = programs.Ground([host.entry() for host in cls.server.site.hosts.values() if report in host.reports])
        cls.addClassCleanup(cls.ground.close)
        if not postgresql.absent():
            cls.database = postgresql.Server()
            cls.addClassCleanup(cls.database.close)
            cls.ground.write(f'[[sink]]\nname = "pg"\nkind = "postgresql"\nurl = "{cls.database.url}"\n'
                             f'password_file = "{cls.database.password}"\n')  # fmt: skip
        assert cls.ground.ogid("--once").returncode == 0
        report.marks[AMOUNT] = f"{PRINTED}{UNIT}"
        assert cls.ground.ogi("recrawl", "--wait", "--url", report.url).returncode == 0
        assert cls.ground.ogid("--once").returncode == 0  # The sink has the change, too.

    def export(self, *words):
        return self.succeed(self.ground.ogi("export", *words)).stdout

    def path(self, name):
        return self.ground.folder / f"{self.id().rsplit('.', 1)[1]}-{name}"

    def assert_is_told(self, figure, unit):
        self.assertEqual((Decimal(str(figure)), unit), (PRINTED, UNIT))

    def test_it_is_read_with_the_unit_that_is_printed(self):
        cell = self.ground.reports()[NAME, YEAR]["cells"][AMOUNT]
        self.assert_is_told(cell["value"], cell["unit"])

    def test_tables_as_text(self):
        (wide,) = rows(self.export("csv", "--generation", "2021"))
        self.assert_is_told(wide[AMOUNT], wide[AMOUNT + ".unit"])
        (cell,) = (row for row in rows(self.export("cells")) if row["cell"] == AMOUNT)
        self.assert_is_told(cell["value"], cell["unit"])

    def test_lines(self):
        (report,) = (one for one in map(json.loads, self.export("ndjson").splitlines())
                     if (one["agency"]["name"], one["year"]) == (NAME, YEAR))  # fmt: skip
        self.assert_is_told(report["cells"][AMOUNT]["value"], report["cells"][AMOUNT]["unit"])

    def test_a_database_file(self):
        self.export("sqlite", "--output", self.path("all.sqlite"))
        database = sqlite3.connect(self.path("all.sqlite"))
        self.addCleanup(database.close)
        database.row_factory = sqlite3.Row
        names = database.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')").fetchall()
        shown = 0
        for (name,) in names:
            columns = {row["name"] for row in database.execute(f'PRAGMA table_info("{name}")')}
            if {"agency", "year", "cell", "value"} <= columns:
                (cell,) = database.execute(f'SELECT value, unit FROM "{name}" WHERE (agency, year, cell) = (?, ?, ?)', (NAME, YEAR, AMOUNT))
                self.assert_is_told(cell["value"], cell["unit"])
                shown += 1
            elif AMOUNT in columns:
                (row,) = database.execute(f'SELECT "{AMOUNT}" AS value, "{AMOUNT}.unit" AS unit FROM "{name}" WHERE (agency, year) = (?, ?)',
                                          (NAME, YEAR))  # fmt: skip
                self.assert_is_told(row["value"], row["unit"])
                shown += 1
        self.assertGreater(shown, 0)

    def test_a_workbook(self):
        self.export("xlsx", "--output", self.path("all.xlsx"))
        shown = 0
        for sheet in openpyxl.load_workbook(self.path("all.xlsx")).worksheets[1:]:
            heads, ids = [cell.value for cell in sheet[1]], [cell.value for cell in sheet[2]]
            for cells in sheet.iter_rows(min_row=3, values_only=True):
                row = dict(zip(ids, cells))
                if (row["agency"], row["year"]) != (NAME, YEAR):
                    continue
                self.assert_is_told(row[AMOUNT], row[AMOUNT + ".unit"])
                self.assertNotIn("万元", heads[ids.index(AMOUNT)])
                shown += 1
        self.assertEqual(shown, 1)

    def test_a_package(self):
        self.export("package", "--output", self.path("package.zip"))
        with zipfile.ZipFile(self.path("package.zip")) as package:
            (cell,) = (row for row in rows(package.read("cells.csv").decode()) if row["cell"] == AMOUNT)
            self.assert_is_told(cell["value"], cell["unit"])

    def assert_change_is_told(self, changed):
        self.assertEqual((Decimal(str(changed["old_value"])), changed["old_unit"]), (BEFORE, UNIT_BEFORE))
        self.assertEqual((Decimal(str(changed["new_value"])), changed["new_unit"]), (PRINTED, UNIT))
        self.assertEqual(changed["severity"], "minor")  # It is the same money.

    def test_a_change_of_unit_alone(self):
        self.export("package", "--output", self.path("package.zip"))
        with zipfile.ZipFile(self.path("package.zip")) as package:
            (changed,) = csv.DictReader(io.StringIO(package.read("changed_cells.csv").decode()))
        self.assert_change_is_told(changed)
        self.export("sqlite", "--output", self.path("all.sqlite"))
        database = sqlite3.connect(self.path("all.sqlite"))
        self.addCleanup(database.close)
        database.row_factory = sqlite3.Row
        (changed,) = database.execute("SELECT * FROM changed_cells")
        self.assert_change_is_told(changed)

    def test_a_change_of_unit_alone_for_people(self):
        words = f"{BEFORE}{UNIT_BEFORE} → {PRINTED}{UNIT}"
        self.assertIn(words, self.succeed(self.ground.ogi("changes")).stdout)
        self.assertIn(words, self.succeed(self.ground.ogi("history", NAME, str(YEAR))).stdout)
        diff = self.succeed(self.ground.ogi("diff", NAME, str(YEAR))).stdout
        self.assertRegex(diff, rf"{AMOUNT} +{BEFORE}{UNIT_BEFORE} +{PRINTED}{UNIT} +minor")
        (row,) = csv.DictReader(io.StringIO(self.succeed(self.ground.ogi("diff", NAME, str(YEAR), "-o", "csv")).stdout))
        self.assertEqual((row["old"], row["old_unit"], row["new"], row["new_unit"]),
                         (str(BEFORE), UNIT_BEFORE, str(PRINTED), UNIT))  # fmt: skip

    def test_a_series_is_in_one_unit_and_says_what_was_printed(self):
        (row,) = rows(self.export("series", AMOUNT))
        self.assertEqual((Decimal(row["value"]), row["unit"]), (5, "万元"))
        self.assertIn("50000", row["note"])

    @unittest.skipIf(postgresql.absent(), postgresql.absent())
    def test_tables_and_views_of_postgresql(self):
        where = f"WHERE agency = '{NAME}' AND year = {YEAR}"
        (cell,) = self.database.rows(f"SELECT value, unit FROM ogid.cells_now {where} AND cell = '{AMOUNT}'")
        self.assert_is_told(cell["value"], cell["unit"])
        column = AMOUNT.replace(".", "_")
        (wide,) = self.database.rows(f"SELECT {column} AS value, {column}_unit AS unit FROM ogid.cells_wide_2021 {where}")
        self.assert_is_told(wide["value"], wide["unit"])


if __name__ == "__main__":
    unittest.main()
