#!/usr/bin/env python3
"""What a store of 10 million known URLs over 100,000 hosts costs: disk, memory of a daemon that works on it, time to start.

usage: frontier_size.py [--urls 10000000] [--hosts 100000] [--seconds 30] [--store FOLDER]

The store is filled by the program frontier_size; --store keeps it, and uses it again where it is there. The daemon works on
it for a while, is killed by SIGKILL in the middle of its work, and started again: the time from then to its first request
is taken from the server's log. Exit 0 where that is at most 2 s and no daemon's memory was above 300 MiB.
"""

import argparse
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

import virtual_hosts

START_MAX_S, PEAK_MIB_MAX = 2.0, 300.0
PATIENCE_S = 120
RESTARTS = 3
ROOT = pathlib.Path(__file__).resolve().parents[1]

parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
for name, default in (("urls", 10_000_000), ("hosts", 100_000), ("seconds", 30)):
    parser.add_argument("--" + name, type=int, default=default)
parser.add_argument("--store", type=pathlib.Path)
parser.add_argument("--bin", type=pathlib.Path, default=ROOT / "build" / "release" / "bin")
options = parser.parse_args()


def disk_bytes(folder):
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def peak_mib(process):
    status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def config(folder, port):
    file = folder / "ogid.toml"
    file.write_text("\n".join([
        "[store]", f"path = {json.dumps(str(folder / 'store'))}", "[api]", 'listen = ""', "[log]", 'level = "warn"', "[crawl]",
        'user_agent = "ogid-bench (+http://127.0.0.1/)"', "allow_private_addresses = true", "[[source]]", 'name = "size"',
        f'entry = ["http://127.64.0.0:{port}/index.html"]',
    ]) + "\n")  # fmt: skip
    return file


def work(file, server, seconds):
    """Runs the daemon until `seconds` after its first request, and kills it. Returns seconds to the first, MiB, requests."""
    before = sum(1 for _ in server.requests())
    with open(file.parent / "log", "w+") as log:
        begin = time.monotonic()
        process = subprocess.Popen([options.bin / "ogid", "--config", file], stdout=log, stderr=log)
        size = server.log.stat().st_size
        while server.log.stat().st_size == size:
            if process.poll() is not None or time.monotonic() > begin + PATIENCE_S:
                log.seek(0)
                process.kill()
                sys.exit(f"ogid asked for nothing: {log.read()[-500:]}")
            time.sleep(0.005)
        time.sleep(seconds)
        memory = peak_mib(process)
        process.kill()
        process.wait()
    seen = list(server.requests())[before:]
    return min(request.arrived for request in seen) - begin, memory, len(seen)


with tempfile.TemporaryDirectory(prefix="ogid-frontier-") as name:
    folder = options.store or pathlib.Path(name)
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / "port"
    port = int(kept.read_text()) if kept.exists() else 0
    with virtual_hosts.VirtualHosts(options.bin, port=port, latency_ms=20, links=20) as server:
        if not port:
            shutil.rmtree(folder / "store", ignore_errors=True)
            subprocess.run([options.bin / "frontier_size", "fill", folder / "store", str(server.port), str(options.urls),
                            str(options.hosts)], check=True)  # fmt: skip
            kept.write_text(str(server.port))
        print(f"disk {disk_bytes(folder / 'store') / 1e6:.0f} MB", flush=True)
        file = config(folder, server.port)
        runs = [work(file, server, options.seconds)]
        print("first start: %.2f s to the first request, peak %.1f MiB, %d requests" % runs[0], flush=True)
        for _ in range(RESTARTS):
            runs.append(work(file, server, options.seconds / RESTARTS))
            print("after SIGKILL: %.2f s to the first request, peak %.1f MiB, %d requests" % runs[-1], flush=True)
    subprocess.run([options.bin / "frontier_size", "look", folder / "store"], check=True)
start_s, memory = max(run[0] for run in runs[1:]), max(run[1] for run in runs)
print(f"start after SIGKILL at most {start_s:.2f} s (goal {START_MAX_S}), memory at most {memory:.1f} MiB (goal {PEAK_MIB_MAX})")
sys.exit(start_s > START_MAX_S or memory > PEAK_MIB_MAX)
