"""How a table is built in HTML."""

import html
import re

from fixture import case, report
from shapes import (HANWEB, OLD, TRS, UEDITOR, Slot, body_of, forms, html_report, html_table, label, markup, page, say,
                    tables_of)  # fmt: skip

COLUMNS = forms.COLUMNS
HEADS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")


def relabelled(rows, changes):
    """Rows with other words: old label → new label."""
    return [[Slot(changes.get(slot.text, slot.text), slot.columns, slot.rows, slot.cell) for slot in row] for row in rows]


def three(made, changes, family=TRS):
    return [html_table(relabelled(rows, changes), made, family) for rows in forms.tables(made.form)]


@case("header_br", "broken headers", "Header words broken by <br>.")
def _():
    made = report("江西省赣州市会昌县司法局", 2019)
    changes = {"本年新制作数量": "本年新<br>制作数量", "本年新公开数量": "本年新<br/>公开数量", "对外公开总数量": "对外公<br>开总数量",
               "商业企业": "商业<br>企业", "结果维持": "结果<br>维持", "尚未审结": "尚未<br>审结"}  # fmt: skip
    return made, html_report(made, tables=three(made, changes))


@case("header_lost_after_br", "broken headers", "What stood after <br> is lost: two columns are called 本年新, the delta 本年增/.")
def _():
    made = report("湖南省益阳市南县农业农村局", 2020)
    changes = {"本年新制作数量": "本年新", "本年新公开数量": "本年新", "本年增/减": "本年增/"}
    return made, html_report(made, HANWEB, tables=three(made, changes, HANWEB))


@case("header_notes", "digits that are not figures", "Notes inside header cells, with years and signs in them.")
def _():
    made = report("湖北省武汉市江夏区市场监督管理局", 2019)
    changes = {"上一年项目数量": "上一年项目数量（指2018年事项数）", "本年增/减": "本年增/减（减少用负值表示，如-8）",
               "规范性文件": "规范性文件（指各行政机关印发的有正式文号的文件）",
               "其他对外管理服务事项": "其他对外管理服务事项（含2项行政确认）"}  # fmt: skip
    return made, html_report(made, tables=three(made, changes))


@case("header_colspans", "header and data differ", "Header cells span other columns than the data cells below them.")
def _():
    made = report("上海市青浦区水务局", 2021)
    disclosure, requests, disputes = forms.tables("2021")
    wide = []
    for row in disclosure:
        figure_row = any(slot.cell for slot in row)
        wide.append([Slot(s.text, s.columns * 2 + (1 if i == 0 and not figure_row and len(row) > 1 else 0), s.rows, s.cell)
                     for i, s in enumerate(row)])  # fmt: skip
    return made, html_report(made, tables=[html_table(rows, made) for rows in (wide, requests, disputes)])


@case("split_repeated_header", "split tables", "The requests table goes on on the next page, its header repeated.")
def _():
    made = report("四川省遂宁市蓬溪县财政局", 2023)
    disclosure, requests, disputes = tables_of(made, UEDITOR)
    rows = forms.requests_table("2021")
    first, second = split_requests(rows, 14)
    cut = html_table(first, made, UEDITOR) + html_table(rows[:3] + second, made, UEDITOR)
    return made, html_report(made, UEDITOR, tables=[disclosure, cut, disputes])


def split_requests(rows, at):
    """Two tables at a row, with the merged labels that reach over the cut cut too."""
    first, second, open_labels = [], [], []
    for index, row in enumerate(rows):
        part = []
        for slot in row:
            if index < at < index + slot.rows:
                part.append(Slot(slot.text, slot.columns, at - index, slot.cell))
                open_labels.append(Slot("", slot.columns, index + slot.rows - at, slot.cell))
            else:
                part.append(slot)
        (first if index < at else second).append(part)
    second[0] = open_labels + second[0]
    return first, second


@case("split_plain", "split tables", "The requests table is two tables, cut between rows, no header in the second.")
def _():
    made = report("河南省信阳市新县卫生健康委员会", 2021)
    disclosure, _, disputes = tables_of(made)
    first, second = split_requests(forms.requests_table("2021"), 9)
    return made, html_report(made, tables=[disclosure, html_table(first, made) + html_table(second, made), disputes])


