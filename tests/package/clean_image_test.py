"""What README.md tells a new user, on a Debian 12 that has nothing else: from `apt install ./ogid_….deb` to the first report.

Run by scripts/package --check --clean-image, as root; it needs debootstrap and a mirror of Debian. OGI_CLEAN_IMAGE names a folder that
debootstrap has filled before (--variant=minbase bookworm), which saves a minute."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import urllib.parse
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "end_to_end"))

import programs  # noqa: E402
import server  # noqa: E402
from debian_test import Image, found, newer  # noqa: E402

README = HERE.parents[1] / "README.md"
MIRROR = os.environ.get("OGI_MIRROR", "http://deb.debian.org/debian")
INSTALLING_S = 900


def told_as_a_service():
    """The commands of the README's part on the package."""
    part = README.read_text().split("### As a service")[1].split("Or without a package")[0]
    lines = part.split("```")[1].splitlines()
    return [" ".join(line.split("#")[0].split()) for line in lines if line.split("#")[0].strip()]


class OnCleanImage(programs.SiteCase):
    """`base` is the folder of a Debian 12 that has nothing else."""

    @classmethod
    def setUpClass(cls):
        if os.geteuid() != 0 or not found("ogid_*.deb"):
            raise unittest.SkipTest("needs root and the packages that scripts/package makes")
        cls.base = os.environ.get("OGI_CLEAN_IMAGE")
        if not cls.base:
            if not shutil.which("debootstrap"):
                raise unittest.SkipTest("no debootstrap")
            folder = tempfile.TemporaryDirectory(prefix="ogid-clean-")
            cls.addClassCleanup(folder.cleanup)
            cls.base = folder.name + "/debian"
            made = subprocess.run(["debootstrap", "--variant=minbase", "bookworm", cls.base, MIRROR],
                                  capture_output=True, text=True, timeout=INSTALLING_S)  # fmt: skip
            if made.returncode != 0:
                raise unittest.SkipTest("no Debian could be made: " + made.stdout[-500:])


