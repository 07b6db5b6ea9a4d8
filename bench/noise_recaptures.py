"""Recaptures of pages that differ in noise alone: how many of them raise an alarm (none may).

    python3 bench/noise_recaptures.py [--set FOLDER] [--pages N] [--visits N]

Pages of every markup, form and peculiarity of a set of sites (made by ../shared/peers/sitegen.py; a small one where none is
named), those of the tests' own site, and the real list pages of ../shared/corpus/cms are each read, then read again with every
kind of noise in tests/site/noises.py, one after the other, through bin/noise_recaptures: ingest and decide, without a network.
"""

import argparse
import json
import pathlib
import subprocess
import sys
from urllib.parse import urlsplit

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests" / "site"), str(ROOT / "bench")]
import noises  # noqa: E402
import pages  # noqa: E402

SHARED = ROOT.parent / "shared"


def of_the_tests():
    """(name, url, role, text, charset) of the reports and lists of the tests' own site: each markup and form."""
    site = pages.Site({plan.address: f"http://{plan.address}" for plan in pages.PLANS})
    for host in site.hosts.values():
        charset = host.plan.family.charset
        for form in ("2019", "2021", "free"):
            report = next((report for report in host.reports if report.form == form), None)
            if report:
                yield f"tests {charset} {form}", report.url, "report", host.pages[report.path].render(7), charset
        path = host.list_paths[0]
        yield f"tests list {charset}", host.base + path, "list", host.pages[path].render(7), charset


def of_the_set(folder, most):
    """The same of a generated set: one page of each combination of markup, charset, form and quirk, then more in turn."""
    kinds = {}
    for line in (folder / "truth.jsonl").read_text().splitlines():
        report = json.loads(line)
        kinds.setdefault((report["tmpl"], report["enc"], report["fmt"], report["quirk"]), []).append(report)
    order = sorted(kinds.items(), key=lambda item: str(item[0]))
    given = 0
    for turn in range(max(len(reports) for reports in kinds.values())):
        for kind, reports in order:
            if turn >= len(reports) or given >= most:
                continue
            report, charset = reports[turn], "gb18030" if kind[1] == "gbk" else "utf-8"
            path = folder / "www" / report["host"] / urlsplit(report["url"]).path.lstrip("/")
            url = f"http://{report['host']}{urlsplit(report['url']).path}"
            given += 1
            yield "set " + " ".join(map(str, kind)), url, "report", path.read_bytes().decode(charset), charset


def real_lists():
    for path in sorted((SHARED / "corpus" / "cms").glob("*.html")):
        yield f"real list {path.stem}", f"http://www.example.gov.cn/zfxxgknb/{path.stem}/index.html", "list", path.read_text(), "utf-8"


def frame(name, url, role, kind, body):
    return json.dumps([name, url, role, kind, len(body)], ensure_ascii=False).encode() + b"\n" + body


def run(program, found, visits):
    """What the program said: its summary as an object, and its exit code."""
    with subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        for name, url, role, text, charset in found:
            process.stdin.write(frame(name, url, role, "", text.encode(charset, "xmlcharrefreplace")))
            for kind, body in noises.recaptures(text, charset, visits):
                process.stdin.write(frame(name, url, role, kind, body))
        process.stdin.close()
        said = process.stdout.read().decode()
    return said, process.returncode


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--set", type=pathlib.Path)
    parser.add_argument("--pages", type=int, default=130, help="of the set")
    parser.add_argument("--visits", type=int, default=3, help="of each page with each kind of noise")
    parser.add_argument("--bin", type=pathlib.Path, default=ROOT / "build" / "release" / "bin")
    options = parser.parse_args()
    found = [*of_the_tests(), *(real_lists() if SHARED.exists() else ())]
    if options.set:
        found += of_the_set(options.set, options.pages)
    said, code = run(options.bin / "noise_recaptures", found, options.visits)
    print(said, end="")
    sys.exit(code)


if __name__ == "__main__":
    main()
