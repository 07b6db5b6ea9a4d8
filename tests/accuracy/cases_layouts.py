"""Tables that are not quite those of the form: more columns, more tables, spans that are wrong."""

from fixture import case, report
from shapes import (HANWEB, TRS, UEDITOR, Slot, body_of, flat_rows, forms, html_report, html_table, label, page, say,
                    tables_of, tabs, text_report, value_lines)  # fmt: skip


def with_first_column(rows, head, texts):
    """Another column at the left: `head` over the header rows, then a text a row."""
    heads = next(i for i, row in enumerate(rows) if any(slot.cell for slot in row))
    result = [[label(head, rows=heads)] + rows[0], *rows[1:heads]]
    return result + [[label(text)] + row for text, row in zip(texts, rows[heads:])]


def with_last_column(rows, head, texts):
    heads = next(i for i, row in enumerate(rows) if any(slot.cell for slot in row))
    result = [rows[0] + [label(head, rows=heads)], *rows[1:heads]]
    return result + [row + [label(text)] for text, row in zip(texts, rows[heads:])]


@case("numbered_rows", "other layouts", "A first column numbers the rows of the requests table from 1 to 25: no figures of the form.")
def _():
    made = report("浙江省绍兴市诸暨市交通运输局", 2022)
    disclosure, requests, disputes = forms.tables("2021")
    requests = with_first_column(requests, "序号", map(str, range(1, 26)))
    return made, html_report(made, tables=[html_table(rows, made) for rows in (disclosure, requests, disputes)])


@case("last_year_column", "other layouts", "A last column shows last year's totals beside this year's.")
def _():
    made = report("江苏省南京市高淳区水务局", 2023)
    disclosure, requests, disputes = forms.tables("2021")
    requests = with_last_column(requests, "上年总计", [str(7 + number) for number in range(25)])
    return made, html_report(made, HANWEB, tables=[html_table(rows, made, HANWEB) for rows in (disclosure, requests, disputes)])


@case("remarks_column", "other layouts", "A last column for remarks, with words and a number in it.")
def _():
    made = report("山东省日照市五莲县教育局", 2021)
    disclosure, requests, disputes = forms.tables("2021")
    remarks = ["含上年补录3件"] + [""] * 24
    requests = with_last_column(requests, "备注", remarks)
    return made, html_report(made, UEDITOR, tables=[html_table(rows, made, UEDITOR) for rows in (disclosure, requests, disputes)])


@case("dispute_row_label", "other layouts", "The row of disputes begins with a cell that says 件数.")
def _():
    made = report("湖南省张家界市慈利县自然资源局", 2022)
    disclosure, requests, disputes = forms.tables("2021")
    disputes = with_first_column(disputes, "类别", ["件数"])
    return made, html_report(made, tables=[html_table(rows, made) for rows in (disclosure, requests, disputes)])


@case("table_an_item", "split tables", "Every item of article twenty has a table of its own.")
def _():
    made = report("四川省乐山市犍为县农业农村局", 2020)
    rows, parts = forms.disclosure_table("2019"), []
    for row in rows:
        if row[0].text.startswith("第二十条"):
            parts.append([])
        parts[-1].append(row)
    tables = tables_of(made, UEDITOR)
    tables[0] = "".join(html_table(part, made, UEDITOR) + "<p></p>" for part in parts)
    return made, html_report(made, UEDITOR, tables=tables)


@case("other_statistics", "other tables", "A table of published items by topic, whose rows are called like cells of the form.")
def _():
    made = report("广东省肇庆市怀集县市场监督管理局", 2022)
    rows = [[label("信息类别"), label("公开数量（条）"), label("占比")], [label("规范性文件"), label("41"), label("12.5%")],
            [label("行政许可"), label("203"), label("61.9%")], [label("行政处罚"), label("84"), label("25.6%")],
            [label("总计"), label("328"), label("100%")]]  # fmt: skip
    tables = tables_of(made)
    tables[0] = say(TRS, "表1　主动公开信息分类统计") + html_table(rows, made) + tables[0]
    return made, html_report(made, tables=tables)


