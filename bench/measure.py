#!/usr/bin/env python3
"""Runs a command and writes what it took as one JSON line: measure.py RESULT OUTPUT COMMAND…

A program of its own because the peak memory that the system tells of a process counts what it was forked from, and
whoever reads thousands of reports is large.
"""

import json
import os
import sys
import time

result, output, command = sys.argv[1], sys.argv[2], sys.argv[3:]
begin = time.monotonic()
child = os.fork()
if child == 0:
    sink = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.dup2(sink, 1)
    os.dup2(sink, 2)
    os.execvp(command[0], command)
_, status, usage = os.wait4(child, 0)
measured = {"code": os.waitstatus_to_exitcode(status), "seconds": time.monotonic() - begin,
            "cpu_s": usage.ru_utime + usage.ru_stime, "peak_mib": usage.ru_maxrss / 1024}  # fmt: skip
with open(result, "w") as file:
    json.dump(measured, file)
