#!/usr/bin/env python3
"""Makes docs/man and the tables of docs/cli.md from what the programs say of themselves.

tools/make_manual.py            exits 1 and names the pages that are not what they would be made
tools/make_manual.py --update   writes them

OGI_BIN names the folder of ogi-manual (default: build/release/bin).
"""

import argparse
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
BIN = pathlib.Path(os.environ.get("OGI_BIN", ROOT / "build" / "release" / "bin"))
MAN = ROOT / "docs" / "man"
# Page: what it is made from.
PAGES = {MAN / name: MAN / "templates" / name for name in ("ogi.1", "ogid.8", "ogid.toml.5")}
PAGES[ROOT / "docs" / "cli.md"] = ROOT / "docs" / "cli.md"


def make(page, template):
    done = subprocess.run([BIN / "ogi-manual", page.name], input=template.read_bytes(), capture_output=True, check=False)
    if done.returncode != 0:
        sys.exit(done.stderr.decode())
    return done.stdout


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--update", action="store_true", help="write the pages")
    update = arguments.parse_args().update
    stale = []
    for page, template in PAGES.items():
        made = make(page, template)
        if page.read_bytes() == made:
            continue
        if update:
            page.write_bytes(made)
        else:
            stale.append(str(page.relative_to(ROOT)))
    if stale:
        sys.exit(f"not as they would be made: {', '.join(stale)}; run tools/make_manual.py --update")


if __name__ == "__main__":
    main()
