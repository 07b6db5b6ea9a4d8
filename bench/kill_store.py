#!/usr/bin/env python3
"""SIGKILL at random moments of commits, reparse, backup, restore, compaction and pruning: the store is always whole.

usage: kill_store.py [--kills 200] [--seed 7]

A demonstration site is crawled; then `ogi recrawl` (with revisions to commit), `ogi reparse`, `ogi store backup`, `compact`,
`prune` and `restore` are killed in turn, at moments that the seed decides, spread over what each of them takes. After every
kill `ogi store verify` must find nothing, the feed must add up to the reports, and no entry of it may be lost or altered. In
the end the newest backup that the kills have left is restored and verified. OGI_BIN names the folder of the programs.
"""

import argparse
import pathlib
import random
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path += [str(ROOT / "tests" / "end_to_end"), str(ROOT / "tests" / "site")]

import killed_store  # noqa: E402
import programs  # noqa: E402
import server  # noqa: E402

parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
parser.add_argument("--kills", type=int, default=200)
parser.add_argument("--seed", type=int, default=7)
options = parser.parse_args()

with server.SiteServer() as site_server:
    ground = programs.Ground(site_server.site.entries())
    crawled = ground.ogid("--once")
    if crawled.returncode != 0:
        sys.exit(crawled.stderr)
    killed = killed_store.KilledStore(site_server.site, ground, random.Random(options.seed))
    killed.prepare()
    print("undisturbed: " + ", ".join(f"{task} {seconds:.2f} s" for task, seconds in killed.typical_s.items()), flush=True)
    tasks = list(killed.tasks)
    for number in range(options.kills):
        killed.kill(tasks[number % len(tasks)])
        if number % 20 == 19:
            print(f"{number + 1} kills, {len(killed.feed)} entries of the feed, {len(killed.faults)} faults", flush=True)
    killed.restore_newest()
    killed.close()
    ground.close()

for task, (hit, late) in killed.counts.items():
    print(f"{task}: {hit} killed, {late} had ended before")
print("\n".join(killed.faults) if killed.faults else "every store whole, every feed adds up to the reports")
sys.exit(bool(killed.faults))
