"""A fixture: a document with one difficulty, and what a careful reader finds in it.

The truth is what the case wrote into the document, before anything read it. Nothing here asks the parser.
"""

import json
import random
import sys
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "site"))
import figures  # noqa: E402


@dataclass
class Report:
    """One agency's report for one year. `cells`: id → number; a cell that shows none is in `kinds` instead."""

    agency: str
    year: int
    form: str
    published: str
    cells: dict = field(default_factory=dict)
    shown: dict = field(default_factory=dict)  # Id → markup that stands in the cell.
    kinds: dict = field(default_factory=dict)  # Id → the kind of a cell without a number.
    violated: list = field(default_factory=list)
    prose_violated: list = field(default_factory=list)
    misuse: list = field(default_factory=list)
    truth: dict = field(default_factory=dict)  # What else the truth file says; overrides.
    url: str = ""

    @property
    def title(self):
        return f"{self.agency}{self.year}年政府信息公开工作年度报告"

    def text_of(self, cell):
        if cell in self.shown:
            return self.shown[cell]
        if cell in self.kinds:
            return {"blank": "", "slash": "/", "dash": "—", "text": "无"}[self.kinds[cell]]
        unit = "万元" if cell == "disclosure.procurement.amount" else ""
        return f"{self.cells[cell]}{unit}"

    def show(self, cell, markup, value=None, kind=None):
        """The document prints `markup`; a reader takes it for `value`, or for none of a kind."""
        self.shown[cell] = markup
        if kind:
            self.cells.pop(cell, None)
            self.kinds[cell] = kind
        elif value is not None:
            self.cells[cell] = Decimal(str(value))
        return self

    def show_all(self, markup):
        """`markup`: number → how it is printed, the value staying what it is."""
        for cell, value in self.cells.items():
            self.shown[cell] = markup(value)
        return self

    def zeros(self, kind, stem="", markup=None):
        """Instead of 0 the cells whose id starts with `stem` hold a blank, a slash, a dash or a word."""
        for cell in [cell for cell, value in self.cells.items() if value == 0 and cell.startswith(stem)]:
            self.show(cell, {"blank": "", "slash": "/", "dash": "—", "text": "无"}[kind] if markup is None else markup, kind=kind)
        return self

    def without(self, stem):
        """The document does not show these cells at all."""
        for cell in [cell for cell in self.cells if cell.startswith(stem)]:
            del self.cells[cell]
            self.kinds[cell] = "absent"
        return self

    def none(self, cells):
        """No number is said of these cells; nobody can say of what kind they are."""
        for cell in list(cells):
            self.shown[cell] = self.text_of(cell)
            self.cells.pop(cell, None)
            self.kinds[cell] = None
        return self

    def truth_object(self):
        whole_form = self.form in figures.OUTCOMES  # Else every cell is named, zeros too.
        cells = {cell: plain(value) for cell, value in self.cells.items() if value != 0 or not whole_form}
        cells |= {cell: None for cell, kind in self.kinds.items() if kind is None}
        kinds = {cell: kind for cell, kind in self.kinds.items() if kind is not None}
        said = {"agency": self.agency, "year": self.year, "published": self.published, "generation": self.form}
        if self.cells or self.kinds:
            said |= ({"other_cells": 0} if whole_form else {}) | {"cells": dict(sorted(cells.items()))}
            said |= {"kinds": dict(sorted(kinds.items()))} if kinds else {}
        said |= {"checks": {"violated": sorted(self.violated)}, "prose_violated": sorted(self.prose_violated),
                 "misuse": sorted(self.misuse)}  # fmt: skip
        if self.url:
            said["url"] = self.url
        return said | self.truth


def plain(value):
    """As JSON writes it: whole numbers whole."""
    value = Decimal(value)
    return int(value) if value == value.to_integral_value() else float(value)


def report(agency, year, form=None, published=None, busy=True):
    """A report whose figures satisfy every identity of its form; the same arguments give the same figures."""
    form = form or figures.form_of(year)
    draw = random.Random(f"{agency} {year} {form}")
    made = Report(agency, year, form, published or f"{year + 1}-01-{10 + draw.randrange(18)}")
    if form != "free":
        carried = {applicant: draw.randint(0, 2) if applicant in ("natural_person", "commercial") else 0
                   for applicant in figures.APPLICANTS}  # fmt: skip
        disclosed = figures.disclosure_2019(draw, {}) if form == "2019" else figures.disclosure_2021(draw, {})
        made.cells = {**disclosed, **figures.requests(draw, form, carried), **figures.disputes(draw)}
    return made


@dataclass
class Fixture:
    name: str
    trap: str
    why: str
    document: object  # str, or bytes where the encoding is the case.
    truth: dict       # What Report.truth_object gives, or {"not_report": words of the reason}.
    suffix: str

    def files(self):
        """(name, bytes) of the document and of its truth."""
        document = self.document if isinstance(self.document, bytes) else self.document.encode()
        said = {"document": self.name + self.suffix, "trap": self.trap, "why": self.why, **self.truth}
        truth = json.dumps(said, ensure_ascii=False, indent=1) + "\n"
        return [(self.name + self.suffix, document), (self.name + ".truth.json", truth.encode())]


CASES = []


def case(name, trap, why, suffix=".html"):
    """Registers a function that gives (report or truth object, document)."""

    def register(make):
        def build():
            truth, document = make()
            truth = truth.truth_object() if isinstance(truth, Report) else truth
            return Fixture(name, trap, why, document, truth, suffix)

        CASES.append(build)
        return make

    return register
