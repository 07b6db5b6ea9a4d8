"""Labels and heads that hold a word of the form and say another thing."""

from cases_spans import with_requests
from fixture import case, report
from shapes import HANWEB, UEDITOR, Slot, flat_rows, forms, html_report, html_table, tables_of, tabs, text_report


def row_of(made, row):
    return [cell for cell in made.cells if cell.startswith(f"requests.{row}.")]


def column_of(made, column):
    return [cell for cell in made.cells if cell.startswith("requests.") and cell.endswith(f".{column}")]


def with_table(made, index, rows, change):
    """The report with each Slot of one of its tables, which is `rows`, as `change` makes it."""
    tables = tables_of(made)
    tables[index] = html_table([[change(slot) for slot in row] for row in rows], made)
    return html_report(made, tables=tables)


def renamed(labels):
    """Each label that ends in a key of `labels` ends in what the key stands for instead."""

    def change(slot):
        for label, turned in labels.items():
            if not slot.cell and slot.text.endswith(label):
                return Slot(slot.text.replace(label, turned), slot.columns, slot.rows, slot.cell)
        return slot

    return change


@case("rows_turned_round", "foreign labels", "Row labels with a word in front that makes them another row's: 上年, 不, another year.")
def _():
    made = report("湖南省怀化市通道侗族自治县水利局", 2023)
    page = with_requests(made, renamed({"予以公开": "上年予以公开", "属于国家秘密": "不属于国家秘密",
                                        "结转下年度继续办理": "2022年度结转下年度继续办理"}))  # fmt: skip
    for row in ("granted", "denied_state_secret", "carried_out"):
        made.none(row_of(made, row))
    return made, page


@case("total_of_last_year", "foreign labels", "（七）上年总计 is not this year's sum.")
def _():
    made = report("陕西省安康市岚皋县林业局", 2022)
    page = with_requests(made, renamed({"（七）总计": "（七）上年总计"}), UEDITOR)
    made.none(row_of(made, "total_processed"))
    return made, page


@case("rows_of_this_year", "foreign labels", "The report's own year in front of a label turns nothing round.")
def _():
    made = report("安徽省六安市霍山县司法局", 2023)
    return made, with_requests(made, renamed({"结转下年度继续办理": "2023年结转下年度继续办理"}))


@case("head_not_of_the_form", "foreign heads", "本年修改件数 where 本年废止件数 belongs: nobody says how many were repealed.")
def _():
    made = report("河北省承德市滦平县教育局", 2022)
    page = with_table(made, 0, forms.disclosure_table(made.form), renamed({"本年废止件数": "本年修改件数"}))
    made.none([cell for cell in made.cells if cell.endswith(".repealed")])
    return made, page


@case("heads_of_another_time", "foreign heads", "Heads of last year, of another year, of all years so far.")
def _():
    made = report("山西省吕梁市临县文化和旅游局", 2023)
    heads = {"本年制发件数": "累计制发件数", "本年处理决定数量": "上年处理决定数量"}
    page = with_table(made, 0, forms.disclosure_table(made.form), renamed(heads))
    made.none([cell for cell in made.cells if cell.endswith((".issued", ".decisions"))])
    return made, page


@case("heads_of_another_time_2019", "foreign heads", "The form of 2019 has a column of last year's, and only that one.")
def _():
    made = report("吉林省延边朝鲜族自治州汪清县农业农村局", 2019)
    page = with_table(made, 0, forms.disclosure_table(made.form), renamed({"处理决定数量": "2018年处理决定数量"}))
    made.none([cell for cell in made.cells if cell.endswith(".decisions")])
    return made, page


@case("applicant_not_of_the_form", "foreign heads", "个体工商户 where 社会公益组织 belongs, 上年总计 where 总计 does.")
def _():
    made = report("广东省河源市和平县应急管理局", 2022)
    heads = {"社会公益组织": "个体工商户", "总计": "上年总计"}
    page = with_requests(made, lambda slot: slot if slot.text.startswith("（七）") else renamed(heads)(slot), HANWEB)
    made.none(column_of(made, "social") + column_of(made, "total"))
    return made, page


