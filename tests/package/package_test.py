"""The installed libogi-parser, seen from outside: docs/examples/read_report is built against it and reads a page.

usage: package_test.py CMAKE BUILD_FOLDER COMPILER FLAGS
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "docs" / "examples" / "read_report"
CMAKE, BUILD, COMPILER, FLAGS = sys.argv[1:5]
PUBLIC = ("base", "extract", "model", "parser")


def run(*command, check=True):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    if check and done.returncode != 0:
        raise AssertionError(f"{command} gave {done.returncode}\n{done.stdout}\n{done.stderr}")
    return done


class Package(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="ogi-package-")))
        cls.prefix, cls.outside = folder / "prefix", folder / "outside"
        run(CMAKE, "--install", BUILD, "--component", "libogi-parser", "--prefix", cls.prefix)
        run(CMAKE, "-S", EXAMPLE, "-B", cls.outside, "-G", "Ninja", f"-DCMAKE_PREFIX_PATH={cls.prefix}",
            f"-DCMAKE_CXX_COMPILER={COMPILER}", f"-DCMAKE_CXX_FLAGS={FLAGS}")  # fmt: skip
        run(CMAKE, "--build", cls.outside)

    def example(self, *arguments):
        return run(self.outside / "read_report", *arguments, check=False)

    def test_an_outside_program_reads_a_report_and_its_mistake(self):
        done = self.example(ROOT / "tests" / "fixtures" / "cell_broken.html")
        lines = done.stdout.splitlines()
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertRegex(lines[0], r"^\S+ 20\d\d$")
        self.assertRegex(lines[1], r"^received: \d+$")
        self.assertTrue(any("“（三）不予公开4.保护第三方合法权益”行各类申请人之和" in line for line in lines), done.stdout)

    def test_it_says_what_is_no_report(self):
        done = self.example(ROOT / "tests" / "fixtures" / "notice.html")
        self.assertEqual(done.returncode, 1)
        self.assertTrue(done.stdout.startswith("no report: "), done.stdout)

    def test_every_header_stands_by_itself(self):
        headers = [header for folder in PUBLIC for header in sorted((self.prefix / "include" / "ogi" / folder).glob("*.h"))]
        self.assertGreater(len(headers), 15)
        source = "".join(f'#include "{header.relative_to(self.prefix / "include" / "ogi")}"\n' for header in headers)
        paths = (f"-I{self.prefix / 'include'}", f"-I{self.prefix / 'include' / 'ogi'}")
        unit = self.outside / "all.cpp"
        unit.write_text(source, encoding="utf-8")
        run(COMPILER, "-std=c++20", "-fsyntax-only", *paths, unit)

    def test_nothing_installed_names_a_place_on_this_machine(self):
        for file in (self.prefix / "lib").rglob("*.cmake"):
            self.assertNotIn(str(ROOT), file.read_text(encoding="utf-8"), file.name)

    def test_the_manual_shows_the_example_as_it_is(self):
        manual = (ROOT / "docs" / "parser.md").read_text(encoding="utf-8")
        for name in ("main.cpp", "CMakeLists.txt"):
            self.assertIn((EXAMPLE / name).read_text(encoding="utf-8"), manual, name)


class Documents(unittest.TestCase):
    def test_links_of_what_is_installed_lead_somewhere(self):
        folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory(prefix="ogi-installed-")))
        subprocess.run([CMAKE, "--install", BUILD, "--prefix", "/usr"], env=os.environ | {"DESTDIR": str(folder)}, check=True, capture_output=True)
        pages = sorted((folder / "usr/share/doc").rglob("*.md"))
        self.assertGreater(len(pages), 20)
        (documents,) = {page.parent for page in pages if page.name == "README.md" and (page.parent / "docs").is_dir()}
        (documents / "copyright").touch()  # The package's own.
        for page in pages:
            for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
                with self.subTest(page=page.name, target=target):
                    self.assertTrue((page.parent / target).exists())


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
