"""The tables of the national report forms (国办公开办函〔2019〕60号, 〔2021〕30号) as rows of cells.

A table is a list of rows, a row a list of Slot; merged cells stand once, at their upper left corner.
"""

from dataclasses import dataclass

import figures


@dataclass(frozen=True)
class Slot:
    text: str = ""
    columns: int = 1
    rows: int = 1
    cell: str = ""  # Canonical id of the figure that stands here; empty for a label.


def label(text, columns=1, rows=1):
    return Slot(text, columns, rows)


def figure(cell, columns=1):
    return Slot(cell=cell, columns=columns)


ARTICLE = "第二十条第（{}）项"

TWO_2019 = (
    ("一", ("本年新制作数量", "本年新公开数量", "对外公开总数量"), ("made", "disclosed", "total_disclosed"),
     (("规章", "regulation"), ("规范性文件", "normative_document"))),
    ("五", ("上一年项目数量", "本年增/减", "处理决定数量"), ("items_prev_year", "items_delta", "decisions"),
     (("行政许可", "license"), ("其他对外管理服务事项", "other_service"))),
    ("六", ("上一年项目数量", "本年增/减", "处理决定数量"), ("items_prev_year", "items_delta", "decisions"),
     (("行政处罚", "penalty"), ("行政强制", "coercion"))),
    ("八", ("上一年项目数量", "本年增/减"), ("items_prev_year", "items_delta"), (("行政事业性收费", "fee"),)),
    ("九", ("采购项目数量", "采购总金额"), ("items", "amount"), (("政府集中采购", "procurement"),)),
)  # fmt: skip
TWO_2021 = (
    ("一", ("本年制发件数", "本年废止件数", "现行有效件数"), ("issued", "repealed", "in_force"),
     (("规章", "regulation"), ("行政规范性文件", "normative_document"))),
    ("五", ("本年处理决定数量",), ("decisions",), (("行政许可", "license"),)),
    ("六", ("本年处理决定数量",), ("decisions",), (("行政处罚", "penalty"), ("行政强制", "coercion"))),
    ("八", ("本年收费金额（单位：万元）",), ("amount",), (("行政事业性收费", "fee"),)),
)  # fmt: skip


def disclosure_table(form):
    rows = []
    for article, heads, names, items in TWO_2019 if form == "2019" else TWO_2021:
        wide = 4 - len(heads)  # The last column reaches to the right edge.
        rows.append([label(ARTICLE.format(article), 4)])
        rows.append([label("信息内容"), *map(label, heads[:-1]), label(heads[-1], wide)])
        for text, item in items:
            ids = [f"disclosure.{item}.{name}" for name in names]
            rows.append([label(text), *map(figure, ids[:-1]), figure(ids[-1], wide)])
    return rows


COLUMNS = figures.APPLICANTS + ("total",)
RULE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
DENIED = ("1.属于国家秘密", "2.其他法律行政法规禁止公开", "3.危及“三安全一稳定”", "4.保护第三方合法权益",
          "5.属于三类内部事务信息", "6.属于四类过程性信息", "7.属于行政执法案卷", "8.属于行政查询事项")  # fmt: skip
UNABLE = ("1.本机关不掌握相关政府信息", "2.没有现成信息需要另行制作", "3.补正后申请内容仍不明确")
REJECTED = ("1.信访举报投诉类申请", "2.重复申请", "3.要求提供公开出版物", "4.无正当理由大量反复申请",
            "5.要求行政机关确认或重新出具已获取信息")  # fmt: skip
OTHER = ("1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
         "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "3.其他")  # fmt: skip


def outcome_groups(form):
    """(group label or "", labels), in the order of figures.OUTCOMES."""
    yield "", ("（一）予以公开",)
    yield "", ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）",)
    yield "（三）不予公开", DENIED
    yield "（四）无法提供", UNABLE
    yield "（五）不予处理", REJECTED
    yield ("（六）其他处理", OTHER) if form == "2021" else ("", ("（六）其他处理",))


def request_row(name):
    return [figure(f"requests.{name}.{column}") for column in COLUMNS]


def requests_table(form):
    rows = [
        [label(RULE, 3, 3), label("申请人情况", 7)],
        [label("自然人", rows=2), label("法人或其他组织", 5), label("总计", rows=2)],
        [label(text) for text in ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")],
        [label("一、本年新收政府信息公开申请数量", 3), *request_row("new_received")],
        [label("二、上年结转政府信息公开申请数量", 3), *request_row("carried_in")],
    ]
    first = [label("三、本年度办理结果", rows=len(figures.OUTCOMES[form]) + 1)]
    names = iter(figures.OUTCOMES[form])
    for group, labels in outcome_groups(form):
        lead = [label(group, rows=len(labels))] if group else []
        for text in labels:
            rows.append([*first, *lead, label(text, 1 if group else 2), *request_row(next(names))])
            first, lead = [], []
    rows.append([label("（七）总计", 2), *request_row("total_processed")])
    rows.append([label("四、结转下年度继续办理", 3), *request_row("carried_out")])
    return rows


def disputes_table():
    heads = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    names = figures.RULINGS + ("total",)
    return [
        [label("行政复议", 5), label("行政诉讼", 10)],
        [*(label(head, rows=2) for head in heads), label("未经复议直接起诉", 5), label("复议后起诉", 5)],
        [label(head) for head in heads * 2],
        [figure(f"{group}.{name}") for group in figures.DISPUTES for name in names],
    ]


def tables(form):
    """The three tables of a form, in the order of the report's sections two to four."""
    return disclosure_table(form), requests_table(form), disputes_table()
