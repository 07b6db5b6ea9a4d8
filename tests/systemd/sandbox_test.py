"""The unit and its restrictions: systemd finds nothing wrong with it, and the daemon does its work under them."""

import json
import os
import pathlib
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "end_to_end"))

import call_filter  # noqa: E402
import programs  # noqa: E402
import sandbox  # noqa: E402
import server  # noqa: E402
import unit  # noqa: E402
from attachment_test import FILES, Site, link, page, title_of  # noqa: E402
from service_test import Told  # noqa: E402

EXPOSURE_MAX = 1.5
PYTHON = "/usr/bin/python3"  # Another one may lie in a home, which the sandbox hides.
READING_S = 180  # LibreOffice and a scan on a busy machine.

# Prints what happened to each attempt: "done", or the error's name.
ATTEMPTS = """
import ctypes, errno, json, mmap, os, socket
libc = ctypes.CDLL(None, use_errno=True)
def syscall(done): return "done" if done != -1 else errno.errorcode[ctypes.get_errno()]
def tried(work):
    try: work()
    except OSError as error: return errno.errorcode[error.errno]
    return "done"
print(json.dumps({
    "write /etc": tried(lambda: open("/etc/ogid-was-here", "w")),
    "write /usr": tried(lambda: open("/usr/ogid-was-here", "w")),
    "write state": tried(lambda: open("/mnt/state/ogid-was-here", "w")),
    "write runtime": tried(lambda: open("/run/ogid/ogid-was-here", "w")),
    "write /run": tried(lambda: open("/run/ogid-was-here", "w")),
    "write tmp": tried(lambda: open("/tmp/ogid-was-here", "w")),
    "read /root": tried(lambda: os.listdir("/root")),
    "read /home": tried(lambda: os.listdir("/home")),
    "see process 1": tried(lambda: os.stat("/proc/1")),
    "set the kernel": tried(lambda: open("/proc/sys/kernel/domainname", "w")),
    "read the kernel's log": tried(lambda: open("/proc/kmsg").read(1) or os.stat("/absent")),
    "tcp": tried(lambda: socket.socket(socket.AF_INET)),
    "tcp over IPv6": tried(lambda: socket.socket(socket.AF_INET6)),
    "local sockets": tried(lambda: socket.socket(socket.AF_UNIX)),
    "packets": tried(lambda: socket.socket(socket.AF_PACKET, socket.SOCK_RAW)),
    "netlink": tried(lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)),
    "write and execute": tried(lambda: mmap.mmap(-1, 4096, prot=7)),
    "write": tried(lambda: mmap.mmap(-1, 4096, prot=3)),
    "unshare users": syscall(libc.unshare(0x10000000)),
    "mount": syscall(libc.mount(b"none", b"/mnt/state", b"tmpfs", 0, None)),
    "host name": syscall(libc.sethostname(b"x", 1)),
    "clock": syscall(libc.clock_settime(0, ctypes.create_string_buffer(16))),
    "trace": syscall(libc.ptrace(0, 0, 0, 0)),
    "root": syscall(libc.setuid(0)),
    "personality": syscall(libc.personality(0x0040000)),
    "set user id": tried(lambda: os.chmod("/mnt/state", 0o4700)),
    "chroot": tried(lambda: os.chroot("/tmp")),
    "limit files": syscall(libc.prlimit(0, 7, ctypes.create_string_buffer((8).to_bytes(8, "little") * 2), None)),
}))
"""
OUTCOMES = {
    "write /etc": "EROFS", "write /usr": "EROFS", "write state": "done", "write runtime": "done", "write /run": "EROFS", "write tmp": "done",
    "read /root": "EACCES", "read /home": "EACCES", "see process 1": "ENOENT", "set the kernel": "EROFS", "read the kernel's log": "ENOENT",
    "tcp": "done", "tcp over IPv6": "done", "local sockets": "done", "packets": "EAFNOSUPPORT", "netlink": "EAFNOSUPPORT",
    "write and execute": "EPERM", "write": "done", "unshare users": "EPERM", "mount": "EPERM", "host name": "EPERM", "clock": "EPERM",
    "trace": "EPERM", "root": "EPERM", "personality": "EPERM", "set user id": "EPERM", "chroot": "EPERM", "limit files": "done",
}  # fmt: skip


def run(*command, **options):
    return subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=60, **options)


class Unit(unittest.TestCase):
    def setUp(self):
        if not shutil.which("systemd-analyze"):
            self.skipTest("no systemd-analyze")
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.file = pathlib.Path(folder.name) / "ogid.service"
        self.file.write_text(unit.text(programs.BIN))

    def test_systemd_finds_nothing_wrong(self):
        done = run("systemd-analyze", "verify", "--man=no", self.file)
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_little_of_the_machine_is_exposed(self):
        printed = run("systemd-analyze", "security", "--offline=true", "--no-pager", self.file).stdout
        exposure = float(re.search(r"Overall exposure level for ogid.service: ([\d.]+)", printed)[1])
        self.assertLessEqual(exposure, EXPOSURE_MAX)

    def test_every_directive_is_one_that_the_sandbox_knows(self):
        known = [name for names in sandbox.MADE_BY.values() for name in names]
        self.assertEqual(sorted(known), sorted(unit.service(unit.text())))


