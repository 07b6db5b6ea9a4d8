#!/usr/bin/env python3
"""Pages a second and peak memory of `ogid --once`, and of a recrawl in which nothing changed, over a generated site.

usage: crawl_rate.py [--hosts 20] [--reports 10] [--news 50] [--seed 7] [--runs 5] [--bin build/release/bin]

The site, its truth and its nginx set-up come from ../shared beside the checkout (peers/, checks/). Each run starts with
an empty store. Prints each run, the medians, and how the stored reports compare with the truth, cell by cell.
"""
import argparse
import os
import pathlib
import shutil
import statistics
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"

options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
for name, default in (("hosts", 20), ("reports", 10), ("news", 50), ("seed", 7), ("runs", 5)):
    options.add_argument("--" + name, type=int, default=default)
options.add_argument("--bin", default=str(ROOT / "build" / "release" / "bin"))
args = options.parse_args()

if not (SHARED / "checks" / "ogi_checks.py").exists():
    sys.exit("crawl_rate.py: ../shared is not there; nothing to measure with")
os.environ["OGI_BIN"] = args.bin
os.environ.setdefault("OGI_WORK", os.path.join(tempfile.gettempdir(), "ogid-bench"))
sys.path[:0] = [str(SHARED / "checks"), str(SHARED / "peers")]
import ogi_checks as checks  # noqa: E402
import truth_ids  # noqa: E402


def compare(config, truth):
    """Stored reports against the truth: one line of figures."""
    stored = {report["source_url"]: report for report in checks.ndjson(config, "reports", "-o", "ndjson")}
    figures = dict.fromkeys(("agency", "year", "published", "right", "wrong", "missed", "invented", "cells"), 0)
    for url, expected in truth.items():
        report = stored.get(url)
        if report is None:
            continue
        figures["agency"] += report["agency"]["name"] == expected["agency"]
        figures["year"] += report["year"] == expected["year"]
        figures["published"] += report["published"] == expected["pubdate"]
        counts = checks.compare(report, truth_ids.cells(expected))
        for name, count in zip(("right", "wrong", "missed", "invented", "cells"), counts):
            figures[name] += count
    return f"reports {len(stored)} of {len(truth)}, " + ", ".join(f"{k} {v}" for k, v in figures.items())


site = checks.make_site(f"rate-{args.hosts}-{args.reports}-{args.news}-{args.seed}", args.hosts, args.reports, args.news,
                        args.seed)
truth = checks.truth(site)
pages = len((site / "urls_focus.txt").read_text().split())  # List and report pages; robots.txt is not counted.
runs = []
with checks.Served(site):
    for _ in range(args.runs):
        store = checks.WORK / "rate-store"
        shutil.rmtree(store, ignore_errors=True)
        config = checks.config(site, store)
        first, seconds = checks.crawl(config)
        start = time.monotonic()
        again = checks.measured(checks.BIN / "ogi", "--config", config, "recrawl", "--wait")
        again_seconds = time.monotonic() - start
        if first.returncode or again.returncode:
            sys.exit(f"crawl_rate.py: a run failed: {first.stderr[-300:]} {again.stderr[-300:]}")
        runs.append((pages / seconds, first.rss, pages / again_seconds, again.rss))
        print("crawl %7.1f pages/s %6.1f MiB   recrawl %7.1f pages/s %6.1f MiB" % runs[-1])
rate, memory, again_rate, again_memory = (statistics.median(column) for column in zip(*runs))
print(f"median of {args.runs}: crawl {rate:.1f} pages/s, peak {memory:.1f} MiB; "
      f"recrawl {again_rate:.1f} pages/s, peak {again_memory:.1f} MiB ({pages} pages)")
print(compare(config, truth))
