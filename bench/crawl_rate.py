#!/usr/bin/env python3
"""Pages a second and peak memory of `ogid --once`, and of a recrawl in which nothing changed, over a generated set.

usage: crawl_rate.py [--set FOLDER | --hosts 200 --reports 40 --news 0 --seed 7] [--runs 5] [--bin build/release/bin]

Each run starts with an empty store. Prints each run, the medians, and how the stored reports compare with the truth.
"""

import argparse
import statistics

import site_set

parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
site_set.add_set_options(parser)
parser.add_argument("--runs", type=int, default=5)
options = parser.parse_args()

sites = site_set.SiteSet(options)
pages = len(sites.urls("focus"))  # List and report pages; robots.txt is not counted.
ground = site_set.Ground(sites, options.bin)
runs = []
with site_set.Served(sites, log=False):
    for _ in range(options.runs):
        ground.empty()
        first = ground.run(ground.ogid("--once"))
        again = ground.run(ground.ogi("recrawl", "--wait"))
        runs.append((pages / first.seconds, 1000 * first.cpu_s / pages, first.peak_mib,
                     pages / again.seconds, 1000 * again.cpu_s / pages, again.peak_mib))  # fmt: skip
        print("crawl %7.1f pages/s %6.3f ms CPU a page %6.1f MiB   recrawl %7.1f pages/s %6.3f ms CPU %6.1f MiB" % runs[-1],
              flush=True)  # fmt: skip
middle = tuple(statistics.median(column) for column in zip(*runs))
print(f"median of {options.runs} over {pages} pages:")
print("crawl %7.1f pages/s %6.3f ms CPU a page %6.1f MiB   recrawl %7.1f pages/s %6.3f ms CPU %6.1f MiB" % middle)
print(", ".join(f"{name} {count}" for name, count in site_set.compare(ground.lines("reports"), sites.truth()).items()))
ground.close()
