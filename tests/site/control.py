#!/usr/bin/env python3
"""Tells a running serve.py to do something: change-figure, take-down, put-back, requests, stop. Prints its answer (JSON).

usage: control.py FOLDER COMMAND
"""

import json
import pathlib
import sys
import urllib.request


def tell(folder, command):
    facts = json.loads((pathlib.Path(folder) / "site.json").read_text())
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # Never by way of a proxy: it is this machine.
    request = urllib.request.Request(facts["control"] + command, data=b"", method="POST")
    return direct.open(request, timeout=10).read().decode()


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    print(tell(*sys.argv[1:]))
