"""What an operator tells a running ogid: look again, pause, go on, other limits, other sources, leave."""

import itertools
import json
import os
import pty
import signal
import subprocess
import threading
import time
import unittest

import programs
import server
from daemon_test import Running

DRAIN_S = 10  # A daemon that was told to end has ended.


def without_robots(requests):
    return [request.url for request in requests if not request.url.endswith("/robots.txt")]


class Told(programs.SiteCase):
    """One daemon over two hosts; each test leaves it as it found it."""

    @classmethod
    def setUpClass(cls):
        cls.server = cls.enterClassContext(server.SiteServer())
        cls.site = cls.server.site
        cls.one, cls.other = cls.site.hosts["127.0.0.3"], cls.site.hosts["127.0.0.2"]
        cls.late = cls.one.reports[-1]  # Not on the list when the site is crawled first.
        cls.list = next(cls.one.base + path for path in cls.one.list_paths
                        if cls.late.path in cls.one.pages[path].render(0))  # fmt: skip
        shown = cls.one.pages[cls.list.removeprefix(cls.one.base)].render(0)
        cls.server.fail(cls.list, server.page(shown.replace(cls.late.path, "#")))
        cls.ground = programs.Ground([cls.one.entry(), cls.other.entry()])
        cls.addClassCleanup(cls.ground.close)
        cls.daemon = cls.enterClassContext(Running(cls.ground))
        cls.known = len(cls.one.reports) + len(cls.other.reports) - 1
        programs.until(lambda: len(cls.ground.reports()) == cls.known and not cls.due_now())

    @classmethod
    def due_now(cls):
        now = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime())
        return [page for page in cls.ground.pages().values() if page["due_at"] < now]

    def setUp(self):
        self.server.forget()

    def asked(self):
        return without_robots(self.server.requests())

    def authority(self, host):
        return host.base.removeprefix("http://")

    def refused(self, done, code, *words):
        self.assertEqual(done.returncode, code, done.stderr)
        for word in words:
            self.assertIn(word, done.stderr)

    # ---- recrawl
    def test_a_recrawl_of_an_agency_or_a_year_asks_for_nothing_else_of_the_site(self):
        report = self.one.reports[0]
        self.recrawl(self.ground, "--agency", report.agency, "--year", str(report.year))
        self.assertEqual(self.asked(), [report.url])
        self.server.forget()
        self.recrawl(self.ground, "--year", str(report.year))
        expected = {other.url for host in (self.one, self.other) for other in host.reports if other.year == report.year}
        self.assertEqual(set(self.asked()) | {self.late.url}, expected | {self.late.url})

    def test_a_recrawl_of_a_source_asks_for_its_pages_and_for_what_is_new_on_them(self):
        before = {url for url, page in self.ground.pages().items() if page["source"] == "source 0"}
        self.assertNotIn(self.late.url, before)
        self.server.fail(self.list, None)
        self.recrawl(self.ground, "--source", "source 0")
        self.assertEqual(set(self.asked()), before | {self.late.url})
        self.assertEqual(len(self.asked()), len(before) + 1)
        self.assertIn((self.late.agency, self.late.year), self.ground.reports())

    def test_a_url_that_no_list_led_to_can_be_asked_for_on_the_site_of_a_source(self):
        url, words = self.one.base + self.one.news[0], ("recrawl", "--wait", "--url")
        self.assertNotIn(url, self.ground.pages())
        self.succeed(self.ground.ogi(*words, url))
        self.assertEqual(self.asked(), [url])
        self.assertEqual(self.ground.pages()[url]["source"], "source 0")
        self.refused(self.ground.ogi(*words, "http://127.0.0.77:9/"), 3, "http://127.0.0.77:9/", "[[source]]")
        self.refused(self.ground.ogi("recrawl", "--source", "nobody"), 3, "nobody")

    def test_who_interrupts_a_wait_leaves_the_request_with_the_daemon(self):
        report = self.one.reports[0]
        self.succeed(self.ground.ogi("pause"))
        self.addCleanup(self.ground.ogi, "resume")
        waiting = subprocess.Popen([str(programs.BIN / "ogi"), "--config", str(self.ground.config), "recrawl", "--wait",
                                    "--url", report.url], stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # fmt: skip
        self.addCleanup(waiting.communicate)
        programs.until(lambda: self.ground.pages()[report.url]["asked_for"])
        waiting.send_signal(signal.SIGINT)
        self.assertNotEqual(waiting.wait(programs.PATIENCE_S), 0)
        self.assertEqual(self.asked(), [])
        self.succeed(self.ground.ogi("resume"))
        programs.until(lambda: self.asked() == [report.url])

    def test_a_wait_shows_its_progress_on_a_terminal_and_nowhere_else(self):
        report = self.one.reports[0]
        self.succeed(self.ground.ogi("pause"))
        self.addCleanup(self.ground.ogi, "resume")
        command = [str(programs.BIN / "ogi"), "--config", str(self.ground.config), "recrawl", "--wait", "--url", report.url]
        ours, theirs = pty.openpty()
        self.addCleanup(os.close, ours)
        quiet = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        shown = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=theirs)
        os.close(theirs)
        text = b""
        while b"paused" not in text:  # What it waits for; the test's own time limit ends a wait in vain.
            text += os.read(ours, 4096)
        self.assertRegex(text.decode(errors="replace"), r"0/1 .* pages/s")
        self.succeed(self.ground.ogi("resume"))
        self.assertEqual((shown.wait(programs.PATIENCE_S), quiet.wait(programs.PATIENCE_S)), (0, 0))
        self.assertEqual(quiet.stderr.read(), b"")
        quiet.stderr.close()

    # ---- pause and resume
    def test_a_paused_host_is_asked_for_nothing_and_the_others_are(self):
        host = self.authority(self.one)
        self.assertIn(host, self.succeed(self.ground.ogi("pause", host)).stdout)
        self.addCleanup(self.ground.ogi, "resume", host)
        self.succeed(self.ground.ogi("recrawl"))
        known = {url for url in self.ground.pages() if url.startswith(self.other.base)}
        programs.until(lambda: set(self.asked()) >= known)
        self.assertFalse([url for url in self.asked() if url.startswith(self.one.base)])
        (standing,) = [line for line in self.ground.lines("hosts") if line["host"] == host]
        self.assertEqual(standing["reason"], "paused")
        self.succeed(self.ground.ogi("resume", host))
        programs.until(lambda: not self.due_now())
        self.assertTrue([url for url in self.asked() if url.startswith(self.one.base)])

    def test_a_host_that_is_none_is_refused(self):
        self.refused(self.ground.ogi("pause", "not a host"), 2, "not a host")

    def test_a_host_that_may_be_mistyped_is_told(self):
        host = self.authority(self.other)
        self.assertEqual(self.ground.ogi("pause", host).stderr, "")
        self.assertEqual(self.ground.ogi("resume", host).stderr, "")
        for words, told in ((("pause", "a.example"), "a.example was never visited"), (("resume", "a.example"), ""),
                            (("resume", "a.example"), "a.example was not paused")):  # fmt: skip
            done = self.ground.ogi(*words)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn(told, done.stderr)
            self.assertEqual(bool(told), bool(done.stderr))
        self.succeed(self.ground.ogi("pause"))
        self.assertIn("was not paused", self.ground.ogi("resume", host).stderr)
        self.succeed(self.ground.ogi("resume"))

    # ---- limits
    def test_limits_are_shown_changed_and_refused(self):
        limits = lambda *words: {line["key"]: (line["value"], line["configured"]) for line in self.ground.lines("limits", *words)}
        self.assertEqual(limits()["host_delay_ms"], (0, 0))
        self.assertEqual(limits("host_delay_ms=7", "depth_max=9")["host_delay_ms"], (7, 0))
        self.assertEqual((limits()["host_delay_ms"], limits()["depth_max"][0]), ((7, 0), 9))
        for words, said in ((("host_delay_ms=soon",), "host_delay_ms"), (("nonsense=1",), "nonsense"), (("workers=3",), "restart"),
                            (("depth_max=3", "host_delay_ms=-1"), "host_delay_ms"), (("host_delay_ms",), "KEY=VALUE")):  # fmt: skip
            self.refused(self.ground.ogi("limits", *words), 2, said)
        self.assertEqual(limits()["depth_max"][0], 9)  # Not half of what was asked for.
        self.succeed(self.ground.ogi("reload"))
        self.assertEqual(limits()["host_delay_ms"], (0, 0))

    def test_a_longer_delay_holds_from_the_next_request_on(self):
        self.ground.lines("limits", "host_delay_ms=400")
        self.addCleanup(self.ground.ogi, "reload")
        self.recrawl(self.ground, "--year", str(self.other.reports[0].year))
        times = {}
        for request in self.server.requests():
            times.setdefault(request.url.split("/")[2], []).append(request.at)
        gaps = [after - before for at in times.values() for before, after in zip(at, at[1:])]
        self.assertTrue(gaps)
        self.assertGreaterEqual(min(gaps), 0.39)

    # ---- what it does
    def test_status_tells_what_the_daemon_is_doing(self):
        (status,) = self.ground.lines("status")
        self.assertGreater(status["daemon"]["memory_bytes"], 1 << 20)
        self.assertGreaterEqual(status["daemon"]["visits"], self.known)
        self.assertEqual(status["daemon"]["paused"], [])
        self.assertEqual(int(status["last_sequence"]), len(self.ground.changes()))

    def test_hosts_tell_why_each_waits(self):
        lines = {line["host"]: line for line in self.ground.lines("hosts")}
        self.assertEqual(set(lines), {self.authority(self.one), self.authority(self.other)})
        for line in lines.values():
            self.assertEqual(line["reason"], "nothing_due", line)
            self.assertGreater(line["next_due"], "2000")
            self.assertEqual((line["due_pages"], line["asked_for"]), (0, False))
            self.assertIn(line["outcome"], ("changed", "unchanged", "failed", "gone"))
        for form in ("table", "csv", "json"):
            self.assertIn(self.authority(self.one), self.succeed(self.ground.ogi("hosts", "-o", form)).stdout)

    def test_sources_tell_what_was_found_and_when_they_are_visited(self):
        lines = self.ground.lines("sources", "list")
        self.assertEqual([line["source"] for line in lines], ["source 0", "source 1"])
        self.assertEqual([line["entry"] for line in lines], [self.one.entry(), self.other.entry()])
        self.assertEqual(sum(line["reports"] for line in lines), len(self.ground.reports()))
        for line in lines:
            self.assertGreater(line["agencies"], 0)
            self.assertGreater(line["due_at"], line["visited_at"])
        for form in ("table", "csv"):
            self.assertIn(self.one.entry(), self.succeed(self.ground.ogi("sources", "list", "-o", form)).stdout)

    def test_a_roster_is_taken_while_the_daemon_runs_whole_or_not_at_all(self):
        table = self.ground.folder / "roster.csv"
        table.write_text("name,deadline\n新设单位,01-20\n", encoding="utf-8")
        done = self.succeed(self.ground.ogi("roster", "import", table))
        self.assertEqual(done.stdout, "imported 1 agency\n")
        roster = self.ground.lines("roster")
        self.assertEqual({line["name"]: line["deadline"] for line in roster}["新设单位"], "01-20")
        table.write_text("name,deadline\n丙局,\n新设单位,32-01\n", encoding="utf-8")
        self.refused(self.ground.ogi("roster", "import", table), 1, str(table), "line 3: deadline must be MM-DD")
        self.assertEqual(self.ground.lines("roster"), roster)
        with open(table, "w") as large:
            large.truncate((16 << 20) + 1)
        self.refused(self.ground.ogi("roster", "import", table), 1, "larger than 16 MiB")

    def test_what_is_no_url_is_wrong_usage(self):
        self.refused(self.ground.ogi("recrawl", "--url", "notaurl"), 2, '"notaurl" is not a URL')

    def test_orders_are_taken_on_the_control_socket_only(self):
        listen = programs.free_address()
        ground = programs.Ground([], listen=listen)
        self.addCleanup(ground.close)
        with Running(ground) as daemon:
            for path in ("/v1/pause", "/v1/resume", "/v1/limits?depth_max=1", "/v1/reload", "/v1/recrawl"):
                connection, answer = daemon.open(path, method="POST")
                self.assertEqual(answer.status, 403, path)
                connection.close()
            for path in ("/v1/limits", "/v1/hosts"):
                self.assertEqual(daemon.get(path)[0], 403, path)


