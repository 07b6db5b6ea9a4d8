"""Every page in a real browser, by its links: nothing in the console, no request elsewhere, no serious fault that axe-core finds.

usage: walk_test.py LANGUAGE [OUT]   OUT (default: a folder browser/ beside the programs) keeps the screenshots.
"""

import os
import pathlib
import subprocess
import sys
import urllib.parse

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "end_to_end"))

import programs
import seeded

SKIPPED = 77  # As ctest has it (SKIP_RETURN_CODE).
PATIENCE_S = 570


def main():
    chromium = os.environ.get("OGI_CHROMIUM", "/usr/bin/chromium")
    for needed in (HERE.parent / "node_modules" / "playwright-core", HERE.parent / "node_modules" / "axe-core", pathlib.Path(chromium)):
        if not needed.exists():
            print(f"skipped: {needed.name} is not there (scripts/install-deps)")
            return SKIPPED
    language = sys.argv[1]
    out = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else programs.BIN.parent / "browser"
    with seeded.Seeded() as store:
        pages = ["search?q=" + urllib.parse.quote("远安")]
        for report in (store.revised, store.corrected, store.withdrawn, store.suspect):
            pages.append(f"reports/{urllib.parse.quote(report.agency)}/{report.year}")
        pages.append(f"reports/{urllib.parse.quote(store.revised.agency)}/{store.revised.year}/diff")
        return subprocess.run(["node", str(HERE / "walk.mjs"), store.base, str(out), language, *pages], timeout=PATIENCE_S, env=programs.ENVIRONMENT).returncode


if __name__ == "__main__":
    sys.exit(main())
