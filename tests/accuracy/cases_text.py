"""Reports whose tables were flattened into text, by one tool or another."""

import re

from fixture import case, report
from shapes import (bars, barred_lines, flat_rows, forms, glued, page, say, spaced, tabbed_lines, tabs, text_report,
                    value_lines, HANWEB)  # fmt: skip


@case("text_tabs", "flattened text", "A row a line, cells between tabs.", ".txt")
def _():
    made = report("浙江省金华市磐安县公安局", 2021)
    made.published = ""
    return made, text_report(made, tabs)


@case("text_tabs_2019", "flattened text", "The form of 2019, a row a line, cells between tabs.", ".txt")
def _():
    made = report("湖北省襄阳市保康县公安局", 2019)
    return made, text_report(made, tabs)


@case("text_trailing_lost", "flattened text", "Tabs, but empty cells at a line's end are lost with their tabs.", ".txt")
def _():
    made = report("湖北省黄冈市英山县公安局", 2019).zeros("blank", "requests")
    for cell in [cell for cell, kind in made.kinds.items() if kind == "blank"]:
        made.kinds[cell] = None  # Blank or lost: either is right.
        made.shown[cell] = ""
    tables = ["\n".join(line.rstrip("\t") for line in tabs(flat_rows(rows, made)).split("\n")) for rows in forms.tables("2019")]
    return made, text_report(made, tabs, tables)


@case("text_bars", "flattened text", "Rows of cells between bars.", ".txt")
def _():
    made = report("江西省新余市分宜县公安局", 2022).zeros("blank", "requests.denied")
    return made, text_report(made, bars)


@case("text_tabbed_lines", "flattened text", "A cell a line behind a tab, merged cells as empty lines of a tab.", ".txt")
def _():
    made = report("重庆市巫溪县公安局", 2020)
    return made, text_report(made, tabbed_lines)


@case("text_barred_lines", "flattened text", "A cell a line before a bar, rows told apart by lines of bars; blank cells are bare bars.", ".txt")
def _():
    made = report("江西省南昌市进贤县公安局", 2019).zeros("blank", "requests.rejected").zeros("blank", "litigation")
    return made, text_report(made, barred_lines)


@case("text_value_lines", "flattened text", "A value a line, empty lines between.", ".txt")
def _():
    made = report("山东省淄博市沂源县公安局", 2022)
    return made, text_report(made, value_lines)


@case("text_spaced", "flattened text", "A row a line, cells between single spaces.", ".txt")
def _():
    made = report("江苏省淮安市盱眙县水务局", 2021)
    return made, text_report(made, spaced)


@case("text_spaced_words", "words in cells", "无 for every nought, cells between single spaces; one row has lost its label.", ".txt")
def _():
    made = report("湖南省邵阳市新宁县水利局", 2022).zeros("text", "requests")
    disclosure, requests, disputes = forms.tables("2021")
    made.none([slot.cell for slot in requests[18] if slot.cell])
    made.truth["glued"] = True  # The row above may be doubted.
    requests[18] = [slot for slot in requests[18] if slot.cell or slot.rows > 1]
    return made, text_report(made, spaced, [spaced(flat_rows(rows, made)) for rows in (disclosure, requests, disputes)])


@case("text_page_numbers", "flattened text", "Page numbers, a form feed and the running title between the rows.", ".txt")
def _():
    made = report("江苏省徐州市睢宁县农业农村局", 2022)
    disclosure, requests, disputes = [tabs(flat_rows(rows, made)).split("\n") for rows in forms.tables("2021")]
    requests[7:7] = ["- 5 -", "\f"]
    requests[19:19] = ["", "第 6 页 共 9 页", "", made.title]
    disputes[2:2] = ["— 7 —"]
    return made, text_report(made, tabs, ["\n".join(lines) for lines in (disclosure, requests, disputes)])


@case("text_bookmark_notes", "flattened text", "A bookmark before a value, notes in header cells, brackets of both widths.", ".txt")
def _():
    made = report("重庆市石柱土家族自治县林业局", 2020)
    value = made.cells["requests.granted.natural_person"]
    text = text_report(made.show("requests.granted.natural_person", f"[bookmark: _GoBack]{value}"), tabbed_lines)
    text = text.replace("本年增/减", "本年增/减（减少用负值表示,如-8)").replace("（三）不予公开", "(三）不予公开")
    return made, text.replace("\t规范性文件", "\t规范性文件（指各行政机关印发的有正式文号的文件)")


def certain_when_glued(made):
    """Cells whose figures a reader can tell apart where nothing stands between them: one digit each."""
    for rows in forms.tables(made.form):
        for row in rows:
            ids = [slot.cell for slot in row if slot.cell]
            run = "".join(made.text_of(cell) for cell in ids)
            if len(ids) > 1 and len(run) != len(ids):
                made.none(ids)


@case("text_glued", "glued cells", "Nothing stands between the cells: a row is certain only where each has one digit.", ".txt")
def _():
    made = report("福建省福州市平潭县林业局", 2021)
    text = text_report(made, glued)
    certain_when_glued(made)
    return made, text


@case("text_template_left", "template text", "The form's own instructions left under a heading: remarked on, and no figure taken from them.", ".txt")
def _():
    made = report("江西省南昌市安义县教育体育局", 2019)
    made.truth["anomaly_codes"] = ["template_text"]
    words = ["（这一项主要报告本机关上一年度政府信息公开工作总体情况，重在聚焦主题主线，突出重点）", "全年按要求公开，没有遗漏。"]
    return made, text_report(made, tabs, overview=words)


@case("text_chrome", "page chrome", "Text saved with the page's tools, the index number and the next and previous links.", ".txt")
def _():
    made = report("山东省济宁市泗水县交通运输局", 2023)
    chrome = (f"当前位置：首页 > 政务公开 > 政府信息公开年报\n字号：大 中 小　打印　语音播报\n索引号：/2024-5332016\n公开责任部门：{made.agency}\n"
              f"公开日期：{made.published}\n浏览次数：3871\n")  # fmt: skip
    trailer = "上一篇：2022年政府信息公开工作年度报告\n下一篇：没有了\n扫一扫在手机打开当前页\n"
    return made, chrome + text_report(made, value_lines, trailer=trailer)


@case("text_labels_wrapped", "flattened text", "Long labels and headings wrapped over lines, as in text taken from a PDF.", ".txt")
def _():
    made = report("四川省眉山市青神县财政局", 2022)
    text = text_report(made, tabs)
    text = text.replace("不再处理其政府信息公开申请\t", "不再处\n理其政府信息公开申请\t").replace("（三）不予公开\t", "（三）\n不予公开\t")
    return made, text.replace("5.要求行政机关确认或重新出具已获取信息", "5.要求行政机关确认\n或重新出具已获取信息")


@case("page_value_divs", "no table element", "Each value in a div of its own: a page that lost its table, in order.")
def _():
    made = report("山西省临汾市古县司法局", 2021)
    tables = ["".join(f"<div>{cell}</div>\n" for row in flat_rows(rows, made) for cell in row if cell) for rows in forms.tables("2021")]
    document = text_report(made, value_lines, tables=["@@0", "@@1", "@@2"]).split("\n")
    body = "".join(tables[int(line[2])] if re.fullmatch(r"@@\d", line) else say(HANWEB, line) for line in document[1:] if line)
    return made, page(made, body, HANWEB)