class Reloaded(programs.SiteCase):
    def setUp(self):
        self.server = self.enterContext(server.SiteServer())
        self.one, self.other = (self.server.site.hosts[address] for address in ("127.0.0.3", "127.0.0.2"))
        self.ground = programs.Ground([self.one.entry()], list_period_s=60, report_period_s=60)
        self.addCleanup(self.ground.close)

    def reports_of(self, host):
        return [report for report in self.ground.reports().values() if report["source_url"].startswith(host.base)]

    def log(self, daemon):
        daemon.errors.seek(0)
        return daemon.errors.read()

    def test_sources_come_and_go_with_the_configuration(self):
        with Running(self.ground) as daemon:
            programs.until(lambda: len(self.reports_of(self.one)) == len(self.one.reports))
            self.ground.entries = [self.other.entry()]
            self.ground.write()
            told = json.loads(self.succeed(self.ground.ogi("reload", "-o", "json")).stdout)
            self.assertEqual((told["sources"], told["added"], told["removed"]), (1, [], []))  # By name: "source 0".
            programs.until(lambda: len(self.reports_of(self.other)) == len(self.other.reports))

            self.ground.config.write_text(self.ground.config.read_text().replace("source 0", "second"))
            daemon.process.send_signal(signal.SIGHUP)
            programs.until(lambda: "configuration reloaded sources=1 added=1 removed=1" in self.log(daemon))
            self.server.forget()
            self.succeed(self.ground.ogi("recrawl", "--wait"))
            hosts = {request.url.split("/")[2] for request in self.server.requests()}
            self.assertEqual(hosts, {self.other.base.removeprefix("http://")})
            self.assertEqual(len(self.reports_of(self.one)), len(self.one.reports))  # They stay.
            done = self.ground.ogi("recrawl", "--url", self.one.reports[0].url)
            self.assertEqual(done.returncode, 3)
            self.assertIn("source 0", done.stderr)

    def test_a_wrong_configuration_is_named_with_its_line_and_changes_nothing(self):
        with Running(self.ground) as daemon:
            programs.until(lambda: len(self.reports_of(self.one)) == len(self.one.reports))
            right = self.ground.config.read_text()
            self.ground.config.write_text(right + "\n[[source]]\nname = 'x'\nentry = ['nowhere']\n")
            line = right.count("\n") + 4
            done = self.ground.ogi("reload")
            self.assertNotEqual(done.returncode, 0)
            # `ogi` itself reads the same file first.
            self.assertIn(f"ogid.toml:{line}: ", done.stderr)
            daemon.process.send_signal(signal.SIGHUP)
            programs.until(lambda: f"ogid.toml:{line}: " in self.log(daemon))
            self.ground.config.write_text(right)
            self.recrawl(self.ground, "--source", "source 0")
            self.assertEqual(daemon.stop(), 0)

    def test_a_pause_outlives_a_restart_and_can_be_told_without_a_daemon(self):
        self.crawl(self.ground)
        self.succeed(self.ground.ogi("pause"))
        self.succeed(self.ground.ogi("recrawl"))
        self.server.forget()
        with Running(self.ground) as daemon:
            (status,) = self.ground.lines("status")
            self.assertEqual(status["daemon"]["paused"], ["*"])
            self.assertEqual(self.server.requests(), [])
            self.succeed(self.ground.ogi("resume"))
            programs.until(lambda: self.server.requests())
            self.assertEqual(daemon.stop(), 0)


