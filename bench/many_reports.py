#!/usr/bin/env python3
"""Whether memory stays as it is while the number of reports grows: start of the daemon, a list of all reports, verify.

usage: many_reports.py [--reports 10000 1000000] [--bin build/release/bin] [--folder FOLDER]

Fills a store with each number of reports (`many_reports`), and measures the largest resident set and the time of
`ogid --once` (nothing is due), `ogi reports -o ndjson`, `ogi changes`, `ogi store stats` and `ogi store verify`. Exit 0 where
none takes more than twice the memory, and 64 MB, with the largest number than with the smallest.
"""

import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

GROWTH_MAX, GROWTH_FREE_MB = 2.0, 64
COMMANDS = (("ogid", "--once"), ("ogi", "reports", "-o", "ndjson"), ("ogi", "changes", "-o", "ndjson"), ("ogi", "store", "stats"),
            ("ogi", "store", "verify"))  # fmt: skip

parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
parser.add_argument("--reports", type=int, nargs="+", default=[10_000, 1_000_000])
parser.add_argument("--bin", type=pathlib.Path, default=pathlib.Path("build/release/bin"))
parser.add_argument("--folder", type=pathlib.Path)
options = parser.parse_args()


def measure(config, program, *words):
    """Megabytes, seconds, exit code."""
    begin = time.monotonic()
    process = subprocess.Popen([str(options.bin / program), "--config", str(config), *words], stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)  # fmt: skip
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_maxrss / 1024, time.monotonic() - begin, process.returncode


def measure_all(reports):
    folder = pathlib.Path(tempfile.mkdtemp(prefix="many-reports-", dir=options.folder))
    try:
        print(f"== {reports} reports", flush=True)
        subprocess.run([str(options.bin / "many_reports"), str(folder / "store"), str(reports)], check=True)
        config = folder / "ogid.toml"
        config.write_text(f'[store]\npath = "{folder / "store"}"\n[api]\nlisten = ""\n')
        found = {}
        for command in COMMANDS:
            megabytes, seconds, code = measure(config, *command)
            print(f"{' '.join(command):32} {megabytes:8.1f} MB {seconds:8.2f} s  exit {code}", flush=True)
            if code != 0:
                sys.exit(f"{' '.join(command)} failed")
            found[command] = megabytes
        return found
    finally:
        shutil.rmtree(folder)


sizes = sorted(options.reports)
measured = [measure_all(reports) for reports in sizes]
grown = [command for command in COMMANDS
         if measured[-1][command] > max(GROWTH_MAX * measured[0][command], measured[0][command] + GROWTH_FREE_MB)]  # fmt: skip
print("memory grows: " + ", ".join(" ".join(command) for command in grown) if grown else "memory does not grow with the reports")
sys.exit(bool(grown))
