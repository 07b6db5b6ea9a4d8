"""A daemon that sees another file system than whoever asks it, as a service of systemd does: nothing is written or read elsewhere than meant."""

import os
import subprocess
import unittest

import daemon_test
import programs
import server


class ShutIn(daemon_test.Running):
    """`with ShutIn(ground, hidden, fixed)`: over `hidden` lies an empty folder of its own, `fixed` may not be written."""

    def __init__(self, ground, hidden, fixed):
        super().__init__(ground)
        self.mounts = f'set -e; mount -t tmpfs none "{hidden}"; mount --bind "{fixed}" "{fixed}"; mount -o remount,bind,ro "{fixed}"; exec "$@"'

    def __enter__(self):
        ogid = [str(programs.BIN / "ogid"), "--config", str(self.ground.config)]
        self.process = subprocess.Popen(["unshare", "--mount", "sh", "-c", self.mounts, "ogid", *ogid],
                                        stdout=self.errors, stderr=self.errors, env=programs.ENVIRONMENT)  # fmt: skip
        programs.until(self.is_up)
        return self


def may_mount():
    return os.geteuid() == 0 and subprocess.run(["unshare", "--mount", "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True).returncode == 0


@unittest.skipUnless(may_mount(), "no mount namespace is to be had here")
class Places(programs.SiteCase):
    @classmethod
    def setUpClass(cls):
        cls.server = cls.enterClassContext(server.SiteServer())
        cls.ground = programs.Ground([cls.server.site.hosts["127.0.0.3"].entry()])
        cls.addClassCleanup(cls.ground.close)
        cls.hidden, cls.fixed, cls.open = (cls.ground.folder / name for name in ("hidden", "fixed", "open"))
        for folder in (cls.hidden, cls.fixed, cls.open):
            folder.mkdir()
            (folder / "report.html").write_bytes((programs.TESTS / "fixtures" / "balance_broken.html").read_bytes())
        cls.daemon = cls.enterClassContext(ShutIn(cls.ground, cls.hidden, cls.fixed))

    def refused(self, done, *words):
        self.assertEqual((done.returncode, done.stdout), (2, "") if "as you do" in done.stderr else (1, ""), done.stderr)
        for word in words:
            self.assertIn(word, done.stderr)

    def test_a_backup_is_made_where_it_was_asked_for_or_not_at_all(self):
        for folder in (self.hidden, self.hidden / "new" / "backup"):
            self.refused(self.ground.ogi("store", "backup", folder), f"does not see {folder} as you do", "/var/lib/ogid")
            self.assertFalse((self.hidden / "new").exists())
        self.refused(self.ground.ogi("store", "backup", self.fixed / "backup"), "Read-only file system", "ReadWritePaths=")
        self.succeed(self.ground.ogi("store", "backup", self.open / "backup"))
        self.assertEqual(len(self.ground.lines("store", "backups", str(self.open / "backup"))), 1)

    def test_what_is_imported_is_what_was_named(self):
        self.refused(self.ground.ogi("import", self.hidden / "report.html"), "as you do")
        self.succeed(self.ground.ogi("import", self.fixed / "report.html"))
        self.succeed(self.ground.ogi("import", self.open))

    @unittest.skipIf(os.geteuid() != 0, "only root can own files of others")
    def test_what_root_writes_into_an_account_s_store_belongs_to_that_account(self):
        ground, backup = programs.Ground(["http://127.0.0.1:9/"]), self.ground.folder / "of_root"
        self.addCleanup(ground.close)
        self.succeed(ground.ogid("--once"))
        self.succeed(ground.ogi("import", self.fixed / "report.html"))
        os.chown(ground.store, 65534, 65534)
        outside, inside = ground.folder / "outside", ground.store / "note"
        outside.write_text("another's")
        os.link(outside, inside)

        def owners():
            return {path.stat().st_uid for path in ground.store.iterdir() if path != inside}

        ((agency, year),) = ground.reports()
        correction = ("correct", agency, str(year), "requests.new_received.total", "3", "--by", "a", "--reason", "b")
        for words in (("store", "backup", backup), ("store", "restore", backup, "--force"), correction):
            self.succeed(ground.ogi(*words))
            self.assertEqual(owners(), {65534}, words)
        self.succeed(ground.ogid("--once"))
        self.assertEqual(owners(), {65534})
        self.assertTrue((ground.store / "decisions.ndjson").exists())
        self.assertEqual(inside.stat().st_uid, 0, "it has a name elsewhere")


if __name__ == "__main__":
    unittest.main()
