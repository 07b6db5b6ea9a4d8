"""Portable documents, laid out as an office program lays them out: lines of text, tables, breaks between pages."""

from pdf_file import File, Page, is_narrow, width_of
from paper import place, widths

A4 = (595.0, 842.0)
LANDSCAPE = (842.0, 595.0)


def wrapped(text, size, width, spacing=0.0):
    """Lines no wider than `width`; digits and letters that touch stay together."""
    lines, line = [], ""
    index = 0
    while index < len(text):
        end = index + 1
        while end < len(text) and is_narrow(text[index]) and is_narrow(text[end]) and text[end] != " ":
            end += 1
        word = text[index:end]
        if line and width_of(line + word, size, spacing) > width:
            lines.append(line)
            line = ""
        line += word
        index = end
    return lines + [line] if line else lines


class Flow:
    """Pages that fill from top to bottom. What a difficulty needs otherwise, a case overrides or sets."""

    size = 10.5         # Of the prose.
    table_size = 8.0
    padding = 2.5
    rules = "boxes"     # "boxes" (rectangles), "lines", "bars" (thin filled rectangles), "level", "ends" (above, below) or "none".
    figure_spacing = 0  # Points between the digits of a figure.
    top_aligned = False
    break_rows = False  # A row may go on over the break, line by line.
    repeat_header = 0   # Rows of a table that each further page begins with.
    spread_labels = False  # The lines of a merged label stand on both sides of a break.
    page_numbers = True

    def __init__(self, paper_size=A4, margins=(72.0, 72.0, 72.0, 72.0)):
        self.paper, (self.left, self.top, self.right, self.bottom) = paper_size, margins
        self.pages = []
        self.new_page()

    @property
    def width(self):
        return self.paper[0] - self.left - self.right

    @property
    def floor(self):
        return self.paper[1] - self.bottom

    def new_page(self):
        self.page = Page(*self.paper)
        self.pages.append(self.page)
        self.y = self.top
        if self.page_numbers:
            text = f"- {len(self.pages)} -"
            self.page.text((self.paper[0] - width_of(text, 9)) / 2, self.paper[1] - self.bottom / 2, text, 9)

    # ---- prose

    def line(self, text, size, x):
        leading = size * 1.7
        if self.y + leading > self.floor:
            self.new_page()
        self.page.text(x, self.y + leading * 0.75, text, size)
        self.y += leading

    def prose(self, part):
        size = {"title": 18.0, "heading": 14.0}.get(part.kind, self.size)
        if part.kind == "text":
            for number, line in enumerate(wrapped("　　" + part.text, size, self.width)):
                self.line(line.replace("　", ""), size, self.left + (0 if number else 2 * size))
            return
        if part.kind == "heading" and self.y + 90 > self.floor:
            self.new_page()  # A heading stays with what it heads.
        for line in wrapped(part.text, size, self.width):
            wide = width_of(line, size)
            x = {"title": self.left + (self.width - wide) / 2, "signature": self.left + self.width - wide}.get(part.kind, self.left)
            self.line(line, size, x)

    # ---- tables

    def table(self, rows, text_of):
        columns, items = place(rows)
        edges = [self.left]
        for width in widths(columns, round(self.width * 10)):
            edges.append(edges[-1] + width / 10)
        leading = self.table_size * 1.3
        cells = []
        for item in items:
            x0, x1 = edges[item.column], edges[item.column + item.slot.columns]
            text = text_of(item.slot.cell) if item.slot.cell else item.slot.text
            spacing = self.figure_spacing if item.slot.cell else 0
            cells.append((item, x0, x1, wrapped(text, self.table_size, x1 - x0 - 2 * self.padding, spacing)))
        heights = self.heights(len(rows), cells, leading)
        Pieces(self, cells, heights, leading).draw()
        self.y += 10

    def heights(self, rows, cells, leading):
        heights = [0.0] * rows
        for wanted in (1, 2, 3, 100):  # Merged cells last: they only stretch the row they end in.
            for item, _, _, lines in cells:
                if (item.slot.rows == 1) != (wanted == 1):
                    continue
                span = range(item.row, item.row + item.slot.rows)
                lacking = len(lines) * leading + 2 * self.padding - sum(heights[row] for row in span)
                if lacking > 0:
                    heights[span[-1]] += lacking
        return [max(height, leading + 2 * self.padding) for height in heights]

    def write_cell(self, box, lines, leading, item):
        x0, y0, x1, y1 = box
        spacing = self.figure_spacing if item.slot.cell else 0
        high = len(lines) * leading
        y = y0 + self.padding if self.top_aligned else y0 + (y1 - y0 - high) / 2
        for line in lines:
            x = x0 + (x1 - x0 - width_of(line, self.table_size, spacing)) / 2
            self.write_line(x, y + leading * 0.78, line, spacing, item)
            y += leading

    def write_line(self, x, baseline, line, spacing, item):
        self.page.text(x, baseline, line, self.table_size, spacing)

    def draw_box(self, box):
        x0, y0, x1, y1 = box
        if self.rules == "boxes":
            self.page.box(*box)
        elif self.rules == "lines":
            for line in ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)):
                self.page.line(*line)
        elif self.rules == "bars":
            for x, y, right, bottom in ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)):
                self.page.bar(x - 0.24, y - 0.24, right + 0.24, bottom + 0.24)
        elif self.rules == "level":
            self.page.line(x0, y0, x1, y0)
            self.page.line(x0, y1, x1, y1)

    def draw_ends(self, y):
        if self.rules == "ends":
            self.page.line(self.left, y, self.left + self.width, y, 1.0)

    def add(self, parts, report):
        for part in parts:
            if part.kind == "table":
                self.table(part.rows, report.text_of)
            else:
                self.prose(part)
        return self

    def written(self, title="", **page):
        file = File(title)
        for made in self.pages:
            file.add_page(made, **page)
        return file.written()


