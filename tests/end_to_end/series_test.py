"""What is made of exports: series across the forms, Atom for people's readers, and the one-liners of the docs."""

import csv
import io
import json
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import unittest
import urllib.parse
from datetime import datetime
from decimal import Decimal

import manual_lines
import programs
import server
from daemon_test import Running
from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
DOCS = pathlib.Path(__file__).parents[2] / "docs" / "exports.md"
# What RFC 4287 asks of a feed and of an entry: how often each element may stand there.
OF_A_FEED = {"id": (1, 1), "title": (1, 1), "updated": (1, 1), "author": (0, None), "category": (0, None), "contributor": (0, None),
             "generator": (0, 1), "icon": (0, 1), "link": (0, None), "logo": (0, 1), "rights": (0, 1), "subtitle": (0, 1), "entry": (0, None)}  # fmt: skip
OF_AN_ENTRY = {"id": (1, 1), "title": (1, 1), "updated": (1, 1), "published": (0, 1), "author": (0, None), "category": (0, None),
               "content": (0, 1), "contributor": (0, None), "link": (0, None), "rights": (0, 1), "source": (0, 1), "summary": (0, 1)}  # fmt: skip


def faults_of(element, allowed):
    """Why an element is no feed or entry, in words."""
    names = [child.tag.removeprefix(ATOM) for child in element if child.tag.startswith(ATOM)]
    for name in set(names) | set(allowed):
        least, most = allowed.get(name, (0, 0))
        if names.count(name) < least or (most is not None and names.count(name) > most):
            yield f"{names.count(name)} elements {name}"
    for name in ("updated", "published"):
        for found in element.findall(ATOM + name):
            if datetime.fromisoformat(found.text).utcoffset() is None:
                yield f"{name} without a zone"
    links = [(link.get("rel", "alternate"), link.get("type"), link.get("hreflang")) for link in element.findall(ATOM + "link")]
    alternates = [link for link in links if link[0] == "alternate"]
    if len(alternates) != len(set(alternates)):
        yield "two alternates of one type"
    if not all(link.get("href") for link in element.findall(ATOM + "link")):
        yield "a link without href"
    if not urllib.parse.urlsplit(element.findtext(ATOM + "id")).scheme:
        yield "an id that is no IRI"
    if not all(author.findtext(ATOM + "name") for author in element.findall(ATOM + "author")):
        yield "an author without name"


DUCKDB_BY_NODE = """
const duckdb = require(process.argv[1] + "/@duckdb/node-api");
(async () => {
  const connection = await (await duckdb.DuckDBInstance.create()).connect();
  const told = await connection.runAndReadAll(process.argv[2]);
  console.log(JSON.stringify(told.getRowObjectsJson()));
})();
"""


def duckdb_here():
    """The command that runs its last word as SQL and prints the rows as JSON; None where there is none."""
    if program := shutil.which("duckdb"):
        return [program, "-json", "-c"]
    modules = pathlib.Path(os.environ.get("OGI_NODE_MODULES", programs.TESTS / "node_modules"))
    return ["node", "-e", DUCKDB_BY_NODE, str(modules)] if (modules / "@duckdb" / "node-api").is_dir() and shutil.which("node") else None


def fenced(language):
    return re.findall(rf"^```{language}\n(.*?)^```", DOCS.read_text(), re.M | re.S)


