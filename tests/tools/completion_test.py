#!/usr/bin/env python3
"""The completions that `ogi completion` makes, each in its own shell."""

import os
import pathlib
import pty
import re
import select
import shutil
import subprocess
import tempfile
import time
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BIN = pathlib.Path(os.environ.get("OGI_BIN", ROOT / "build" / "release" / "bin"))
PATIENCE_S = 20

# What was typed, the last word being completed: words that must be offered, and one that must not.
CASES = (
    (["ogi", "re"], {"reports", "recrawl", "reparse", "resume", "reload"}, "show"),
    (["ogi", "store", "ba"], {"backup", "backups"}, "verify"),
    (["ogi", "--config", "/x", "store", ""], {"verify", "backup", "prune"}, "reports"),
    (["ogi", "reports", "-o", ""], {"table", "json", "ndjson", "csv", "tsv"}, "reports"),
    (["ogi", "reports", "--a"], {"--agency", "--as-of"}, "--year"),
    (["ogi", "show", "some", "2020", "--explain", "requests.granted.so"], {"requests.granted.social"}, "requests.granted.total"),
    (["ogi", "export", "csv", "--generation", ""], {"free", "2019", "2021", "mixed"}, "csv"),
    (["ogi", "completion", ""], {"bash", "zsh", "fish"}, "ogi"),
)  # fmt: skip


def script(shell):
    done = subprocess.run([BIN / "ogi", "completion", shell], capture_output=True, text=True, timeout=PATIENCE_S, check=True)
    return done.stdout


def run(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_S, check=False, **options)


class Completion(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))

    def scripted(self, shell):
        file = self.folder / f"ogi.{shell}"
        file.write_text(script(shell))
        return file

    def check(self, offer):
        for words, wanted, unwanted in CASES:
            with self.subTest(words):
                offered = offer(words)
                self.assertLessEqual(wanted, offered)
                self.assertNotIn(unwanted, offered)

    def test_bash_offers_commands_options_and_values(self):
        file = self.scripted("bash")
        asking = f'source {file}; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _ogi; printf "%s\\n" "${{COMPREPLY[@]}}"'

        def offer(words):
            done = run("bash", "--norc", "-c", asking, "bash", *words)
            self.assertEqual(done.stderr, "")
            return set(done.stdout.split())

        self.check(offer)
        (self.folder / "one file.html").write_text("")
        done = run("bash", "--norc", "-c", asking, "bash", "ogi", "parse", str(self.folder / "one"))
        self.assertIn("one file.html", done.stdout)

    @unittest.skipUnless(shutil.which("fish"), "fish is not installed")
    def test_fish_offers_commands_options_and_values(self):
        file = self.scripted("fish")

        def offer(words):
            typed = " ".join(words)
            done = run("fish", "--no-config", "-c", f"source {file}; complete -C '{typed}'", env={**os.environ, "HOME": str(self.folder)})
            self.assertEqual(done.stderr, "")
            return {line.split("\t")[0] for line in done.stdout.splitlines()}

        self.check(offer)

    @unittest.skipUnless(shutil.which("zsh"), "zsh is not installed")
    def test_zsh_offers_commands_options_and_values(self):
        (self.folder / "_ogi").write_text(script("zsh"))
        shell = Zsh(self.folder)
        self.addCleanup(shell.close)
        self.check(shell.offer)


class Zsh:
    """An interactive zsh that lists what it would complete."""

    def __init__(self, folder):
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            os.environ.update(HOME=str(folder), TERM="dumb", PS1="> ", COLUMNS="100", ZDOTDIR=str(folder))
            os.execvp("zsh", ["zsh", "-f", "-i"])
        self.say(f"unsetopt zle_bracketed_paste prompt_sp; LISTMAX=0; fpath=({folder} $fpath); autoload -Uz compinit; compinit -D -u; "
                 "zstyle ':completion:*' list-prompt ''; bindkey '^Y' list-choices; PS1='re''ady> '\n")  # fmt: skip
        self.hear("ready> ")

    def say(self, text):
        os.write(self.terminal, text.encode())

    def hear(self, until):
        heard, end = "", time.monotonic() + PATIENCE_S
        while until not in heard:
            ready, _, _ = select.select([self.terminal], [], [], end - time.monotonic())
            if not ready:
                raise AssertionError(f"waited in vain for {until!r} in {heard!r}")
            heard += os.read(self.terminal, 65536).decode(errors="replace")
        return heard

    def offer(self, words):
        typed = " ".join(words)
        self.say(typed + "\x19")
        listed = self.hear(f"ready> {typed}")  # The line is drawn again below the list.
        self.say("\x15\n")
        self.hear("ready> ")
        return set(re.split(r"[\s\x1b]+", listed.split(typed, 1)[1].rsplit("ready>", 1)[0]))

    def close(self):
        os.close(self.terminal)
        os.waitpid(self.process, 0)


if __name__ == "__main__":
    unittest.main()
