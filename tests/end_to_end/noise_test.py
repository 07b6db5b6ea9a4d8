"""What a page shows beside the report, and how it is written down, is no part of the report.

Every noise is put into pages of every family, before the report, in the midst and behind it, inside the container
that holds the text; then the same page is written with other bytes.
"""

import json
import pathlib
import re
import tempfile
import unittest

import programs  # Before `pages`: it says where those are.

import pages
from noises import BLOCKS, LINES

# Only behind a report: what has no name is a list of other pages because nothing but links is left.
ENDINGS = {
    "links without a name": "<ul>" + "".join(f"<li><a href='/n{i}'>第{{n}}号消息{i}</a></li>" for i in range(4)) + "</ul>",
    "comments without a class": "<div>网友评论（{m}条）</div><div>某市民：第{n}号很好</div><div>另一人：不错{m}</div>",
}  # fmt: skip
TAILS = {"token at the end": "p1Ean{m}F", "hits at the end": "浏览次数：{n}", "hits in brackets at the end": "（阅读 {n} 次）"}
ENDS = ("也没有其他需要报告的事项。", "并增加检索入口。")  # How the texts end.
VISITS = ((1, 12), (3, 4085), (7, 993))

# What a report says of visitors is no noise.
SAID = (
    "依托网站公开政府信息，全年访问量 {n} 次，其中移动端占六成。",
    "（一）网站总访问量：{n}次",
    "访问量达到{n}次。",
    "政务微博发布信息 {n} 条，评论 12 条，转发 45 次。",
    "栏目设置不够合理，下一步将调整{n}个栏目。",
)


def in_body(page, change):
    at = re.search("<body", page, flags=re.I).start()
    return page[:at] + change(page[at:])


def entities(page):
    return "".join(c if ord(c) < 128 else f"&#{ord(c)};" for c in page)


WRITINGS = {
    "line ends": lambda page: page.replace("\n", "\r\n"),
    "white space between tags": lambda page: re.sub(r">\s*<(/?(p|tr|td|div|ul|li|table|tbody|h1)\b)", r"> \n <\1", page, flags=re.I),
    "blanks behind full stops": lambda page: page.replace("。", "。  "),
    "no-break spaces behind full stops": lambda page: page.replace("。", "。&nbsp;&nbsp;"),
    "wide blanks behind commas": lambda page: page.replace("，", "，　"),
    "blanks behind section numbers": lambda page: re.sub("([一二三四五六])、", r"\1、&nbsp;", page),
    "wide blanks behind section numbers": lambda page: re.sub("([一二三四五六])、", r"\1、　", page),
    "indents": lambda page: re.sub("(>)(我们|政策|根据|一是)", r"\1　　\2", page),
    "line ends in sentences": lambda page: page.replace("政府信息公开", "政府信息\n公开"),
    "zero-width spaces": lambda page: page.replace("信息公开", "信息\u200b公开"),
    "soft hyphens": lambda page: page.replace("信息公开", "信息&shy;公开"),
    "comments": lambda page: page.replace("。", "。<!-- 7 -->"),
    "spans": lambda page: in_body(page, lambda body: body.replace("公开", "<span>公开</span>")),
    "other fonts": lambda page: page.replace("宋体", "楷体").replace("16.0pt", "15.0pt"),
    "more attributes": lambda page: re.sub(r"<(td|p)(?=[ >])", r'<\1 data-v="7f3a"', page, flags=re.I),
    "attributes in another order": lambda page: re.sub(r"<(td|p|table)((?: [\w-]+=\"[^\"]*\")) ([\w-]+=\"[^\"]*\")>", r"<\1 \3\2>", page),
    "entities": entities,
    "a number of messages in the title": lambda page: re.sub("(<title>)", r"\1(3) ", page, flags=re.I),
}  # fmt: skip
CHARSETS = ("utf-8", "gb18030", "utf-8-sig", "utf-16")


def essence(line):
    """What compare_reports looks at, and what is said beside it."""
    bare = lambda text: re.sub(r"[\s\u200b\u00ad\ufeff]", "", text or "")
    agency = line["agency"] or {}
    return {
        "agency": (agency.get("name"), bare(agency.get("as_written"))),
        "title": bare(line["title"]),
        "is": [line[name] for name in ("is_report", "year", "published", "generation", "verdict")],
        "cells": {name: (cell["kind"], cell["value"]) for name, cell in line["cells"].items()},
        "sections": [(part["number"], bare(part["title"]), bare(part["text"])) for part in line["sections"]],
        "stat_tables": [bare(json.dumps(table, ensure_ascii=False)) for table in line["stat_tables"]],
        "statements": [(said["name"], said["value"], bare(said["quote"])) for said in line["statements"]],
        "anomalies": [(anomaly["code"], bare(anomaly["quote"])) for anomaly in line["anomalies"]],
    }


