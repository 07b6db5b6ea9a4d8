"""Reports as portable documents."""

from attachment import attachment, report
from cases_docx import Wide
from converting import by_office
from dress_docx import BORDERS, LANDSCAPE as DOCX_LANDSCAPE, Table, docx
from dress_pdf import A4, LANDSCAPE, Flow
from paper import Part, forms, free_paper, paper, table, text


def flowed(made, parts=None, paper_size=A4, page=None, **settings):
    """The report laid out by our own hand. `page`: how File.add_page puts the pages into the file."""
    flow = Flow(paper_size)
    for name, value in settings.items():
        assert hasattr(flow, name), name
        setattr(flow, name, value)
    return flow.add(parts or paper(made), made).written(made.title, **(page or {}))


@attachment("pdf_from_word.pdf", "ruled", "Printed from a word processor: subset fonts, ruled tables over page breaks.", by_office(".docx", ".pdf"))
def _():
    made = report("浙江省湖州市长兴县交通运输局", 2023)
    return made, docx(made, paper(made))


class Bare(Table):
    borders = BORDERS.replace("single", "none")


@attachment("pdf_bare_from_word.pdf", "unruled", "Printed from a word processor, tables without borders, the form of 2019.", by_office(".docx", ".pdf"))
def _():
    made = report("云南省丽江市宁蒗彝族自治县水务局", 2019)
    return made, docx(made, paper(made), Bare())


@attachment("pdf_landscape_from_word.pdf", "wide pages", "Printed in landscape, letters drawn apart.", by_office(".docx", ".pdf"))
def _():
    made = report("河南省周口市郸城县统计局", 2023)
    return made, docx(made, paper(made), Wide(), DOCX_LANDSCAPE)


@attachment("pdf_ruled.pdf", "ruled", "Lines around every cell; a font that is not embedded.")
def _():
    made = report("河北省承德市隆化县林业和草原局", 2022)
    return made, flowed(made)


@attachment("pdf_ruled_2019.pdf", "ruled", "The form of 2019: lines around every cell, slashes for what there is none of.")
def _():
    made = report("贵州省铜仁市印江土家族苗族自治县财政局", 2020).zeros("slash", "requests.denied").zeros("blank", "litigation")
    return made, flowed(made, rules="lines")


@attachment("pdf_bars.pdf", "ruled", "What looks like lines are thin filled rectangles.")
def _():
    made = report("湖北省黄冈市英山县水利和湖泊局", 2021)
    return made, flowed(made, rules="bars")


@attachment("pdf_unruled.pdf", "unruled", "No line at all: columns are told by where words stand.")
def _():
    made = report("福建省三明市尤溪县文化体育和旅游局", 2022)
    return made, flowed(made, rules="none")


@attachment("pdf_level_rules.pdf", "half ruled", "Lines between the rows, none between the columns.")
def _():
    made = report("江苏省徐州市睢宁县审计局", 2022)
    return made, flowed(made, rules="level")


@attachment("pdf_end_rules.pdf", "half ruled", "A line above and below each table and no other.")
def _():
    made = report("浙江省温州市泰顺县教育局", 2023)
    return made, flowed(made, rules="ends")


@attachment("pdf_landscape.pdf", "wide pages", "Pages that are wider than high.")
def _():
    made = report("新疆维吾尔自治区伊犁哈萨克自治州昭苏县水利局", 2022)
    return made, flowed(made, paper_size=LANDSCAPE)


@attachment("pdf_turned.pdf", "wide pages", "Pages that lie on their side in the file and are turned by /Rotate 90.")
def _():
    made = report("广西壮族自治区河池市凤山县民政局", 2023)
    return made, flowed(made, paper_size=LANDSCAPE, page={"turned": 90})


@attachment("pdf_turned_back.pdf", "wide pages", "Upright pages in a file that has them on their other side, by /Rotate 270.")
def _():
    made = report("广西壮族自治区崇左市天等县民政局", 2021)
    return made, flowed(made, page={"turned": 270})


@attachment("pdf_in_form.pdf", "ruled", "What a page shows is drawn by a form XObject that scales it.")
def _():
    made = report("安徽省池州市石台县住房和城乡建设局", 2022)
    return made, flowed(made, page={"in_form": True})


@attachment("pdf_repeated_header.pdf", "page breaks", "The requests table goes on on the next page under a repeated header.")
def _():
    made = report("山东省枣庄市台儿庄区水利局", 2023)
    return made, flowed(made, repeat_header=3, table_size=9.5)


