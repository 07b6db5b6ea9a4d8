"""What `ogi parse` and `ogi check` print, against the schemas in docs/. OGI_BIN names the folder of ogi."""

import copy
import json
import os
import pathlib
import subprocess
import unittest

import jsonschema

ROOT = pathlib.Path(__file__).resolve().parents[2]
OGI = pathlib.Path(os.environ["OGI_BIN"]) / "ogi"
SHARED = ROOT.parent / "shared" / "corpus"  # Real documents, where they lie beside the checkout.


def documents():
    folders = (ROOT / "tests" / "fixtures", SHARED / "seeds", SHARED / "reports")
    return [file for folder in folders for file in sorted(folder.glob("*")) if file.suffix in (".html", ".txt")]


def schema(name):
    loaded = json.loads((ROOT / "docs" / name).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(loaded)
    return jsonschema.Draft202012Validator(loaded)


def ogi(*arguments):
    return subprocess.run([OGI, *arguments], capture_output=True, text=True, check=False)


class Schemas(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.files = documents()
        cls.reports = [json.loads(line) for line in ogi("parse", *cls.files).stdout.splitlines()]

    def test_every_report_fits(self):
        report = schema("report.schema.json")
        self.assertEqual(len(self.reports), len(self.files))
        self.assertGreater(len(self.reports), 100)
        for printed in self.reports:
            with self.subTest(printed["file"]):
                report.validate(printed)

    def test_the_reports_show_every_member(self):
        """Else the schema would be tried on half of what can be printed."""
        for member in ("statements", "checks", "suspects", "anomalies", "stat_tables", "sections"):
            self.assertTrue(any(printed[member] for printed in self.reports), member)
        kinds = {cell["kind"] for printed in self.reports for cell in printed["cells"].values()}
        self.assertEqual(kinds, {"number", "blank", "slash", "dash", "text", "unreadable", "absent"})

    def test_what_is_wrong_does_not_fit(self):
        report = schema("report.schema.json")
        good = next(printed for printed in self.reports if printed["is_report"] and printed["suspects"])
        number = next(cell for cell, value in good["cells"].items() if value["kind"] == "number")
        breaks = {
            "a blank with a value": lambda r: r["cells"][number].update(kind="blank"),
            "a number without one": lambda r: r["cells"][number].update(value=None),
            "an unknown member": lambda r: r.update(extra=1),
            "a missing member": lambda r: r.pop("verdict"),
            "an unknown outcome": lambda r: r["checks"][0].update(outcome="perhaps"),
            "a check that holds without sides": lambda r: r["checks"][0].update(outcome="holds", left=None, right=None),
            "a suspect without a check": lambda r: r["suspects"][0].update(checks=[]),
            "a year in words": lambda r: r.update(year="2020"),
        }
        for what, change in breaks.items():
            broken = copy.deepcopy(good)
            change(broken)
            self.assertFalse(report.is_valid(broken), what)

    def test_every_review_fits(self):
        review = schema("check.schema.json")
        severities = set()
        for file in self.files:
            with self.subTest(file.name):
                printed = json.loads(ogi("check", "-o", "json", file).stdout)
                review.validate(printed)
                severities |= {finding["severity"] for finding in printed["findings"]}
        self.assertEqual(severities, {"error", "doubt", "remark"})
        last_year = ROOT / "tests" / "fixtures" / "plain_2021.html"
        printed = json.loads(ogi("check", "-o", "json", "--last-year", last_year, last_year).stdout)
        review.validate(printed)
        self.assertIsNotNone(printed["repetition"])


if __name__ == "__main__":
    unittest.main()
