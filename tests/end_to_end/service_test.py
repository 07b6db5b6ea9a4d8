"""What systemd is told of the service, and the journal: readiness, state, reload, watchdog, fields; log levels while it runs."""

import os
import pathlib
import socket
import struct
import subprocess
import threading
import unittest

import programs
import server
import trouble
from daemon_test import Running

JOURNAL = "/run/systemd/journal/socket"


class Told:
    """What a daemon sends to a datagram socket, in order."""

    def __init__(self, path):
        self.path = str(path)
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(self.path)
        self._messages, self._closed = [], False
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self):
        while message := self._socket.recv(1 << 20):
            self._messages.append(message)

    def messages(self):
        return list(self._messages)

    def states(self):
        """Name → value of each notice of sd_notify, a dictionary each."""
        return [dict(line.split("=", 1) for line in message.decode().split("\n")) for message in self.messages()]

    def count(self, name):
        return sum(name in state for state in self.states())

    def last(self, name):
        return next((state[name] for state in reversed(self.states()) if name in state), None)

    def close(self):
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as end:
            end.sendto(b"", self.path)
        self._reader.join()
        self._socket.close()


def fields_of(message):
    """The fields of a datagram of the journal's native protocol."""
    fields = {}
    while message:
        line, message = message.split(b"\n", 1)
        if b"=" in line:
            name, value = line.split(b"=", 1)
        else:
            (size,) = struct.unpack("<Q", message[:8])
            name, value, message = line, message[8 : 8 + size], message[8 + size + 1 :]
        fields[name.decode()] = value.decode()
    return fields


class Watched(trouble.Troubled):
    """A daemon under a service manager that a test plays."""

    def __init__(self, ground, told, watchdog_s):
        super().__init__(ground)
        self._told, self._watchdog_s = told, watchdog_s

    def environment(self):
        return super().environment() | {"NOTIFY_SOCKET": self._told.path, "WATCHDOG_USEC": str(int(self._watchdog_s * 1e6))}


