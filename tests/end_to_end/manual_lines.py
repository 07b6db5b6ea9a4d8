"""The commands that the README and the manual tell a reader to type, and who runs them.

Each line behind `$` in a block marked console, and each command in a plain block of the README, is run in the order of its page: most
by manual_test.py; what only a server of one's own takes (packages, accounts, systemd) by tests/package/booted_image_test.py, under
systemd itself; what builds by the tests of ELSEWHERE."""

import pathlib
import re
import shlex

ROOT = pathlib.Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
README = ROOT / "README.md"
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.M | re.S)
PROMPT = "$ "
# What a server's administrator types beside ogi.
OF_A_SERVER = {"apt", "adduser", "editor", "cp", "systemctl", "journalctl", "systemd-sysusers"}
RELOAD = "systemctl reload ogid"  # This one needs no systemd, and what follows it in the manual leans on it.
DEMONSTRATION = "scripts/demo"  # Run as it is, with the programs that are built.
# Programs that build, install from a build or test, and where they are run so.
ELSEWHERE = {
    "scripts/package": "tests/package/debian_test.py",
    "scripts/test": ".ci/run",
    "cmake": "tests/package/package_test.py",
}
# What a line with a command begins with.
PROGRAMS = OF_A_SERVER | {"sudo", "ogi", "ogid", "curl", "cmake", "scripts", "build"}


def blocks(page, *kinds):
    return [line for kind, body in BLOCK.findall(page.read_text()) if kind in kinds for line in body.splitlines()]


def plain_commands(page):
    """Lines of blocks without a mark that run a program, the output of one left out."""
    return [line for line in blocks(page, "", "sh", "bash") if re.split(r"[ /]", line.removeprefix(PROMPT))[0] in PROGRAMS]


def commands(page):
    """What a page tells to type, without what is said of it behind `#`."""
    lines = [line.removeprefix(PROMPT) for line in blocks(page, "console") if line.startswith(PROMPT)]
    if page == README:
        lines += [line for line in plain_commands(page) if not line.startswith(PROMPT)]
    return [re.sub(r"\s+# .*", "", line) for line in lines]


def demonstrated():
    """What the README shows of the demonstration's output, without what is left out."""
    shown = next(body for _, body in BLOCK.findall(README.read_text()) if body.startswith(PROMPT))
    return [line for line in shown.splitlines() if line not in ("", "…")]


def whenever(line):
    """A line of output without what differs from run to run: ports, times, which of two changes came first, how wide that makes columns."""
    for changing in (r"(?<=127\.0\.0\.\d):\d+", r"\d{4}-\d\d-\d\d \d\d:\d\d", r"^4[34]\b", r"\s+# .*"):
        line = re.sub(changing, "", line)
    return " ".join(line.split())


def program_of(line):
    return next(word for word in shlex.split(line) if word != "sudo")


def is_for_a_server(line):
    return program_of(line) in OF_A_SERVER and RELOAD not in line


def chapters():
    """The pages that the manual's list names, in its order."""
    names = re.findall(r"\]\((\w+\.md)\)", (DOCS / "manual.md").read_text())
    return [DOCS / name for name in dict.fromkeys(names)]


def for_a_server():
    """Of the README and all chapters, each once."""
    lines = [line for page in (README, *chapters()) for line in commands(page) if is_for_a_server(line)]
    return list(dict.fromkeys(lines))


def named():
    """Commands that the prose names: (page, their words behind `ogi`)."""
    for page in (README, *sorted(DOCS.glob("*.md"))):
        prose = BLOCK.sub("", page.read_text())
        for span in re.findall(r"`(?:sudo )?ogi ([^`|]*)", prose):
            yield page.name, span.split()