@case("comparison_table", "other tables", "A table compares requests with the year before, under section one.")
def _():
    made = report("福建省龙岩市武平县教育局", 2023)
    rows = [[label("项目"), label("2023年"), label("2022年"), label("增减")], [label("新收申请"), label("9"), label("14"), label("-5")],
            [label("予以公开"), label("3"), label("6"), label("-3")], [label("行政复议"), label("0"), label("1"), label("-1")]]  # fmt: skip
    document = html_report(made, HANWEB)
    marker = '<p style="text-indent:2em;"><strong>二、主动公开'
    return made, document.replace(marker, html_table(rows, made, HANWEB) + marker)


def with_span(rows, text, change):
    return [[Slot(s.text, s.columns, s.rows + change, s.cell) if s.text.startswith(text) else s for s in row] for row in rows]


@case("rowspan_too_long", "wrong spans", "A group label reaches one row too far: browsers move the next row one column right.")
def _():
    made = report("河北省秦皇岛市青龙满族自治县水务局", 2021)
    tables = tables_of(made)
    tables[1] = html_table(with_span(forms.requests_table("2021"), "（五）", 1), made)
    made.truth["glued"] = True  # The row that moved may be doubted.
    return made, html_report(made, tables=tables)


@case("rowspan_too_short", "wrong spans", "A group label ends one row too early: browsers move its last row one column left.")
def _():
    made = report("河北省张家口市赤城县林业和草原局", 2022)
    tables = tables_of(made)
    tables[1] = html_table(with_span(forms.requests_table("2021"), "（三）", -1), made)
    made.truth["glued"] = True
    return made, html_report(made, tables=tables)


@case("rowspan_endless", "wrong spans", "三、 has a rowspan of 99, beyond the table's end, and a colspan of 0 stands elsewhere.")
def _():
    made = report("山西省吕梁市岚县教育科技局", 2022)
    document = html_report(made, HANWEB)
    return made, document.replace('rowspan="23"', 'rowspan="99"').replace("<td> 自然人", '<td colspan="0"> 自然人')


@case("value_cell_missing", "wrong spans", "One row of the requests table has six value cells: which is missing cannot be told.")
def _():
    made = report("陕西省渭南市合阳县民政局", 2021)
    tables = tables_of(made)
    rows = []
    for row in forms.requests_table("2021"):
        cells = [s for s in row if s.cell]
        if cells and cells[0].cell.startswith("requests.unable_not_held"):
            row = [s for s in row if not s.cell] + cells[:2] + cells[3:]
            doubtful = [s.cell for s in cells]
        rows.append(row)
    tables[1] = html_table(rows, made)
    made.none(doubtful)
    return made, html_report(made, tables=tables)


@case("row_twice", "duplicate tables", "A row was pasted twice, with other figures the second time: where they differ, neither can be trusted.")
def _():
    made = report("湖北省随州市广水市水利和湖泊局", 2022)
    tables = tables_of(made)
    rows = []
    for row in forms.requests_table("2021"):
        rows.append([Slot(s.text, s.columns, s.rows + (1 if s.text.startswith(("三、", "（五）")) else 0), s.cell) for s in row])
        cells = [s for s in row if s.cell]
        if cells and cells[0].cell.startswith("requests.rejected_duplicate"):
            again = ("4", "0", "1", "0", "0", "0", "5")
            rows.append([s for s in row if not s.cell][-1:] + [label(text) for text in again])
            doubtful = [s.cell for s, text in zip(cells, again) if made.text_of(s.cell) != text]
    tables[1] = html_table(rows, made)
    made.none(doubtful)
    return made, html_report(made, tables=tables)