@attachment("pdf_broken_row.pdf", "page breaks", "A page ends in the middle of a row: its label goes on on the next page, its figures stand on the first.")
def _():
    made = report("湖南省郴州市汝城县林业局", 2022)
    long = [text("为使年报便于对照，现将本年度开展的工作逐项说明如下，供社会各界查阅和监督。")] * 3
    parts = paper(made)
    return made, flowed(made, parts[:3] + long + parts[3:], break_rows=True, top_aligned=True, table_size=9.5)


@attachment("pdf_split_labels.pdf", "page breaks", "Merged labels at a page break are printed half above and half below it.")
def _():
    made = report("江西省景德镇市浮梁县农业农村局", 2022)
    return made, flowed(made, spread_labels=True, top_aligned=True, table_size=9)


@attachment("pdf_many_pages.pdf", "page breaks", "Small pages: each table reaches over two or three of them.")
def _():
    made = report("四川省巴中市通江县财政局", 2020)
    return made, flowed(made, paper_size=(420.0, 400.0), left=36.0, right=36.0, top=40.0, bottom=44.0)


@attachment("pdf_spaced_digits.pdf", "numbers in pieces", "Digits of a figure stand half a digit apart: 1 0 3.")
def _():
    made = report("吉林省延边朝鲜族自治州汪清县水利局", 2022)
    return made, flowed(made, figure_spacing=2.4)


class Scattered(Flow):
    """Each glyph is placed by itself, in an order that is not that of reading."""

    def write_line(self, x, baseline, line, spacing, item):
        places = []
        for character in line:
            places.append((x, character))
            x += (0.5 if character < "\x7f" else 1.0) * self.table_size + spacing
        for left, character in reversed(places):
            self.page.text(left, baseline, character, self.table_size)


@attachment("pdf_scattered.pdf", "numbers in pieces", "Every glyph of the tables is placed by itself, from right to left.")
def _():
    made = report("辽宁省朝阳市建平县统计局", 2023)
    return made, Scattered().add(paper(made), made).written(made.title)


class InMargin(Flow):
    """The narrow label at the left of the requests table is drawn outside of its cell, in the margin."""

    def write_cell(self, box, lines, leading, item):
        if item.slot.text.startswith("三、本年度办理结果"):
            x0, y0, x1, y1 = box
            box = (x0 - 24, y0, x0 - 24 + (x1 - x0), y1)
        super().write_cell(box, lines, leading, item)


@attachment("pdf_margin_label.pdf", "labels elsewhere", "The merged label of the outcomes stands in the margin beside the table.")
def _():
    made = report("甘肃省庆阳市合水县自然资源局", 2022)
    return made, InMargin().add(paper(made), made).written(made.title)


@attachment("pdf_last_year_below.pdf", "duplicate tables", "Under each table, close by, stands last year's under its own caption.")
def _():
    made, before = report("湖北省孝感市大悟县应急管理局", 2023), report("湖北省孝感市大悟县应急管理局", 2022)
    old = [[forms.Slot(before.text_of(slot.cell) if slot.cell else slot.text, slot.columns, slot.rows) for slot in row] for row in forms.disputes_table()]
    disclosure, requests, disputes = forms.tables(made.form)
    pieces = [[table(disclosure)], [table(requests)], [text("2023年度"), table(disputes), text("附：2022年度数据"), table(old)]]
    return made, flowed(made, paper(made, pieces))


@attachment("pdf_free_form.pdf", "free form", "A report of 2013 in prose, with page numbers at the foot.")
def _():
    made = report("河南省信阳市罗山县水利局", 2013, published="2014-03-20")
    made.truth["statements"] = [{"name": "disclosure.total", "value": 286}]
    return made, flowed(made, free_paper(made, 286, 2), paper_size=(420.0, 400.0))


@attachment("pdf_notice.pdf", "not a report", "A notice that asks for annual reports.")
def _():
    made = report("湖北省随州市广水市人民政府办公室", 2023)
    parts = [Part("title", "关于做好2023年度政府信息公开工作年度报告编制和公布工作的通知"), text("各乡镇人民政府，市政府各部门："),
             text("为做好年度报告工作，现就有关事项通知如下。"), text("请各单位于2024年1月15日前报送初稿，1月31日前公布。"),
             Part("signature", made.agency), Part("signature", "2023年12月26日")]  # fmt: skip
    return {"not_report": "notice"}, flowed(made, parts)