class Alone(programs.SiteCase):
    """Commands that want a daemon where none runs."""

    def setUp(self):
        self.ground = programs.Ground([])
        self.addCleanup(self.ground.close)

    def test_they_say_what_to_do(self):
        for words in (("limits", "host_delay_ms=1"), ("limits",), ("reload",)):
            done = self.ground.ogi(*words)
            self.assertEqual(done.returncode, 3, words)
            self.assertRegex(done.stderr, "no daemon runs.*ogid", words)
        for words in (("pause",), ("resume",), ("recrawl",), ("hosts",)):
            done = self.ground.ogi(*words)
            self.assertEqual(done.returncode, 3, words)
            self.assertIn("run ogid first", done.stderr)

    def test_a_recrawl_of_what_is_paused_says_so(self):
        with server.SiteServer() as site_server:
            self.ground.entries = [site_server.site.hosts["127.0.0.3"].entry()]
            self.ground.write()
            self.crawl(self.ground)
            self.succeed(self.ground.ogi("pause"))
            done = self.ground.ogi("recrawl", "--wait")
            self.assertEqual(done.returncode, 75)
            self.assertIn("paused", done.stderr)
            self.succeed(self.ground.ogi("resume"))
            self.recrawl(self.ground)

    def test_hosts_and_status_are_read_from_the_store(self):
        with server.SiteServer() as site_server:
            host = site_server.site.hosts["127.0.0.3"]
            self.ground.entries = [host.entry()]
            self.ground.write()
            self.crawl(self.ground)
        (line,) = self.ground.lines("hosts")
        self.assertEqual(line["host"], host.base.removeprefix("http://"))
        self.assertEqual(line["reason"], "nothing_due")
        self.assertIsNone(self.ground.lines("status")[0]["daemon"])


