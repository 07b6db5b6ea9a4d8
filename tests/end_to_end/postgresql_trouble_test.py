"""The PostgreSQL sink and a server that is away, slow, not ours, older or refuses: what is said, and that it ends equal."""

import json
import pathlib
import signal
import subprocess
import unittest

import postgresql
import programs
from postgresql_case import SinkCase, sink


@unittest.skipIf(postgresql.absent(), postgresql.absent())
class Troubles(SinkCase):
    """A daemon each, with nothing to crawl any more, whose sink meets trouble."""

    @classmethod
    def setUpClass(cls):
        cls.start()
        cls.ground.ogid("--once")

    def setUp(self):
        # The server may still be at the last statement of a daemon that has ended.
        here = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'ogid'"
        programs.until(lambda: self.database.psql(here).stdout.strip() == "0")
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

    def test_a_database_without_chinese_characters(self):
        self.database.sql("CREATE DATABASE latin OWNER ogi ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0", "postgres")
        self.daemon(sink(self.database, url=self.database.url.replace("/feed?", "/latin?")))
        status = self.wait_for_words("the database is in LATIN1, which has not all characters of reports")
        self.assertEqual(status["refused"], 0)

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
        self.wait_for_words("the schema ogid has version 99, and this ogid knows 4: a newer ogid has been here")
        self.database.sql("DELETE FROM ogid.schema_version WHERE version = 99")
        self.wait_until_well()

    def test_a_schema_of_an_older_version_is_brought_up_with_what_is_in_it(self):
        migrations = sorted((pathlib.Path(__file__).parents[2] / "daemon/sinks/postgresql/migrations").glob("*.sql"))
        for number, path in enumerate(migrations[:2], 1):
            begin = "CREATE SCHEMA ogid; " if number == 1 else ""
            self.database.sql(f"SET ROLE ogi; {begin}{path.read_text()}; INSERT INTO ogid.schema_version VALUES ({number})")
        self.database.sql("SET ROLE ogi; INSERT INTO ogid.agencies VALUES ('kept', NULL, NULL, 4000000000, 1)")
        self.daemon(sink(self.database))
        programs.until(lambda: self.status()["state"] == "following" and self.status()["lag"] == 0)
        self.assertIn("names in ogid.agencies that are of no report: 1", self.verdict(self.ground)["fault"])
        self.assertEqual(self.database.sql("SELECT max(version) FROM ogid.schema_version"), str(len(migrations)))
        self.assertEqual(self.database.sql("SELECT count(*) FROM ogid.agencies WHERE agency = 'kept'"), "1")
        self.database.sql("DELETE FROM ogid.agencies WHERE agency = 'kept'")
        self.assert_equal_to_store(self.ground)
        self.assertEqual(self.database.sql("SELECT count(*) FROM pg_constraint WHERE conrelid = 'ogid.cells'::regclass "
                                           "AND contype = 'f'"), "0")  # fmt: skip

    def test_a_view_of_somebody_else_on_a_wide_one_is_told(self):
        self.daemon(sink(self.database))
        self.wait_until_well()
        self.database.sql("CREATE VIEW public.mine AS SELECT * FROM ogid.cells_wide_2021; "
                          "COMMENT ON VIEW ogid.cells_wide_2021 IS 'of an older dictionary'")  # fmt: skip
        self.addCleanup(self.database.sql, "DROP VIEW IF EXISTS public.mine")
        self.database.kill_backends()
        programs.until(self.database.answers)
        self.stir()
        status = self.wait_for_words("a view that is not ours stands on one")
        self.assertIn("view mine depends on view ogid.cells_wide_2021", status["last_error"])
        self.database.sql("DROP VIEW public.mine")
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
        for table in ("reports", "cells"):
            with self.subTest(table):
                self.a_server_that_does_not_answer(table)

    def a_server_that_does_not_answer(self, table):
        process = self.daemon(sink(self.database, timeout_ms=2_000))
        self.wait_until_well()
        blocker = subprocess.Popen([str(self.database.bin / "psql"), "-h", str(self.database.socket), "-U", "owner", "-d", "feed",
                                    "-X", "-q"], stdin=subprocess.PIPE, text=True, stdout=subprocess.PIPE)  # fmt: skip
        self.addCleanup(blocker.communicate)  # Or it would hold its lock against every test behind.
        blocker.stdin.write(f"BEGIN; LOCK TABLE ogid.{table} IN ACCESS EXCLUSIVE MODE; SELECT 1;\n")
        blocker.stdin.flush()
        blocker.stdout.readline()
        self.stir()
        self.wait_for_words("the server did not answer in time (timeout_ms)")
        blocker.communicate()
        self.wait_until_well()
        process.terminate()
        process.wait(programs.PATIENCE_S)

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

    def test_a_table_or_view_that_is_not_there_is_told(self):
        self.daemon(sink(self.database))
        self.wait_until_well()
        before = self.status()["set_backs"]
        for kind, name in (("VIEW", "changed_figures"), ("TABLE", "statements")):
            self.database.sql(f"DROP {kind} ogid.{name}")
            verdict = self.verdict(self.ground)
            self.assertFalse(verdict["equal"])
            self.assertIn(f"ogid.{name}", verdict["fault"])
            self.assertIn("DROP SCHEMA ogid CASCADE", verdict["advice"])
        self.database.sql("DROP SCHEMA ogid CASCADE")
        self.wait_until_filled_again(before)

    def test_a_figure_that_the_database_refuses_in_the_midst_of_a_copy_holds_up_its_report_alone(self):
        dead = self.ground.folder / "cells.ndjson"
        self.addCleanup(lambda: dead.unlink(missing_ok=True))
        self.daemon(sink(self.database, dead_letters=str(dead), tries_max=2))
        self.wait_until_well()
        self.database.sql("ALTER TABLE ogid.cells ADD CONSTRAINT poison CHECK (value IS DISTINCT FROM 5511)")
        self.stir(5511)
        put_aside = programs.until(lambda: dead.exists() and [json.loads(line) for line in dead.read_text().splitlines()])
        self.assertEqual((len(put_aside), "poison" in put_aside[0]["why"]), (1, True), put_aside)
        self.stir()
        programs.until(lambda: self.status()["lag"] == 0)
        verdict = self.verdict(self.ground)
        told = {name: verdict[name] for name in ("missing", "differ", "surplus", "content_differs", "subjects")}
        self.assertEqual(told, {"missing": 0, "differ": 0, "surplus": 0, "content_differs": 1,
                                "subjects": [put_aside[0]["event"]["subject"]]})  # fmt: skip

    def stir(self, figure=None):
        """A new figure, so that there is something to deliver."""
        self.__class__.figure = getattr(self.__class__, "figure", 9000) + 1
        figure = figure or self.figure
        site = self.server.site
        report = next(report for host in site.hosts.values() for report in host.reports
                      if report.cells and any(value is not None for value in report.cells.values()))  # fmt: skip
        site.change(report, next(cell for cell, value in report.cells.items() if value is not None), figure)
        self.succeed(self.ground.ogi("recrawl", "--wait", "--url", report.url))

    def test_a_database_that_is_put_back_beneath_the_daemon_gets_what_it_lacks(self):
        self.daemon(sink(self.database))
        self.wait_until_well()
        self.database.sql("DELETE FROM ogid.changes; DELETE FROM ogid.reports; UPDATE ogid.sink_position SET sequence = 0")
        self.stir()
        self.wait_until_well()

    def beneath_a_daemon_that_sleeps(self, process, sql):
        """What `ogi sinks verify` says of the target after something was done to it, before the daemon can look."""
        programs.until(lambda: (verdict := self.verdict(self.ground))["left_at"] == verdict["cursor"])
        process.send_signal(signal.SIGSTOP)
        try:
            self.database.sql(sql)
            done = self.ground.ogi("sinks", "verify", "pg", "-o", "ndjson")
        finally:
            process.send_signal(signal.SIGCONT)
        self.assertEqual(done.returncode, 7, done.stderr)
        return json.loads(done.stdout)

    def wait_until_filled_again(self, before=0):
        """`before`: how often it had been before."""
        programs.until(lambda: (status := self.status())["set_backs"] > before and status["lag"] == 0)
        self.wait_until_well()
        self.assertEqual((self.status()["last_error"], self.status()["failed_tries"]), (None, 0))

    def test_tables_that_are_emptied_beneath_an_idle_daemon_are_told_and_filled_again(self):
        process = self.daemon(sink(self.database))
        self.wait_until_well()
        before = self.status()["set_backs"]
        verdict = self.beneath_a_daemon_that_sleeps(process, "TRUNCATE ogid.sink_position, ogid.reports, ogid.agencies, ogid.changes CASCADE")
        self.assertEqual((verdict["equal"], verdict["cursor"], verdict["missing"]), (False, None, verdict["reports"]), verdict)
        self.assertGreater(verdict["reports"], 0)
        self.assertGreaterEqual(verdict["behind"], verdict["reports"])
        self.assertIn("was emptied, put back or is another one", verdict["advice"])
        self.wait_until_filled_again(before)
        self.assertEqual(self.status()["set_back_from"], verdict["left_at"])

    def test_a_position_that_is_gone_is_told_though_every_row_is_there(self):
        process = self.daemon(sink(self.database))
        self.wait_until_well()
        verdict = self.beneath_a_daemon_that_sleeps(process, "TRUNCATE ogid.sink_position")
        self.assertEqual((verdict["missing"], verdict["differ"], verdict["equal"]), (0, 0, False), verdict)
        self.assertGreater(verdict["behind"], 0)

    def test_a_schema_that_is_dropped_is_made_anew_and_filled_again(self):
        process = self.daemon(sink(self.database))
        self.wait_until_well()
        before = self.status()["set_backs"]
        verdict = self.beneath_a_daemon_that_sleeps(process, "DROP SCHEMA ogid CASCADE")
        self.assertEqual((verdict["equal"], verdict["cursor"], verdict["missing"]), (False, None, verdict["reports"]), verdict)
        self.wait_until_filled_again(before)
        self.assertEqual(self.status()["set_back_from"], verdict["left_at"])
        self.database.sql("DROP SCHEMA ogid CASCADE")
        self.stir()
        self.wait_until_filled_again(before + 1)

    def test_a_table_that_is_dropped_is_told_with_what_to_do(self):
        self.daemon(sink(self.database))
        self.wait_until_well()
        self.database.sql("DROP TABLE ogid.sink_position")
        self.succeed(self.ground.ogi("sinks", "resume", "pg"))
        self.wait_for_words("the schema ogid is not as ogid made it: DROP SCHEMA ogid CASCADE, and a running ogid makes it anew")
        self.database.sql("DROP SCHEMA ogid CASCADE")
        self.wait_until_filled_again()

    def test_a_reload_starts_and_ends_sinks(self):
        self.daemon(sink(self.database))
        self.wait_until_well()
        lines = f"[[sink]]\nname = \"lines\"\nkind = \"files\"\nfolder = {programs.toml(str(self.ground.folder / 'lines'))}\n"
        self.ground.write(lines)
        self.succeed(self.ground.ogi("reload"))
        programs.until(lambda: [(one["sink"], one["lag"]) for one in self.ground.lines("sinks")] == [("lines", 0)])
        self.assertEqual(self.ground.ogi("sinks", "verify", "lines").returncode, 0)
        self.assertEqual(self.ground.ogi("sinks", "resume", "pg").returncode, 3)


if __name__ == "__main__":
    unittest.main()
