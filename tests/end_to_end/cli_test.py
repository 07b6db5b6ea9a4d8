"""The command line as scripts and people use it: every command in every format, exit codes, messages, explanations."""

import csv
import io
import json
import os
import shutil
import signal
import subprocess
import tempfile
import unittest

import programs
import seeded

ALONE = 64_321  # Nobody's on the machine.
FORMATS = ("table", "json", "ndjson", "csv", "tsv")
UNESCAPED = {"\\t": "\t", "\\n": "\n", "\\r": "\r", "\\\\": "\\"}


def tsv(text):
    """Records of TSV as docs/cli.md has it."""
    records = []
    for line in text.split("\n")[:-1]:
        record = []
        for value in line.split("\t"):
            out, at = "", 0
            while at < len(value):
                step = 2 if value[at] == "\\" else 1
                out += UNESCAPED[value[at : at + 2]] if step == 2 else value[at]
                at += step
            record.append(out)
        records.append(record)
    return records


def parse(text, form):
    """What a program reads; fails where it could not. A list of rows or objects; of a table its lines."""
    if form == "json":
        read = json.loads(text)
        return read if isinstance(read, list) else [read]
    if form == "ndjson":
        return [json.loads(line) for line in text.splitlines()]
    if form == "table":
        return text.splitlines()
    rows = list(csv.reader(io.StringIO(text))) if form == "csv" else tsv(text)
    assert len({len(row) for row in rows}) <= 1, f"rows of different length: {rows[:3]}"
    return rows


