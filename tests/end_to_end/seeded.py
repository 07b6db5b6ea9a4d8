"""A store in which everything that a page can show has happened: for tests of pages, of the manual and of tools around the daemon."""

import re

import programs
import server
from attachment_test import FILES, TRUTH, Site, link, page, title_of
from daemon_test import Running

# Of each kind of document one. Two agencies have several years.
DOCUMENTS = ("pdf_ruled.pdf", "pdf_ruled_2019.pdf", "docx_plain_2021.docx", "docx_plain_2019.docx", "xlsx_one_sheet.xlsx")
# Fixtures of the forms before 2021 and of figures that do not add up.
PAGES = ("balance_broken.html", "amount_yuan.html")
OVERDUE = "湖北省宜昌市远安县水利局"
CHANGED_CELL = "disclosure.penalty.decisions"
DAY_S = 86_400


class Seeded:
    """`with Seeded() as seeded:` has a crawled store, and a daemon beside it whose pages are at `seeded.base`.

    One report was corrected at its source (`revised`), one put right by a person (`corrected`), one taken down
    (`withdrawn`), one is held back (`suspect`), and an agency on the roster has published nothing.
    """

    def __enter__(self):
        self.documents = Site()
        self.server = server.SiteServer().__enter__()
        self.hosts = self.server.site.hosts
        self._place_documents()
        self.ground = programs.Ground([host.entry() for host in self.hosts.values()] + [self.documents.base + "/"],
                                      listen=programs.free_address(), withdrawal_confirm_s=0)  # fmt: skip
        try:
            self._crawl()
            self.daemon = Running(self.ground).__enter__()
        except BaseException:
            self._close()
            raise
        self.base = f"http://{self.ground.listen}"
        return self

    def __exit__(self, *_):
        self.daemon.__exit__()
        self._close()

    def _close(self):
        self.ground.close()
        self.server.__exit__()
        self.documents.close()

    def _place_documents(self):
        listed = {}
        for number, name in enumerate(DOCUMENTS, 1):
            document = FILES / name
            title, path = title_of(TRUTH[document.stem]), f"/zfxxgknb/{number}.html"
            self.documents.files[f"/files/{number}{document.suffix}"] = document.read_bytes()
            self.documents.files[path] = page(title, link(f"/files/{number}{document.suffix}", "附件" + document.suffix))
            listed[path] = title
        for number, name in enumerate(PAGES, len(DOCUMENTS) + 1):
            path = f"/zfxxgknb/{number}.html"
            self.documents.files[path] = (programs.TESTS / "fixtures" / name).read_bytes()
            listed[path] = f"政府信息公开工作年度报告（{name}）"
        self.documents.files["/"] = page("政府信息公开年报", "".join(link(*each) for each in listed.items()))

    def _crawl(self):
        self._done(self.ground.ogid("--once"))
        roster = self.ground.folder / "roster.csv"
        roster.write_text(f"name,valid_from\n{OVERDUE},2015-01-01\n")
        self._done(self.ground.ogi("roster", "import", roster))

        reports = self.hosts["127.0.0.3"].reports
        self.revised, self.corrected, self.withdrawn, self.suspect = reports[0], reports[2], reports[4], reports[6]
        self.server.site.change(self.revised, CHANGED_CELL, self.revised.cells[CHANGED_CELL] + 3)
        self.server.fail(self.withdrawn.url, server.status(404))
        self._recrawl()
        self._done(self.ground.ogi("correct", self.corrected.agency, str(self.corrected.year), CHANGED_CELL,
                                   str(self.corrected.cells[CHANGED_CELL] + 1), "--by", "王某", "--reason", "已电话核实"))  # fmt: skip
        # What shows no figures any more is not believed at once.
        shown = self.hosts["127.0.0.3"].pages[self.suspect.url.removeprefix(self.hosts["127.0.0.3"].base)].render(1)
        self.server.fail(self.suspect.url, server.page(re.sub(r"(<td[^>]*>)\s*\d+\s*</td>", r"\1</td>", shown)))
        self.ground.set(withdrawal_confirm_s=DAY_S)
        self._recrawl()

    def _recrawl(self):
        self._done(self.ground.ogi("recrawl", "--wait"))

    @staticmethod
    def _done(done):
        if done.returncode != 0:
            raise AssertionError(f"{done.args}: exit {done.returncode}: {done.stderr}")
