"""What tests of sinks stand on: a crawled store, a daemon that can be killed, and what a follower of the feed must hold."""

import json
import pathlib
import shutil
import signal
import subprocess
import tempfile

import programs
import server

FAST = {"retry_first_ms": 20, "retry_max_ms": 100, "batch_max": 7}


def sink(**keys):
    return "\n".join(["[[sink]]"] + [f"{key} = {programs.toml(value)}" for key, value in {**FAST, **keys}.items()]) + "\n"


class SinkGround(programs.Ground):
    """A crawled store, and a daemon that can be started and killed."""

    def __init__(self, site):
        super().__init__([site.hosts["127.0.0.3"].entry()])
        self.daemon = None

    def start(self, *sinks):
        if sinks:
            self.write("".join(sinks))
        self.log = open(self.folder / "daemon.log", "ab")
        self.daemon = subprocess.Popen([str(programs.BIN / "ogid"), "--config", str(self.config)], stdout=self.log, stderr=self.log,
                                       env=programs.ENVIRONMENT)  # fmt: skip
        programs.until(lambda: programs.answers(self) or self.daemon.poll() is not None)
        if self.daemon.poll() is not None:
            raise AssertionError((self.folder / "daemon.log").read_text())

    def stop(self, how="terminate"):
        if self.daemon and self.daemon.poll() is None:
            getattr(self.daemon, how)()
            self.daemon.wait(programs.PATIENCE_S)
        self.log.close()

    def close(self):
        if self.daemon:
            self.stop()
        super().close()

    def feed(self):
        return [line for line in self.ogi("changes", "-o", "ndjson").stdout.splitlines() if line]

    def fold(self):
        """subject → the newest line."""
        return {json.loads(line)["subject"]: line for line in self.feed()}

    def sinks(self):
        return {line["sink"]: line for line in self.lines("sinks")}

    def caught_up(self, name, patience=programs.PATIENCE_S):
        """Waits until a sink has all of the log, and says what it says of itself."""
        def look():
            status, end = self.sinks()[name], self.lines("checkpoint")[0]["cursor"]
            return status if status["cursor"] == end else None
        try:
            return programs.until(look, patience)
        except AssertionError as vain:
            raise AssertionError(f"{vain}: {self.sinks()[name]}") from vain


class SinkCase(programs.SiteCase):
    @classmethod
    def setUpClass(cls):
        cls.server = cls.enterClassContext(server.SiteServer())
        cls.server.counting = False
        cls.site = cls.server.site
        cls.crawled = SinkGround(cls.site)
        cls.addClassCleanup(cls.crawled.close)
        done = cls.crawled.ogid("--once")
        if done.returncode:
            raise AssertionError(done.stderr)

    def setUp(self):
        self.ground = SinkGround(self.site)
        self.addCleanup(self.ground.close)
        shutil.copytree(self.crawled.store, self.ground.store)
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory(prefix="ogid-sinks-")))

    def some_reports(self):
        return [report for report in self.site.reports() if report.url.startswith(self.server.bases["127.0.0.3"])]

    def revise(self, report, by=1, cell="disclosure.penalty.decisions"):
        self.site.change(report, cell, report.cells[cell] + by)

    def verdict_of_a_sleeping_daemon(self, name, do):
        """What `ogi sinks verify` says after something was done to a target, before the daemon can look."""
        def told():
            done = self.ground.ogi("sinks", "verify", name, "-o", "ndjson")
            self.assertIn(done.returncode, (0, 7), done.stderr)
            return done.returncode, json.loads(done.stdout)
        programs.until(lambda: (verdict := told()[1])["left_at"] == verdict["cursor"])
        self.ground.daemon.send_signal(signal.SIGSTOP)
        try:
            do()
            status, verdict = told()
        finally:
            self.ground.daemon.send_signal(signal.SIGCONT)
        self.assertEqual((status, verdict["equal"]), (7, False), verdict)
        self.assertIn("was emptied, put back or is another one", verdict["advice"])
        return verdict

    def certificate(self):
        """Certificate and key of 127.0.0.1, which vouches for itself."""
        files = str(self.folder / "cert.pem"), str(self.folder / "key.pem")
        self.succeed(programs.run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
                                  "-addext", "subjectAltName=IP:127.0.0.1", "-out", files[0], "-keyout", files[1]))  # fmt: skip
        return files

    def secret_file(self, *secrets):
        path = self.folder / "secret"
        path.write_text("\n".join(secrets) + "\n")
        return str(path)
