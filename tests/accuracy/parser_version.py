#!/usr/bin/env python3
"""Holds what `ogi parse` prints of every fixture against parser_version, which every Revision carries: where the output
moves, the version must, or a difference of our parser would be told as a change at an agency.

    parser_version.py OGI            compares
    parser_version.py OGI --update   writes golden/parser_version.txt anew, where the version was raised
"""

import hashlib
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
GOLDEN = HERE / "golden" / "parser_version.txt"
NOT_A_REPORT = 5  # Exit status of `ogi parse` where one of the files is none.


def version_in_source():
    header = (ROOT / "parser" / "parse_report.h").read_text()
    return re.search(r'parser_version = "([^"]+)"', header)[1]


def documents(fixtures):
    """Those that the project reads by itself: what LibreOffice or poppler make of a file changes with their versions."""
    names = sorted(path.name for path in fixtures.iterdir() if path.suffix in (".html", ".txt"))
    attachments = sorted(path.name for path in (fixtures / "attachments").iterdir() if path.suffix in (".docx", ".xlsx"))
    return names + [f"attachments/{name}" for name in attachments]


def output_digest(ogi):
    fixtures = ROOT / "tests" / "fixtures"
    names = documents(fixtures)
    done = subprocess.run([ogi, "parse", *names], cwd=fixtures, capture_output=True)
    if done.returncode not in (0, NOT_A_REPORT):
        sys.exit(f"ogi parse: exit {done.returncode}: {done.stderr.decode()}")
    lines = done.stdout.count(b"\n")
    if lines != len(names):
        sys.exit(f"ogi parse: {len(names)} files, but {lines} lines")
    return hashlib.sha256(done.stdout).hexdigest()


def main():
    ogi, update = str(pathlib.Path(sys.argv[1]).resolve()), "--update" in sys.argv[2:]
    now = (version_in_source(), output_digest(ogi))
    held = tuple(GOLDEN.read_text().split()) if GOLDEN.exists() else ("", "")
    if now == held:
        return
    if now[0] == held[0]:
        sys.exit(f'the fixtures are read otherwise than by parser_version "{held[0]}" so far: raise parser_version in '
                 "parser/parse_report.h, then run parser_version.py OGI --update")  # fmt: skip
    if not update:
        sys.exit(f'parser_version is "{now[0]}", golden/parser_version.txt is of "{held[0]}": run parser_version.py OGI --update')
    GOLDEN.write_text(" ".join(now) + "\n")


if __name__ == "__main__":
    main()
