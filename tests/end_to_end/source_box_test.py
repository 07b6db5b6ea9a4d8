"""The box on the picture of a page lies over the very figure, as a person sees it.

Two documents differ in one figure a page, and two daemons have read one each. Where the pictures that they serve differ, there
the figure stands.
"""

import json
import re
import unittest
import urllib.parse
from dataclasses import dataclass

import attachment_test
import daemon_test
import png
import programs
import report_pages_test
from papers_in_pairs import A4, Cropped, bound, paired, pictured, scanned

CRAWLING_S = 240  # A page that is recognised takes three seconds of a core that may be busy.
MARGIN = 3.0      # Points by which the box may stand out over the cell on each side: room to see, whole points.
ASKEW = 2.0       # As much more where a scan was turned straight.
OFF_CENTRE = 1.6  # Points between the middles of figure and box: figures are drawn in the middle of their cells.
INK = 48          # A sample that differs by less is a shade of the same edge.

WIDE, NARROW, LATER = "disclosure.license.decisions", "disclosure.regulation.in_force", "requests.total_processed.natural_person"
TALL = (A4[0], 1600.0)


@dataclass
class Case:
    pair: object
    name: str  # What the site calls the document; a picture may also be shown by a page.
    shown: bool = False
    margin: float = MARGIN


def cases():
    return {
        "upright": Case(paired("河北省承德市隆化县林业和草原局", 2022, [WIDE, LATER], bound), "1.pdf"),
        "on its side": Case(paired("安徽省安庆市潜山市卫生健康委员会", 2021, [NARROW, LATER], lambda pages: bound(pages, turned=90)), "2.pdf"),
        "cropped": Case(paired("浙江省湖州市长兴县交通运输局", 2023, [NARROW, LATER], lambda pages: bound(pages, Cropped)), "3.pdf"),
        "scanned askew": Case(paired("山西省长治市沁源县农业农村局", 2023, [WIDE, LATER], scanned), "4.pdf", margin=MARGIN + ASKEW),
        "a picture in a page": Case(paired("陕西省咸阳市旬邑县统计局", 2022, [WIDE], pictured, TALL), "5.png", shown=True),
    }


@dataclass
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def holds(self, other):
        return self.left <= other.left and self.top <= other.top and self.right >= other.right and self.bottom >= other.bottom

    def sides(self):
        return self.right - self.left, self.bottom - self.top

    def middle(self):
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


def attributes(tag):
    return dict(re.findall(r'([\w-]+)="([^"]*)"', tag))


@dataclass
class Sheet:
    """The drawing on the page of a figure's source."""

    width: float
    height: float
    picture: str
    box: Box

    @staticmethod
    def of(html):
        (drawing,) = re.findall(r'<svg class="sheet".*?</svg>', html, re.S)
        view = [float(word) for word in re.search(r'viewBox="([^"]*)"', drawing)[1].split()]
        (image,) = map(attributes, re.findall(r"<image[^>]*>", drawing))
        (rect,) = map(attributes, re.findall(r'<rect id="cell"[^>]*>', drawing))
        # The picture fills the drawing, so that a length in one is the same share of the other.
        assert view[:2] == [0, 0] and [float(image["width"]), float(image["height"])] == view[2:] and not {"x", "y"} & image.keys(), drawing
        left, top, width, height = (float(rect[name]) for name in ("x", "y", "width", "height"))
        return Sheet(*view[2:], report_pages_test.unescaped(image["href"]), Box(left, top, left + width, top + height))


