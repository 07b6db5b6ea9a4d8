"""The national statistics table of 2014 (国办发〔2014〕32号): one figure a row, labels that stand twice, sums within."""

import random

from cases_free import free, sections
from fixture import case
from shapes import HANWEB, OLD, TRS, html_table, label, page, say, tabs, value_lines

# Label as printed, unit, id, id of the row it is a part of. Without a unit it is a heading.
NATIONAL = (
    ("一、主动公开情况",),
    ("（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）", "条", "disclosed_total"),
    ("其中：主动公开规范性文件数", "条", "disclosed_normative"),
    ("制发规范性文件总数", "件", "normative_made"),
    ("（二）通过不同渠道和方式公开政府信息的情况",),
    ("1．政府公报公开政府信息数", "条", "ch_gazette"),
    ("2．政府网站公开政府信息数", "条", "ch_website"),
    ("3．政务微博公开政府信息数", "条", "ch_weibo"),
    ("4．政务微信公开政府信息数", "条", "ch_wechat"),
    ("5．其他方式公开政府信息数", "条", "ch_other"),
    ("二、回应解读情况",),
    ("（一）回应公众关注热点或重大舆情数（不同方式回应同一热点或舆情计1次）", "次", "resp_hot"),
    ("（二）通过不同渠道和方式回应解读的情况",),
    ("1．参加或举办新闻发布会总次数", "次", "press"),
    ("其中：主要负责同志参加新闻发布会次数", "次", "press_head"),
    ("2．政府网站在线访谈次数", "次", "online_talk"),
    ("其中：主要负责同志参加政府网站在线访谈次数", "次", "online_talk_head"),
    ("3．政策解读稿件发布数", "篇", "interpretations"),
    ("4．微博微信回应事件数", "次", "resp_wb"),
    ("5．其他方式回应事件数", "次", "resp_other"),
    ("三、依申请公开情况",),
    ("（一）收到申请数", "件", "app"),
    ("1．当面申请数", "件", "app_inperson", "app"),
    ("2．传真申请数", "件", "app_fax", "app"),
    ("3．网络申请数", "件", "app_net", "app"),
    ("4．信函申请数", "件", "app_letter", "app"),
    ("（二）申请办结数", "件", "done"),
    ("1．按时办结数", "件", "done_intime", "done"),
    ("2．延期办结数", "件", "done_extended", "done"),
    ("（三）申请答复数", "件", "reply"),
    ("1．属于已主动公开范围数", "件", "reply.already_public", "reply"),
    ("2．同意公开答复数", "件", "reply.granted", "reply"),
    ("3．同意部分公开答复数", "件", "reply.partially_granted", "reply"),
    ("4．不同意公开答复数", "件", "reply.denied", "reply"),
    ("其中：涉及国家秘密", "件", "reply.denied.state_secret", "reply.denied"),
    ("涉及商业秘密", "件", "reply.denied.trade_secret", "reply.denied"),
    ("涉及个人隐私", "件", "reply.denied.privacy", "reply.denied"),
    ("危及国家安全、公共安全、经济安全和社会稳定", "件", "reply.denied.three_security_one_stability", "reply.denied"),
    ("不是《条例》所指政府信息", "件", "reply.denied.not_information", "reply.denied"),
    ("法律法规规定的其他情形", "件", "reply.denied.other_law", "reply.denied"),
    ("5．不属于本行政机关公开数", "件", "reply.not_this_agency", "reply"),
    ("6．申请信息不存在数", "件", "reply.not_held", "reply"),
    ("7．告知作出更改补充数", "件", "reply.asked_to_correct", "reply"),
    ("8．告知通过其他途径办理数", "件", "reply.other_channel", "reply"),
    ("四、行政复议数量", "件", "reconsideration"),
    ("（一）维持具体行政行为数", "件", "reconsideration.upheld", "reconsideration"),
    ("（二）被依法纠错数", "件", "reconsideration.corrected", "reconsideration"),
    ("（三）其他情形数", "件", "reconsideration.other", "reconsideration"),
    ("五、行政诉讼数量", "件", "litigation"),
    ("（一）维持具体行政行为或者驳回原告诉讼请求数", "件", "litigation.upheld", "litigation"),
    ("（二）被依法纠错数", "件", "litigation.corrected", "litigation"),
    ("（三）其他情形数", "件", "litigation.other", "litigation"),
    ("六、举报投诉数量", "件", "complaints"),
    ("七、依申请公开信息收取的费用", "万元", "fees"),
    ("八、机构建设和保障经费情况",),
    ("（一）政府信息公开工作专门机构数", "个", "offices"),
    ("（二）设置政府信息公开查阅点数", "个", "reading_points"),
    ("（三）从事政府信息公开工作人员数", "人", "staff"),
    ("1．专职人员数（不包括政府公报及政府网站工作人员数）", "人", "staff.full_time", "staff"),
    ("2．兼职人员数", "人", "staff.part_time", "staff"),
    ("（四）政府信息公开专项经费（不包括用于政府公报编辑管理及政府网站建设维护等方面的经费）", "万元", "funds"),
    ("九、政府信息公开会议和培训情况",),
    ("（一）召开政府信息公开工作会议或专题会议数", "次", "meetings"),
    ("（二）举办各类培训班数", "次", "trainings"),
    ("（三）接受培训人员数", "人次", "trainees"),
)  # fmt: skip
HEADER = ("统 计 指 标", "单位", "统计数")


