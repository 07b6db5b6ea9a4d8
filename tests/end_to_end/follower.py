"""Follows the feed over HTTP as a downstream index would: keeps the SHA-256 of the newest line of every report, and the cursor behind it,
in one file that is replaced as a whole. Killed at any moment it goes on from there.

usage: follower.py ADDRESS STATE
"""

import hashlib
import json
import pathlib
import sys
import threading
import urllib.error
import urllib.request

PATIENCE_S = 70
GONE = 4  # Exit status: the cursor is not valid any more.


def follow(address, file):
    state = json.loads(file.read_text()) if file.exists() else {"cursor": "0", "reports": {}}
    pause = threading.Event()
    while True:
        try:
            url = f"http://{address}/v1/changes?feed=longpoll&since={state['cursor']}"
            with urllib.request.urlopen(url, timeout=PATIENCE_S) as answer:
                lines = answer.read().splitlines()
        except urllib.error.HTTPError as refusal:
            if refusal.code == 410:
                sys.exit(GONE)
            pause.wait(0.05)
            continue
        except Exception:  # The daemon is away, or the answer was cut off: nothing of it counts.
            pause.wait(0.05)
            continue
        for line in lines:
            entry = json.loads(line)
            if entry["type"].startswith("cn.ogid.report."):
                state["reports"][entry["subject"]] = hashlib.sha256(line).hexdigest()
            state["cursor"] = entry.get("cursor", entry.get("sequence"))
        if lines:
            part = file.with_suffix(".part")
            part.write_text(json.dumps(state))
            part.replace(file)


if __name__ == "__main__":
    follow(sys.argv[1], pathlib.Path(sys.argv[2]))