@case("share_for_total", "foreign heads", "A column of shares where the sum belongs.")
def _():
    made = report("江西省吉安市永丰县自然资源局", 2023)
    page = with_requests(made, lambda slot: Slot("占比", slot.columns, slot.rows) if slot.text == "总计" else slot)
    made.none(column_of(made, "total"))
    return made, page


@case("outcome_not_of_the_form", "foreign heads", "撤诉 where 其他结果 belongs, of one kind of lawsuit.")
def _():
    made = report("海南省昌江黎族自治县住房和城乡建设局", 2022)
    rows = forms.disputes_table()
    heads = [slot for row in rows for slot in row if slot.text == "其他结果"]
    page = with_table(made, 2, rows, lambda slot: Slot("撤诉", slot.columns, slot.rows) if slot is heads[1] else slot)
    made.none(["litigation.direct.other"])
    return made, page


@case("applicant_not_of_the_form_text", "foreign heads", "The same where the table came as text between tabs.")
def _():
    made = report("云南省红河哈尼族彝族自治州绿春县财政局", 2021)
    change = renamed({"社会公益组织": "个体工商户", "本年废止件数": "本年修改件数"})
    tables = [[[change(slot) for slot in row] for row in table] for table in forms.tables(made.form)]
    page = text_report(made, tabs, [tabs(flat_rows(table, made)) for table in tables])
    made.none(column_of(made, "social") + [cell for cell in made.cells if cell.endswith(".repealed")])
    return made, page


@case("codes_below_heads", "odd headers", "A row of codes below the heads: 甲, 乙, 丙.")
def _():
    made = report("甘肃省定西市漳县市场监督管理局", 2023)
    rows = forms.requests_table(made.form)
    codes = [Slot("栏次", 3)] + [Slot(code) for code in "甲乙丙丁戊己庚"]
    tables = tables_of(made)
    tables[1] = html_table([*rows[:3], codes, *rows[3:]], made)
    return made, html_report(made, tables=tables)


@case("tables_of_another_year_inside", "tables of another year", "A first row inside each table names the year before the report's.")
def _():
    made = report("青海省海东市互助土族自治县林业和草原局", 2023)
    titled = [[[Slot(f"2022年{words}", columns)], *rows] for words, columns, rows in zip(
        ("主动公开情况", "收到和处理申请情况", "行政复议、行政诉讼情况"), (4, 10, 15), forms.tables(made.form))]  # fmt: skip
    page = html_report(made, tables=[html_table(rows, made) for rows in titled])
    made.none(made.cells)
    return made, page


@case("tables_of_this_year_inside", "tables of another year", "A first row inside each table names the report's own year.")
def _():
    made = report("青海省海西蒙古族藏族自治州乌兰县水利局", 2022)
    titled = [[[Slot(f"2022年{words}", columns)], *rows] for words, columns, rows in zip(
        ("主动公开情况", "收到和处理申请情况", "行政复议、行政诉讼情况"), (4, 10, 15), forms.tables(made.form))]  # fmt: skip
    return made, html_report(made, tables=[html_table(rows, made) for rows in titled])


def labels_last(row):
    """The row with its labels behind its figures; headers stay."""
    if not any(slot.cell for slot in row):
        return row
    return [slot for slot in row if slot.cell] + [slot for slot in row if not slot.cell]


@case("labels_right_of_figures", "labels elsewhere", "The labels stand right of their figures, in each row of the tables two and three.")
def _():
    made = report("宁夏回族自治区固原市彭阳县民政局", 2022)
    tables = tables_of(made)
    for index, rows in enumerate(forms.tables(made.form)[:2]):
        tables[index] = html_table([labels_last(row) for row in rows], made)
    page = html_report(made, tables=tables)
    made.none([cell for cell in made.cells if cell.startswith(("disclosure.", "requests."))])
    return made, page
