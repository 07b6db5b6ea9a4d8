"""Pages that are no report on disclosure, however much they look like one."""

from fixture import case, report
from shapes import HANWEB, HEADINGS, TRS, UEDITOR, Slot, forms, html_table, label, page, say


def none(words=""):
    return {"not_report": words}


def page_of(made, title, paragraphs, family=TRS, body=""):
    return page(made, say(family, *paragraphs) + body, family, title=title)


@case("notice", "not a report", "A notice that asks for annual reports.")
def _():
    made = report("浙江省衢州市常山县人民政府办公室", 2023)
    return none("notice"), page_of(made, "关于做好2023年度政府信息公开工作年度报告编制和公布工作的通知", [
        "各乡镇人民政府，县政府各部门：", "为做好年度报告工作，现就有关事项通知如下。",
        "一、报告内容包括总体情况、主动公开、依申请公开、行政复议和行政诉讼、存在的问题、其他需要报告的事项。",
        "二、请各单位于2024年1月15日前报送初稿，1月31日前公布。报送前请核对表内勾稽关系。"])  # fmt: skip


@case("reading_aid", "not a report", "A reading aid in questions and answers, with figures of the report.")
def _():
    made = report("江西省萍乡市莲花县教育局", 2022)
    return none("reading aid"), page_of(made, "《莲花县教育局2022年政府信息公开工作年度报告》解读", [
        "问：报告由哪几部分组成？", "答：共六个部分，包括总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况等。",
        "问：去年收到多少件申请？", "答：收到申请12件，全部办结。"], HANWEB)  # fmt: skip


def empty_tables(made):
    blank = lambda rows: [[Slot(s.text, s.columns, s.rows) for s in row] for row in rows]  # noqa: E731
    return [html_table(blank(rows), made) for rows in forms.tables("2021")]


@case("empty_form", "not a report", "The empty form with its instructions.")
def _():
    made = report("四川省德阳市罗江区人民政府办公室", 2021)
    tables = empty_tables(made)
    body = (say(TRS, HEADINGS[0], "（这一项主要报告本机关上一年度政府信息公开工作总体情况）", HEADINGS[1]) + tables[0] +
            say(TRS, HEADINGS[2], "（该部分以表格形式报告）") + tables[1] + say(TRS, HEADINGS[3]) + tables[2] +
            say(TRS, HEADINGS[4], "（应当具体、明确）", HEADINGS[5]))  # fmt: skip
    return none(), page(made, body, TRS, title="政府信息公开工作年度报告格式（模板）")


@case("list_of_reports", "not a report", "A column that lists reports of ten years.")
def _():
    made = report("湖北省荆州市公安县人民政府", 2023)
    items = "".join(f'<li><a href="/zfxxgknb/{year}/t{year}.html">公安县人民政府{year}年政府信息公开工作年度报告</a><span>{year + 1}-03-2{year % 10}</span></li>'
                    for year in range(2023, 2013, -1))  # fmt: skip
    return none(), page_of(made, "政府信息公开年报", [], HANWEB, f"<ul>{items}</ul>")


@case("cover_letter", "not a report", "A letter that sends the report, which is attached.")
def _():
    made = report("四川省达州市开江县发展和改革局", 2022)
    letter = ["县人民政府办公室：", "按照要求，现将我局2022年政府信息公开工作年度报告报送贵办，请审阅。",
              "附件：开江县发展和改革局2022年政府信息公开工作年度报告", f"{made.agency}", "2023年1月12日"]  # fmt: skip
    return none(), page_of(made, "关于报送2022年政府信息公开工作年度报告的函", letter)


@case("attachment_only", "not a report", "The title of a report, and a link to its PDF: nothing to read here.")
def _():
    made = report("河北省唐山市玉田县审计局", 2023)
    body = '<p><a href="./W020240118.pdf">玉田县审计局2023年政府信息公开工作年度报告.pdf</a></p>'
    return none(), page_of(made, made.title, [], UEDITOR, body)


