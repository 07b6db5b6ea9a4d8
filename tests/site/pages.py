"""A small government-like web: four hosts, four content management systems, and the truth about what they publish.

The hosts stand on loopback addresses; every figure is invented, and every page says so in its footer.
"""

import random
from dataclasses import dataclass, field
from decimal import Decimal

import figures
import forms
import markup
import prose

KIND_OF_MARK = {"": "blank", "/": "slash", "—": "dash"}
LIST_LENGTH = 4  # Links on one page of a column.


@dataclass
class Report:
    """One agency's report for one year as the site publishes it."""

    agency: str
    year: int
    path: str
    published: str
    cells: dict                                  # Cell id → number.
    marks: dict = field(default_factory=dict)    # Cell id → what stands there instead of a number.
    violated: tuple = ()                         # Ids of the identities that the printed figures break.
    url: str = ""

    @property
    def form(self):
        return figures.form_of(self.year)

    @property
    def title(self):
        return f"{self.agency}{self.year}年政府信息公开工作年度报告"

    def text_of(self, cell):
        if cell in self.marks:
            return self.marks[cell]
        return f"{self.cells[cell]}万元" if cell == "disclosure.procurement.amount" else str(self.cells[cell])

    def truth(self):
        """Cell id → (kind, value): what a reader of the page must say."""
        result = {}
        for cell, value in self.cells.items():
            mark = self.marks.get(cell)
            result[cell] = ("number", value) if mark is None else (KIND_OF_MARK[mark], None)
        return result


@dataclass(frozen=True)
class HostPlan:
    address: str
    family: markup.Family
    place: str
    departments: tuple
    years: tuple
    report_path: str   # year, month, day, number
    column: str        # Path of the column's first page.
    further: str       # Path of its page number {number}, from 2; {index} is one less, {down} counts down.
    paging: str        # "script", "numbered", "next" or "down".
    robots: str = ""   # Empty: there is none.
    enters: str = "column"  # What the configuration names: the column, or the "home" page.
    counts_hits: bool = False  # A visit counter in the page, and therefore no validators.


PLANS = (
    HostPlan("127.0.0.2", markup.TRS, "浙江省衢州市龙游县", ("人民政府", "教育局", "公安局"), (2019, 2020, 2021, 2022, 2023),
             "/zwgk/zfxxgknb/{year}{month:02}/t{year}{month:02}{day:02}_{number}.html", "/zwgk/zfxxgknb/index.html",
             "/zwgk/zfxxgknb/index_{index}.html", "script", "User-agent: *\nDisallow: /admin/\n", enters="home"),
    HostPlan("127.0.0.3", markup.HANWEB, "湖北省宜昌市远安县", ("财政局", "民政局"), (2020, 2021, 2022, 2023, 2024),
             "/art/{year}/{month}/{day}/art_1229214_{number}.html", "/col/col1229214/index.html",
             "/col/col1229214/index.html?uid=4892867&pageNum={number}", "numbered"),
    HostPlan("127.0.0.4", markup.UEDITOR, "四川省广元市旺苍县", ("卫生健康局", "水利局"), (2021, 2022, 2023, 2024),
             "/gkndbg/content/post_{number}.html", "/gkndbg/index.html", "/gkndbg/index_{number}.html", "next",
             "# nothing is forbidden\nUser-agent: *\nDisallow:\n", counts_hits=True),
    HostPlan("127.0.0.5", markup.OLD, "陕西省宝鸡市凤县", ("人民政府", "统计局"), (2018, 2019, 2020, 2021, 2022),
             "/info/1021/{number}.htm", "/xxgk/zfxxgknb.htm", "/xxgk/zfxxgknb/{down}.htm", "down",
             "User-agent: *\nDisallow: /neibu/\n"),
)  # fmt: skip
FORBIDDEN_FOLDER = "/neibu/"


@dataclass
class Page:
    """`render(hits)` gives the page's text; `hits` is the number of times it was asked for."""

    render: object
    charset: str
    modified: int = 1_735_689_600  # Unix seconds.
    validators: bool = True
    type: str = "text/html"


def plan_reports(plan):
    """Every report of a host, newest first."""
    reports, number = [], 310_000 + int(plan.address.rsplit(".", 1)[1]) * 1000
    for department in plan.departments:
        agency = plan.place + department
        for year, cells in figures.of_agency(agency, plan.years).items():
            month, day = (3, 1 + year % 28) if department == "人民政府" else (1, 8 + year % 20)
            number += 7
            path = plan.report_path.format(year=year + 1, month=month, day=day, number=number)
            reports.append(Report(agency, year, path, f"{year + 1}-{month:02}-{day:02}", cells))
    return sorted(reports, key=lambda report: (report.published, report.agency), reverse=True)


