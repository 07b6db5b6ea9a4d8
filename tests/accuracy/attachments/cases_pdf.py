"""Reports as portable documents."""

from attachment import attachment, report
from converting import by_office
from dress_docx import docx
from dress_pdf import Flow
from paper import paper


@attachment("pdf_from_word.pdf", "ruled", "Printed from a word processor: subset fonts, ruled tables over page breaks.",
            convert=by_office(".docx", ".pdf"))  # fmt: skip
def _():
    made = report("浙江省湖州市长兴县交通运输局", 2023)
    return made, docx(made, paper(made))


@attachment("pdf_ruled.pdf", "ruled", "Lines around every cell; a font that is not embedded.")
def _():
    made = report("河北省承德市隆化县林业和草原局", 2022)
    return made, Flow().add(paper(made), made).written(made.title)


@attachment("pdf_unruled.pdf", "unruled", "No line at all: columns are told by where words stand.")
def _():
    made = report("福建省三明市尤溪县文化体育和旅游局", 2022)
    flow = Flow()
    flow.rules = "none"
    return made, flow.add(paper(made), made).written(made.title)
