#!/usr/bin/env python3
"""The manual pages say what the programs do: every option, command and key is in them, and nothing else is."""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
MANUAL = ROOT / "docs" / "man"
BIN = pathlib.Path(os.environ.get("OGI_BIN", ROOT / "build" / "release" / "bin"))
# What every command has; the pages tell it once.
OF_ALL = {"--help"}


def run(*command):
    return subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=60)


def help_of(program, *words):
    """Options and subcommands that --help names."""
    text = run(BIN / program, *words, "--help").stdout
    options, below = set(), []
    for heading, lines in re.findall(r"^(\w[^\n]*):\n((?:  [^\n]*\n)+)", text, re.M):
        names = re.findall(r"^  (\S+)", lines, re.M)
        if heading == "Options":
            options |= {"--help" if name.startswith("-h,") else name.split(",")[0] for name in names}
        elif heading != "Positionals":
            below += names
    return options, below


def commands(program, *words):
    """Every command line that can be given, with its options."""
    options, below = help_of(program, *words)
    found = {words: options}
    for name in below:
        found |= commands(program, *words, name)
    return found


def flags(text):
    return {"-" + name for name in re.findall(r"\bFl (-?[\w-]+)", text)}


def page(name):
    return (MANUAL / name).read_text().replace("\\-", "-")


class Manual(unittest.TestCase):
    def test_pages_are_as_they_would_be_made(self):
        made = run("env", f"OGI_BIN={BIN}", sys.executable, ROOT / "tools" / "make_manual.py")
        self.assertEqual((made.returncode, made.stderr), (0, ""))

    def test_a_page_that_was_altered_by_hand_is_named(self):
        with tempfile.TemporaryDirectory() as folder:
            there = pathlib.Path(folder)
            for part in ("docs/man", "tools"):
                shutil.copytree(ROOT / part, there / part)
            shutil.copy(ROOT / "docs" / "cli.md", there / "docs" / "cli.md")
            with (there / "docs" / "man" / "ogid.8").open("a") as altered:
                altered.write("Not so.\n")
            made = run("env", f"OGI_BIN={BIN}", sys.executable, there / "tools" / "make_manual.py")
            self.assertEqual(made.returncode, 1)
            self.assertIn("docs/man/ogid.8;", made.stderr)

    def test_the_daemons_options_are_in_its_page(self):
        told = {flag for line in re.findall(r"^\.It (Fl .*)$", page("ogid.8"), re.M) for flag in flags(line)}
        self.assertEqual(told, help_of("ogid")[0])

    def test_every_command_is_in_the_page_with_its_options(self):
        told = {}
        for line in re.findall(r"^\.It (Cm .*)$", page("ogi.1"), re.M):
            words = tuple(re.match(r"Cm ((?:[a-z-]+ )*[a-z-]+)", line)[1].split(" ")) if " " in line[3:] else (line[3:],)
            told[words] = flags(line)
        real = commands("ogi")
        head = page("ogi.1").split(".Sh COMMANDS")[0]
        options = {flag for line in re.findall(r"^\.It (Fl .*)$", head, re.M) for flag in flags(line)}
        self.assertEqual(options, real.pop(()))
        alone_no_command = {("sources",), ("store",), ("export",)}
        expected = {words: found - OF_ALL for words, found in real.items() if words not in alone_no_command}
        self.assertEqual(told, expected)

    def keys_told(self):
        """Section and key to what the page says of its range and default."""
        told = {}
        section = ""
        for line in page("ogid.toml.5").splitlines():
            if line.startswith(".Ss ["):
                section = line[4:].strip("[]")
            elif match := re.match(r"\.It Cm (\w+)(?: Pq (.*))?$", line):
                told[section, match[1]] = match[2] or ""
        return told

    def print_config(self, text):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "ogid.toml"
            file.write_text('store.path = "s"\n' + text)
            return run(BIN / "ogid", "--config", file, "--print-config")

    def test_every_key_is_in_the_page_with_its_range_and_default(self):
        told = self.keys_told()
        real = {("sources", "folder"): '""', ("source", "name"): "", ("source", "entry"): "", ("source", "agency"): ""}
        section = ""
        for line in self.print_config("").stdout.splitlines():
            if line.startswith("["):
                section = line.strip("[]")
            elif " = " in line:
                name, value = line.split(" = ", 1)
                real[section, name] = value
        self.assertEqual({key for key in told if not key[0].startswith("sink")}, set(real))
        for (section, name), value in real.items():
            if not value.isdigit():
                continue
            said = told[section, name]
            refused = self.print_config(f"{section}.{name} = -7\n").stderr
            allowed = re.search(r"from (\d+) to (\d+)", refused)
            self.assertTrue(said.startswith(f"{allowed[1]} to {allowed[2]};"), f"{name}: {said}; {refused}")
            if name != "workers":
                self.assertTrue(said.endswith(f"default {value}"), f"{name}: {said}; {value}")

    def test_every_key_of_a_sink_is_in_the_page(self):
        told = self.keys_told()
        kinds = {section.removeprefix("sink]] ") for section, _ in told if section.startswith("sink]] ")}
        refused = self.print_config("[[sink]]\nkind = 'none'\n").stderr
        self.assertEqual(kinds, set(re.search(r"must be one of (.*), not", refused)[1].split(", ")))
        for kind in kinds:
            real = self.print_config(f"[[sink]]\nkind = '{kind}'\ncolour = 1\n").stderr
            keys = {key for section, key in told if section in ("sink", f"sink]] {kind}")}
            self.assertEqual(keys, set(re.search(r"there are (.*)$", real.strip())[1].split(", ")), kind)

    def test_a_key_that_the_page_does_not_know_is_refused(self):
        refused = self.print_config("[crawl]\nhost_delay = 1\n")
        self.assertEqual(refused.returncode, 2)
        self.assertIn("crawl.host_delay", refused.stderr)

    def test_pages_render_without_a_warning(self):
        if not shutil.which("groff") and not shutil.which("mandoc"):
            self.skipTest("neither groff nor mandoc is installed")
        for file in sorted(MANUAL.glob("*.[158]")):
            if shutil.which("mandoc"):
                self.assertEqual(run("mandoc", "-T", "lint", "-W", "warning", file).stdout, "", file)
            if shutil.which("groff"):
                done = run("groff", "-mandoc", "-ww", "-Tutf8", "-K", "utf8", file)
                self.assertEqual(done.stderr, "", file)
                self.assertGreater(len(done.stdout.splitlines()), 40)


if __name__ == "__main__":
    unittest.main()
