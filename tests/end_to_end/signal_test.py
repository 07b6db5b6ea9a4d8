"""Commands that take long, ended by SIGINT and SIGTERM: how the shell tells it, and with nothing half written left behind."""

import os
import signal
import subprocess
import unittest

import daemon_test
import programs
import server

ENDINGS = (signal.SIGINT, signal.SIGTERM)

# What waits for a daemon that does not answer; OUT is where it writes to.
WAITING = (
    ("changes", "--follow"),
    ("reparse",),
    ("store", "backup", "OUT"),
    ("store", "compact"),
    ("recrawl", "--wait"),
    ("import", "FILE"),
    ("export", "cells", "--output", "OUT"),
    ("export", "csv", "--output", "OUT"),
    ("export", "sqlite", "--output", "OUT"),
    ("export", "xlsx", "--output", "OUT"),
    ("export", "package", "--output", "OUT.zip"),
)


class Signals(programs.SiteCase):
    @classmethod
    def setUpClass(cls):
        cls.server = cls.enterClassContext(server.SiteServer())
        cls.ground = programs.Ground([cls.server.site.hosts["127.0.0.3"].entry()])
        cls.addClassCleanup(cls.ground.close)
        cls.first = cls.ground.ogid("--once")

    def start(self, *words):
        process = subprocess.Popen([programs.BIN / "ogi", "--config", self.ground.config, *words],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=programs.ENVIRONMENT)  # fmt: skip
        self.addCleanup(process.communicate)
        self.addCleanup(process.kill)
        return process

    def has_connected(self, process):
        """Whether it waits for an answer: a socket is among its files."""
        folder = f"/proc/{process.pid}/fd"
        self.assertIsNone(process.poll(), "it ended before it was asked to")
        try:
            return any(os.readlink(f"{folder}/{name}").startswith("socket:") for name in os.listdir(folder))
        except OSError:
            return False

    def test_who_waits_for_a_daemon_ends_by_the_signal_and_leaves_nothing(self):
        self.succeed(self.first)
        folder = self.ground.folder / "made"
        folder.mkdir()
        given = self.ground.folder / "page.html"
        given.write_text("<p>页面</p>")
        with daemon_test.Running(self.ground) as daemon:
            daemon.process.send_signal(signal.SIGSTOP)
            self.addCleanup(daemon.process.kill)
            for words in WAITING:
                for ending in ENDINGS:
                    with self.subTest(words=words, ending=ending.name):
                        out = {"OUT": folder / "out", "OUT.zip": folder / "out.zip", "FILE": given}
                        process = self.start(*(out.get(word, word) for word in words))
                        programs.until(lambda process=process: self.has_connected(process))
                        process.send_signal(ending)
                        _, errors = process.communicate(timeout=programs.PATIENCE_S)
                        self.assertEqual((process.returncode, errors), (-ending, ""))
                        self.assertEqual(list(folder.iterdir()), [])

    def test_a_recrawl_without_a_daemon_closes_the_store_and_says_what_stays_due(self):
        self.succeed(self.first)
        self.ground.set(host_delay_ms=60_000)  # It waits for its first request.
        self.addCleanup(self.ground.set, host_delay_ms=0)
        for ending, code in zip(ENDINGS, (130, 143)):
            with self.subTest(ending=ending.name):
                process = self.start("recrawl", "--wait")
                programs.until(lambda: programs.answers(self.ground))
                process.send_signal(ending)
                told, errors = process.communicate(timeout=programs.PATIENCE_S)
                self.assertEqual((process.returncode, told), (code, ""), errors)
                self.assertIn(f"ended by {ending.name} before all pages were visited", errors)
                self.assertIn("what was visited is stored", errors)
                self.succeed(self.ground.ogi("store", "verify"))
                self.assertTrue(any(page["asked_for"] for page in self.ground.pages().values()))

    def has_opened(self, process, folder):
        """Whether a file of the folder is among its files, or it has ended."""
        files = f"/proc/{process.pid}/fd"
        try:
            opened = any(os.readlink(f"{files}/{name}").startswith(f"{folder}/") for name in os.listdir(files))
        except OSError:
            opened = False
        return opened or process.poll() is not None

    def test_who_works_on_the_store_without_a_daemon_may_be_broken_off(self):
        self.succeed(self.first)
        before = {key: report["verdict"] for key, report in self.ground.reports().items()}
        backup, given = self.ground.folder / "backup", self.ground.folder / "given.html"
        given.write_bytes((programs.TESTS / "fixtures" / "balance_broken.html").read_bytes())
        self.succeed(self.ground.ogi("store", "backup", backup))
        for words in (("reparse",), ("store", "backup", backup), ("store", "verify"), ("store", "compact"), ("store", "stats", "--exact"), ("import", given)):
            for ending in ENDINGS:
                with self.subTest(words=words, ending=ending.name):
                    process = self.start(*words)
                    programs.until(lambda process=process: self.has_opened(process, self.ground.store))
                    process.send_signal(ending)
                    process.communicate(timeout=programs.PATIENCE_S)
                    # It may have been done before the signal came.
                    self.assertIn(process.returncode, (0, -ending, 128 + ending))
                    self.succeed(self.ground.ogi("store", "verify"))
        after = {key: report["verdict"] for key, report in self.ground.reports().items()}
        self.assertEqual({key: after[key] for key in before}, before)
        self.succeed(self.ground.ogi("store", "backup", backup))
        self.succeed(self.ground.ogi("store", "restore", backup, "--force"))
        self.assertEqual({key: report["verdict"] for key, report in self.ground.reports().items()}, after)


if __name__ == "__main__":
    unittest.main()
