"""Reports as Word documents: how their tables are built."""

from dataclasses import replace

from attachment import attachment, report
from dress_docx import BORDERS, LANDSCAPE, TEXT_WIDTH, Table, body_xml, document, docx, paragraph, run
from paper import Part, forms, free_paper, paper, split_requests, table, text


@attachment("docx_plain_2021.docx", "word tables", "The form of 2021 as a word processor writes it: gridSpan and vMerge.")
def _():
    made = report("江苏省泰州市姜堰区水利局", 2023)
    return made, docx(made, paper(made))


@attachment("docx_plain_2019.docx", "word tables", "The form of 2019: gridSpan and vMerge.")
def _():
    made = report("湖北省宜昌市五峰土家族自治县民政局", 2020)
    return made, docx(made, paper(made))


@attachment("docx_empty_cells.docx", "word tables", "Instead of 0 stand blanks, slashes, dashes and 无.")
def _():
    made = report("河南省南阳市淅川县审计局", 2022)
    made.zeros("blank", "requests.denied").zeros("slash", "litigation").zeros("dash", "disclosure").zeros("text", "reconsideration")
    return made, docx(made, paper(made))


class OldMerge(Table):
    """Cells merged sideways by hMerge, as old converters write them."""

    def cell(self, slot, text, width, properties=""):
        one = replace(slot, columns=1)
        if slot.columns == 1:
            return super().cell(slot, text, width, properties)
        first = super().cell(one, text, width // slot.columns, '<w:hMerge w:val="restart"/>' + properties)
        return first + super().cell(one, "", width // slot.columns, '<w:hMerge w:val="continue"/>' + properties) * (slot.columns - 1)


@attachment("docx_old_merge.docx", "word tables", "Cells merged sideways by hMerge instead of gridSpan.")
def _():
    made = report("辽宁省丹东市宽甸满族自治县水务局", 2021)
    return made, docx(made, paper(made), OldMerge())


class Indented(Table):
    def reaches_down(self, item):
        return item.column > 0 or item.row < 3


@attachment("docx_grid_before.docx", "word tables", "Below 三、 the rows begin one column further right, by gridBefore, and nothing is merged.")
def _():
    made = report("湖南省怀化市靖州苗族侗族自治县林业局", 2022)
    return made, docx(made, paper(made), Indented())


@attachment("docx_layout_table.docx", "nested tables", "The whole text stands in a cell of a table without borders; the form's tables are nested in it.")
def _():
    made = report("甘肃省陇南市两当县自然资源局", 2023)
    inner, outer = Table(), Table()
    inner.width, outer.borders = TEXT_WIDTH - 200, BORDERS.replace("single", "none")
    cell = f'<w:tc><w:tcPr><w:tcW w:w="{TEXT_WIDTH}" w:type="dxa"/></w:tcPr>{body_xml(paper(made), made, inner)}</w:tc>'
    layout = (f'<w:tbl><w:tblPr><w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/></w:tblPr><w:tblGrid><w:gridCol w:w="{TEXT_WIDTH}"/></w:tblGrid>'
              f"<w:tr>{cell}</w:tr></w:tbl>")  # fmt: skip
    return made, document(layout + paragraph(""))


class Nested(Table):
    """Each figure of the requests table stands in a table of one cell."""

    def inside(self, slot, text):
        if not slot.cell.startswith("requests."):
            return super().inside(slot, text)
        return ('<w:tbl><w:tblPr><w:tblW w:w="400" w:type="dxa"/></w:tblPr><w:tblGrid><w:gridCol w:w="400"/></w:tblGrid><w:tr><w:tc>'
                f'<w:tcPr><w:tcW w:w="400" w:type="dxa"/></w:tcPr>{super().inside(slot, text)}</w:tc></w:tr></w:tbl>{paragraph("")}')  # fmt: skip


@attachment("docx_nested_cells.docx", "nested tables", "Each figure of the requests table stands in a table of one cell, nested in its cell.")
def _():
    made = report("青海省海东市互助土族自治县财政局", 2022)
    return made, docx(made, paper(made), Nested())


def in_pieces(made, at, between):
    """The report with its requests table in two, the second part without a header."""
    disclosure, requests, disputes = forms.tables(made.form)
    first, second = split_requests(requests, at)
    return paper(made, [[table(disclosure)], [table(first), *between, table(second)], [table(disputes)]])


@attachment("docx_split_table.docx", "split tables", "The requests table is two tables, a page break and an empty line between them.")
def _():
    made = report("广西壮族自治区百色市田林县水利局", 2022)
    return made, docx(made, in_pieces(made, 13, [Part("break"), text("")]))


@attachment("docx_split_with_caption.docx", "split tables", "续表 stands between the two parts of the requests table.")
def _():
    made = report("云南省楚雄彝族自治州双柏县民政局", 2023)
    return made, docx(made, in_pieces(made, 17, [text("续表")]))


class Wide(Table):
    width = 13958

    def runs_of(self, slot, text):
        spaced = "　".join(text) if text in ("规章", "总计", "其他") else text
        return run(spaced, '<w:spacing w:val="40"/>', self.size)


FOOTER = ('<w:ftr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:r><w:t>— </w:t></w:r>'
          '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
          '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>12</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
          "<w:r><w:t> —</w:t></w:r></w:p></w:ftr>")  # fmt: skip


@attachment("docx_landscape.docx", "wide pages", "Landscape, letters drawn apart by spacing and by wide spaces within words, a footer with a field.")
def _():
    made = report("内蒙古自治区赤峰市敖汉旗应急管理局", 2023)
    section = '<w:footerReference w:type="default" r:id="rId2"/>' + LANDSCAPE
    return made, docx(made, paper(made), Wide(), section, {("footer1.xml", "footer", "footer"): FOOTER})


@attachment("docx_free_form.docx", "free form", "A report of 2016 in prose, without a table.")
def _():
    made = report("江西省吉安市永新县水利局", 2016, published="2017-03-08")
    made.truth["statements"] = [{"name": "disclosure.total", "value": 527}]
    return made, docx(made, free_paper(made, 527, 3))


@attachment("docx_notice.docx", "not a report", "A notice that asks for annual reports.")
def _():
    made = report("湖北省恩施土家族苗族自治州来凤县人民政府办公室", 2023)
    parts = [Part("title", "关于做好2023年度政府信息公开工作年度报告编制和公布工作的通知"), text("各乡镇人民政府，县政府各部门："),
             text("为做好年度报告工作，现就有关事项通知如下。"), text("请各单位于2024年1月15日前报送初稿，1月31日前公布。"),
             Part("signature", made.agency), Part("signature", "2023年12月28日")]  # fmt: skip
    return {"not_report": "notice"}, docx(made, parts)


@attachment("docx_empty_form.docx", "not a report", "The empty form of 2021 with its instructions.")
def _():
    made = report("贵州省毕节市织金县人民政府办公室", 2022)
    made.shown = dict.fromkeys(made.cells, "")
    parts = [Part("title", "政府信息公开工作年度报告格式（模板）"), *paper(made, overview=("（文字描述）",), problems=("（文字描述）",), others=("（文字描述）",))[2:-2]]
    return {"not_report": ""}, docx(made, parts)
