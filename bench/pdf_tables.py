#!/usr/bin/env python3
"""How well the tables of a set of PDF files are read, against the structure truth of the ICDAR 2013 table competition.

usage: pdf_tables.py [--min-f1 F] [--min-teds T] [--max-seconds S] [--each] PDF_TABLES OGI_PDF FOLDER

Every NAME-str.xml below FOLDER says which tables NAME.pdf has: cells with their text and where they begin and end. A
table over several pages is one region a page, and is scored page by page. A table that was found stands for the region
whose area it shares most of; each for one at most.

F1   adjacency relations (Göbel et al., ICDAR 2013): two cells with text and none between them, side by side in one row or
     one above the other in one column, are a relation (text, text, direction); texts without white space. Precision and
     recall over the relations of all documents together, tables that nothing stands for included on both sides.
     `mean` is the mean of the documents' own F1.
TEDS similarity by tree edit distance (Zhong et al. 2020), tree of rows and cells: 1 − distance / the larger tree's
     nodes. A row is matched with a row and a cell with a cell in order (the constrained distance, never smaller than the
     free one, so the similarity never flatters); a cell of other spans costs 1, of other text its share of edits. The
     mean over all regions of the truth; what was not found counts 0.

Exits with 1 where a figure misses its bar, with 77 where FOLDER is absent.
"""

import argparse
import collections
import functools
import json
import pathlib
import resource
import subprocess
import sys
import time
import unicodedata
import xml.etree.ElementTree as xml

SKIPPED = 77
Cell = collections.namedtuple("Cell", "row column row_span column_span text")
Region = collections.namedtuple("Region", "page box cells")  # box: left, top, right, bottom from the upper left corner


def folded(text):
    text = "".join(unicodedata.normalize("NFKC", text).split())
    return text.replace("–", "-").replace("—", "-").replace("’", "'").replace("‘", "'").replace("−", "-")


def truth_regions(path, heights):
    for region in xml.parse(path).getroot().iter("region"):
        cells, boxes = [], []
        for cell in region.iter("cell"):
            row, column = int(cell.get("start-row")), int(cell.get("start-col"))
            content = cell.find("content")
            cells.append(Cell(row, column, int(cell.get("end-row", row)) - row + 1, int(cell.get("end-col", column)) - column + 1,
                              folded((content.text if content is not None else "") or "")))
            box = cell.find("bounding-box")
            sides = [box.get(side) for side in ("x1", "y1", "x2", "y2")] if box is not None else [""]
            if all(side.removeprefix("-").isdecimal() for side in sides):  # One of the set has a slip of the pen.
                boxes.append([float(side) for side in sides])
        page = int(region.get("page"))
        height = heights[page - 1] if page <= len(heights) else 0
        left, bottom, right, top = (f(side) for f, side in zip((min, min, max, max), zip(*boxes)))
        yield Region(page, (left, height - top, right, height - bottom), cells)


def found_regions(document):
    for block in document["blocks"]:
        if isinstance(block, str):
            continue
        for page in sorted({cell["page"] for cell in block["cells"]}):
            cells = [cell for cell in block["cells"] if cell["page"] == page]
            boxes = [cell["box"] for cell in cells]
            box = tuple(f(side) for f, side in zip((min, min, max, max), zip(*boxes)))
            yield Region(page, box, [Cell(c["row"], c["column"], c["row_span"], c["column_span"], folded(c["text"])) for c in cells])


def shared_area(a, b):
    if a.page != b.page:
        return 0
    wide = min(a.box[2], b.box[2]) - max(a.box[0], b.box[0])
    high = min(a.box[3], b.box[3]) - max(a.box[1], b.box[1])
    return max(wide, 0) * max(high, 0)


def pairs(truth, found):
    """(truth or None, found or None), each region once."""
    order = sorted(((shared_area(t, f), i, j) for i, t in enumerate(truth) for j, f in enumerate(found)), reverse=True)
    partner, taken = {}, set()
    for area, i, j in order:
        if area > 0 and i not in partner and j not in taken:
            partner[i] = j
            taken.add(j)
    for i, region in enumerate(truth):
        yield region, found[partner[i]] if i in partner else None
    for j, region in enumerate(found):
        if j not in taken:
            yield None, region


def relations(region):
    if region is None:
        return collections.Counter()
    slots = {}
    for cell in region.cells:
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                if cell.text:
                    slots[row, column] = cell
    found = set()
    for across in (True, False):
        last = {}
        for row, column in sorted(slots, key=lambda at: at if across else (at[1], at[0])):
            line, cell = (row if across else column), slots[row, column]
            if last.get(line, cell) is not cell:
                found.add((id(last[line]), id(cell), last[line].text, cell.text, across))
            last[line] = cell
    return collections.Counter((a, b, across) for _, _, a, b, across in found)


