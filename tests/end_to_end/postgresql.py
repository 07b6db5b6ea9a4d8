"""A PostgreSQL server of a test's own: in a temporary folder, on a Unix socket, as a user that is not root."""

import json
import os
import pathlib
import pwd
import shutil
import signal
import subprocess
import tempfile

import programs


def server_programs():
    """The folder of initdb and postgres; None where they are not installed."""
    versions = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    return versions[-1].parent if versions else None


def unprivileged():
    """Words before a command that make it run as a user that initdb accepts."""
    if os.geteuid() != 0:
        return []
    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
            return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
        except KeyError:
            continue
    return None


class Server:
    """Owner `ogi` with a password; everybody else is trusted on the socket, which only this machine can reach."""

    def __init__(self):
        self.bin = server_programs()
        self._folder = tempfile.TemporaryDirectory(prefix="ogid-pg-")
        self.folder = pathlib.Path(self._folder.name)
        self.folder.chmod(0o755)
        self.data, self.socket = self.folder / "data", self.folder / "socket"
        self.words = unprivileged()
        for path in (self.data, self.socket):
            path.mkdir(mode=0o777)
            path.chmod(0o700 if path == self.data else 0o777)
            if self.words:
                shutil.chown(path, int(self.words[1].split("=")[1]), int(self.words[2].split("=")[1]))
        made = self.as_user(self.bin / "initdb", "-D", self.data, "-U", "owner", "-E", "UTF8", "--locale=C", "--no-sync",
                            "-A", "trust")  # fmt: skip
        if made.returncode != 0:
            raise AssertionError(made.stderr)
        (self.data / "pg_hba.conf").write_text("local all owner trust\nlocal all reader trust\nlocal all all scram-sha-256\n")
        self.process = None
        self.start()
        self.sql("CREATE ROLE ogi LOGIN PASSWORD 'geheim'; CREATE ROLE weak LOGIN PASSWORD 'geheim'", "postgres")
        self.sql("CREATE DATABASE feed OWNER ogi", "postgres")
        self.password = self.folder / "password"
        self.password.write_text("geheim\n")
        self.url = f"postgresql://ogi@/feed?host={self.socket}"

    def as_user(self, *command):
        return programs.run(*self.words, *command, patience=120)

    def start(self):
        """Durable as on a machine that may lose its processes, but not its power."""
        programs.until(self.try_to_start)

    def try_to_start(self):
        """A server whose postmaster was killed is not let start before the last of its backends has ended."""
        if self.process is None or self.process.poll() is not None:
            self.process = subprocess.Popen([*self.words, str(self.bin / "postgres"), "-D", str(self.data), "-k", str(self.socket),
                                             "-c", "listen_addresses=", "-c", "fsync=off", "-c", "max_connections=20",
                                             "-c", "shared_buffers=16MB"],
                                            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
        return self.answers()

    def answers(self):
        return self.psql("SELECT 1", "postgres").returncode == 0

    def psql(self, sql, database="feed", user="owner"):
        return programs.run(self.bin / "psql", "-h", self.socket, "-U", user, "-d", database, "-X", "-A", "-t", "-q",
                            "-v", "ON_ERROR_STOP=1", "-c", sql)  # fmt: skip

    def sql(self, sql, database="feed"):
        done = self.psql(sql, database)
        if done.returncode != 0:
            raise AssertionError(done.stderr)
        return done.stdout.strip()

    def rows(self, query):
        """Rows of a query as objects; figures keep their digits."""
        text = self.sql(f"SELECT coalesce(json_agg(q), '[]') FROM ({query}) q")
        return json.loads(text, parse_float=programs.Decimal)

    def stop(self, how=signal.SIGINT):
        """SIGINT: fast; SIGQUIT: immediate, as after a crash; SIGKILL: the postmaster alone, its backends follow."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait(programs.PATIENCE_S)

    def kill_backends(self):
        """As by the kernel when memory is short: the server ends all others and recovers."""
        found = self.psql("SELECT pid FROM pg_stat_activity WHERE application_name = 'ogid'", "postgres")
        for pid in found.stdout.split():
            try:
                os.kill(int(pid), signal.SIGKILL)
            except ProcessLookupError:
                pass

    def close(self):
        self.stop()
        self._folder.cleanup()


def absent():
    """Why there is no server to test against; None where there is."""
    if server_programs() is None:
        return "no PostgreSQL server is installed (scripts/install-deps)"
    return "no user that initdb accepts" if unprivileged() is None else None
