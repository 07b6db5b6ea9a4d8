#!/usr/bin/env python3
"""Writes tests/fixtures/attachments: reports as office programs make them, and their truth.

usage: make_attachments.py [--check]     --check: say what differs from the files, write nothing; exit 1 if anything does

What other programs had a hand in (LibreOffice, a scanner's image) is not made the same twice: such a file is made anew when what
it is made of has changed, which made_from.txt tells.
"""

import hashlib
import json
import sys
from pathlib import Path

import cases_converted  # noqa: F401
import cases_docx  # noqa: F401
import cases_docx_text  # noqa: F401
import cases_dresses  # noqa: F401
import cases_pdf  # noqa: F401
import cases_scan  # noqa: F401
import cases_xlsx  # noqa: F401
import cases_zip  # noqa: F401
from attachment import ATTACHMENTS
from packing import unpacked

FOLDER = Path(__file__).parents[2] / "fixtures" / "attachments"
SOURCES = "made_from.txt"
README = "README.md"
TABLE = "\n| document | what is difficult |\n|---|---|\n"  # The cases write what follows in the README.


def same(one, other):
    """Packed files are the same where their members are: another version of zlib packs otherwise."""
    if one is None or other is None or one == other:
        return one == other
    return unpacked(one) is not None and unpacked(one) == unpacked(other)


def digest(attachment):
    content = attachment.fixture.document
    members = unpacked(content)
    content = content if members is None else b"".join(name.encode() + b"\0" + inside for name, inside in members)
    return hashlib.sha256(content).hexdigest()


def read_sources():
    path = FOLDER / SOURCES
    return dict(line.split()[::-1] for line in path.read_text().splitlines()) if path.exists() else {}


def readme(attachments):
    written = (FOLDER / README).read_text().partition(TABLE)[0]
    shared = {attachment.truth_file()[0]: attachment for attachment in attachments}  # One row for all dresses of a report.
    rows = (f"| {json.loads(attachment.truth_file()[1])['document']} | {attachment.fixture.why} |\n" for attachment in shared.values())
    return written + TABLE + "".join(rows)


def main(arguments):
    if arguments not in ([], ["--check"]):
        sys.exit(__doc__)
    check = bool(arguments)
    present = {str(path.relative_to(FOLDER)): path.read_bytes() for path in FOLDER.rglob("*")
               if path.is_file() and path.name != SOURCES}
    attachments = [build() for build in ATTACHMENTS]
    sources, made_from, wanted = read_sources(), {}, {README: readme(attachments).encode()}
    for attachment in attachments:
        name, (truth_name, truth) = attachment.name, attachment.truth_file()
        if name in wanted or wanted.get(truth_name, truth) != truth:
            sys.exit(f"two attachments are called {name}")
        wanted[truth_name], wanted[name] = truth, attachment.fixture.document
        if attachment.convert:
            made_from[name] = digest(attachment)
            stale = name not in present or sources.get(name) != made_from[name]
            if stale:
                wanted[name] = None if check else attachment.convert(attachment.fixture.document)
            else:
                wanted[name] = present[name]
    differing = sorted(name for name in wanted.keys() | present.keys() if not same(wanted.get(name), present.get(name)))
    if check:
        for name in differing:
            print(f"differs from what the cases make: {name}")
        return 1 if differing else 0
    for name in differing:
        path = FOLDER / name
        if name in wanted:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(wanted[name])
        else:
            path.unlink()
    (FOLDER / SOURCES).write_text("".join(f"{source} {name}\n" for name, source in sorted(made_from.items())))
    print(f"{len(ATTACHMENTS)} attachments, {len(differing)} files changed")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
