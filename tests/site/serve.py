#!/usr/bin/env python3
"""Serves the demonstration site until it is told to stop (SIGTERM, SIGINT or "stop" on the control address).

usage: serve.py --out FOLDER

FOLDER/site.json gets the entry URLs, the number of reports and the control address; control.py speaks to it.
"""

import argparse
import json
import pathlib
import signal
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import server


def change_figure(site_server):
    """Corrects one figure of one report, one that no identity of the form binds."""
    report, cell = site_server.site.report("浙江省衢州市龙游县公安局", 2023), "disclosure.penalty.decisions"
    old = site_server.site.change(report, cell, report.cells[cell] + 12)
    return {"agency": report.agency, "year": report.year, "cell": cell, "old": old, "new": report.cells[cell], "url": report.url}


def take_down(site_server):
    """One report is no longer there."""
    report = site_server.site.report("湖北省宜昌市远安县民政局", 2022)
    site_server.fail(report.url, server.status(404))
    return {"agency": report.agency, "year": report.year, "url": report.url}


def put_back(site_server):
    report = site_server.site.report("湖北省宜昌市远安县民政局", 2022)
    site_server.fail(report.url, None)
    return {"agency": report.agency, "year": report.year, "url": report.url}


def requests(site_server):
    return {"requests": len(site_server.requests())}


COMMANDS = {"change-figure": change_figure, "take-down": take_down, "put-back": put_back, "requests": requests}


def control_listener(site_server, stopped):
    class Control(BaseHTTPRequestHandler):
        def log_message(self, *_):
            pass

        def do_POST(self):
            name = self.path.removeprefix("/_control/")
            if name == "stop":
                stopped.set()
                result = {"stopping": True}
            elif name in COMMANDS:
                result = COMMANDS[name](site_server)
            else:
                return self.send_error(404, "unknown command")
            body = json.dumps(result, ensure_ascii=False).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            return self.wfile.write(body)

    return ThreadingHTTPServer(("127.0.0.1", 0), Control)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--out", required=True, type=pathlib.Path, help="folder for site.json")
    folder = parser.parse_args().out
    folder.mkdir(parents=True, exist_ok=True)
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    with server.SiteServer() as site_server, control_listener(site_server, stopped) as control:
        threading.Thread(target=control.serve_forever, daemon=True).start()
        facts = {"entries": site_server.site.entries(), "reports": len(site_server.site.reports()),
                 "control": "http://%s:%d/_control/" % control.server_address}  # fmt: skip
        (folder / "site.json.part").write_text(json.dumps(facts, indent=1))
        (folder / "site.json.part").rename(folder / "site.json")  # Whoever waits for it never reads half of it.
        print("\n".join(facts["entries"]), flush=True)
        stopped.wait()
        control.shutdown()


if __name__ == "__main__":
    main()
