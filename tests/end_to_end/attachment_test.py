"""Reports that a site publishes as documents: as PDF, Word file, archive, beside a page's own table or instead of one."""

import hashlib
import io
import json
import pathlib
import shutil
import tempfile
import threading
import time
import unittest
import urllib.parse
import zipfile
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import programs
from daemon_test import Running

FILES = programs.TESTS / "fixtures" / "attachments"
DRESSES = FILES / "dresses"
TRUTH = {path.stem.split(".")[0]: json.loads(path.read_text(), parse_float=Decimal) for path in FILES.glob("*.truth.json")}


def page(heading, body):
    return f"<html><head><meta charset=utf-8><title>{heading}</title></head><body><h1>{heading}</h1>{body}</body></html>".encode()


def link(path, text):
    return f'<p><a href="{path}">{text}</a></p>'


class Site:
    """Paths and what lies there, with validators; remembers what it was asked for."""

    def __init__(self):
        self.files, self.asked = {}, []
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                body = site.files.get(self.path)
                tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"' if body is not None else ""
                status = 404 if body is None else 304 if self.headers.get("If-None-Match") == tag else 200
                site.asked.append((self.path, status))
                self.send_response(status)
                if tag:
                    self.send_header("ETag", tag)
                # What servers say of documents is often wrong.
                self.send_header("Content-Type", "text/html")
                self.send_header("Content-Length", str(len(body) if status == 200 else 0))
                self.end_headers()
                if status == 200:
                    self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.base = "http://127.0.0.1:%d" % self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def statuses(self, path):
        return [status for asked, status in self.asked if asked == path]


def untitled(document):
    """A Word document that says neither whose it is nor of which year: its tables alone."""
    bare = io.BytesIO()
    with zipfile.ZipFile(document) as whole, zipfile.ZipFile(bare, "w") as made:
        for name in whole.namelist():
            part = whole.read(name)
            if name == "word/document.xml":
                text = part.decode()
                begin, end = text.index("<w:body>") + len("<w:body>"), text.index("</w:body>")
                part = (text[:begin] + text[text.index("<w:tbl>") : text.rindex("</w:tbl>") + len("</w:tbl>")] + text[end:]).encode()
            made.writestr(name, part)
    return bare.getvalue()


def title_of(truth):
    return f"{truth['agency']}{truth['year']}年政府信息公开工作年度报告"


