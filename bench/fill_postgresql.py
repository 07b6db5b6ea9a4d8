#!/usr/bin/env python3
"""How fast the PostgreSQL sink fills an empty database.

usage: fill_postgresql.py [--reports 5000] [--setting NAME=VALUE …]

Fills a store (`many_reports`: 200 cells a report, every tenth has a second revision), starts a server of its own and a daemon whose sink
delivers all of it, compares, and says after every 500 entries how many came a second, at the end CPU time of both programs and which tables were
read row by row. Exit 0 where the tables equal the store and the last 500 entries took no more than three times what the fastest took: the time
of an entry must not grow with what is there already. OGI_BIN names the folder of the programs.
"""

import argparse
import os
import pathlib
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path += [str(ROOT / "tests" / "end_to_end"), str(ROOT / "tests" / "site")]

import postgresql  # noqa: E402
import programs  # noqa: E402

STEP, SLOWER_MAX, PATIENCE_S = 500, 3, 600

parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
parser.add_argument("--reports", type=int, default=5_000)
parser.add_argument("--setting", action="append", default=[], help="of the server, as for auto_explain")
options = parser.parse_args()
if postgresql.absent():
    sys.exit(postgresql.absent())


def cpu_seconds(process):
    """Of a process and of its children that have ended."""
    words = pathlib.Path(f"/proc/{process.pid}/stat").read_text().rpartition(") ")[2].split()
    return sum(map(int, words[11:15])) / os.sysconf("SC_CLK_TCK")


def fill(ground):
    """Seconds that every STEP entries took."""
    steps, before, since = [], 0, time.monotonic()
    end = since + PATIENCE_S
    while time.monotonic() < end:
        status = ground.lines("sinks")[0]
        at = int(status["cursor"].split("-")[1]) if status["cursor"] else 0
        if at - before >= STEP or status["lag"] == 0 and at > before:
            now = time.monotonic()
            steps.append((at - before) / (now - since))
            print(f"{at:7} entries {steps[-1]:8.0f}/s", flush=True)
            before, since = at, now
        if status["lag"] == 0 and at:
            return steps, at
        time.sleep(0.05)
    sys.exit(f"not done within {PATIENCE_S} s: {status}")


database = postgresql.Server()
ground = programs.Ground([])
try:
    with (database.data / "postgresql.conf").open("a") as conf:
        conf.writelines("{} = '{}'\n".format(*setting.split("=", 1)) for setting in options.setting)
    database.sql("SELECT pg_reload_conf()", "postgres")
    subprocess.run([str(programs.BIN / "many_reports"), str(ground.store), str(options.reports)], check=True, stdout=subprocess.DEVNULL)
    ground.write(f'[[sink]]\nname = "pg"\nkind = "postgresql"\nurl = "{database.url}"\npassword_file = "{database.password}"\n')
    begin = time.monotonic()
    daemon = subprocess.Popen([str(programs.BIN / "ogid"), "--config", str(ground.config)], env=programs.ENVIRONMENT,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
    try:
        programs.until(lambda: programs.answers(ground))
        steps, entries = fill(ground)
        seconds = time.monotonic() - begin
        print(f"{entries} entries in {seconds:.1f} s, {entries / seconds:.0f}/s; ogid {cpu_seconds(daemon):.1f} s of CPU")
        begin = time.monotonic()
        equal = ground.ogi("sinks", "verify", "pg")
        print(f"compared cell by cell in {time.monotonic() - begin:.1f} s")
    finally:
        daemon.terminate()
        daemon.wait(programs.PATIENCE_S)
    print(f"PostgreSQL {cpu_seconds(database.process):.1f} s of CPU in processes that have ended, its connections among them")
    for row in database.rows("SELECT relname, seq_scan, seq_tup_read, idx_scan, n_live_tup FROM pg_stat_user_tables "
                             "WHERE schemaname = 'ogid' ORDER BY seq_tup_read DESC"):  # fmt: skip
        print("{relname:15} {seq_scan:9} scans of all, {seq_tup_read:12} rows read by them, {idx_scan} by index, {n_live_tup} rows".format(**row))
finally:
    database.close()
    ground.close()
if equal.returncode != 0:
    sys.exit(f"not equal: {equal.stdout}{equal.stderr}")
sys.exit(steps[-1] * SLOWER_MAX < max(steps))
