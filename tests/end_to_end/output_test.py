"""Every reading command in every format: whole, of one content, and fit for the program that reads it next."""

import csv
import io
import json
import subprocess
import unittest

import programs
import server


class Output(programs.SiteCase):
    @classmethod
    def setUpClass(cls):
        cls.server = cls.enterClassContext(server.SiteServer())
        cls.site = cls.server.site
        cls.ground = programs.Ground(cls.site.entries())
        cls.addClassCleanup(cls.ground.close)
        assert cls.ground.ogid("--once").returncode == 0
        cls.report = cls.site.report("湖北省宜昌市远安县财政局", 2023)
        cls.cell = "disclosure.penalty.decisions"
        cls.old = cls.site.change(cls.report, cls.cell, 4_321)
        assert cls.ground.ogi("recrawl", "--wait", "--url", cls.report.url).returncode == 0
        key = cls.report.agency, str(cls.report.year)
        # The command, and how many things it tells of.
        cls.commands = (
            (("reports",), len(cls.site.reports())),
            (("history", *key), 2),
            (("diff", *key), 1),
            (("changes", "--since", "0"), len(cls.site.reports()) + 1),
            (("pages",), None),
        )

    def out(self, command, form):
        return self.succeed(self.ground.ogi(*command, "-o", form)).stdout

    def test_ndjson_has_one_object_a_line(self):
        for command, count in self.commands:
            with self.subTest(command):
                lines = [json.loads(line) for line in self.out(command, "ndjson").splitlines()]
                self.assertTrue(all(isinstance(line, dict) for line in lines))
                self.assertTrue(count is None or len(lines) == count, len(lines))

    def test_json_is_one_document_with_the_same_objects(self):
        for command, _ in self.commands:
            with self.subTest(command):
                lines = [json.loads(line) for line in self.out(command, "ndjson").splitlines()]
                self.assertEqual(json.loads(self.out(command, "json")), lines)

    def test_csv_has_a_head_and_as_many_fields_in_every_line(self):
        for command, count in self.commands:
            with self.subTest(command):
                rows = list(csv.reader(io.StringIO(self.out(command, "csv"))))
                self.assertEqual({len(row) for row in rows}, {len(rows[0])})
                self.assertTrue(count is None or len(rows) == count + 1, len(rows))

    def test_a_table_is_not_cut_off(self):
        for command, count in self.commands:
            with self.subTest(command):
                self.assertGreaterEqual(self.out(command, "table").count("\n"), count or 1)

    def test_show_tells_the_figures_in_every_format(self):
        key = self.report.agency, str(self.report.year)
        for form in ("table", "json", "ndjson", "csv"):
            with self.subTest(form):
                self.assertIn("4321", self.out(("show", *key), form))

    def test_a_limit_cuts_where_it_says(self):
        self.assertEqual(len(self.out(("reports", "--limit", "5"), "ndjson").splitlines()), 5)
        self.assertEqual(len(self.out(("changes", "--since", "3", "--limit", "2"), "ndjson").splitlines()), 2)

    def test_a_diff_of_a_single_revision_is_empty_and_no_error(self):
        other = self.site.report("湖北省宜昌市远安县财政局", 2024)
        self.assertEqual(self.out(("diff", other.agency, str(other.year)), "ndjson"), "")

    def test_an_agency_may_be_named_by_a_part_that_only_one_has(self):
        (line,) = self.ground.lines("show", "龙游县教育局", "2022")
        self.assertEqual(line["agency"]["name"], "浙江省衢州市龙游县教育局")
        done = self.ground.ogi("show", "人民政府", "2021")
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("浙江省衢州市龙游县人民政府", done.stderr)

    def test_a_wrong_command_line_is_told_in_words(self):
        for command, words in (
            ((), "which command?\nSee ogi --help"),
            (("foo",), 'there is no command "foo"'),
            (("sources",), "which command?\nSee ogi sources --help"),
            (("reports", "-o", "xml"), '"xml" is none of csv, json, ndjson, table'),
            (("changes", "--since", "x"), '"x" is no cursor of the feed'),
            (("diff", "a", "2020", "--from", "0"), '"0" is no whole number from 1 on'),
            (("roster", "import"), "FILE is required\nSee ogi roster import --help"),
        ):
            with self.subTest(command):
                done = self.ground.ogi(*command)
                self.assertEqual(done.returncode, 2)
                self.assertIn(words, done.stderr)

    def test_an_unknown_format_is_wrong_usage(self):
        self.assertEqual(self.ground.ogi("reports", "-o", "xml").returncode, 2)

    def test_a_recrawl_tells_what_came_of_it_in_every_format(self):
        command = ("recrawl", "--wait", "--url", self.report.url)
        self.assertRegex(self.out(command, "table"), r"^asked=1 visits=1 changed=0 unchanged=1 ")
        for form in ("json", "ndjson"):
            told = json.loads(self.out(command, form))
            self.assertEqual((told["asked"], told["waited"], told["unchanged"], told["changes"]), (1, True, 1, 0))
        head, row = csv.reader(io.StringIO(self.out(command, "csv")))
        self.assertEqual(dict(zip(head, row))["unchanged"], "1")

    def test_output_that_cannot_be_written_is_a_failure(self):
        for words in (("reports",), ("changes", "-o", "ndjson")):
            with self.subTest(words), open("/dev/full", "w") as full:
                done = subprocess.run([str(programs.BIN / "ogi"), "--config", str(self.ground.config), *words],
                                      stdout=full, stderr=subprocess.PIPE, timeout=programs.PATIENCE_S)  # fmt: skip
                self.assertEqual(done.returncode, 1)
                self.assertIn(b"could not be written", done.stderr)

    def test_parse_reads_from_standard_input_what_the_crawl_read(self):
        page = self.site.hosts["127.0.0.3"].pages[self.report.path]
        done = subprocess.run([str(programs.BIN / "ogi"), "parse", "--url", self.report.url, "-"],
                              input=page.render(1).encode(page.charset), capture_output=True, timeout=programs.PATIENCE_S)  # fmt: skip
        self.assertEqual(done.returncode, 0, done.stderr)
        parsed = json.loads(done.stdout)
        (stored,) = self.ground.lines("show", self.report.agency, str(self.report.year))
        self.assertEqual(parsed["cells"][self.cell]["value"], 4_321)
        self.assertEqual(set(parsed["cells"]), set(stored["cells"]))


if __name__ == "__main__":
    unittest.main()
