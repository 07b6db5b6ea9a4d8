"""Reports on paper in pairs: in the second of a pair each page shows one figure otherwise, and nothing else.

As portable documents, and as what a scanner or a screen makes of them. The pictures are drawn by ogi-pdf.
"""

import functools
import math
import subprocess
import sys
import zlib
from dataclasses import dataclass

import png
import programs

sys.path[:0] = [str(programs.TESTS / "accuracy"), str(programs.TESTS / "accuracy" / "attachments")]
from dress_pdf import A4, Flow  # noqa: E402
from fixture import report  # noqa: E402
from paper import paper  # noqa: E402
from pdf_file import File, Page, number  # noqa: E402

DOTS_AN_INCH = 110  # Of ogi-pdf.
ENLARGED = 2
BAND = 720           # Points, in whole dots.
OTHER_DIGITS = str.maketrans("0123456789", "8476192354")  # Each another, so that every digit's ink differs; none a 0.


@dataclass
class Pair:
    agency: str
    year: int
    title: str
    differing: list  # Of cells, one a page.
    sizes: dict      # Cell → width and height of its cell of the table, in points.
    first: bytes
    second: bytes


class Measured(Flow):
    """Remembers where each figure was drawn."""

    def __init__(self, *arguments):
        self.page_of, self.sizes = {}, {}
        super().__init__(*arguments)

    def write_cell(self, box, lines, leading, item):
        x0, y0, x1, y1 = box
        if item.slot.cell:
            self.page_of[item.slot.cell], self.sizes[item.slot.cell] = len(self.pages), (x1 - x0, y1 - y0)
        super().write_cell(box, lines, leading, item)


class Cropped(File):
    """What a reader sees begins neither at the origin nor at the edge of the medium."""

    def add(self, content):
        if isinstance(content, str):
            content = content.replace("/MediaBox [0 0 595 842]", "/MediaBox [-31 -47 677 901] /CropBox [-13 -29 608 871]")
        return super().add(content)


class Scan(File):
    """Pages as images of grey dots, nothing lost."""

    @staticmethod
    def about_image(columns, rows):
        return File.about_image(columns, rows).replace("/DCTDecode", "/FlateDecode")


def bound(pages, file_class=File, turned=0):
    file = file_class()
    for page in pages:
        file.add_page(page, turned=turned)
    return file.written()


@functools.cache
def grey_rows(picture):
    """Reading a picture takes a second, and most of a pair are the same."""
    read = png.read(picture)
    return [row[:: read.bytes_a_pixel] for row in read.rows]


def drawn(page):
    """The page as grey dots, twice as many an inch as ogi-pdf draws: as bands of a page twice as large."""
    bands = []
    for top in range(0, round(page.height * ENLARGED), BAND):
        band = Page(page.width * ENLARGED, BAND)
        down = top + BAND - page.height * ENLARGED
        band.put(f"q {ENLARGED} 0 0 {ENLARGED} 0 {number(down)} cm", *page.operators, "Q")
        bands.append(band)
    document, rows = bound(bands), []
    for index in range(1, len(bands) + 1):
        done = subprocess.run([programs.BIN / "ogi-pdf", "--page", str(index)], input=document, capture_output=True, check=True)
        rows += grey_rows(done.stdout[done.stdout.index(b"\n") + 1 :])
    return png.Png(png.GREY, [], len(rows[0]), rows[: round(page.height * ENLARGED * DOTS_AN_INCH / 72)])


def scanned(pages, degrees=0.4):
    """Images of the pages, put in a little askew."""
    sheets = []
    for picture in map(drawn, pages):
        sheet = Page(*A4)
        cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
        sheet.put(f"q {cosine:.6f} {sine:.6f} {-sine:.6f} {cosine:.6f} 3 -3 cm")
        sheet.image(zlib.compress(b"".join(picture.rows)), picture.width, picture.height)
        sheet.put("Q")
        sheets.append(sheet)
    return bound(sheets, Scan)


def pictured(pages):
    (only,) = pages
    return png.written(drawn(only))


def paired(agency, year, differing, made_of, paper_size=A4):
    """`differing`: cells, each on a page of its own. `made_of`: pages → bytes."""
    made = report(agency, year)
    first = Measured(paper_size).add(paper(made), made)
    for cell in differing:
        made.show(cell, made.text_of(cell).translate(OTHER_DIGITS))
    second = Measured(paper_size).add(paper(made), made)
    assert len({first.page_of[cell] for cell in differing}) == len(differing)
    return Pair(agency, year, made.title, differing, first.sizes, made_of(first.pages), made_of(second.pages))
