#!/usr/bin/env python3
"""SIGKILL of daemon, PostgreSQL and a follower over HTTP while reports change: all of them end equal to the store.

usage: kill_sinks.py [--kills 200] [--seed 7]

A daemon crawls a demonstration site and delivers to a PostgreSQL server and to files; a follower reads the feed by long polls. Figures
change all the time. Killed in turn, at moments that the seed decides, are the daemon, the server's backends, the server (at once, as
after a crash), its postmaster alone, and the follower; each is started again. In the end the tables, the files and what the follower
kept must be what the store says, and the store must be whole. OGI_BIN names the folder of the programs.
"""

import argparse
import pathlib
import random
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path += [str(ROOT / "tests" / "end_to_end"), str(ROOT / "tests" / "site")]

import killed_sinks  # noqa: E402
import postgresql  # noqa: E402
import server  # noqa: E402

parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
parser.add_argument("--kills", type=int, default=200)
parser.add_argument("--seed", type=int, default=7)
options = parser.parse_args()
if postgresql.absent():
    sys.exit(postgresql.absent())

with server.SiteServer() as site_server:
    site_server.counting = False
    killed = killed_sinks.KilledSinks(site_server.site, site_server.site.entries(), random.Random(options.seed))
    try:
        for number in range(options.kills):
            killed.kill(killed_sinks.VICTIMS[number % len(killed_sinks.VICTIMS)])
            if number % 20 == 19:
                print(f"{number + 1} kills, {len(killed.faults)} faults", flush=True)
        killed.compare()
    finally:
        killed.close()

print(", ".join(f"{victim}: {count}" for victim, count in killed.counts.items()))
print(f"{killed.entries} entries of the feed, {killed.reports} reports")
print("\n".join(killed.faults) if killed.faults else "PostgreSQL, the files and the follower equal the store")
sys.exit(bool(killed.faults))
