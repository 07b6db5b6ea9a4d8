"""What an index of OpenSearch or Elasticsearch does with a document, as their manuals say: external versions, mappings that
refuse what does not fit, writes that a search sees after a refresh, tombstones that are forgotten."""

import datetime
import json
import time

ID_BYTES_MAX = 512
KEYWORD_BYTES_MAX = 32_766
META = {"_index", "_id", "version", "version_type", "routing", "require_alias", "if_seq_no", "if_primary_term", "pipeline"}
LONG = range(-(1 << 63), 1 << 63)


class Refused(Exception):
    """An error of the server: a status, a type, a reason."""

    def __init__(self, status, kind, reason):
        super().__init__(reason)
        self.status, self.kind, self.reason = status, kind, reason

    def told(self):
        return {"type": self.kind, "reason": self.reason}


def misfit(path, value, kind):
    raise Refused(400, "mapper_parsing_exception", f"failed to parse field [{path}] of type [{kind}]: {value!r}")


def check_scalar(path, value, field):
    kind = field["type"]
    if kind in ("keyword", "text"):
        if isinstance(value, (dict, list)):
            misfit(path, value, kind)
        text = str(value)
        too_long = len(text) > field.get("ignore_above", 1 << 60)
        if kind == "keyword" and field.get("index", True) and not too_long and len(text.encode()) > KEYWORD_BYTES_MAX:
            raise Refused(400, "illegal_argument_exception", f"Document contains at least one immense term in field=\"{path}\"")
    elif kind in ("long", "integer"):
        if isinstance(value, bool) or not isinstance(value, int) or value not in LONG:
            misfit(path, value, kind)
    elif kind == "double":
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            misfit(path, value, kind)
    elif kind == "boolean":
        if value not in (True, False, "true", "false") or isinstance(value, int) and not isinstance(value, bool):
            misfit(path, value, kind)
    elif kind == "date":
        try:
            datetime.datetime.fromisoformat(str(value).replace("Z", "+00:00"))
        except ValueError:
            misfit(path, value, kind)
    elif kind in ("flattened", "flat_object"):
        if not isinstance(value, dict):
            misfit(path, value, kind)
    else:
        raise AssertionError(f"the mapping has a type that this server does not know: {kind}")


def check_fields(document, properties, prefix=""):
    for name, value in document.items():
        field = properties.get(name)
        if field is None or value is None:
            continue  # dynamic: false
        for one in value if isinstance(value, list) else [value]:
            if field["type"] == "nested":
                if not isinstance(one, dict):
                    misfit(prefix + name, one, "nested")
                check_fields(one, field.get("properties", {}), prefix + name + ".")
            else:
                check_scalar(prefix + name, one, field)


class Index:
    TYPES = {"opensearch": "flat_object", "elasticsearch": "flattened"}

    def __init__(self, name, body, program):
        self.name, self.aliases = name, set(body.get("aliases", {}))
        self.mappings = body["mappings"]
        assert self.mappings["dynamic"] is False
        self.gc_deletes_s = {"1h": 3600}[body["settings"]["index.gc_deletes"]]
        for field in self.mappings["properties"].values():
            other = set(self.TYPES.values()) - {self.TYPES[program]}
            if field["type"] in other:
                raise Refused(400, "mapper_parsing_exception", f"No handler for type [{field['type']}]")
        self.held, self.tombstones, self.seen = {}, {}, {}
        self.writes = 0

    def version_of(self, key):
        if key in self.held:
            return self.held[key][0]
        version, at = self.tombstones.get(key, (None, 0))
        return version if time.monotonic() - at < self.gc_deletes_s else None

    def write(self, key, document, version=None):
        """Status and result. `document` None deletes. `version`: external_gte; None: the server counts."""
        if len(key.encode()) > ID_BYTES_MAX:
            raise Refused(400, "illegal_argument_exception", f"id [{key}] is too long")
        is_there, current = key in self.held, self.version_of(key)
        if version is None:
            version = (current or 0) + 1
        elif current is not None and version < current:
            raise Refused(409, "version_conflict_engine_exception",
                          f"[{key}]: version conflict, current version [{current}] is higher than the one provided [{version}]")
        if document is not None:
            check_fields(document, self.mappings["properties"])
            self.held[key] = (version, document)
        else:
            self.held.pop(key, None)
            self.tombstones[key] = (version, time.monotonic())
        self.writes += 1
        if document is None:
            return (200, "deleted") if is_there else (404, "not_found")
        return (200, "updated") if is_there else (201, "created")

    def refresh(self):
        self.seen = dict(self.held)

    def search(self, query):
        return [(key, *entry) for key, entry in self.seen.items() if matches(entry[1], query)]

    def delete_by_query(self, query):
        found = self.search(query)
        for key, version, _ in found:
            if self.held.get(key, (None,))[0] != version:
                raise Refused(409, "version_conflict_engine_exception", f"[{key}]: version conflict")
        for key, *_ in found:
            self.write(key, None)
        return len(found)


def matches(document, query):
    (kind, body), = query.items()
    if kind == "exists":
        return document.get(body["field"]) not in (None, [])
    if kind == "range":
        (field, bounds), = body.items()
        return field in document and all({"lt": lambda a, b: a < b}[word](document[field], bound) for word, bound in bounds.items())
    raise Refused(400, "parsing_exception", f"unknown query [{kind}]")


def bulk_actions(body):
    """(action, id, version, document) of every item; Refused where the whole request is none."""
    if not body.endswith(b"\n"):
        raise Refused(400, "illegal_argument_exception", "The bulk request must be terminated by a newline [\\n]")
    lines = body.split(b"\n")[:-1]
    actions = []
    while lines:
        try:
            (action, meta), = json.loads(lines.pop(0)).items()
        except (ValueError, AttributeError) as problem:
            raise Refused(400, "illegal_argument_exception", f"Malformed action/metadata line: {problem}") from problem
        if action not in ("index", "delete"):
            raise Refused(400, "illegal_argument_exception", f"Malformed action/metadata line, found [{action}]")
        if unknown := set(meta) - META:
            raise Refused(400, "illegal_argument_exception", f"Action/metadata line contains an unknown parameter {unknown}")
        if meta.get("version_type") != "external_gte" or not isinstance(meta.get("version"), int) or meta["version"] not in LONG:
            raise Refused(400, "action_request_validation_exception", "illegal version value or type")
        if len(meta["_id"].encode()) > ID_BYTES_MAX:
            raise Refused(400, "action_request_validation_exception", "id is too long, must be no longer than 512 bytes")
        document = None
        if action == "index":
            if not lines:
                raise Refused(400, "illegal_argument_exception", "an index action without its document")
            document = json.loads(lines.pop(0))
        actions.append((action, meta["_id"], meta["version"], document))
    if not actions:
        raise Refused(400, "action_request_validation_exception", "no requests added")
    return actions
