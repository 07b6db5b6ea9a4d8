"""What stands around a report on its page, and what is done to it there."""

from fixture import case, report
from mirrors import glossed_words
from shapes import HANWEB, TRS, UEDITOR, body_of, html_report, page, say, text_report, value_lines


@case("unrendered_title", "page chrome", "A script should have put the title in: the page still says {{ title }}.")
def _():
    made = report("广东省汕尾市陆河县教育局", 2022)
    made.published = ""
    document = page(made, body_of(made), UEDITOR, title="{{ title }}", head="{{ title }}", metas="", source="{{ source }}")
    return made, document.replace("发布日期：</em>", "发布日期：{{ date }}</em>")


@case("tables_as_images", "lost tables", "The tables are pictures: no cell can be read, and none is.")
def _():
    made = report("安徽省宿州市灵璧县统计局", 2021)
    made.cells, made.form = {}, "free"
    tables = ["<p><img src='W02022.png' alt='表格'></p>"] * 3
    return made, html_report(made, HANWEB, tables=tables, overview=["查阅点照常开放，工作日有人值守。", "目录重新整理，同一文件只保留一个入口。"])


@case("footer_first", "page chrome", "The footer stands before the body in the source, with numbers and a year of its own.")
def _():
    made = report("山西省临汾市洪洞县交通运输局", 2022)
    document = html_report(made, TRS)
    footer = '<div class="footer"><p>主办：洪洞县人民政府　晋ICP备05001843号　© 2015-2019</p><p>今日访问：3120　总访问：884201</p></div>'
    return made, document.replace("<body>", "<body>" + footer)


@case("recommended_reports", "page chrome", "Beside the report: links to those of other years and other agencies.")
def _():
    made = report("江西省抚州市金溪县水利局", 2020)
    names = [f"金溪县{name}{year}年政府信息公开工作年度报告" for year in (2022, 2021, 2019) for name in ("水利局", "民政局")]
    side = "<h3>相关信息</h3><ul>" + "".join(f'<li><a href="/x/{i}.html">{name}</a></li>' for i, name in enumerate(names)) + "</ul>"
    return made, page(made, body_of(made, HANWEB), HANWEB, side=side)


@case("random_tokens", "page chrome", "Tokens without meaning at the ends of paragraphs, and visitors' numbers within the body.")
def _():
    made = report("湖北省孝感市大悟县民政局", 2021)
    words = ["全年按要求公开，目录重新整理。p1EanqF", "查阅点照常开放。 浏览次数：<em>2012</em>次 Kx93TfB"]
    return made, html_report(made, UEDITOR, overview=words)


@case("mirror_toneless", "mirrors", "Readings without tones behind many words, Simplified script.", ".txt")
def _():
    made = report("四川省资阳市乐至县教育和体育局", 2020)
    made.truth |= {"official": False, "noise": ["pinyin_glosses"]}
    return made, glossed_words(text_report(made, value_lines))


@case("mirror_brand", "mirrors", "A brand stands where the agency's place stood, on a host that is no government's.")
def _():
    made = report("湖南省怀化市通道侗族自治县教育局", 2020)
    made.truth |= {"official": False}
    made.url = "http://www.sportsbook.example/c100842/202101/5f0b2c77.shtml"
    document = html_report(made, HANWEB).replace("湖南省怀化市通道侗族自治县", "威廉希尔体育")
    made.agency = None
    return made, document


@case("printed_twice_in_page", "page chrome", "A print version of the same text follows, hidden.")
def _():
    made = report("河南省平顶山市鲁山县司法局", 2020)
    body = body_of(made, HANWEB)
    return made, page(made, body + f'<div id="print" style="display:none">{say(HANWEB, made.title)}{body}</div>', HANWEB)
