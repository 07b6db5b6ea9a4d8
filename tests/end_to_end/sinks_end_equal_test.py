"""One daemon with a webhook, an index and a NATS stream: killed again and again, or put back from a backup, each ends equal to
the store."""

import hashlib
import json
import os
import subprocess
import sys
import unittest

import programs
import server

sys.path.insert(0, str(programs.TESTS / "sinks"))
import bulk_server
import hook_server
import nats_ground
from sink_ground import SinkCase, sink

HAS_NATS = os.path.exists(nats_ground.PROGRAM)


@unittest.skipUnless(HAS_NATS, "nats-server is not installed (scripts/install-deps does)")
class AllOfThem(SinkCase):
    KILLS = 6

    def test_killed_again_and_again_each_of_them_equals_the_store(self):
        nats = nats_ground.NatsServer(self.folder / "nats")
        self.addCleanup(nats.close)
        secret = hook_server.new_secret("one")
        faults = bulk_server.Faults(item_429=0.05, busy_429=0.05, cut_after=0.1)
        with hook_server.HookServer(secret) as hook, bulk_server.BulkServer(faults=faults) as bulk:
            self.ground.start(sink(name="hook", kind="webhook", url=hook.url, secret_file=self.secret_file(secret), batch_max=3),
                              sink(name="index", kind="opensearch", url=bulk.url, batch_max=3),
                              sink(name="nats", kind="nats", servers=[nats.url], batch_max=3, timeout_s=2))  # fmt: skip
            reports = self.some_reports()
            for number in range(self.KILLS):
                self.revise(reports[number % len(reports)], by=number + 1)
                if number % 3 == 0:
                    self.server.fail(reports[-1].url, server.status(404))
                    nats.restart()
                order = subprocess.Popen([str(programs.BIN / "ogi"), "--config", str(self.ground.config), "recrawl", "--wait"],
                                         stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
                before = len(hook.posts)
                programs.until(lambda: len(hook.posts) > before + number % 3 or order.poll() is not None)
                self.ground.stop("kill")
                order.wait(programs.PATIENCE_S)
                self.ground.start()
            self.server.fail(reports[-1].url, None)
            self.succeed(self.ground.ogi("recrawl", "--wait"))
            for name in ("hook", "index", "nats"):
                self.ground.caught_up(name)
            fold = self.ground.fold()
            self.assertGreater(len(self.ground.feed()), len(fold))
            self.assertEqual(hook.newest(), fold)
            self.assertEqual(hook.faults, [])
            self.assertEqual({subject: entry["line_sha256"] for subject, entry in bulk.documents("ogid").items()},
                             {subject: hashlib.sha256(line.encode()).hexdigest() for subject, line in fold.items()})  # fmt: skip
            reader = nats_ground.NatsReader(nats.port)
            self.addCleanup(reader.close)
            held = {json.loads(line)["subject"]: line for subject, _, line in reader.messages("OGID") if len(subject.split(".")) == 3}
            self.assertEqual(held, fold)
            for name in ("index", "nats"):
                self.succeed(self.ground.ogi("sinks", "verify", name))

    def test_behind_a_restore_nothing_is_left_of_what_the_store_lost(self):
        nats = nats_ground.NatsServer(self.folder / "restored")
        self.addCleanup(nats.close)
        secret = hook_server.new_secret("one")
        with hook_server.HookServer(secret) as hook, bulk_server.BulkServer() as bulk:
            self.ground.start(sink(name="hook", kind="webhook", url=hook.url, secret_file=self.secret_file(secret)),
                              sink(name="index", kind="opensearch", url=bulk.url), sink(name="nats", kind="nats", servers=[nats.url]))  # fmt: skip
            self.succeed(self.ground.ogi("store", "backup", str(self.folder / "backups")))
            for by in (5, 6):
                self.revise(self.some_reports()[0], by=by)
                self.succeed(self.ground.ogi("recrawl", "--wait"))
            for name in ("hook", "index", "nats"):
                self.ground.caught_up(name)
            lost = set(self.ground.feed())
            self.ground.stop()
            (index,) = bulk.indexes.values()
            index.held["stale"] = (99, {"subject": "nobody/2020", "epoch": 1, "sequence": 99, "line_sha256": "0", "withdrawn": False})
            self.succeed(self.ground.ogi("store", "restore", str(self.folder / "backups"), "--force"))
            lost -= set(self.ground.feed())
            self.assertEqual(len(lost), 2)
            hook.taken.clear()
            self.ground.start()
            for name in ("hook", "index", "nats"):
                self.ground.caught_up(name)
            fold = self.ground.fold()
            programs.until(lambda: "nobody/2020" not in bulk.documents("ogid"))
            self.assertEqual({subject: entry["line_sha256"] for subject, entry in bulk.documents("ogid").items()},
                             {subject: hashlib.sha256(line.encode()).hexdigest() for subject, line in fold.items()})  # fmt: skip
            self.assertEqual(hook.newest(), fold)
            told = programs.until(lambda: [json.loads(body) for key, body in hook.posts if key.startswith("epoch-")])
            self.assertEqual(told[0]["type"], "cn.ogid.feed.epoch")
            reader = nats_ground.NatsReader(nats.port)
            self.addCleanup(reader.close)
            epoch = str(told[0]["data"]["epoch"])
            programs.until(lambda: any(headers.get("Nats-Msg-Id", "").endswith("/epoch/" + epoch) for _, headers, _ in reader.messages("OGID")))
            for name in ("index", "nats"):
                self.succeed(self.ground.ogi("sinks", "verify", name))


if __name__ == "__main__":
    unittest.main()