@case("whole_with_point", "decimals", "Counts as a spreadsheet exports them: 12.00 is twelve, 0.0 is nought.")
def _():
    made = report("内蒙古自治区鄂尔多斯市杭锦旗统计局", 2022)
    made.show("disclosure.license.decisions", "12.00", 12).show("disclosure.penalty.decisions", "0.0", 0)
    made.show("disclosure.coercion.decisions", "12.5", kind="unreadable")
    return made, html_report(made)


@case("value_with_note", "unreadable figures", "A figure with another in brackets behind it.")
def _():
    made = report("云南省红河哈尼族彝族自治州屏边苗族自治县教育体育局", 2021)
    made.show("disclosure.license.decisions", "12（其中网办3）", kind="unreadable")
    made.show("disclosure.penalty.decisions", "3+2", kind="unreadable")
    made.show("disclosure.fee.amount", "18.2万元（含代收3万元）", kind="unreadable")
    return made, html_report(made, HANWEB)


@case("two_agencies", "several reports", "Two agencies' reports follow each other on one page: no figure may come from the wrong one.")
def _():
    first, second = report("甘肃省武威市民勤县水务局", 2022), report("甘肃省武威市民勤县林业和草原局", 2022)
    body = say(TRS, first.title) + body_of(first) + say(TRS, second.title) + body_of(second)
    first.truth["glued"] = True
    return first, page(first, body)


ORGANISATIONS = forms.COLUMNS[1:6]


def with_subtotal(rows, made):
    """The requests table with a column 小计 for organisations before the total: 25 × 8."""
    result = []
    for row in rows:
        cells = []
        for slot in row:
            if slot.text == "法人或其他组织":
                slot = Slot(slot.text, 6, slot.rows)
            if slot.cell.endswith(".total"):
                stem = slot.cell.removesuffix("total")
                cells.append(label(str(sum(made.cells[stem + name] for name in ORGANISATIONS))))
            cells.append(slot)
            if slot.text == "其他" and len(row) == 5:
                cells.append(label("小计"))
        result.append(cells)
    return result


@case("subtotal_column", "other layouts", "A column 小计 for organisations: 25 × 8 numbers, of which one column is no cell of the form.")
def _():
    made = report("江苏省淮安市金湖县交通运输局", 2023)
    disclosure, _, disputes = tables_of(made, UEDITOR)
    requests = html_table(with_subtotal(forms.requests_table("2021"), made), made, UEDITOR)
    return made, html_report(made, UEDITOR, tables=[disclosure, requests, disputes])


def with_group_sums(rows, made):
    """The requests table with a row of sums above the rows of each group: 29 rows."""
    result, first = [], []
    for row in rows:
        if row[0].text == "三、本年度办理结果":
            first, row = [label(row[0].text, rows=row[0].rows + 4)], row[1:]
        lead = row[0]
        if lead.text.startswith(("（三）", "（四）", "（五）", "（六）")):
            of_group = [r for r in rows if any(s.cell.startswith(f"requests.{GROUPS[lead.text[1]]}_") for s in r)]
            at = {slot.cell.rpartition(".")[2]: [] for slot in of_group[0] if slot.cell}
            for slot in (slot for r in of_group for slot in r if slot.cell):
                at[slot.cell.rpartition(".")[2]].append(made.cells[slot.cell])
            result.append([*first, label(lead.text, 2), *(label(str(sum(values))) for values in at.values())])
            first, row = [], row[1:]
        if row[0].text[0].isdigit():
            row = [label(row[0].text, 2), *row[1:]]
        result.append([*first, *row])
        first = []
    return result


GROUPS = {"三": "denied", "四": "unable", "五": "rejected", "六": "other"}


@case("group_sums", "other layouts", "Each group of refusals has a row with its own sums, and organisations a column 小计: 29 × 8 numbers.")
def _():
    made = report("江苏省宿迁市泗洪县水利局", 2024)
    rows = with_group_sums(forms.requests_table("2021"), made)
    rows = [with_sum_of_organisations(row) if row[-1].text.isdigit() else row for row in rows]
    disclosure, _, disputes = tables_of(made, TRS)
    return made, html_report(made, TRS, tables=[disclosure, html_table(with_subtotal(rows, made), made, TRS), disputes])