class Noise(unittest.TestCase):
    maxDiff = 2000

    @classmethod
    def setUpClass(cls):
        site = pages.Site({plan.address: f"http://{plan.address}" for plan in pages.PLANS})
        cls.pages = {}
        for address, host in site.hosts.items():
            for form in ("2019", "2021", "free"):
                report = next((report for report in host.reports if report.form == form), None)
                if report:
                    cls.pages[f"{address} {form}"] = host.pages[report.path].render(7)

    def read(self, files):
        """`files`: name → bytes. Gives name → what `ogi parse` prints."""
        with tempfile.TemporaryDirectory(prefix="ogi-noise-") as folder:
            paths = {}
            for number, (name, body) in enumerate(files.items()):
                paths[name] = pathlib.Path(folder) / f"{number}.html"
                paths[name].write_bytes(body)
            done = programs.run(programs.BIN / "ogi", "parse", *paths.values(), patience=240)
            self.assertEqual(done.returncode, 0, done.stderr)
            return dict(zip(files, (json.loads(line) for line in done.stdout.splitlines()), strict=True))

    def assert_same(self, files, plain):
        """Every reading of (page, …) is that of the page in `plain`."""
        self.assertTrue(files)
        said = {name: essence(line) for name, line in self.read(plain).items()}
        for name, line in self.read(files).items():
            with self.subTest(name):
                read, expected = essence(line), said[name[0]]
                for part, value in expected.items():
                    self.assertEqual(read[part], value, part)

    def places(self, page):
        """Where in the page noise may stand: right before the report's text, after a table, and behind the text."""
        marks = {"before": page.index("根据《中华") if "根据《中华" in page else page.index("一、概述")}
        table = page.lower().rfind("</table>", 0, page.index("五、"))
        if table >= 0:
            marks["after a table"] = table + len("</table>")
        marks["before"] = max(page.rfind(tag, 0, marks["before"]) for tag in ("<p", "<P"))
        last = max(page.rfind(words) for words in ENDS)
        closing = [at for at in (page.find("</div>", last), page.find("</DIV>", last)) if at >= 0]
        marks["behind"] = min(closing)
        return marks

    def noisy(self, noises, where=None):
        files = {}
        for key, page in self.pages.items():
            for place, at in self.places(page).items():
                if where and place != where:
                    continue
                for name, text in noises.items():
                    for m, n in VISITS:
                        shown = text.replace("{m}", str(m)).replace("{n}", str(n))
                        files[key, place, name, m] = (page[:at] + shown + page[at:]).encode()
        return files

    def plain(self):
        return {key: page.encode() for key, page in self.pages.items()}

    def test_a_line_of_the_site_is_no_part_of_the_report_in_any_markup(self):
        shapes = ("<p>{}</p>", "<div>{}</div>", "<div align='center'><span style='color:#999'>{}</span></div>", "<ul><li>{}</li></ul>")
        noises = {(name, shape): shape.format(text) for name, text in LINES.items() for shape in shapes}
        self.assert_same(self.noisy(noises), self.plain())

    def test_lists_of_other_pages_are_no_part_of_the_report(self):
        self.assert_same(self.noisy(BLOCKS), self.plain())

    def test_what_stands_behind_the_report_is_no_part_of_it(self):
        self.assert_same(self.noisy(ENDINGS, "behind"), self.plain())

    def test_noise_at_the_end_of_a_paragraph_is_no_part_of_it(self):
        files = {}
        for key, page in self.pages.items():
            for words in ENDS:
                for name, tail in TAILS.items():
                    for m, n in VISITS:
                        if words in page:
                            files[key, name, m] = page.replace(words, words + tail.format(m=m, n=n)).encode()
        self.assert_same(files, self.plain())

    def test_what_the_report_says_of_visitors_is_told_when_it_changes(self):
        for said in SAID:
            noises = {number: f"<p>{said.format(n=number)}</p>" for number in (4021, 4022)}
            shown = {}
            for key, page in self.pages.items():
                at = self.places(page)["behind"]
                shown |= {(key, number): (page[:at] + text + page[at:]).encode() for number, text in noises.items()}
            for (key, number), line in self.read(shown).items():
                with self.subTest(said=said, page=key):
                    text = "".join(part["title"] + part["text"] for part in line["sections"])
                    self.assertIn(said.format(n=number), text)

    def test_other_writing_of_the_same_is_the_same(self):
        files = {(key, name): write(page).encode() for key, page in self.pages.items() for name, write in WRITINGS.items()}
        self.assert_same(files, self.plain())

    def test_other_bytes_of_the_same_are_the_same(self):
        files = {}
        for key, page in self.pages.items():
            for charset in CHARSETS:
                label = {"utf-8-sig": "utf-8", "utf-16": "utf-8"}.get(charset, charset)
                text = re.sub(r"charset=\"?[\w-]+\"?", f'charset="{label}"' if "charset=\"" in page else f"charset={label}", page, count=1)
                files[key, charset] = text.encode(charset)
        self.assert_same(files, self.plain())


if __name__ == "__main__":
    unittest.main()
