"""Webhook and index get the feed: all of it, in order, whatever dies, and at the end each equals the store.

What stands for OpenSearch and the receiver of webhooks are strict servers of ours."""

import hashlib
import json
import sys
import unittest

import programs

sys.path.insert(0, str(programs.TESTS / "sinks"))
import bulk_server
import hook_server
from sink_ground import SinkCase, sink


class Webhook(SinkCase):
    def setUp(self):
        super().setUp()
        self.secret = hook_server.new_secret("one")
        self.hook = self.enterContext(hook_server.HookServer(self.secret))

    def sink(self, **more):
        return sink(name="hook", kind="webhook", url=self.hook.url, secret_file=self.secret_file(self.secret), **more)

    def assert_nothing_wrong(self):
        self.assertEqual(self.hook.faults, [])

    def test_every_line_is_posted_once_in_order_and_signed(self):
        self.ground.start(self.sink())
        self.ground.caught_up("hook")
        self.assertEqual(self.hook.lines(), self.ground.feed())
        self.assertEqual([key for key, _ in self.hook.posts], [json.loads(line)["cursor"] for line in self.ground.feed()])
        self.assert_nothing_wrong()

    def test_lines_in_an_array_are_the_same_lines(self):
        self.ground.start(self.sink(mode="batched"))
        self.ground.caught_up("hook")
        self.assertEqual(self.hook.lines(), self.ground.feed())
        self.assertLess(len(self.hook.posts), len(self.ground.feed()))
        self.assert_nothing_wrong()

    def test_a_receiver_in_trouble_gets_what_it_missed_and_the_order_stays(self):
        self.hook.answers = [503, 204, 500, 429, 204, "cut", 204, 302, 204]
        self.ground.start(self.sink())
        self.ground.caught_up("hook")
        once = list(dict.fromkeys(self.hook.lines()))
        self.assertEqual(once, self.ground.feed())
        self.assertEqual(len(self.hook.lines()), len(once) + 1)  # What was taken when the answer was cut came again.
        self.assert_nothing_wrong()

    def test_nothing_is_posted_behind_an_entry_that_is_refused_for_a_while(self):
        self.hook.answers = [204, 204, 422, 422]
        self.ground.start(self.sink())
        self.ground.caught_up("hook")
        self.assertEqual(self.hook.lines(), self.ground.feed())
        self.assert_nothing_wrong()

    def test_while_a_secret_is_replaced_either_will_do(self):
        self.ground.start(sink(name="hook", kind="webhook", url=self.hook.url,
                               secret_file=self.secret_file(hook_server.new_secret("new"), self.secret)))  # fmt: skip
        self.ground.caught_up("hook")
        self.assert_nothing_wrong()

    def test_a_wrong_secret_is_trouble_that_ends_when_the_file_is_put_right(self):
        path = self.secret_file(hook_server.new_secret("wrong"))
        self.ground.start(sink(name="hook", kind="webhook", url=self.hook.url, secret_file=path))
        programs.until(lambda: self.hook.faults)
        self.assertEqual(self.hook.lines(), [])
        programs.until(lambda: "401" in (self.ground.sinks()["hook"]["last_error"] or ""))
        self.secret_file(self.secret)
        self.succeed(self.ground.ogi("sinks", "resume", "hook"))
        self.ground.caught_up("hook")
        self.assertEqual(self.hook.lines(), self.ground.feed())

    def test_a_receiver_that_wants_no_more_is_left_alone_until_a_person_resumes(self):
        self.hook.answers = [204, 204, 410]
        self.ground.start(self.sink())
        status = programs.until(lambda: self.ground.sinks()["hook"] if self.ground.sinks()["hook"]["state"] == "halted" else None)
        self.assertIn("wants no more", status["last_error"])
        self.assertEqual(len(self.hook.posts), 3)
        self.succeed(self.ground.ogi("sinks", "resume", "hook"))
        self.ground.caught_up("hook")
        self.assertEqual(self.hook.lines(), self.ground.feed())

    def test_over_tls_only_to_whom_the_authorities_vouch_for(self):
        certificate = self.certificate()
        with hook_server.HookServer(self.secret, certificate) as hook:
            keys = {"name": "hook", "kind": "webhook", "url": hook.url, "secret_file": self.secret_file(self.secret)}
            self.ground.start(sink(**keys))
            programs.until(lambda: "certificate" in (self.ground.sinks()["hook"]["last_error"] or ""))
            self.assertEqual(hook.lines(), [])
            self.ground.stop()
            self.ground.start(sink(**keys, ca_file=certificate[0]))
            self.ground.caught_up("hook")
            self.assertEqual(hook.lines(), self.ground.feed())

    def test_an_entry_that_is_refused_again_and_again_is_put_aside_and_told(self):
        poisoned = json.loads(self.ground.feed()[3])["subject"]
        self.hook.poison = {poisoned}
        for mode in ("structured", "batched"):
            with self.subTest(mode=mode):
                self.hook.taken.clear()
                dead = self.folder / f"dead-{mode}.ndjson"
                name = f"hook-{mode}"
                self.ground.start(sink(name=name, kind="webhook", url=self.hook.url, mode=mode, dead_letters=str(dead), tries_max=2,
                                       secret_file=self.secret_file(self.secret)))  # fmt: skip
                status = self.ground.caught_up(name)
                self.ground.stop()
                want = [line for line in self.ground.feed() if json.loads(line)["subject"] != poisoned]
                self.assertEqual(list(dict.fromkeys(self.hook.lines())), want)
                self.assertEqual(status["put_aside"], len(self.ground.feed()) - len(want))
                self.assertIn(poisoned, dead.read_text())


