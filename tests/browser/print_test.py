"""The main kinds of pages as a printer has them (print.mjs).

usage: print_test.py [OUT]   OUT (default: a folder browser/print beside the programs) keeps the PDFs.
"""

import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "end_to_end"))

import golden_pages_test
import programs
import seeded
from script_test import SKIPPED, is_there

PATIENCE_S = 280
NOT_PRINTED = ("search_nothing", "not_found")


def main():
    chromium = pathlib.Path(os.environ.get("OGI_CHROMIUM", "/usr/bin/chromium"))
    if not is_there(HERE.parent / "node_modules" / "playwright-core", chromium):
        return SKIPPED
    out = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else programs.BIN.parent / "browser" / "print"
    with seeded.Seeded() as store:
        pages = [f"/zh/{path}" for name, path in golden_pages_test.pages_of(store).items() if name not in NOT_PRINTED]
        return subprocess.run(["node", str(HERE / "print.mjs"), store.base, str(out), *pages], timeout=PATIENCE_S, env=programs.ENVIRONMENT).returncode


if __name__ == "__main__":
    sys.exit(main())
