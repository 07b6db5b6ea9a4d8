"""A page as an outline that can be read in review: its words, links and controls, an element a line, without what differs from run to run.

Figures become "#", digests and ids "HASH", the cell that a link names "CELL", addresses of sites "ELSEWHERE", and how a report stands
"STATE", for that depends on the day. Neighbours that read alike are one line, "×" behind it, and of a table's rows each look stands once.
"""

import re
import urllib.parse

import html5lib

# Attributes that a reader, a browser or a screen reader acts on, in the order in which they are written.
SHOWN = ("id", "href", "action", "name", "value", "type", "scope", "colspan", "rowspan", "role", "aria-label", "aria-current", "aria-live",
         "lang", "rel", "title", "hidden", "tabindex")  # fmt: skip
STATES = frozenset("vcuiwmnd")
SIGNS = re.compile(r"^[=~\-!xo.?]$")
OPTIONS_MAX = 3
LEFT_OUT = ("script", "link", "meta")
# Whose parts are drawn: their number and place are figures, too.
DRAWN = ("svg",)
MANY = " ×"


def words(text):
    text = re.sub(r"\bcell=[a-z_.\d]+", "cell=CELL", urllib.parse.unquote(text))
    text = re.sub(r"https?://[^\s'\"]+", "ELSEWHERE", text)
    text = re.sub(r"\b(a-)?[0-9a-f]{12,64}\b", "HASH", text)
    text = re.sub(r"[+−-]?\d[\d.,:–-]*", "#", text)
    return re.sub(r"[\s　]+", " ", text).strip()


def attributes(element):
    given = dict(element.attrib)
    classes = [name for name in given.pop("class", "").split() if not (element.tag in ("td", "rect") and name in STATES)]
    shown = "".join("." + name for name in classes if name not in STATES)
    for name in SHOWN:
        # What a figure is called stands in its row and column; each figure of a form would be a line of its own.
        if name in given and not (name == "title" and "cell=" in given.get("href", "")):
            value = words(given[name])
            shown += f" {name}" + (f"={value}" if value else "")
    return shown


def is_state(element):
    return element.tag == "span" and "state" in element.get("class", "").split()


def is_sign_cell(element):
    return element.tag == "td" and set(element.get("class", "").split()) & STATES


def merged(blocks):
    """Neighbours that are equal as one, whose first line says that there are several."""
    made = []
    for block in blocks:
        if made and made[-1][0].removesuffix(MANY) == block[0] and made[-1][1:] == block[1:]:
            made[-1][0] = block[0] + MANY
        else:
            made.append(list(block))
    return made


def distinct(blocks):
    seen = []
    for block in blocks:
        if block not in seen:
            seen.append(block)
    return seen


def children(element, within_legend):
    blocks = []
    if element.text and words(element.text):
        blocks.append(["“" + words(element.text) + "”"])
    options = 0
    for child in element:
        if not isinstance(child.tag, str) or child.tag in LEFT_OUT:
            continue
        options += child.tag == "option"
        if child.tag != "option" or options <= OPTIONS_MAX:
            blocks.append(lines_of(child, within_legend))
        elif options == OPTIONS_MAX + 1:
            blocks.append(["…"])
        if child.tail and words(child.tail):
            blocks.append(["“" + words(child.tail) + "”"])
    return blocks


def lines_of(element, within_legend=False):
    within_legend = within_legend or "legend" in element.get("class", "").split()
    head = element.tag + attributes(element)
    if element.tag in DRAWN:
        return [head]
    if not within_legend and (is_state(element) or is_sign_cell(element)):
        return ["span.state STATE" if is_state(element) else "td STATE"]
    blocks = children(element, within_legend)
    blocks = distinct(blocks) if element.tag == "tbody" else merged(blocks)
    inner = [line for block in blocks for line in block]
    if len(inner) == 1 and inner[0].startswith("“"):
        return [head + " " + inner[0]]
    return [head] + ["  " + line for line in inner]


def named(element, agencies):
    def stand_in(text):
        text = urllib.parse.unquote(text)
        for agency in agencies:
            text = text.replace(agency, "AGENCY")
        return text

    for each in element.iter():
        each.text, each.tail = stand_in(each.text or ""), stand_in(each.tail or "")
        for name in each.attrib:
            each.set(name, stand_in(each.get(name)))
    return element


def outline(html, agencies=()):
    """`agencies`: names that stand as "AGENCY", so that a table's rows read alike."""
    document = html5lib.parse(html, namespaceHTMLElements=False)
    document = named(document, sorted(agencies, key=len, reverse=True))
    lines = ["title “" + words(document.find("head/title").text) + "”", *lines_of(document.find("body"))]
    return "\n".join(lines) + "\n"