def set_apart(reports):
    """Gives chosen reports the peculiarities that real ones have. Keyed by agency and year, see `peculiar`."""
    by_key = {(report.agency, report.year): report for report in reports}
    for (agency, year), alter in PECULIAR.items():
        if report := by_key.get((agency, year)):
            alter(report)


def break_an_identity(report):
    """Two more were dealt with than came in: three identities of the form are violated."""
    report.cells["requests.total_processed.natural_person"] += 2
    report.violated = ("requests.applicants_sum.total_processed", "requests.balance.natural_person",
                       "requests.outcomes_sum.natural_person")  # fmt: skip


def zeros_become(mark, stem):
    def alter(report):
        for cell, value in report.cells.items():
            if cell.startswith(stem) and value == 0:
                report.marks[cell] = mark

    return alter


PECULIAR = {
    ("浙江省衢州市龙游县公安局", 2022): break_an_identity,
    ("湖北省宜昌市远安县财政局", 2022): zeros_become("", "requests."),
    ("湖北省宜昌市远安县民政局", 2021): zeros_become("/", "litigation."),
    ("四川省广元市旺苍县水利局", 2023): zeros_become("—", "requests.denied"),
    ("陕西省宝鸡市凤县统计局", 2020): zeros_become("", "disclosure."),
}


class HostPages:
    """All pages of one host, rendered from the reports' present state."""

    def __init__(self, plan, base):
        self.plan, self.base = plan, base
        self.reports = plan_reports(plan)
        set_apart(self.reports)
        self.forbidden = None
        if FORBIDDEN_FOLDER in plan.robots:
            self.forbidden = self.reports.pop(1)
            self.forbidden.path = FORBIDDEN_FOLDER + "{}.htm".format(self.forbidden.year)
        self.notice = "/tzgg/2024/notice_4711.html"
        self.list_paths = []
        self.news = [f"/xwdt/2024/news_{index}.html" for index in range(len(prose.NEWS))]
        self.pages = {}
        self._lay_out()

    def entry(self):
        return self.base + ("/" if self.plan.enters == "home" else self.plan.column)

    def _add(self, path, render, **settings):
        self.pages[path] = Page(render, self.plan.family.charset, **settings)

    def _lay_out(self):
        plan = self.plan
        for report in [*self.reports, *([self.forbidden] if self.forbidden else [])]:
            report.url = self.base + report.path
            self._add(report.path, lambda hits, report=report: self._report_page(report, hits), validators=not plan.counts_hits)
        for index, path in enumerate(self.news):
            self._add(path, lambda hits, index=index: self._news_page(index))
        self._add(self.notice, lambda hits: self._notice_page())
        self._add("/xwdt/", lambda hits: self._list_page("新闻动态", [], ""))
        self._add("/", lambda hits: self._home_page())
        items = self._items()
        pages = [items[at:at + LIST_LENGTH] for at in range(0, len(items), LIST_LENGTH)]
        for index, part in enumerate(pages):
            path = self._list_path(index, len(pages))
            self.list_paths.append(path)
            self._add(path, lambda hits, part=part, index=index: self._list_page(
                "政府信息公开年报", part, self._paging(index, len(pages))))  # fmt: skip
        if plan.robots:
            self.pages["/robots.txt"] = Page(lambda hits: plan.robots, "utf-8", type="text/plain")

    def _items(self):
        """(path, title, date) of every link of the column."""
        items = [(report.path, report.title, report.published) for report in self.reports]
        if self.forbidden:
            items.insert(1, (self.forbidden.path, self.forbidden.title, self.forbidden.published))
        items.insert(2, (self.notice, prose.NOTICE_TITLE.format(year=2023), "2023-12-20"))
        return items

    # ---- the column and its paging
    def _list_path(self, index, count):
        if index == 0:
            return self.plan.column
        return self.plan.further.format(index=index, number=index + 1, down=count - index)

    def _paging(self, index, count):
        paths = [self._list_path(number, count) for number in range(count)]
        if self.plan.paging == "script":
            return f'<script type="text/javascript">createPageHTML({count}, {index}, "index", "html");</script>'
        following = f'<a href="{paths[index + 1]}">下一页</a>' if index + 1 < count else "<span>下一页</span>"
        if self.plan.paging == "next":
            return f"共{count}页 {following}"
        numbered = " ".join(f'<a href="{path}">{number}</a>' for number, path in enumerate(paths, 1))
        if self.plan.paging == "down":
            return f"{numbered} {following.replace('下一页', '下页')} <a href=\"{paths[-1]}\">尾页</a>"
        return numbered

    # ---- pages
    def _shell(self, title, column, body, metas="", trail=""):
        plan, family = self.plan, self.plan.family
        entries = (*markup.MENU, ("政府信息公开年报", plan.column))
        menu = "".join(f'<li><a href="{path}">{text}</a></li>' for text, path in entries)
        side = "".join(f'<p><a href="{path}">{self._news_title(index)}</a></p>' for index, path in enumerate(self.news))
        footer = f"<p>主办：{plan.place}人民政府（示例）</p><p>{markup.NOTICE}</p>"
        place = f'<a href="{plan.column}">政府信息公开年报</a>' if trail else column
        return family.page.format(
            charset=family.charset_label, title=title, site=f"{plan.place}人民政府门户网站", column=column, metas=metas,
            menu=menu, place=place, body=body, side=side, footer=footer)  # fmt: skip

    def _article(self, title, column, source, published, body, hits=None):
        counter = '<script src="/count.jsp?id=1"></script>' if hits is None else str(hits)
        metas = (f'<meta name="ArticleTitle" content="{title}" />\n<meta name="PubDate" content="{published} 09:30" />\n'
                 f'<meta name="ContentSource" content="{source}" />\n')  # fmt: skip
        article = self.plan.family.article.format(title=title, published=published, source=source, hits=counter, body=body)
        return self._shell(title, column, article, metas, trail="column")

    def _report_page(self, report, hits):
        body = self._free_body(report) if report.form == "free" else self._form_body(report)
        counted = hits if self.plan.counts_hits else None
        return self._article(report.title, "政府信息公开年报", report.agency, report.published, body, counted)

    def _form_body(self, report):
        family, draw = self.plan.family, random.Random(report.path)
        head = [family.heading.format(text=text) for text in prose.HEADINGS]
        tables = [family.render_table(rows, report.text_of) for rows in forms.tables(report.form)]
        overview = draw.sample(prose.OVERVIEW, 4)
        if "requests.new_received.total" not in report.marks:
            overview.append(prose.REQUESTS.format(new=report.cells["requests.new_received.total"]))
        preface = prose.PREFACE.format(basis=prose.BASIS[report.form], agency=report.agency, year=report.year)
        say = lambda texts: "".join(family.paragraph.format(text=text) for text in texts)
        return "".join((say([preface]), head[0], say(overview), head[1], tables[0], head[2], tables[1], head[3], tables[2],
                        head[4], say(prose.PROBLEMS), head[5], say([prose.OTHERS])))  # fmt: skip

    def _free_body(self, report):
        family, draw = self.plan.family, random.Random(report.path)
        words = {"agency": report.agency, "year": report.year, "disclosed": draw.randint(100, 900), "received": draw.randint(1, 9)}
        return "".join(
            family.heading.format(text=heading) + family.paragraph.format(text=text.format(**words))
            for heading, text in prose.FREE)  # fmt: skip

    def _notice_page(self):
        body = "".join(self.plan.family.paragraph.format(text=text) for text in prose.NOTICE_BODY)
        source = self.plan.place + "人民政府办公室"
        return self._article(prose.NOTICE_TITLE.format(year=2023), "通知公告", source, "2023-12-20", body)

    def _news_title(self, index):
        return prose.NEWS[index].format(place=self.plan.place)

    def _news_page(self, index):
        body = self.plan.family.paragraph.format(text=prose.NEWS_BODY)
        return self._article(self._news_title(index), "新闻动态", self.plan.place, "2024-05-06", body)

    def _list_page(self, column, items, paging):
        family = self.plan.family
        lines = "".join(family.item.format(url=path, title=title, published=date) for path, title, date in items)
        return self._shell(column, column, family.listing.format(column=column, items=lines, paging=paging))

    def _home_page(self):
        links = [(path, self._news_title(index), "2024-05-06") for index, path in enumerate(self.news)]
        return self._list_page("首页", links, "")


