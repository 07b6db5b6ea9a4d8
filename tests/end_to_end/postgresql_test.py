"""The PostgreSQL sink against a real server: what is in the tables, what is said where they cannot be written."""

import hashlib
import json
import subprocess
import unittest

import postgresql
import programs
import server


def sink(database, **more):
    keys = {"name": "pg", "kind": "postgresql", "url": database.url, "password_file": str(database.password),
            "retry_first_ms": 20, "retry_max_ms": 100, **more}  # fmt: skip
    return "[[sink]]\n" + "".join(f"{key} = {programs.toml(value)}\n" for key, value in keys.items())


class SinkCase(programs.SiteCase):
    @classmethod
    def start(cls):
        """A database server and a site of the class's own, nothing crawled yet."""
        cls.database = postgresql.Server()
        cls.addClassCleanup(cls.database.close)
        cls.server = cls.enterClassContext(server.SiteServer())
        cls.server.counting = False
        cls.ground = programs.Ground(cls.server.site.entries())
        cls.addClassCleanup(cls.ground.close)

    def verdict(self, ground):
        done = ground.ogi("sinks", "verify", "pg", "-o", "ndjson")
        self.assertIn(done.returncode, (0, 7), done.stderr)
        return json.loads(done.stdout)

    def assert_equal_to_store(self, ground):
        verdict = self.verdict(ground)
        self.assertEqual((verdict["equal"], verdict["lag"]), (True, 0), verdict)


