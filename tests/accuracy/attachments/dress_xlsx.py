"""Workbooks, written part by part as Excel and WPS write them (ECMA-376, SpreadsheetML)."""

from decimal import Decimal, InvalidOperation
from xml.sax.saxutils import escape, quoteattr

from packing import packed
from paper import place

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
STYLES = f"""{DECLARATION}<styleSheet xmlns="{MAIN}">
<fonts count="1"><font><sz val="11"/><name val="宋体"/><charset val="134"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>
<border><left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>
<xf numFmtId="0" fontId="0" fillId="0" borderId="1" xfId="0" applyBorder="1"><alignment horizontal="center" wrapText="1"/></xf>
<xf numFmtId="3" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1"/>
<xf numFmtId="49" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1"/></cellXfs>
</styleSheet>
"""


def column_name(index):
    name = ""
    index += 1
    while index:
        index, letter = divmod(index - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


def reference(row, column):
    return f"{column_name(column)}{row + 1}"


class Sheet:
    """One sheet. `state`: visible, hidden or veryHidden."""

    def __init__(self, book, name, state="visible"):
        self.book, self.name, self.state = book, name, state
        self.cells, self.merged, self.next_row = {}, [], 0
        book.sheets.append(self)

    def put(self, row, column, xml):
        self.cells[row, column] = xml

    def shared(self, row, column, text, style=1):
        self.put(row, column, f'<c r="{reference(row, column)}" s="{style}" t="s"><v>{self.book.string(text)}</v></c>')

    def inline(self, row, column, text, style=1):
        self.put(row, column, f'<c r="{reference(row, column)}" s="{style}" t="inlineStr"><is><t>{escape(text)}</t></is></c>')

    def numeric(self, row, column, value, style=1, formula=""):
        said = f"<f>{escape(formula)}</f>" if formula else ""
        self.put(row, column, f'<c r="{reference(row, column)}" s="{style}">{said}<v>{value}</v></c>')

    def empty(self, row, column):
        self.put(row, column, f'<c r="{reference(row, column)}" s="1"/>')

    def figure(self, row, column, text, cell):
        """How a figure is written; cases override it."""
        try:
            self.numeric(row, column, Decimal(text))
        except InvalidOperation:
            self.shared(row, column, text) if text else self.empty(row, column)

    def line(self, text, columns=10):
        """A text in a row of its own, over the width of the table."""
        self.shared(self.next_row, 0, text, style=0)
        self.merge(self.next_row, 0, 1, columns)
        self.next_row += 1

    def merge(self, row, column, rows, columns):
        if rows > 1 or columns > 1:
            self.merged.append(f"{reference(row, column)}:{reference(row + rows - 1, column + columns - 1)}")

    def table(self, rows, text_of, at=0):
        top = self.next_row
        _, items = place(rows)
        for item in items:
            row, column, slot = top + item.row, at + item.column, item.slot
            for down in range(slot.rows):
                for right in range(slot.columns):
                    self.empty(row + down, column + right)
            if slot.cell:
                self.figure(row, column, text_of(slot.cell), slot.cell)
            elif slot.text:
                self.shared(row, column, slot.text)
            self.merge(row, column, slot.rows, slot.columns)
        self.next_row = top + len(rows) + 1

    def add(self, parts, text_of):
        for part in parts:
            self.table(part.rows, text_of) if part.kind == "table" else self.line(part.text)
        return self

    def xml(self):
        rows = {}
        for (row, column), cell in sorted(self.cells.items()):
            rows.setdefault(row, []).append(cell)
        lines = "".join(f'<row r="{row + 1}">{"".join(cells)}</row>' for row, cells in rows.items())
        merged = "".join(f'<mergeCell ref="{area}"/>' for area in self.merged)
        merged = f'<mergeCells count="{len(self.merged)}">{merged}</mergeCells>' if merged else ""
        return f'{DECLARATION}<worksheet xmlns="{MAIN}"><sheetData>{lines}</sheetData>{merged}</worksheet>'


class Book:
    def __init__(self):
        self.sheets, self.strings = [], {}

    def string(self, text):
        """The index of a shared string."""
        return self.strings.setdefault(text, len(self.strings))

    def shared_strings(self):
        items = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in self.strings)
        return f'{DECLARATION}<sst xmlns="{MAIN}" uniqueCount="{len(self.strings)}">{items}</sst>'

    def written(self):
        numbers = range(1, len(self.sheets) + 1)
        sheets = "".join(f'<sheet name={quoteattr(sheet.name)} sheetId="{number}" state="{sheet.state}" r:id="rId{number}"/>'
                         for number, sheet in zip(numbers, self.sheets))  # fmt: skip
        links = "".join(f'<Relationship Id="rId{number}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>'
                        for number in numbers)  # fmt: skip
        types = "".join(f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{SPREADSHEET}.worksheet+xml"/>'
                        for number in numbers)  # fmt: skip
        pages = {f"xl/worksheets/sheet{number}.xml": sheet.xml() for number, sheet in zip(numbers, self.sheets)}
        last = len(self.sheets)
        return packed({
            "[Content_Types].xml": f'{DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{SPREADSHEET}.sheet.main+xml"/>{types}'
            f'<Override PartName="/xl/sharedStrings.xml" ContentType="{SPREADSHEET}.sharedStrings+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{SPREADSHEET}.styles+xml"/></Types>',
            "_rels/.rels": f'{DECLARATION}<Relationships xmlns="{PACKAGE}">'
            f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'{DECLARATION}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{sheets}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'{DECLARATION}<Relationships xmlns="{PACKAGE}">{links}'
            f'<Relationship Id="rId{last + 1}" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
            f'<Relationship Id="rId{last + 2}" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>',
            "xl/styles.xml": STYLES,
            "xl/sharedStrings.xml": self.shared_strings(),
            **pages,
        })  # fmt: skip