@case("split_group_label", "split tables", "A page break runs through a group's label: （四）无 above, 法提供 below.")
def _():
    made = report("江苏省盐城市建湖县自然资源和规划局", 2022)
    disclosure, _, disputes = tables_of(made)
    rows = relabelled(forms.requests_table("2021"), {"（四）无法提供": "（四）无"})
    at = next(i for i, row in enumerate(rows) if any(slot.text.startswith("2.没有现成信息") for slot in row))
    first, second = split_requests(rows, at)
    second[0] = [Slot("法提供", s.columns, s.rows) if i == 1 else s for i, s in enumerate(second[0])]
    return made, html_report(made, tables=[disclosure, html_table(first, made) + html_table(second, made), disputes])


@case("split_page_number", "split tables", "Between the halves of a table stand the page's number and the next page's title line.")
def _():
    made = report("广东省梅州市平远县民政局", 2022)
    disclosure, _, disputes = tables_of(made, HANWEB)
    first, second = split_requests(forms.requests_table("2021"), 16)
    between = say(HANWEB, "- 7 -", "—8—")
    return made, html_report(made, HANWEB, tables=[disclosure, html_table(first, made, HANWEB) + between +
                                                   html_table(second, made, HANWEB), disputes])  # fmt: skip


@case("page_number_row", "split tables", "A page number has become a row of the table.")
def _():
    made = report("贵州省黔东南苗族侗族自治州台江县教育局", 2022)
    disclosure, _, disputes = tables_of(made)
    rows = forms.requests_table("2021")
    rows.insert(13, [label("- 4 -", 8)])  # Beside the merged label 三、.
    first = [[Slot(s.text, s.columns, s.rows + 1 if i + s.rows > 13 > i else s.rows, s.cell) for s in row]
             for i, row in enumerate(rows)]  # fmt: skip
    return made, html_report(made, tables=[disclosure, html_table(first, made), disputes])


@case("hidden_duplicate", "duplicate tables", "A hidden copy of each table, filled with other figures.")
def _():
    made, other = report("浙江省丽水市景宁畲族自治县财政局", 2022), report("浙江省丽水市景宁畲族自治县审计局", 2022)
    tables = [f'<div style="display:none">{copy}</div>{table}' for table, copy in zip(tables_of(made), tables_of(other))]
    return made, html_report(made, tables=tables)


@case("last_year_beside", "duplicate tables", "Under each heading last year's table stands after this year's, under its own caption.")
def _():
    made, before = report("山东省临沂市蒙阴县应急管理局", 2023), report("山东省临沂市蒙阴县应急管理局", 2022)
    tables = [say(TRS, "2023年度") + now + say(TRS, "附：2022年度数据") + then
              for now, then in zip(tables_of(made), tables_of(before))]  # fmt: skip
    return made, html_report(made, tables=tables)


@case("same_table_twice", "duplicate tables", "The disputes table was pasted twice with the same figures.")
def _():
    made = report("河北省保定市阜平县教育体育局", 2022)
    disclosure, requests, disputes = tables_of(made, UEDITOR)
    return made, html_report(made, UEDITOR, tables=[disclosure, requests, disputes + disputes])


@case("layout_table", "layout tables", "The whole body stands in a cell of a layout table, which stands in another.")
def _():
    made = report("陕西省安康市岚皋县林业局", 2022)
    body = body_of(made)
    body = f'<table width="100%"><tr><td width="20">&nbsp;</td><td><table><tbody><tr><td>{body}</td></tr></tbody></table></td></tr></table>'
    return made, page(made, body)


@case("each_table_framed", "layout tables", "Every table of the form stands alone in a table that draws its frame.")
def _():
    made = report("安徽省宣城市旌德县统计局", 2020)
    tables = [f'<table border="0"><tr><td>{table}</td></tr></table>' for table in tables_of(made, HANWEB)]
    return made, html_report(made, HANWEB, tables=tables)


@case("nested_in_cell", "nested tables", "A cell holds its number in a table of its own.")
def _():
    made = report("福建省三明市泰宁县水利局", 2023)
    value = made.cells["disclosure.license.decisions"]
    made.show("disclosure.license.decisions", f"<table><tr><td>{value}</td></tr></table>", value)
    return made, html_report(made)