class Site:
    """Every host's pages, and the truth about them. `bases`: address → "http://address:port"."""

    def __init__(self, bases):
        self.hosts = {plan.address: HostPages(plan, bases[plan.address]) for plan in PLANS}

    def entries(self):
        return [host.entry() for host in self.hosts.values()]

    def reports(self):
        """What a polite crawler can find, in order of agency and year."""
        found = [report for host in self.hosts.values() for report in host.reports]
        return sorted(found, key=lambda report: (report.agency, report.year))

    def report(self, agency, year):
        return next(report for report in self.reports() if (report.agency, report.year) == (agency, year))

    def forbidden(self):
        """URLs of the reports that robots.txt keeps from us."""
        return {host.forbidden.url for host in self.hosts.values() if host.forbidden}

    def worth_fetching(self):
        """Every URL that a crawler has a reason to ask for."""
        urls = set(self.entries())
        for host in self.hosts.values():
            urls |= {host.base + path for path in (*host.list_paths, host.notice, "/robots.txt")}
            urls |= {report.url for report in host.reports}
        return urls

    def change(self, report, cell, value):
        """The agency corrects one figure. Returns the old one."""
        old, report.cells[cell] = report.cells[cell], value if isinstance(value, Decimal) else int(value)
        for host in self.hosts.values():
            if report in host.reports:
                host.pages[report.path].modified += 60
        return old
