"""The care of the store: verified, backed up, restored, compacted and pruned, while a daemon runs and while programs are killed."""

import json
import random
import unittest

import daemon_test
import killed_store
import programs
import server

KILLS = ("commits", "backup", "compaction", "commits", "restore", "pruning", "reparse", "commits", "backup", "restore")


class Store(programs.SiteCase):
    @classmethod
    def setUpClass(cls):
        cls.server = cls.enterClassContext(server.SiteServer())
        cls.site = cls.server.site
        cls.ground = programs.Ground([cls.site.hosts["127.0.0.3"].entry()])
        cls.addClassCleanup(cls.ground.close)
        cls.first = cls.ground.ogid("--once")

    def store(self, *words, exit_code=0):
        done = self.ground.ogi("store", *words, "-o", "json")
        self.assertEqual(done.returncode, exit_code, done.stderr + done.stdout)
        return json.loads(done.stdout)

    def test_a_crawled_store_holds_all_that_is_promised(self):
        self.succeed(self.first)
        self.assertEqual(self.store("verify"), [])

    def test_what_a_daemon_backs_up_can_be_restored_and_is_whole(self):
        backups = self.ground.folder / "of a daemon"
        with daemon_test.Running(self.ground):
            (made,) = self.store("backup", str(backups))
            self.assertIn("bytes_after", self.store("compact")[0])
            self.assertEqual(self.store("prune", "--dry-run")[0]["captures"], 0)
            self.assertEqual(self.store("verify"), [])
        self.assertEqual([line["backup"] for line in self.store("backups", str(backups))], [made["backup"]])
        other = programs.Ground(self.ground.entries)
        self.addCleanup(other.close)
        self.succeed(other.ogi("store", "restore", str(backups)))
        self.succeed(other.ogi("store", "verify"))
        self.assertEqual(other.changes(), self.ground.changes())
        again = other.ogi("store", "restore", str(backups))
        self.assertEqual(again.returncode, 2, again.stderr)

    def test_a_restore_is_refused_while_a_daemon_runs(self):
        backups = self.ground.folder / "refused"
        self.store("backup", str(backups))
        with daemon_test.Running(self.ground):
            self.assertEqual(self.ground.ogi("store", "restore", str(backups), "--force").returncode, 75)

    def test_stats_tell_what_there_is(self):
        lines = {line["what"]: line for line in self.store("stats", "--exact")}
        self.assertEqual(lines["report_states"]["records"], len(self.ground.reports()))
        self.assertEqual(lines["pages"]["records"], len(self.ground.pages()))
        self.assertGreater(lines["(bodies)"]["bytes"], lines["(bodies)"]["disk_bytes"])


class KilledPrograms(programs.SiteCase):
    def test_what_kills_leave_is_whole(self):
        with server.SiteServer() as site_server:
            ground = programs.Ground([site_server.site.hosts["127.0.0.3"].entry()])
            self.addCleanup(ground.close)
            self.crawl(ground)
            killed = killed_store.KilledStore(site_server.site, ground, random.Random(5))
            self.addCleanup(killed.close)
            killed.prepare()
            for task in KILLS:
                killed.kill(task if task in killed.tasks else "commits")
            killed.restore_newest()
            self.assertEqual(killed.faults, [])
            self.assertGreater(sum(count for count, _ in killed.counts.values()), len(KILLS) // 2)


if __name__ == "__main__":
    unittest.main()
