"""Documents made of a Report: pages of four content management systems, and text as flattening tools leave it."""

import sys
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "site"))
import forms  # noqa: E402
import markup  # noqa: E402
import prose  # noqa: E402

# The same with shorter styles in the cells, so that a person can read the files.
TRS = replace(
    markup.TRS,
    label="<td{spans}>{text}</td>\n",
    figure='<td{spans}><p><span>{text}<o:p></o:p></span></p></td>\n')  # fmt: skip
HANWEB = replace(markup.HANWEB, label="\t<td{spans}> {text} </td>\n", figure="\t<td{spans}> {text} </td>\n")
UEDITOR = replace(
    markup.UEDITOR,
    label="<td{spans}><p><span>{text}</span></p></td>",
    figure="<td{spans}><p>{text}</p></td>")  # fmt: skip
OLD = markup.OLD
Slot, label = forms.Slot, forms.label
HEADINGS = prose.HEADINGS


def html_table(rows, report, family=TRS):
    """`rows` of Slots; labels and shown figures are markup."""
    lines = []
    for row in rows:
        cells = []
        for slot in row:
            text = report.text_of(slot.cell) if slot.cell else slot.text
            pattern = family.figure if slot.cell else family.label
            cells.append(pattern.format(text=text or family.blank, spans=family.merged(slot)))
        lines.append(family.row.format(cells="".join(cells)))
    return family.table.format(rows="".join(lines))


def preface(report):
    basis = prose.BASIS.get(report.form, prose.BASIS["2021"])
    return prose.PREFACE.format(basis=basis, agency=report.agency, year=report.year)


def tables_of(report, family=TRS):
    return [html_table(rows, report, family) for rows in forms.tables(report.form)]


def say(family, *texts):
    return "".join(family.paragraph.format(text=text) for text in texts)


def body_of(report, family=TRS, tables=None, opening=None, overview=(), closing=()):
    """A report of six headings. `tables`: markup of the three tables."""
    tables = tables or tables_of(report, family)
    head = [family.heading.format(text=text) for text in HEADINGS]
    opening = [preface(report)] if opening is None else opening
    words = overview or prose.OVERVIEW[:2]
    return "".join((say(family, *opening), head[0], say(family, *words), head[1], tables[0], head[2], tables[1], head[3],
                    tables[2], head[4], say(family, *prose.PROBLEMS[:2]), head[5],
                    say(family, *(closing or (prose.OTHERS,)))))  # fmt: skip


def page(report, body, family=TRS, title=None, source=None, metas=None, side="", article=None, site=None, head=None):
    """The page around a body. `head`: what <title> says."""
    title = report.title if title is None else title
    source = report.agency if source is None else source
    site = site if site is not None else f"{report.agency}网站"
    if metas is None:
        metas = (f'<meta name="ArticleTitle" content="{title}" />\n<meta name="PubDate" content="{report.published} 10:20" />\n'
                 f'<meta name="ContentSource" content="{source}" />\n')  # fmt: skip
    menu = "".join(f'<li><a href="{path}">{text}</a></li>' for text, path in markup.MENU)
    article = article or family.article
    main = article.format(title=title, published=report.published, source=source, hits="1207", body=body)
    return family.page.format(charset=family.charset_label, title=head or title, site=site, column="政府信息公开年报", metas=metas,
                              menu=menu, place='<a href="/zwgk/zfxxgknb/">政府信息公开年报</a>', body=main, side=side,
                              footer="<p>网站标识码：1000000000　建议使用1280以上分辨率浏览</p>")  # fmt: skip


def html_report(report, family=TRS, **body):
    return page(report, body_of(report, family, **body), family)


# ---- text

def flat_rows(rows, report):
    return [[report.text_of(slot.cell) if slot.cell else slot.text for slot in row] for row in rows]


def tabs(rows):
    return "\n".join("\t".join(row) for row in rows)


def spaced(rows):
    return "\n".join(" ".join(cell for cell in row if cell) for row in rows)


def bars(rows):
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def tabbed_lines(rows):
    """A cell a line behind a tab, as a word processor's text export leaves it."""
    return "\n\n".join("\n".join("\t" + cell for cell in row) for row in rows)


def barred_lines(rows):
    """A cell a line before a bar, rows told apart by lines of bars."""
    return "\n||||\n".join("\n".join(cell + " |" for cell in row) for row in rows)


def value_lines(rows):
    """innerText of a page: a value a line, empty lines between, blank cells gone."""
    return "\n\n".join(cell for row in rows for cell in row if cell)


def glued(rows):
    return "".join("".join(row) for row in rows)


def text_report(report, flatten, tables=None, title=None, opening=None, closing=None, overview=None, trailer=""):
    """`tables`: the texts of the three tables. A report with a date is signed with it."""
    if tables is None:
        tables = [flatten(flat_rows(rows, report)) for rows in forms.tables(report.form)]
    title = report.title if title is None else title
    lines = [title, "", preface(report) if opening is None else opening, "", HEADINGS[0], *(overview or prose.OVERVIEW[:2]),
             HEADINGS[1], "", tables[0], "", HEADINGS[2], "", tables[1], "", HEADINGS[3], "", tables[2], "",
             HEADINGS[4], *prose.PROBLEMS[:2], HEADINGS[5], closing or prose.OTHERS]  # fmt: skip
    if report.published:
        year, month, day = map(int, report.published.split("-"))
        lines += ["", report.agency, f"{year}年{month}月{day}日"]
    return "\n".join(lines) + "\n" + trailer
