"""Reports as workbooks."""

from decimal import Decimal

from attachment import attachment, report
from dress_xlsx import Book, Sheet
from paper import forms, paper, table


@attachment("xlsx_one_sheet.xlsx", "sheets", "The whole report in one sheet: merged cells, shared strings, figures as numbers.")
def _():
    made, book = report("安徽省六安市霍山县统计局", 2022), Book()
    Sheet(book, "年度报告").add(paper(made), made.text_of)
    return made, book.written()


class Words(Sheet):
    """Figures typed as text."""

    def figure(self, row, column, text, cell):
        self.shared(row, column, text, style=3) if text else self.empty(row, column)


def by_table(made, kind=Sheet):
    """The words in a first sheet, each table in one of its own."""
    book, parts = Book(), paper(made)
    tables = [part for part in parts if part.kind == "table"]
    Sheet(book, "文字部分").add([part for part in parts if part.kind != "table"], made.text_of)
    for name, part in zip(("主动公开", "依申请公开", "复议诉讼"), tables, strict=True):
        kind(book, name).add([part], made.text_of)
    return book


@attachment("xlsx_sheet_a_table.xlsx", "sheets", "A sheet a table, figures typed as text, blanks for some.")
def _():
    made = report("山西省忻州市五台县自然资源局", 2021).zeros("blank", "requests.denied")
    return made, by_table(made, Words).written()


@attachment("xlsx_2019.xlsx", "sheets", "The form of 2019, a sheet a table; the amount carries its unit.")
def _():
    made = report("陕西省渭南市白水县医疗保障局", 2020)
    return made, by_table(made).written()


@attachment("xlsx_hidden_sheet.xlsx", "hidden sheets", "Last year's tables in a hidden sheet, another agency's in one that is hidden for good.")
def _():
    made, book = report("河北省邢台市临城县教育局", 2023), Book()
    before, other = report("河北省邢台市临城县教育局", 2022), report("河北省邢台市内丘县教育局", 2023)
    Sheet(book, "2022", "hidden").add(paper(before), before.text_of)
    Sheet(book, "2023").add(paper(made), made.text_of)
    Sheet(book, "模板", "veryHidden").add(paper(other), other.text_of)
    return made, book.written()


class Sums(Sheet):
    """Totals are sums of their row, with the value that the office program last computed."""

    def figure(self, row, column, text, cell):
        if not cell.startswith("requests.") or not cell.endswith(".total") or not text.isascii() or not text.isdigit():
            return super().figure(row, column, text, cell)
        first, last = chr(ord("A") + column - 6), chr(ord("A") + column - 1)
        return self.numeric(row, column, Decimal(text), formula=f"SUM({first}{row + 1}:{last}{row + 1})")


@attachment("xlsx_formulas.xlsx", "formulas", "Totals are formulas; their last values are stored beside them.")
def _():
    made, book = report("江西省抚州市资溪县财政局", 2022), Book()
    Sums(book, "Sheet1").add(paper(made), made.text_of)
    return made, book.written()


class Grouped(Sheet):
    """Figures in a format with thousands separators; labels inline; the table begins at C."""

    def table(self, rows, text_of, at=0):
        super().table(rows, text_of, at=2)

    def shared(self, row, column, text, style=1):
        self.inline(row, column, text, style)

    def figure(self, row, column, text, cell):
        whole = text.lstrip("-").isdigit()
        self.numeric(row, column, text, style=2) if whole else super().figure(row, column, text, cell)


@attachment("xlsx_grouped.xlsx", "number formats", "Figures shown with thousands separators, inline strings, tables that begin at the third column.")
def _():
    made, book = report("四川省宜宾市屏山县民政局", 2021), Book()
    Grouped(book, "年报").add(paper(made), made.text_of)
    return made, book.written()


class Checked(Sheet):
    """Right of each row the sum of its parts without a frame and without a head; a note beside it."""

    def figure(self, row, column, text, cell):
        super().figure(row, column, text, cell)
        if cell.endswith(".total") and cell.startswith("requests."):
            self.numeric(row, column + 1, Decimal(text), style=0)
        if cell == "requests.new_received.total":
            self.shared(row, column + 2, "已核对，与上报系统一致", style=0)


@attachment("xlsx_checked.xlsx", "sheets", "Sums for checking and a note stand right of the requests table, outside its frame.")
def _():
    made, book = report("湖南省邵阳市绥宁县林业局", 2023), Book()
    Checked(book, "年报").add(paper(made), made.text_of)
    return made, book.written()


class Framed(Sheet):
    """Within the frame, two columns further right and without a head, what was reported the year before."""

    def figure(self, row, column, text, cell):
        super().figure(row, column, text, cell)
        if cell.endswith(".total") and cell.startswith("requests."):
            self.numeric(row, column + 2, 40 + row)


@attachment("xlsx_before.xlsx", "sheets", "Last year's totals stand right of the requests table without a head, framed as it is.")
def _():
    made, book = report("贵州省遵义市凤冈县司法局", 2023), Book()
    Framed(book, "年报").add(paper(made), made.text_of)
    return made, book.written()


@attachment("xlsx_no_report.xlsx", "not a report", "A list of phone numbers and a budget: no report.")
def _():
    made, book = report("四川省宜宾市珙县民政局", 2021), Book()
    rows = [[forms.label("科目"), forms.label("金额（万元）")], [forms.label("一般公共预算"), forms.label("1204.5")]]
    Sheet(book, "2021年部门预算").add([table(rows)], made.text_of)
    return {"not_report": ""}, book.written()