class Sandbox(unittest.TestCase):
    def setUp(self):
        if os.geteuid() != 0 or platform.machine() != "x86_64" or not shutil.which("systemd-analyze") or not call_filter.NUMBERS.exists():
            self.skipTest("needs root, an x86-64 machine, systemd-analyze and the kernel's headers")
        self.ground = programs.Ground([])
        self.addCleanup(self.ground.close)
        self.ground.folder.chmod(0o755)
        os.chown(self.ground.folder, sandbox.UID, sandbox.UID)
        self.runtime = self.ground.folder / "run"
        self.runtime.mkdir()
        os.chown(self.runtime, sandbox.UID, sandbox.UID)
        probe = self.run_inside("/bin/true")
        if "unshare: " in probe.stderr or "mount: " in probe.stderr:
            self.skipTest("this machine makes no namespaces: " + probe.stderr.strip())

    def inside(self, *command):
        return [sys.executable, str(HERE / "sandbox.py"), str(programs.BIN), str(self.ground.folder), *command]

    def run_inside(self, *command):
        return run(*self.inside(*command))

    def test_what_is_forbidden_fails_and_what_is_needed_does_not(self):
        done = self.run_inside(PYTHON, "-c", ATTEMPTS)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(json.loads(done.stdout), OUTCOMES)
        status = self.run_inside("/bin/cat", "/proc/self/status").stdout
        for line in ("CapEff:\t0000000000000000", "CapBnd:\t0000000000000000", "NoNewPrivs:\t1", "Seccomp:\t2"):
            self.assertIn(line, status)

    def carry(self, site, number, document):
        truth = json.loads(document.with_name(document.stem + ".truth.json").read_text())
        file, carrier = f"/files/{number}{document.suffix}", f"/zfxxgknb/{number}.html"
        site.files[file] = document.read_bytes()
        site.files[carrier] = page(title_of(truth), link(file, f"附件{document.suffix}"))
        return link(carrier, title_of(truth)), (truth["agency"], truth["year"])

    def test_the_daemon_reads_every_kind_of_document_reloads_and_ends(self):
        pages, documents = self.enterContext(server.SiteServer()), Site()
        self.addCleanup(documents.close)
        carried = [self.carry(documents, number, FILES / name) for number, name in enumerate(self.kinds())]
        documents.files["/"] = page("政府信息公开年报", "".join(line for line, _ in carried))
        host = pages.site.hosts["127.0.0.3"]
        self.ground.entries = [host.entry(), documents.base + "/"]
        self.ground.store = pathlib.Path("store")  # From the configuration's folder, inside and outside.
        self.ground.write()
        self.ground.store = self.ground.folder / "store"
        # As the package has it; outside the same socket has another name.
        inside = self.ground.folder / "inside.toml"
        inside.write_text(self.ground.config.read_text().replace("[api]", '[api]\nsocket = "/run/ogid/ogid.sock"'))
        outside = self.ground.config.read_text().replace("[api]", f"[api]\nsocket = {programs.toml(str(self.runtime / 'ogid.sock'))}")
        self.ground.config.write_text(outside)
        told = Told(self.ground.folder / "notify")
        self.addCleanup(told.close)
        os.chmod(told.path, 0o777)

        with open(self.ground.folder / "log", "w+") as log:
            daemon = subprocess.Popen(self.inside("/mnt/bin/ogid", "--config", "/mnt/state/inside.toml"), stdout=log, stderr=log,
                                      env=os.environ | {"NOTIFY_SOCKET": "/mnt/state/notify", "WATCHDOG_USEC": "4000000"})  # fmt: skip
            self.addCleanup(daemon.wait)
            self.addCleanup(daemon.kill)
            programs.until(lambda: told.count("READY") or daemon.poll() is not None)
            self.assertIsNone(daemon.poll(), pathlib.Path(log.name).read_text())
            expected = {report for _, report in carried} | {(report.agency, report.year) for report in host.reports}
            programs.until(lambda: set(self.ground.reports()) >= expected, READING_S)
            self.assertEqual(set(self.ground.reports()), expected)
            done = self.run_inside("/mnt/bin/ogi", "--config", "/mnt/state/inside.toml", "reload", "-o", "json")
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual(json.loads(done.stdout)["sources"], 2)
            programs.until(lambda: told.count("WATCHDOG") >= 2)
            daemon.terminate()
            self.assertEqual(daemon.wait(programs.PATIENCE_S), 0)
        self.assertEqual((told.count("RELOADING"), told.count("STOPPING")), (1, 1))
        for report in expected:
            self.assertTrue(self.ground.reports()[report]["cells"])

    def kinds(self):
        """A PDF and a Word file of old, and a scan, as far as the programs that read them are there."""
        kinds = ["docx_plain_2021.docx"]
        if (programs.BIN / "ogi-pdf").exists():
            kinds.append("pdf_ruled.pdf")
        if shutil.which("soffice"):
            kinds.append("doc_2021.doc")
        if (programs.BIN / "ogi-ocr").exists() and list(pathlib.Path("/usr/share/tesseract-ocr").glob("*/tessdata/chi_sim.traineddata")):
            kinds.append("scans/scan_grey.pdf")
        return kinds


if __name__ == "__main__":
    unittest.main()
