#!/usr/bin/env python3
"""SIGKILL at random moments of a crawl, again and again: nothing is lost, nothing doubled, and hardly anything asked twice.

usage: kill_crawl.py [--set FOLDER | --hosts 200 …] [--kills 200] [--seed 7] [--delay-ms 0] [--in-flight N]

The set is crawled twice: undisturbed, and killed at moments that the seed decides, spread over the whole crawl; one kill in
ten meets the start of the program. After every kill the store is read. Exit 0 where

- the feed never loses, doubles or changes an entry, and its sequence has no gaps;
- in the end the reports and pages are those of the undisturbed crawl;
- a page whose visit was in the store when the kill came is not asked for again, nor robots.txt of a host that has one;
- at no kill more pages than N were on the way: asked for and not yet in the store (by default one a host, and what may wait
  between the response and the store);
- the server never sees a pause below the delay, not even across a kill.
"""

import argparse
import collections
import random
import re
import subprocess
import sys
import time

import site_set

STARTUP_KILLS = 10          # One in so many.
STARTUP_MAX_S = 0.3
CLOCK_GRAIN_S = 0.003       # nginx writes milliseconds, of the end and of the duration.
VISITS_MAX = 1024           # Crawl::visits_max: hosts taken up at a time, one page each.
PAGES_BEHIND_MAX = 128      # Crawl::pages_behind_max: between the response and the store.
AGENT = "ogid-kill-"
PAGE_FACTS = ("role", "depth", "outcome", "reports", "replaced", "snapshot", "etag", "last_modified", "source")

parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
site_set.add_set_options(parser)
for name, default in (("kills", 200), ("delay-ms", 0), ("in-flight", 0)):
    parser.add_argument("--" + name, type=int, default=default)
options = parser.parse_args()
chance = random.Random(options.seed)


def facts(ground):
    """What must not depend on how a crawl was disturbed."""
    reports = {(report["agency"]["name"], report["year"]): {name: value for name, value in report.items() if name != "observed_at"}
               for report in ground.lines("reports")}  # fmt: skip
    pages = {page["url"]: tuple(page[name] for name in PAGE_FACTS) for page in ground.lines("pages")}
    return reports, pages


def told(changes):
    return sorted((change["type"], change["subject"], change["data"]["source_url"]) for change in changes)


def in_force(ground):
    printed = subprocess.run(ground.ogid("--print-config"), capture_output=True, text=True).stdout
    return {name: int(value) for name, value in re.findall(r"^(\w+) = (\d+)$", printed, flags=re.M)}


