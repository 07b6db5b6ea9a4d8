"""The manual's commands work: each line behind `$` in a block marked console is run, in the order of its page."""

import os
import pathlib
import re
import shlex
import shutil
import signal
import subprocess
import unittest

import programs
import seeded

DOCS = programs.TESTS.parent / "docs"
BLOCK = re.compile(r"^```console\n(.*?)^```", re.M | re.S)
# Lines that need root, a package or a build: which test has them instead.
ELSEWHERE = {
    "scripts/package": "tests/package/debian_test.py",
    "apt": "tests/package/debian_test.py",
}
# Exit statuses of lines whose answer is "no".
ANSWERS = {"ogi doctor": (0, 1), "ogi check draft.html --last-year last_year.html": (0, 6)}


def commands(text):
    return [line[2:] for block in BLOCK.findall(text) for line in block.splitlines() if line.startswith("$ ")]


def chapters():
    """The pages that the manual's list names, in its order."""
    names = re.findall(r"\]\((\w+\.md)\)", (DOCS / "manual.md").read_text())
    return list(dict.fromkeys(names))


class Manual(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.store = cls.enterClassContext(seeded.Seeded())
        cls.folder = cls.store.ground.folder
        tools = cls.folder / "tools"
        tools.mkdir()
        # What stands behind these on a server: the machine's service, and an account with more rights.
        for name, body in {
            "sudo": 'exec "$@"',
            "systemctl": f'[ "$*" = "reload ogid" ] && kill -{signal.SIGHUP.value} {cls.store.daemon.process.pid}',
            "ogi": f'exec {shlex.quote(str(programs.BIN / "ogi"))} --config {shlex.quote(str(cls.store.ground.config))} "$@"',
        }.items():
            (tools / name).write_text(f"#!/bin/sh\n{body}\n")
            (tools / name).chmod(0o755)
        cls.environment = {**programs.ENVIRONMENT, "PATH": f"{tools}:{programs.BIN}:{os.environ['PATH']}"}
        dresses = programs.TESTS / "fixtures" / "attachments" / "dresses"
        shutil.copy(dresses / "form_2021.html", cls.folder / "draft.html")
        shutil.copy(dresses / "form_2021.html", cls.folder / "last_year.html")

    def here(self, line):
        """The line with this test's places in those of a server."""
        host = self.store.hosts["127.0.0.3"]
        for of_a_server, ours in {
            "https://www.example.gov.cn/zwgk/zfxxgknb/index.html": host.entry(),
            "www.example.gov.cn": host.base.removeprefix("http://"),
            "http://127.0.0.1:8470": self.store.base,
            "/var/lib/ogid": str(self.folder),
        }.items():
            line = line.replace(of_a_server, ours)
        return line

    def test_every_chapter_is_there(self):
        self.assertGreater(len(chapters()), 12)
        self.assertEqual([name for name in chapters() if not (DOCS / name).is_file()], [])

    def test_every_link_within_the_documents_leads_somewhere(self):
        for page in [DOCS.parent / "README.md", *DOCS.glob("*.md")]:
            for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text()):
                with self.subTest(page=page.name, target=target):
                    self.assertTrue((page.parent / target).exists())

    def run_line(self, line):
        return subprocess.run(["bash", "-c", self.here(line)], cwd=self.folder, env=self.environment, capture_output=True,
                              text=True, timeout=programs.PATIENCE_S)  # fmt: skip

    def test_what_the_readme_asks_and_tells_works(self):
        lines = re.findall(r"^(ogi .*?|curl .*?)(?: +#.*)?$", (DOCS.parent / "README.md").read_text(), re.M)
        self.assertGreater(len(lines), 20)
        cursor = self.store.ground.lines("checkpoint")[0]["cursor"]
        for line in lines:
            with self.subTest(line=line):
                # A longpoll from the end of the feed would wait for something to happen.
                done = self.run_line(line.replace("CURSOR&feed=longpoll", "CURSOR").replace("CURSOR", cursor))
                self.assertIn(done.returncode, ANSWERS.get(line, (0,)), done.stderr + done.stdout)

    def test_every_command_works(self):
        count = 0
        for name in chapters():
            for line in commands((DOCS / name).read_text()):
                first = shlex.split(line.removeprefix("sudo "))[0]
                with self.subTest(chapter=name, line=line):
                    if first in ELSEWHERE:
                        self.assertIn(first, (programs.TESTS.parent / ELSEWHERE[first]).read_text())
                        continue
                    done = self.run_line(line)
                    self.assertIn(done.returncode, ANSWERS.get(line, (0,)), done.stderr + done.stdout)
                    count += 1
        self.assertGreater(count, 30)


if __name__ == "__main__":
    unittest.main()