class Series(programs.SiteCase):
    @classmethod
    def setUpClass(cls):
        cls.server = cls.enterClassContext(server.SiteServer())
        cls.site = cls.server.site
        cls.ground = programs.Ground(cls.site.entries(), listen=programs.free_address())
        cls.addClassCleanup(cls.ground.close)
        assert cls.ground.ogid("--once").returncode == 0
        cls.report = cls.site.report("湖北省宜昌市远安县财政局", 2023)
        cls.site.change(cls.report, "requests.granted.total", 4_321)
        assert cls.ground.ogi("recrawl", "--wait", "--url", cls.report.url).returncode == 0
        cls.reports = cls.ground.reports()

    def series(self, *cells):
        done = self.succeed(self.ground.ogi("export", "series", *cells))
        return list(csv.DictReader(io.StringIO(done.stdout, newline="")))

    def test_a_series_crosses_the_forms_where_they_say_the_same(self):
        asked = "requests.new_received.total", "requests.other.total", "disclosure.fee.amount", "disclosure.license.decisions"
        rows = self.series(*asked)
        self.assertEqual(len(rows), len(asked) * len(self.reports))
        seen = set()
        for row in rows:
            stored = self.reports[row["agency"], int(row["year"])]
            cells, form = stored["cells"], stored["generation"]
            seen.add((row["cell"], form, row["comparable"]))
            if row["comparable"] == "no":
                self.assertEqual((row["value"], row["kind"], row["terms"]), ("", "", ""))
                self.assertTrue(row["note"])
            elif row["terms"].startswith("statement "):
                if not row["value"]:
                    self.assertEqual((row["kind"], "；" in row["note"]), ("", True), row)
                    continue
                said = {item["value"] for item in stored["statements"] if item["name"] == row["terms"].split()[1]}
                self.assertEqual(said, {int(row["value"])})
            else:
                terms = [cells.get(term) for term in row["terms"].split("+")]
                figures = [Decimal(term.get("decimal", term["value"])) for term in terms if term and term["kind"] == "number"]
                self.assertEqual(row["value"], str(sum(figures)) if len(figures) == len(terms) else "", row)
        self.assertLessEqual({("requests.new_received.total", "2019", "yes"), ("requests.new_received.total", "2021", "yes"),
                              ("requests.other.total", "2019", "yes"), ("requests.other.total", "2021", "sum_of"),
                              ("disclosure.fee.amount", "2019", "no"), ("disclosure.fee.amount", "2021", "yes"),
                              ("disclosure.license.decisions", "free", "no")}, seen)  # fmt: skip

    def test_a_cell_that_no_form_has_is_wrong_usage(self):
        done = self.ground.ogi("export", "series", "requests.granted")
        self.assertEqual(done.returncode, 2)
        self.assertIn('no form has the cell "requests.granted"', done.stderr)

    def atom(self, daemon, query=""):
        status, body = daemon.get("/v1/changes.atom" + query)[:2]
        self.assertEqual(status, 200, body)
        return etree.fromstring(body if isinstance(body, bytes) else body.encode())

    def test_atom_is_valid_and_tells_every_change(self):
        changes = self.ground.changes()
        with Running(self.ground) as daemon:
            feed = self.atom(daemon)
            self.assertEqual(list(faults_of(feed, OF_A_FEED)), [])
            entries = feed.findall(ATOM + "entry")
            for entry in entries:
                self.assertEqual(list(faults_of(entry, OF_AN_ENTRY)), [])
            ids = [entry.findtext(ATOM + "id") for entry in entries]
            self.assertEqual(ids, [f"{change['source']}:{change['cursor']}" for change in reversed(changes)])
            self.assertEqual(feed.findtext(ATOM + "updated"), changes[-1]["recordedtime"])
            self.assertEqual(entries[0].findtext(ATOM + "title"), f"{self.report.agency}2023年度报告：有修改（1项数字）")
            self.assertRegex(entries[0].findtext(ATOM + "summary"), r"“（一）予以公开”行“总计”列：\d+件 → 4321件")
            self.assertEqual({link.get("rel"): link.get("href") for link in feed.findall(ATOM + "link")}["self"], "/v1/changes.atom")
            selected = self.atom(daemon, "?region=42&year=2023").findall(ATOM + "entry")
            wanted = [change for change in changes if change["data"]["year"] == 2023 and change["data"]["agency"].startswith("湖北省")]
            self.assertEqual(len(selected), len(wanted))
            for query in ("?through=7", "?year=x", "?what=1", "?through=-200", "?through=0", "?region=zz", "?region=", "?year=2023&year=2022"):
                self.assertEqual(daemon.get("/v1/changes.atom" + query)[0], 400, query)
            for through in (200000, "1-200", f"{changes[0]['cursor'].split('-')[0]}-200000"):
                self.assertEqual(daemon.get(f"/v1/changes.atom?through={through}")[0], 410, through)

    def test_what_the_docs_say_about_exports_works(self):
        folder = self.ground.folder / "one-liners"
        folder.mkdir()
        for line in manual_lines.commands(DOCS):
            words = line.split()
            self.assertEqual(words[:2], ["ogi", "export"])
            done = subprocess.run([programs.BIN / "ogi", "--config", self.ground.config, *words[1:]], cwd=folder, capture_output=True)
            self.assertEqual(done.returncode, 0, (line, done.stderr))
        held = [stored["cells"].get("requests.new_received.total") for stored in self.reports.values() if stored["year"] == 2023]
        total = sum(cell["value"] for cell in held if cell and cell["kind"] == "number")
        printed = [subprocess.run(["/usr/bin/python3", "-c", block], cwd=folder, capture_output=True, text=True, check=True).stdout
                   for block in fenced("python")]  # fmt: skip
        self.assertRegex(printed[0], rf"2023 +{total}")
        self.assertIn(self.report.agency, printed[1])
        with sqlite3.connect(folder / "reports.db") as database:
            self.assertIn((2023, total), database.execute(*fenced("sqlite")).fetchall())
        self.assertEqual(len(fenced("sql")), 2)
        duckdb = duckdb_here()
        if not duckdb:
            self.skipTest("pandas and SQLite are tried; DuckDB is not here for the lines in SQL (program duckdb, or npm's "
                          "@duckdb/node-api in the folder that OGI_NODE_MODULES names)")  # fmt: skip
        rows = [json.loads(subprocess.run([*duckdb, block], cwd=folder, capture_output=True, text=True, check=True).stdout)
                for block in fenced("sql")]  # fmt: skip
        self.assertEqual({int(row["year"]): row["requests"] for row in rows[0]}[2023], total)
        self.assertEqual(len(rows[1]), 10)


if __name__ == "__main__":
    unittest.main()