class Attachments(programs.SiteCase):
    def setUp(self):
        self.site = Site()
        self.addCleanup(self.site.close)
        self.ground = programs.Ground([self.site.base + "/"], attachment_bytes_max=400_000)
        self.addCleanup(self.ground.close)
        self.listed = {}

    def carry(self, name, document, text="附件", ending=None):
        """A report's page that says no more than whose it is and carries a fixture."""
        truth, number = TRUTH[name], len(self.listed) + 1
        file = f"/files/{number}.{ending or document.suffix[1:]}"
        self.site.files[file] = document.read_bytes()
        self.site.files[f"/zfxxgknb/{number}.html"] = page(title_of(truth), link(file, f"{text}.{document.suffix[1:]}"))
        self.listed[f"/zfxxgknb/{number}.html"] = title_of(truth)
        self.list()
        return file

    def list(self):
        self.site.files["/"] = page("政府信息公开年报", "".join(link(*each) for each in self.listed.items()))

    def expect(self, name, file):
        truth, report = TRUTH[name], self.ground.reports()[TRUTH[name]["agency"], TRUTH[name]["year"]]
        self.assertEqual(report["source_url"], self.site.base + file)
        self.assertEqual(report["linked_from"][len(self.site.base) :], next(path for path, title in self.listed.items() if title == title_of(truth)))
        shown = {cell: read["kind"] if read["value"] is None else read["value"] for cell, read in report["cells"].items()}
        wrong = {cell: (value, shown[cell]) for cell, value in truth["cells"].items() if shown[cell] != value}
        self.assertEqual(wrong, {})
        return report

    def test_each_kind_is_read_and_belongs_to_the_page_that_links_it(self):
        pdf = self.carry("pdf_ruled", FILES / "pdf_ruled.pdf")
        word = self.carry("docx_plain_2021", FILES / "docx_plain_2021.docx", ending="pdf")  # The name does not say what it is.
        book = self.carry("xlsx_one_sheet", FILES / "xlsx_one_sheet.xlsx")
        archive = self.carry("zip_report", FILES / "zip_report.zip")
        self.crawl(self.ground)
        formats = {}
        for name, file in {"pdf_ruled": pdf, "docx_plain_2021": word, "xlsx_one_sheet": book, "zip_report": archive}.items():
            with self.subTest(name):
                formats[name] = self.expect(name, file)["provenance"]["format"]
        self.assertEqual(formats, {"pdf_ruled": "pdf", "docx_plain_2021": "word", "xlsx_one_sheet": "spreadsheet", "zip_report": "word"})
        self.assertEqual({programs.kind_of(change) for change in self.ground.changes()}, {"added"})
        places = [cell["at"] for cell in self.ground.reports()[TRUTH["pdf_ruled"]["agency"], TRUTH["pdf_ruled"]["year"]]["cells"].values()]
        self.assertTrue(all("page" in at and len(at["box"]) == 4 for at in places if at))

    def test_a_look_at_what_has_not_changed_is_conditional_and_no_change(self):
        file = self.carry("pdf_ruled", FILES / "pdf_ruled.pdf")
        self.crawl(self.ground)
        before = self.ground.changes()
        self.recrawl(self.ground)
        self.assertEqual(self.site.statuses(file), [200, 304])
        self.assertEqual(self.ground.changes(), before)

    def test_a_document_beyond_the_limit_is_a_failure_with_its_name(self):
        file = self.carry("pdf_ruled", FILES / "pdf_ruled.pdf")
        self.site.files[file] += b"\n" * 400_000
        self.crawl(self.ground)
        known = self.ground.pages()[self.site.base + file]
        self.assertEqual((known["outcome"], known["reason"]), ("failed", "too_large"))
        self.assertIn("attachment_bytes_max (400000 bytes)", known["outcome_note"])

    def carry_untitled(self, *years):
        """Pages of these years, each with a link to one untitled file."""
        self.site.files["/files/a.docx"] = untitled(FILES / "docx_plain_2021.docx")
        for year in years:
            self.listed[f"/zfxxgknb/{year}.html"] = f"江苏省苏州市昆山市水务局{year}年政府信息公开工作年度报告"
        for path, title in self.listed.items():
            self.site.files[path] = page(title, link("/files/a.docx", "附件.docx"))
        self.list()

    def test_an_untitled_document_follows_its_page_to_another_year(self):
        self.carry_untitled(2022)
        self.crawl(self.ground)
        self.assertEqual([year for _, year in self.ground.reports()], [2022])
        self.listed["/zfxxgknb/2022.html"] = "江苏省苏州市昆山市水务局2023年政府信息公开工作年度报告"
        self.carry_untitled()
        for _ in range(3):
            self.recrawl(self.ground)
        standing = {year for (_, year), report in self.ground.reports().items() if not report.get("withdrawn_at")}
        self.assertEqual(standing, {2023})

    def test_an_untitled_document_on_pages_of_two_years_is_of_neither(self):
        self.carry_untitled(2022, 2023)
        self.crawl(self.ground)
        for _ in range(2):
            self.recrawl(self.ground)
            known = self.ground.pages()[self.site.base + "/files/a.docx"]
            suspects = [line["url"] for line in self.ground.lines("suspects")]
            self.assertTrue(self.ground.reports() == {} or known["url"] in suspects, known)

    def test_a_corrected_document_under_another_name_revises_the_report(self):
        number = "/zfxxgknb/1.html"
        title = "江苏省苏州市昆山市水务局2023年政府信息公开工作年度报告"
        self.listed[number] = title
        self.list()
        self.site.files |= {number: page(title, link("/files/a.pdf", "附件.pdf")), "/files/a.pdf": (DRESSES / "form_2021.pdf").read_bytes()}
        self.crawl(self.ground)
        corrected = (DRESSES / "form_2021.html").read_bytes().replace(b"652.7487", b"652.7488")
        self.site.files |= {number: page(title, link("/files/b.doc", "附件.doc")), "/files/b.doc": corrected}
        self.recrawl(self.ground)
        kinds = [programs.kind_of(change) for change in self.ground.changes()]
        self.assertEqual(kinds, ["added", "revised"])
        cells = {cell["id"]: (str(cell["old"]), str(cell["new"])) for cell in self.ground.changes()[1]["data"]["cells"]}
        self.assertEqual(cells, {"disclosure.fee.amount": ("652.7487", "652.7488")})

    def test_what_nobody_could_read_is_read_by_a_later_reparse(self):
        file = self.carry("pdf_ruled", FILES / "pdf_ruled.pdf")
        self.ground.write('[programs]\npdf = ""\n')
        done = self.succeed(self.ground.ogid("--once"))
        self.assertIn("ogi-pdf: PDF", done.stderr + done.stdout)
        self.assertEqual(self.ground.reports(), {})
        self.assertIn("ogi-pdf is not installed", self.ground.pages()[self.site.base + file]["outcome_note"])
        self.ground.write()
        self.succeed(self.ground.ogi("reparse"))
        self.expect("pdf_ruled", file)
        self.ground.write('[programs]\npdf = ""\n')
        before = self.ground.changes()
        self.assertEqual(self.ground.ogi("reparse").returncode, 1)  # Told, and nothing taken away.
        self.assertEqual(self.ground.changes(), before)

    def test_what_an_answer_must_read_again_keeps_no_other_answer(self):
        title = "江苏省苏州市昆山市水务局2023年政府信息公开工作年度报告"
        self.listed["/zfxxgknb/1.html"] = title
        self.list()
        text = (DRESSES / "form_2021.html").read_bytes().replace(b"652.7487", b"652.7488")
        whole = text.replace(b"</h1>", b"</h1>" + link("/files/a.pdf", title).encode(), 1)
        self.site.files |= {"/zfxxgknb/1.html": whole, "/files/a.pdf": (DRESSES / "form_2021.pdf").read_bytes()}
        self.crawl(self.ground)
        started, hangs, go = (self.ground.folder / name for name in ("started", "hangs", "go"))
        hangs.write_text(f"#!/bin/sh\n: > {started}; while [ ! -e {go} ]; do sleep 0.05; done; exec {programs.BIN}/ogi-pdf\n")
        hangs.chmod(0o755)
        self.ground.listen = programs.free_address()
        self.ground.write(f'[programs]\npdf = "{hangs}"\n')
        with Running(self.ground) as daemon:
            answered = []
            path = "/v1/reports/" + urllib.parse.quote("江苏省苏州市昆山市水务局") + "/2023/copies"
            asking = threading.Thread(target=lambda: answered.append(daemon.get(path)))
            asking.start()
            programs.until(started.exists)
            self.assertEqual(daemon.get("/v1/changes?since=0")[0], 200)
            go.touch()
            asking.join(programs.PATIENCE_S)
        ((status, body),) = answered
        self.assertEqual(status, 200)
        lines = [json.loads(line) for line in body.splitlines()]
        differing = [line["cells"] for line in lines if line["differs"] == "figures"]
        self.assertEqual([cell["id"] for (cell,) in differing], ["disclosure.fee.amount"])

    def test_a_child_that_hangs_does_not_keep_the_daemon(self):
        self.carry("pdf_ruled", FILES / "pdf_ruled.pdf")
        started, hangs = self.ground.folder / "started", self.ground.folder / "hangs"
        hangs.write_text(f"#!/bin/sh\n: > {started}; exec sleep 60\n")
        hangs.chmod(0o755)
        self.ground.write(f'[programs]\npdf = "{hangs}"\n')
        with Running(self.ground) as daemon:
            programs.until(started.exists)
            daemon.process.terminate()
            programs.until(lambda: "stopping" in (self.ground.folder / "ogid.log").read_text())
            begin = time.monotonic()
            daemon.process.terminate()
            daemon.process.wait(programs.PATIENCE_S)
            self.assertLess(time.monotonic() - begin, 15)
        self.ground.write()
        self.crawl(self.ground)  # What was broken off is read by the next visit.
        self.assertEqual(len(self.ground.reports()), 1)