class Killed:
    """The crawl that is killed, and what is known of it from outside."""

    def __init__(self, sites, server):
        self.server = server
        self.ground = site_set.Ground(sites, options.bin, host_delay_ms=options.delay_ms)
        self.pages = len(sites.urls("focus"))
        self.run = 0
        self.feed = []
        self.faults = []
        self.visited = {}     # URL → number of the run after which its visit was in the store.
        self.early_ends = 0
        self.startups = 0

    def log_size(self):
        return self.server.log.stat().st_size

    def start(self):
        self.run += 1
        self.ground.write(user_agent=f"{AGENT}{self.run} (+http://127.0.0.1/)")
        return subprocess.Popen(self.ground.ogid("--once"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def wait_for(self, requests, process):
        """Until about so many more requests were logged, or the program has ended."""
        wanted = self.log_size() + requests * 120  # Bytes of a line; any moment is as good as another.
        while self.log_size() < wanted and process.poll() is None:
            time.sleep(0.001)

    def kill(self, kills_left):
        process = self.start()
        if chance.randrange(STARTUP_KILLS) == 0:
            self.startups += 1
            time.sleep(chance.uniform(0, STARTUP_MAX_S))
        else:
            share = 2 * (self.pages - len(self.visited)) / (kills_left + 1)
            self.wait_for(chance.randint(1, max(2, int(share))), process)
            time.sleep(chance.uniform(0, 0.02))
        process.kill()
        if process.wait() != -9:
            self.early_ends += 1
        self.look()

    def look(self):
        """Reads the store as the kill left it."""
        if not (self.ground.store / "CURRENT").exists():
            return
        probe = subprocess.run(self.ground.ogi("changes", "-o", "ndjson"), capture_output=True, text=True)
        if "there is no store" in probe.stderr:
            return  # Killed while it was made.
        feed = self.ground.lines("changes")
        if feed[:len(self.feed)] != self.feed:
            self.faults.append(f"run {self.run}: entries of the feed were lost or altered")
        if [int(change["sequence"]) for change in feed] != list(range(1, len(feed) + 1)):
            self.faults.append(f"run {self.run}: the feed's sequence has gaps")
        self.feed = feed
        for page in self.ground.lines("pages"):
            if page["outcome"] is not None:
                self.visited.setdefault(page["url"], self.run)

    def finish(self):
        self.start().wait()
        self.look()
        before = sum(1 for _ in self.server.requests())
        self.start().wait()
        after = sum(1 for _ in self.server.requests())
        if before != after:
            self.faults.append(f"{after - before} requests after everything was done")


def host_of(url):
    return url.split("/")[2]


def runs_of(requests):
    """URL → the runs that asked for it."""
    asked = collections.defaultdict(list)
    for request in requests:
        number = re.match(AGENT + r"(\d+)", request.agent)
        if number:
            asked[request.url].append(int(number.group(1)))
    return asked


sites = site_set.SiteSet(options)
with site_set.Served(sites) as server:
    undisturbed = site_set.Ground(sites, options.bin)
    undisturbed.run(undisturbed.ogid("--once"))
    whole_feed, (whole_reports, whole_pages) = undisturbed.lines("changes"), facts(undisturbed)
    undisturbed.close()
    killed = Killed(sites, server)
    for number in range(options.kills):
        killed.kill(options.kills - number)
        if number % 20 == 19:
            print(f"{number + 1} kills, {len(killed.visited)} of {len(whole_pages)} pages", flush=True)
    at_kills = dict(killed.visited)
    killed.finish()
    pieced_feed, (pieced_reports, pieced_pages) = killed.feed, facts(killed.ground)
    limits = in_force(killed.ground)
    requests = [request for request in server.requests() if request.agent.startswith(AGENT)]
killed.ground.close()

faults = killed.faults
asked = runs_of(requests)
robots = {url: runs for url, runs in asked.items() if url.endswith("/robots.txt")}
pages = {url: runs for url, runs in asked.items() if url not in robots}
again = {url: runs for url, runs in pages.items() if len(runs) > 1}
late = [url for url, runs in again.items() if max(runs) > killed.visited.get(url, max(runs))]
known = collections.defaultdict(lambda: killed.run + 1)  # Host → run after which a visit of it was in the store.
for url, run in killed.visited.items():
    known[host_of(url)] = min(known[host_of(url)], run)
late_robots = [url for url, runs in robots.items() if max(runs) > known[host_of(url)]]
# Asked for in a run and not in the store at its end.
lost = collections.Counter(run for url, runs in pages.items() for run in runs if run < killed.visited.get(url, 0))
most_lost = max(lost.values(), default=0)
in_flight = options.in_flight or min(len(robots), VISITS_MAX) + PAGES_BEHIND_MAX
by_host = collections.defaultdict(list)
for request in sorted(requests, key=lambda request: request.began):
    by_host[host_of(request.url)].append(request)
gaps = [(after.began - before.ended, before.agent != after.agent)
        for seen in by_host.values() for before, after in zip(seen, seen[1:])]  # fmt: skip
short = [gap for gap in gaps if gap[0] < options.delay_ms / 1000 - CLOCK_GRAIN_S] if options.delay_ms else []

never = set(whole_pages) - set(pages)
for words, bad in (
    (f"{len(never)} pages were never fetched", never),
    ("the reports differ from those of an undisturbed crawl", pieced_reports != whole_reports),
    ("the pages differ from those of an undisturbed crawl", pieced_pages != whole_pages),
    ("the feed differs from that of an undisturbed crawl", told(pieced_feed) != told(whole_feed)),
    (f"{len(late)} pages were asked for again although their visit was in the store", late),
    (f"robots.txt of {len(late_robots)} hosts was asked for again although a visit was in the store", late_robots),
    (f"{most_lost} pages on the way at one kill, more than {in_flight}", most_lost > in_flight),
    (f"{len(short)} pauses below the delay, {sum(across for _, across in short)} of them across a kill", short),
):  # fmt: skip
    if bad:
        faults.append(words)

print(f"{options.kills} kills ({killed.startups} at the start, {killed.early_ends} came after the end), {len(whole_pages)} pages, "
      f"{len(whole_feed)} feed entries, seed {options.seed}, delay {options.delay_ms} ms")  # fmt: skip
print(f"requests {len(requests)}: pages fetched again {sum(len(runs) - 1 for runs in again.values())}, per kill "
      f"{sum(lost.values()) / max(1, options.kills):.2f}, at most {most_lost} (limit {in_flight}); "
      f"robots.txt {sum(map(len, robots.values()))} of {len(robots)} hosts")  # fmt: skip
if options.delay_ms:
    print(f"smallest pause {1000 * min(gap for gap, _ in gaps):.0f} ms, across a kill "
          f"{1000 * min((gap for gap, across in gaps if across), default=0):.0f} ms")  # fmt: skip
print("\n".join(faults) if faults else "nothing lost, nothing doubled")
sys.exit(bool(faults))
