#!/usr/bin/env python3
"""Writes Word files, workbooks and PDF files in which traps meet at random, with their truth: what no single case thought of.

usage: dress_storm.py FOLDER COUNT [SEED [FORMAT]]     the same seed gives the same documents; FORMAT: docx, xlsx or pdf alone
"""

import random
import sys
from pathlib import Path

from attachment import Fixture, report
from cases_docx import Indented, OldMerge, in_pieces
from cases_docx_text import Broken, Controls, Hidden, Noted, NOTES, Tracked
from cases_pdf import InMargin, Scattered
from cases_xlsx import Grouped, Sums, Words
from dress_docx import LANDSCAPE as DOCX_LANDSCAPE, PORTRAIT, Table, docx
from dress_pdf import A4, LANDSCAPE, Flow
from dress_xlsx import Book, Sheet
from paper import Part, forms, paper, table, text
from storm import DEPARTMENTS, PLACES, prose_of, vary_figures, vary_labels

# A writer gives what its document is mainly like, and the document.
FORMATS = ("docx", "xlsx", "pdf", "pdf")


def varied_paper(draw, made):
    tables = vary_labels(draw, forms.tables(made.form), True)
    return paper(made, [[table(rows)] for rows in tables], overview=prose_of(draw, made))


def word(draw, made):
    kind = draw.choice((Table, Table, OldMerge, Indented, Broken, Controls, Hidden, Noted, Tracked))
    parts = varied_paper(draw, made)
    if draw.random() < 0.25:
        parts = in_pieces(made, draw.randrange(5, 22), draw.choice(([Part("break")], [text("续表")], [Part("break"), text("")])))
    notes = {("footnotes.xml", "footnotes", "footnotes"): NOTES} if kind is Noted else None
    return kind.__name__, docx(made, parts, kind(), draw.choice((PORTRAIT, DOCX_LANDSCAPE)), notes)


def workbook(draw, made):
    book, kind, parts = Book(), draw.choice((Sheet, Words, Sums, Grouped)), varied_paper(draw, made)
    if draw.random() < 0.5:
        kind(book, "Sheet1").add(parts, made.text_of)
    else:
        Sheet(book, "说明").add([part for part in parts if part.kind != "table"], made.text_of)
        for number, part in enumerate((part for part in parts if part.kind == "table"), 2):
            kind(book, f"Sheet{number}").add([part], made.text_of)
    if draw.random() < 0.3:
        before = report(made.agency, made.year - 1, made.form)
        Sheet(book, "上年", "hidden").add(paper(before), before.text_of)
    return kind.__name__, book.written()


def printed(draw, made):
    sheet = draw.choice((A4, A4, LANDSCAPE, (595.0, 420.0)))
    side, top = draw.uniform(36, 80), draw.uniform(36, 80)
    flow = draw.choice((Flow, Flow, Flow, Scattered, InMargin))(sheet, (side, top, side, top))
    flow.rules = draw.choice(("boxes", "boxes", "lines", "bars", "level", "ends", "none"))
    flow.table_size = draw.choice((7.0, 8.0, 9.0, 10.0))
    flow.size = draw.choice((10.5, 12.0, 14.0))
    flow.padding = draw.uniform(1.5, 5.0)
    flow.figure_spacing = draw.choice((0, 0, 0, 1.0, 2.0))
    flow.top_aligned = draw.random() < 0.3
    flow.break_rows = flow.top_aligned and draw.random() < 0.5
    flow.repeat_header = draw.choice((0, 0, 3))
    flow.spread_labels = draw.random() < 0.3
    flow.page_numbers = draw.random() < 0.8
    turned = draw.choice((0, 0, 0, 90, 270))
    return flow.rules, flow.add(varied_paper(draw, made), made).written(made.title, turned=turned, in_form=draw.random() < 0.2)


WRITERS = {"docx": word, "xlsx": workbook, "pdf": printed}


def storm(count, seed, only):
    for number in range(count):
        draw = random.Random(f"{seed}/{number}")
        made = report(draw.choice(PLACES) + draw.choice(DEPARTMENTS), draw.randint(2019, 2024))
        vary_figures(draw, made, True)
        ending = only or draw.choice(FORMATS)
        kind, document = WRITERS[ending](draw, made)
        yield Fixture(f"storm_{number:05}", f"{ending} {kind}", f"seed {seed}", document, made.truth_object(), f".{ending}")


def main(arguments):
    if not 2 <= len(arguments) <= 4:
        sys.exit(__doc__)
    folder, count, seed, only = Path(arguments[0]), int(arguments[1]), *(arguments[2:] + ["1", ""][len(arguments) - 2 :])[:2]
    folder.mkdir(parents=True, exist_ok=True)
    for made in storm(count, seed, only):
        for name, content in made.files():
            (folder / name).write_bytes(content)


if __name__ == "__main__":
    main(sys.argv[1:])
