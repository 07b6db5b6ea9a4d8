"""Reports as workbooks."""

from attachment import attachment, report
from dress_xlsx import Book, Sheet
from paper import paper


@attachment("xlsx_one_sheet.xlsx", "sheets", "The whole report in one sheet: merged cells, shared strings, figures as numbers.")
def _():
    made, book = report("安徽省六安市霍山县统计局", 2022), Book()
    Sheet(book, "年度报告").add(paper(made), made.text_of)
    return made, book.written()