def national(agency, year, published):
    """A report whose sums hold; the same arguments give the same figures."""
    made = free(agency, year, published)
    draw = random.Random(f"{agency} {year} national")
    figures = {row[2]: 0 if draw.random() < 0.3 else draw.randint(1, 60) for row in NATIONAL if len(row) > 1}
    figures |= {"disclosed_total": 2543, "ch_website": 2318, "funds": "3.65"}
    for row in reversed(NATIONAL):  # Parts stand below their whole.
        parts = [part[2] for part in NATIONAL if len(part) == 4 and part[3] == row[2:3][0]] if len(row) > 1 else []
        if parts:
            figures[row[2]] = sum(figures[part] for part in parts)
    made.cells = {f"s14.{name}": value for name, value in figures.items()}
    return made


def printed(made, section=("——", "——")):
    """The rows as texts: label, unit, figure."""
    return [(row[0], *section) if len(row) == 1 else (row[0], row[1], made.text_of(f"s14.{row[2]}")) for row in NATIONAL]


def labels(rows):
    return [[label(text) for text in row] for row in rows]


def free_page(made, tables, family=TRS):
    extra = say(family, "附表　政府信息公开情况统计表") + tables
    return page(made, sections(made, family, 2543, 4, extra), family)


@case("national_grid", "statistics table", "The national table whole: dashes for the headings' figures, two labels that stand twice.")
def _():
    made = national("湖南省邵阳市隆回县林业局", 2016, "2017-03-09")
    made.show("s14.press", "", kind="blank").show("s14.complaints", "/", kind="slash")
    return made, free_page(made, html_table(labels([HEADER, *printed(made)]), made))


@case("national_merged_headings", "statistics table", "Its headings merged over the row, a column of groups merged beside the labels.")
def _():
    made = national("安徽省六安市金寨县教育局", 2017, "2018-03-15")
    rows = [[label("统计指标", 2), label("单位"), label("统计数"), label("备注")]]
    above = None
    for row, (text, unit, figure) in zip(NATIONAL, printed(made)):
        if len(row) == 1:
            rows.append([label(text, 5)])
        else:
            rows.append([label("其中：" if len(row) == 4 and row[3] == above else ""), label(text.removeprefix("其中：")),
                         label(unit), label(figure), label("")])  # fmt: skip
            above = row[2]
    return made, free_page(made, html_table(rows, made, HANWEB), HANWEB)


@case("national_two_panels", "statistics table", "Printed in two panels side by side.")
def _():
    made = national("河南省信阳市光山县财政局", 2015, "2016-02-24")
    rows = printed(made)
    half = (len(rows) + 1) // 2
    beside = [left + (rows[half + i] if half + i < len(rows) else ("", "", "")) for i, left in enumerate(rows[:half])]
    return made, free_page(made, html_table(labels([HEADER * 2, *beside]), made, OLD), OLD).encode("gb18030")


