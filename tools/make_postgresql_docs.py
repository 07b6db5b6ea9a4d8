#!/usr/bin/env python3
"""Writes the tables and views of docs/postgresql.md from the comments in the migrations, or with --check says whether they are the same.

usage: make_postgresql_docs.py [--check]
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "postgresql.md"
MARK = "<!-- From here on made by tools/make_postgresql_docs.py -->\n"

CREATED = re.compile(r"CREATE (TABLE|VIEW) ogid\.(\w+)(.*?);\n", re.S)
COMMENT = re.compile(r"COMMENT ON (TABLE|VIEW|COLUMN) ogid\.([\w.]+) IS '((?:[^']|'')*)';")
ADDED = re.compile(r"ALTER TABLE ogid\.(\w+) ADD COLUMN (\w+) ([\w\[\]]+);")
COLUMN = re.compile(r"^    (\w+) (bigint|integer|text\[\]|text|numeric|boolean|date|timestamptz)\b", re.M)


def schema():
    """Table or view → (kind, words, [(column, type, words)])."""
    sql = "".join(path.read_text() for path in sorted((ROOT / "daemon/sinks/postgresql/migrations").glob("*.sql")))
    words = {name: text.replace("''", "'") for _, name, text in COMMENT.findall(sql)}
    found = {}
    for kind, name, body in CREATED.findall(sql):
        types = dict(COLUMN.findall(body)) if kind == "TABLE" else {}
        types |= {column: type for table, column, type in ADDED.findall(sql) if table == name}
        columns = [column.split(".")[1] for column in words if column.startswith(name + ".")]
        found[name] = (kind.lower(), words.get(name, ""), [(column, types.get(column, ""), words[f"{name}.{column}"]) for column in columns])
        if without := set(types) - set(columns):
            sys.exit(f"{name}: no comment on {', '.join(sorted(without))}")
    return found


def text():
    lines = []
    for name, (kind, words, columns) in schema().items():
        typed = kind == "table"
        lines += [f"\n## {name} ({kind})\n", words + "\n", "| column | type | |" if typed else "| column | |",
                  "|---|---|---|" if typed else "|---|---|"]  # fmt: skip
        lines += [f"| `{column}` | {type} | {told} |" if typed else f"| `{column}` | {told} |" for column, type, told in columns]
    return "\n".join(lines) + "\n"


def main():
    page = PAGE.read_text()
    made = page.split(MARK)[0] + MARK + text()
    if sys.argv[1:] == ["--check"]:
        sys.exit(None if made == page else "docs/postgresql.md is not what the migrations say; run tools/make_postgresql_docs.py")
    PAGE.write_text(made)


if __name__ == "__main__":
    main()
