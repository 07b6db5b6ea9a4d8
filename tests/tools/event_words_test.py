#!/usr/bin/env python3
"""The words that `ogi log-level` knows are those with which log lines begin."""

import pathlib
import re
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDERS = ("base", "model", "crawler", "extract", "parser", "archive", "storage", "daemon")
LOGGED = re.compile(r'spdlog::(?:trace|debug|info|warn|error|critical)\(\s*"([a-z]+)')


class EventWords(unittest.TestCase):
    def test_every_line_begins_with_a_known_word_and_every_word_begins_one(self):
        logged = set()
        for folder in FOLDERS:
            for file in (ROOT / folder).rglob("*"):
                if file.suffix in (".cpp", ".h"):
                    logged |= set(LOGGED.findall(file.read_text()))
        known = re.findall(r'"(\w+)"', (ROOT / "daemon" / "logging" / "event_words.inc").read_text())
        self.assertEqual(sorted(logged), known)


if __name__ == "__main__":
    unittest.main()
