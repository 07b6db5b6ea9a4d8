"""NATS JetStream gets the feed: all of it, in order, whatever dies, and at the end the stream of a real server equals the store."""

import json
import os
import sys
import unittest

import programs

sys.path.insert(0, str(programs.TESTS / "sinks"))
import nats_ground
from sink_ground import SinkCase, sink

HAS_NATS = os.path.exists(nats_ground.PROGRAM)


@unittest.skipUnless(HAS_NATS, "nats-server is not installed (scripts/install-deps does)")
class Nats(SinkCase):
    def nats(self, name="nats", *options):
        made = nats_ground.NatsServer(self.folder / name, *options)
        self.addCleanup(made.close)
        return made

    def sink(self, nats, **more):
        return sink(name="nats", kind="nats", servers=[nats.url], **more)

    def lines(self, nats, stream="OGID", **connect):
        """(subject, headers, line) of every entry of the feed in the stream."""
        reader = nats_ground.NatsReader(nats.port, **connect)
        self.addCleanup(reader.close)
        return [entry for entry in reader.messages(stream) if len(entry[0].split(".")) == 3]

    def assert_equal_to_the_store(self, nats):
        held = {json.loads(line)["subject"]: line for _, _, line in self.lines(nats)}
        self.assertEqual(held, self.ground.fold())
        self.succeed(self.ground.ogi("sinks", "verify", "nats"))

    def test_a_stream_of_all_messages_is_the_feed(self):
        nats = self.nats()
        self.ground.start(self.sink(nats, messages_per_subject=0))
        self.ground.caught_up("nats")
        entries = self.lines(nats)
        feed = self.ground.feed()
        self.assertEqual([line for _, _, line in entries], feed)
        source = json.loads(feed[0])["source"]
        self.assertEqual([headers["Nats-Msg-Id"] for _, headers, _ in entries], [f"{source}/{json.loads(line)['cursor']}" for line in feed])
        self.assertEqual({headers["Content-Type"] for _, headers, _ in entries}, {"application/cloudevents+json"})

    def test_a_stream_of_the_newest_is_the_fold_and_survives_kills_of_the_server(self):
        nats = self.nats()
        self.ground.start(self.sink(nats, timeout_s=2))
        for number, report in enumerate(self.some_reports()[:3]):
            self.revise(report, by=number + 3)
            nats.restart()
            self.succeed(self.ground.ogi("recrawl", "--wait"))
        self.ground.caught_up("nats")
        self.assert_equal_to_the_store(nats)

    def test_a_purged_or_deleted_stream_is_filled_again(self):
        nats = self.nats()
        self.ground.start(self.sink(nats))
        for word in ("PURGE", "DELETE"):
            self.ground.caught_up("nats")
            self.ground.stop()
            reader = nats_ground.NatsReader(nats.port)
            self.assertTrue(reader.ask(f"$JS.API.STREAM.{word}.OGID")["success"])
            reader.close()
            self.ground.start()
            self.ground.caught_up("nats")
            self.assert_equal_to_the_store(nats)

    def test_a_stream_that_is_purged_beneath_the_daemon_is_filled_again_with_the_next_entry(self):
        nats = self.nats()
        self.ground.start(self.sink(nats))
        self.ground.caught_up("nats")
        reader = nats_ground.NatsReader(nats.port)
        self.addCleanup(reader.close)
        self.assertTrue(reader.ask("$JS.API.STREAM.PURGE.OGID")["success"])
        report = self.some_reports()[0]
        self.revise(report, by=13)
        self.succeed(self.ground.ogi("recrawl", "--wait", "--url", report.url))
        programs.until(lambda: len(self.lines(nats)) == len(self.ground.fold()))
        self.ground.caught_up("nats")
        self.assert_equal_to_the_store(nats)

    def test_a_stream_that_is_purged_or_deleted_beneath_an_idle_daemon_is_told_and_filled_again(self):
        nats = self.nats()
        self.ground.start(self.sink(nats))
        for number, word in enumerate(("PURGE", "DELETE"), 1):
            def do():
                reader = nats_ground.NatsReader(nats.port)
                self.assertTrue(reader.ask(f"$JS.API.STREAM.{word}.OGID")["success"])
                reader.close()
            self.ground.caught_up("nats")
            verdict = self.verdict_of_a_sleeping_daemon("nats", do)
            self.assertEqual((verdict["cursor"], verdict["missing"]), (None, len(self.ground.fold())), word)
            programs.until(lambda: self.ground.sinks()["nats"]["set_backs"] == number)
            self.ground.caught_up("nats")
            self.assert_equal_to_the_store(nats)

    def test_the_servers_limits_of_a_message_put_an_entry_aside_and_no_other(self):
        report = self.some_reports()[0]
        for cell in [cell for cell in report.cells if cell.startswith("requests.")][:40]:
            self.revise(report, cell=cell)
        self.succeed(self.ground.ogi("recrawl", "--wait"))
        (long,) = [line for line in self.ground.feed() if len(line) > 5000]
        config = self.folder / "small.conf"
        config.write_text("max_payload: 4096\n")
        for name, options, size in (("payload", ["-c", str(config)], -1), ("stream", [], 3000)):
            with self.subTest(limit=name):
                nats = self.nats(name, *options)
                reader = nats_ground.NatsReader(nats.port)
                self.addCleanup(reader.close)
                made = reader.ask("$JS.API.STREAM.CREATE.OGID", {"name": "OGID", "subjects": ["ogid.>"], "storage": "file", "max_msg_size": size})
                self.assertNotIn("error", made)
                dead = self.folder / f"dead-{name}.ndjson"
                self.ground.start(self.sink(nats, dead_letters=str(dead), tries_max=2))
                status = self.ground.caught_up("nats")
                self.ground.stop()
                self.assertEqual(status["put_aside"], 1)
                self.assertIn(json.dumps(json.loads(long)["subject"], ensure_ascii=False), dead.read_text())
                self.assertEqual(dict.fromkeys(line for _, _, line in self.lines(nats)).keys() | {long}, set(self.ground.feed()))

    def test_over_tls_only_to_whom_the_authorities_vouch_for(self):
        certificate, key = self.certificate()
        nats = self.nats("secure", "--tls", "--tlscert", certificate, "--tlskey", key)
        self.ground.start(sink(name="nats", kind="nats", servers=[nats.url.replace("nats:", "tls:")]))
        programs.until(lambda: "ertificate" in (self.ground.sinks()["nats"]["last_error"] or ""))
        self.ground.stop()
        self.ground.start(self.sink(nats, ca_file=certificate))
        self.ground.caught_up("nats")
        self.succeed(self.ground.ogi("sinks", "verify", "nats"))

    def test_messages_of_others_are_not_taken_for_ours(self):
        nats = self.nats()
        reader = nats_ground.NatsReader(nats.port)
        self.addCleanup(reader.close)
        self.assertNotIn("error", reader.ask("$JS.API.STREAM.CREATE.OGID", {"name": "OGID", "subjects": ["ogid.>"], "storage": "file"}))
        reader.publish("ogid.somebody.else", b"hello")
        programs.until(lambda: reader.stream("OGID")["state"]["messages"] == 1)
        self.ground.start(self.sink(nats))
        programs.until(lambda: "something else" in (self.ground.sinks()["nats"]["last_error"] or ""))
        self.assertEqual(reader.stream("OGID")["state"]["messages"], 1)

    def test_tokens_come_from_files_and_a_wrong_one_is_told(self):
        nats = self.nats("authorized", "--auth", "s3cret")
        token = self.folder / "token"
        token.write_text("wrong\n")
        self.ground.start(self.sink(nats, token_file=str(token)))
        programs.until(lambda: "uthoriz" in (self.ground.sinks()["nats"]["last_error"] or ""))
        token.write_text("s3cret\n")
        self.succeed(self.ground.ogi("sinks", "resume", "nats"))
        self.ground.caught_up("nats")
        self.assertEqual(len(self.lines(nats, auth_token="s3cret")), len(self.ground.fold()))


if __name__ == "__main__":
    unittest.main()