@unittest.skipIf(postgresql.absent(), postgresql.absent())
class Postgresql(SinkCase):
    @classmethod
    def setUpClass(cls):
        cls.start()
        cls.ground.write(sink(cls.database))
        cls.crawled = cls.ground.ogid("--once")
        site = cls.server.site
        cls.revised = next(report for host in site.hosts.values() for report in host.reports
                           if report.cells and any(value is not None for value in report.cells.values()))  # fmt: skip
        cell = next(cell for cell, value in cls.revised.cells.items() if value is not None)
        site.change(cls.revised, cell, 4711)
        cls.recrawled = cls.ground.ogi("recrawl", "--wait")
        cls.again = cls.ground.ogid("--once")

    def test_the_runs_end_well(self):
        self.succeed(self.crawled)
        self.succeed(self.recrawled)
        self.succeed(self.again)

    def test_it_equals_the_store(self):
        self.assert_equal_to_store(self.ground)

    def test_the_digest_of_every_line_is_there(self):
        newest = {}
        for line in self.ground.ogi("changes", "-o", "ndjson").stdout.splitlines():
            newest[json.loads(line)["subject"]] = hashlib.sha256(line.encode()).hexdigest()
        rows = self.database.rows("SELECT agency || '/' || year AS subject, line_sha256 FROM ogid.reports")
        self.assertEqual({row["subject"]: row["line_sha256"] for row in rows}, newest)

    def test_the_feed_is_there_byte_for_byte(self):
        lines = self.database.rows("SELECT line FROM ogid.changes ORDER BY sequence")
        self.assertEqual([row["line"] for row in lines], self.ground.ogi("changes", "-o", "ndjson").stdout.splitlines())

    def test_cells_keep_kind_and_digits(self):
        rows = self.database.rows("SELECT agency, year, cell, kind, value::text AS value, raw FROM ogid.cells_now")
        held = {(row["agency"], row["year"], row["cell"]): (row["kind"], row["value"], row["raw"]) for row in rows}
        told = {}
        for (agency, year), report in self.ground.reports().items():
            for name, cell in report["cells"].items() if report["withdrawn_at"] is None else ():
                value = cell.get("decimal", cell["value"])
                told[agency, year, name] = (cell["kind"], None if value is None else str(value), cell["raw"] or "")
        self.assertEqual(held, told)
        kinds = {kind for kind, _, _ in held.values()}
        self.assertIn("number", kinds)
        self.assertTrue(all((kind == "number") == (value is not None) for kind, value, _ in held.values()))

    def test_checks_and_statements_are_those_of_the_reports(self):
        for table, member in (("checks", "checks"), ("statements", "statements")):
            rows = self.database.rows(f"SELECT agency, year, count(*) AS n FROM ogid.{table} JOIN ogid.reports_now "
                                      "USING (report_id, revision) GROUP BY agency, year")  # fmt: skip
            told = {key: sum(1 for one in report[member] if not one.get("id", "").startswith("years."))
                    for key, report in self.ground.reports().items() if report["withdrawn_at"] is None}  # fmt: skip
            self.assertEqual({(row["agency"], row["year"]): row["n"] for row in rows}, {k: n for k, n in told.items() if n})

    def test_a_changed_figure_can_be_asked_for(self):
        rows = self.database.rows("SELECT * FROM ogid.changed_figures WHERE cause = 'source' AND new_value = 4711")
        self.assertEqual([(row["agency"], row["year"]) for row in rows], [(self.revised.agency, self.revised.year)])

    def test_the_wide_view_has_a_column_a_cell(self):
        report = next(report for report in self.ground.reports().values() if report["generation"] == "2021")
        row = self.database.rows("SELECT * FROM ogid.cells_wide_2021 WHERE agency = '%s' AND year = %d"
                                 % (report["agency"]["name"], report["year"]))[0]  # fmt: skip
        for name, cell in report["cells"].items():
            self.assertEqual(row[name.replace(".", "_")], cell["value"], name)

    def test_violated_checks_are_those_of_the_reports(self):
        violated = {(key, check["id"]) for key, report in self.ground.reports().items() for check in report["checks"]
                    if check["outcome"] == "violated" and report["withdrawn_at"] is None}  # fmt: skip
        rows = self.database.rows("SELECT agency, year, check_id FROM ogid.violated_checks")
        self.assertEqual({((row["agency"], row["year"]), row["check_id"]) for row in rows}, violated)

    def test_every_table_and_column_has_a_comment(self):
        without = self.database.rows(
            "SELECT c.relname, a.attname FROM pg_class c LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 "
            "WHERE c.relnamespace = 'ogid'::regnamespace AND c.relkind IN ('r', 'v') "
            "AND (col_description(c.oid, a.attnum) IS NULL OR obj_description(c.oid, 'pg_class') IS NULL)")  # fmt: skip
        self.assertEqual(without, [])

    def test_delivering_everything_again_changes_nothing(self):
        tables = ("reports", "revisions", "cells", "checks", "statements", "changes", "changed_cells", "agencies")
        digest = lambda: {table: self.database.sql(f"SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM ogid.{table} t")
                          for table in tables}  # fmt: skip
        before = digest()
        self.database.sql("UPDATE ogid.sink_position SET sequence = 0")
        self.crawl(self.ground)
        self.assertEqual(digest(), before)
        self.assert_equal_to_store(self.ground)

    def test_a_row_that_was_altered_is_found(self):
        self.database.sql("BEGIN; CREATE TABLE public.kept AS SELECT * FROM ogid.reports; "
                          "UPDATE ogid.reports SET line_sha256 = 'x' WHERE report_id = (SELECT min(report_id) FROM ogid.reports); "
                          "COMMIT")  # fmt: skip
        verdict = self.verdict(self.ground)
        self.assertEqual((verdict["equal"], verdict["differ"], len(verdict["subjects"])), (False, 1, 1))
        self.database.sql("UPDATE ogid.reports r SET line_sha256 = k.line_sha256 FROM public.kept k USING (report_id); "
                          .replace(" USING (report_id)", " WHERE k.report_id = r.report_id") + "DROP TABLE public.kept")


