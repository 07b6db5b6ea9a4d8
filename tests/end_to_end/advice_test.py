"""What people are told when something is wrong: errors say what to do next, and `ogi doctor` finds what it is."""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import unittest

import programs
from daemon_test import Running


class Advice(unittest.TestCase):
    """Errors say what to do next."""

    NO_STORE = "; run ogid first"

    def setUp(self):
        self.ground = programs.Ground(["http://127.0.0.1:9/"])
        self.addCleanup(self.ground.close)

    def check(self, *cases):
        for command, words in cases:
            with self.subTest(command):
                done = self.ground.ogi(*command)
                self.assertNotIn(done.returncode, (0, -signal.SIGABRT, -signal.SIGSEGV))
                self.assertIn(words, done.stderr)

    def test_without_a_store(self):
        reading = (("reports",), ("show", "a", "2020"), ("show", "a", "2020", "--explain", "x"), ("changes",), ("snapshot",), ("consumers",), ("store", "verify"),
                   ("store", "stats"), ("store", "compact"), ("pages",), ("recrawl",), ("reparse",), ("pause",), ("suspects", "accept", "http://a.cn/"),
                   ("correct", "a", "2020", "x", "3", "--by", "a", "--reason", "b"), ("export", "warc", "-"), ("export", "cells"))  # fmt: skip
        self.check(*((command, self.NO_STORE) for command in reading))

    def test_without_a_daemon(self):
        self.check(*((command, "start one with: ogid --config") for command in (("sinks",), ("limits",), ("reload",), ("limits", "host_delay_ms=1"))))

    def test_of_what_was_named(self):
        self.assertEqual(self.ground.ogid("--once").returncode, 0)
        self.check(
            (("show", "没有这样的机关", "2020"), "ogi agencies lists all"),
            (("sinks", "verify", "x"), "see [[sink]] in ogid.toml(5)"),
            (("store", "backups", "/nowhere"), "ogi store backup makes one"),
            (("export", "csv"), "name a folder with --output"),
            (("export", "csv", "--output", "all.csv"), "name a folder, not the file all.csv"),
            (("consumers", "remove", "x"), "ogi consumers lists them"),
            (("export", "series", "requests"), "ogi export dictionary"),
            (("changes", "--since", "1000000"), "begin again"),
            (("reports", "--nothing"), "See ogi reports --help"),
            (("report",), "See ogi --help"),
            (("pages", "--limit", "x"), "See ogi pages --help"),
        )

    def test_an_agency_that_is_nearly_named_is_told(self):
        with tempfile.TemporaryDirectory() as folder:
            page = f"{folder}/report.html"
            shutil.copy(programs.TESTS / "fixtures" / "balance_broken.html", page)
            self.assertEqual(self.ground.ogi("import", page).returncode, 0)
        (report,) = self.ground.lines("reports")
        name = report["agency"]["name"]
        for command in (("diff", name, str(report["year"]), "--against", str(report["year"])), ("show", name, "1999")):
            refused = self.ground.ogi(*command, "-o", "csv")
            self.assertNotEqual(refused.returncode, 0)
            self.assertEqual(refused.stdout, "", command)
        first = self.ground.ogi("diff", name, str(report["year"]))
        self.assertEqual(first.returncode, 0)
        self.assertIn("ogi history tells the revisions", first.stderr)
        done = self.ground.ogi("show", name[:-2] + "馆", str(report["year"]))
        self.assertIn(f"did you mean {name}?", done.stderr)

    def test_without_a_configuration(self):
        done = programs.run(programs.BIN / "ogi", "--config", "/nowhere/ogid.toml", "reports")
        self.assertEqual(done.returncode, 2)
        self.assertIn("name one with --config FILE", done.stderr)


