"""Every page in both languages from a store in which everything has happened: well-formed, nothing inline, links that answer, twins with its rows."""

import csv
import html
import http.client
import io
import json
import re
import unittest
import urllib.parse

import html5lib
import programs
import seeded

LISTS = ("overview", "coverage", "overdue", "changes", "review", "review/agencies", "sources", "crawl", "search")
LINKS_MAX = 600
SAFE = "default-src 'none'"


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body
        self.kind = headers.get("Content-Type", "").split(";")[0]

    def document(self):
        """Fails for what a parser of HTML has to mend."""
        parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
        return parser.parse(self.body.decode())


class PagesTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.store = seeded.Seeded()
        cls.addClassCleanup(cls.store.__exit__)
        cls.store.__enter__()
        cls.listen = cls.store.ground.listen
        cls.agency = cls.store.revised.agency
        agency = urllib.parse.quote(cls.agency)
        cls.pages = [f"/{language}/{page}" for language in ("zh", "en")
                     for page in (*LISTS, "sources/source%201", f"agencies/{agency}", "regions/42", "regions/420500", "overview?year=2020",
                                  "changes?type=revised", "coverage?state=in_doubt", "search?q=" + urllib.parse.quote("遠安 财政"))]  # fmt: skip

    def ask(self, target, method="GET", **headers):
        connection = http.client.HTTPConnection(self.listen, timeout=programs.PATIENCE_S)
        try:
            connection.request(method, target, headers={name.replace("_", "-"): value for name, value in headers.items()})
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            connection.close()

    def twin(self, page, ending):
        path, _, query = page.partition("?")
        return self.ask(path + ending + ("?" + query if query else ""))

    def test_pages_are_well_formed_and_hold_nothing_inline(self):
        for page in self.pages:
            with self.subTest(page):
                answer = self.ask(page, Accept="text/html")
                self.assertEqual((answer.status, answer.kind), (200, "text/html"))
                self.assertTrue(answer.headers["Content-Security-Policy"].startswith(SAFE))
                self.assertNotIn("unsafe", answer.headers["Content-Security-Policy"])
                self.assertEqual(answer.headers["X-Content-Type-Options"], "nosniff")
                document = answer.document()
                self.assertEqual(document.get("lang"), "zh-CN" if page.startswith("/zh") else "en")
                self.assertEqual(len(document.findall(".//h1")), 1)
                for element in document.iter():
                    inline = [name for name in element.attrib if name == "style" or name.startswith("on")]
                    self.assertEqual(inline, [], element.tag)
                    self.assertNotEqual(element.tag, "style")
                    if element.tag == "script":
                        self.assertTrue(element.get("src").startswith("/assets/"))
                        self.assertFalse((element.text or "").strip())

    def test_the_parts_of_a_region_are_of_the_year_that_is_asked_for(self):
        for year in ("2020", "2022"):
            page = self.ask(f"/en/regions/42?year={year}", Accept="text/html").document()
            (row,) = [row for row in page.findall(".//table[@class='figures']/tbody/tr") if "宜昌市" in "".join(row.itertext())]
            shown = [cell.text for cell in row.findall("td")[1:]]
            (part,) = json.loads(self.ask(f"/en/overview.json?region=42&year={year}").body)
            states = [part[name] for name in ("verified", "consistent", "unverifiable", "inconsistent", "withdrawn", "missing", "not_due")]
            self.assertEqual(shown, [str(count) for count in (sum(states), *states, part["in_doubt"])])
        newest = self.ask("/en/overview", Accept="text/html").document().find(".//h1").text.split()[-1]
        self.assertIn(newest, "".join(self.ask("/en/regions/42", Accept="text/html").document().find(".//h2").itertext()))

    def test_changes_are_found_by_a_part_of_an_agency_and_since_an_entry(self):
        whole = json.loads(self.ask("/zh/changes.json").body)
        for part in ("远安", "遠安 財政", "财政局"):
            words = {"遠安 財政": ("远安", "财政")}.get(part, (part,))
            wanted = [entry["sequence"] for entry in whole if all(word in entry["data"]["agency"] for word in words)]
            found = json.loads(self.ask("/zh/changes.json?agency=" + urllib.parse.quote(part)).body)
            self.assertEqual([entry["sequence"] for entry in found], wanted, part)
            self.assertTrue(wanted)
        self.assertEqual(json.loads(self.ask("/zh/changes.json?agency=" + urllib.parse.quote("没有这个")).body), [])
        for region in ("42", "4205", "33"):
            agencies = {line["agency"] for line in json.loads(self.ask(f"/zh/coverage.json?region={region}").body)}
            found = json.loads(self.ask(f"/zh/changes.json?region={region}").body)
            self.assertEqual([entry["sequence"] for entry in found], [entry["sequence"] for entry in whole if entry["data"]["agency"] in agencies])
        newest = int(whole[0]["sequence"])
        found = json.loads(self.ask(f"/zh/changes.json?since={newest - 5}").body)
        self.assertEqual([int(entry["sequence"]) for entry in found], list(range(newest, newest - 5, -1)))
        self.assertEqual(json.loads(self.ask(f"/zh/changes.json?since={newest}").body), [])
        self.assertEqual(self.ask(f"/zh/changes?since={newest + 1}").status, 400)

    def test_what_an_earlier_revision_links_is_of_that_revision(self):
        agency = urllib.parse.quote(self.agency)
        page = self.ask(f"/zh/reports/{agency}/{self.store.revised.year}?revision=1", Accept="text/html").document()
        links = [link.get("href") for link in page.findall(".//main//a")]
        of_source = [link for link in links if "/source" in link]
        self.assertGreater(len(of_source), 20)
        self.assertEqual([link for link in of_source if "revision=1" not in link], [])
        self.assertIn(f"/zh/reports/{agency}/{self.store.revised.year}", links)  # The current one.

    def test_a_state_that_is_asked_for_is_the_one_that_is_shown(self):
        for state in ("verified", "in_doubt", "missing"):
            for line in json.loads(self.ask(f"/en/coverage.json?year=2021&state={state}").body):
                shown = "in_doubt" if 2021 in line["in_doubt"] else line["years"]["2021"]
                self.assertEqual(shown, state, line["agency"])

    def test_links_of_ours_answer(self):
        seen, waiting = set(), list(self.pages)
        while waiting and len(seen) < LINKS_MAX:
            target = waiting.pop()
            if target in seen:
                continue
            seen.add(target)
            answer = self.ask(target, Accept="text/html")
            with self.subTest(target):
                self.assertEqual(answer.status, 200)
            if answer.kind != "text/html" or target not in self.pages:
                continue  # Two steps from a page are enough.
            for element in answer.document().iter():
                for name in ("href", "src"):
                    link = element.get(name) or ""
                    if element.get("rel") not in ("noreferrer external",) and not link.startswith(("http:", "https:", "#")) and link:
                        waiting.append(urllib.parse.urljoin(target, link).partition("#")[0])
        self.assertGreater(len(seen), len(self.pages))

    def test_what_leads_out_is_a_link_to_the_web_alone(self):
        for page in self.pages:
            for element in self.ask(page).document().iter("a"):
                link = element.get("href", "")
                self.assertRegex(link, r"^(/|#|https?://|agencies/)", page)

    def rows_shown(self, document):
        tables = document.findall(".//table")
        return len(tables[-1].findall("./tbody/tr")) if tables else 0

    def test_twins_have_the_rows_of_their_page(self):
        for page in self.pages:
            with self.subTest(page):
                document = self.ask(page).document()
                lines = json.loads(self.twin(page, ".json").body)
                table = self.twin(page, ".csv")
                self.assertEqual(table.kind, "text/csv")
                rows = list(csv.reader(io.StringIO(table.body.decode("utf-8-sig"))))
                self.assertEqual(len(lines), len(rows) - 1)
                self.assertTrue(all(len(row) == len(rows[0]) for row in rows))
                self.assertEqual(len(lines), self.rows_shown(document))

    def test_pages_say_what_happened(self):
        text = {page: html.unescape(self.ask("/zh/" + page).body.decode()) for page in LISTS}
        self.assertIn(seeded.OVERDUE, text["overdue"])
        self.assertIn(f"ogi suspects accept '{self.store.suspect.url}'", text["review"])
        for sign in ("=", "!", "x", "o", "?"):
            self.assertRegex(text["coverage"], rf'<td class="\w"><(a|span)[^>]*>{re.escape(sign)}<')
        new = self.store.revised.cells[seeded.CHANGED_CELL]
        self.assertIn(f"<b>{new - 3} → {new}</b>", text["changes"])
        self.assertIn("127.0.0.3", text["crawl"])
        agency = self.ask("/en/agencies/" + urllib.parse.quote(self.agency)).body.decode()
        self.assertIn("withdrawn", agency)
        found = json.loads(self.ask("/zh/search.json?q=" + urllib.parse.quote("遠安 财政")).body)
        self.assertEqual([line["name"] for line in found], [self.agency])

    def test_the_door_leads_to_the_language_of_the_reader(self):
        for header, path in (("en-GB,en;q=0.9", "/en/overview"), ("zh-CN", "/zh/overview"), ("", "/zh/overview")):
            answer = self.ask("/", Accept_Language=header)
            self.assertEqual((answer.status, answer.headers["Location"]), (302, path))
            self.assertIn("Accept-Language", answer.headers["Vary"])
        self.assertEqual(self.ask("/en/").headers["Location"], "/en/overview")

    def test_a_source_lists_what_was_found_under_it(self):
        told = {row["source"]: row["reports"] for row in json.loads(self.ask("/zh/sources.json").body)}
        listed = {}
        for source in told:
            listed[source] = json.loads(self.ask(f"/zh/sources/{urllib.parse.quote(source)}.json").body)
            self.assertTrue(all(row["source"] == source for row in listed[source]))
        self.assertEqual({source: len(rows) for source, rows in listed.items()}, told)
        found = {(row["agency"], row["year"]) for rows in listed.values() for row in rows}
        online = {key for key, report in self.store.ground.reports().items() if not report["withdrawn_at"]}
        self.assertEqual(found, online)
        self.assertNotIn((self.store.withdrawn.agency, self.store.withdrawn.year), found)
        doubted = {(row["agency"], row["year"]) for rows in listed.values() for row in rows if row["in_doubt"]}
        self.assertEqual(doubted, {(self.store.suspect.agency, self.store.suspect.year)})
        self.assertEqual(self.ask("/zh/sources/nothing").status, 404)

    def test_data_that_is_refused_is_refused_as_data(self):
        for target, status in (("/zh/agencies/none.json", 404), ("/zh/overview.csv?year=a", 400)):
            problem = self.ask(target, Accept="text/html,*/*")
            self.assertEqual((problem.status, problem.kind), (status, "application/problem+json"))

    def test_a_name_that_nobody_has_leads_to_the_search(self):
        for page in ("/zh/agencies/none", "/en/reports/none/2020"):
            links = [element.get("href") for element in self.ask(page, Accept="text/html").document().iter("a")]
            self.assertIn(page[:3] + "/search?q=none", links)

    def test_refusals_are_pages_for_browsers_and_problems_for_others(self):
        for target, status in (("/zh/nothing", 404), ("/v1/nothing", 404), ("/zh/overview?x=1", 400), ("/zh/overview?year=a", 400),
                               ("/zh/overview?year=2020&year=2021", 400), ("/en/regions/x", 400), ("/zh/coverage?state=bad", 400),
                               ("/zh/agencies/none", 404), ("/zh/../etc", 400), ("/zh/overview.xml", 404)):  # fmt: skip
            with self.subTest(target):
                page = self.ask(target, Accept="text/html")
                self.assertEqual((page.status, page.kind), (status, "text/html"))
                page.document()
                problem = self.ask(target)
                self.assertEqual((problem.status, problem.kind), (status, "application/problem+json"))
        refused = self.ask("/zh/overview", method="POST")
        self.assertEqual((refused.status, refused.headers["Allow"]), (405, "GET, HEAD"))

    def test_what_nothing_could_have_is_refused_with_what_there_is(self):
        for query, known in (("overdue?state=bad", "withdrawn"), ("overdue?year=1990", "2007"), ("overdue?region=zz", "GB/T 2260"), ("overdue?region=99", "4205"),
                             ("overdue?after=99999", None), ("changes?class=bad", "editorial"), ("changes?type=missing", "reinterpreted"),
                             ("changes?year=20x0", "2007"), ("changes?after=99999", None), ("changes?after=-1", None), ("crawl?reason=bad", "asked_to_wait"),
                             ("crawl?after=99999", None), ("sources?after=99999", None), ("review/agencies?after=99999", None), ("overview?year=1990", "2007"),
                             ("coverage?after=a.json", None), ("review?after=zzz", None), ("search?after=3", None), ("changes?year=02020", "02020")):  # fmt: skip
            for language in ("zh", "en"):
                with self.subTest(query, language=language):
                    page = self.ask(f"/{language}/{query}", Accept="text/html")
                    self.assertEqual((page.status, page.kind), (400, "text/html"))
                    body = html.unescape(page.body.decode())
                    self.assertIn(known or "after", body)
                    parameter, value = query.partition("?")[2].split("=")
                    if parameter in ("state", "class", "type", "reason"):
                        self.assertRegex(body, rf'<select name="{parameter}">.*<option value="{value}" selected="">')
                    if language == "zh":
                        self.assertNotIn("must be", body)
                    page.document()
                    for ending in (".json", ".csv"):
                        twin = self.twin(f"/{language}/{query}", ending)
                        self.assertEqual((twin.status, twin.kind), (400, "application/problem+json"))
                        self.assertIn(known or "after", json.loads(twin.body)["detail"])

    def test_names_that_look_like_something_else_have_addresses(self):
        for name, segment in (("none.json", "none.json~"), ("..", "..~"), (".", ".~"), ("a/b", "a%2Fb"), ("a?b#c%", "a%3Fb%23c%25"), ("none.csv~", "none.csv~~")):
            with self.subTest(name):
                for ending in ("", ".json", ".csv"):
                    problem = self.ask("/zh/agencies/" + segment + ending)
                    self.assertEqual((problem.status, json.loads(problem.body)["detail"]), (404, f'no agency "{name}" is known'))
                for path in ("/v1/agencies/" + segment, f"/v1/reports/{segment}/2020", f"/v1/reports/{segment}/2020/checks"):
                    problem = self.ask(path)
                    self.assertEqual(problem.status, 404, path)
                    self.assertIn(name, json.loads(problem.body)["detail"], path)

    def test_a_division_or_year_that_nothing_has_is_no_page(self):
        for page in ("regions/999999", f"regions/999999/distribution?year=2020&cell={seeded.CHANGED_CELL}"):
            for ending in ("", ".json", ".csv"):
                self.assertEqual(self.twin("/zh/" + page, ending).status, 404, page + ending)
        report = f"reports/{urllib.parse.quote(self.agency)}/0{self.store.revised.year}"
        for page in ("/zh/" + report, "/v1/" + report, f"/v1/{report}/checks"):
            self.assertEqual(self.ask(page).status, 400, page)

    def test_what_stands_above_single_things_leads_to_their_list(self):
        for language in ("zh", "en"):
            for above, listed in (("agencies", "search"), ("reports", "coverage"), ("regions", "overview")):
                for ending in ("", ".json", ".csv"):
                    moved = self.ask(f"/{language}/{above}{ending}?year=2020")
                    self.assertEqual((moved.status, moved.headers["Location"]), (308, f"/{language}/{listed}{ending}?year=2020"))
                    self.assertEqual(self.ask(f"/{language}/{listed}{ending}").status, 200)
        for page in ("/agencies", "/reports.json?year=2020", "/search?q=a", "/agencies/x"):
            for wanted, language in (("zh-CN", "zh"), ("en", "en")):
                moved = self.ask(page, Accept_Language=wanted)
                self.assertEqual((moved.status, moved.headers["Location"], moved.headers["Vary"]), (302, f"/{language}{page}", "Accept-Language"))
        self.assertEqual(self.ask("/nothing").status, 404)

    def test_refusals_are_in_the_language_of_the_address(self):
        for language, words in (("zh", "一段"), ("en", "segments")):
            for page in ("agencies/..", "agencies/%2E%2E", "agencies//"):
                self.assertIn(words, self.ask(f"/{language}/{page}", Accept="text/html").body.decode(), page)

    def test_legends_say_what_their_page_shows(self):
        overview, coverage = ("".join(self.ask(page).document().find(".//ul[@class='legend']").itertext()) for page in ("/zh/overview", "/zh/coverage"))
        self.assertIn("已撤下", overview)
        self.assertNotIn("存疑", overview)  # No column counts it.
        for words in ("存疑", "空格"):
            self.assertIn(words, coverage)

    def test_chinese_pages_refuse_in_chinese(self):
        body = self.ask("/zh/agencies/none", Accept="text/html").body.decode()
        self.assertIn("没有名为“none”的机关", body)
        self.assertIn("no agency &quot;none&quot; is known", self.ask("/en/agencies/none", Accept="text/html").body.decode())

    def test_what_strangers_put_into_an_address_stays_text(self):
        hostile = urllib.parse.quote("\"><script>alert(1)</script>'")
        for target in (f"/zh/search?q={hostile}", f"/zh/coverage?agency={hostile}", f"/zh/agencies/{hostile}", f"/en/changes?region={hostile}"):
            body = self.ask(target, Accept="text/html").body.decode()
            self.assertNotIn("<script>alert", body, target)

    def test_files_of_pages_may_be_kept_for_ever(self):
        links = re.findall(r'/assets/[\w.]+', self.ask("/zh/overview").body.decode())
        self.assertEqual(len(links), 3)
        for link in links:
            answer = self.ask(link)
            self.assertEqual(answer.status, 200)
            self.assertIn("immutable", answer.headers["Cache-Control"])

    def test_head_and_etags_hold_for_pages(self):
        page = self.ask("/zh/coverage")
        self.assertEqual(self.ask("/zh/coverage", If_None_Match=page.headers["ETag"]).status, 304)
        head = self.ask("/zh/coverage", method="HEAD")
        self.assertEqual((head.status, head.body), (200, b""))


if __name__ == "__main__":
    unittest.main()
