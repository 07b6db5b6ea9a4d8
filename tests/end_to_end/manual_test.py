"""The commands of the README and the manual work, each in the order of its page (manual_lines.py says which are meant)."""

import functools
import itertools
import os
import re
import shlex
import shutil
import signal
import subprocess
import unittest

import manual_lines
import programs
import seeded

# Exit statuses of lines whose answer is "no".
ANSWERS = {
    "ogi doctor": (0, 1),
    "ogi check draft.html --last-year last_year.html": (0, 6),
    "build/release/bin/ogi check report.html --last-year report-of-last-year.html": (0, 6),
}


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

    def place_of(self, page):
        """A folder of the page's own, with the files that its commands name."""
        place = self.folder / page.stem
        place.mkdir()
        for name in ("draft.html", "last_year.html", "report.html", "report-of-last-year.html", "another.txt"):
            shutil.copy(programs.TESTS / "fixtures" / "attachments" / "dresses" / "form_2021.html", place / name)
        return place

    def watching(self):
        """The README's configuration, on a host of this test. A daemon with it ends when it is told to, and with 0."""
        folder = self.folder / "watching"
        folder.mkdir(exist_ok=True)
        (config,) = [body for kind, body in manual_lines.BLOCK.findall(manual_lines.README.read_text()) if kind == "toml"]
        host = self.store.hosts["127.0.0.3"]
        config = config.replace("https://www.example.gov.cn/zwgk/zfxxgknb/index.html", host.entry())
        config = config.replace("[crawl]", f'[api]\nlisten = ""\n\n[crawl]\nallow_private_addresses = true\nhost_delay_ms = 0')
        (folder / "ogid.toml").write_text(config)
        return folder / "ogid.toml"

    def here(self, line):
        """The line with this test's places in those of a server."""
        host = self.store.hosts["127.0.0.3"]
        for of_a_server, ours in {
            "https://www.example.gov.cn/zwgk/zfxxgknb/index.html": host.entry(),
            "www.example.gov.cn": host.base.removeprefix("http://"),
            "http://127.0.0.1:8470": self.store.base,
            "/var/lib/ogid": str(self.folder),
            "build/release/bin/": "",
            "ogid --config ogid.toml": f"timeout --preserve-status 3 ogid --config {self.watching()}",
        }.items():
            line = line.replace(of_a_server, ours)
        return line

    def test_every_chapter_is_there(self):
        self.assertGreater(len(manual_lines.chapters()), 12)
        self.assertEqual([page.name for page in manual_lines.chapters() if not page.is_file()], [])

    def test_every_link_within_the_documents_leads_somewhere(self):
        for page in [manual_lines.README, *manual_lines.DOCS.glob("*.md")]:
            for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text()):
                with self.subTest(page=page.name, target=target):
                    self.assertTrue((page.parent / target).exists())

    def test_no_command_stands_where_no_test_runs_it(self):
        for page in manual_lines.chapters():
            # The references show how a command is written and what it prints; of which commands there are the next test asks.
            if page.name not in ("cli.md", "parser.md"):
                self.assertEqual(manual_lines.plain_commands(page), [], f"{page.name}: mark the block console")

    def test_commands_that_the_prose_names_are_there_with_their_options(self):
        @functools.cache
        def help_of(*command):
            return self.store.ground.ogi(*command, "--help").stdout

        count = 0
        for page, words in manual_lines.named():
            options = [word for word in words if word.startswith("-")]
            command = list(itertools.takewhile(lambda word: re.fullmatch(r"[a-z-]+", word) and word not in options, words))
            while command and not re.search(rf"^  {re.escape(command[-1])}(?: |$)", help_of(*command[:-1]), re.M):
                command.pop()
            with self.subTest(page=page, words=words):
                self.assertTrue(command or words == ["…"])
                self.assertEqual([option for option in options if not re.search(rf"[ ,]{re.escape(option)}\b", help_of(*command))], [])
            count += len(command) > 0
        self.assertGreater(count, 50)

    def run_line(self, line, place):
        return subprocess.run(["bash", "-c", self.here(line)], cwd=place, env=self.environment, capture_output=True,
                              text=True, timeout=programs.PATIENCE_S)  # fmt: skip

    def test_every_command_works(self):
        cursor, count = self.store.ground.lines("checkpoint")[0]["cursor"], 0
        for page in (manual_lines.README, *manual_lines.chapters()):
            place = self.place_of(page)
            for line in manual_lines.commands(page):
                program = manual_lines.program_of(line)
                with self.subTest(page=page.name, line=line):
                    if program == manual_lines.DEMONSTRATION:
                        continue
                    if program in manual_lines.ELSEWHERE:
                        self.assertIn(program, (manual_lines.ROOT / manual_lines.ELSEWHERE[program]).read_text())
                        continue
                    if manual_lines.is_for_a_server(line):
                        continue
                    # A longpoll from the end of the feed would wait for something to happen.
                    done = self.run_line(line.replace("CURSOR&feed=longpoll", "CURSOR").replace("CURSOR", cursor), place)
                    self.assertIn(done.returncode, ANSWERS.get(line, (0,)), done.stderr + done.stdout)
                    count += 1
        self.assertGreater(count, 70)

    def test_the_demonstration_shows_what_the_readme_says(self):
        done = subprocess.run([manual_lines.ROOT / manual_lines.DEMONSTRATION, "--no-install", "--no-build"], capture_output=True, text=True,
                              env={**programs.ENVIRONMENT, "OGI_BIN": str(programs.BIN)}, timeout=3 * programs.PATIENCE_S)  # fmt: skip
        self.assertEqual(done.returncode, 0, done.stderr + done.stdout)
        printed = set(map(manual_lines.whenever, done.stdout.splitlines()))
        for line in manual_lines.demonstrated():
            with self.subTest(line=line):
                self.assertIn(manual_lines.whenever(line), printed)

    def test_what_only_a_server_takes_is_run_on_one(self):
        self.assertGreater(len(manual_lines.for_a_server()), 10)
        self.assertIn("manual_lines.for_a_server()", (programs.TESTS / "package" / "booted_image_test.py").read_text())


if __name__ == "__main__":
    unittest.main()