class Commands(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.seeded = cls.enterClassContext(seeded.Seeded())
        cls.ground = cls.seeded.ground
        revised = cls.seeded.revised
        cls.key = revised.agency, str(revised.year)
        # Every command that reads, each of which has an answer here.
        cls.reading = (
            ("reports",), ("show", *cls.key), ("copies", *cls.key), ("history", *cls.key), ("diff", *cls.key), ("changes",), ("checkpoint",),
            ("roster",), ("overdue",), ("agencies",), ("agencies", "show", cls.key[0]), ("decisions",), ("decisions", "list"), ("suspects",),
            ("status",), ("hosts",), ("pages",), ("captures", revised.url), ("sources", "list"), ("limits",), ("store", "stats"),
            ("show", *cls.key, "--explain", seeded.CHANGED_CELL),
        )  # fmt: skip
        (status,) = cls.ground.lines("status")
        cls.newest = str(status["last_sequence"])
        # These may well have nothing to tell.
        cls.empty = (
            ("reports", "--year", "2001"), ("changes", "--since", cls.newest), ("agencies", "doubts"), ("consumers",), ("sinks",), ("pause", "nowhere.example"),
            ("resume", "nowhere.example"), ("store", "verify"), ("reports", "--agency", "没有这样的机关"), ("overdue", "--year", "2001"),
        )  # fmt: skip
        # And these fail.
        cls.failing = (
            (("show", "没有这样的机关", "2020"), 3), (("history", "没有这样的机关", "2020"), 3), (("captures", "http://nowhere.example/"), 3),
            (("sinks", "verify", "none"), 3), (("sinks", "resume", "none"), 3), (("limits", "colour=1"), 2),
            (("show", *cls.key, "--explain", "requests.granted.totl"), 3), (("suspects", "accept", "http://nowhere.example/"), 3),
            (("recrawl", "--url", "http://nowhere.example/"), 3), (("store", "backups", "/nowhere"), 3),
        )  # fmt: skip

    def run_in(self, words, form):
        return self.ground.ogi(*words, "-o", form)

    def test_every_answer_parses_as_its_format_and_nothing_of_it_is_on_standard_error(self):
        for words in self.reading:
            counts, rows = {}, {}
            for form in FORMATS:
                with self.subTest(command=words, form=form):
                    done = self.run_in(words, form)
                    self.assertEqual((done.returncode, done.stderr), (0, ""))
                    rows[form] = parse(done.stdout, form)
                    counts[form] = len(rows[form])
                    self.assertGreater(counts[form], 0)
            with self.subTest(command=words):
                self.assertEqual(counts["csv"], counts["tsv"])
                if words[0] not in ("status", "hosts", "limits"):  # They tell what happens meanwhile.
                    self.assertEqual(rows["csv"], rows["tsv"])
                self.assertEqual(counts["json"], counts["ndjson"])

    def test_an_empty_answer_is_a_whole_document(self):
        for words in self.empty:
            for form in FORMATS:
                with self.subTest(command=words, form=form):
                    done = self.run_in(words, form)
                    self.assertEqual(done.returncode, 0, done.stderr)
                    rows = parse(done.stdout, form)
                    if form in ("csv", "tsv"):
                        self.assertGreaterEqual(len(rows), 1, "the head is told all the same")
                    self.assertTrue(all(line.startswith(("verified ", "ogi: ")) for line in done.stderr.splitlines()), done.stderr)

    def test_a_failure_tells_what_is_wrong_on_standard_error_alone(self):
        for words, code in self.failing:
            for form in FORMATS:
                with self.subTest(command=words, form=form):
                    done = self.run_in(words, form)
                    self.assertEqual(done.returncode, code, done.stderr)
                    self.assertTrue(all(line.startswith("ogi: ") for line in done.stderr.splitlines()), done.stderr)
                    self.assertNotEqual(done.stderr, "")
                    self.assertNotIn("{", done.stdout)

    def test_every_command_with_a_format_has_all_of_them(self):
        for words in self.commands_of():
            done = programs.run(programs.BIN / "ogi", *words, "--help")
            if "--output table|" in done.stdout:
                with self.subTest(words):
                    self.assertIn("table|json|ndjson|csv|tsv", done.stdout)

    def commands_of(self, *words):
        text = programs.run(programs.BIN / "ogi", *words, "--help").stdout
        below, names = False, []
        for line in text.splitlines():
            if line.endswith(":") and not line.startswith(" "):
                below = line not in ("Options:", "Positionals:")
            elif below and line.startswith("  ") and line.strip():
                names.append(line.split()[0])
            elif not line.strip():
                below = False
        yield words
        for name in names:
            yield from self.commands_of(*words, name)

    def test_quiet_leaves_errors_alone_on_standard_error(self):
        with tempfile.TemporaryDirectory() as folder:
            loud = self.ground.ogi("export", "warc", f"{folder}/all.warc")
            self.assertIn("captures=", loud.stderr)
            done = self.ground.ogi("--quiet", "export", "warc", f"{folder}/all.warc")
            self.assertEqual((done.returncode, done.stderr), (0, ""))
        done = self.ground.ogi("--quiet", "show", "没有这样的机关", "2020")
        self.assertTrue(done.stderr.startswith("ogi: "))

    def test_a_table_stands_in_columns_also_where_its_words_are_chinese(self):
        lines = self.ground.ogi("roster").stdout.splitlines()
        self.assertGreater(len(lines), 2)

        def width(text):
            return sum(2 if ord(sign) >= 0x2E80 else 1 for sign in text)

        places = {width(line[: line.index("  ")]) + len(line[line.index("  ") :]) - len(line[line.index("  ") :].lstrip()) for line in lines}
        self.assertEqual(len(places), 1, lines[:5])

    def test_no_terminal_no_colour_and_no_bar(self):
        done = self.ground.ogi("diff", *self.key)
        self.assertNotIn("\x1b", done.stdout)
        done = self.ground.ogi("recrawl", "--wait", "--url", self.seeded.revised.url)
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def shell(self, command):
        return subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=programs.PATIENCE_S,
                              env={**programs.ENVIRONMENT, "OGI": f"{programs.BIN / 'ogi'} --config {self.ground.config}"})  # fmt: skip

    def test_a_closed_pipe_ends_quietly(self):
        done = self.shell('$OGI reports -o csv | head -1; echo "${PIPESTATUS[0]}"')
        self.assertEqual(done.stderr, "")
        self.assertIn(done.stdout.splitlines()[-1], ("0", "141"))
        # Also for whoever has SIGPIPE ignored.
        done = self.shell("trap '' PIPE; $OGI export cells | head -1 > /dev/null; exit ${PIPESTATUS[0]}")
        self.assertNotIn("could not be written", done.stderr)
        self.assertIn(done.returncode, (0, 141))

    def test_sigint_ends_with_130_as_the_shell_tells_it(self):
        following = subprocess.Popen([programs.BIN / "ogi", "--config", self.ground.config, "changes", "--follow", "-o", "ndjson"],
                                     stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # fmt: skip
        self.assertTrue(following.stdout.readline())
        following.send_signal(signal.SIGINT)
        _, messages = following.communicate(timeout=programs.PATIENCE_S)
        self.assertEqual((following.returncode, messages), (-signal.SIGINT, b""))

    def test_an_explanation_tells_how_the_figure_was_found(self):
        (told,) = self.ground.lines("show", *self.key, "--explain", seeded.CHANGED_CELL)
        figure = self.seeded.revised.cells[seeded.CHANGED_CELL]
        self.assertEqual(told["cell"]["value"], figure)
        self.assertEqual(told["today"], "the same")
        self.assertEqual(told["source"]["url"], self.seeded.revised.url)
        self.assertIn(told["row"]["rule"], ("plain", "in_line"))
        self.assertIn("行政处罚", told["row"]["printed"])
        self.assertEqual(told["form"]["row"], "第二十条第（六）项行政处罚")
        begin, end = told["cell"]["at"]["bytes"]
        self.assertLess(begin, end)
        text = self.ground.ogi("show", *self.key, "--explain", seeded.CHANGED_CELL).stdout
        for line in (f"cell        {seeded.CHANGED_CELL} = {figure}", "caption     ", "told apart  ", "snapshot    ", "read today  the same"):
            self.assertIn(line, text)

    def test_an_explanation_names_who_put_a_figure_right(self):
        report = self.seeded.corrected
        (told,) = self.ground.lines("show", report.agency, str(report.year), "--explain", seeded.CHANGED_CELL)
        self.assertEqual(told["corrected"]["by"], "王某")
        self.assertEqual(told["corrected"]["printed"], report.cells[seeded.CHANGED_CELL])
        self.assertEqual(told["cell"]["value"], report.cells[seeded.CHANGED_CELL] + 1)

    def test_an_unknown_cell_is_told_with_near_ones(self):
        done = self.ground.ogi("show", *self.key, "--explain", "requests.granted.totl")
        self.assertEqual(done.returncode, 3)
        self.assertIn("did you mean requests.granted.total", done.stderr)


class Explanations(unittest.TestCase):
    """Of files, without a store."""

    FIXTURES = programs.TESTS / "fixtures"

    def explain(self, cell, name):
        done = programs.run(programs.BIN / "ogi", "parse", "--explain", cell, "-o", "json", self.FIXTURES / name)
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def test_it_says_what_parse_says(self):
        for name in ("balance_broken.html", "header_group_narrow.html", "agency_from_hint.txt", "attachments/pdf_ruled.pdf"):
            (parsed,) = (json.loads(line) for line in programs.run(programs.BIN / "ogi", "parse", self.FIXTURES / name).stdout.splitlines())
            for cell in ("requests.granted.total", "reconsideration.total", "requests.new_received.natural_person"):
                with self.subTest(name=name, cell=cell):
                    told = self.explain(cell, name)
                    self.assertEqual(told["cell"], parsed["cells"][cell])
                    self.assertIsNotNone(told["row"])
                    outcomes = {check["id"]: check["outcome"] for check in parsed["checks"]}
                    self.assertTrue(told["checks"])
                    for check in told["checks"]:
                        self.assertEqual(check["outcome"], outcomes[check["id"]])

    def test_a_place_in_a_pdf_is_a_page_and_a_box(self):
        told = self.explain("requests.granted.total", "attachments/pdf_ruled.pdf")
        self.assertGreater(told["cell"]["at"]["page"], 0)
        self.assertEqual(len(told["cell"]["at"]["box"]), 4)

    def test_bytes_of_the_place_hold_what_is_printed(self):
        told = self.explain("requests.granted.total", "header_group_narrow.html")
        begin, end = told["cell"]["at"]["bytes"]
        self.assertEqual((self.FIXTURES / "header_group_narrow.html").read_bytes()[begin:end].decode(), told["cell"]["raw"])

    def test_a_file_that_is_no_report_ends_with_5(self):
        with tempfile.NamedTemporaryFile(suffix=".html") as page:
            page.write("<p>通知</p>".encode())
            page.flush()
            done = programs.run(programs.BIN / "ogi", "parse", "--explain", "requests.granted.total", page.name)
        self.assertEqual(done.returncode, 5)
        self.assertIn("is not a report", done.stderr)


class ExitCodes(unittest.TestCase):
    """A case for each code of docs/cli.md."""

    def setUp(self):
        self.ground = programs.Ground(["http://127.0.0.1:9/"])
        self.addCleanup(self.ground.close)

    def test_each(self):
        damaged = self.ground.folder / "damaged"
        damaged.mkdir()
        (damaged / "000001.sst").write_text("no table")
        report = programs.TESTS / "fixtures" / "balance_broken.html"
        no_report = self.ground.folder / "notice.html"
        no_report.write_text("<p>通知</p>")
        for code, command in (
            (0, ("parse", report)),
            (1, ("parse", self.ground.folder / "none.html")),
            (2, ("reports", "--year", "x")),
            (2, ("--config", self.ground.folder / "none.toml", "reports")),
            (3, ("reports",)),
            (3, ("reload",)),
            (4, ("sources", "check", "http://127.0.0.1:9/")),
            (5, ("parse", no_report)),
            (6, ("check", report)),
        ):
            with self.subTest(command):
                done = self.ground.ogi(*command)
                self.assertEqual(done.returncode, code, done.stderr)
                if code not in (0, 5, 6) and "sources" not in command:
                    self.assertTrue(done.stderr.startswith("ogi: "), done.stderr)

    def test_a_store_that_another_process_has_is_75(self):
        self.assertEqual(self.ground.ogid("--once").returncode, 0)
        lock = os.open(self.ground.store / "LOCK", os.O_RDWR)
        self.addCleanup(os.close, lock)
        os.lockf(lock, os.F_LOCK, 0)
        done = self.ground.ogi("store", "compact")
        self.assertEqual(done.returncode, 75, done.stderr)
        self.assertIn("in use by another process", done.stderr)


class Machine(unittest.TestCase):
    """What a machine that has no more to give leads to."""

    def setUp(self):
        self.ground = programs.Ground([])
        self.addCleanup(self.ground.close)

    def test_help_that_cannot_be_written_is_no_success(self):
        for words in (("ogi", "--help"), ("ogi", "store", "--help"), ("ogi", "--version"), ("ogid", "--help"), ("ogid", "--version")):
            with self.subTest(words=words), open("/dev/full", "w") as full:
                done = subprocess.run([programs.BIN / words[0], *words[1:]], stdout=full, stderr=subprocess.PIPE, text=True, timeout=programs.PATIENCE_S)
                self.assertEqual((done.returncode, done.stderr), (1, f"{words[0]}: the output could not be written; is there room where it goes to?\n"))

    def test_a_machine_without_threads_is_told(self):
        if os.geteuid() != 0:
            self.skipTest("needs an account without processes")
        self.assertEqual(self.ground.ogid("--once").returncode, 0)
        self.ground.folder.chmod(0o755)
        for place in (self.ground.folder, *self.ground.folder.rglob("*")):
            os.chown(place, ALONE, ALONE)
        with tempfile.TemporaryDirectory() as folder:
            os.chmod(folder, 0o755)
            ogi = shutil.copy(programs.BIN / "ogi", folder)
            for command in (("reports",), ("export", "csv", "--output", "/nowhere/x"), ("store", "verify"), ("doctor",)):
                with self.subTest(command=command):
                    alone = ["setpriv", f"--reuid={ALONE}", f"--regid={ALONE}", "--clear-groups", "prlimit", "--nproc=1"]
                    done = programs.run(*alone, ogi, "--config", self.ground.config, *command)
                    self.assertEqual(done.returncode, 75, done.stderr)
                    self.assertIn("the system refuses what is needed", done.stderr)


if __name__ == "__main__":
    unittest.main()