@case("old_markup", "old markup", "Capitals, no quotes, no end tags, everything in one layout table, GB bytes.")
def _():
    made = report("陕西省宝鸡市凤县农业农村局", 2019)
    return made, html_report(made, OLD).encode("gb18030")


WORD_HEAD = ('<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->'
             '<style><!-- p.MsoNormal{mso-style-name:正文;margin:0cm} --></style>')  # fmt: skip


@case("word_markup", "word processor residue", "Markup saved by a word processor: conditional comments, o:p, lists, a span a character.")
def _():
    made = report("湖南省株洲市炎陵县审计局", 2021)
    single = lambda value: "".join(f'<span lang="EN-US" style="mso-bidi-font-size:10.5pt">{c}</span>' for c in str(value)) + "<o:p></o:p>"  # noqa: E731
    made.show_all(single)
    marker = '<!--[if !supportLists]--><span style="mso-list:Ignore">1.<span style="font:7.0pt">&nbsp;&nbsp;</span></span><!--[endif]-->'
    tables = [WORD_HEAD + table.replace("1.属于国家秘密", marker + "属于国家秘密") for table in tables_of(made, markup.TRS)]
    return made, html_report(made, markup.TRS, tables=tables)


@case("wps_spacers", "spacer columns", "Empty columns and rows between the filled ones, as a spreadsheet export leaves them.")
def _():
    made = report("吉林省白城市镇赉县水利局", 2022)
    disclosure, requests, disputes = forms.tables("2021")
    requests = [row + [label("")] for row in requests]
    disputes = [[label("")] + row + [label("")] for row in disputes] + [[label("", 17)]]
    disclosure = [row + [label("", 1), label("", 1)] for row in disclosure]
    return made, html_report(made, tables=[html_table(rows, made) for rows in (disclosure, requests, disputes)])


@case("merged_word", "merged data cells", "One merged cell 无 over all seven columns of a row.")
def _():
    made = report("广西壮族自治区百色市乐业县林业局", 2021)
    disclosure, _, disputes = tables_of(made)
    changed = []
    for row in forms.requests_table("2021"):
        labels, cells = [slot for slot in row if not slot.cell], [slot for slot in row if slot.cell]
        if cells and cells[0].cell.startswith("requests.denied_state_secret"):
            made.none([slot.cell for slot in cells])
            row = labels + [label("无", 7)]
        changed.append(row)
    return made, html_report(made, tables=[disclosure, html_table(changed, made), disputes])


@case("one_table", "other layouts", "All three tables pasted into one table element.")
def _():
    made = report("江西省抚州市宜黄县商务局", 2021)
    disclosure, requests, disputes = forms.tables("2021")
    wide = lambda rows, full: [[Slot(s.text, s.columns + (full - used(row) if i == len(row) - 1 else 0), s.rows, s.cell)  # noqa: E731
                                for i, s in enumerate(row)] for row in rows]  # fmt: skip
    used = lambda row: sum(slot.columns for slot in row)  # noqa: E731
    whole = html_table(wide(disclosure, 15) + requests + disputes, made)
    return made, html_report(made, tables=["", whole, ""])


@case("total_first", "other layouts", "The total stands before the applicants, and 其他 before 法律服务机构.")
def _():
    made = report("云南省玉溪市峨山彝族自治县审计局", 2022)
    order = (6, 0, 1, 2, 3, 5, 4)
    rows = forms.requests_table("2021")
    head = [[rows[0][0], rows[0][1]],
            [label("总计", rows=2), label("自然人", rows=2), label("法人或其他组织", 5)],
            [label(HEADS[i]) for i in order[2:]]]  # fmt: skip
    body = []
    for row in rows[3:]:
        labels, cells = [s for s in row if not s.cell], [s for s in row if s.cell]
        body.append(labels + [cells[i] for i in order])
    disclosure, _, disputes = tables_of(made)
    return made, html_report(made, tables=[disclosure, html_table(head + body, made), disputes])


