"""Runs ogid behind the library `trouble` (trouble.cpp): a test says what goes wrong with the machine, and when."""

import mmap
import os
import resource
import signal
import struct
import subprocess

import programs

LIBRARY = os.environ.get("OGI_TROUBLE_LIBRARY", programs.BIN.parent / "tests" / "end_to_end" / "libtrouble.so")
FIELDS = ("clock_ahead_ms", "write_errno", "free_bytes", "no_names", "no_sync")
NONE = dict(zip(FIELDS, (0, 0, -1, 0, 0)))


class Troubled:
    """`with Troubled(ground) as daemon:` starts ogid, in order but for `trouble`. `limits`: resource → (soft, hard)."""

    def __init__(self, ground, *options, limits=None, **trouble):
        self.ground, self.options, self.limits = ground, options, limits or {}
        self._file = ground.folder / "trouble"
        self._log = ground.folder / "ogid.log"
        self._file.write_bytes(struct.pack("5q", *(NONE | trouble).values()))
        with open(self._file, "r+b") as file:
            self._shared = mmap.mmap(file.fileno(), 0)

    def environment(self):
        return programs.ENVIRONMENT | {"LD_PRELOAD": str(LIBRARY), "OGI_TROUBLE": str(self._file),
                                       "OGI_TROUBLE_FOLDER": str(self.ground.store)}  # fmt: skip

    def __enter__(self):
        with open(self._log, "w") as log:
            self.process = subprocess.Popen([str(programs.BIN / "ogid"), "--config", str(self.ground.config), *self.options],
                                            stdout=log, stderr=log, env=self.environment(), preexec_fn=self._limit)  # fmt: skip
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGCONT)
            self.process.kill()
        self.process.wait()
        self._shared.close()

    def _limit(self):
        for what, value in self.limits.items():
            resource.setrlimit(what, value)

    def meets(self, **trouble):
        """From now on; what is not named is in order again."""
        self._shared[:] = struct.pack("5q", *(NONE | trouble).values())

    def log(self):
        return self._log.read_text()

    def lines(self, *words):
        """Lines of the log that have every one of these words."""
        return [line for line in self.log().splitlines() if all(word in line for word in words)]

    def until_said(self, *words, times=1):
        """Waits until that many lines have every one of these words."""
        programs.until(lambda: len(self.lines(*words)) >= times or self.process.poll() is not None)
        if len(self.lines(*words)) < times:
            raise AssertionError(f"ogid ended with {self.process.returncode} and never said {words}: {self.log()[-2000:]}")

    def wait(self):
        return self.process.wait(programs.PATIENCE_S)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.wait()


def name_of(host):
    """The name under which the library resolves 127.0.0.N."""
    return f"h{host.rsplit('.', 1)[1]}.test"


