"""Reports as images: one that is saved or scanned again, and one that a page shows in place of its tables."""

import json
import sys
import unittest
from dataclasses import replace
from decimal import Decimal

import png
import programs
from attachment_test import DRESSES, FILES, Site, link, page, title_of

sys.path.insert(0, str(programs.TESTS / "accuracy"))
from fixture import report as figures_of  # noqa: E402
from shapes import html_report  # noqa: E402

SCANS, RESCANS = FILES / "scans", FILES / "rescans"
RECOGNISING_S = 240  # A page takes three seconds of a core that may be busy.


def truth_of(path):
    return json.loads(path.with_name(path.stem + ".truth.json").read_text(), parse_float=Decimal)


def halves(picture):
    """The upper and the lower half of a picture, as two pictures."""
    whole = png.read(picture)
    return tuple(png.written(replace(whole, rows=rows)) for rows in (whole.rows[: whole.height // 2], whole.rows[whole.height // 2 :]))


class Scans(programs.SiteCase):
    def setUp(self):
        self.site = Site()
        self.addCleanup(self.site.close)
        self.ground = programs.Ground([self.site.base + "/"])
        self.addCleanup(self.ground.close)

    def publish(self, truth, body):
        """A report's page with this body; what lies at the paths in `files` besides."""
        self.site.files["/zfxxgknb/1.html"] = page(title_of(truth), body)
        self.site.files["/"] = page("政府信息公开年报", link("/zfxxgknb/1.html", title_of(truth)))

    def crawl(self, ground):
        self.succeed(programs.run(programs.BIN / "ogid", "--config", ground.config, "--once", patience=RECOGNISING_S))

    def recrawl(self, ground, *options):
        self.succeed(programs.run(programs.BIN / "ogi", "--config", ground.config, "recrawl", "--wait", *options, patience=RECOGNISING_S))

    def kinds(self):
        return [programs.kind_of(change) for change in self.ground.changes()]

    def report(self, truth):
        return self.ground.reports()[truth["agency"], truth["year"]]

    def expect_true(self, truth, report, unread_share=0.02):
        """No figure is wrong, few are not read."""
        read = {cell: shown["value"] for cell, shown in report["cells"].items()}
        wrong = {cell: (value, read[cell]) for cell, value in truth["cells"].items() if read[cell] not in (value, None)}
        self.assertEqual(wrong, {})
        unread = [cell for cell in truth["cells"] if read[cell] is None]
        self.assertLessEqual(len(unread), unread_share * len(truth["cells"]), unread)

    def test_a_scan_saved_again_is_no_change_and_a_corrected_one_is(self):
        truth = truth_of(SCANS / "scan_grey.pdf")
        self.publish(truth, link("/files/1.pdf", "附件.pdf"))
        self.site.files["/files/1.pdf"] = (SCANS / "scan_grey.pdf").read_bytes()
        self.crawl(self.ground)
        self.expect_true(truth, self.report(truth))
        before = self.ground.changes()
        self.site.files["/files/1.pdf"] = (RESCANS / "scan_saved_again.pdf").read_bytes()
        self.recrawl(self.ground)
        again = [change for change in self.ground.changes()[len(before) :] if programs.kind_of(change) != "reinterpreted"]
        self.assertEqual(again, [])
        self.site.files["/files/1.pdf"] = (RESCANS / "scan_corrected.pdf").read_bytes()
        self.recrawl(self.ground)
        *_, last = self.ground.changes()
        self.assertEqual(programs.kind_of(last), "revised")
        changed = {cell["id"]: cell["new"] for cell in last["data"]["cells"] if cell["new"] is not None and cell["old"] is not None}
        corrected = truth_of(RESCANS / "scan_corrected.pdf")["cells"]
        self.assertEqual(changed, {cell: value for cell, value in corrected.items() if truth["cells"].get(cell, 0) != value})
        self.assertEqual(self.ground.lines("suspects"), [])

    def test_a_page_of_images_is_read_as_one_report(self):
        truth = truth_of(SCANS / "picture.png")
        upper, lower = halves((SCANS / "picture.png").read_bytes())
        self.site.files |= {"/files/1.png": upper, "/files/2.png": lower}
        shown = '<div class="TRS_Editor"><p><img src="/files/1.png"></p><p><img src="/files/2.png"></p></div><div class="footer"><img src="/images/qr.png"></div>'
        self.publish(truth, shown)
        self.crawl(self.ground)
        report = self.report(truth)
        self.assertEqual(report["source_url"], self.site.base + "/zfxxgknb/1.html")
        self.assertIn("ocr", report["provenance"])
        self.expect_true(truth, report, unread_share=0.1)
        self.assertEqual({cell["at"]["page"] for cell in report["cells"].values() if cell["at"] and "page" in cell["at"]}, {1, 2})
        self.assertEqual([path for path, _ in self.site.asked if path == "/images/qr.png"], [])
        self.recrawl(self.ground)
        self.assertEqual(self.site.statuses("/files/2.png"), [200, 304])
        self.assertEqual(self.kinds(), ["added"])

    def test_a_page_with_a_table_never_asks_for_its_images(self):
        truth = truth_of(DRESSES / "form_2021.html")
        self.publish(truth, "")
        whole = (DRESSES / "form_2021.html").read_bytes().replace(b"</h1>", b'</h1><p><img src="/files/1.png"></p>', 1)
        self.site.files |= {"/zfxxgknb/1.html": whole, "/files/1.png": b"\x89PNG\r\n\x1a\n"}
        self.crawl(self.ground)
        self.assertEqual(self.kinds(), ["added"])
        self.assertEqual(self.site.statuses("/files/1.png"), [])

    def test_a_scan_beside_the_text_is_evidence_of_one_report(self):
        truth = truth_of(SCANS / "scan_grey.pdf")
        self.publish(truth, "")
        text = html_report(figures_of(truth["agency"], truth["year"])).encode()
        self.site.files["/zfxxgknb/1.html"] = text.replace(b"</body>", link("/files/1.pdf", title_of(truth) + ".pdf").encode() + b"</body>")
        self.site.files["/files/1.pdf"] = (SCANS / "scan_grey.pdf").read_bytes()
        self.crawl(self.ground)
        self.assertEqual(self.kinds(), ["added"])
        report = self.report(truth)
        self.assertEqual((report["source_url"], report["verdict"]), (self.site.base + "/zfxxgknb/1.html", "verified"))
        copies = self.ground.lines("copies", truth["agency"], str(truth["year"]))
        self.assertEqual([line["url"][len(self.site.base) :] for line in copies], ["/zfxxgknb/1.html", "/files/1.pdf"])
        self.recrawl(self.ground)
        self.assertEqual(self.kinds(), ["added"])


if __name__ == "__main__":
    unittest.main()
