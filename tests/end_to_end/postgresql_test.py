"""The PostgreSQL sink against a real server: what is in the tables, also behind a restore of the store."""

import hashlib
import json
import unittest

import postgresql
import programs
import server
from postgresql_case import SinkCase, sink

# What COPY would take for a null, an end or a tab, were it not escaped.
ODD = ("\\N", "\\.", "3\\t4\\")


@unittest.skipIf(postgresql.absent(), postgresql.absent())
class Postgresql(SinkCase):
    @classmethod
    def setUpClass(cls):
        cls.start()
        cls.ground.write(sink(cls.database))
        site = cls.server.site
        odd = site.report("湖北省宜昌市远安县财政局", 2023)
        odd.marks |= dict(zip(odd.cells, ODD))
        cls.crawled = cls.ground.ogid("--once")
        cls.revised = next(report for host in site.hosts.values() for report in host.reports
                           if report.cells and report is not odd and any(value is not None for value in report.cells.values()))  # fmt: skip
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
        self.assertLessEqual(set(ODD), {raw for _, _, raw in held.values()})
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

    def test_money_in_two_units_has_no_difference(self):
        self.assertEqual(self.database.sql("SELECT count(*) FROM ogid.changed_figures WHERE difference IS NULL AND old_unit = new_unit "
                                           "AND old_value IS NOT NULL AND new_value IS NOT NULL"), "0")  # fmt: skip
        figures = self.database.sql(
            "BEGIN; UPDATE ogid.changed_cells SET old_value = 5, old_unit = '万元', new_value = 50000, new_unit = '元'; "
            "SELECT DISTINCT difference IS NULL FROM ogid.changed_figures; ROLLBACK")  # fmt: skip
        self.assertEqual(figures, "t")

    def test_the_wide_view_has_a_column_a_cell(self):
        report = next(report for report in self.ground.reports().values() if report["generation"] == "2021")
        row = self.database.rows("SELECT * FROM ogid.cells_wide_2021 WHERE agency = '%s' AND year = %d"
                                 % (report["agency"]["name"], report["year"]))[0]  # fmt: skip
        for name, cell in report["cells"].items():
            column = name.replace(".", "_")
            self.assertEqual(row[column], cell["value"], name)
            if column + "_unit" in row:
                self.assertEqual(row[column + "_unit"], cell["unit"], name)
        self.assertIn("disclosure_fee_amount_unit", row)

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

    def test_any_value_that_was_altered_is_found(self):
        """One value of each column of each table that holds what was delivered, in the first row that has one; a null gets one."""
        columns = self.database.rows(
            "SELECT table_name, column_name, data_type FROM information_schema.columns JOIN information_schema.tables "
            "USING (table_schema, table_name) WHERE table_schema = 'ogid' AND table_type = 'BASE TABLE' "
            "AND column_name <> 'report_id' AND table_name NOT IN ('schema_version', 'sink_position')")  # fmt: skip
        self.assertGreater(len(columns), 70)
        others = {"text": "{0} || 'x'", "integer": "{0} + 1000", "bigint": "{0} + 1000", "numeric": "{0} + 0.5", "boolean": "NOT {0}",
                  "date": "{0} + 1", "timestamp with time zone": "{0} + interval '1 microsecond'", "ARRAY": "{0} || 'x'::text"}  # fmt: skip
        for column in columns:
            table, name, kind = column["table_name"], column["column_name"], column["data_type"]
            where = "kind <> 'number'" if (table, name) == ("cells", "kind") else f"{name} IS NOT NULL"
            row = self.database.sql(f"SELECT ctid FROM ogid.{table} WHERE {where} ORDER BY ctid LIMIT 1")
            other = "CASE state WHEN 'online' THEN 'withdrawn' ELSE 'online' END" if name == "state" else others[kind].format(name)
            if not row:
                row = self.database.sql(f"SELECT min(ctid) FROM ogid.{table}")
                other = "'1'"
            # Keys of other tables must not stand in the way.
            alter = "SET session_replication_role = replica; UPDATE ogid.{} SET {} = {} WHERE ctid = '{}' RETURNING ctid"
            with self.subTest(table=table, column=name):
                self.database.sql(f"CREATE TABLE public.kept AS SELECT {name} FROM ogid.{table} WHERE ctid = '{row}'")
                row = self.database.sql(alter.format(table, name, other, row)).split()[-1]
                verdict = self.verdict(self.ground)
                self.database.sql(alter.format(table, name, f"(SELECT {name} FROM public.kept)", row) + "; DROP TABLE public.kept")
                self.assertFalse(verdict["equal"], verdict)
        self.assert_equal_to_store(self.ground)

    def test_rows_that_are_gone_are_found(self):
        for table in ("checks", "statements", "cells", "agencies", "changed_cells"):
            with self.subTest(table=table):
                self.database.sql(f"CREATE TABLE public.kept AS SELECT * FROM ogid.{table}; TRUNCATE ogid.{table}")
                verdict = self.verdict(self.ground)
                self.database.sql(f"INSERT INTO ogid.{table} SELECT * FROM public.kept; DROP TABLE public.kept")
                self.assertEqual((verdict["equal"], verdict["content_differs"] > 0), (False, True), verdict)
        self.assert_equal_to_store(self.ground)

    def test_the_parts_of_a_revision_go_with_it(self):
        left = self.database.sql(
            "BEGIN; DELETE FROM ogid.reports WHERE report_id = (SELECT min(report_id) FROM ogid.cells); "
            "SELECT count(*) FROM ogid.cells LEFT JOIN ogid.revisions r USING (report_id, revision) WHERE r.report_id IS NULL; "
            "SELECT (SELECT count(*) FROM ogid.cells) > 0; TRUNCATE ogid.reports CASCADE; "
            "SELECT (SELECT count(*) FROM ogid.cells) + (SELECT count(*) FROM ogid.checks) + (SELECT count(*) FROM ogid.statements); "
            "ROLLBACK")  # fmt: skip
        self.assertEqual(left.split(), ["0", "t", "0"])

    def test_a_row_that_was_altered_is_found(self):
        self.database.sql("BEGIN; CREATE TABLE public.kept AS SELECT * FROM ogid.reports; "
                          "UPDATE ogid.reports SET line_sha256 = 'x' WHERE report_id = (SELECT min(report_id) FROM ogid.reports); "
                          "COMMIT")  # fmt: skip
        verdict = self.verdict(self.ground)
        self.assertEqual((verdict["equal"], verdict["differ"], len(verdict["subjects"])), (False, 1, 1))
        self.database.sql("UPDATE ogid.reports r SET line_sha256 = k.line_sha256 FROM public.kept k USING (report_id); "
                          .replace(" USING (report_id)", " WHERE k.report_id = r.report_id") + "DROP TABLE public.kept")


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
        first_epoch = database.sql("SELECT epoch FROM ogid.sink_position")
        before = int(database.sql("SELECT sequence FROM ogid.sink_position"))
        database.sql("INSERT INTO ogid.reports SELECT 0, 'nobody', year, agency_id, division, revision, state, withdrawn_reason, "
                     "filed_as, title, published, generation, verdict, source_url, last_type, last_cause, last_class, observed_at, "
                     "recorded_at, epoch, 1000000, line_sha256 FROM ogid.reports LIMIT 1".replace("INTO ogid.reports", "INTO ogid.reports "
                     "OVERRIDING SYSTEM VALUE"))  # fmt: skip
        self.assertEqual(self.verdict(ground)["surplus"], 1)
        self.succeed(ground.ogi("store", "restore", str(ground.folder / "backups"), "--force"))
        for name in ("pg", "lines"):
            done = ground.ogi("sinks", "verify", name, "-o", "ndjson")
            self.assertEqual(done.returncode, 7, done.stderr)
            self.assertIn("the store was put back to a backup since", json.loads(done.stdout)["advice"])
        site_server.site.change(report, cell, 4713)
        self.crawl(ground)
        self.recrawl(ground, "--url", report.url)
        self.crawl(ground)
        self.assertLess(int(ground.lines("status")[0]["last_sequence"]), before + 1)
        self.assert_equal_to_store(ground)
        epoch = database.sql("SELECT epoch FROM ogid.sink_position")
        self.assertNotEqual(epoch, first_epoch)
        self.assertEqual(database.sql("SELECT count(*) FROM ogid.changed_figures WHERE new_value IN (4711, 4712)"), "0")
        self.assertEqual(database.sql("SELECT count(*) FROM ogid.changed_figures WHERE new_value = 4713"), "1")
        done = ground.ogi("sinks", "verify", "lines", "-o", "ndjson")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertEqual({path.name.split("-")[1] for path in lines.glob("changes-*")}, {epoch})


if __name__ == "__main__":
    unittest.main()