class Index(SinkCase):
    def sink(self, bulk, **more):
        return sink(name="index", kind=bulk.program, url=bulk.url, **more)

    def assert_equal_to_the_store(self, bulk):
        fold = self.ground.fold()
        held = bulk.documents("ogid")
        self.assertEqual(held.keys(), fold.keys())
        for subject, line in fold.items():
            self.assertEqual(held[subject]["line_sha256"], hashlib.sha256(line.encode()).hexdigest(), subject)
            self.assertEqual(held[subject]["withdrawn"], line.find('"type":"cn.ogid.report.withdrawn"') > 0)
        self.assertEqual(bulk.complaints, [])

    def test_a_document_a_report_with_the_figures_of_the_store(self):
        for program, cells in (("opensearch", "nested"), ("elasticsearch", "flattened")):
            with self.subTest(program=program), bulk_server.BulkServer(program) as bulk:
                self.ground.start(sink(name=program, kind=program, url=bulk.url, cells=cells))
                self.ground.caught_up(program)
                self.assert_equal_to_the_store(bulk)
                for (agency, year), report in self.ground.reports().items():
                    document = bulk.documents("ogid")[f"{agency}/{year}"]
                    want = {key: str(cell["value"]) for key, cell in report["cells"].items() if cell["kind"] == "number"}
                    flat = cells == "flattened"
                    have = document["cells"] if flat else {cell["id"]: cell["decimal"] for cell in document["cells"] if cell["kind"] == "number"}
                    self.assertEqual(have, want)
                self.succeed(self.ground.ogi("sinks", "verify", program))
                self.ground.stop()

    def test_a_server_that_fails_in_every_way_ends_equal(self):
        faults = bulk_server.Faults(item_429=0.3, item_503=0.3, busy_429=0.2, error_500=0.2, cut_before=0.2, cut_after=0.2, slow=0.3)
        with bulk_server.BulkServer(faults=faults) as bulk:
            self.ground.start(self.sink(bulk))
            for report in self.some_reports()[:3]:
                self.revise(report, by=2)
            self.succeed(self.ground.ogi("recrawl", "--wait"))
            self.ground.caught_up("index")
            self.assert_equal_to_the_store(bulk)
            self.assertGreaterEqual(len([kind for kind, met in faults.met.items() if met]), 5, faults.met)

    def test_requests_that_are_too_long_are_parted(self):
        with bulk_server.BulkServer(body_bytes_max=70_000) as bulk:
            self.ground.start(self.sink(bulk, batch_max=500))
            self.ground.caught_up("index")
            self.assert_equal_to_the_store(bulk)
            self.assertGreater(bulk.too_large, 0)
            self.assertGreater(len(bulk.bodies), 1)

    def test_a_field_that_does_not_fit_holds_up_no_other_report(self):
        with bulk_server.BulkServer() as bulk:
            poisoned = json.loads(self.ground.feed()[3])["subject"]
            bulk.poison = {poisoned}
            dead = self.folder / "dead.ndjson"
            self.ground.start(self.sink(bulk, dead_letters=str(dead), tries_max=2))
            status = self.ground.caught_up("index")
            self.assertEqual(self.ground.fold().keys() - bulk.documents("ogid").keys(), {poisoned})
            self.assertEqual(status["put_aside"], 1)
            self.assertIn("mapper_parsing_exception", dead.read_text())

    def test_an_index_that_is_deleted_beneath_the_daemon_is_filled_again(self):
        with bulk_server.BulkServer() as bulk:
            self.ground.start(self.sink(bulk))
            self.ground.caught_up("index")
            with bulk.lock:
                bulk.indexes.clear()
            self.revise(self.some_reports()[0])
            self.succeed(self.ground.ogi("recrawl", "--wait"))
            programs.until(lambda: bulk.documents("ogid").keys() == self.ground.fold().keys())
            self.ground.caught_up("index")
            self.assert_equal_to_the_store(bulk)

    def test_an_index_that_is_deleted_beneath_an_idle_daemon_is_told_and_filled_again(self):
        with bulk_server.BulkServer() as bulk:
            self.ground.start(self.sink(bulk))
            self.ground.caught_up("index")
            verdict = self.verdict_of_a_sleeping_daemon("index", bulk.indexes.clear)
            self.assertEqual((verdict["cursor"], verdict["missing"]), (None, len(self.ground.fold())))
            self.assertGreater(verdict["behind"], 0)
            programs.until(lambda: self.ground.sinks()["index"]["set_backs"] and bulk.documents("ogid").keys() == self.ground.fold().keys())
            self.ground.caught_up("index")
            self.assert_equal_to_the_store(bulk)
            self.succeed(self.ground.ogi("sinks", "verify", "index"))

    def test_a_document_that_somebody_altered_is_found(self):
        for cells in ("nested", "flattened"):
            with self.subTest(cells=cells), bulk_server.BulkServer() as bulk:
                self.ground.start(self.sink(bulk, cells=cells))
                self.ground.caught_up("index")
                self.succeed(self.ground.ogi("sinks", "verify", "index"))
                (index,) = bulk.indexes.values()
                with bulk.lock:
                    document = next(entry for _, entry in index.held.values() if entry.get("cells"))
                    document["mine"] = "is nobody's business"
                self.succeed(self.ground.ogi("sinks", "verify", "index"))
                with bulk.lock:
                    if cells == "nested":
                        next(cell for cell in document["cells"] if "value" in cell)["value"] += 1
                    else:
                        name = next(iter(document["cells"]))
                        document["cells"][name] += "1"
                told = self.ground.ogi("sinks", "verify", "index", "-o", "ndjson")
                self.assertEqual(told.returncode, 7, told.stderr)
                verdict = json.loads(told.stdout)
                self.assertEqual((verdict["differ"], verdict["content_differs"], verdict["subjects"]), (0, 1, [document["subject"]]))
                self.assertIn("delete the index", verdict["advice"])
                self.ground.stop()

    def test_an_index_that_is_put_back_beneath_the_daemon_gets_what_it_lacks(self):
        with bulk_server.BulkServer() as bulk:
            self.ground.start(self.sink(bulk))
            self.ground.caught_up("index")
            with bulk.lock:
                (index,) = bulk.indexes.values()
                earlier = dict(index.held)
            for number, report in enumerate(self.some_reports()[:2]):
                self.revise(report, by=11)
                self.succeed(self.ground.ogi("recrawl", "--wait", "--url", report.url))
                self.ground.caught_up("index")
                if number == 0:
                    with bulk.lock:
                        index.held.clear()
                        index.held.update(earlier)
            self.assert_equal_to_the_store(bulk)

    def test_a_replay_of_everything_is_no_conflict_and_ends_no_sink(self):
        with bulk_server.BulkServer() as bulk:
            self.ground.start(self.sink(bulk))
            self.ground.caught_up("index")
            self.ground.stop()
            (index,) = bulk.indexes.values()
            writes = index.writes
            del index.held["ogid-position"]  # It has everything, and does not know how far it is.
            self.ground.start()
            status = self.ground.caught_up("index")
            self.assertGreaterEqual(index.writes - writes, len(self.ground.fold()))
            self.assertEqual((status["refused"], status["put_aside"], status["last_error"]), (0, 0, None))
            self.assert_equal_to_the_store(bulk)

    def test_a_newer_version_of_somebody_else_is_not_taken_for_ours(self):
        """A conflict says that something newer is held. Where that is not ours, comparing tells."""
        with bulk_server.BulkServer() as bulk:
            self.ground.start(self.sink(bulk))
            self.ground.caught_up("index")
            (index,) = bulk.indexes.values()
            report = self.some_reports()[0]
            subject = f"{report.agency}/{report.year}"
            with bulk.lock:
                (key,) = [key for key, (_, entry) in index.held.items() if entry.get("subject") == subject]
                index.held[key] = (2**62, index.held[key][1])
            self.revise(report, by=3)
            self.succeed(self.ground.ogi("recrawl", "--wait", "--url", report.url))
            self.ground.caught_up("index")
            told = self.ground.ogi("sinks", "verify", "index", "-o", "ndjson")
            self.assertEqual(told.returncode, 7, told.stderr)
            self.assertEqual(json.loads(told.stdout)["subjects"], [subject])

    def test_an_index_of_another_store_or_of_other_fields_is_left_alone(self):
        with bulk_server.BulkServer() as bulk:
            self.ground.start(self.sink(bulk))
            self.ground.caught_up("index")
            self.ground.stop()
            (index,) = bulk.indexes.values()
            writes, position = index.writes, index.held["ogid-position"]
            index.held["ogid-position"] = (1, {"feed": "urn:ogid:other", "position": "1-1"})
            self.ground.start()
            programs.until(lambda: "another store" in (self.ground.sinks()["index"]["last_error"] or ""))
            index.held["ogid-position"] = position
            index.mappings["properties"]["year"]["type"] = "keyword"
            self.succeed(self.ground.ogi("sinks", "resume", "index"))
            programs.until(lambda: "the field year is keyword" in (self.ground.sinks()["index"]["last_error"] or ""))
            self.assertEqual(index.writes, writes)

    def test_passwords_come_from_files(self):
        with bulk_server.BulkServer() as bulk:
            bulk.authorization = "Basic b2dpOnNlY3JldA=="
            password = self.folder / "password"
            password.write_text("wrong\n")
            self.ground.start(self.sink(bulk, user="ogi", password_file=str(password)))
            programs.until(lambda: "401" in (self.ground.sinks()["index"]["last_error"] or ""))
            password.write_text("secret\n")
            self.succeed(self.ground.ogi("sinks", "resume", "index"))
            self.ground.caught_up("index")
            self.assert_equal_to_the_store(bulk)


if __name__ == "__main__":
    unittest.main()
