#!/usr/bin/env python3
"""Writes documents in which traps meet at random, with their truth: what no single case thought of.

usage: storm.py FOLDER COUNT [SEED [--damaged]]     the same seed gives the same documents
"""

import random
import sys
from pathlib import Path

from damage import DAMAGES
from fixture import Fixture, report
from shapes import (HANWEB, OLD, TRS, UEDITOR, Slot, bars, barred_lines, body_of, flat_rows, forms, html_table, label,
                    page, say, spaced, tabbed_lines, tabs, text_report, value_lines)  # fmt: skip

PLACES = ("浙江省衢州市龙游县", "湖北省宜昌市远安县", "四川省广元市旺苍县", "陕西省宝鸡市凤县", "安徽省黄山市祁门县", "福建省宁德市屏南县",
          "江西省上饶市横峰县", "河南省洛阳市栾川县", "山东省菏泽市单县", "湖南省怀化市会同县", "贵州省遵义市凤冈县", "重庆市城口县",
          "甘肃省天水市清水县", "广西壮族自治区百色市乐业县", "吉林省通化市辉南县", "江苏省盐城市建湖县", "山西省长治市武乡县")  # fmt: skip
DEPARTMENTS = ("教育局", "财政局", "水利局", "民政局", "司法局", "审计局", "统计局", "农业农村局", "交通运输局", "人民政府", "公安局")

VARIANTS = {
    "一、本年新收政府信息公开申请数量": ("一、本年新收", "一.本年新收政府信息公开申请数量", "一、本年新收政府信息<br>公开申请数量"),
    "二、上年结转政府信息公开申请数量": ("二、上年结转", "二、上年转结政府信息公开申请数量"),
    "三、本年度办理结果": ("三、本年度<br>办理结果", "三、本年度办理 结果"),
    "（一）予以公开": ("(一)予以公开", "㈠予以公开", "（一） 予以公开"),
    "（二）部分公开（区分处理的，只计这一情形，不计其他情形）": ("（二）部分公开", "(二)部分公开(区分处理的,只计这一情形,不计其他情形)"),
    "（三）不予公开": ("（三）<br>不予公开", "(三)不予公开"), "（四）无法提供": ("（四）无法<br>提供", "(四) 无法提供"),
    "（五）不予处理": ("（五）<br/>不予处理",), "（六）其他处理": ("(六)其他处理", "（六）其他<br>处理"),
    "1.属于国家秘密": ("1、属于国家秘密", "1．属于国家秘密", "（1）属于国家秘密"),
    "3.危及“三安全一稳定”": ("3.危及“三安全<br>一稳定”", "3.危及三安全一稳定", "3.危及\"三安全一稳定\""),
    "2.没有现成信息需要另行制作": ("2.没有现成信息<br>需要另行制作", "2、没有现成信息需要另行制作"),
    "3.其他": ("3、其他", "3. 其他", "3．其他"), "（七）总计": ("（七）总 计", "(七)总计", "（七）合计"),
    "四、结转下年度继续办理": ("四、结转下年度<br>继续办理", "四、结转下一年度继续办理"),
    "商业企业": ("商业<br>企业", "企业"), "科研机构": ("科研<br>机构",), "社会公益组织": ("社会公益<br>组织", "社会组织", "社会公<br>益组织"),
    "法律服务机构": ("法律服务<br>机构", "法律服<br>务机构"), "结果维持": ("结果<br>维持", "结果 维持"), "结果纠正": ("结果<br>纠正",),
    "其他结果": ("其他<br>结果",), "尚未审结": ("尚未<br>审结",), "未经复议直接起诉": ("未经复议<br>直接起诉",),
    "规范性文件": ("规范性文件（有文号的）",), "行政规范性文件": ("规范性文件", "行政规范性<br>文件"),
    "本年制发件数": ("本年制发<br>件数",), "现行有效件数": ("现行有效件", "现行有<br>效件数"), "本年新制作数量": ("本年新<br>制作数量",),
    "本年新公开数量": ("本年新<br>公开数量",), "本年增/减": ("本年增/<br>减", "本年增减"), "上一年项目数量": ("上一年<br>项目数量",),
    "本年收费金额（单位：万元）": ("本年收费金额（单位:万元）", "本年收费金额<br>（单位：万元）"),
}  # fmt: skip
WIDE = str.maketrans("0123456789.-", "０１２３４５６７８９．－")


def plain_text(label_markup):
    return label_markup.replace("<br/>", "").replace("<br>", "")


def vary_labels(draw, tables, text):
    chosen = {old: draw.choice(new) for old, new in VARIANTS.items() if draw.random() < 0.3}
    if text:
        chosen = {old: plain_text(new) for old, new in chosen.items()}
    return [[[Slot(chosen.get(s.text, s.text), s.columns, s.rows, s.cell) for s in row] for row in rows] for rows in tables]