def without_common_ends(a, b):
    """What is alike at both ends costs nothing in any best alignment."""
    begin = 0
    while begin < min(len(a), len(b)) and a[begin] == b[begin]:
        begin += 1
    end = 0
    while end < min(len(a), len(b)) - begin and a[-1 - end] == b[-1 - end]:
        end += 1
    return a[begin : len(a) - end], b[begin : len(b) - end]


@functools.lru_cache(maxsize=None)
def edits(a, b):
    a, b = without_common_ends(a, b)
    before = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            row.append(min(row[-1] + 1, before[j] + 1, before[j - 1] + (x != y)))
        before = row
    return before[-1]


def cell_distance(a, b):
    if (a.row_span, a.column_span) != (b.row_span, b.column_span):
        return 1
    return 0 if a.text == b.text else edits(a.text, b.text) / max(len(a.text), len(b.text))


def sequence_distance(a, b, cost, gone):
    a, b = without_common_ends(a, b)
    before = [0]
    for y in b:
        before.append(before[-1] + gone(y))
    for x in a:
        row = [before[0] + gone(x)]
        for j, y in enumerate(b, 1):
            row.append(min(row[-1] + gone(y), before[j] + gone(x), before[j - 1] + cost(x, y)))
        before = row
    return before[-1]


def rows_of(region):
    """Without cells that hold nothing: the truth does not name them."""
    rows = collections.defaultdict(list)
    for cell in region.cells:
        if cell.text:
            rows[cell.row].append(cell)
    in_order = (sorted(rows[row], key=lambda cell: cell.column) for row in sorted(rows))
    return [tuple(cell._replace(row=0, column=0) for cell in row) for row in in_order]


def teds(truth, found):
    if found is None:
        return 0
    a, b = rows_of(truth), rows_of(found)
    row_cost = functools.cache(lambda x, y: sequence_distance(x, y, cell_distance, lambda _: 1))
    distance = sequence_distance(a, b, row_cost, lambda row: 1 + len(row))
    return 1 - distance / max(1 + sum(1 + len(row) for row in rows) for rows in (a, b))


def f1(right, found, truth):
    return 2 * right / (found + truth) if found + truth else 1.0


def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("\n\n")[1])
    parser.add_argument("--min-f1", type=float, default=0)
    parser.add_argument("--min-teds", type=float, default=0)
    parser.add_argument("--max-seconds", type=float, default=1e9)
    parser.add_argument("--each", action="store_true")
    parser.add_argument("program")
    parser.add_argument("ogi_pdf")
    parser.add_argument("folder", type=pathlib.Path)
    options = parser.parse_args()
    if not options.folder.is_dir():
        print(f"{options.folder} is not there")
        return SKIPPED
    truths = sorted(options.folder.rglob("*-str.xml"))
    files = {path: path.with_name(path.name.removesuffix("-str.xml") + ".pdf") for path in truths}
    files = {truth: pdf for truth, pdf in files.items() if pdf.exists()}
    start = time.monotonic()
    made = subprocess.run([options.program, options.ogi_pdf, *map(str, files.values())], capture_output=True, text=True)
    elapsed = time.monotonic() - start
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = usage.ru_utime + usage.ru_stime
    documents = {document["file"]: document for document in map(json.loads, made.stdout.splitlines())}

    right = found_count = truth_count = 0
    scores, means = [], []
    for path, pdf in files.items():
        document = documents.get(str(pdf), {"blocks": [], "page_heights": []})
        truth = list(truth_regions(path, document["page_heights"]))
        found = list(found_regions(document))
        sums, own = [0, 0, 0], []
        for region, table in pairs(truth, found):
            a, b = relations(region), relations(table)
            sums = [x + y for x, y in zip(sums, (sum((a & b).values()), sum(b.values()), sum(a.values())))]
            if region:
                own.append(teds(region, table))
        right, found_count, truth_count = right + sums[0], found_count + sums[1], truth_count + sums[2]
        means.append(f1(*sums))
        scores += own
        if options.each:
            print(f"{pdf.name:14} F1 {f1(*sums):.3f}  relations {sums[0]}/{sums[1]}/{sums[2]}  tables {len(found)}/{len(truth)}  "
                  f"TEDS {' '.join(f'{score:.2f}' for score in own)}")
    total, similarity = f1(right, found_count, truth_count), sum(scores) / len(scores)
    print(f"{len(files)} documents, {len(scores)} tables: precision {right / found_count:.3f} recall {right / truth_count:.3f} "
          f"F1 {total:.3f} (mean {sum(means) / len(means):.3f}) TEDS {similarity:.3f}; {seconds:.1f} s of computing, {elapsed:.1f} s in all")
    held = total >= options.min_f1 and similarity >= options.min_teds and seconds <= options.max_seconds
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