@unittest.skipIf(postgresql.absent(), postgresql.absent())
class Troubles(SinkCase):
    """A daemon each, with nothing to crawl any more, whose sink meets trouble."""

    @classmethod
    def setUpClass(cls):
        cls.start()
        cls.ground.ogid("--once")

    def setUp(self):
        self.database.sql("DROP SCHEMA IF EXISTS ogid CASCADE")

    def daemon(self, text):
        self.ground.write(text)
        process = subprocess.Popen([str(programs.BIN / "ogid"), "--config", str(self.ground.config)], env=programs.ENVIRONMENT,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip

        def end():
            process.terminate()
            process.wait(programs.PATIENCE_S)

        self.addCleanup(end)
        programs.until(lambda: programs.answers(self.ground))
        return process

    def status(self):
        return self.ground.lines("sinks")[0]

    def wait_for_words(self, words):
        return programs.until(lambda: words in (self.status()["last_error"] or "") and self.status())

    def wait_until_well(self):
        programs.until(lambda: self.status()["state"] == "following" and self.status()["lag"] == 0)
        self.assert_equal_to_store(self.ground)

    def test_a_wrong_password(self):
        wrong = self.database.folder / "wrong"
        wrong.write_text("falsch\n")
        self.daemon(sink(self.database, password_file=str(wrong)))
        status = self.wait_for_words("the password is wrong: look at url and password_file")
        self.assertGreater(status["lag"], 0)
        wrong.write_text("geheim\n")
        self.wait_until_well()

    def test_no_password(self):
        self.daemon(sink(self.database).replace("password_file", "# password_file"))
        self.wait_for_words("the server wants a password: name a password_file")

    def test_no_database(self):
        self.daemon(sink(self.database, url=self.database.url.replace("/feed?", "/none?")))
        self.wait_for_words("there is no such database")

    def test_a_missing_right(self):
        self.daemon(sink(self.database, url=self.database.url.replace("//ogi@", "//weak@")))
        self.wait_for_words("a right is missing: CREATE SCHEMA ogid AUTHORIZATION")
        self.database.sql("CREATE SCHEMA ogid AUTHORIZATION weak")
        programs.until(lambda: self.status()["lag"] == 0)

    def test_a_schema_of_a_newer_version(self):
        self.daemon(sink(self.database))
        self.wait_until_well()
        self.database.sql("INSERT INTO ogid.schema_version VALUES (99)")
        self.database.kill_backends()
        programs.until(self.database.answers)
        self.ground.ogi("sinks", "resume", "pg")
        self.stir()
        self.wait_for_words("the schema ogid has version 99, and this ogid knows 2: a newer ogid has been here")
        self.database.sql("DELETE FROM ogid.schema_version WHERE version = 99")
        self.wait_until_well()

    def test_the_entries_of_another_store(self):
        self.daemon(sink(self.database))
        self.wait_until_well()
        self.database.sql("UPDATE ogid.sink_position SET source = 'urn:ogid:other'")
        self.database.kill_backends()
        programs.until(self.database.answers)
        self.stir()
        self.wait_for_words("the database holds the entries of another store, urn:ogid:other")

    def test_a_server_that_is_away_and_comes_back(self):
        self.database.stop()
        self.daemon(sink(self.database))
        self.wait_for_words("connection to server on socket")
        self.database.start()
        self.wait_until_well()

    def test_a_server_that_does_not_answer(self):
        self.daemon(sink(self.database, timeout_ms=2_000))
        self.wait_until_well()
        blocker = subprocess.Popen([str(self.database.bin / "psql"), "-h", str(self.database.socket), "-U", "owner", "-d", "feed",
                                    "-X", "-q"], stdin=subprocess.PIPE, text=True, stdout=subprocess.PIPE)  # fmt: skip
        self.addCleanup(blocker.communicate)  # Or it would hold its lock against every test behind.
        blocker.stdin.write("BEGIN; LOCK TABLE ogid.reports IN ACCESS EXCLUSIVE MODE; SELECT 1;\n")
        blocker.stdin.flush()
        blocker.stdout.readline()
        self.stir()
        self.wait_for_words("the server did not answer in time (timeout_ms)")
        blocker.communicate()
        self.wait_until_well()

    def test_an_entry_that_the_database_refuses_is_put_aside_where_that_is_wanted(self):
        dead = self.ground.folder / "dead.ndjson"
        self.addCleanup(lambda: dead.unlink(missing_ok=True))
        victim = sorted(self.ground.reports())[0]
        process = self.daemon(sink(self.database))
        self.wait_until_well()
        process.terminate()
        process.wait(programs.PATIENCE_S)
        self.database.sql("DELETE FROM ogid.reports; DELETE FROM ogid.sink_position; ALTER TABLE ogid.reports ADD CONSTRAINT "
                          "poison CHECK (agency <> '%s' OR year <> %d)" % victim)  # fmt: skip
        self.daemon(sink(self.database, dead_letters=str(dead), tries_max=3))
        programs.until(lambda: self.status()["lag"] == 0)
        put_aside = [json.loads(line) for line in dead.read_text().splitlines()]
        self.assertEqual({line["event"]["subject"] for line in put_aside}, {"%s/%d" % victim})
        self.assertTrue(all("poison" in line["why"] for line in put_aside))
        verdict = self.verdict(self.ground)
        self.assertEqual((verdict["missing"], verdict["differ"], verdict["surplus"]), (1, 0, 0))

    def stir(self):
        """A new figure, so that there is something to deliver."""
        self.__class__.figure = getattr(self.__class__, "figure", 9000) + 1
        site = self.server.site
        report = next(report for host in site.hosts.values() for report in host.reports
                      if report.cells and any(value is not None for value in report.cells.values()))  # fmt: skip
        site.change(report, next(cell for cell, value in report.cells.items() if value is not None), self.figure)
        self.succeed(self.ground.ogi("recrawl", "--wait", "--url", report.url))

    def test_a_database_that_is_put_back_beneath_the_daemon_gets_what_it_lacks(self):
        self.daemon(sink(self.database))
        self.wait_until_well()
        self.database.sql("DELETE FROM ogid.changes; DELETE FROM ogid.reports; UPDATE ogid.sink_position SET sequence = 0")
        self.stir()
        self.wait_until_well()

    def test_a_reload_starts_and_ends_sinks(self):
        self.daemon(sink(self.database))
        self.wait_until_well()
        lines = f"[[sink]]\nname = \"lines\"\nkind = \"files\"\nfolder = {programs.toml(str(self.ground.folder / 'lines'))}\n"
        self.ground.write(lines)
        self.succeed(self.ground.ogi("reload"))
        programs.until(lambda: [(one["sink"], one["lag"]) for one in self.ground.lines("sinks")] == [("lines", 0)])
        self.assertEqual(self.ground.ogi("sinks", "verify", "lines").returncode, 0)
        self.assertEqual(self.ground.ogi("sinks", "resume", "pg").returncode, 3)


@unittest.skipIf(postgresql.absent(), postgresql.absent())
class Restored(SinkCase):
    """The store is put back to an earlier state: what only the target has goes, and nothing old replaces what is new."""

    def test_a_target_follows_the_store_into_a_new_epoch(self):
        database = postgresql.Server()
        self.addCleanup(database.close)
        site_server = self.enterContext(server.SiteServer())
        site_server.counting = False
        ground = programs.Ground([site_server.site.hosts["127.0.0.3"].entry()])
        self.addCleanup(ground.close)
        lines = ground.folder / "lines"
        ground.write(sink(database) + "[[sink]]\nname = \"lines\"\nkind = \"files\"\n"
                     f"folder = {programs.toml(str(lines))}\nrotate_bytes = 5000\n")  # fmt: skip
        self.crawl(ground)
        self.succeed(ground.ogi("store", "backup", str(ground.folder / "backups")))
        report = site_server.site.hosts["127.0.0.3"].reports[0]
        cell = next(cell for cell, value in report.cells.items() if value is not None)
        for figure in (4711, 4712):
            site_server.site.change(report, cell, figure)
            self.recrawl(ground)
        self.crawl(ground)
        self.assert_equal_to_store(ground)
        before = int(database.sql("SELECT sequence FROM ogid.sink_position"))
        database.sql("INSERT INTO ogid.reports SELECT 0, 'nobody', year, agency_id, division, revision, state, withdrawn_reason, "
                     "filed_as, title, published, generation, verdict, source_url, last_type, last_cause, last_class, observed_at, "
                     "recorded_at, epoch, 1000000, line_sha256 FROM ogid.reports LIMIT 1".replace("INTO ogid.reports", "INTO ogid.reports "
                     "OVERRIDING SYSTEM VALUE"))  # fmt: skip
        self.assertEqual(self.verdict(ground)["surplus"], 1)
        self.succeed(ground.ogi("store", "restore", str(ground.folder / "backups"), "--force"))
        site_server.site.change(report, cell, 4713)
        self.crawl(ground)
        self.recrawl(ground, "--url", report.url)
        self.crawl(ground)
        self.assertLess(int(ground.lines("status")[0]["last_sequence"]), before + 1)
        self.assert_equal_to_store(ground)
        epoch = database.sql("SELECT epoch FROM ogid.sink_position")
        self.assertNotEqual(epoch, "1")
        self.assertEqual(database.sql("SELECT count(*) FROM ogid.changed_figures WHERE new_value IN (4711, 4712)"), "0")
        self.assertEqual(database.sql("SELECT count(*) FROM ogid.changed_figures WHERE new_value = 4713"), "1")
        done = ground.ogi("sinks", "verify", "lines", "-o", "ndjson")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertEqual({path.name.split("-")[1] for path in lines.glob("changes-*")}, {epoch})


if __name__ == "__main__":
    unittest.main()
