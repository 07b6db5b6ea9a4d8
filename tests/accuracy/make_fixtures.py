#!/usr/bin/env python3
"""Writes tests/fixtures: documents with one difficulty each, and their truth.

usage: make_fixtures.py [--check]     --check: say what differs from the files, write nothing; exit 1 if anything does
"""

import sys
from pathlib import Path

import cases_bytes  # noqa: F401
import cases_free  # noqa: F401
import cases_heads  # noqa: F401
import cases_identity  # noqa: F401
import cases_layouts  # noqa: F401
import cases_national  # noqa: F401
import cases_others  # noqa: F401
import cases_pages  # noqa: F401
import cases_prose  # noqa: F401
import cases_spans  # noqa: F401
import cases_tables  # noqa: F401
import cases_text  # noqa: F401
import cases_values  # noqa: F401
from fixture import CASES

FOLDER = Path(__file__).parent.parent / "fixtures"


def made_files():
    files = {}
    for build in CASES:
        for name, content in build().files():
            if name in files:
                sys.exit(f"two fixtures are called {name}")
            files[name] = content
    return files


def main(arguments):
    files = made_files()
    present = {path.name: path.read_bytes() for path in FOLDER.iterdir() if path.is_file() and path.name != "README.md"}
    differing = sorted(name for name in files.keys() | present.keys() if files.get(name) != present.get(name))
    if arguments == ["--check"]:
        for name in differing:
            print(f"differs from what the cases make: {name}")
        return 1 if differing else 0
    if arguments:
        sys.exit(__doc__)
    for name in differing:
        if name in files:
            (FOLDER / name).write_bytes(files[name])
        else:
            (FOLDER / name).unlink()
    print(f"{len(CASES)} fixtures, {len(differing)} files changed")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