class Parse(programs.SiteCase):
    def test_an_archive_of_two_reports_gives_both(self):
        done = self.succeed(programs.run(programs.BIN / "ogi", "parse", FILES / "zip_two_reports.zip"))
        first = json.loads(done.stdout)
        years = {report["year"] for report in [first, *first["further_reports"]]}
        self.assertEqual(len(years), 2)

    def parse_archive(self, members):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            for name, body in members.items():
                archive.writestr(name, body)
        path = pathlib.Path(tempfile.mkdtemp()) / "packed.zip"
        self.addCleanup(shutil.rmtree, path.parent)
        path.write_bytes(packed.getvalue())
        return packed.getvalue(), json.loads(programs.run(programs.BIN / "ogi", "parse", path).stdout)

    def test_an_archive_without_a_report_says_why(self):
        inner, notices = self.parse_archive({"a.html": "<p>通知</p>", "b.html": "<p>公告</p>"})
        self.assertFalse(notices["is_report"])
        self.assertNotIn("further_reports", notices)
        _, nested = self.parse_archive({"a.zip": inner})
        self.assertIn("a.zip: an archive in an archive is not opened", nested["reason"])


class Imported(programs.SiteCase):
    def test_a_document_is_read_also_where_no_daemon_runs(self):
        truth = TRUTH["pdf_ruled"]
        ground = programs.Ground(["http://127.0.0.1:9/"])
        self.addCleanup(ground.close)
        done = ground.ogi("import", "--agency", truth["agency"], FILES / "pdf_ruled.pdf")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assert_read(ground, truth)

    def assert_read(self, ground, truth):
        shown = {cell: read["kind"] if read["value"] is None else read["value"] for cell, read in ground.reports()[truth["agency"], truth["year"]]["cells"].items()}
        self.assertEqual({cell: value for cell, value in truth["cells"].items() if shown[cell] != value}, {})
        self.assertEqual({programs.kind_of(change) for change in ground.changes()}, {"added"})

    def test_what_an_import_could_not_read_is_read_once_its_program_is_there(self):
        truth = TRUTH["pdf_ruled"]
        for later in (("reparse",), ("import", "--agency", truth["agency"], FILES / "pdf_ruled.pdf")):
            with self.subTest(later[0]):
                ground = programs.Ground(["http://127.0.0.1:9/"])
                self.addCleanup(ground.close)
                ground.write('[programs]\npdf = ""\n')
                done = ground.ogi("import", "--agency", truth["agency"], FILES / "pdf_ruled.pdf", "-o", "json")
                summary = json.loads(done.stdout)
                self.assertEqual((done.returncode, summary["captures"], summary["unread"], summary["no_report"]), (0, 1, 1, 0))
                self.assertRegex(summary["problems"][0], r"pdf_ruled\.pdf: not read: .*ogi reparse reads it")
                (known,) = [page for url, page in ground.pages().items() if url.endswith("pdf_ruled.pdf")]
                self.assertIn("not read", known["outcome_note"])
                self.assertEqual(ground.changes(), [])
                ground.write()
                self.succeed(ground.ogi(*later))
                self.assert_read(ground, truth)


if __name__ == "__main__":
    unittest.main()
