#!/usr/bin/env python3
"""What the heat map of many agencies costs: bytes of the page, with and without gzip, and the time until it is there.

usage: heat_map.py [--agencies 3000] [--years 18] [--bin build/release/bin] [--keep FILE] [--browser]

Fills a store (`heat_map`), starts the daemon and asks for /zh/coverage: once right after the start (every revision is read), then
several times (the states are). Then every report is looked for by plain links, as a browser without scripts has them: the years in
the head, and the next page of each. Exit 0 where no page has more than 500 KB without gzip, the median of the later times, the first
time and the longest of a year are at most 1 s, and no report is without a link. With --browser also how long Chromium takes until the
page is drawn, which is to be at most 1 s, too (tests/node_modules is needed).
"""

import argparse
import html
import json
import pathlib
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

BYTES_MAX, SECONDS_MAX, TIMES = 500_000, 1.0, 7

parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
parser.add_argument("--agencies", type=int, default=3000)
parser.add_argument("--years", type=int, default=18)
parser.add_argument("--bin", type=pathlib.Path, default=pathlib.Path("build/release/bin"))
parser.add_argument("--keep", type=pathlib.Path, help="write the page there")
parser.add_argument("--browser", action="store_true", help="measure in Chromium, too")
options = parser.parse_args()


def ask(base, path, **headers):
    """The body as it was sent, and the seconds it took."""
    begin = time.monotonic()
    with urllib.request.urlopen(urllib.request.Request(base + path, headers=headers), timeout=120) as answer:
        return answer.read(), time.monotonic() - begin


def wait_until_ready(base):
    for _ in range(600):
        try:
            ask(base, "/healthz")
            return
        except OSError:
            time.sleep(0.1)
    sys.exit("the daemon does not answer")


def walk_years(base, page):
    """Most bytes of a page of one year, the longest that one took, and every link to a report on them."""
    head = re.search(rb"<thead>.*?</thead>", page, re.S)[0].decode()
    waiting, bytes_most, seconds_most, reached = re.findall(r'href="([^"]*)"', head), 0, 0.0, set()
    while waiting:
        text, seconds = ask(base, html.unescape(waiting.pop()))
        bytes_most, seconds_most = max(bytes_most, len(text)), max(seconds_most, seconds)
        reached.update(re.findall(rb'href="(/zh/reports/[^"]*)"', text))
        waiting += re.findall(r'href="([^"]*)" rel="next"', text.decode())
    return bytes_most, seconds_most, reached


folder = pathlib.Path(tempfile.mkdtemp(prefix="heat-map-"))
daemon = None
try:
    subprocess.run([options.bin / "heat_map", folder / "store", str(options.agencies), str(options.years)], check=True)
    with socket.create_server(("127.0.0.1", 0)) as free:
        listen = "127.0.0.1:%d" % free.getsockname()[1]
    config = folder / "ogid.toml"
    config.write_text(f'[store]\npath = "{folder / "store"}"\n[crawl]\nuser_agent = "bench/1 (+http://localhost/)"\n'
                      f'[api]\nlisten = "{listen}"\n[log]\nlevel = "warn"\n')  # fmt: skip
    daemon = subprocess.Popen([options.bin / "ogid", "--config", config])
    base = "http://" + listen
    wait_until_ready(base)
    page, first = ask(base, "/zh/coverage")
    packed, _ = ask(base, "/zh/coverage", **{"Accept-Encoding": "gzip"})
    later = statistics.median(ask(base, "/zh/coverage")[1] for _ in range(TIMES))
    linked, _ = ask(base, "/zh/regions/13")
    year_bytes, year_s, reached = walk_years(base, page)
    with urllib.request.urlopen(base + "/zh/coverage.json") as answer:
        published = sum(state != "missing" for line in json.load(answer) for state in line["years"].values())
    print(f"{options.agencies} agencies, {options.years} years: {len(page):,} bytes, {len(packed):,} with gzip")
    print(f"first after the start {first:.2f} s, then {later:.2f} s (median of {TIMES})")
    print(f"a province with its links: {len(linked):,} bytes")
    print(f"a year alone: up to {year_bytes:,} bytes and {year_s:.2f} s; {len(reached):,} of {published:,} reports have a link")
    drawn_s = 0.0
    if options.browser:
        for path in ("/zh/coverage", "/zh/regions/13"):
            drawn = subprocess.run(["node", pathlib.Path(__file__).with_name("heat_map_browser.mjs"), base + path], check=True, capture_output=True)
            print(path, "in Chromium:", drawn.stdout.decode().strip())
            drawn_s = max(drawn_s, json.loads(drawn.stdout)["drawn_s"])
    if options.keep:
        options.keep.write_bytes(page)
    fits = max(len(page), year_bytes) <= BYTES_MAX and max(first, later, year_s, drawn_s) <= SECONDS_MAX
    sys.exit(0 if fits and len(reached) == published else 1)
finally:
    if daemon:
        daemon.terminate()
        daemon.wait(30)
    shutil.rmtree(folder)