class Service(programs.SiteCase):
    def setUp(self):
        self.server = self.enterContext(server.SiteServer())
        self.ground = programs.Ground([self.server.site.hosts["127.0.0.3"].entry()])
        self.addCleanup(self.ground.close)
        self.told = Told(self.ground.folder / "notify")
        self.addCleanup(self.told.close)

    def watched(self, watchdog_s=0.4):
        return self.enterContext(Watched(self.ground, self.told, watchdog_s))

    def test_it_is_ready_when_it_answers_says_what_it_does_and_that_it_ends(self):
        daemon = self.watched()
        programs.until(lambda: self.told.count("READY"))
        self.assertTrue(programs.answers(self.ground))
        programs.until(lambda: "visits" in (self.told.last("STATUS") or "") and self.ground.reports())
        programs.until(lambda: self.told.last("STATUS").startswith("Waiting until a page of 1 host is due"))
        self.assertRegex(self.told.last("STATUS"), r"since the start [1-9]\d* visits, 0 failed, [1-9]\d* changes$")
        self.assertEqual(daemon.stop(), 0)
        self.assertEqual(self.told.count("STOPPING"), 1)
        self.assertEqual(self.told.count("READY"), 1)

    def test_a_reload_is_told_from_its_beginning_to_its_end_also_where_it_fails(self):
        self.watched()
        programs.until(lambda: self.told.count("READY"))
        self.succeed(self.ground.ogi("reload"))
        programs.until(lambda: self.told.count("READY") == 2)
        order = [name for state in self.told.states() for name in state if name in ("RELOADING", "MONOTONIC_USEC", "READY")]
        self.assertEqual(order, ["READY", "RELOADING", "MONOTONIC_USEC", "READY"])
        self.ground.write("[nonsense]\n")
        self.assertEqual(self.ground.ogi("reload").returncode, 2)
        self.ground.write()
        self.succeed(self.ground.ogi("reload"))
        programs.until(lambda: self.told.count("READY") == 3)

    def test_a_writer_that_does_not_come_back_misses_the_watchdog(self):
        daemon = self.watched()
        programs.until(lambda: self.told.count("WATCHDOG") >= 3)
        daemon.meets(no_sync=2)
        stuck = subprocess.Popen([programs.BIN / "ogi", "--config", self.ground.config, "pause", "a.example"],
                                 stdout=subprocess.DEVNULL, env=programs.ENVIRONMENT)  # fmt: skip
        self.addCleanup(stuck.wait)
        self.addCleanup(daemon.meets)
        status = programs.until(lambda: self.silent("writer") > 0.4 and self.silent("writer"))
        petted = self.told.count("WATCHDOG")
        programs.until(lambda: self.silent("writer") > status + 1)
        self.assertEqual(self.told.count("WATCHDOG"), petted)
        self.assertEqual(self.silent("network"), 0)
        self.assertEqual(self.silent("api"), 0)
        daemon.meets()
        programs.until(lambda: self.told.count("WATCHDOG") > petted)

    def silent(self, thread):
        with socket.socket(socket.AF_UNIX) as control:
            control.settimeout(programs.PATIENCE_S)
            control.connect(str(self.ground.store / "ogid.sock"))
            control.sendall(b"GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            text = b"".join(iter(lambda: control.recv(65536), b"")).decode()
        line = next(line for line in text.splitlines() if line.startswith(f'ogid_thread_silent_seconds{{thread="{thread}"}}'))
        return float(line.split()[-1])

    def test_a_once_and_a_plain_start_tell_nobody(self):
        done = subprocess.run([programs.BIN / "ogid", "--config", self.ground.config, "--once"], timeout=programs.PATIENCE_S,
                              env=programs.ENVIRONMENT | {"NOTIFY_SOCKET": self.told.path}, stderr=subprocess.DEVNULL)  # fmt: skip
        self.assertEqual(done.returncode, 0)
        self.assertEqual(self.told.messages(), [])

    def test_the_log_s_levels_change_while_it_runs(self):
        with Running(self.ground) as daemon:
            programs.until(self.ground.reports)
            (line,) = self.ground.lines("log-level")
            self.assertEqual(line["value"], "info")
            (line,) = self.ground.lines("log-level", "warn", "visited=off")
            self.assertEqual(line, {"key": "level", "value": "warn visited=off", "configured": "info"})
            self.assertEqual(self.ground.lines("log-level", "order=info")[0]["value"], "warn order=info visited=off")
            self.assertEqual(self.ground.lines("status")[0]["daemon"]["log_level"], "warn order=info visited=off")
            refused = self.ground.ogi("log-level", "sinks=info")
            self.assertEqual(refused.returncode, 2)
            self.assertIn('level has no event that begins with "sinks"; there are backup, ', refused.stderr)
            self.succeed(self.ground.ogi("recrawl", "--wait"))
            self.ground.write('[log]\nlevel = "error sink=debug"\n')
            self.succeed(self.ground.ogi("reload"))
            self.assertEqual(self.ground.lines("log-level")[0]["value"], "error sink=debug")
            daemon.errors.seek(0)
            text = daemon.errors.read()
        after = text[text.index("path=/v1/limits") :]
        self.assertNotIn("visited url", after)
        self.assertIn("path=/v1/recrawl", after)
        self.assertNotIn("configuration reloaded", after)
        self.assertEqual(self.ground.ogi("log-level", "debug").returncode, 3)

    @unittest.skipUnless(os.geteuid() == 0, "only root can be somebody else")
    def test_whoever_may_not_see_the_store_is_told_who_may(self):
        self.ground.folder.chmod(0o755)
        self.crawl(self.ground)
        self.ground.store.chmod(0o750)
        if any(not folder.stat().st_mode & 1 for folder in programs.BIN.parents):
            self.skipTest("the programs lie where nobody else may look")
        for running in (False, True):
            with Running(self.ground) if running else self.subTest("no daemon"):
                done = subprocess.run([programs.BIN / "ogi", "--config", self.ground.config, "reports"], capture_output=True, text=True,
                                      timeout=programs.PATIENCE_S, user=64124, group=64124, extra_groups=[])  # fmt: skip
                self.assertEqual(done.returncode, 1)
                self.assertIn("permission denied; root may, and whoever is in the group", done.stderr)

    @unittest.skipUnless(os.geteuid() == 0 and pathlib.Path("/proc/self/ns/mnt").exists(), "only root can play the journal")
    def test_the_journal_gets_every_key_as_a_field(self):
        told = Told(self.ground.folder / "journal")
        self.ground.write('[log]\nlevel = "info visited=debug"\n')
        self.addCleanup(told.close)
        # In a mount namespace of its own the daemon finds the test's socket where the journal's would be.
        script = f"""set -e
            mount -t tmpfs tmpfs /run && mkdir -p {os.path.dirname(JOURNAL)} && touch {JOURNAL} && mount --bind {told.path} {JOURNAL}
            export JOURNAL_STREAM=$(stat --dereference --format=%d:%i /proc/self/fd/2)
            exec {programs.BIN}/ogid --config {self.ground.config} --once"""
        with open(self.ground.folder / "stderr", "w+") as errors:
            done = subprocess.run(["unshare", "--mount", "sh", "-c", script], stdout=errors, stderr=errors,
                                  timeout=programs.PATIENCE_S, env=programs.ENVIRONMENT)  # fmt: skip
            errors.seek(0)
            text = errors.read()
        if "unshare: " in text or "mount: " in text:
            self.skipTest("this machine mounts nothing in a namespace: " + text.strip())
        self.assertEqual((done.returncode, text), (0, ""))
        lines = [fields_of(message) for message in told.messages()]
        started = next(line for line in lines if line.get("OGID_EVENT") == "started")
        self.assertEqual(started["OGID_STORE"], str(self.ground.store))
        self.assertEqual((started["PRIORITY"], started["SYSLOG_IDENTIFIER"]), ("6", "ogid"))
        self.assertTrue(started["MESSAGE"].startswith(f"started store={self.ground.store} sources=1"))
        visited = {line["OGID_URL"]: line for line in lines if line.get("OGID_EVENT") == "visited"}
        reports = self.ground.reports()
        self.assertTrue(reports)
        for report in reports.values():
            self.assertEqual(visited[report["source_url"]]["OGID_OUTCOME"], "changed")


if __name__ == "__main__":
    unittest.main()