class Doctor(unittest.TestCase):
    """Installations that are broken, each in its own way."""

    def setUp(self):
        self.ground = programs.Ground(["http://127.0.0.1:9/"])
        self.addCleanup(self.ground.close)

    def findings(self, code):
        done = self.ground.ogi("doctor", "-o", "json")
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        self.assertRegex(done.stderr, r"^errors=\d+ warnings=\d+ notes=\d+\n$")
        return [(found["gravity"], found["check"], found["seen"], found["next"]) for found in json.loads(done.stdout)]

    def find(self, gravity, check, words, code):
        found = [one for one in self.findings(code) if one[:2] == (gravity, check) and words in one[2]]
        self.assertEqual(len(found), 1, f"{words}: {self.findings(code)}")
        self.assertNotEqual(found[0][3], "")

    def test_a_configuration_that_is_wrong_is_told_with_its_line(self):
        self.ground.write("[crawl2]\nhost_delay = 1\n")
        self.find("error", "config", "ogid.toml:", 1)
        self.ground.config.unlink()
        self.find("error", "config", "ogid.toml", 1)

    def test_before_the_first_start_nothing_is_an_error(self):
        self.find("warning", "store", "there is no store", 0)
        self.find("note", "daemon", "no daemon runs", 0)

    def test_a_store_that_cannot_be_made(self):
        taken = self.ground.folder / "taken"
        taken.touch()
        for store in (taken / "store", taken):
            self.ground.store = store
            self.ground.write()
            self.find("error", "store", "is no folder", 1)

    def test_a_token_file_that_others_may_read_and_a_folder_without_sources(self):
        tokens, sources = self.ground.folder / "tokens", self.ground.folder / "sources.d"
        tokens.write_text("somebody " + "x" * 64 + "\n")
        tokens.chmod(0o644)
        sources.mkdir()
        self.ground.write(f'[sources]\nfolder = "{sources}"\n')
        self.ground.config.write_text(self.ground.config.read_text().replace("[api]\n", f'[api]\ntoken_file = "{tokens}"\n'))
        self.find("error", "api", "others may read", 1)
        tokens.chmod(0o600)
        self.find("note", "sources", "sources.d holds no file", 0)

    @unittest.skipIf(os.geteuid() != 0, "files of another user take root")
    def test_files_of_another_user_in_the_store(self):
        self.assertEqual(self.ground.ogid("--once").returncode, 0)
        stray = self.ground.store / "000999.sst"
        stray.touch()
        os.chown(stray, 65534, -1)
        self.find("error", "store", "000999.sst", 1)

    def test_a_store_that_another_process_has(self):
        self.assertEqual(self.ground.ogid("--once").returncode, 0)
        lock = os.open(self.ground.store / "LOCK", os.O_RDWR)
        self.addCleanup(os.close, lock)
        os.lockf(lock, os.F_LOCK, 0)
        self.find("error", "store", f"process {os.getpid()} ", 1)

    def test_a_store_of_which_a_file_is_gone_and_decisions_that_cannot_be_read(self):
        self.assertEqual(self.ground.ogid("--once").returncode, 0)
        (self.ground.store / "decisions.ndjson").write_text("no decision\n")
        self.find("error", "store", "decisions.ndjson", 1)
        (self.ground.store / "decisions.ndjson").unlink()
        current = self.ground.store / "CURRENT"
        kept = current.read_text()
        current.unlink()
        self.find("error", "store", "CURRENT", 1)
        current.write_text(kept)

    def test_an_address_that_another_process_listens_on(self):
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            self.ground.listen = "127.0.0.1:%d" % other.getsockname()[1]
            self.ground.write()
            self.find("error", "api", "another process", 1)
        self.findings(0)

    def test_programs_that_are_switched_off_or_not_there(self):
        self.ground.write('[programs]\npdf = ""\noffice = "/nowhere/soffice"\n')
        self.find("note", "programs", "ogi-pdf is switched off", 0)
        self.find("warning", "programs", "soffice is not there", 0)

    def test_a_socket_that_a_killed_daemon_left(self):
        self.ground.store.mkdir()
        with socket.socket(socket.AF_UNIX) as left:
            left.bind(str(self.ground.store / "ogid.sock"))
        self.find("warning", "daemon", "nobody listens", 0)

    def test_what_stands_in_the_way_of_a_start_is_told_and_left_alone(self):
        self.assertEqual(self.ground.ogid("--once").returncode, 0)
        sock, lock = self.ground.store / "ogid.sock", self.ground.store / "LOCK"
        sock.write_text("a note of somebody")
        self.find("error", "daemon", "ogid.sock is no socket", 1)
        self.assertIn("move it away", self.ground.ogid("--once").stderr)
        self.assertEqual(sock.read_text(), "a note of somebody")
        sock.unlink()
        (sock / "filled").mkdir(parents=True)
        self.find("error", "daemon", "ogid.sock is no socket", 1)
        self.assertIn("something that is no socket has this name", self.ground.ogid("--once").stderr)
        shutil.rmtree(sock)
        lock.unlink()
        lock.mkdir()
        self.find("error", "store", "LOCK is no file", 1)
        self.assertNotEqual(self.ground.ogid("--once").returncode, 0)
        lock.rmdir()
        self.assertEqual(self.ground.ogid("--once").returncode, 0)

    def test_a_socket_is_one_daemon_s(self):
        sockets = [str(self.ground.folder / "run" / "ogi.sock")] * 2
        other = programs.Ground(["http://127.0.0.1:9/"])
        self.addCleanup(other.close)
        for ground, path in zip((self.ground, other), sockets):
            ground.config.write_text(ground.config.read_text().replace("[api]\n", f'[api]\nsocket = "{path}"\n'))
        self.assertEqual(self.ground.ogid("--once").returncode, 0)
        first = subprocess.Popen([programs.BIN / "ogid", "--config", self.ground.config], env=programs.ENVIRONMENT,
                                 stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
        self.addCleanup(first.wait)
        self.addCleanup(first.terminate)
        programs.until(lambda: self.ground.ogi("limits").returncode == 0)
        self.assertFalse((self.ground.store / "ogid.sock").exists())
        done = other.ogid("--once")
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("another process listens there", done.stderr)
        self.assertEqual(self.ground.ogi("limits").returncode, 0)

    def test_a_source_that_gives_nothing_and_a_sink_s_folder_that_cannot_be(self):
        taken = self.ground.folder / "taken"
        taken.touch()
        self.ground.write(f'[[sink]]\nkind = "files"\nname = "lines"\nfolder = "{taken}/lines"\n')
        self.assertEqual(self.ground.ogid("--once").returncode, 0)
        self.find("warning", "sources", "http://127.0.0.1:9/ could not be read (failed)", 1)
        self.find("error", "sinks", f"lines cannot write: {taken} is no folder", 1)

    def test_a_sink_s_secret_that_is_none(self):
        secret = self.ground.folder / "secret"
        secret.write_text("junk\n")
        self.ground.write(f'[[sink]]\nkind = "webhook"\nname = "hook"\nurl = "http://127.0.0.1:9/"\nsecret_file = "{secret}"\n')
        self.find("error", "sinks", 'does not begin with "whsec_"', 1)
        secret.write_text("two\nlines\n")
        self.ground.write(f'[[sink]]\nkind = "webhook"\nname = "hook"\nurl = "http://127.0.0.1:9/"\nsecret_file = "{secret}"\n'.replace(
            "webhook", "opensearch").replace("secret_file", 'index = "reports"\ntoken_file'))  # fmt: skip
        self.find("error", "sinks", "must hold one line", 1)

    def test_a_sink_s_secret_that_is_not_there_with_and_without_a_daemon(self):
        absent = self.ground.folder / "absent"
        self.ground.write(f'[[sink]]\nkind = "webhook"\nname = "hook"\nurl = "http://127.0.0.1:9/"\nsecret_file = "{absent}"\n')
        self.assertEqual(self.ground.ogid("--once").returncode, 0)
        self.find("error", "sinks", f"hook cannot read: {absent}: No such file", 1)
        with Running(self.ground):
            programs.until(lambda: self.ground.lines("sinks")[0]["state"] == "retrying")
            self.find("error", "sinks", f"hook cannot read: {absent}: No such file", 1)

    def test_a_store_whose_owner_may_not_write_there(self):
        self.assertEqual(self.ground.ogid("--once").returncode, 0)
        self.ground.store.chmod(0o555)
        self.addCleanup(self.ground.store.chmod, 0o755)
        self.find("error", "store", "has no right to write there", 1)

    def test_a_socket_that_cannot_be(self):
        right = self.ground.config.read_text()
        for socket_path, seen in ((self.ground.folder / ("x" * 120), "its name is too long"), ("/proc/nothing/ogid.sock", "there is no folder for the socket")):
            self.ground.config.write_text(right.replace("[api]", f'[api]\nsocket = "{socket_path}"'))
            self.find("error", "daemon", seen, 1)

    def test_what_was_probably_meant(self):
        for command, meant in ((("statsu",), "did you mean status?"), (("store", "vrify"), "did you mean verify?")):
            done = self.ground.ogi(*command)
            self.assertEqual(done.returncode, 2)
            self.assertIn(meant, done.stderr)
        right = self.ground.config.read_text()
        for wrong, meant in (("host_dealy_ms = 1", "did you mean crawl.host_delay_ms"), ('listen = ""', "did you mean api.listen?")):
            self.ground.config.write_text(right.replace("[crawl]", "[crawl]\n" + wrong))
            self.find("error", "config", meant, 1)

    def test_a_wrong_configuration_is_wrong_usage_to_a_reload_too(self):
        mistaken = self.ground.folder / "mistaken.toml"
        with Running(self.ground):
            right = self.ground.config.read_bytes()
            mistaken.write_bytes(right)  # By which ogi finds the daemon.
            for wrong in (b"", b"\xff\xfe", right + b"x = 1\n"):
                self.ground.config.write_bytes(wrong)
                done = programs.run(programs.BIN / "ogi", "--config", mistaken, "reload", "-o", "json")
                self.assertEqual((done.returncode, done.stdout), (2, ""), done.stderr)
            self.ground.config.write_bytes(right)
        for command in (("sinks",), ("log-level",)):
            done = self.ground.ogi(*command, "-o", "json")
            self.assertEqual((done.returncode, done.stdout), (3, ""))

    def test_what_waits_for_a_restart(self):
        with Running(self.ground):
            self.ground.set(workers=3)
            self.assertIn("needs_restart=crawl.workers", self.ground.ogi("reload").stdout)
            self.find("warning", "daemon", "not in force before a restart: crawl.workers", 0)
            self.assertRegex(self.ground.ogi("status").stdout, r"(?m)^NEEDS RESTART  crawl\.workers$")

    def test_what_everybody_may_change(self):
        self.assertEqual(self.ground.ogid("--once").returncode, 0)
        for path in (self.ground.store, self.ground.config):
            before = path.stat().st_mode
            path.chmod(0o777)
            self.find("warning", "rights", str(path), 0)
            path.chmod(before)

    def test_programs_of_another_version(self):
        other = self.ground.folder / "ogi-pdf"
        other.write_text("#!/bin/sh\necho ogi-pdf 9.9\n")
        other.chmod(0o755)
        self.ground.write(f'[programs]\npdf = "{other}"\n')
        self.find("warning", "programs", "ogi-pdf is of version 9.9", 0)

    def test_sources_that_lead_nowhere_or_may_not_be_read(self):
        sources = self.ground.folder / "sources.d"
        sources.mkdir()
        (sources / "a.toml").symlink_to("/nowhere/a.toml")
        self.ground.write(f'[sources]\nfolder = "{sources}"\n')
        self.find("error", "config", "a.toml leads to a file that is not there", 1)

    def test_a_folder_in_place_of_the_decisions(self):
        self.assertEqual(self.ground.ogid("--once").returncode, 0)
        (self.ground.store / "decisions.ndjson" / "filled").mkdir(parents=True)
        for command in (("doctor",), ("store", "backup", str(self.ground.folder / "backup"))):
            done = self.ground.ogi(*command)
            self.assertEqual(done.returncode, 1)
            self.assertIn("is a folder, and should be the file of decisions", done.stdout + done.stderr)

    def test_a_daemon_that_gives_no_sign_of_life(self):
        with Running(self.ground) as daemon:
            daemon.process.send_signal(signal.SIGSTOP)
            try:
                self.find("error", "daemon", "does not answer on", 1)
                done = self.ground.ogi("status")
            finally:
                daemon.process.send_signal(signal.SIGCONT)
            self.assertEqual(done.returncode, 75, done.stderr)
            self.assertIn("systemctl restart ogid", done.stderr)

    def test_a_socket_behind_which_nobody_takes_anything(self):
        self.ground.store.mkdir()
        path = str(self.ground.store / "ogid.sock")
        with socket.socket(socket.AF_UNIX) as deaf, contextlib.ExitStack() as queue:
            deaf.bind(path)
            deaf.listen(0)
            for _ in range(2):  # Until the queue is full.
                waiting = queue.enter_context(socket.socket(socket.AF_UNIX))
                waiting.setblocking(False)
                waiting.connect_ex(path)
            self.find("error", "daemon", "does not answer on", 1)

    def test_a_running_daemon_is_well_and_its_address_is_not_taken_by_another(self):
        self.ground.listen = programs.free_address()
        self.ground.write()
        with Running(self.ground):
            found = self.findings(0)
            self.assertFalse([one for one in found if one[1] in ("daemon", "api", "store")], found)

    def test_a_sink_that_has_halted(self):
        folder = self.ground.folder / "lines"
        folder.write_text("no folder")
        self.ground.write(f'[[sink]]\nkind = "files"\nname = "lines"\nfolder = "{folder}"\n')
        with Running(self.ground):
            programs.until(lambda: [one for one in self.ground.lines("sinks") if one["state"] in ("halted", "retrying")])
            found = [one for one in json.loads(self.ground.ogi("doctor", "-o", "json").stdout) if one["check"] == "sinks"]
            self.assertEqual(len(found), 1)
            self.assertIn("lines", found[0]["seen"])


if __name__ == "__main__":
    unittest.main()
