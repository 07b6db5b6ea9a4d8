"""Each rule of tools/check_architecture.py notices its breach, and nothing that is right."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

TOOL = pathlib.Path(__file__).resolve().parents[2] / "tools" / "check_architecture.py"
LONG_FUNCTION = "int f() {\n" + "    g();\n" * 70 + "}\n"

# (file, text, words of the complaint); an empty complaint: nothing to complain about.
CASES = (
    ("parser/a.cpp", '#include "storage/store.h"\n', "parser/ must not include storage/"),
    ("base/a.cpp", '#include "model/page.h"\n', "base/ must not include model/"),
    ("tests/parser/a_test.cpp", '#include "extract/read_document.h"\n', "parser/ must not include extract/"),
    ("tests/daemon/a_test.cpp", '#include "extract/read_document.h"\n', ""),
    ("daemon/api/a.cpp", '#include "storage/store.h"\n#include <toml++/toml.h>\n', ""),
    ("storage/a.cpp", "#include <rocksdb/db.h>\n", ""),
    ("daemon/a.cpp", "#include <rocksdb/db.h>\n", "only storage may include <rocksdb/db.h>"),
    ("parser/b.cpp", "#include <boost/asio/awaitable.hpp>\n", "only crawler and daemon may include"),
    ("extract/a.cpp", "#include <curl/curl.h>\n", "only crawler and daemon/sinks may include <curl/curl.h>"),
    ("model/page_info.h", "#pragma once\n", "the file's name says nothing"),
    ("model/a.h", "#pragma once\nclass PageManager {};\n", "PageManager says nothing"),
    ("model/b.h", "// A sentence.\n#pragma once\n", "starts with #pragma once"),
    ("model/c.cpp", "// a line\n" * 401, "401 lines, 400 at most"),
    ("model/d.cpp", LONG_FUNCTION, "a function of 72 lines"),
    ("model/e.cpp", "int f() {\n    static const int table[] = {\n" + "        1,\n" * 90 + "    };\n    return table[0];\n}\n", ""),
    ("crawler/a.cpp", "co_await run([key = name]() { return key; });\n", "value-capturing lambda"),
    ("crawler/b.cpp", "co_await run([this] { f(); });\n", "value-capturing lambda"),
    ("crawler/c.cpp", "co_await fetch(Request{url});\n", "braced temporary"),
    ("crawler/d.cpp", "co_await fetch(std::move(requests[index]));\nco_await run([&name] { f(name); });\n", ""),
    ("crawler/e.cpp", "auto request = Request{url};\nco_await fetch(request);\n", ""),
    ("parser/CMakeLists.txt", "target_link_libraries(parser PUBLIC model PRIVATE storage)\n", "parser must not link storage"),
    ("parser/tables/CMakeLists.txt", "target_link_libraries(parser PUBLIC model base)\n", ""),
    ("docs/a.md", "see " + "/ro" + "ot/notes\n", "a place on one machine"),
    ("docs/b.md", "Disallow: /network/ and https://example.org" + "/wo" + "rk/\n", ""),
)


class CheckArchitecture(unittest.TestCase):
    def test_every_rule_notices_its_breach_and_nothing_else(self):
        for name, text, complaint in CASES:
            with self.subTest(name), tempfile.TemporaryDirectory() as root:
                path = pathlib.Path(root) / name
                path.parent.mkdir(parents=True)
                path.write_text(text)
                done = subprocess.run([sys.executable, TOOL, root], capture_output=True, text=True)
                self.assertEqual(done.returncode, 1 if complaint else 0, done.stdout)
                self.assertIn(complaint or "hold", done.stdout)
                self.assertEqual(len(done.stdout.splitlines()), 1, done.stdout)


if __name__ == "__main__":
    unittest.main()
