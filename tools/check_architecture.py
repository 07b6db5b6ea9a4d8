#!/usr/bin/env python3
"""Fails if the code breaks a rule of ARCHITECTURE.md that no compiler checks. Run by ctest as `architecture`.

usage: check_architecture.py ROOT
"""

import pathlib
import re
import sys

# Folder → folders it may include. ARCHITECTURE.md has the picture.
MAY_INCLUDE = {
    "base": [],
    "model": ["base"],
    "crawler": ["base", "model"],
    "extract": ["base", "model"],
    "parser": ["base", "model"],
    "archive": ["base", "model"],
    "storage": ["base", "model"],
    "daemon": ["base", "model", "crawler", "extract", "parser", "archive", "storage"],
}

# Beginning of a library header → the only folders, or folders of a folder, that may include it.
ONLY_IN = {
    "curl/": ["crawler", "daemon/sinks"],  # What crawls, and what delivers over HTTP.
    "gumbo.h": ["extract"],
    "poppler": ["extract"],
    "zip.h": ["daemon", "extract"],
    "minizip": ["extract"],
    "pugixml": ["extract"],
    "libpq": ["daemon"],  # In sinks/postgresql alone.
    "sqlite3.h": ["daemon"],
    "xlsxwriter": ["daemon"],
    "zlib.h": ["archive", "crawler", "daemon", "extract"],
    "libdeflate.h": ["crawler"],
    "nats/": ["daemon/sinks"],
    "uchardet": ["extract"],
    "rocksdb/": ["storage"],
    "toml++/": ["daemon"],
    "CLI/": ["daemon"],
    "systemd/": ["daemon/logging", "daemon/service"],
    "boost/beast": ["daemon"],
    "boost/asio": ["crawler", "daemon"],  # Everything else is bytes in, values out.
}

BANNED_SUFFIX = "Manager|Helper|Util|Utils|Handler|Impl|Info|Data|Processor"
FILE_LINES_MAX = 400
FUNCTION_LINES_MAX = 70

INCLUDE = re.compile(r'^#\s*include (?:"([\w.]+)/|<([^>]+)>)', re.M)
BANNED_TYPE = re.compile(rf"\b(?:class|struct|enum|enum class|using)\s+(\w*(?:{BANNED_SUFFIX}))\b")
BANNED_FILE = re.compile(rf"_(?:{BANNED_SUFFIX.lower()})$")
LINKS = re.compile(r"target_link_libraries\((\w+)([^)]*)\)")
# A function that clang-format has laid out: its head starts at the left margin, its closing brace stands there alone.
FUNCTION_HEAD = re.compile(r"^(?!namespace|struct|class|enum|union|extern|#|//|\}|using|template|requires)\w[^;=]*\)[^;=]*\{$")
TABLE_HEAD = re.compile(r"^    static const(?:expr)? .*\{$")
# Places that exist on one machine only; scratch folders of a person are such places too.
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:work|root|home/\w+|farm|tmp/b-\w+)/")

CO_AWAIT = re.compile(r"\bco_await\b[^;]*;")
VALUE_CAPTURE = re.compile(r"(?<![\w\])])\[(?!\s*\])(?!\s*&\s*\w*\s*(?:,\s*&\s*\w+\s*)*\])[^\]\[]*\]\s*[({]")
BRACED_TEMPORARY = re.compile(r"[(,]\s*(?:\w+::)*[A-Z]\w*\{")

CODE = {".h", ".cpp"}
TEXT = CODE | {".py", ".cmake", ".txt", ".md", ".toml", ".in", ".json", ".yml", ""}
NOT_OURS = {"build", ".git", "Testing", "__pycache__"}


def line_of(text, position):
    return text.count("\n", 0, position) + 1