@case("th_thead_tfoot", "other layouts", "Header cells in thead, row labels in th, the last row in tfoot, a caption above.")
def _():
    made = report("山西省晋中市榆社县司法局", 2022)

    def table(rows):
        line = lambda row: "<tr>" + "".join(  # noqa: E731
            f"<{'td' if s.cell else 'th'}{HANWEB.merged(s)}>{made.text_of(s.cell) if s.cell else s.text}</{'td' if s.cell else 'th'}>"
            for s in row) + "</tr>"  # fmt: skip
        heads = next(i for i, row in enumerate(rows) if any(s.cell for s in row))
        return (f"<table><caption>单位：件</caption><thead>{''.join(map(line, rows[:heads]))}</thead><tbody>"
                f"{''.join(map(line, rows[heads:-1]))}</tbody><tfoot>{line(rows[-1])}</tfoot></table>")  # fmt: skip

    return made, html_report(made, tables=[table(rows) for rows in forms.tables("2021")])


@case("label_variants", "label variants", "Other numerals, brackets and names for rows and columns.")
def _():
    made = report("河南省南阳市西峡县民政局", 2021)
    changes = {
        "一、本年新收政府信息公开申请数量": "一.本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量": "二、上年转结政府信息公开申请数量",
        "（一）予以公开": "㈠予以公开", "（三）不予公开": "(三)不予公开", "（四）无法提供": "㈣ 无法提供",
        "3.危及“三安全一稳定”": "⑶危及三安全一稳定", "1.属于国家秘密": "1、属于国家秘密", "2.其他法律行政法规禁止公开": "2．其他法律行政法规禁止公开",
        "4.保护第三方合法权益": "（4）保护第三方合法权益", "四、结转下年度继续办理": "四、结转下一年度继续办理", "（七）总计": "（七）总 计",
        "社会公益组织": "社会组织", "总计": "合计", "商业企业": "企业", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请": "1.逾期不补正",
        "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请": "2.逾期不缴费",
        "（二）部分公开（区分处理的，只计这一情形，不计其他情形）": "（二）部分公开",
    }  # fmt: skip
    return made, html_report(made, HANWEB, tables=three(made, changes, HANWEB))


@case("disclosure_variants", "label variants", "第二十条 without 第, with spaces, 第廿条; 现行有效件; 规范性文件 without 行政.")
def _():
    made = report("辽宁省朝阳市喀喇沁左翼蒙古族自治县水利局", 2022)
    changes = {"第二十条第（一）项": "第二十条 第(一)项", "第二十条第（五）项": "第二十条（五）项", "第二十条第（六）项": "第廿条第(六)项",
               "现行有效件数": "现行有效件", "行政规范性文件": "规范性文件", "本年收费金额（单位：万元）": "本年收费金额(单位:万元)"}  # fmt: skip
    return made, html_report(made, UEDITOR, tables=three(made, changes, UEDITOR))


@case("research_enterprise", "label variants", "科研企业 for 科研机构, and the heading 收到的处理政府信息公开申请情况.")
def _():
    made = report("陕西省西安市雁塔区民政局", 2019)
    document = html_report(made, tables=three(made, {"科研机构": "科研企业"}))
    return made, document.replace("三、收到和处理政府信息公开申请情况", "三、收到的处理政府信息公开申请情况")


@case("mixed_generation", "mixed forms", "Item (一) after the form of 2019, the rest of the table after that of 2021.")
def _():
    made = report("江苏省南通市如东县教育局", 2021)
    old = report("江苏省南通市如东县教育局", 2020)
    stems = ("disclosure.regulation", "disclosure.normative_document")
    item = {cell: value for cell, value in old.cells.items() if cell.startswith(stems)}
    made.cells = item | {cell: value for cell, value in made.cells.items() if not cell.startswith(stems)}
    made.form = "mixed"
    rows = forms.disclosure_table("2019")[:4] + forms.disclosure_table("2021")[4:]
    tables = [html_table(table, made) for table in (rows, forms.requests_table("2021"), forms.disputes_table())]
    return made, html_report(made, tables=tables)


@case("old_form_late", "mixed forms", "The form of 2019, cited by its number, in a report for 2023.")
def _():
    made = report("山西省阳泉市盂县交通运输局", 2023, "2019")
    return made, html_report(made)


