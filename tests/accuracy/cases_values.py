"""What stands in a cell."""

from fixture import case, report
from shapes import HANWEB, OLD, TRS, UEDITOR, html_report


@case("plain_2021", "none", "The form of 2021 filled in as it should be.")
def _():
    made = report("浙江省衢州市龙游县教育局", 2022)
    return made, html_report(made)


@case("plain_2019", "none", "The form of 2019 filled in as it should be.")
def _():
    made = report("湖北省宜昌市远安县财政局", 2020)
    return made, html_report(made, HANWEB)


@case("zeros_slash", "slash", "A slash where there is nothing to count: none, and not 0.")
def _():
    made = report("四川省广元市旺苍县水利局", 2023).zeros("slash")
    return made, html_report(made, UEDITOR)


@case("zeros_dash", "dash", "Dashes of three kinds where there is nothing to count.")
def _():
    made = report("陕西省宝鸡市凤县统计局", 2021)
    made.zeros("dash", "requests.denied").zeros("dash", "requests.rejected", "-").zeros("dash", "litigation", "——")
    return made, html_report(made)


@case("zeros_blank", "blank", "Blank cells: operands are missing, so most identities cannot be assessed and none fails.")
def _():
    made = report("安徽省黄山市祁门县民政局", 2021).zeros("blank")
    return made, html_report(made, TRS)


@case("zeros_nbsp", "blank", "Blank cells that hold spaces of the wide, the unbreakable and the zero-width kind.")
def _():
    made = report("福建省宁德市屏南县林业局", 2019)
    made.zeros("blank", "requests.unable", "&nbsp;").zeros("blank", "requests.rejected", "　").zeros("blank", "disclosure", "&#8203;")
    return made, html_report(made, HANWEB)


@case("zeros_word", "words in cells", "无, and a sentence, where a number is asked for.")
def _():
    made = report("江西省上饶市横峰县商务局", 2020).zeros("text", "requests.denied").zeros("text", "reconsideration")
    for column in ("made", "disclosed", "total_disclosed"):
        made.show(f"disclosure.regulation.{column}", "本单位没有制定规章的权限", kind="text")
    return made, html_report(made, UEDITOR)


@case("digits_wide", "full-width digits", "Digits typed with a Chinese input method.")
def _():
    made = report("河南省洛阳市栾川县审计局", 2022)
    wide = str.maketrans("0123456789.", "０１２３４５６７８９．")
    return made.show_all(lambda value: str(value).translate(wide)), html_report(made)


@case("digits_grouped", "thousands separators", "1,234 with the comma of either width, and 12 258 with a space.")
def _():
    made = report("山东省菏泽市单县行政审批服务局", 2023)
    made.show("disclosure.license.decisions", "1,203,456", 1203456)
    made.show("disclosure.penalty.decisions", "19，902", 19902)
    made.show("disclosure.coercion.decisions", "12 258", 12258)
    return made, html_report(made, HANWEB)


@case("digits_apart", "numbers in pieces", "Digits with spaces between them: 1 0 3 may be one number or three.")
def _():
    made = report("湖南省怀化市会同县自然资源局", 2022)
    made.show("disclosure.license.decisions", "1 0 3", kind="unreadable")
    made.show("disclosure.penalty.decisions", "35 1", kind="unreadable")
    return made, html_report(made)


@case("digits_in_spans", "numbers in pieces", "A number broken over inline elements, as word processors do: one number.")
def _():
    made = report("贵州省遵义市凤冈县农业农村局", 2021)
    made.show("disclosure.license.decisions", '<span lang="EN-US">47</span><span style="font-family:宋体">0</span><span lang="EN-US">9</span>', 4709)
    made.show("disclosure.penalty.decisions", "<b>1</b><font>8</font>", 18)
    made.show("disclosure.coercion.decisions", "<span><!-- 2 -->7</span><wbr>3", 73)
    return made, html_report(made)


@case("digits_two_lines", "numbers in pieces", "Two lines of digits in one cell: nobody can say which number is meant.")
def _():
    made = report("云南省大理白族自治州洱源县交通运输局", 2021)
    made.show("disclosure.license.decisions", "68<br/>130", kind="unreadable")
    return made, html_report(made, UEDITOR)


@case("bookmark", "word processor residue", "A bookmark glued to a value.")
def _():
    made = report("重庆市城口县水利局", 2020)
    made.show("requests.granted.natural_person", "[bookmark: _GoBack]" + str(made.cells["requests.granted.natural_person"]))
    made.show("disclosure.license.items_prev_year", '<a name="_GoBack"></a>18', 18)
    return made, html_report(made)


@case("braille", "lost characters", "A Braille pattern where a lost font drew a number.")
def _():
    made = report("江西省吉安市永新县公安局", 2019)
    made.show("disclosure.penalty.decisions", "⠶", kind="unreadable")
    made.show("disclosure.license.decisions", "&#xE012;&#xE013;", kind="unreadable")
    return made, html_report(made, HANWEB)


@case("about_sixty", "approximate figures", "60余 and 约12 in cells: not 60, not 12.")
def _():
    made = report("甘肃省天水市清水县市场监督管理局", 2022)
    made.show("disclosure.license.decisions", "60余", kind="unreadable")
    made.show("disclosure.penalty.decisions", "约12", kind="unreadable")
    made.show("disclosure.coercion.decisions", "4万余", kind="unreadable")
    return made, html_report(made)


