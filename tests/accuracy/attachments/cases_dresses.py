"""The same report in every dress: whatever it wears, the same cells, the same words, the same digest of its content."""

from attachment import DRESSES, attachment, report
from converting import by_office
from dress_docx import docx
from dress_pdf import Flow
from dress_xlsx import Book, Sheet
from paper import paper
from shapes import HANWEB, TRS, body_of, page, say


def html(made, family):
    signed = [part.text for part in paper(made) if part.kind == "signature"]
    return page(made, body_of(made, family) + say(family, *signed), family).encode()


def workbook(made):
    book = Book()
    Sheet(book, "年度报告").add(paper(made), made.text_of)
    return book.written()


def in_every_dress(name, make, family):
    def word():
        made = make()
        return made, docx(made, paper(made))

    def sheet():
        made = make()
        return made, workbook(made)

    def put(ending, document, convert=None):
        attachment(name + ending, "every dress", "The same report as HTML, Word, a workbook, rich text and PDF.", convert, DRESSES)(document)

    put(".html", lambda: (made := make(), html(made, family)))
    put(".docx", word)
    put(".doc", word, by_office(".docx", ".doc"))
    put(".rtf", word, by_office(".docx", ".rtf"))
    put(".xlsx", sheet)
    put(".xls", sheet, by_office(".xlsx", ".xls"))
    put(".pdf", lambda: (made := make(), Flow().add(paper(made), made).written(made.title)))


in_every_dress("form_2021", lambda: report("江苏省苏州市昆山市水务局", 2023), TRS)
in_every_dress("form_2019", lambda: report("河北省沧州市盐山县水务局", 2020).zeros("slash", "requests.denied").zeros("blank", "litigation"), HANWEB)
