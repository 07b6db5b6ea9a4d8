#!/usr/bin/env python3
"""How fast the exports write, and whether their memory stays as it is while the number of reports grows.

usage: export_rate.py [--reports 10000 100000] [--formats csv cells …] [--bin build/release/bin] [--folder FOLDER]

Fills a store with each number of reports (`many_reports`), and measures of each export reports and cells a second of CPU time, the
largest resident set and the bytes written. Exit 0 where none takes more than 300 MB, nor more than 400 bytes a further report
(names of agencies, of which every report here has one of its own).
"""

import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

MEGABYTES_MAX, BYTES_A_REPORT_MAX, CELLS = 300, 400, 200
FORMATS = {"csv": "csv", "cells": "cells.csv", "ndjson": "lines", "sqlite": "store.db", "xlsx": "book.xlsx", "package": "package"}

parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
parser.add_argument("--reports", type=int, nargs="+", default=[10_000, 100_000])
parser.add_argument("--formats", nargs="+", choices=FORMATS, default=list(FORMATS))
parser.add_argument("--bin", type=pathlib.Path, default=pathlib.Path("build/release/bin"))
parser.add_argument("--folder", type=pathlib.Path)
options = parser.parse_args()


def bytes_of(path):
    files = path.iterdir() if path.is_dir() else [path]
    return sum(file.stat().st_size for file in files)


def measure(config, form, output):
    """Megabytes, seconds of CPU time."""
    command = [options.bin / "ogi", "--config", config, "export", form, "--output", output]
    process = subprocess.Popen([str(word) for word in command], stderr=subprocess.PIPE)
    told = process.stderr.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"export {form}: exit {process.returncode}: {told}")
    return usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime


def measure_all(reports):
    folder = pathlib.Path(tempfile.mkdtemp(prefix="export-rate-", dir=options.folder))
    try:
        print(f"== {reports} reports", flush=True)
        subprocess.run([str(options.bin / "many_reports"), str(folder / "store"), str(reports)], check=True, stdout=subprocess.DEVNULL)
        config = folder / "ogid.toml"
        config.write_text(f'[store]\npath = "{folder / "store"}"\n[api]\nlisten = ""\n')
        found = {}
        for form in options.formats:
            output = folder / FORMATS[form]
            megabytes, seconds = measure(config, form, output)
            found[form] = megabytes
            print(f"{form:8} {reports / seconds:9.0f} reports/s {reports * CELLS / seconds:11.0f} cells/s {megabytes:8.1f} MB "
                  f"{bytes_of(output) / reports:8.0f} bytes a report", flush=True)  # fmt: skip
            shutil.rmtree(output) if output.is_dir() else output.unlink()
        return found
    finally:
        shutil.rmtree(folder)


sizes = sorted(options.reports)
measured = [measure_all(reports) for reports in sizes]
more = sizes[-1] - sizes[0]
grown = [form for form in options.formats
         if measured[-1][form] > MEGABYTES_MAX or (measured[-1][form] - measured[0][form]) * 2**20 > BYTES_A_REPORT_MAX * max(more, 50_000)]  # fmt: skip
print("memory grows: " + ", ".join(grown) if grown else "memory does not grow with the reports, but for names of agencies")
sys.exit(bool(grown))
