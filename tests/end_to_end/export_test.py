"""Exports for people: every format holds what the store says, cell by cell, with exact digits, and describes itself."""

import contextlib
import csv
import datetime
import hashlib
import io
import json
import pathlib
import sqlite3
import subprocess
import unittest
import zipfile
from decimal import Decimal

import jsonschema
import openpyxl
import programs
import server
from daemon_test import Running

SCHEMA = pathlib.Path(__file__).with_name("data_package.schema.json")
FORMS = ("free", "2019", "2021", "mixed")
SIGNS = {"slash": "/", "dash": "—", "unreadable": "？", "absent": "×"}
DANGEROUS = tuple("=+-@\t\r\n＝＋－＠")
AMOUNT, COUNT = "disclosure.fee.amount", "disclosure.penalty.decisions"


def exact(cell):
    """The figure of a cell of a report line, None where there is none."""
    if cell["kind"] != "number":
        return None
    return Decimal(cell["decimal"]) if "decimal" in cell else Decimal(cell["value"])


def figure(text):
    return Decimal(text) if text else None


def unguarded(text):
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(DANGEROUS) else text


def rows(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


def key_of(row):
    return row["agency"], int(row["year"])


class Exports(programs.SiteCase):
    @classmethod
    def setUpClass(cls):
        cls.server = cls.enterClassContext(server.SiteServer())
        cls.site = cls.server.site
        cls.ground = programs.Ground(cls.site.entries())
        cls.addClassCleanup(cls.ground.close)
        assert cls.ground.ogid("--once").returncode == 0
        cls.report = cls.site.report("湖北省宜昌市远安县财政局", 2023)
        cls.site.change(cls.report, COUNT, 4_321)
        assert cls.ground.ogi("recrawl", "--wait", "--url", cls.report.url).returncode == 0
        cls.reports = cls.ground.reports()
        cls.changes = cls.ground.changes()

    def path(self, name):
        return self.ground.folder / f"{self.id().rsplit('.', 1)[1]}-{name}"

    def export(self, *words):
        done = self.succeed(self.ground.ogi("export", *words))
        self.assertRegex(done.stderr, r"^reports=\d+ as_of=(\d+-\d+) cursor=\1$")
        return done.stdout

    def file(self, form, name, *words):
        path = self.path(name)
        self.export(form, "--output", path, *words)
        return path

    def assert_cell(self, stored, value, kind, where):
        self.assertEqual(kind, stored["kind"], where)
        self.assertEqual(value, exact(stored), where)

    def test_the_wide_tables_hold_every_figure_and_kind(self):
        folder = self.file("csv", "tables")
        seen = set()
        self.assertEqual({path.stem for path in folder.iterdir()}, set(FORMS))
        for form in FORMS:
            for row in rows((folder / f"{form}.csv").read_bytes().decode()):
                stored = self.reports[key_of(row)]
                seen.add(key_of(row))
                self.assertEqual((row["generation"], row["title"]), (form, stored["title"]))
                ids = [name for name in row if name + ".kind" in row]
                self.assertLessEqual(set(stored["cells"]), set(ids))
                for name in ids:
                    if name + ".unit" in row:
                        self.assertEqual(row[name + ".unit"], (stored["cells"].get(name) or {}).get("unit") or "")
                    if name in stored["cells"]:
                        self.assert_cell(stored["cells"][name], figure(row[name]), row[name + ".kind"], (key_of(row), name))
                    else:
                        self.assertEqual((row[name], row[name + ".kind"]), ("", ""))
        self.assertEqual(seen, set(self.reports))

    def test_one_form_goes_to_standard_output_with_a_mark_for_excel(self):
        text = self.export("csv", "--generation", "2021", "--bom")
        self.assertTrue(text.startswith("\ufeffagency,year,"))
        self.assertEqual(len(rows(text)), sum(stored["generation"] == "2021" for stored in self.reports.values()))
        refused = self.ground.ogi("export", "csv")
        self.assertEqual(refused.returncode, 2)
        self.assertIn("name a folder with --output, or one form with --generation", refused.stderr)

    def test_the_long_table_gives_every_cell_back(self):
        seen = {}
        for row in rows(self.export("cells")):
            seen.setdefault(key_of(row), {})[row["cell"]] = row
        held = {key: set(stored["cells"]) for key, stored in self.reports.items() if stored["cells"]}
        self.assertEqual({key: set(cells) for key, cells in seen.items()}, held)
        for key, cells in seen.items():
            for name, row in cells.items():
                stored = self.reports[key]["cells"][name]
                self.assert_cell(stored, figure(row["value"]), row["kind"], (key, name))
                self.assertEqual(unguarded(row["raw"]), stored["raw"] or "")
                self.assertEqual(row["unit"], stored["unit"] or "")
                self.assertEqual(json.loads(row["place"] or "null"), stored["at"])
                self.assertEqual(row["source_url"], self.reports[key]["source_url"])
                self.assertEqual(row["withdrawn_at"], self.reports[key]["withdrawn_at"] or "")
                self.assertTrue(row["label"])

    def test_lines_are_the_reports_as_they_were(self):
        (now,) = [json.loads(line) for line in self.export("ndjson", "--agency", self.report.agency, "--year", "2023").splitlines()]
        self.assertEqual(now["cells"][COUNT]["value"], 4_321)
        self.assertEqual(now["agency_id"], self.reports[self.report.agency, 2023]["agency_id"])
        before = str(len(self.changes) - 1)
        (then,) = [json.loads(line) for line in self.export("ndjson", "--agency", self.report.agency, "--year", "2023", "--as-of", before).splitlines()]  # fmt: skip
        self.assertEqual((then["revision"], now["revision"]), (1, 2))
        self.assertNotEqual(then["cells"][COUNT]["value"], 4_321)

    def test_a_region_is_a_division_with_all_in_it(self):
        for code, prefix in (("42", "42"), ("420000", "42"), ("4205", "4205")):
            keys = {key_of(row) for row in rows(self.export("cells", "--region", code))}
            self.assertEqual(keys, {key for key, stored in self.reports.items() if (stored["agency"]["division"] or "").startswith(prefix)})  # fmt: skip
            self.assertTrue(keys)
        self.assertEqual(self.ground.ogi("export", "cells", "--region", "4x").returncode, 2)

    def test_sqlite_is_whole_and_exact(self):
        with sqlite3.connect(self.file("sqlite", "store.db")) as database:
            database.row_factory = sqlite3.Row
            self.assertEqual([tuple(row) for row in database.execute("PRAGMA integrity_check")], [("ok",)])
            self.assertEqual(database.execute("PRAGMA foreign_key_check").fetchall(), [])
            self.assertEqual({key_of(row) for row in database.execute("SELECT * FROM reports")}, set(self.reports))
            count = 0
            for row in database.execute("SELECT * FROM cells"):
                stored, count = self.reports[key_of(row)]["cells"][row["cell"]], count + 1
                value = row["value_decimal"] if row["value_decimal"] is not None else row["value"]
                self.assert_cell(stored, None if value is None else Decimal(value), row["kind"], (key_of(row), row["cell"]))
            self.assertEqual(count, sum(len(stored["cells"]) for stored in self.reports.values()))
            checks = {(check["id"], check["outcome"]) for stored in self.reports.values() for check in stored["checks"]}
            self.assertEqual({tuple(row) for row in database.execute('SELECT DISTINCT "check", outcome FROM checks')}, checks)
            told = [(row["sequence"], row["type"], *key_of(row)) for row in database.execute("SELECT * FROM changes ORDER BY sequence")]
            self.assertEqual(told, [(int(change["sequence"]), programs.kind_of(change), change["data"]["agency"], change["data"]["year"]) for change in self.changes])  # fmt: skip
            (changed,) = database.execute("SELECT new_value FROM changed_cells WHERE cell = ? AND sequence = ?", (COUNT, len(self.changes)))
            self.assertEqual(tuple(changed), (4_321,))
            described = {tuple(row) for row in database.execute('SELECT "table", field FROM fields')}
            for (table,) in database.execute("SELECT DISTINCT \"table\" FROM fields").fetchall():
                columns = {(table, row["name"]) for row in database.execute(f'PRAGMA table_info("{table}")')}
                self.assertEqual(columns, {each for each in described if each[0] == table})
            told = dict(database.execute("SELECT * FROM export").fetchall())
            self.assertEqual((told["as_of"], told["cursor"]), (self.changes[-1]["cursor"],) * 2)

    def test_an_export_of_a_time_says_which_entry_it_ends_with(self):
        for change in (self.changes[0], self.changes[-2], self.changes[-1]):
            when = change["recordedtime"]
            held = [entry for entry in self.changes if entry["recordedtime"] <= when]
            database = str(self.ground.folder / f"as-of-{change['sequence']}.db")
            self.succeed(self.ground.ogi("export", "sqlite", "--as-of", when, "--output", database))
            with sqlite3.connect(database) as opened:
                told = dict(opened.execute("SELECT * FROM export").fetchall())
                self.assertEqual((told["as_of"], told["cursor"]), (held[-1]["cursor"],) * 2)
                (count,) = opened.execute("SELECT count(*) FROM changes").fetchone()
                self.assertEqual(count, len(held))

    def test_a_day_that_is_not_over_is_the_moment_of_now(self):
        day = (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=1)).strftime("%Y-%m-%d")
        done = self.succeed(self.ground.ogi("export", "ndjson", "--as-of", day))
        self.assertIn(f" as_of={self.changes[-1]['cursor']} ", done.stderr)
        self.assertEqual(done.stdout, self.export("ndjson", "--as-of", self.changes[-1]["cursor"]))

    def test_what_the_log_does_not_have_is_refused_by_its_name(self):
        beyond = len(self.changes) + 5
        epoch = self.changes[-1]["cursor"].split("-")[0]
        asked = {str(beyond): f"as_of {beyond} is beyond the newest entry of the feed, {len(self.changes)}",
                 f"{epoch}-{beyond}": f"as of {epoch}-{beyond}: the log ends before this cursor"}  # fmt: skip
        for when, words in asked.items():
            for daemon in (None, self.ground):
                with Running(daemon) if daemon else contextlib.nullcontext():
                    refused = self.ground.ogi("export", "cells", "--as-of", when)
                    self.assertEqual((refused.returncode, refused.stdout), (2, ""), when)
                    self.assertIn(words, refused.stderr)
        for when in ("0", f"{epoch}-0", "1999-01-01"):
            refused = self.ground.ogi("export", "cells", "--as-of", when)
            self.assertEqual(refused.returncode, 3, when)
            self.assertIn(f"as of {when} the store held no report yet", refused.stderr)

    def test_an_empty_word_chooses_not_everything(self):
        for words in (("export", "cells", "--agency", ""), ("reports", "--agency", ""), ("agencies", "--agency="), ("show", "", "2023"),
                      ("export", "cells", "--as-of", ""), ("export", "cells", "--region", ""), ("recrawl", "--agency", ""),
                      ("recrawl", "--source", ""), ("recrawl", "--url", ""), ("reparse", "--agency", ""), ("snapshot", "--after", ""),
                      ("export", "warc", "x.warc", "--agency", "")):  # fmt: skip
            done = self.ground.ogi(*words)
            self.assertEqual((done.returncode, done.stdout), (2, ""), words)

    def test_after_a_restore_the_same_rows_come_under_the_same_cursor_or_none(self):
        with contextlib.ExitStack() as stack:
            site = stack.enter_context(server.SiteServer())
            ground = programs.Ground([site.site.hosts["127.0.0.3"].entry()])
            stack.callback(ground.close)
            self.crawl(ground)
            report = site.site.report("湖北省宜昌市远安县财政局", 2023)

            def export(*words):
                return self.succeed(ground.ogi("export", "ndjson", *words))

            def change(figure):
                site.site.change(report, COUNT, figure)
                self.recrawl(ground, "--url", report.url)

            def cursor_told(done):
                return done.stderr.split("cursor=")[1].strip()

            early = export()
            backups = ground.folder / "backups"
            self.succeed(ground.ogi("store", "backup", backups))
            change(1_111)
            lost = export()
            self.succeed(ground.ogi("store", "restore", backups, "--force"))
            change(2_222)
            now = export()
            sequence = cursor_told(lost).split("-")[1]
            self.assertEqual(cursor_told(now).split("-")[1], sequence)
            self.assertNotEqual(cursor_told(now), cursor_told(lost))
            for when in (cursor_told(early), cursor_told(early).split("-")[1]):
                self.assertEqual(export("--as-of", when).stdout, early.stdout)
            # A number alone is of the log as it is, and the export says which that is.
            self.assertEqual(cursor_told(export("--as-of", sequence)), cursor_told(now))
            refused = ground.ogi("export", "ndjson", "--as-of", cursor_told(lost))
            self.assertEqual((refused.returncode, refused.stdout), (2, ""))
            self.assertIn("was lost when the store was restored from a backup; the log ends at " + cursor_told(now), refused.stderr)
            self.assertEqual(ground.ogi("show", report.agency, "2023", "--as-of", cursor_told(lost)).returncode, 2)

    def test_a_workbook_read_back_is_equal(self):
        book = openpyxl.load_workbook(self.file("xlsx", "book.xlsx"))
        seen = set()
        for sheet in book.worksheets[1:]:
            ids = [cell.value for cell in sheet[2]]
            self.assertEqual(sheet.freeze_panes, "C3")
            for cells in sheet.iter_rows(min_row=3):
                row = dict(zip(ids, cells))
                key = row["agency"].value, row["year"].value
                seen.add(key)
                stored = self.reports[key]
                for name in (name for name in ids if name in stored["cells"]):
                    want, got = stored["cells"][name], row[name]
                    if name + ".unit" in row:
                        self.assertEqual(row[name + ".unit"].value, want["unit"] or None)
                    if want["kind"] == "number":
                        self.assertEqual((got.data_type, Decimal(str(got.value))), ("n", exact(want)), (key, name))
                    elif want["kind"] == "blank":
                        self.assertEqual((got.value, got.fill.fgColor.rgb), (None, "FFEEEEEE"))
                    else:
                        self.assertEqual((got.data_type, got.value), ("s", SIGNS.get(want["kind"], want["raw"])), (key, name))
        self.assertEqual(seen, set(self.reports))

    def assert_package(self, read):
        package = json.loads(read("datapackage.json"))
        tables = {}
        for resource in package["resources"]:
            body = read(resource["path"])
            self.assertEqual((resource["bytes"], resource["hash"]), (len(body), "sha256:" + hashlib.sha256(body).hexdigest()))
            table = tables[resource["name"]] = rows(body.decode())
            names = [field["name"] for field in resource["schema"]["fields"]]
            self.assertEqual(body.decode().splitlines()[0].split(","), names)
            for field in resource["schema"]["fields"]:
                check = {"integer": int, "number": Decimal, "boolean": ("true", "false").index, "object": json.loads}.get(field["type"], str)
                limits = field.get("constraints", {})
                for text in (row[field["name"]] for row in table):
                    self.assertTrue(text or not limits.get("required"), (resource["name"], field["name"]))
                    if text:
                        check(text)
                        self.assertIn(text, limits.get("enum", [text]))
        for resource in package["resources"]:
            schema, table = resource["schema"], tables[resource["name"]]
            keys = [tuple(row[name] for name in schema["primaryKey"]) for row in table]
            self.assertEqual(len(keys), len(set(keys)), resource["name"])
            for foreign in schema.get("foreignKeys", ()):
                reference = foreign["reference"]
                there = {tuple(row[name] for name in reference["fields"]) for row in tables[reference["resource"]]}
                self.assertLessEqual({tuple(row[name] for name in foreign["fields"]) for row in table}, there)
        return package, tables

    def test_a_package_keeps_what_it_says_of_itself(self):
        folder = self.file("package", "package")
        package, tables = self.assert_package(lambda name: (folder / name).read_bytes())
        self.assertEqual({key_of(row) for row in tables["reports"]}, set(self.reports))
        self.assertEqual(len(tables["changes"]), len(self.changes))
        for row in tables["cells"]:
            self.assert_cell(self.reports[key_of(row)]["cells"][row["cell"]], figure(row["value"]), row["kind"], row)
        self.assertTrue(package["id"].endswith(":" + self.changes[-1]["cursor"]))
        self.assertEqual(package["cursor"], self.changes[-1]["cursor"])
        jsonschema.validate(package, json.loads(SCHEMA.read_text()))
        self.assertEqual(self.ground.ogi("export", "package", "--output", folder).returncode, 2)

    def test_a_package_of_one_region_leads_nowhere_outside(self):
        path = self.file("package", "package.zip", "--region", "42")
        with zipfile.ZipFile(path) as archive:
            self.assertIsNone(archive.testzip())
            _, tables = self.assert_package(archive.read)
        self.assertTrue(0 < len(tables["reports"]) < len(self.reports))
        self.assertLess(len(tables["agencies"]), len({stored["agency_id"] for stored in self.reports.values()}))

    def test_a_running_daemon_gives_the_same(self):
        alone = [self.export(form) for form in ("cells", "ndjson")]
        with Running(self.ground):
            self.assertEqual([self.export(form) for form in ("cells", "ndjson")], alone)

    def test_nothing_is_left_of_an_export_that_failed(self):
        for form in ("csv", "sqlite", "xlsx", "package"):
            done = self.ground.ogi("export", form, "--output", self.path(form), "--agency", "无此机关")
            self.assertEqual(done.returncode, 3, form)
            self.assertEqual(self.ground.ogi("export", form, "--output", self.ground.folder / "no" / "where").returncode, 1, form)
        for form in ("sqlite", "xlsx", "package"):
            done = self.ground.ogi("export", form)
            self.assertEqual(done.returncode, 2)
            self.assertIn("--output is required", done.stderr)
        self.assertEqual([path.name for path in self.ground.folder.iterdir() if ".part" in path.name or "failed" in path.name], [])

    def test_a_killed_export_has_no_name_or_is_whole(self):
        killed = 0
        for attempt in range(5):
            path = self.path(f"{attempt}.db")
            process = subprocess.Popen([programs.BIN / "ogi", "--config", self.ground.config, "export", "sqlite", "--output", path],
                                       stderr=subprocess.DEVNULL, env=programs.ENVIRONMENT)  # fmt: skip
            part = path.with_name(f"{path.name}.{process.pid}.part")
            programs.until(lambda part=part, process=process: part.exists() or process.poll() is not None, every=0.001)
            process.kill()
            process.wait()
            part.unlink(missing_ok=True)
            if not path.exists():
                killed += 1
                continue
            with sqlite3.connect(path) as database:
                self.assertEqual(database.execute("PRAGMA integrity_check").fetchall(), [("ok",)])
                self.assertEqual(database.execute("SELECT count(*) FROM reports").fetchall(), [(len(self.reports),)])
        self.assertGreater(killed, 0)

    def test_the_dictionary_in_the_docs_is_that_of_the_catalogue(self):
        page = programs.run(programs.BIN / "ogi", "export", "dictionary")
        self.assertEqual(page.stdout, (pathlib.Path(__file__).parents[2] / "docs" / "dictionary.md").read_text())


if __name__ == "__main__":
    unittest.main()
