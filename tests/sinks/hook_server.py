"""Receives webhooks on loopback: checks every signature by itself, remembers what it took, and fails where a test says so."""

import base64
import hashlib
import hmac
import json
import ssl
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

CLOCK_S_MAX = 300  # By which a timestamp may differ.


def new_secret(seed):
    return "whsec_" + base64.b64encode(hashlib.sha256(seed.encode()).digest()).decode()


def signature_of(secret, key, timestamp, body):
    mac = hmac.new(base64.b64decode(secret.removeprefix("whsec_")), f"{key}.{timestamp}.".encode() + body, hashlib.sha256)
    return "v1," + base64.b64encode(mac.digest()).decode()


class HookServer:
    """`answers` are given one after the other, then 204: a status, with "cut" no answer at all after the post was taken."""

    def __init__(self, secret, certificate=None):
        self.secret, self.answers, self.poison = secret, [], set()
        self.posts, self.taken, self.faults = [], [], []
        self._changed = threading.Condition()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.url = "http%s://127.0.0.1:%d/hook" % ("s" if certificate else "", self._server.server_address[1])
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*certificate)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True, do_handshake_on_connect=False)

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()

    def lines(self):
        with self._changed:
            return list(self.taken)

    def newest(self):
        """subject → its newest line, as a receiver that compares sequences holds it."""
        held = {}
        for line in self.lines():
            event = json.loads(line)
            if event["subject"] not in held or int(json.loads(held[event["subject"]])["sequence"]) <= int(event["sequence"]):
                held[event["subject"]] = line
        return held

    def fault_of(self, headers, body):
        key, timestamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
        if not key or abs(int(timestamp or 0) - time.time()) > CLOCK_S_MAX:
            return "no id, or a timestamp of another time"
        wanted = signature_of(self.secret, key, timestamp, body)
        if not any(hmac.compare_digest(wanted, one) for one in headers.get("webhook-signature", "").split(" ")):
            return "a wrong signature"
        if headers.get("Content-Type") not in ("application/cloudevents+json; charset=utf-8", "application/cloudevents-batch+json; charset=utf-8"):
            return "no CloudEvents"
        return None

    def lines_of(self, headers, body):
        if "batch" not in headers["Content-Type"]:
            return [body.decode()]
        # The array is cut by hand: its members must be the lines, byte for byte.
        text, decoder, at, lines = body.decode(), json.JSONDecoder(), 1, []
        assert text[0] == "[" and text[-1] == "]"
        while at < len(text):
            _, end = decoder.raw_decode(text, at)
            lines.append(text[at:end])
            at = end + 1
        return lines

    def take(self, headers, body):
        with self._changed:
            self.posts.append((headers["webhook-id"], body))
            if fault := self.fault_of(headers, body):
                self.faults.append(fault)
                return 401
            answer = self.answers.pop(0) if self.answers else 204
            lines = [line for line in self.lines_of(headers, body) if not json.loads(line)["type"].startswith("cn.ogid.feed.")]
            if answer == 204 and any(json.loads(line)["subject"] in self.poison for line in lines):
                answer = 422
            if answer in (204, "cut"):
                self.taken += lines
            return answer

    def _handler(self):
        server = self

        class Receives(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def log_message(self, *_):
                pass

            def do_POST(self):
                answer = server.take(self.headers, self.rfile.read(int(self.headers["Content-Length"])))
                if answer == "cut":
                    self.close_connection = True
                    return
                self.send_response(answer)
                if answer in (429, 503):
                    self.send_header("Retry-After", "0")
                if answer == 302:
                    self.send_header("Location", server.url)
                if answer != 204:
                    self.send_header("Content-Length", "0")
                self.end_headers()

        return Receives
