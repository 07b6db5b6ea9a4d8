#!/usr/bin/env python3
"""Whether many hosts are asked as often as politeness allows, and never more often. By the server's clock.

usage: thousand_hosts.py [--hosts 1000] [--delay-ms 1000] [--latency-ms 20] [--seconds 30] [--rate-min 0.99]

Each host has more pages than there is time for. After a start, in which every host is asked for robots.txt and its
entry page, each host's requests are counted over a window. The ideal is hosts / (delay + time to answer); the time to answer is
the server's own. Exit 0 where the rate is at least rate-min of it, no pause between an answer and the next request to
the same host was shorter than the delay, and no host ever had two connections at once.
"""

import argparse
import collections
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

import virtual_hosts

ROOT = pathlib.Path(__file__).resolve().parents[1]
DRAIN_MAX_S = 10.0
STALL_CYCLES = 5  # A host that was not asked for so long at the end of the window stands still.
START_S = 3.0  # Besides two turns of every host.

parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
for name, default in (("hosts", 1000), ("delay-ms", 1000), ("latency-ms", 20), ("seconds", 30)):
    parser.add_argument("--" + name, type=int, default=default)
parser.add_argument("--rate-min", type=float, default=0.99)
parser.add_argument("--bin", type=pathlib.Path, default=ROOT / "build" / "release" / "bin")
options = parser.parse_args()
delay_s = options.delay_ms / 1000


def write_config(folder, port, hosts):
    printed = folder / "empty.toml"
    printed.write_text('[store]\npath = "store"\n')
    known = subprocess.run([options.bin / "ogid", "--config", printed, "--print-config"], capture_output=True, text=True).stdout
    lines = ["[store]", f"path = {json.dumps(str(folder / 'store'))}", "[api]", 'listen = ""', "[log]", 'level = "warn"', "[crawl]",
             'user_agent = "ogid-bench (+http://127.0.0.1/)"', "allow_private_addresses = true",
             f"host_delay_ms = {options.delay_ms}"]  # fmt: skip
    if "\nhosts_max = " in known:
        lines.append(f"hosts_max = {len(hosts)}")
    for host in hosts:
        lines += ["[[source]]", f'name = "{host}"', f'entry = ["http://{host}:{port}/index.html"]']
    config = folder / "ogid.toml"
    config.write_text("\n".join(lines) + "\n")
    return config


def crawl(config, seconds):
    """Runs ogid that long and stops it. Returns when it was started and how long it took to leave."""
    with open(config.parent / "log", "w+") as log:
        begin = time.monotonic()
        process = subprocess.Popen([options.bin / "ogid", "--config", config], stdout=log, stderr=log)
        try:
            process.wait(seconds)
            log.seek(0)
            sys.exit(f"ogid ended early with {process.returncode}: {log.read()[-500:]}")
        except subprocess.TimeoutExpired:
            pass
        process.terminate()
        told = time.monotonic()
        if process.wait() != 0:
            log.seek(0)
            sys.exit(f"ogid ended with {process.returncode}: {log.read()[-500:]}")
        return begin, time.monotonic() - told


with tempfile.TemporaryDirectory(prefix="ogid-bench-") as name:
    hosts = virtual_hosts.addresses("127.2.0.1", options.hosts)
    start_s = START_S + 2 * delay_s
    links = int((start_s + options.seconds) / delay_s) + 10 if delay_s else 1000
    with virtual_hosts.VirtualHosts(options.bin, latency_ms=options.latency_ms, links=links) as server:
        config = write_config(pathlib.Path(name), server.port, hosts)
        begin, leaving_s = crawl(config, start_s + options.seconds + 0.5)
        requests = list(server.requests())

by_host = collections.defaultdict(list)
for request in requests:
    by_host[request.host].append(request)
gaps = [after.arrived - before.sent for seen in by_host.values() for before, after in zip(seen, seen[1:])]
from_s, to_s = begin + start_s, begin + start_s + options.seconds
window = {host: [request for request in seen if request.arrived >= from_s] for host, seen in by_host.items()}
asked = sum(request.arrived < to_s for seen in window.values() for request in seen)
answering_s = statistics.mean(request.sent - request.arrived for request in requests)
cycle_s = delay_s + answering_s
ideal = options.hosts / cycle_s
# From a host's first request to its last, so that neither edge of the window falls within a pause.
rate = sum((len(seen) - 1) / (seen[-1].arrived - seen[0].arrived) for seen in window.values() if len(seen) > 1)
most_connections = max(request.connections for request in requests)
stalled = [host for host in hosts if len(window.get(host, ())) < 2 or window[host][-1].arrived < to_s - STALL_CYCLES * cycle_s]

print(f"{options.hosts} hosts, delay {options.delay_ms} ms, answered in {1000 * answering_s:.2f} ms")
print(f"rate {rate:.1f} requests/s, ideal {ideal:.1f}: {100 * rate / ideal:.2f} %")
print(f"requests in the window {asked}, of one host at least {min(map(len, window.values()))}; hosts that stood still {len(stalled)}")
print(f"pause after an answer: smallest {1000 * min(gaps):.3f} ms, median {1000 * statistics.median(gaps):.3f} ms, "
      f"below the delay {sum(gap < delay_s for gap in gaps)} of {len(gaps)}")  # fmt: skip
print(f"connections of one host at once: {most_connections}; left {leaving_s:.2f} s after SIGTERM")
failed = [words for words, bad in (
    (f"rate below {options.rate_min:.2f} of the ideal", rate < options.rate_min * ideal),
    ("a host was asked before its time", min(gaps) < delay_s),
    ("a host had two connections at once", most_connections > 1),
    ("a host stood still", stalled),
    ("it took too long to leave", leaving_s > DRAIN_MAX_S),
) if bad]  # fmt: skip
print("; ".join(failed) or "as it should be")
sys.exit(bool(failed))
