"""What a report shows before it wears a dress: parts in reading order. A dress (dress_*.py) makes a file of them.

The figures, the words and the truth are those of the other fixtures (../fixture.py, ../../site).
"""

import sys
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from cases_tables import split_requests  # noqa: E402, F401
from shapes import HEADINGS, Slot, forms, label, preface, prose  # noqa: E402, F401

DENIED, UNABLE, REJECTED, OTHER = forms.DENIED, forms.UNABLE, forms.REJECTED, forms.OTHER


@dataclass(frozen=True)
class Part:
    kind: str  # "title", "heading", "text", "table", "signature", "break" (of the page)
    text: str = ""
    rows: tuple = ()  # Of Slots, for a table.


def title(text):
    return Part("title", text)


def heading(text):
    return Part("heading", text)


def text(words):
    return Part("text", words)


def table(rows):
    return Part("table", rows=tuple(tuple(row) for row in rows))


def chinese_date(published):
    year, month, day = map(int, published.split("-"))
    return f"{year}年{month}月{day}日"


def paper(report, tables=None, headings=HEADINGS, overview=prose.OVERVIEW[:2], problems=prose.PROBLEMS[:2], others=(prose.OTHERS,)):
    """A report of six sections, signed and dated. `tables`: three lists of parts, as a table may be in pieces."""
    tables = tables or [[table(rows)] for rows in forms.tables(report.form)]
    sections = [map(text, overview), *tables, map(text, problems), map(text, others)]
    parts = [title(report.title), text(preface(report))]
    for words, inside in zip(headings, sections, strict=True):
        parts += [heading(words), *inside]
    return parts + signature(report)


def free_paper(report, disclosed, received):
    """A report in prose, as before there was a form."""
    words = {"agency": report.agency, "year": report.year, "disclosed": disclosed, "received": received}
    parts = [title(report.title)]
    for head, said in prose.FREE:
        parts += [heading(head), text(said.format(**words))]
    return parts + signature(report)


def signature(report):
    return [Part("signature", report.agency), Part("signature", chinese_date(report.published))] if report.published else []


@dataclass(frozen=True)
class Placed:
    row: int
    column: int
    slot: Slot


def place(rows):
    """Where each slot of a table stands once the merged ones have their room: (columns, [Placed])."""
    taken, items = set(), []
    for row, slots in enumerate(rows):
        column = 0
        for slot in slots:
            while (row, column) in taken:
                column += 1
            items.append(Placed(row, column, slot))
            taken |= {(row + down, column + right) for down in range(slot.rows) for right in range(slot.columns)}
            column += slot.columns
    return max(column for _, column in taken) + 1, items


# Shares of the width: the columns of the requests table begin with two for merged labels.
SHARES = {4: (1, 1, 1, 1), 10: (0.5, 1.1, 2.2, 1, 1, 1, 1, 1, 1, 1), 15: (1,) * 15}


def widths(columns, whole):
    """How wide each column is, in whole units that add up to `whole`."""
    shares = SHARES.get(columns, (1,) * columns)
    edges = [round(whole * sum(shares[:index]) / sum(shares)) for index in range(columns + 1)]
    return [right - left for left, right in zip(edges, edges[1:])]
