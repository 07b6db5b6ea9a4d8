#!/usr/bin/env python3
"""ogid against Scrapy and against bare libcurl on the same sites in the same run; what counts are the ratios.

usage: against_peers.py [--set FOLDER | --hosts 200 --reports 40 --news 0 --seed 7] [--runs 3] [--scrapy-runs 1]

Scrapy 2.8 follows list pages and reports and writes the tables as JSON lines: no robots.txt, no store, no feed. ogid does
all of its work, with delay 0. Then both ask for everything again where nothing changed: libcurl with If-None-Match, one
thread and 64 requests in flight; ogid by `ogi recrawl --wait`. The peers come from ../shared/peers. Exit 0 where the goals
are met: 16 × Scrapy, 0.4 × libcurl, 200 MiB, no revision and no feed entry by the second crawl, every cell as in the truth.
"""

import argparse
import pathlib
import statistics
import subprocess
import sys
import tempfile

import site_set

CRAWL_GOAL, RECRAWL_GOAL, PEAK_MIB_MAX = 16.0, 0.4, 200.0
IN_FLIGHT = 64

parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
site_set.add_set_options(parser)
parser.add_argument("--runs", type=int, default=3)
parser.add_argument("--scrapy-runs", type=int, default=1, help="it takes minutes; 0: leave it out")
options = parser.parse_args()
sites = site_set.SiteSet(options)
pages = len(sites.urls("focus"))
scratch = tempfile.TemporaryDirectory(prefix="ogid-peers-")
folder = pathlib.Path(scratch.name)


def must(done, what):
    if done.code:
        sys.exit(f"{what} ended with {done.code}: {done.output[-500:]}")
    return done


def rate(runs):
    return pages / statistics.median(run.seconds for run in runs)


def tell(what, runs):
    print(f"{what:<28} {rate(runs):9.1f} pages/s  {1000 * statistics.median(run.cpu_s for run in runs) / pages:7.3f} ms CPU a page  "
          f"{max(run.peak_mib for run in runs):6.1f} MiB  ({len(runs)} runs)", flush=True)  # fmt: skip


def scrapy():
    """One crawl by Scrapy. Its reports are counted, not compared."""
    output = folder / "scrapy.jsonl"
    # The peer reads starts.txt from a folder.
    (folder / "starts.txt").write_text("\n".join(sites.urls("starts")) + "\n")
    done = must(site_set.measured("/usr/bin/python3", site_set.PEERS / "scrapy_peer.py", folder, output), "scrapy")
    found = output.read_text().count("\n")
    if found != len(sites.truth()):
        sys.exit(f"scrapy read {found} reports of {len(sites.truth())}")
    return done


def build_libcurl_peer():
    program = folder / "fetch_multi"
    subprocess.run(["g++", "-O2", "-std=c++20", site_set.PEERS / "fetch_multi.cpp", "-lcurl", "-o", program], check=True)
    (folder / "urls").write_text("\n".join(sites.urls("focus")) + "\n")
    return program


def counts(ground):
    """Feed entries, and revisions of all reports."""
    return len(ground.lines("changes")), sum(report["revision"] for report in ground.lines("reports"))


site_set.from_shared()
libcurl = build_libcurl_peer()
ground = site_set.Ground(sites, options.bin)
crawls, recrawls, whole, conditional, scrapies, moved = [], [], [], [], [], []
with site_set.Served(sites, log=False):
    must(site_set.measured(libcurl, folder / "urls", IN_FLIGHT, folder / "etags"), "libcurl")  # Warms the file cache as well.
    for number in range(options.runs):
        # In turns, so that what else the machine does falls on all of them.
        if number < options.scrapy_runs:
            scrapies.append(scrapy())
        whole.append(must(site_set.measured(libcurl, folder / "urls", IN_FLIGHT), "libcurl"))
        ground.empty()
        crawls.append(ground.run(ground.ogid("--once")))
        before = counts(ground)
        again = site_set.measured(libcurl, folder / "urls", IN_FLIGHT, folder / "etags", "cond")
        if f'"n304":{pages}' not in must(again, "libcurl").output:
            sys.exit(f"libcurl was not answered with 304 everywhere: {again.output}")
        conditional.append(again)
        recrawls.append(ground.run(ground.ogi("recrawl", "--wait")))
        after = counts(ground)
        moved.append((after[0] - before[0], after[1] - before[1]))
figures = site_set.compare(ground.lines("reports"), sites.truth())
ground.close()

print(f"{pages} pages of {len(sites.urls('starts'))} hosts")
if scrapies:
    tell("scrapy", scrapies)
tell("libcurl", whole)
tell("ogid --once", crawls)
tell("libcurl, conditional", conditional)
tell("ogi recrawl --wait", recrawls)
peak = max(run.peak_mib for run in crawls + recrawls)
crawl_ratio = rate(crawls) / rate(scrapies) if scrapies else None
recrawl_ratio = rate(recrawls) / rate(conditional)
entries, revisions = (max(column) for column in zip(*moved))
if scrapies:
    print(f"crawl / scrapy                {crawl_ratio:6.2f}  goal {CRAWL_GOAL}")
print(f"crawl / libcurl               {rate(crawls) / rate(whole):6.3f}")
print(f"recrawl / libcurl conditional {recrawl_ratio:6.3f}  goal {RECRAWL_GOAL}")
print(f"peak memory                   {peak:6.1f}  goal {PEAK_MIB_MAX} MiB")
print(f"recrawl: feed entries {entries}, revisions {revisions}")
print(", ".join(f"{name} {count}" for name, count in figures.items()))
failed = [words for words, bad in (
    ("crawl below its goal", crawl_ratio is not None and crawl_ratio < CRAWL_GOAL),
    ("recrawl below its goal", recrawl_ratio < RECRAWL_GOAL),
    ("memory above its goal", peak > PEAK_MIB_MAX),
    ("the recrawl made a change", entries or revisions),
    ("cells differ from the truth", figures["right"] != figures["cells"] or figures["stored"] != figures["expected"]),
) if bad]  # fmt: skip
print("; ".join(failed) or "all goals met")
scratch.cleanup()
sys.exit(bool(failed))
