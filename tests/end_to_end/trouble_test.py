"""What a machine does to a program: a full disk, a read-only one, clocks that jump, a resolver that fails, a stopped process,
too few files, too little memory. Each is told in the log, loses nothing, and ends without a restart where that is possible."""

import errno
import os
import resource
import signal
import subprocess
import unittest

import programs
import server
import trouble

DAY_MS = 86_400_000
MID = 25  # Requests of about a hundred.
DELAY_MS = 60
READ = ("changed", "unchanged")  # What a second look makes of the first.
PAGE_FACTS = ("role", "depth", "reports", "replaced", "snapshot", "etag", "last_modified", "source")


def facts(ground):
    return {url: (page["outcome"] in READ or page["outcome"], *(page[name] for name in PAGE_FACTS))
            for url, page in ground.pages().items()}  # fmt: skip


def told(changes):
    return sorted((change["type"], change["subject"], change["data"]["source_url"]) for change in changes)


class Troubles(programs.SiteCase):
    @classmethod
    def setUpClass(cls):
        cls.server = cls.enterClassContext(server.SiteServer())
        cls.server.counting = False
        undisturbed = programs.Ground(cls.server.site.entries())
        cls.addClassCleanup(undisturbed.close)
        undisturbed.ogid("--once")
        cls.whole_pages, cls.whole_feed = facts(undisturbed), told(undisturbed.changes())

    def setUp(self):
        self.server.forget()
        self.server.latency_s = 0.0

    def ground(self, **crawl):
        ground = programs.Ground(self.server.site.entries(), **{"host_delay_ms": DELAY_MS} | crawl)
        self.addCleanup(ground.close)
        return ground

    def start(self, ground, *options, **how):
        return self.enterContext(trouble.Troubled(ground, *options, **how))

    def until_in_the_middle(self, daemon):
        self.assertTrue(self.server.wait_for(MID, programs.PATIENCE_S), daemon.log())

    def assert_whole(self, ground):
        """The store is what an undisturbed crawl leaves, and the feed tells every report once."""
        feed = ground.changes()
        self.assertEqual([change["sequence"] for change in feed], [str(number) for number in range(1, len(feed) + 1)])
        self.assertEqual(told(feed), self.whole_feed)
        pages = facts(ground)
        differing = [(url, page, self.whole_pages.get(url)) for url, page in pages.items() if page != self.whole_pages.get(url)]
        self.assertEqual((differing[:2], len(pages)), ([], len(self.whole_pages)))

    def finish(self, ground, daemon):
        """Lets the daemon go on until it has all, and stops it."""
        expected = len(self.whole_feed)
        programs.until(lambda: len(ground.changes()) >= expected or daemon.process.poll() is not None)
        programs.until(lambda: all(page["outcome"] for page in ground.pages().values()) or daemon.process.poll() is not None)
        self.assertEqual(daemon.stop(), 0, daemon.log()[-2000:])
        self.assert_whole(ground)


class Disk(Troubles):
    def test_without_room_the_crawl_waits_until_there_is_some(self):
        ground = self.ground()
        daemon = self.start(ground)
        self.until_in_the_middle(daemon)
        daemon.meets(free_bytes=1 << 20)
        daemon.until_said("crawl interrupted", "1 MiB are free", "free_bytes_min")
        asked = len(self.server.requests())
        daemon.until_said("store cannot be written", "free_bytes_min", times=2)
        self.assertEqual(len(self.server.requests()), asked, "it went on asking")
        daemon.meets()
        daemon.until_said("store can be written again")
        self.finish(ground, daemon)
        self.assertEqual(daemon.lines("beginning anew"), [])

    def test_a_write_that_fails_in_the_middle_is_got_over(self):
        for code, all_calls in ((errno.ENOSPC, 0), (errno.EROFS, 0), (errno.EIO, 1)):
            with self.subTest(errno.errorcode[code]):
                self.server.forget()
                ground = self.ground()
                daemon = self.start(ground)
                self.until_in_the_middle(daemon)
                daemon.meets(write_errno=code, no_sync=all_calls)
                daemon.until_said("crawl interrupted")
                daemon.until_said("store cannot be written", os.strerror(code))
                known = len(ground.changes())  # Reading goes on.
                self.assertGreater(known, 0)
                daemon.meets()
                daemon.until_said("beginning anew")
                self.finish(ground, daemon)

    def test_a_write_that_fails_ends_a_single_crawl_with_a_message(self):
        ground = self.ground()
        daemon = self.start(ground, "--once")
        self.until_in_the_middle(daemon)
        daemon.meets(write_errno=errno.ENOSPC)
        self.assertEqual(daemon.wait(), 1, daemon.log())
        self.assertIn(str(ground.store), daemon.log())
        self.crawl(ground)
        self.assert_whole(ground)

    def test_a_read_only_disk_is_named_at_the_start_and_can_be_read(self):
        ground = self.ground(host_delay_ms=0)
        self.crawl(ground)
        daemon = self.start(ground, "--once", write_errno=errno.EROFS)
        self.assertEqual(daemon.wait(), 1, daemon.log())
        for words in (str(ground.store), os.strerror(errno.EROFS)):
            self.assertIn(words, daemon.log())
        read = subprocess.run([str(programs.BIN / "ogi"), "--config", str(ground.config), "changes", "-o", "ndjson"],
                              capture_output=True, text=True, env=daemon.environment())  # fmt: skip
        self.assertEqual(len(read.stdout.splitlines()), len(self.whole_feed), read.stderr)