class Pieces:
    """A table over as many pages as it takes."""

    def __init__(self, flow, cells, heights, leading):
        self.flow, self.cells, self.heights, self.leading = flow, cells, heights, leading
        self.printed = {}  # Lines of a merged label that earlier pages show.

    def draw(self):
        flow, rows = self.flow, len(self.heights)
        first, begun = 0, 0  # The row that this page begins with, and how many lines of it stand on the page before.
        while first < rows:
            head = range(flow.repeat_header) if first else range(0)
            room = flow.floor - flow.y - sum(self.heights[row] for row in head)
            end, used = first, -self.skipped(first, begun)
            while end < rows and used + self.heights[end] <= room:
                used += self.heights[end]
                end += 1
            lines = int((room - used - 2 * flow.padding) / self.leading) if flow.break_rows and end < rows else 0
            if lines < 1 or (end < rows and self.lines_in(end) < 2):
                lines = 0
            if end == first and lines == 0:
                flow.new_page()
                continue
            self.piece(head, first, begun, end, lines)
            if end == rows:
                return
            first, begun = end, lines
            flow.new_page()

    def lines_in(self, row):
        return max((len(lines) for item, _, _, lines in self.cells if item.row == row and item.slot.rows == 1), default=0)

    def skipped(self, row, begun):
        return begun * self.leading if begun else 0

    def piece(self, head, first, begun, end, lines):
        """Rows first … end of the table, with the head before them; `lines` lines of row `end`."""
        flow = self.flow
        tops, y = {}, flow.y
        flow.draw_ends(y)
        for row in head:
            tops[row], y = y, y + self.heights[row]
        for item, x0, x1, words in self.cells:
            if head and item.row + item.slot.rows <= len(head):
                bottom = tops[item.row] + sum(self.heights[item.row : item.row + item.slot.rows])
                flow.draw_box((x0, tops[item.row], x1, bottom))
                flow.write_cell((x0, tops[item.row], x1, bottom), words, self.leading, item)
        bounds = {}
        for row in range(first, end):
            height = self.heights[row] - (self.skipped(row, begun) if row == first else 0)
            bounds[row], y = (y, y + height), y + height
        if lines:
            bounds[end], y = (y, y + lines * self.leading + 2 * flow.padding), y + lines * self.leading + 2 * flow.padding
        for item, x0, x1, words in self.cells:
            shown = [row for row in range(item.row, item.row + item.slot.rows) if row in bounds]
            if not shown:
                continue
            box = (x0, bounds[shown[0]][0], x1, bounds[shown[-1]][1])
            flow.draw_box(box)
            flow.write_cell(box, self.words_here(item, box, words, shown, first, begun, end, lines), self.leading, item)
        flow.draw_ends(y)
        flow.y = y

    def words_here(self, item, box, words, shown, first, begun, end, lines):
        """The lines of a cell that stand on this page."""
        if item.slot.rows == 1:
            if item.row == first and begun:
                return words[begun:]
            return words[:lines] if item.row == end and lines else words
        begun_before, fitting = self.printed.get(item, 0), max(1, int((box[3] - box[1] - 2 * self.flow.padding) / self.leading))
        if self.flow.spread_labels and len(shown) < item.slot.rows:
            fitting = min(fitting, (len(words) + 1) // 2)
        self.printed[item] = begun_before + fitting
        return words[begun_before : begun_before + fitting]