@case("national_split", "statistics table", "Cut in two by a page break between a row and its parts, the header not repeated.")
def _():
    made = national("江西省吉安市遂川县审计局", 2018, "2019-03-20")
    rows = labels([HEADER, *printed(made, section=("", ""))])
    cut = next(i for i, row in enumerate(NATIONAL) if row[0].startswith("五、")) + 2  # Below the header and 五.
    return made, free_page(made, html_table(rows[:cut], made) + say(TRS, "— 7 —") + html_table(rows[cut:], made))


@case("national_sums_broken", "violated identities", "Applications by channel and the refusals by reason do not sum up.")
def _():
    made = national("四川省广元市苍溪县水务局", 2014, "2015-03-18")
    made.cells["s14.app_net"] += 3
    made.cells["s14.reply.denied.privacy"] += 1
    made.violated = ["s14.app", "s14.reply.denied"]
    return made, free_page(made, html_table(labels([HEADER, *printed(made)]), made, HANWEB), HANWEB)


@case("national_last_year", "statistics table", "Two columns of figures: this year's and last year's.")
def _():
    made = national("广东省梅州市平远县公路局", 2017, "2018-01-30")
    rows = [("统计指标", "单位", "2016年", "2017年")]
    rows += [(text, unit, unit if unit == "——" else "7", figure) for text, unit, figure in printed(made)]
    return made, free_page(made, html_table(labels(rows), made))


def text_of(made, flatten, rows):
    lines = [f"{made.title}", "", "一、概述", f"{made.agency}认真推进政府信息公开工作，主动公开政府信息2543条。", "二、主动公开政府信息的情况",
             "按照要求及时更新目录。", "三、依申请公开政府信息的情况", "申请均按时办理。", "四、存在的主要问题和改进措施", "公开内容有待充实。", "",
             "政府信息公开情况统计表", flatten([HEADER, *rows]), ""]  # fmt: skip
    year, month, day = map(int, made.published.split("-"))
    return "\n".join(lines + [made.agency, f"{year}年{month}月{day}日"]) + "\n"


@case("national_tabs", "statistics table", "The national table as text with tabs; some cells are empty.", suffix=".txt")
def _():
    made = national("河北省张家口市蔚县民政局", 2015, "2016-03-02")
    for cell in ("s14.app_fax", "s14.litigation.other", "s14.trainees"):
        made.show(cell, "", kind="blank")
    return made, text_of(made, tabs, printed(made))


@case("national_value_lines", "statistics table", "The national table a value a line, empty cells gone with their lines.", suffix=".txt")
def _():
    made = national("贵州省铜仁市石阡县统计局", 2016, "2017-02-27")
    for cell in ("s14.press", "s14.app_inperson", "s14.reconsideration"):
        made.show(cell, "", kind="blank")
    return made, text_of(made, value_lines, printed(made, section=("", "")))


LOCAL = (
    ("主动公开文件数", "条", 1733), ("其中：1.政府网站公开数", "条", 1733), ("2.政府公报公开数", "条", 0),
    ("受理依申请公开信息总数", "件", 6), ("其中：1.当面申请数", "件", 2), ("2.网络申请数", "件", 3), ("3.信函申请数", "件", 1),
    ("对申请的答复总数", "件", 6), ("其中：1.同意公开答复数", "件", 4), ("2.同意部分公开答复数", "件", 1), ("3.不予公开答复数", "件", 1),
    ("4.其他类型答复数", "件", 0), ("收费减免金额", "元", 0), ("行政复议数", "件", 1), ("行政诉讼数", "件", 0),
)  # fmt: skip


@case("stat_table_provincial", "statistics table", "A province's own table: some labels are those of the national form, which it is not.")
def _():
    made = free("福建省三明市泰宁县旅游局", 2013, "2014-03-05")
    made.truth["stat_table"] = {"rows": [list(row) for row in LOCAL]}
    rows = labels([("指标名称", "计量单位", "2013年度")]) + labels([(text, unit, str(value)) for text, unit, value in LOCAL])
    return made, page(made, sections(made, HANWEB, 1733, 6, html_table(rows, made, HANWEB)), HANWEB)
