"""Whose report it is, for which year, published when."""

from fixture import case, report
from shapes import HANWEB, OLD, TRS, UEDITOR, body_of, page, preface, tabs, text_report

NO_METAS = ""


def opening_without_agency(made):
    return [f"依照《中华人民共和国政府信息公开条例》编制本报告。统计期限自{made.year}年1月1日起至{made.year}年12月31日止。"]


@case("year_not_in_path", "year", "The folder and the file name carry the day of publication, years after the report's year.")
def _():
    made = report("湖北省十堰市竹溪县财政局", 2019, published="2022-06-08")
    made.url = "http://www.zhuxi.gov.cn/xxgk/zfxxgknb/202206/t20220608_3790012.html"
    return made, page(made, body_of(made), HANWEB)


@case("year_from_period", "year", "No year in the title: the period of the figures gives it.")
def _():
    made = report("四川省南充市营山县教育科技和体育局", 2022)
    title = f"{made.agency}政府信息公开工作年度报告"
    return made, page(made, body_of(made), TRS, title=title)


@case("year_other_years_said", "year", "Other years stand before the report's own: a law of 2019, growth since 2020, a plan until 2025.")
def _():
    made = report("江苏省连云港市灌南县司法局", 2021)
    opening = ["2019年修订的条例施行以来，公开工作逐年加强。2020年建成的查阅点继续开放，“十四五”规划（2021—2025年）已全文公布。", preface(made)]
    return made, page(made, body_of(made, opening=opening), UEDITOR)


@case("year_numerals", "year", "The year in Chinese numerals, with a round zero.")
def _():
    made = report("甘肃省陇南市两当县审计局", 2020)
    title = f"{made.agency}二〇二〇年政府信息公开工作年度报告"
    return made, page(made, body_of(made), HANWEB, title=title)


@case("year_wide_spaces", "year", "Spaces around the year, full-width digits, 年度 written twice.")
def _():
    made = report("河南省商丘市宁陵县民政局", 2019)
    title = f"{made.agency} ２０１９ 年度政府信息公开工作年度报告"
    return made, page(made, body_of(made), TRS, title=title)


@case("title_two_lines", "title", "The title is broken in two paragraphs, the agency in the first.", ".txt")
def _():
    made = report("辽宁省本溪市桓仁满族自治县自然资源局", 2022)
    return made, text_report(made, tabs, title=f"{made.agency}\n2022年政府信息公开工作年度报告")


@case("title_site_suffix", "title", "The head's title ends in the column and the site; the site belongs to somebody else.")
def _():
    made = report("浙江省台州市仙居县水利局", 2021)
    head = f"{made.title}_年度报告_仙居县人民政府门户网站"
    return made, page(made, body_of(made), HANWEB, head=head, site="仙居县人民政府门户网站")


@case("agency_in_meta", "agency", "Neither title nor text names the agency: ContentSource and the information block do.")
def _():
    made = report("陕西省商洛市柞水县交通运输局", 2022)
    body = body_of(made, opening=opening_without_agency(made))
    return made, page(made, body, TRS, title="2022年政府信息公开工作年度报告", site="柞水县人民政府")


@case("agency_zone", "agency", "A development zone: its report is that of its administrative committee.")
def _():
    made = report("湖南省岳阳市城陵矶新港区管理委员会", 2022)
    return made, page(made, body_of(made), UEDITOR)


@case("agency_township", "agency", "A township of an autonomous county.")
def _():
    made = report("湖南省怀化市麻阳苗族自治县兰村乡人民政府", 2020)
    return made, page(made, body_of(made), TRS)


@case("agency_vertical", "agency", "A tax office, which belongs to the state and not to the county.")
def _():
    made = report("国家税务总局遂昌县税务局", 2022)
    return made, page(made, body_of(made), HANWEB, site="国家税务总局浙江省税务局")