@case("budget", "not a report", "Final accounts of a department, which report on a year in tables, too.")
def _():
    made = report("安徽省阜阳市颍上县林业局", 2021)
    rows = [[label("项目"), label("预算数"), label("决算数")], [label("一般公共预算拨款"), label("1204.50"), label("1187.32")],
            [label("政府信息公开经费"), label("3.00"), label("2.80")]]  # fmt: skip
    return none("budget"), page_of(made, "颍上县林业局2021年度部门决算公开", [
        "第一部分　单位概况", "第二部分　2021年度部门决算表", "本部门无政府性基金预算。"], TRS, html_table(rows, made))  # fmt: skip


@case("rule_of_law", "not a report", "The annual report on the rule of law, which mentions disclosure and lawsuits.")
def _():
    made = report("山东省枣庄市台儿庄区司法局", 2022)
    return none(), page_of(made, "台儿庄区司法局2022年法治政府建设年度报告", [
        "一、主要举措和成效", "全年主动公开政府信息214条，办理依申请公开3件，办理行政复议案件41件、行政诉讼应诉12件。",
        "二、存在的不足和原因", "三、下一年度主要安排"], HANWEB)  # fmt: skip


@case("site_table", "not a report", "The yearly table of a government web site: visits, posts, mailboxes.")
def _():
    made = report("贵州省毕节市织金县人民政府办公室", 2022)
    rows = [[label("网站名称"), label("织金县人民政府网", 3)], [label("独立用户访问总量（个）"), label("1204331", 3)],
            [label("信息发布（条）"), label("总数"), label("8312", 2)], [label("依申请公开"), label("是"), label("收到申请数"), label("14")]]  # fmt: skip
    return none("web sites"), page_of(made, "政府网站工作年度报表（2022年度）", [], UEDITOR, html_table(rows, made, UEDITOR))


@case("work_report", "not a report", "The government's report on its work, with a paragraph on disclosure.")
def _():
    made = report("河南省三门峡市卢氏县人民政府", 2022)
    return none(), page_of(made, "2022年政府工作报告", [
        "各位代表：现在，我代表县人民政府，向大会报告工作，请予审议。", "过去一年，全县生产总值增长4.1%，一般公共预算收入完成9.8亿元。",
        "政务公开持续深化，主动公开政府信息5210条。", "今年的重点工作是稳增长、惠民生、防风险。"])  # fmt: skip


@case("error_page", "not a report", "A page that is not there any more, answered with 200.")
def _():
    made = report("云南省临沧市镇康县财政局", 2020)
    return none(), "<html><head><title>404</title></head><body><h1>404 Not Found</h1><p>您访问的页面不存在或已被删除，3秒后返回首页。</p></body></html>"


@case("news_about", "not a report", "News that the report has appeared.")
def _():
    made = report("江苏省泰州市兴化市人民政府", 2023)
    return none(), page_of(made, "兴化市召开政务公开工作推进会", [
        "1月31日，兴化市召开政务公开工作推进会。会议通报了2023年政府信息公开工作年度报告编制情况。",
        "会议要求各部门对照评估指标逐条整改，统一规范栏目。"], HANWEB)  # fmt: skip


@case("guide", "not a report", "The guide to disclosure: whom to ask, how, where.")
def _():
    made = report("广东省韶关市仁化县民政局", 2023)
    return none(), page_of(made, "仁化县民政局政府信息公开指南", [
        "一、公开的范围：机构职能、政策文件、办事指南。", "二、依申请公开：填写《政府信息公开申请表》，可以当面、信函或在线提交。",
        "三、答复期限：自收到申请之日起20个工作日内。", "四、救济：可以依法申请行政复议或者提起行政诉讼。"])  # fmt: skip


@case("application_form", "not a report", "A form that applicants fill in: rows and columns, no figures.")
def _():
    made = report("陕西省延安市宜川县水务局", 2022)
    rows = [[label("申请人信息", rows=2), label("公民"), label("姓名"), label("")], [label("法人或其他组织"), label("名称"), label("")],
            [label("所需政府信息"), label("", 3)]]  # fmt: skip
    return none(), page_of(made, "宜川县水务局政府信息公开申请表", [], TRS, html_table(rows, made))
