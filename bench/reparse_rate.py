#!/usr/bin/env python3
"""How long `ogi reparse` takes over many stored reports, and what memory: a store is made from the pages of a set that
sitegen.py wrote (../shared/peers), each round under other hosts, as if visited by an older parser; then everything is read
again, twice. The first run tells what was misread, the second must tell nothing.

    reparse_rate.py --set FOLDER [--pages 100000] [--misread-every 1000] [--store FOLDER] [--seconds-max 120]

With fewer reports in the set than pages, later rounds are further copies of the same reports.
"""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

from site_set import BIN, ENVIRONMENT, PATIENCE_S, ROOT


def page_lines(folder, count):
    reports = []
    with open(folder / "truth.jsonl") as truth:
        for line in truth:
            url = json.loads(line)["url"]
            host, path = url.split("://", 1)[1].split("/", 1)
            host = host.split(":")[0]
            reports.append((host, path, folder / "www" / host / path))
    for number in range(count):
        host, path, file = reports[number % len(reports)]
        yield f"http://round{number // len(reports)}.host{host.replace('.', '-')}.example/{path} {file}\n"


def make_store(store, lines, misread_every):
    maker = subprocess.Popen([BIN / "replay_store", store, str(misread_every)], stdin=subprocess.PIPE, text=True, env=ENVIRONMENT)
    maker.stdin.writelines(lines)
    maker.stdin.close()
    if maker.wait(PATIENCE_S) != 0:
        sys.exit("the store could not be made")


def reparse(config, folder):
    result, output = folder / "measured.json", folder / "output"
    subprocess.run([sys.executable, ROOT / "bench" / "measure.py", result, output, BIN / "ogi", "--config", config, "reparse", "-o", "json"],
                   check=True, timeout=PATIENCE_S, env=ENVIRONMENT)  # fmt: skip
    measured, text = json.loads(result.read_text()), output.read_text()
    if measured["code"] != 0:
        sys.exit(f"ogi reparse: exit {measured['code']}: {text}")
    return measured, json.loads(text.splitlines()[-1])


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--set", type=pathlib.Path, required=True)
    options.add_argument("--pages", type=int, default=100_000)
    options.add_argument("--misread-every", type=int, default=1_000)
    options.add_argument("--store", type=pathlib.Path, help="is made here and stays; one that is there is taken as it is")
    options.add_argument("--seconds-max", type=float, help="fail where the second run takes longer")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="reparse-") as made:
        folder = pathlib.Path(made)
        store = chosen.store or folder / "store"
        if not store.exists():
            make_store(store, page_lines(chosen.set, chosen.pages), chosen.misread_every)
        config = folder / "ogid.toml"
        config.write_text(f'[store]\npath = {json.dumps(str(store))}\n[crawl]\nuser_agent = "bench (+http://127.0.0.1/)"\n[api]\nlisten = ""\n')
        for name in ("first", "again"):
            measured, summary = reparse(config, folder)
            pages = summary["pages"]
            changes = sum(summary[kind] for kind in ("added", "revised", "withdrawn", "restored", "reinterpreted"))
            print(f"{name}: pages {pages} reports {summary['reports']} changes {changes} unread {summary['unread']} "
                  f"seconds {measured['seconds']:.1f} cpu_s {measured['cpu_s']:.1f} "
                  f"ms_a_page {1000 * measured['cpu_s'] / max(pages, 1):.3f} peak_mib {measured['peak_mib']:.0f}")  # fmt: skip
        if changes != 0:
            sys.exit("the second run found changes")
        if chosen.seconds_max and measured["seconds"] > chosen.seconds_max:
            sys.exit(f"it took longer than {chosen.seconds_max} s")


if __name__ == "__main__":
    main()