def with_sum_of_organisations(row):
    return [*row[:-1], label(str(sum(int(slot.text) for slot in row[-6:-1]))), row[-1]]


@case("group_sums_tabs", "other layouts", "Rows of sums above the rows of each group, as text with tabs.", suffix=".txt")
def _():
    made = report("江苏省宿迁市沭阳县水利局", 2023)
    disclosure, requests, disputes = forms.tables("2021")
    tables = [tabs(flat_rows(rows, made)) for rows in (disclosure, with_group_sums(requests, made), disputes)]
    return made, text_report(made, tabs, tables)


@case("group_sums_lines", "other layouts", "Rows of sums above the rows of each group, a value a line: no figure may come from the sums.", suffix=".txt")
def _():
    made = report("江苏省宿迁市泗阳县水利局", 2022)
    made.truth["glued"] = True
    disclosure, requests, disputes = forms.tables("2021")
    tables = [value_lines(flat_rows(rows, made)) for rows in (disclosure, with_group_sums(requests, made), disputes)]
    return made, text_report(made, value_lines, tables)


@case("label_lost", "rows missing", "A row has lost its label: its figures are nobody's, least of all those of the blank row above.")
def _():
    made = report("云南省普洱市景谷傣族彝族自治县水务局", 2022).zeros("blank", "requests.denied_internal_affairs")
    rows, tables = forms.requests_table("2021"), tables_of(made, HANWEB)
    at = next(i for i, row in enumerate(rows) if any(s.text.startswith("6.属于四类") for s in row))
    made.none([s.cell for s in rows[at] if s.cell])
    rows[at] = [label("")] + [label(text) for text in ("9", "0", "0", "0", "0", "0", "9")]
    tables[1] = html_table(rows, made, HANWEB)
    return made, html_report(made, HANWEB, tables=tables)


@case("short_row", "spacer columns", "Every row ends in an empty cell but one, which has lost a figure: it looks as long as the others.")
def _():
    made = report("广西壮族自治区崇左市大新县自然资源局", 2022)
    rows, tables = forms.requests_table("2021"), tables_of(made, HANWEB)
    rows = [row + [label("")] for row in rows]
    at = next(i for i, row in enumerate(rows) if any(s.text.startswith("（七）") for s in row))
    tables[1] = html_table([*rows[:at], rows[at][:2] + rows[at][3:], *rows[at + 1:]], made, HANWEB)
    made.none([s.cell for s in rows[at] if s.cell])
    return made, html_report(made, HANWEB, tables=tables)


@case("merged_value", "merged data cells", "A merged 3 over two columns is nobody's count; the other cells of its row stand where they should.")
def _():
    made = report("广西壮族自治区百色市乐业县林业局", 2021)
    disclosure, _, disputes = tables_of(made)
    changed = []
    for row in forms.requests_table("2021"):
        labels, cells = [slot for slot in row if not slot.cell], [slot for slot in row if slot.cell]
        if cells and cells[0].cell.startswith("requests.rejected_duplicate"):
            made.none([slot.cell for slot in cells[:2]])
            row = labels + [label("3", 2)] + cells[2:]
        changed.append(row)
    return made, html_report(made, tables=[disclosure, html_table(changed, made), disputes])


@case("rows_swapped", "other layouts", "Two rows of a group stand in the other order: the labels say which is which.")
def _():
    made = report("江西省景德镇市浮梁县司法局", 2023)
    tables = tables_of(made, UEDITOR)
    rows = forms.requests_table("2021")
    at = next(i for i, row in enumerate(rows) if any(s.text.startswith("4.保护第三方") for s in row))
    rows[at], rows[at + 1] = rows[at + 1], rows[at]
    tables[1] = html_table(rows, made, UEDITOR)
    return made, html_report(made, UEDITOR, tables=tables)