@case("agency_police_branch", "agency", "A branch office of the police: city, bureau, branch.")
def _():
    made = report("重庆市公安局渝北区分局", 2021)
    return made, page(made, body_of(made), TRS, site="重庆市渝北区人民政府")


@case("agency_borrowed_text", "agency", "A text copied from another bureau, whose guide it still cites: the title is right.")
def _():
    made = report("福建省漳州市华安县公安局", 2021)
    words = ["公开的范围和方式见《华安县商务局政府信息公开指南》，由综合科负责解释。", "全年没有逾期公开的文件。"]
    return made, page(made, body_of(made, overview=words), HANWEB)


@case("agency_from_hint", "agency", "A name without any place; the configuration says whose column it is.", ".txt")
def _():
    made = report("河北省衡水市饶阳县水务局", 2021)
    made.truth["agency_hint"] = made.agency
    text = text_report(made, tabs, title="水务局2021年政府信息公开工作年度报告",
                       opening="".join(opening_without_agency(made)))  # fmt: skip
    return made, text.replace(made.agency, "水务局")


@case("date_line", "date", "The day stands in a line above the body; the list of news beside it has other days.")
def _():
    made = report("江西省鹰潭市余江区农业农村局", 2021, published="2022-01-27")
    side = "<ul><li><a href='/a.html'>余江区召开春耕会议</a> 2023-04-11</li><li><a href='/b.html'>防汛提示</a> 2023-05-02</li></ul>"
    return made, page(made, body_of(made), TRS, metas=NO_METAS, side=side)


@case("date_signature", "date", "Only the signature gives the day, in Chinese numerals.", ".txt")
def _():
    made = report("青海省海南藏族自治州贵德县财政局", 2020, published="2021-01-25")
    return made, text_report(made, tabs).replace("2021年1月25日", "二〇二一年一月二十五日")


@case("date_republished", "date", "Imported into a new site years later: the page's day is the one of the import.")
def _():
    made = report("海南省澄迈县教育局", 2019, published="2024-08-15")
    made.url = "https://chengmai.hainan.gov.cn/chengmai/gknb2019/202408/0c1f58e1b8a34d6e9a1f3c7e11a2b2f0.shtml"
    return made, page(made, body_of(made), UEDITOR)


@case("old_site_layout", "title", "A page of 2003: the title in a font element, the day between spaces, no meta tags.")
def _():
    made = report("陕西省榆林市佳县统计局", 2021)
    return made, page(made, body_of(made, OLD), OLD, metas=NO_METAS).encode("gb18030")


@case("office_for_government", "agency", "The office publishes; the report is the government's.")
def _():
    made = report("山西省大同市广灵县人民政府", 2022)
    return made, page(made, body_of(made), HANWEB, source="广灵县人民政府办公室")


@case("host_of_another", "agency", "The host is another county's, the page's own words say whose it is.")
def _():
    made = report("安徽省宣城市广德市农业农村局", 2022)
    made.url = "http://www.xuanzhou.gov.cn/OpennessContent/show/2413322.html"
    return made, page(made, body_of(made), TRS, site="宣城市宣州区人民政府")


@case("agency_block", "agency", "A block of index number, issuing body and dates above the body gives name and day.")
def _():
    made = report("安徽省滁州市定远县统计局", 2023)
    block = (f'<table class="xxgk_table"><tr><td>索引号：</td><td>003117-2024-00021</td><td>信息分类：</td><td>政府信息公开年报</td></tr>'
             f'<tr><td>发布机构：</td><td>{made.agency}</td><td>成文日期：</td><td>{made.published}</td></tr>'
             f"<tr><td>发文字号：</td><td>无</td><td>有效性：</td><td>有效</td></tr></table>")  # fmt: skip
    body = block + body_of(made, opening=opening_without_agency(made))
    article = '<div class="bt-content"><h2 class="title">{title}</h2><div id="zoom">{body}</div></div>\n'
    return made, page(made, body, HANWEB, title="2023年度政府信息公开工作年度报告", metas=NO_METAS, article=article, site="定远县人民政府")
