"""Reports in prose: the years before the national form, and offices that never took it up."""

from fixture import Report, case
from shapes import HANWEB, OLD, TRS, label, html_table, page, prose, say


def free(agency, year, published):
    return Report(agency, year, "free", published)


def sections(made, family, disclosed, received, extra=""):
    words = {"agency": made.agency, "year": made.year, "disclosed": disclosed, "received": received}
    parts = [family.heading.format(text=heading) + family.paragraph.format(text=text.format(**words))
             for heading, text in prose.FREE]  # fmt: skip
    return "".join(parts) + extra


@case("free_prose", "free form", "A report of 2012 in prose: no table, figures in sentences.")
def _():
    made = free("山东省济宁市金乡县水利局", 2012, "2013-03-11")
    made.truth["statements"] = [{"name": "disclosure.total", "value": 342}]
    return made, page(made, sections(made, TRS, 342, 5))


@case("prose_requests_by_heading", "free form", "Applications that only the heading right above says are about disclosure.")
def _():
    made = free("山东省济宁市泗水县水利局", 2012, "2013-03-11")
    made.truth["statements"] = [{"name": "requests.new_received", "value": 5}]
    return made, page(made, sections(made, TRS, 342, 5))


@case("free_in_2019", "free form", "The year of the new form, and still in prose.")
def _():
    made = free("陕西省汉中市略阳县林业局", 2019, "2020-01-16")
    made.truth["statements"] = [{"name": "disclosure.total", "value": 49}]
    return made, page(made, sections(made, HANWEB, 49, 0), HANWEB)


@case("free_old_page", "free form", "A report of 2008 on a page of that time.")
def _():
    made = free("福建省福州市平潭县水利局", 2008, "2009-03-24")
    return made, page(made, sections(made, OLD, 118, 1), OLD).encode("gb18030")


ROWS_2014 = (
    ("一、主动公开情况", "——", None), ("（一）主动公开政府信息数", "条", 2543), ("其中：主动公开规范性文件数", "条", 12),
    ("（二）通过不同渠道和方式公开政府信息的情况", "——", None), ("1.政府公报公开政府信息数", "条", 0), ("2.政府网站公开政府信息数", "条", 2543),
    ("三、依申请公开情况", "——", None), ("（一）收到申请数", "件", 4), ("1.当面申请数", "件", 1), ("2.网络申请数", "件", 3),
    ("（二）申请办结数", "件", 4), ("四、行政复议数量", "件", 0), ("五、行政诉讼数量", "件", 0),
)  # fmt: skip


@case("stat_table_national", "statistics table", "The national statistics table of 2014, shortened, at the end of a report in prose.")
def _():
    made = free("浙江省绍兴市新昌县环境保护局", 2015, "2016-03-18")
    rows = [[label("统 计 指 标"), label("单位"), label("统计数")]]
    rows += [[label(text), label(unit), label("" if value is None else str(value))] for text, unit, value in ROWS_2014]
    ids = ("disclosed_total", "disclosed_normative", "ch_gazette", "ch_website", "app", "app_inperson", "app_net", "done",
           "reconsideration", "litigation")  # fmt: skip
    figures = [value for _, _, value in ROWS_2014 if value is not None]
    made.cells = {f"s14.{name}": value for name, value in zip(ids, figures, strict=True)}
    made.truth["stat_table"] = {"rows": [[text, unit, "" if value is None else value] for text, unit, value in ROWS_2014]}
    extra = say(TRS, "附表　政府信息公开情况统计表") + html_table(rows, made)
    return made, page(made, sections(made, TRS, 2543, 4, extra))


CODED = (("主动公开信息数", "01", "条", 1205), ("其中：网站公开数", "02", "条", 1180), ("依申请公开受理数", "08", "件", 7),
         ("行政复议数", "32", "件", 1), ("行政诉讼数", "33", "件", 0), ("行政申诉数", "34", "件", 0))  # fmt: skip


@case("stat_table_coded", "statistics table", "A province's own table, its indicators numbered 01 to 35: codes are no figures.")
def _():
    made = free("甘肃省定西市漳县国土资源局", 2011, "2012-03-06")
    rows = [[label(text) for text in ("指标名称", "代码", "计量单位", "本年度数量")]]
    rows += [[label(text), label(code), label(unit), label(str(value))] for text, code, unit, value in CODED]
    made.truth["stat_table"] = {"rows": [list(row) for row in CODED]}
    return made, page(made, sections(made, HANWEB, 1205, 7, html_table(rows, made, HANWEB)), HANWEB)
