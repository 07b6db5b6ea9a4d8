#!/usr/bin/env python3
"""What a body takes alone, against the head of another page of its host, and against a dictionary trained over half of them.

usage: site_dictionary.py FOLDER [HOSTS]     FOLDER: a set made by ../shared/peers/sitegen.py; needs the program zstd

The dictionary sees the first half of a host's pages, all measures are of the other half, at level 1.
"""

import pathlib
import statistics
import subprocess
import sys
import tempfile

PAGE_BYTES_MIN = 20_000  # Lists and home pages are few.
PAGES_MIN = 20
BASE_BYTES = 64 << 10    # base_bytes_max of the store.
TRAINED_BYTES = (64 << 10, 110 << 10)


def mean_size(pages, dictionary=None):
    words = ["zstd", "-1", "-q", "-c"] + (["-D", str(dictionary)] if dictionary else [])
    return statistics.mean(len(subprocess.run([*words, str(page)], capture_output=True, check=True).stdout) for page in pages)


def measure(pages, folder):
    train, test = pages[:len(pages) // 2], pages[len(pages) // 2:]
    base = folder / "base"
    base.write_bytes(train[0].read_bytes()[:BASE_BYTES])
    sizes = {"alone": mean_size(test), "against 64 KiB of a page": mean_size(test, base)}
    for size in TRAINED_BYTES:
        trained = folder / f"trained-{size}"
        subprocess.run(["zstd", "-q", "--train", *map(str, train), "-o", str(trained), f"--maxdict={size}"], check=True,
                       stderr=subprocess.DEVNULL)  # fmt: skip
        sizes[f"trained, {size >> 10} KiB"] = mean_size(test, trained)
    return sizes


if len(sys.argv) < 2:
    sys.exit(__doc__)
root = pathlib.Path(sys.argv[1])
hosts = {}
for page in sorted(root.rglob("*.html")):
    if page.stat().st_size >= PAGE_BYTES_MIN:
        hosts.setdefault(page.relative_to(root).parts[1], []).append(page)
measured = []
for host, pages in sorted(hosts.items())[:int(sys.argv[2]) if len(sys.argv) > 2 else None]:
    if len(pages) < PAGES_MIN:
        continue
    with tempfile.TemporaryDirectory() as folder:
        measured.append(measure(pages, pathlib.Path(folder)))
    print(host, len(pages), {name: round(size) for name, size in measured[-1].items()}, flush=True)
for name in measured[0]:
    print(f"{name:28} {statistics.mean(sizes[name] for sizes in measured):8.0f} bytes a page")
