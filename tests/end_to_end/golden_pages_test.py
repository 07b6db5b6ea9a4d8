"""Each kind of page in both languages, as an outline, against golden/pages: a change of a page is to be seen in review.

usage: golden_pages_test.py [--update]   writes golden/pages anew; so does OGI_UPDATE_GOLDEN=1
"""

import difflib
import os
import pathlib
import re
import shutil
import sys
import unittest
import urllib.error
import urllib.parse
import urllib.request

import page_outline
import seeded

GOLDEN = pathlib.Path(__file__).resolve().parents[1] / "golden" / "pages"
UPDATE = "--update" in sys.argv or os.environ.get("OGI_UPDATE_GOLDEN") == "1"
LANGUAGES = ("zh", "en")


def pages_of(store):
    """Name of the golden file → address below the language."""
    agency = urllib.parse.quote(store.revised.agency, safe="")
    report = f"reports/{agency}/{store.revised.year}"
    cell = f"cell={seeded.CHANGED_CELL}"
    return {
        "overview": "overview", "coverage": "coverage", "coverage_of_a_year": f"coverage?year={store.revised.year}", "region": "regions/42",
        "agency": f"agencies/{agency}", "search": "search?q=" + urllib.parse.quote("远安"), "search_nothing": "search?q=xyz",
        "overdue": "overdue", "changes": "changes", "review": "review", "review_agencies": "review/agencies", "sources": "sources",
        "found": "sources/" + urllib.parse.quote("source 1"),
        "crawl": "crawl?host=127.0.0.5", "report": report, "history": report + "/history",
        "diff": report + "/diff?from=1&to=2", "source": f"{report}/source?{cell}", "series": f"agencies/{agency}/series?{cell}",
        "distribution": f"regions/42/distribution?{cell}&year={store.revised.year}", "not_found": "nothing",
    }  # fmt: skip


# How a host's last visit ended, by which of its pages came last: in the row of a host the cell behind three figures.
OUTCOME = re.compile(r"(td\.number “#” ×\n +td\.text) “[^”]*”")


def ask(address):
    request = urllib.request.Request(address, headers={"Accept": "text/html"})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.read()
    except urllib.error.HTTPError as refused:
        return refused.read()


class GoldenPages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.store = seeded.Seeded()
        cls.addClassCleanup(cls.store.__exit__)
        cls.store.__enter__()

    def outlines(self):
        agencies = {agency for agency, _ in self.store.ground.reports()} | {seeded.OVERDUE}
        for language in LANGUAGES:
            for name, path in pages_of(self.store).items():
                text = page_outline.outline(ask(f"{self.store.base}/{language}/{path}"), agencies)
                if name == "crawl":
                    text, outcomes = OUTCOME.subn(r"\1 “OUTCOME”", text)
                    self.assertEqual(outcomes, 1)
                yield f"{language}/{name}.txt", text

    def test_pages_are_as_they_were_reviewed(self):
        made = dict(self.outlines())
        if UPDATE:
            shutil.rmtree(GOLDEN, ignore_errors=True)
            for name, text in made.items():
                (GOLDEN / name).parent.mkdir(parents=True, exist_ok=True)
                (GOLDEN / name).write_text(text)
        held = {str(path.relative_to(GOLDEN)): path.read_text() for path in GOLDEN.rglob("*.txt")}
        self.assertEqual(sorted(held), sorted(made))
        changed = []
        for name, text in made.items():
            changed += difflib.unified_diff(held[name].splitlines(), text.splitlines(), f"golden/{name}", name, lineterm="", n=2)
        self.assertEqual(changed, [], "\n".join(["pages differ from tests/golden/pages; golden_pages_test.py --update accepts:", *changed[:200]]))


if __name__ == "__main__":
    unittest.main(argv=[word for word in sys.argv if word != "--update"])
