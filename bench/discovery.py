#!/usr/bin/env python3
"""Which links are followed: of the real addresses in ../shared/corpus, and in a crawl from home pages.

usage: discovery.py [--set FOLDER | --hosts 20 --reports 10 --news 50 --seed 7] [--bin build/release/bin] [--no-crawl]

Each address of the corpus is shown to `ogi sources check` as a link, with the title it has there, on two pages of its site:
the home page and a column of annual reports. The crawl begins at the home pages of a generated set with news; every request
is counted by what it was for.
"""

import argparse
import collections
import html
import json
import subprocess
import urllib.parse

import site_set

WANTED = {"list": "annual-report lists", "report": "reports"}
UNWANTED = {"list_other": "other lists", "notice": "notices", "other": "other pages"}
COLUMN = "<title>政府信息公开年报</title>"


def judged(programs, address, title, page, heading=""):
    """The link's entry in the answer of `ogi sources check` for a page that has nothing else."""
    body = f'<html><meta charset=utf-8>{heading}<a href="{html.escape(address)}">{html.escape(title)}</a></html>'
    command = [str(programs / "ogi"), "sources", "check", page, "--file", "-", "-o", "json"]
    answer = subprocess.run(command, input=body.encode(), capture_output=True, env=site_set.ENVIRONMENT)
    links = json.loads(answer.stdout)["links"]
    wanted = [link for link in links if link["text"] == title or link["url"] == address]
    return wanted[0] if wanted else {"role": None, "reason": "not a link"}


def judge_corpus(programs):
    rows = [json.loads(line) for line in (site_set.SHARED / "corpus" / "urls.jsonl").read_text().splitlines()]
    counts = collections.defaultdict(lambda: [0, 0])
    for row in rows:
        kind = row["kind"]
        if kind not in WANTED and kind not in UNWANTED:
            continue
        parts = urllib.parse.urlsplit(row["url"])
        home = f"{parts.scheme}://{parts.netloc}/"
        pages = {"home page": (home, ""), "column": (home + "a/column.html", COLUMN)}
        for where, (page, heading) in pages.items():
            link = judged(programs, row["url"], row["title"], page, heading)
            followed = link["role"] in ("list", "report")
            counts[kind, where][0] += followed
            counts[kind, where][1] += 1
            if followed != (kind in WANTED):
                print(f"{'followed' if followed else 'not followed'} from a {where}: {link['reason']} "
                      f"{row['title'][:60]} {row['url']}")  # fmt: skip
    for (kind, where), (followed, of) in sorted(counts.items()):
        print(f"{(WANTED | UNWANTED)[kind]} followed from a {where}: {followed} of {of}")


def crawl_from_homes(options):
    sites = site_set.SiteSet(options)
    focus, homes = set(sites.urls("focus")), set(sites.urls("homes"))
    ground = site_set.Ground(sites, options.bin, entries="homes")
    with site_set.Served(sites) as server:
        ground.run(ground.ogid("--once"))
        seen = collections.Counter()
        for request in server.requests():
            path = urllib.parse.urlsplit(request.url).path
            kind = "lists and reports" if request.url in focus else "home pages" if request.url in homes else "other"
            seen["robots.txt" if path == "/robots.txt" else kind] += 1
            if kind == "other" and path != "/robots.txt":
                print("asked for", request.status, request.url)
    print(", ".join(f"{kind} {count}" for kind, count in sorted(seen.items())) + f"; of {len(focus)} lists and reports there are")
    print(", ".join(f"{name} {count}" for name, count in site_set.compare(ground.lines("reports"), sites.truth()).items()))
    ground.close()
    return seen["other"]


parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
site_set.add_set_options(parser)
parser.set_defaults(hosts=20, reports=10, news=50)
parser.add_argument("--no-crawl", action="store_true")
options = parser.parse_args()
judge_corpus(options.bin)
if not options.no_crawl:
    crawl_from_homes(options)
