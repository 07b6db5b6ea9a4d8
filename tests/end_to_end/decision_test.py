"""What people decide: figures put right, agencies merged; kept in a file that outlives kills and fills other stores."""

import json
import unittest

import programs
import server
from daemon_test import Running

CELL = "disclosure.penalty.decisions"
WHO = ("--by", "王某", "--reason", "已电话核实")


def told(report):
    """What a stored report says, without when and how often it was looked at."""
    return {name: value for name, value in report.items() if name not in ("observed_at", "revision")}


class Decisions(programs.SiteCase):
    @classmethod
    def setUpClass(cls):
        cls.server = cls.enterClassContext(server.SiteServer())
        cls.site = cls.server.site
        cls.host = cls.site.hosts["127.0.0.3"]

    def setUp(self):
        self.ground = self.a_ground()
        self.crawl(self.ground)
        self.seen = len(self.ground.changes())
        self.report = self.host.reports[0]
        self.key = self.report.agency, str(self.report.year)
        self.printed = self.report.cells[CELL]

    def a_ground(self):
        ground = programs.Ground([self.host.entry()])
        self.addCleanup(ground.close)
        return ground

    def news(self):
        return [(programs.kind_of(change), change["data"].get("cause"), change["subject"]) for change in self.ground.changes(self.seen)]

    def shown(self, ground=None, cell=CELL):
        return (ground or self.ground).lines("show", *self.key)[0]["cells"][cell]

    def correct(self, ground=None, value=None):
        value = self.printed + 1 if value is None else value
        done = self.succeed((ground or self.ground).ogi("correct", *self.key, CELL, str(value), *WHO))
        return done.stdout.splitlines()[0]

    def standing(self, decision):
        (line,) = [line for line in self.ground.lines("decisions", "list") if line["id"] == decision]
        return line["standing"]

    def alter(self, cell, value):
        old = self.site.change(self.report, cell, value)
        self.addCleanup(self.site.change, self.report, cell, old)

    def subject(self):
        return "/".join(self.key)

    def test_decisions_that_their_file_has_lost_are_told_and_put_back(self):
        self.correct()
        file = self.ground.store / "decisions.ndjson"
        written = file.read_text()
        seen = len(self.ground.changes())
        file.unlink()
        found = [one for one in json.loads(self.ground.ogi("doctor", "-o", "json").stdout) if one["gravity"] == "error"]
        self.assertEqual(len(found), 1, found)
        self.assertIn("lacks 1 decision that the store follows", found[0]["seen"])
        verified = self.ground.ogi("store", "verify", "-o", "ndjson")
        self.assertEqual((verified.returncode, json.loads(verified.stdout)["kind"]), (7, "lost_decisions"))
        self.assertEqual(self.shown()["value"], self.printed + 1)
        with Running(self.ground):
            self.assertEqual(file.read_text(), written)
        self.assertEqual(len(self.ground.changes()), seen)
        self.succeed(self.ground.ogi("store", "verify"))

    def test_a_correction_is_our_reading_and_names_who_made_it(self):
        decision = self.correct()
        self.assertEqual(self.news(), [("reinterpreted", "decision", self.subject())])
        cell = self.shown()
        self.assertEqual((cell["value"], cell["raw"]), (self.printed + 1, str(self.printed)))
        self.assertEqual(cell["corrected"], {"was": self.printed, "was_kind": "number", "by": "王某", "reason": "已电话核实",
                                             "decision": decision})  # fmt: skip
        self.assertEqual(self.standing(decision), "in_force")
        # The page says what it said: nothing has happened at the agency.
        self.recrawl(self.ground)
        self.assertEqual(len(self.news()), 1)
        self.succeed(self.ground.ogi("decisions", "revoke", decision, *WHO))
        self.assertEqual(self.news()[1:], [("reinterpreted", "decision", self.subject())])
        self.assertNotIn("corrected", self.shown())
        self.assertEqual(self.shown()["value"], self.printed)

    def test_a_correction_stands_while_the_agency_alters_other_figures_and_rests_when_it_alters_this_one(self):
        decision = self.correct()
        other = next(cell for cell in self.report.cells if cell.startswith("disclosure.") and cell != CELL)
        self.alter(other, self.report.cells[other] + 2)
        self.recrawl(self.ground)
        change = self.ground.changes(self.seen)[-1]
        self.assertEqual((programs.kind_of(change), [cell["id"] for cell in change["data"]["cells"]]), ("revised", [other]))
        self.assertEqual(self.shown()["value"], self.printed + 1)

        self.alter(CELL, self.printed + 7)
        self.recrawl(self.ground)
        change = self.ground.changes(self.seen)[-1]
        (difference,) = change["data"]["cells"]
        self.assertEqual((programs.kind_of(change), difference["old"], difference["new"]), ("revised", self.printed + 1, self.printed + 7))
        self.assertEqual(self.standing(decision), "stale")

    def test_an_agency_that_puts_its_figure_right_itself_is_seen(self):
        decision = self.correct()
        self.alter(CELL, self.printed + 1)
        self.recrawl(self.ground)
        change = self.ground.changes(self.seen)[-1]
        (difference,) = change["data"]["cells"]
        self.assertEqual((programs.kind_of(change), difference["old_raw"], difference["new_raw"]),
                         ("revised", str(self.printed), str(self.printed + 1)))  # fmt: skip
        self.assertNotIn("corrected", self.shown())
        self.assertEqual(self.standing(decision), "stale")

    def test_a_decision_that_was_acknowledged_outlives_a_kill(self):
        with Running(self.ground) as daemon:
            decision = self.correct()
            daemon.process.kill()
            daemon.process.wait(programs.PATIENCE_S)
        self.assertEqual(self.standing(decision), "in_force")
        self.crawl(self.ground)
        self.assertEqual(self.shown()["value"], self.printed + 1)
        self.assertEqual(self.news(), [("reinterpreted", "decision", self.subject())])

    def test_a_torn_line_is_told_and_taken_away(self):
        decision = self.correct()
        file = self.ground.store / "decisions.ndjson"
        whole = file.read_bytes()
        file.write_bytes(whole + b'{"id":"d-torn","at"')
        self.assertEqual(self.standing(decision), "in_force")
        done = self.succeed(self.ground.ogid("--once"))
        self.assertIn("d-torn", done.stderr + done.stdout)
        self.assertEqual(file.read_bytes(), whole)

    def test_a_line_that_cannot_be_read_stops_the_daemon_with_its_number(self):
        self.correct()
        with open(self.ground.store / "decisions.ndjson", "ab") as file:
            file.write(b'{"id":"d-2","kind":"revoke"}\n')
        done = self.ground.ogid("--once")
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("decisions.ndjson, line 2: ", done.stderr)

    def merge_all_into_one(self):
        names = sorted({report.agency for report in self.host.reports})
        self.succeed(self.ground.ogi("agencies", "merge", names[0], names[1], *WHO))
        return names

    def test_merged_agencies_are_one_until_that_is_revoked(self):
        before = self.ground.reports()
        with Running(self.ground):
            gone, stays = self.merge_all_into_one()[:2]
            merged = self.ground.reports()
            self.assertEqual({key for key in merged if not merged[key]["withdrawn_at"]},
                             {(stays if agency == gone else agency, year) for agency, year in before})
            self.assertEqual(len({merged[key]["agency_id"] for key in merged if key[0] in (gone, stays)}), 1)
            for kind, cause, subject in self.news():
                self.assertIn((kind, subject.split("/")[0]), {("withdrawn", gone), ("added", stays)})
                self.assertEqual(cause, "decision")
            said = len(self.news())
            self.recrawl(self.ground)
            self.assertEqual(len(self.news()), said)  # The pages say what they said.
            (decision,) = self.ground.lines("decisions")
            self.succeed(self.ground.ogi("decisions", "revoke", decision["id"], *WHO))
        after = {key: told(report) for key, report in self.ground.reports().items() if not report["withdrawn_at"]}
        self.assertEqual(after, {key: told(report) for key, report in before.items()})
        said = len(self.news())
        self.recrawl(self.ground)
        self.assertEqual(len(self.news()), said)

    def test_the_file_makes_another_store_the_same(self):
        self.correct()
        years = lambda agency: {year for name, year in self.ground.reports() if name == agency}
        gone, stays = sorted({report.agency for report in self.host.reports})[:2]
        both = years(gone) & years(stays)
        self.merge_all_into_one()
        file = self.ground.store / "decisions.ndjson"
        late, early = self.a_ground(), self.a_ground()
        self.crawl(late)  # Crawled before the decisions are known …
        self.succeed(late.ogi("decisions", "replay", file))
        early.store.mkdir(parents=True)
        (early.store / "decisions.ndjson").write_bytes(file.read_bytes())
        self.crawl(early)  # … and after.
        self.recrawl(self.ground)
        live = lambda ground: {key: told(report) for key, report in ground.reports().items() if not report["withdrawn_at"]}
        self.assertEqual(live(late), live(self.ground))
        # Which of two pages for one year is followed is the matter of copies; here it may be the one that came first.
        alone = lambda ground: {key: report for key, report in live(ground).items() if key[0] != stays or key[1] not in both}
        self.assertEqual(alone(early), alone(self.ground))
        self.assertEqual(set(live(early)), set(live(self.ground)))
        ids = lambda ground: {line["id"]: [name["name"] for name in line["names"]] for line in ground.lines("agencies")}
        self.assertEqual(ids(late), ids(self.ground))
        self.assertEqual(ids(early), ids(self.ground))
        again = self.succeed(late.ogi("decisions", "replay", file))
        self.assertIn("taken=0 known=2", again.stdout)

    def test_every_agency_has_an_id_that_its_reports_and_the_feed_bear(self):
        reports = self.ground.reports()
        for line in self.ground.lines("agencies"):
            years = [year for name in line["names"] for year in name["years"]]
            self.assertEqual(len(years), line["reports"])
            for name in line["names"]:
                for year in name["years"]:
                    self.assertEqual(reports[name["name"], year]["agency_id"], line["id"])
            first, *states = self.ground.lines("agencies", "show", line["id"])
            self.assertEqual(first, line)
            self.assertEqual([state["year"] for state in states], sorted(years))
        for change in self.ground.changes():
            key = change["data"]["agency"], change["data"]["year"]
            self.assertEqual(change["data"]["agency_id"], reports[key]["agency_id"])

    def test_what_makes_no_sense_is_refused_and_leaves_nothing(self):
        for words, code, said in ((("correct", *self.key, CELL, "viel", *WHO), 2, "viel"),
                                  (("correct", *self.key, "no.such", "1", *WHO), 3, "no.such"),
                                  (("correct", "无此局", "2020", CELL, "1", *WHO), 3, "无此局"),
                                  (("correct", *self.key, CELL, "1"), 2, "--by"),
                                  (("decisions", "revoke", "d-0", *WHO), 3, "d-0"),
                                  (("agencies", "merge", self.key[0], "无此局", *WHO), 3, "无此局")):  # fmt: skip
            done = self.ground.ogi(*words)
            self.assertEqual(done.returncode, code, done.stderr)
            self.assertIn(said, done.stderr)
        self.assertFalse((self.ground.store / "decisions.ndjson").exists())
        self.assertEqual(self.news(), [])

    def test_a_confirmed_figure_is_told_as_confirmed(self):
        self.succeed(self.ground.ogi("confirm", *self.key, CELL, *WHO))
        (shown,) = self.ground.lines("show", *self.key)
        self.assertEqual([(line["cell"], line["by"]) for line in shown["confirmed"]], [(CELL, "王某")])
        self.assertEqual(self.news(), [])


if __name__ == "__main__":
    unittest.main()