class Time(Troubles):
    def test_a_clock_that_is_set_back_makes_nothing_wait(self):
        ground = self.ground()
        daemon = self.start(ground)
        self.until_in_the_middle(daemon)
        daemon.meets(clock_ahead_ms=-3 * DAY_MS)
        daemon.until_said("clock set back")
        self.finish(ground, daemon)

    def test_a_clock_that_is_set_ahead_doubles_nothing(self):
        ground = self.ground()
        daemon = self.start(ground)
        self.until_in_the_middle(daemon)
        daemon.meets(clock_ahead_ms=3 * DAY_MS)
        daemon.until_said("clock set ahead")
        self.finish(ground, daemon)

    def test_what_was_visited_under_a_wrong_time_is_visited_again(self):
        ground = self.ground()
        daemon = self.start(ground)
        self.until_in_the_middle(daemon)
        right = [page["due_at"] for page in ground.pages().values()]
        daemon.meets(clock_ahead_ms=400 * DAY_MS)
        daemon.until_said("clock set ahead")
        programs.until(lambda: max(page["due_at"] for page in ground.pages().values())[:4] > max(right)[:4])
        daemon.meets()
        daemon.until_said("clock set back", "visited again")
        daemon.until_said("doubtful visits due again")
        programs.until(lambda: max(page["due_at"] for page in ground.pages().values())[:7] <= later(max(right)))
        self.finish(ground, daemon)

    def test_a_process_that_was_stopped_asks_again_for_what_timed_out(self):
        ground = self.ground(total_timeout_ms=1_000, retry_first_s=1)
        self.server.latency_s = 0.2
        daemon = self.start(ground)
        self.until_in_the_middle(daemon)
        daemon.process.send_signal(signal.SIGSTOP)
        try:
            self.server.closing.wait(5.0)  # Longer than every limit of the requests under way.
        finally:
            daemon.process.send_signal(signal.SIGCONT)
        daemon.until_said("stood still")
        self.server.latency_s = 0.0
        self.finish(ground, daemon)


def later(iso):
    """The month three months after that of an ISO time, as text."""
    months = int(iso[:4]) * 12 + int(iso[5:7]) - 1 + 3
    return "%04d-%02d" % (months // 12, months % 12 + 1)


class Means(Troubles):
    def test_names_that_nobody_resolves_are_told_and_tried_again(self):
        host = self.server.site.hosts["127.0.0.3"]
        entry = host.entry().replace("127.0.0.3", trouble.name_of("127.0.0.3"))
        ground = programs.Ground([entry])
        self.addCleanup(ground.close)
        daemon = self.start(ground, no_names=1)
        daemon.until_said("outcome=failed", entry, "cannot be resolved", "next=")
        self.assertEqual(self.server.requests(), [])
        daemon.meets(clock_ahead_ms=DAY_MS)  # The time of the next attempt has come.
        programs.until(lambda: len(ground.changes()) >= len(host.reports))
        self.assertEqual(daemon.stop(), 0)

    def test_too_few_files_are_refused_with_the_number_that_is_needed(self):
        ground = self.ground()
        daemon = self.start(ground, "--once", limits={resource.RLIMIT_NOFILE: (64, 64)})
        self.assertEqual(daemon.wait(), 1)
        self.assertIn("only 64 files may be open", daemon.log())
        self.assertFalse(ground.store.exists())

    def test_a_low_limit_of_files_is_raised_where_that_is_allowed(self):
        ground = self.ground(host_delay_ms=0)
        hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        daemon = self.start(ground, "--once", limits={resource.RLIMIT_NOFILE: (64, hard)})
        self.assertEqual(daemon.wait(), 0, daemon.log())
        self.assert_whole(ground)

    def test_too_little_memory_is_said_and_loses_nothing(self):
        ground = self.ground(host_delay_ms=0)
        endings = set()
        # Between these something else is refused each time: a library, a thread of a pool, the store's memory.
        for mebibytes in (100, 150, 200, 250, 300, 310, 320, 330, 340, 350, 400, 450, 500, 600, 700, 800, 900, 1000):
            daemon = self.start(ground, "--once", limits={resource.RLIMIT_AS: (mebibytes << 20, mebibytes << 20)})
            endings.add(daemon.wait())
            self.assertLessEqual(endings, {0, 1, 127}, daemon.log()[-2000:])  # 127: not even its libraries fitted.
            if daemon.process.returncode == 1:
                said = daemon.log().splitlines()[-1]
                self.assertRegex(said, "out of memory|the system refuses|threads, .* are needed|memory", mebibytes)
        self.assertIn(1, endings)
        self.crawl(ground)
        self.assert_whole(ground)


if __name__ == "__main__":
    unittest.main()
