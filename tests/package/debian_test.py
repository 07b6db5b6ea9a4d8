"""Installs the Debian packages on an image of this machine: start, upgrade keeping data, removal, purge.

OGI_PACKAGES names the folder of the .deb files (scripts/package makes them). The image is an overlay of this machine's root in
memory, in a mount namespace of its own; nothing of it stays. Without the right to mount the tests are skipped."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

TESTS = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TESTS / "site"))

import server  # noqa: E402

PACKAGES = pathlib.Path(os.environ.get("OGI_PACKAGES", TESTS.parent / "build" / "package")).resolve()
PATIENCE_S = 300


def run(*command, **options):
    return subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=PATIENCE_S, **options)


class Image:
    """A machine that is like this one, or like the one below `lower`, and forgotten at the end. Its namespace lives as long as a
    shell that waits in it."""

    def __init__(self, lower="/"):
        self.folder = tempfile.mkdtemp(prefix="ogid-image-")
        self.root = pathlib.Path(self.folder) / "root"
        mounts = f"""set -e
            mount -t tmpfs tmpfs {self.folder}
            mkdir {self.folder}/upper {self.folder}/work {self.root}
            mount -t overlay overlay -o lowerdir={lower},upperdir={self.folder}/upper,workdir={self.folder}/work {self.root}
            mount -t proc proc {self.root}/proc
            mount --bind /dev {self.root}/dev
            echo mounted
            cat"""
        self.keeper = subprocess.Popen(["unshare", "--mount", "bash", "-c", mounts], stdin=subprocess.PIPE,
                                       stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)  # fmt: skip
        self.mounted = self.keeper.stdout.readline().strip() == "mounted"

    def close(self):
        self.keeper.communicate()
        os.rmdir(self.folder)

    def run(self, *command):
        """In the image, with a plain environment."""
        environment = ["env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND=noninteractive", "LC_ALL=C.UTF-8"]
        return run(*self.inside(*environment, *command))

    def inside(self, *command):
        return ["nsenter", f"--mount=/proc/{self.keeper.pid}/ns/mnt", "chroot", str(self.root), *command]

    def as_ogid(self, *command):
        return self.run("setpriv", "--reuid=ogid", "--regid=ogid", "--clear-groups", *command)

    def put(self, path, data):
        writing = ["nsenter", f"--mount=/proc/{self.keeper.pid}/ns/mnt", "tee", f"{self.root}{path}"]
        subprocess.run(writing, input=data, check=True, stdout=subprocess.DEVNULL, timeout=PATIENCE_S)

    def has(self, path):
        return self.run("test", "-e", path).returncode == 0


def newer(package, folder):
    """The same package with a higher version."""
    tree = pathlib.Path(folder) / "tree"
    run("dpkg-deb", "--raw-extract", package, tree).check_returncode()
    control = tree / "DEBIAN" / "control"
    lines = control.read_text().splitlines()
    control.write_text("\n".join(line + "+newer" if line.startswith("Version:") else line for line in lines) + "\n")
    target = pathlib.Path(folder) / "newer.deb"
    run("dpkg-deb", "--root-owner-group", "--build", tree, target).check_returncode()
    return target


def found(pattern):
    return next(iter(sorted(PACKAGES.glob(pattern))), None)


@unittest.skipUnless(found("ogid_*.deb"), "no packages; scripts/package makes them")
class Packages(unittest.TestCase):
    def setUp(self):
        if os.geteuid() != 0:
            self.skipTest("only root can mount an image of this machine")
        self.image = Image()
        self.addCleanup(self.image.close)
        if not self.image.mounted:
            self.skipTest("this machine mounts no overlay in a namespace")

    def succeed(self, done):
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done.stdout

    def install(self, package):
        self.image.put("/opt/this.deb", package.read_bytes())
        self.succeed(self.image.run("dpkg", "--install", "/opt/this.deb"))

    def reports(self):
        printed = self.succeed(self.image.as_ogid("ogi", "reports", "-o", "ndjson"))
        return {(line["agency"]["name"], line["year"]) for line in map(json.loads, printed.splitlines())}

    def test_it_installs_crawls_upgrades_keeping_data_and_purges_cleanly(self):
        site = self.enterContext(server.SiteServer())
        host = site.site.hosts["127.0.0.3"]
        self.install(found("ogid_*.deb"))
        self.assertIn("ogid", self.succeed(self.image.run("getent", "passwd", "ogid")))
        self.assertEqual(self.succeed(self.image.run("stat", "--format=%U %G %a", "/var/lib/ogid")).split(), ["ogid", "ogid", "750"])
        self.assertTrue(self.image.has("/etc/systemd/system/multi-user.target.wants/ogid.service"))
        self.assertEqual(self.succeed(self.image.run("systemd-analyze", "verify", "/lib/systemd/system/ogid.service")), "")
        self.succeed(self.image.run("man", "--where", "ogid.toml"))

        shipped = self.succeed(self.image.run("cat", "/etc/ogid/ogid.toml"))
        own = shipped.replace("[crawl]\n", "[crawl]\nallow_private_addresses = true\nhost_delay_ms = 0\n", 1)
        own += f'\n[[source]]\nname = "example"\nentry = ["{host.entry()}"]\n'
        self.image.put("/etc/ogid/ogid.toml", own.encode())
        self.succeed(self.image.as_ogid("ogid", "--once"))
        before = self.reports()
        self.assertEqual(before, {(report.agency, report.year) for report in host.reports})

        with tempfile.TemporaryDirectory() as folder:
            self.install(newer(found("ogid_*.deb"), folder))
        self.assertEqual(self.succeed(self.image.run("cat", "/etc/ogid/ogid.toml")), own)
        self.assertEqual(self.reports(), before)

        self.succeed(self.image.run("dpkg", "--remove", "ogid"))
        self.assertFalse(self.image.has("/usr/bin/ogid"))
        self.assertTrue(self.image.has("/var/lib/ogid/store"))
        self.install(found("ogid_*.deb"))
        self.assertEqual(self.reports(), before)
        self.succeed(self.image.run("dpkg", "--purge", "ogid"))
        for path in ("/var/lib/ogid", "/run/ogid", "/etc/ogid", "/usr/libexec/ogi", "/etc/systemd/system/multi-user.target.wants/ogid.service"):
            self.assertFalse(self.image.has(path), path)

    def test_the_parser_s_package_builds_a_program(self):
        self.install(found("libogi-parser-dev_*.deb"))
        example = TESTS.parent / "docs" / "examples" / "read_report"
        self.succeed(self.image.run("cmake", "-S", example, "-B", "/opt/example", "-G", "Ninja"))
        self.succeed(self.image.run("cmake", "--build", "/opt/example"))


if __name__ == "__main__":
    unittest.main()