def vary_figures(draw, made, text):
    """How figures are printed; the truth follows where a figure becomes none."""
    if draw.random() < 0.4:
        kind = draw.choice(("slash", "dash", "text") if text else ("blank", "slash", "dash", "text"))
        made.zeros(kind, draw.choice(("", "requests.", "requests.denied", "litigation.", "disclosure.")))
    style = draw.random()
    for cell, value in list(made.cells.items()):
        shown = made.text_of(cell)
        if style < 0.15:
            made.show(cell, shown.translate(WIDE), value)
        elif style < 0.3 and value >= 1000 and "." not in shown:
            made.show(cell, f"{int(value):,}", value)
        elif style < 0.4 and not text:
            made.show(cell, f"&nbsp;{shown}&nbsp;", value)
        elif style < 0.5 and not text and len(shown) > 1 and shown.isdigit():
            made.show(cell, f"<span>{shown[:1]}</span><span>{shown[1:]}</span>", value)
        elif style < 0.55 and not cell.startswith("disclosure.") and shown.isdigit() and not text:
            made.show(cell, f"{shown}件", value)


def split(rows, at):
    """Two tables at a row; labels that reach over it stand empty in the second."""
    first, second, reaching = [], [], []
    for index, row in enumerate(rows):
        part = []
        for slot in row:
            over = index < at < index + slot.rows
            part.append(Slot(slot.text, slot.columns, at - index if over else slot.rows, slot.cell))
            if over:
                reaching.append(Slot("", slot.columns, index + slot.rows - at, ""))
        (first if index < at else second).append(part)
    return first, [reaching + second[0], *second[1:]]


def html_tables(draw, made, tables, family):
    disclosure, requests, disputes = tables
    drawn = [html_table(disclosure, made, family), "", html_table(disputes, made, family)]
    if draw.random() < 0.4:
        head = requests[:3] if draw.random() < 0.5 else []
        first, second = split(requests, draw.randrange(5, len(requests) - 1))
        between = say(family, draw.choice(("- 4 -", "第 5 页", "&nbsp;", "续表")))
        drawn[1] = html_table(first, made, family) + between + html_table(head + second, made, family)
    else:
        if draw.random() < 0.3:
            requests = [row + [label("")] for row in requests]
        drawn[1] = html_table(requests, made, family)
    if draw.random() < 0.2:
        drawn = [f"<table><tr><td>{table}</td></tr></table>" for table in drawn]
    if draw.random() < 0.15:
        other = report(made.agency + "二", made.year, made.form)
        drawn = [f'<div style="display: none;">{html_table(rows, other, family)}</div>{table}'
                 for rows, table in zip(tables, drawn)]  # fmt: skip
    return drawn


def prose_of(draw, made):
    words = [f"全年主动公开政府信息{draw.randint(100, 9000)}条，其中网站公开{draw.randint(10, 99)}条。"]
    if "requests.new_received.total" in made.cells:
        words.append(f"共收到政府信息公开申请{made.cells['requests.new_received.total']}件。")
    words.append(f"开展培训{draw.randint(1, 9)}次，“十四五”规划（2021—2025年）按时公布。")
    draw.shuffle(words)
    return words


def form_tables(draw, made, text, damaged):
    tables = vary_labels(draw, forms.tables(made.form), text)
    if not damaged:
        return tables
    damage = draw.choice(DAMAGES)
    made.truth["trap"] = damage.__name__
    return damage(draw, made, tables)


def html_document(draw, made, damaged):
    family = draw.choice((TRS, HANWEB, UEDITOR, OLD))
    tables = form_tables(draw, made, False, damaged)
    body = body_of(made, family, tables=html_tables(draw, made, tables, family), overview=prose_of(draw, made))
    if draw.random() < 0.2:
        body = f'<table width="100%"><tr><td width="5"></td><td>{body}</td></tr></table>'
    document = page(made, body, family)
    return document.encode("gb18030") if family is OLD else document


FLATTENINGS = (tabs, bars, tabbed_lines, barred_lines, value_lines, spaced)


def text_document(draw, made, damaged):
    flatten = draw.choice(FLATTENINGS)
    tables = form_tables(draw, made, True, damaged)
    texts = [flatten(flat_rows(rows, made)) for rows in tables]
    if flatten is tabs and draw.random() < 0.5:
        lines = texts[1].split("\n")
        at = draw.randrange(4, len(lines))
        lines[at:at] = draw.choice((["- 6 -"], ["", "第 6 页 共 9 页", ""], ["\f" + made.title]))
        texts[1] = "\n".join(lines)
    return text_report(made, flatten, texts, overview=prose_of(draw, made))


def storm(count, seed, damaged):
    for number in range(count):
        draw = random.Random(f"{seed}/{number}")
        agency = draw.choice(PLACES) + draw.choice(DEPARTMENTS)
        made = report(agency, draw.randint(2019, 2024))
        text = draw.random() < 0.35
        vary_figures(draw, made, text)
        document = (text_document if text else html_document)(draw, made, damaged)
        yield Fixture(f"storm_{number:05}", "at random", f"seed {seed}", document, made.truth_object(), ".txt" if text else ".html")


def main(arguments):
    damaged = arguments[3:] == ["--damaged"]
    if len(arguments) not in (2, 3) and not damaged:
        sys.exit(__doc__)
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    for made in storm(int(arguments[1]), arguments[2] if len(arguments) > 2 else "1", damaged):
        for name, content in made.files():
            (folder / name).write_bytes(content)


if __name__ == "__main__":
    main(sys.argv[1:])
