"""What was captured leaves as WARC, and comes back from it, here and elsewhere, with the same reports."""

import base64
import gzip
import hashlib
import shutil
import unittest

import programs
import server
from daemon_test import Running

ENTRY_HOST = "127.0.0.3"  # One host is enough.


def records_of(path):
    """(fields, block) of each record; every record is a gzip member that begins where the one before ends."""
    text = gzip.decompress(path.read_bytes())
    while text:
        head, _, rest = text.partition(b"\r\n\r\n")
        lines = head.decode().split("\r\n")
        assert lines[0] == "WARC/1.1", lines[0]
        fields = dict(line.split(": ", 1) for line in lines[1:])
        length = int(fields["Content-Length"])
        block, end, text = rest[:length], rest[length : length + 4], rest[length + 4 :]
        assert end == b"\r\n\r\n", end
        yield fields, block


def said(line):
    """A line of a history without what is each store's own: when and with which number it came to say so."""
    if isinstance(line, list):
        return [said(part) for part in line]
    if not isinstance(line, dict):
        return line
    return {key: said(value) for key, value in line.items() if key not in ("sequence", "recorded_at")}


def sha1(payload):
    return "sha1:" + base64.b32encode(hashlib.sha1(payload).digest()).decode()


class Archives(programs.SiteCase):
    @classmethod
    def setUpClass(cls):
        cls.server = cls.enterClassContext(server.SiteServer())
        cls.site = cls.server.site
        cls.ground = programs.Ground([cls.site.hosts[ENTRY_HOST].entry()])
        cls.addClassCleanup(cls.ground.close)
        case = cls()
        case.crawl(cls.ground)
        cls.report = cls.site.report("湖北省宜昌市远安县财政局", 2023)
        old = cls.site.change(cls.report, "disclosure.penalty.decisions", cls.report.cells["disclosure.penalty.decisions"] + 3)
        case.recrawl(cls.ground)
        cls.site.change(cls.report, "disclosure.penalty.decisions", old)
        case.recrawl(cls.ground)
        cls.file = cls.ground.folder / "all.warc.gz"
        case.succeed(cls.ground.ogi("export", "warc", cls.file))

    def other_ground(self, **options):
        ground = programs.Ground([], **options)
        self.addCleanup(ground.close)
        return ground

    def assert_same_reports(self, ground):
        theirs, ours = ground.reports(), self.ground.reports()
        self.assertEqual(theirs.keys(), ours.keys())
        for key, report in ours.items():
            self.assertEqual(theirs[key], report, key)
        key = self.report.agency, str(self.report.year)
        self.assertEqual(said(ground.lines("history", *key)), said(self.ground.lines("history", *key)))

    def test_records_are_whole_and_their_digests_right(self):
        kinds = []
        for fields, block in records_of(self.file):
            kinds.append(fields["WARC-Type"])
            self.assertEqual(fields["WARC-Block-Digest"], sha1(block))
            if fields["WARC-Type"] == "response":
                head, _, body = block.partition(b"\r\n\r\n")
                self.assertEqual(fields["WARC-Payload-Digest"], sha1(body))
                self.assertTrue(head.startswith(b"HTTP/1.1 200 "), head)
                self.assertIn(b"Content-Length: %d" % len(body), head)
        self.assertEqual(kinds[0], "warcinfo")
        self.assertGreater(kinds.count("response"), 10)
        self.assertEqual(kinds.count("revisit"), 1)
        self.assertEqual(kinds.count("resource"), 0)

    def test_a_validator_of_others_reads_it(self):
        validator = shutil.which("warcio")
        if validator is None:
            self.skipTest("warcio (npm) is not installed")
        done = self.succeed(programs.run(validator, "index", self.file))
        self.assertEqual(len(done.stdout.splitlines()), sum(1 for _ in records_of(self.file)))

    def test_a_selection_holds_what_it_names_and_standard_output_the_same_as_a_file(self):
        one = self.ground.folder / "one.warc"
        self.succeed(self.ground.ogi("export", "warc", one, "--url", self.report.url))
        self.assertEqual(one.read_bytes().count(b"WARC-Type: response"), 2)
        self.succeed(self.ground.ogi("export", "warc", one, "--agency", self.report.agency, "--year", str(self.report.year)))
        self.assertEqual(one.read_bytes().count(b"WARC-Type: response"), 2)
        self.assertEqual(self.ground.ogi("export", "warc", one, "--since", "yesterday").returncode, 2)
        self.assertEqual(self.ground.ogi("export", "warc", self.ground.folder / "no" / "folder").returncode, 1)

    def test_an_empty_store_gets_the_same_reports_and_histories(self):
        ground = self.other_ground()
        self.succeed(ground.ogi("import", self.file))
        self.assert_same_reports(ground)
        (line,) = [line for line in ground.pages().values() if line["url"] == self.report.url]
        self.assertEqual(line["source"], "import:all.warc.gz")
        seen = len(ground.changes())
        again = self.succeed(ground.ogi("import", self.file))
        self.assertIn(" changes=0 ", again.stdout)
        self.assertEqual(len(ground.changes()), seen)

    def test_the_own_store_learns_nothing_from_it(self):
        seen = len(self.ground.changes())
        done = self.succeed(self.ground.ogi("import", self.file))
        self.assertIn("captures=0 ", done.stdout)
        self.assertEqual(len(self.ground.changes()), seen)

    def test_a_running_daemon_imports_and_exports(self):
        ground = self.other_ground()
        self.enterContext(Running(ground))
        self.succeed(ground.ogi("import", self.file))
        self.assert_same_reports(ground)
        self.succeed(ground.ogi("export", "warc", ground.folder / "again.warc.gz"))
        kinds = [fields["WARC-Type"] for fields, _ in records_of(ground.folder / "again.warc.gz")]
        self.assertEqual(kinds, [fields["WARC-Type"] for fields, _ in records_of(self.file)])

    def test_a_file_that_breaks_off_is_told_and_the_rest_is_taken(self):
        ground = self.other_ground()
        cut = ground.folder / "cut.warc.gz"
        cut.write_bytes(self.file.read_bytes()[:-200])
        done = ground.ogi("import", cut)
        self.assertEqual(done.returncode, 1)
        self.assertIn("cut.warc.gz: record at byte", done.stderr)
        self.assertIn(" damaged=1 ", done.stdout)
        self.assertGreater(len(ground.reports()), 5)

    def test_nothing_is_nothing(self):
        ground = self.other_ground()
        self.assertEqual(ground.ogi("import", ground.folder / "missing").returncode, 1)
        self.assertEqual(ground.ogi("export", "warc", ground.folder / "x.warc").returncode, 3)
        self.assertFalse((ground.folder / "x.warc").exists())


if __name__ == "__main__":
    unittest.main()
