"""Serves a Site on loopback, remembers every request, and does the wrong things that servers do when a test asks for it."""

import gzip
import hashlib
import socket
import threading
import time
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pages

TRICKLE_S = 0.05            # Between two bytes of a slow body.
ENDLESS_BYTES_MAX = 64 << 20  # An endless body ends here after all.
CHALLENGE = '<html><head><meta content="x" r="m"><script>$_ts=window[\'$_ts\'];</script></head><body></body></html>'


@dataclass(frozen=True)
class Fault:
    """What a path does instead of answering well."""

    status: int = 200
    headers: dict = field(default_factory=dict)
    body: bytes = b""
    # "whole", "slow" (a byte now and then), "truncated" (half of what was announced), "open_ended" (no length), "endless".
    manner: str = "whole"


def status(code, **headers):
    """`status(503, Retry_After="120")`"""
    return Fault(code, {name.replace("_", "-"): value for name, value in headers.items()}, b"<html><body>error</body></html>")


def empty():
    return Fault()


def slow():
    return Fault(manner="slow")


def truncated(body=b"<html><body>" + b"x" * 4000):
    return Fault(body=body, manner="truncated")


def open_ended(body):
    """Without a length: whoever reads it cannot tell whether that was all."""
    return Fault(body=body, manner="open_ended")


def endless():
    return Fault(manner="endless")


def large(size=10 << 20):
    return Fault(body=b"<html><body><p>" + b"0123456789abcdef" * (size // 16))


def redirect(to, code=302):
    return Fault(code, {"Location": to})


def challenge(code=412):
    return Fault(code, {}, CHALLENGE.encode())


def page(text):
    return Fault(body=text.encode())


@dataclass(frozen=True)
class Request:
    came_at: float  # time.monotonic(), like the next.
    at: float       # When the answer began to leave.
    url: str       # As the site's truth writes it.
    method: str
    status: int
    conditional: bool
    agent: str


class SiteServer:
    """`with SiteServer() as server:` binds a port that the system chooses on every address and serves until the end."""

    def __init__(self, build=pages.Site, addresses=tuple(plan.address for plan in pages.PLANS)):
        self.closing = threading.Event()
        self._changed = threading.Condition()
        self._requests, self._faults, self._hits = [], {}, {}
        self.latency_s = 0.0  # Before every answer.
        self.counting = True  # False: visit counters in pages stand still, so that two crawls see the same bytes.
        self._servers = [_Listener((address, 0), self) for address in addresses]
        self.bases = {server.server_address[0]: "http://%s:%d" % server.server_address for server in self._servers}
        self.site = build(self.bases)

    def __enter__(self):
        for server in self._servers:
            threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.closing.set()
        for server in self._servers:
            server.shutdown()
            server.server_close()

    # ---- what a test says
    def fail(self, url, fault):
        """From now on `url` answers with `fault`; None: as it should."""
        with self._changed:
            if fault is None:
                self._faults.pop(url, None)
            else:
                self._faults[url] = fault

    # ---- what a test sees
    def requests(self):
        with self._changed:
            return list(self._requests)

    def forget(self):
        with self._changed:
            self._requests.clear()

    def wait_for(self, count, timeout):
        """Waits until that many requests were answered. False after `timeout` seconds."""
        with self._changed:
            return self._changed.wait_for(lambda: len(self._requests) >= count, timeout)

    # ---- what the listeners ask
    def record(self, request):
        with self._changed:
            self._requests.append(request)
            self._changed.notify_all()

    def fault(self, url):
        with self._changed:
            return self._faults.get(url)

    def hit(self, url):
        with self._changed:
            self._hits[url] = self._hits.get(url, 0) + self.counting
            return self._hits[url]


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, address, owner):
        super().__init__(address, _Visitor)
        self.owner = owner
        self.base = "http://%s:%d" % self.server_address

    def handle_error(self, request, client_address):
        """A client that leaves in the middle is the client's business."""


class _Visitor(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "demonstration", ""
    wbufsize = 1 << 16  # Head and body leave together: no wait for the client's acknowledgement in between.
    disable_nagle_algorithm = True
    timeout = 30

    def log_message(self, *_):
        pass

    def do_GET(self):
        self.came_at = time.monotonic()
        owner, url = self.server.owner, self.server.base + self.path
        owner.closing.wait(owner.latency_s)
        if fault := owner.fault(url):
            return self._misbehave(url, fault)
        found = owner.site.hosts[self.server.server_address[0]].pages.get(self.path)
        if found is None:
            return self._answer(url, 404, {"Content-Type": "text/html"}, b"<html><head><title>404</title></head></html>")
        body = found.render(owner.hit(url)).encode(found.charset)
        headers = {"Content-Type": found.type}
        if found.validators:
            headers["ETag"] = '"%s"' % hashlib.sha256(body).hexdigest()[:20]
            headers["Last-Modified"] = formatdate(found.modified, usegmt=True)
            if self._is_current(headers):
                return self._answer(url, 304, headers, b"")
        if "gzip" in self.headers.get("Accept-Encoding", ""):
            headers["Content-Encoding"] = "gzip"
            body = gzip.compress(body, 5, mtime=0)
        return self._answer(url, 200, headers, body)

    def _is_current(self, headers):
        if tag := self.headers.get("If-None-Match"):
            return tag == headers["ETag"]
        return self.headers.get("If-Modified-Since") == headers["Last-Modified"]

    def _note(self, url, code):
        conditional = "If-None-Match" in self.headers or "If-Modified-Since" in self.headers
        agent = self.headers.get("User-Agent", "")
        self.server.owner.record(Request(self.came_at, time.monotonic(), url, self.command, code, conditional, agent))

    def _head(self, code, headers, length):
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name, value)
        if length is not None:
            self.send_header("Content-Length", str(length))
        self.end_headers()

    def _answer(self, url, code, headers, body):
        self._note(url, code)  # Before the answer: who has it may ask at once what was noted.
        self._head(code, headers, None if code == 304 else len(body))
        self.wfile.write(body)
        self.wfile.flush()

    def _misbehave(self, url, fault):
        headers = {"Content-Type": "text/html; charset=utf-8", **fault.headers}
        if fault.manner == "whole":
            return self._answer(url, fault.status, headers, fault.body)
        self.close_connection = True
        self._note(url, fault.status)
        if fault.manner == "truncated":
            self._head(fault.status, headers, 2 * len(fault.body))
            self.wfile.write(fault.body)
        elif fault.manner == "open_ended":
            self._head(fault.status, {**headers, "Connection": "close"}, None)
            self.wfile.write(fault.body)
        elif fault.manner == "slow":
            self._head(fault.status, headers, 1 << 20)
            while not self.server.owner.closing.wait(TRICKLE_S):
                self.wfile.write(b"x")
                self.wfile.flush()
        else:
            self._head(fault.status, {**headers, "Connection": "close"}, None)
            for _ in range(ENDLESS_BYTES_MAX >> 16):
                self.wfile.write(b"0123456789abcdef" * 4096)
        return None


def refused_url():
    """A URL on loopback where nobody listens: the port was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.9", 0))
        return "http://127.0.0.9:%d/index.html" % probe.getsockname()[1]
