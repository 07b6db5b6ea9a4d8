"""A strict stand-in for OpenSearch or Elasticsearch on loopback: what their manuals forbid it refuses, and where a test asks
for it, it fails as they do: items put off, requests refused, answers slow or cut off after the work was done."""

import json
import random
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

from index_model import Index, Refused, bulk_actions


class Faults:
    """How often what goes wrong, by chance that a seed fixes."""

    KINDS = ("item_429", "item_503", "busy_429", "error_500", "cut_before", "cut_after", "slow")

    def __init__(self, seed=7, slow_s=0.02, **chances):
        assert set(chances) <= set(self.KINDS)
        self.random, self.slow_s, self.chances = random.Random(seed), slow_s, chances
        self.met = dict.fromkeys(self.KINDS, 0)

    def strikes(self, kind):
        if self.random.random() >= self.chances.get(kind, 0):
            return False
        self.met[kind] += 1
        return True


class BulkServer:
    def __init__(self, program="opensearch", body_bytes_max=100 << 20, faults=None):
        self.program, self.body_bytes_max, self.faults = program, body_bytes_max, faults or Faults()
        self.lock = threading.RLock()
        self.indexes, self.complaints, self.bodies, self.too_large = {}, [], [], 0
        self.authorization = None  # Wanted of every request.
        self.poison = set()  # Subjects that are refused as a field that does not fit would be.
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.url = "http://127.0.0.1:%d" % self._server.server_address[1]

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()

    # ---- what a test sees
    def documents(self, name):
        """subject → document of what is held, position left out."""
        with self.lock:
            index = self.find(name)
            return {entry["subject"]: entry for _, entry in index.held.values() if "subject" in entry} if index else {}

    def find(self, name):
        return next((index for index in self.indexes.values() if name == index.name or name in index.aliases), None)

    # ---- what the program does
    def need(self, name, query):
        index = self.find(name)
        if index is None:
            raise Refused(404, "index_not_found_exception", f"no such index [{name}]")
        if query.get("require_alias") == "true" and name not in index.aliases:
            raise Refused(404, "index_not_found_exception", f"[require_alias] request flag is [true] and [{name}] is not an alias")
        return index

    def bulk(self, name, query, body):
        actions = bulk_actions(body)
        items = []
        for action, key, version, document in actions:
            try:
                for kind, status, word in (("item_429", 429, "es_rejected_execution_exception"), ("item_503", 503, "unavailable_shards_exception")):
                    if self.faults.strikes(kind):
                        raise Refused(status, word, "not now")
                if document and document.get("subject") in self.poison:
                    raise Refused(400, "mapper_parsing_exception", "failed to parse field [year]")
                status, result = self.need(name, query).write(key, document, version)
                items.append({action: {"_id": key, "status": status, "result": result}})
            except Refused as refused:
                items.append({action: {"_id": key, "status": refused.status, "error": refused.told()}})
        answer = {"took": 1, "errors": any("error" in item[action] for item in items for action in item), "items": items}
        wanted = query.get("filter_path", "").split(",")
        if wanted == [""]:
            return answer
        assert wanted == ["errors", "items.*.status", "items.*.error"], wanted
        return {"errors": answer["errors"], "items": [{action: {name: value for name, value in result.items() if name in ("status", "error")}
                                                       for action, result in item.items()} for item in items]}  # fmt: skip

    def make(self, name, body):
        if name in self.indexes:
            raise Refused(400, "resource_already_exists_exception", f"index [{name}] already exists")
        self.indexes[name] = Index(name, json.loads(body), self.program)
        return {"acknowledged": True}

    def search(self, index, body):
        found = [(entry[body["sort"][0].copy().popitem()[0]], entry) for _, _, entry in index.search(body["query"])]
        found = sorted((pair for pair in found if pair[0] > body.get("search_after", [""])[0]), key=lambda pair: pair[0])
        return {"hits": {"hits": [{"_source": {name: entry[name] for name in body["_source"] if name in entry}, "sort": [key]} for key, entry in found[:body["size"]]]}}

    def answer(self, method, parts, query, body):
        name, rest = parts[0], "/".join(parts[1:])
        if method == "PUT" and not rest:
            return 200, self.make(name, body)
        index = self.need(name, query if rest != "_bulk" else {}) if rest != "_bulk" else None
        if method == "HEAD" and not rest:
            return 200, {}
        if method == "GET" and rest == "_mapping":
            return 200, {index.name: {"mappings": index.mappings}}
        if method == "POST" and rest == "_bulk":
            return 200, self.bulk(name, query, body)
        if method == "POST" and rest == "_refresh":
            index.refresh()
            return 200, {"_shards": {"failed": 0}}
        if method == "POST" and rest == "_search":
            return 200, self.search(index, json.loads(body))
        if method == "POST" and rest == "_delete_by_query":
            deleted = index.delete_by_query(json.loads(body)["query"])
            index.refresh()
            return 200, {"timed_out": False, "deleted": deleted, "failures": []}
        if rest.startswith("_doc/") and method == "PUT":
            held = index.held.get(parts[2])
            expected = query.get("if_seq_no"), query.get("if_primary_term")
            stands = (str(held[0]), "1") if held else (None, None)
            if (query.get("op_type") == "create" and held) or (expected != (None, None) and expected != stands):
                raise Refused(409, "version_conflict_engine_exception", f"[{parts[2]}]: version conflict")
            status, result = index.write(parts[2], json.loads(body))
            return status, {"result": result}
        if rest.startswith("_doc/") and method == "GET":
            held = index.held.get(parts[2])
            return (200, {"found": True, "_seq_no": held[0], "_primary_term": 1, "_source": held[1]}) if held else (404, {"found": False})
        raise Refused(405, "illegal_argument_exception", f"{method} /{'/'.join(parts)}")

    def _handler(self):
        server = self

        class Answers(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def log_message(self, *_):
                pass

            def handle_one(self):
                parts = urlsplit(self.path)
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                path = parts.path.strip("/").split("/")
                try:
                    if server.authorization and self.headers.get("Authorization") != server.authorization:
                        raise Refused(401, "security_exception", "missing authentication credentials")
                    if len(body) > server.body_bytes_max:
                        server.too_large += 1
                        raise Refused(413, "too_large", "Request Entity Too Large")
                    wanted = "application/x-ndjson" if path[-1] == "_bulk" else "application/json"
                    if body and self.headers.get("Content-Type") != wanted:
                        raise Refused(406, "media_type_header_exception", f"Content-Type {self.headers.get('Content-Type')}")
                    with server.lock:
                        if path[-1] == "_bulk":
                            server.bodies.append(len(body))
                            self.trouble_before()
                        answer = server.answer(self.command, path, dict(parse_qsl(parts.query)), body)
                        cut = path[-1] == "_bulk" and server.faults.strikes("cut_after")
                    self.reply(*answer, cut=cut)
                except Refused as refused:
                    if refused.status in (400, 405, 406):
                        server.complaints.append(f"{self.command} {self.path}: {refused.reason}")
                    self.reply(refused.status, {"error": refused.told(), "status": refused.status}, retry=refused.kind == "busy")
                except ConnectionError:
                    self.close_connection = True

            def trouble_before(self):
                faults = server.faults
                if faults.strikes("slow"):
                    time.sleep(faults.slow_s)
                if faults.strikes("cut_before"):
                    raise ConnectionResetError
                if faults.strikes("busy_429"):
                    raise Refused(429, "busy", "too many requests")
                if faults.strikes("error_500"):
                    raise Refused(500, "oops", "internal error")

            def reply(self, status, answer, cut=False, retry=False):
                body = b"" if self.command == "HEAD" else json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                if retry:
                    self.send_header("Retry-After", "0")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body[:len(body) // 2] if cut else body)
                self.close_connection = self.close_connection or cut

            do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = handle_one

        return Answers
