#!/usr/bin/env python3
"""Writes sources.d from a list of known pages: one JSON object a line with url, kind, agency, year.

usage: make_sources.py PAGES.jsonl FOLDER

Kinds: "list" (an annual-report column) and "report" (one report); others are passed over, and so is every host
outside gov.cn and REVIEWED_HOSTS. A report in a TRS folder also gives that folder, its column, as an entry.
"""

import json
import pathlib
import re
import sys
from urllib.parse import urlsplit

REVIEWED_HOSTS = frozenset()  # Hosts outside gov.cn that a person has checked to be an agency's own.

# File → (what it holds, province → words in the agency's name that place it there).
REGIONS = {
    "national": ("central departments and their branches", {"中央部门": ("退役军人事务部", "国家税务总局")}),
    "north": ("north China", {"北京市": ("北京",), "河北省": ("邯郸",), "山西省": ("大同", "盂县", "神池"), "内蒙古自治区": ("鄂温克",)}),
    "northeast": ("north-east China", {"辽宁省": ("朝阳市", "大连"), "吉林省": ("长春",), "黑龙江省": ("哈尔滨", "抚远")}),
    "east": ("east China", {
        "江苏省": ("江苏", "南京", "海安"), "浙江省": ("仙居", "龙游", "温州", "临海", "台州"),
        "安徽省": ("池州", "蚌埠", "安庆", "阜南", "铜陵", "广德"), "福建省": ("莆田", "漳州", "福州", "泉州"),
        "江西省": ("湖口", "会昌"), "山东省": ("山东", "平度", "泰安")}),
    "central_south": ("central and south China", {
        "河南省": ("光山",), "湖北省": ("天门", "十堰", "大冶", "咸宁"), "湖南省": ("益阳", "麻阳"),
        "广东省": ("普宁", "揭阳", "深圳"), "广西壮族自治区": ("防城港",), "海南省": ("海南", "屯昌")}),
    "southwest": ("south-west China", {
        "重庆市": ("重庆",), "四川省": ("剑阁", "内江", "眉山", "凉山"), "贵州省": ("开阳县", "兴义", "黔东南"),
        "云南省": ("曲靖", "开远", "昆明")}),
    "northwest": ("north-west China", {
        "陕西省": ("陕西", "汉中", "石泉", "岐山", "西安", "榆林"), "甘肃省": ("白银",), "青海省": ("民和", "西宁"),
        "宁夏回族自治区": ("石嘴山", "银川"), "新疆维吾尔自治区": ("霍城",)}),
}  # fmt: skip

HEAD = """# Annual-report columns and reports of real agencies: {what}.
#
# Written by tools/make_sources.py from addresses seen on the web; never checked from here. Government sites move: expect
# some to be gone. To watch these, copy this file (or the entries you want) into a folder of your own and name it in
# the configuration:
#
#     [sources]
#     folder = "sources.d"
#
# A source without `agency` may show the reports of several; each report says itself whose it is.
"""

# TRS folders: …/zfxxgknb/202301/t20230113_2132112.shtml stands in the column …/zfxxgknb/.
TRS_PAGE = re.compile(r"(.*/)\d{6}/t\d{8}_\d+\.s?html?$")
DOUBTFUL = re.compile(r"\([^)]*\)")  # "(inferred)": whose page it is was guessed.


def is_official(url):
    host = urlsplit(url).hostname or ""
    return host.endswith(".gov.cn") or host in REVIEWED_HOSTS


def place_of(agency):
    """(file, province), or None where no word of the table fits."""
    for region, (_, provinces) in REGIONS.items():
        for province, words in provinces.items():
            if any(word in agency for word in words):
                return region, province
    return None


def sources(pages):
    """(file, province) → name → source, in the order of the pages."""
    found = {}
    for page in pages:
        url, agency = page["url"], page.get("agency") or ""
        if page["kind"] not in ("list", "report") or not is_official(url):
            continue
        if "某" in agency:  # "a certain bureau": nobody knows whose.
            continue
        if (place := place_of(agency)) is None:
            print(f"no province for {agency or 'an unnamed agency'}: {url}", file=sys.stderr)
            continue
        name = DOUBTFUL.sub("", agency)
        source = found.setdefault(place, {}).setdefault(name, {"entry": [], "agency": name})
        column = TRS_PAGE.match(url)
        if page["kind"] == "list" or column:
            # A column may hold more than its owner's reports, and the name may be a guess.
            source["agency"] = ""
        entries = [column.group(1), url] if column else [url]
        source["entry"] += [entry for entry in entries if entry not in source["entry"]]
        if DOUBTFUL.search(agency):
            source["agency"] = ""
    return found


def as_toml(name, source):
    text = lambda value: json.dumps(value, ensure_ascii=False)  # A JSON string is a TOML string.
    entries = ", ".join(map(text, source["entry"]))
    lines = ["[[source]]", f"name = {text(name)}", f"entry = [{entries}]"]
    return "\n".join(lines + ([f"agency = {text(source['agency'])}"] if source["agency"] else [])) + "\n"


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    pages = map(json.loads, pathlib.Path(sys.argv[1]).read_text().splitlines())
    folder, found = pathlib.Path(sys.argv[2]), sources(pages)
    for region, (what, provinces) in REGIONS.items():
        parts = [HEAD.format(what=what)]
        for province in provinces:
            if entries := found.get((region, province)):
                parts.append(f"# ---- {province}\n")
                parts += [as_toml(name, source) for name, source in entries.items()]
        (folder / f"{region}.toml").write_text("\n".join(parts))
    print(f"{sum(map(len, found.values()))} sources in {len(REGIONS)} files")


if __name__ == "__main__":
    main()
