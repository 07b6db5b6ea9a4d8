#!/usr/bin/env python3
"""Damaged PDF files through ogi-pdf and what reads its record: nothing may end but the child, and always with a reason.

usage: mutated_pdfs.py PDF_TABLES OGI_PDF FOLDER SECONDS [SEED]

Takes the PDF files below FOLDER, damages them (bytes, pieces, numbers, names), and reads them until SECONDS are over. Prints how they
ended; exits with 1 where the reader itself ended or said nothing of a file. Run by hand.
"""

import collections
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import time

BATCH = 20
NUMBER = re.compile(rb"(?<![\w.])\d+(?![\w.])")
NAMES = [b"/Kids", b"/Parent", b"/Contents", b"/Font", b"/Length", b"/Filter", b"/Count", b"/ToUnicode", b"/MediaBox", b"/Rotate"]


def damaged(body, chance):
    body = bytearray(body)
    for _ in range(chance.randint(1, 12)):
        at, kind = chance.randrange(len(body)), chance.randrange(5)
        if kind == 0:
            body[at] = chance.randrange(256)
        elif kind == 1:
            del body[at : at + chance.randint(1, 400)]
        elif kind == 2:
            body[at:at] = body[chance.randrange(len(body)) :][: chance.randint(1, 400)]
        elif kind == 3 and (numbers := list(NUMBER.finditer(body, at, at + 4000))):
            found = chance.choice(numbers)
            body[found.start() : found.end()] = chance.choice([b"0", b"-1", b"1", b"65536", b"2147483647", b"99999999999"])
        elif kind == 4:
            old, new = chance.sample(NAMES, 2)
            body = bytearray(bytes(body).replace(old, new, 1))
        if not body:
            return b"%PDF-"
    return bytes(body)


def main():
    program, ogi_pdf, folder, seconds = sys.argv[1:5]
    chance = random.Random(int(sys.argv[5]) if len(sys.argv) > 5 else 1)
    originals = [path.read_bytes() for path in sorted(pathlib.Path(folder).rglob("*.pdf"))]
    ends, end, broken = collections.Counter(), time.monotonic() + float(seconds), 0
    with tempfile.TemporaryDirectory() as place:
        while time.monotonic() < end:
            files = [pathlib.Path(place, f"{number}.pdf") for number in range(BATCH)]
            for file in files:
                file.write_bytes(damaged(chance.choice(originals), chance))
            run = subprocess.run([program, ogi_pdf, *map(str, files)], capture_output=True, text=True)
            said = {line.split(": ", 1)[0]: line.split(": ", 1)[-1] for line in run.stderr.splitlines()}
            read = {document["file"]: document["unsupported"] or "read" for document in map(json.loads, run.stdout.splitlines())}
            for file in files:
                outcome = read.get(str(file)) or said.get(str(file)) or "nothing was said"
                ends[outcome] += 1
            if run.returncode != 0 or ends["nothing was said"]:
                kept = pathlib.Path(tempfile.mkdtemp(prefix="mutated_pdfs_"))
                for file in files:
                    (kept / file.name).write_bytes(file.read_bytes())
                print(f"status {run.returncode}; the files are kept in {kept}")
                broken = 1
                break
    for outcome, count in ends.most_common():
        print(f"{count:7}  {outcome}")
    return broken


if __name__ == "__main__":
    sys.exit(main())