def include_problems(name, folder, text):
    """`folder` is the code's own folder, for tests the one they test."""
    allowed = MAY_INCLUDE[folder]
    for match in INCLUDE.finditer(text):
        ours, library = match.groups()
        at = f"{name}:{line_of(text, match.start())}"
        if ours in MAY_INCLUDE and ours != folder and ours not in allowed:
            yield f"{at}: {folder}/ must not include {ours}/"
        for header, homes in ONLY_IN.items():
            at_home = folder in homes or any(name.startswith(home + "/") for home in homes)
            if library and library.startswith(header) and not at_home:
                yield f"{at}: only {' and '.join(homes)} may include <{library}>"


def co_await_problems(name, text):
    """g++ 12 destroys such temporaries twice; the operand gets a name on the line before."""
    for match in CO_AWAIT.finditer(text):
        at = f"{name}:{line_of(text, match.start())}"
        if VALUE_CAPTURE.search(match.group()):
            yield f"{at}: value-capturing lambda inside co_await"
        if BRACED_TEMPORARY.search(match.group()):
            yield f"{at}: braced temporary inside co_await"


def length_problems(name, lines):
    if len(lines) > FILE_LINES_MAX:
        yield f"{name}: {len(lines)} lines, {FILE_LINES_MAX} at most"


def function_problems(name, lines):
    """A table of facts that a function holds is data: its lines are not counted."""
    start, length, in_table = None, 0, False
    for number, line in enumerate(lines, 1):
        if FUNCTION_HEAD.match(line):
            start, length, in_table = number, 0, False
        in_table = in_table or bool(TABLE_HEAD.match(line))
        length += not in_table
        in_table = in_table and line != "    };"
        if line == "}" and start:
            if length > FUNCTION_LINES_MAX:
                yield f"{name}:{start}: a function of {length} lines, {FUNCTION_LINES_MAX} at most"
            start = None


def name_problems(name, path, text):
    for match in BANNED_TYPE.finditer(text):
        yield f"{name}:{line_of(text, match.start())}: {match.group(1)} says nothing: name what it is"
    if BANNED_FILE.search(path.stem):
        yield f"{name}: the file's name says nothing: name what is in it"


def header_problems(name, text):
    if not text.startswith("#pragma once\n"):
        yield f"{name}: a header starts with #pragma once"


def link_problems(name, folder, text):
    for target, libraries in LINKS.findall(text):
        for library in libraries.split():
            if target == folder and library in MAY_INCLUDE and library not in MAY_INCLUDE[folder]:
                yield f"{name}: {folder} must not link {library}"


def machine_problems(name, text):
    for match in MACHINE_PATH.finditer(text):
        yield f"{name}:{line_of(text, match.start())}: {match.group()} is a place on one machine"


def folder_of(parts):
    """The folder whose rules a file obeys, None where there are none."""
    first = parts[1] if parts[0] == "tests" and len(parts) > 2 else parts[0]
    return first if first in MAY_INCLUDE else None


def code_problems(name, path, folder, text):
    lines = text.splitlines()
    yield from length_problems(name, lines)
    yield from function_problems(name, lines)
    yield from name_problems(name, path, text)
    yield from co_await_problems(name, text)
    if path.suffix == ".h":
        yield from header_problems(name, text)
    # Tests of daemon/ put the whole together; every other test is bound like the folder it tests.
    if folder:
        yield from include_problems(name, folder, text)


def files(root):
    for path in sorted(root.rglob("*")):
        parts = path.relative_to(root).parts
        if path.is_file() and path.suffix in TEXT and not NOT_OURS.intersection(parts):
            yield path, parts


def problems(root):
    for path, parts in files(root):
        name, text = "/".join(parts), path.read_text(errors="replace")
        folder = folder_of(parts)
        yield from machine_problems(name, text)
        if path.suffix in CODE:
            yield from code_problems(name, path, folder, text)
        elif path.suffix == ".py":
            yield from length_problems(name, text.splitlines())
        elif path.name == "CMakeLists.txt" and folder and parts[0] != "tests":
            yield from link_problems(name, folder, text)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    found = list(problems(pathlib.Path(sys.argv[1])))
    print("\n".join(found) or "the rules of ARCHITECTURE.md hold")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