@case("new_form_old_number", "mixed forms", "The tables of 2021 in a report that cites the notice of 2019, brackets lost.")
def _():
    made = report("浙江省温州市平阳县司法局", 2021)
    opening = [f"依照《政府信息公开条例》和国办公开办函201960号的格式，{made.agency}编制本报告，统计期限为2021年1月1日至2021年12月31日。"]
    return made, html_report(made, HANWEB, opening=opening)


@case("div_grid", "no table element", "Tables drawn with div elements.")
def _():
    made = report("江苏省苏州市吴江区档案馆", 2022)

    def drawn(rows):
        lines = []
        for row in rows:
            cells = "".join(f'<div class="cell" style="display:table-cell">{made.text_of(s.cell) if s.cell else s.text}</div>' for s in row)
            lines.append(f'<div class="row" style="display:table-row">{cells}</div>')
        return f'<div class="grid" style="display:table">{"".join(lines)}</div>'

    return made, html_report(made, UEDITOR, tables=[drawn(rows) for rows in forms.tables("2021")])


@case("tab_paragraphs", "no table element", "Paragraphs of tabs, the way a text editor is filled from a spreadsheet.")
def _():
    made = report("四川省凉山彝族自治州冕宁县财政局", 2021)

    def lines(rows):
        return "".join("<p style=\"white-space:pre\">" + "\t".join(made.text_of(s.cell) if s.cell else s.text for s in row) + "</p>\n"
                       for row in rows)  # fmt: skip

    return made, html_report(made, HANWEB, tables=[lines(rows) for rows in forms.tables("2021")])


@case("pre_element", "no table element", "Tables of tabs inside a pre element.")
def _():
    made = report("甘肃省庆阳市正宁县审计局", 2022)
    tables = ["<pre>" + html.escape("\n".join("\t".join(made.text_of(s.cell) if s.cell else s.text for s in row) for row in rows)) + "</pre>"
              for rows in forms.tables("2021")]  # fmt: skip
    return made, html_report(made, HANWEB, tables=tables)


@case("table_lost", "lost tables", "Only the headings remain of the tables; the prose still speaks.")
def _():
    made = report("江苏省南京市玄武区住房保障和房产局", 2021)
    made.cells = {}
    made.form = "free"
    return made, html_report(made, tables=["<p></p>"] * 3, overview=["全年工作按要求完成，各类文件均已上网。"] * 2)


@case("row_missing", "rows missing", "The row for confirmations and re-issues was deleted: absent, and nothing moves up.")
def _():
    made = report("河北省邢台市临城县林业局", 2022)
    disclosure, _, disputes = tables_of(made)
    made.without("requests.rejected_confirm_or_reissue")
    rows = []
    for row in forms.requests_table("2021"):
        if any(s.cell.startswith("requests.rejected_confirm") for s in row):
            continue
        rows.append([Slot(s.text, s.columns, s.rows - (s.text.startswith("三、") or s.text.startswith("（五）")), s.cell) for s in row])
    return made, html_report(made, tables=[disclosure, html_table(rows, made), disputes])


@case("disputes_missing", "rows missing", "There is no table under section four, only a sentence.")
def _():
    made = report("西藏自治区林芝市米林市水利局", 2022)
    disclosure, requests, _ = tables_of(made)
    made.without("reconsideration").without("litigation")
    return made, html_report(made, tables=[disclosure, requests, say(TRS, "本年度没有发生行政复议和行政诉讼。")])


@case("rotated_tags", "broken markup", "Cells closed in the wrong order, a stray end tag, two html end tags.")
def _():
    made = report("黑龙江省绥化市兰西县民政局", 2021)
    document = html_report(made, HANWEB)
    document = re.sub(r"</td>", lambda m, n=iter(range(10**6)): "</td></span>" if next(n) % 5 == 0 else "</td>", document)
    return made, document.replace("</body>", "</html></body>")


@case("notes_below_tables", "tables", "Below every table a note with figures of its own.")
def _():
    made = report("湖北省宜昌市秭归县农业农村局", 2023)
    notes = iter(("注：1.本表数据截至2023年12月31日。", "附件1 统计口径", "填表日期：2024年1月10日", "注：本表共15列，第3行为新增。"))
    return made, re.sub("</table>", lambda end: f"{end[0]}<p>{next(notes, '注1：单位为件')}</p>", html_report(made, TRS))
