"""How a document is encoded, and what is said about that."""

from fixture import case, report
from shapes import HANWEB, OLD, TRS, UEDITOR, html_report, tabs, text_report
from mirrors import glossed, traditional




@case("gbk_without_meta", "charset", "GBK bytes, and nothing says so.")
def _():
    made = report("河北省张家口市怀安县财政局", 2019)
    document = html_report(made, HANWEB).replace('<meta charset="UTF-8">', "")
    return made, document.encode("gbk")


@case("gbk_meta_lies", "charset", "GBK bytes under a meta tag that says UTF-8.")
def _():
    made = report("河北省邯郸市涉县水利局", 2021)
    return made, html_report(made, HANWEB).encode("gbk")


@case("utf8_meta_lies", "charset", "UTF-8 bytes under a meta tag that says gb2312.")
def _():
    made = report("安徽省安庆市岳西县民政局", 2022)
    return made, html_report(made, TRS).replace("charset=utf-8", "charset=gb2312")


@case("header_lies", "charset", "The server's header says ISO-8859-1, the bytes are UTF-8.")
def _():
    made = report("福建省南平市松溪县审计局", 2023)
    made.truth["content_type"] = "text/html; charset=ISO-8859-1"
    return made, html_report(made, UEDITOR)


@case("bom_against_meta", "charset", "A UTF-8 byte order mark before a page that calls itself gbk.")
def _():
    made = report("云南省楚雄彝族自治州永仁县林业和草原局", 2021)
    return made, b"\xef\xbb\xbf" + html_report(made, HANWEB).replace('charset="UTF-8"', 'charset="gbk"').encode()


@case("utf16", "charset", "UTF-16 with its byte order mark, as a word processor saves web pages.")
def _():
    made = report("湖南省湘西土家族苗族自治州古丈县教育体育局", 2021)
    document = html_report(made, HANWEB).replace('charset="UTF-8"', 'charset="unicode"')
    return made, b"\xff\xfe" + document.encode("utf-16-le")


@case("gb18030_rare", "charset", "A page called gb2312 that needs GB18030: names with characters of four bytes and the private dashes of GBK.")
def _():
    made = report("广东省清远市连南瑶族自治县水利局", 2020)
    words = ["三江镇（旧称䶮塘、㙟墟）的水价听证材料全部上网，丨号线以北的也一样。", "查阅点照常开放。"]
    return made, html_report(made, OLD, overview=words).encode("gb18030")


@case("text_gbk", "charset", "Plain text in GBK.", ".txt")
def _():
    made = report("广西壮族自治区河池市凤山县公安局", 2019)
    return made, text_report(made, tabs).encode("gbk")


@case("broken_byte", "charset", "UTF-8 with one byte cut out of the middle of a sentence.")
def _():
    made = report("贵州省安顺市普定县自然资源局", 2022)
    document = html_report(made, HANWEB).encode()
    at = document.index("政策文件与解读".encode())
    return made, document[:at + 1] + document[at + 2:]


@case("mirror_glosses", "mirrors", "Traditional script with readings in brackets: a mirror that lives on search traffic.")
def _():
    made = report("江西省宜春市奉新县水利局", 2021)
    made.truth |= {"official": False, "noise": ["pinyin_glosses", "traditional_script"]}
    return made, glossed(traditional(html_report(made, HANWEB, overview=("我们把公开当作日常工作来做。", "统计数据与规划文件同日上网。"))))


@case("mirror_traditional", "mirrors", "Traditional script without readings, corner brackets for quotation marks, in Big5.")
def _():
    made = report("山东省潍坊市昌乐县审计局", 2022)
    made.truth |= {"official": False, "noise": ["foreign_host", "traditional_script"]}
    made.url = "https://www.encyclopedia.example/item/2907713.html"
    document = traditional(html_report(made, HANWEB)).replace("“", "「").replace("”", "」").replace('charset="UTF-8"', 'charset="big5"')
    return made, document.encode("big5hkscs")


@case("author_glosses", "mirrors", "Two readings in brackets that the author wrote himself: no mirror.")
def _():
    made = report("安徽省六安市霍邱县教育局", 2022)
    made.truth |= {"official": True, "noise": []}
    return made, html_report(made, HANWEB, overview=("霍邱(qiū)县与六安(lù)市的地名读音表已在网站公布。", "查阅点照常开放，工作日有人值守。"))
