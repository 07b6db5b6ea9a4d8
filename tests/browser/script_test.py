"""The script of pages in a real browser: lists that narrow, the memory of the last look, large maps; and what is there without it."""

import os
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "end_to_end"))

import programs
import seeded
from daemon_test import Running

SKIPPED = 77  # As ctest has it (SKIP_RETURN_CODE).
PATIENCE_S = 280
AGENCIES, YEARS = 400, 18  # More cells than are links each.


def is_there(*needed):
    for each in needed:
        if not each.exists():
            print(f"skipped: {each.name} is not there (scripts/install-deps)")
            return False
    return True


class LargeMap:
    """A daemon over a store of many agencies (bench/heat_map.cpp)."""

    def __enter__(self):
        self.ground = programs.Ground([], listen=programs.free_address())
        made = programs.run(programs.BIN / "heat_map", self.ground.store, AGENCIES, YEARS)
        if made.returncode != 0:
            raise AssertionError(made.stderr)
        self.daemon = Running(self.ground).__enter__()
        self.base = f"http://{self.ground.listen}"
        return self

    def __exit__(self, *_):
        self.daemon.__exit__()
        shutil.rmtree(self.ground.store)  # It has no bodies: nothing for a look at what is whole.
        self.ground.close()


def main():
    chromium = pathlib.Path(os.environ.get("OGI_CHROMIUM", "/usr/bin/chromium"))
    if not is_there(HERE.parent / "node_modules" / "playwright-core", chromium):
        return SKIPPED
    with seeded.Seeded() as store, LargeMap() as large:
        return subprocess.run(["node", str(HERE / "script.mjs"), store.base, large.base], timeout=PATIENCE_S, env=programs.ENVIRONMENT).returncode


if __name__ == "__main__":
    sys.exit(main())
