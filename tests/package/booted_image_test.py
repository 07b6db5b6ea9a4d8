"""The package under systemd itself: a clean Debian 12, booted in a container, from installing to purging.

Run by scripts/package --clean-image, as root; it needs systemd-nspawn beside what clean_image_test.py needs. The container shares the
network, so that the example site on loopback is seen; it is a copy of the image, and nothing of it stays."""

import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

import clean_image_test
import manual_lines
import programs
import server
from debian_test import found, newer

BOOTING_S = 120
INSTALLING_S = clean_image_test.INSTALLING_S
EXPOSURE_MAX = 1.5


class Booted:
    """A container that systemd runs."""

    def __init__(self, base):
        self.root = tempfile.mkdtemp(prefix="ogid-booted-")
        subprocess.run(["cp", "-a", f"{base}/.", self.root], check=True, timeout=INSTALLING_S)
        shutil.copy("/etc/resolv.conf", self.root + "/etc/resolv.conf")
        needed = "apt-get update -q && apt-get install -y -q systemd-sysv dbus"
        subprocess.run(["systemd-nspawn", "-q", "-D", self.root, "--register=no", "--keep-unit", "--console=pipe", "--setenv=DEBIAN_FRONTEND=noninteractive",
                        "sh", "-c", needed], check=True, timeout=INSTALLING_S, capture_output=True, stdin=subprocess.DEVNULL)  # fmt: skip
        self.keeper = subprocess.Popen(["systemd-nspawn", "-q", "-D", self.root, "--register=no", "--keep-unit", "--console=pipe", "--boot"],
                                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
        self.leader = programs.until(self.first_child, patience=BOOTING_S)
        programs.until(lambda: self.run("systemctl", "is-system-running").stdout.strip() in ("running", "degraded"), patience=BOOTING_S, every=0.5)

    def first_child(self):
        if self.keeper.poll() is not None:
            raise unittest.SkipTest("this machine boots no container")
        return pathlib.Path(f"/proc/{self.keeper.pid}/task/{self.keeper.pid}/children").read_text().split()[:1]

    def close(self):
        if self.keeper.poll() is None:
            self.run("systemctl", "poweroff")
            try:
                self.keeper.wait(BOOTING_S)
            except subprocess.TimeoutExpired:
                self.keeper.kill()
                self.keeper.wait()
        shutil.rmtree(self.root)

    def run(self, *command, patience=INSTALLING_S):
        inside = ["nsenter", "-t", self.leader[0], "-m", "-u", "-i", "-p", "env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND=noninteractive",
                  "LC_ALL=C.UTF-8", "HOME=/opt", *map(str, command)]  # fmt: skip
        return subprocess.run(inside, capture_output=True, text=True, timeout=patience, stdin=subprocess.DEVNULL)

    def path(self, inside):
        return pathlib.Path(self.root + inside)


class Service(clean_image_test.OnCleanImage):
    def setUp(self):
        if not shutil.which("systemd-nspawn"):
            self.skipTest("no systemd-nspawn")
        self.machine = Booted(self.base)
        self.addCleanup(self.machine.close)

    def done(self, *command):
        done = self.machine.run(*command)
        self.assertEqual(done.returncode, 0, f"{command}: {done.stdout[-3000:]}{done.stderr[-3000:]}")
        return done.stdout

    def install(self, package):
        shutil.copy(package, self.machine.path("/opt/ogid.deb"))
        return self.done("apt-get", "install", "-y", "-q", "/opt/ogid.deb")

    def main_process(self):
        return self.done("systemctl", "show", "--property=MainPID", "--value", "ogid").strip()

    def reports(self):
        return self.machine.run("ogi", "reports", "-o", "ndjson").stdout.splitlines()

    def test_from_installing_to_purging(self):
        self.install(found("ogid_*.deb"))
        self.it_runs_shut_in()
        host = self.it_crawls_a_source()
        self.a_mistake_fails_the_reload_and_changes_nothing()
        self.it_comes_back_after_a_kill()
        self.what_the_manual_tells_an_administrator_works()
        self.backups_lie_where_they_were_asked_for(host)
        self.an_upgrade_keeps_everything()
        self.done("apt-get", "purge", "-y", "-q", "ogid")
        for path in ("/var/lib/ogid", "/run/ogid", "/etc/ogid", "/usr/share/ogid", "/usr/share/doc/ogid", "/usr/libexec/ogi"):
            self.assertNotEqual(self.machine.run("test", "-e", path).returncode, 0, path)
        self.assertNotIn("ogid", self.done("systemctl", "list-unit-files"))

    def it_runs_shut_in(self):
        # It was started; whether it could depends on who else listens on the port of the shipped configuration.
        self.assertIn(self.machine.run("systemctl", "is-active", "ogid").stdout.strip(), ("active", "activating"))
        config = self.machine.path("/etc/ogid/ogid.toml")
        config.write_text(config.read_text().replace("127.0.0.1:8470", programs.free_address()))
        self.done("systemctl", "restart", "ogid")
        self.assertEqual(self.done("systemctl", "is-active", "ogid").strip(), "active")
        self.assertEqual(self.done("systemctl", "is-enabled", "ogid").strip(), "enabled")
        status = dict(line.split(":\t") for line in self.done("cat", f"/proc/{self.main_process()}/status").splitlines() if ":\t" in line)
        self.assertEqual((status["NoNewPrivs"], status["Seccomp"], int(status["CapBnd"], 16), int(status["CapEff"], 16)), ("1", "2", 0, 0))
        self.assertNotEqual(status["Uid"].split()[0], "0")
        told = self.done("systemd-analyze", "security", "--no-pager", "ogid")
        self.assertLessEqual(float(told.split("Overall exposure level for ogid.service: ")[1].split()[0]), EXPOSURE_MAX)
        self.assertEqual(self.done("stat", "--format=%U %G %a", "/run/ogid").split(), ["ogid", "ogid", "750"])
        self.assertIn("no source", self.done("ogi", "doctor"))

    def it_crawls_a_source(self):
        site = self.enterContext(server.SiteServer())
        host = site.site.hosts["127.0.0.3"]
        config = self.machine.path("/etc/ogid/ogid.toml")
        # First as it is shipped: loopback is refused, and said how it would not be. Then so that it is.
        config.write_text(config.read_text() + f'\n[[source]]\nname = "example"\nentry = ["{host.entry()}"]\n')
        self.done("systemctl", "restart", "ogid")
        programs.until(lambda: "allow_private_addresses would let it pass" in self.machine.run("ogi", "pages").stdout)
        config.write_text(config.read_text().replace("[crawl]\n", "[crawl]\nallow_private_addresses = true\nhost_delay_ms = 0\n", 1))
        self.done("systemctl", "restart", "ogid")
        programs.until(lambda: len(self.reports()) == len(host.reports))
        (entry,) = (json.loads(line) for line in self.done("journalctl", "-u", "ogid", "-o", "json", "--lines=1", "OGID_EVENT=started").splitlines()[-1:])
        self.assertEqual((entry["OGID_SOURCES"], entry["_SYSTEMD_UNIT"], entry["PRIORITY"]), ("1", "ogid.service", "6"))
        self.assertIn("since the start", self.done("systemctl", "show", "--property=StatusText", "ogid"))
        return host

    def a_mistake_fails_the_reload_and_changes_nothing(self):
        config = self.machine.path("/etc/ogid/ogid.toml")
        right, before = config.read_text(), self.main_process()
        config.write_text(right.replace("host_delay_ms = 0", "host_delay = 0"))
        self.assertNotEqual(self.machine.run("systemctl", "reload", "ogid").returncode, 0)
        self.assertIn('unknown key "crawl.host_delay"', self.done("journalctl", "-u", "ogid", "-o", "cat", "--lines=20"))
        config.write_text(right)
        self.done("systemctl", "reload", "ogid")
        self.assertEqual(self.main_process(), before)

    def it_comes_back_after_a_kill(self):
        before, reports = self.main_process(), self.reports()
        self.done("sh", "-c", f"kill -9 {before}")
        programs.until(lambda: self.machine.run("systemctl", "is-active", "ogid").stdout.strip() == "active" and self.main_process() not in ("0", before))
        programs.until(lambda: self.reports() == reports)
        self.assertIn("violations=0", self.machine.run("ogi", "store", "verify").stderr + self.done("ogi", "store", "verify"))

    def what_the_manual_tells_an_administrator_works(self):
        package = found("ogid_*.deb")
        self.done("mkdir", "-p", "/opt/build/package")
        for place in (f"/opt/{package.name}", f"/opt/build/package/{package.name}"):
            shutil.copy(package, self.machine.path(place))
        self.machine.path("/usr/local/bin/editor").write_text('#!/bin/sh\ntest -w "$1"\n')
        self.machine.path("/usr/local/bin/sudo").write_text('#!/bin/sh\nexec "$@"\n')
        self.done("chmod", "755", "/usr/local/bin/editor", "/usr/local/bin/sudo")
        self.done("useradd", "alice")
        self.machine.path("/etc/apt/apt.conf.d/99yes").write_text('APT::Get::Assume-Yes "true";\n')
        for line in manual_lines.for_a_server():
            with self.subTest(line=line):
                self.done("bash", "-c", "cd /opt && export PATH=/usr/local/bin:$PATH && " + line)
            # The sites of a real region are not to be asked by a test.
            self.machine.run("rm", "-f", "/etc/ogid/sources.d/east.toml")
        self.assertIn("ogid", self.done("id", "--name", "--groups", "alice").split())
        self.assertEqual(self.done("systemctl", "is-active", "ogid").strip(), "active")

    def backups_lie_where_they_were_asked_for(self, host):
        for folder in ("/tmp/backup", "/home/backup", "/var/backups/ogid"):
            refused = self.machine.run("ogi", "store", "backup", folder)
            self.assertNotEqual(refused.returncode, 0, folder)
            self.assertIn("/var/lib/ogid", refused.stderr)
        self.done("ogi", "store", "backup", "/var/lib/ogid/backup")
        self.done("systemctl", "stop", "ogid")
        self.done("ogi", "store", "restore", "/var/lib/ogid/backup", "--force")
        self.assertEqual(set(self.done("sh", "-c", "stat --format=%U /var/lib/ogid/store/*").split()), {"ogid"})
        self.done("systemctl", "start", "ogid")
        programs.until(lambda: len(self.reports()) == len(host.reports))
        self.assertNotIn("error ", self.done("ogi", "doctor"))

    def an_upgrade_keeps_everything(self):
        config = self.machine.path("/etc/ogid/ogid.toml").read_text()
        before, reports = self.main_process(), self.reports()
        with tempfile.TemporaryDirectory() as folder:
            self.install(newer(found("ogid_*.deb"), folder))
        self.assertEqual(self.machine.path("/etc/ogid/ogid.toml").read_text(), config)
        self.assertNotEqual(self.main_process(), before)
        programs.until(lambda: self.reports() == reports)


if __name__ == "__main__":
    unittest.main()