def difference(one, other):
    """Where two pictures differ, in dots: a Box whose right and bottom lie behind the last."""
    assert (one.width, one.height, one.head) == (other.width, other.height, other.head)
    step, dots = one.bytes_a_pixel, []
    for y, (before, after) in enumerate(zip(one.rows, other.rows)):
        if before != after:
            dots += [(i // step, y) for i, (a, b) in enumerate(zip(before, after)) if abs(a - b) > INK]
    across, down = zip(*dots)
    return Box(min(across), min(down), max(across) + 1, max(down) + 1)


class SourceBox(programs.SiteCase):
    @classmethod
    def setUpClass(cls):
        cls.cases = cases()
        cls.first, cls.second = (cls.daemon_of([getattr(case.pair, which) for case in cls.cases.values()]) for which in ("first", "second"))

    @classmethod
    def daemon_of(cls, documents):
        """One that has crawled a site of the cases' documents."""
        site, listed = attachment_test.Site(), []
        cls.addClassCleanup(site.close)
        for case, document in zip(cls.cases.values(), documents, strict=True):
            path, page = "/files/" + case.name, f"/{case.name}.html"
            body = f'<div class="TRS_Editor"><p><img src="{path}"></p></div>' if case.shown else attachment_test.link(path, "附件：" + case.pair.title)
            site.files |= {page: attachment_test.page(case.pair.title, body), path: document}
            listed.append(attachment_test.link(page, case.pair.title))
        site.files["/"] = attachment_test.page("政府信息公开年报", "".join(listed))
        ground = programs.Ground([site.base + "/"], listen=programs.free_address())
        cls.addClassCleanup(ground.close)
        done = programs.run(programs.BIN / "ogid", "--config", ground.config, "--once", patience=CRAWLING_S)
        assert done.returncode == 0, done.stderr
        return cls.enterClassContext(daemon_test.Running(ground))

    def picture(self, daemon, path):
        connection, answer = daemon.open(path)
        try:
            self.assertEqual((answer.status, answer.getheader("Content-Type")), (200, "image/png"), path)
            return png.read(answer.read())
        finally:
            connection.close()

    def sheet(self, pair, cell):
        path = f"/zh/reports/{urllib.parse.quote(pair.agency)}/{pair.year}/source?cell={cell}"
        status, html = self.first.get(path, Accept="text/html")
        self.assertEqual(status, 200, path)
        return Sheet.of(html)

    def figure(self, sheet):
        """Where the ink of the figure is that differs on the page, in the units of the drawing."""
        one, other = (self.picture(daemon, sheet.picture) for daemon in (self.first, self.second))
        across, down = sheet.width / one.width, sheet.height / one.height
        self.assertLess(abs(across / down - 1), 0.002, "the picture would not fill the drawing")
        dots = difference(one, other)
        return Box(dots.left * across, dots.top * down, dots.right * across, dots.bottom * down)

    def others(self, pair, cell):
        """What else the daemon has seen on the same page."""
        status, told = self.first.get(f"/v1/reports/{urllib.parse.quote(pair.agency)}/{pair.year}")
        self.assertEqual(status, 200)
        places = {name: known["at"]["page"] for name, known in json.loads(told)["cells"].items() if known["at"]}
        return [name for name, page in places.items() if page == places[cell] and name != cell]

    def check(self, case):
        for cell in case.pair.differing:
            sheet = self.sheet(case.pair, cell)
            ink = self.figure(sheet)
            where = f"{cell}: figure {ink}, box {sheet.box}"
            self.assertTrue(sheet.box.holds(ink), where)
            for side, most in zip(sheet.box.sides(), case.pair.sizes[cell]):
                self.assertLessEqual(side, most + 2 * case.margin, where)
            for seen, boxed in zip(ink.middle(), sheet.box.middle()):
                self.assertLess(abs(seen - boxed), OFF_CENTRE, where)
            others = self.others(case.pair, cell)
            self.assertGreater(len(others), 10)
            for other in others:
                self.assertFalse(self.sheet(case.pair, other).box.holds(ink), f"{other} instead of {where}")

    def test_the_box_is_where_the_figure_is(self):
        for name, case in self.cases.items():
            with self.subTest(name):
                self.check(case)


if __name__ == "__main__":
    unittest.main()