class CleanImage(OnCleanImage):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        shutil.copy("/etc/resolv.conf", cls.base + "/etc/resolv.conf")
        cls.image = Image(cls.base)
        cls.addClassCleanup(cls.image.close)
        if not cls.image.mounted:
            raise unittest.SkipTest("this machine mounts no overlay in a namespace")

    def inside(self, *command, patience=INSTALLING_S):
        environment = ["env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND=noninteractive", "LC_ALL=C.UTF-8"]
        return subprocess.run(self.image.inside(*environment, *command), capture_output=True, text=True, timeout=patience)

    def done(self, *command):
        done = self.inside(*command)
        self.assertEqual(done.returncode, 0, f"{command}: {done.stdout[-3000:]}{done.stderr[-3000:]}")
        return done.stdout

    def as_user(self, name, *command):
        return self.inside("setpriv", f"--reuid={name}", f"--regid={name}", "--init-groups", *command)

    def install(self, package):
        self.image.put("/opt/ogid.deb", package.read_bytes())
        return self.done("apt-get", "install", "-y", "-q", "/opt/ogid.deb")

    def test_the_first_report_is_there_with_nothing_but_the_readme(self):
        steps = told_as_a_service()
        self.assertEqual([step for step in steps if "apt install" in step], ["sudo apt install ./build/package/ogid_*.deb"])
        self.done("apt-get", "update", "-q")
        printed = self.install(found("ogid_*.deb"))
        self.assertNotIn("rror", "\n".join(line for line in printed.splitlines() if "ogid" in line))
        # What the package needs is there: nothing of the machine that built it.
        self.assertEqual(self.done("ogid", "--version").split()[0], "ogid")
        absent = [line for line in self.done("ldd", "/usr/bin/ogid", "/usr/bin/ogi", "/usr/libexec/ogi/ogi-pdf", "/usr/libexec/ogi/ogi-ocr").splitlines()
                  if "not found" in line]  # fmt: skip
        self.assertEqual(absent, [])
        self.assertEqual(self.done("systemd-analyze", "verify", "--man=no", "/lib/systemd/system/ogid.service"), "")

        site = self.enterContext(server.SiteServer())
        host, listen = site.site.hosts["127.0.0.3"], programs.free_address()
        # sudo editor /etc/ogid/ogid.toml: who one is, and a source; on loopback, which a test needs to allow.
        config = self.done("cat", "/etc/ogid/ogid.toml")
        own = config.replace('# user_agent = "', 'allow_private_addresses = true\nhost_delay_ms = 0\nuser_agent = "')
        own = own.replace("127.0.0.1:8470", listen) + f'\n[[source]]\nname = "example"\nentry = ["{host.entry()}"]\n'
        self.assertNotEqual(own.count("allow_private_addresses = true"), 0)
        self.image.put("/etc/ogid/ogid.toml", own.encode())
        daemon = subprocess.Popen(self.image.inside("setpriv", "--reuid=ogid", "--regid=ogid", "--clear-groups", "ogid"),
                                  stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)  # fmt: skip
        self.addCleanup(daemon.communicate)
        self.addCleanup(daemon.terminate)
        printed = programs.until(lambda: (shown := self.inside("ogi", "reports")).stdout.count("\n") > len(host.reports) and shown.stdout)
        for report in host.reports:
            self.assertIn(report.agency, printed)
        with urllib.request.urlopen(f"http://{listen}/v1/reports", timeout=60) as answer:
            over_http = [json.loads(line) for line in answer]
        self.assertEqual(len(over_http), len(host.reports))
        report = host.reports[0]
        path = f"/zh/reports/{urllib.parse.quote(report.agency)}/{report.year}"
        for page, shown in (("/", ""), ("/zh/overview", ""), (path, report.agency)):
            with urllib.request.urlopen(f"http://{listen}{page}", timeout=60) as answer:
                self.assertTrue(answer.headers["Content-Type"].startswith("text/html"), page)
                self.assertIn(shown, answer.read().decode())
        self.members_of_the_group_may_operate()
        daemon.terminate()
        self.assertEqual(daemon.wait(60), 0)

        before = self.inside("ogi", "reports").stdout
        with tempfile.TemporaryDirectory() as folder:
            self.install(newer(found("ogid_*.deb"), folder))
        self.assertEqual(self.done("cat", "/etc/ogid/ogid.toml"), own)
        self.assertEqual(self.inside("ogi", "reports").stdout, before)
        for path in ("monitoring/ogid.rules.yml", "monitoring/ogid-dashboard.json", "sources.d", "ogid.toml"):
            self.assertTrue(self.image.has("/usr/share/ogid/" + path), path)
        for path in re.findall(r"\]\((\w[^)#]*\.md)", README.read_text()):
            self.assertTrue(path in ("CHANGELOG.md", "CONTRIBUTING.md") or self.image.has("/usr/share/doc/ogid/" + path), path)
        self.done("apt-get", "purge", "-y", "-q", "ogid")
        for path in ("/var/lib/ogid", "/run/ogid", "/etc/ogid", "/usr/share/ogid", "/usr/libexec/ogi", "/etc/systemd/system/multi-user.target.wants/ogid.service"):
            self.assertFalse(self.image.has(path), path)

    def members_of_the_group_may_operate(self):
        for name in ("alice", "mallory"):
            self.done("useradd", "--user-group", name)
        self.done("usermod", "--append", "--groups", "ogid", "alice")
        self.assertEqual(self.as_user("alice", "ogi", "pause", "a.example").returncode, 0)
        self.assertEqual(self.as_user("alice", "ogi", "resume", "a.example").returncode, 0)
        refused = self.as_user("mallory", "ogi", "pause", "a.example")
        self.assertEqual(refused.returncode, 1)
        self.assertIn("permission denied; root may, and whoever is in the group", refused.stderr)


if __name__ == "__main__":
    unittest.main()
