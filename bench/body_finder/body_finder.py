#!/usr/bin/env python3
"""Measures where extract/ finds the body of pages that are no reports, beside what other extractors found there.

usage: body_finder.py BODY_TEXT SUITES [--f1-min 0.9] [--segments-min 0.9] [--worst N]

BODY_TEXT  the program of that name, beside this file
SUITES     the folder with article-extraction-benchmark (English articles, texts marked by hand), trafilatura-zh
           (Chinese pages, sentences that belong and that do not) and gne-chinese-news (another tool's output, no truth)

The figure of the first is the benchmark's own: shingles of four words, counted; mean precision and mean recall over the
pages, and their harmonic mean. Exits with 1 below a floor, with 77 where the suites are missing.
"""
import argparse
import collections
import gzip
import json
import pathlib
import re
import subprocess
import sys
import tempfile

SHINGLE_WORDS = 4
WORD = re.compile(r"\w+")
HAN = re.compile(r"[\u4e00-\u9fff]|\w+")


def shingles(text, word):
    words = word.findall(text or "")
    count = max(1, len(words) - SHINGLE_WORDS + 1)
    return collections.Counter(s for i in range(count) if (s := tuple(words[i:i + SHINGLE_WORDS])))


def precision_and_recall(truth, found, word=WORD):
    expected, seen = shingles(truth, word), shingles(found, word)
    right = sum((expected & seen).values())
    wrong, missed = sum((seen - expected).values()), sum((expected - seen).values())
    if wrong == 0 and missed == 0:
        return 1.0, 1.0
    return (right / (right + wrong) if right + wrong else 0.0), (right / (right + missed) if right + missed else 0.0)


def mean_scores(pairs):
    precision = sum(p for p, _ in pairs) / len(pairs)
    recall = sum(r for _, r in pairs) / len(pairs)
    return 2 * precision * recall / (precision + recall), precision, recall


def bodies(program, files):
    """The text that the program finds in each file, by path."""
    output = subprocess.run([program, *map(str, files)], check=True, stdout=subprocess.PIPE, text=True).stdout
    lines = [json.loads(line) for line in output.splitlines()]
    return {pathlib.Path(line["file"]): line["text"] for line in lines}


def articles(program, suite, worst):
    truth = json.loads((suite / "ground-truth.json").read_text())
    with tempfile.TemporaryDirectory() as folder:
        files = {}
        for name in truth:
            files[name] = pathlib.Path(folder) / name
            files[name].write_bytes(gzip.decompress((suite / "html" / f"{name}.html.gz").read_bytes()))
        texts = bodies(program, files.values())
        found = {name: texts[path] for name, path in files.items()}

    def score(texts):
        return {name: precision_and_recall(truth[name]["articleBody"], texts.get(name, "")) for name in truth}

    own = score(found)
    for name in sorted(own, key=lambda name: min(own[name]))[:worst]:
        print(f"  {name[:12]} precision {own[name][0]:.2f} recall {own[name][1]:.2f} {truth[name]['url']}")
    rows = {"extract/": mean_scores(list(own.values()))}
    for path in sorted((suite / "outputs").glob("*.json")):
        output = json.loads(path.read_text())["output"]
        texts = {name: output[name]["articleBody"] for name in truth if name in output}
        rows[path.stem] = mean_scores(list(score(texts).values()))
    print(f"{len(truth)} English articles: F1, precision, recall")
    for name, (f1, precision, recall) in sorted(rows.items(), key=lambda row: -row[1][0]):
        print(f"  {name:16} {f1:.3f} {precision:.3f} {recall:.3f}")
    return rows["extract/"][0]


def chinese_segments(program, suite):
    pages = json.loads((suite / "evaldata-zh.json").read_text()).values()
    texts = bodies(program, [suite / page["file"] for page in pages])
    right = total = 0
    for page in pages:
        text = re.sub(r"\s", "", texts[suite / page["file"]])
        for segments, belongs in ((page["with"], True), (page["without"], False)):
            for segment in segments:
                total += 1
                correct = (re.sub(r"\s", "", segment) in text) == belongs
                right += correct
                if not correct:
                    print(f"  {page['file']}: {'missing' if belongs else 'should not be there'}: {segment}")
    print(f"Chinese pages with marked sentences: {right} of {total} right")
    return right / total


def chinese_news(program, suite):
    """Agreement with another extractor's output, whose own faults count against us."""
    text = (suite / "result.reference-output.txt").read_text()
    reference = {}
    for match in re.finditer(r">{5,}tests/(\S+?)>{5,}\n(\{.*?\n\})\n<{5,}", text, re.S):
        reference[suite / match.group(1)] = json.loads(match.group(2), strict=False)["content"]
    reference = {path: content for path, content in reference.items() if path.is_file()}
    texts = bodies(program, list(reference))
    scores = [precision_and_recall(reference[path], texts[path], HAN) for path in reference]
    f1, precision, recall = mean_scores(scores)
    print(f"{len(scores)} Chinese news pages against another tool: F1 {f1:.3f}, precision {precision:.3f}, recall {recall:.3f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("suites", type=pathlib.Path)
    parser.add_argument("--f1-min", type=float, default=0.0)
    parser.add_argument("--segments-min", type=float, default=0.0)
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="show the N articles that are found worst")
    arguments = parser.parse_args()
    if not (arguments.suites / "article-extraction-benchmark").is_dir():
        print(f"no suites in {arguments.suites}: skipped")
        return 77
    f1 = articles(arguments.program, arguments.suites / "article-extraction-benchmark", arguments.worst)
    segments = chinese_segments(arguments.program, arguments.suites / "trafilatura-zh")
    chinese_news(arguments.program, arguments.suites / "gne-chinese-news")
    return 0 if f1 >= arguments.f1_min and segments >= arguments.segments_min else 1


if __name__ == "__main__":
    sys.exit(main())
