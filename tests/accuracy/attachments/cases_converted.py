"""Reports in formats that only office programs write: LibreOffice makes them of the Word files and workbooks."""

from attachment import attachment, report
from cases_docx import in_pieces
from cases_xlsx import by_table
from converting import by_office
from dress_docx import docx
from dress_xlsx import Book, Sheet
from paper import Part, free_paper, paper


@attachment("doc_2021.doc", "older formats", "The form of 2021 as a binary Word file.", by_office(".docx", ".doc"))
def _():
    made = report("吉林省白山市靖宇县水利局", 2023)
    return made, docx(made, paper(made))


@attachment("doc_2019_split.doc", "older formats", "The form of 2019 as a binary Word file, one table cut by a page break.", by_office(".docx", ".doc"))
def _():
    made = report("黑龙江省绥化市青冈县统计局", 2020).zeros("slash", "requests.rejected")
    return made, docx(made, in_pieces(made, 12, [Part("break")]))


@attachment("wps_2021.wps", "older formats", "A binary Word file under the ending that WPS gives it.", by_office(".docx", ".doc"))
def _():
    made = report("海南省白沙黎族自治县审计局", 2022)
    return made, docx(made, paper(made))


@attachment("rtf_2021.rtf", "older formats", "The form of 2021 in rich text.", by_office(".docx", ".rtf"))
def _():
    made = report("宁夏回族自治区固原市隆德县林业局", 2022)
    return made, docx(made, paper(made))


@attachment("rtf_free_form.rtf", "older formats", "A report of 2014 in prose, in rich text.", by_office(".docx", ".rtf"))
def _():
    made = report("山东省济宁市微山县水利局", 2014, published="2015-03-12")
    made.truth["statements"] = [{"name": "disclosure.total", "value": 611}]
    return made, docx(made, free_paper(made, 611, 4))


@attachment("xls_one_sheet.xls", "older formats", "The form of 2021 as a binary workbook.", by_office(".xlsx", ".xls"))
def _():
    made, book = report("西藏自治区林芝市米林县人民政府", 2022), Book()
    Sheet(book, "年度报告").add(paper(made), made.text_of)
    return made, book.written()


@attachment("xls_sheet_a_table.xls", "older formats", "The form of 2019 as a binary workbook, a sheet a table.", by_office(".xlsx", ".xls"))
def _():
    made = report("天津市蓟州区水务局", 2019)
    return made, by_table(made).written()