class Leaving(programs.SiteCase):
    """SIGTERM in the middle of work: it ends in time, and the next run finds everything."""

    def slow_ground(self, site_server, count):
        """As many hosts as `count`; half of them answer never to an end."""
        for index, host in enumerate(site_server.site.hosts.values()):
            if index % 2 == 0:
                for report in host.reports:
                    site_server.fail(report.url, server.slow())
        dead = [f"http://127.9.{index // 200}.{index % 200 + 1}:9/index.html" for index in range(count)]
        ground = programs.Ground([*site_server.site.entries(), *dead], workers=1, connect_timeout_ms=600_000)
        self.addCleanup(ground.close)
        return ground

    def end(self, daemon, *signals):
        began = time.monotonic()
        for number in signals:
            daemon.process.send_signal(number)
        code = daemon.process.wait(programs.PATIENCE_S)
        return code, time.monotonic() - began

    def test_it_ends_within_its_time_and_nothing_is_lost(self):
        for signals in ((signal.SIGTERM,), (signal.SIGTERM, signal.SIGTERM), (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)):
            with self.subTest(signals), server.SiteServer() as site_server:
                ground = self.slow_ground(site_server, 100)
                with Running(ground) as daemon:
                    self.assertTrue(site_server.wait_for(12, programs.PATIENCE_S))
                    code, seconds = self.end(daemon, *signals)
                self.assertEqual(code, 0)
                self.assertLess(seconds, DRAIN_S)
                feed = ground.changes()
                for host in site_server.site.hosts.values():
                    for report in host.reports:
                        site_server.fail(report.url, None)
                ground.entries = site_server.site.entries()
                ground.write()
                self.crawl(ground)
                self.recrawl(ground)  # Pages that failed are due later by themselves.
                self.assertEqual(len(ground.reports()), len(site_server.site.reports()))
                whole = ground.changes()
                self.assertEqual(whole[:len(feed)], feed)
                self.assertEqual([int(change["sequence"]) for change in whole], list(range(1, len(whole) + 1)))
                self.assertEqual(len({change["subject"] for change in whole}), len(whole))

    def test_who_asks_again_and_again_has_it_end_as_well(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            with self.subTest(number), server.SiteServer() as site_server:
                with Running(self.slow_ground(site_server, 2)) as daemon:
                    for _ in itertools.takewhile(lambda _: daemon.process.poll() is None, range(100_000)):  # Also while the store is closed.
                        daemon.process.send_signal(number)
                    self.assertEqual(daemon.process.returncode, 0)


if __name__ == "__main__":
    unittest.main()