@case("deltas", "deltas", "Changes of item counts in the ways people write them.")
def _():
    made = report("广西壮族自治区桂林市恭城瑶族自治县林业局", 2019)
    made.show("disclosure.license.items_delta", "+43", 43)
    made.show("disclosure.other_service.items_delta", "－8", -8)
    made.show("disclosure.penalty.items_delta", "增5", 5)
    made.show("disclosure.coercion.items_delta", "减少3", -3)
    made.show("disclosure.fee.items_delta", "持平", 0)
    return made, html_report(made, OLD)


@case("deltas_signs", "deltas", "A wide plus, an unchanged count in words, a minus with a space.")
def _():
    made = report("宁夏回族自治区固原市隆德县教育体育局", 2020)
    made.show("disclosure.license.items_delta", "＋4", 4)
    made.show("disclosure.other_service.items_delta", "无变化", 0)
    made.show("disclosure.penalty.items_delta", "- 12", -12)
    made.show("disclosure.coercion.items_delta", "新增2项", 2)
    return made, html_report(made, HANWEB)


@case("amount_yuan", "units", "An amount in 元 where its neighbours write 万元: the unit is the cell's own.")
def _():
    made = report("内蒙古自治区赤峰市敖汉旗统计局", 2019)
    made.show("disclosure.procurement.amount", "251000元", 251000)
    return made, html_report(made)


@case("amount_grouped", "units", "73,802,895.90元: grouped, with decimals.")
def _():
    made = report("青海省海东市循化撒拉族自治县水务局", 2020)
    made.show("disclosure.procurement.amount", "73,802,895.90元", "73802895.9")
    return made, html_report(made, UEDITOR)


@case("amount_bare", "units", "An amount without any unit: the number stands, its unit is unknown.")
def _():
    made = report("湖南省永州市江永县财政局", 2020)
    made.show("disclosure.procurement.amount", "15000000", 15000000)
    return made, html_report(made)


@case("amount_spaced_unit", "units", "A space between number and unit, in a document full of such spaces.")
def _():
    made = report("湖北省恩施土家族苗族自治州鹤峰县民政局", 2019)
    made.show("disclosure.procurement.amount", "21672.16 万元", "21672.16")
    return made, html_report(made, HANWEB)


@case("fee_four_decimals", "decimals", "57.8374 万元: four decimals, exactly.")
def _():
    made = report("辽宁省铁岭市昌图县生态环境局", 2023)
    made.show("disclosure.fee.amount", "57.8374", "57.8374")
    return made, html_report(made)


@case("fee_in_yuan", "units", "A fee given in 元 under a header that says 万元: as printed, with the unit that is printed.")
def _():
    made = report("吉林省通化市辉南县住房和城乡建设局", 2022)
    made.show("disclosure.fee.amount", "172000元", 172000)
    return made, html_report(made)


@case("counts_with_units", "units", "Counts that carry their measure word.")
def _():
    made = report("黑龙江省黑河市孙吴县林业和草原局", 2021)
    made.show("disclosure.license.decisions", "18件", 18).show("disclosure.penalty.decisions", "68130 件", 68130)
    made.show("disclosure.regulation.in_force", "0部", 0).show("disclosure.normative_document.in_force", "12（件）", 12)
    return made, html_report(made, UEDITOR)


@case("footnote_marks", "digits that are not figures", "Marks of footnotes beside a figure: 12① is twelve.")
def _():
    made = report("山西省长治市武乡县教育局", 2022)
    made.show("disclosure.license.decisions", "12<sup>①</sup>", 12)
    made.show("disclosure.penalty.decisions", "305<sup>2</sup>", 305)
    made.show("disclosure.coercion.decisions", "7<sup>[1]</sup>", 7)
    return made, html_report(made)


@case("struck_out", "digits that are not figures", "A number struck out beside the one that replaces it.")
def _():
    made = report("河北省承德市滦平县交通运输局", 2021)
    made.show("disclosure.license.decisions", "<s>15</s>18", 18)
    made.show("disclosure.penalty.decisions", "<del>204</del> <ins>240</ins>", 240)
    made.show("disclosure.coercion.decisions", '<strike>1</strike><span style="color:red">3</span>', 3)
    return made, html_report(made, HANWEB)


@case("hidden_digits", "digits that are not figures", "Digits that no reader of the page sees.")
def _():
    made = report("江苏省宿迁市泗洪县水利局", 2023)
    made.show("disclosure.license.decisions", '<span style="display:none">0</span>75', 75)
    made.show("disclosure.penalty.decisions", '46<span style="visibility: hidden">9</span>', 46)
    made.show("disclosure.coercion.decisions", '<input type="hidden" value="5">8<template>1</template>', 8)
    return made, html_report(made, UEDITOR)


@case("ranges", "unreadable figures", "A range, a fraction, a percentage, a date: none of them is the number asked for.")
def _():
    made = report("海南省琼中黎族苗族自治县教育局", 2022)
    made.show("disclosure.license.decisions", "12-15", kind="unreadable")
    made.show("disclosure.penalty.decisions", "3/4", kind="unreadable")
    made.show("disclosure.coercion.decisions", "50%", kind="unreadable")
    made.show("disclosure.normative_document.in_force", "2022.5.1", kind="unreadable")
    return made, html_report(made)


@case("letter_o", "unreadable figures", "The letter O and the character 〇 for zero, l for one.")
def _():
    made = report("新疆维吾尔自治区伊犁哈萨克自治州昭苏县民政局", 2021)
    made.show("disclosure.license.decisions", "1O", kind="unreadable")
    made.show("disclosure.penalty.decisions", "2l", kind="unreadable")
    return made, html_report(made, HANWEB)
