"""Word documents, written part by part as Word and WPS write them (ECMA-376, WordprocessingML)."""

from xml.sax.saxutils import escape

from packing import packed
from paper import place, widths

NAMESPACES = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "v": "urn:schemas-microsoft-com:vml",
}.items())  # fmt: skip
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
FONT = '<w:rFonts w:hint="eastAsia" w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体"/>'
BORDERS = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
                  for side in ("top", "left", "bottom", "right", "insideH", "insideV"))  # fmt: skip
PORTRAIT = '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1400" w:bottom="1440" w:left="1400"/>'
LANDSCAPE = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="1400" w:right="1440" w:bottom="1400" w:left="1440"/>'
TEXT_WIDTH = 9106  # Twentieths of a point between the margins of a portrait page.
STYLES = f"""{DECLARATION}<w:styles {NAMESPACES}>
<w:docDefaults><w:rPrDefault><w:rPr>{FONT}<w:sz w:val="21"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/>
<w:pPr><w:keepNext/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:sz w:val="28"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="a3"><w:name w:val="Title"/><w:basedOn w:val="a"/>
<w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:sz w:val="36"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="a4"><w:name w:val="Signature"/><w:basedOn w:val="a"/><w:pPr><w:jc w:val="right"/></w:pPr></w:style>
</w:styles>
"""
STYLE_OF = {"title": "a3", "heading": "1", "signature": "a4", "text": ""}


def run(text, properties="", size=None):
    sized = f'<w:sz w:val="{size}"/>' if size else ""
    return f'<w:r><w:rPr>{FONT}{properties}{sized}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""


def paragraph(runs, style="", properties=""):
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    about = f"<w:pPr>{named}{properties}</w:pPr>" if named or properties else ""
    return f"<w:p>{about}{runs}</w:p>"


class Table:
    """How tables are written; a case overrides what its difficulty needs."""

    size = 18  # Half points.
    borders = BORDERS
    width = TEXT_WIDTH

    def runs_of(self, slot, text):
        return run(text, size=self.size)

    def inside(self, slot, text):
        """What stands in a cell."""
        return paragraph(self.runs_of(slot, text), properties='<w:jc w:val="center"/>')

    def cell(self, slot, text, width, properties=""):
        span = f'<w:gridSpan w:val="{slot.columns}"/>' if slot.columns > 1 else ""
        return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{properties}</w:tcPr>{self.inside(slot, text)}</w:tc>'

    def reaches_down(self, item):
        """Whether a cell of several rows is merged; else it stands in the first of them and the others lack it."""
        return True

    def row(self, index, cells, before):
        """`cells`: XML of a row's cells; `before`: columns and width that the row leaves out at the left."""
        lacking = f'<w:trPr><w:gridBefore w:val="{before[0]}"/><w:wBefore w:w="{before[1]}" w:type="dxa"/></w:trPr>' if before[0] else ""
        return f"<w:tr>{lacking}{''.join(cells)}</w:tr>"

    def render(self, rows, text_of):
        columns, items = place(rows)
        wide = widths(columns, self.width)
        written = [{} for _ in rows]
        for item in items:
            slot, width = item.slot, sum(wide[item.column : item.column + item.slot.columns])
            words = text_of(slot.cell) if slot.cell else slot.text
            merged = slot.rows > 1 and self.reaches_down(item)
            written[item.row][item.column] = self.cell(slot, words, width, '<w:vMerge w:val="restart"/>' if merged else "")
            for down in range(1, slot.rows if merged else 1):
                written[item.row + down][item.column] = self.cell(slot, "", width, "<w:vMerge/>")
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in wide)
        lines = "".join(self.row(index, [cells[column] for column in sorted(cells)], (min(cells), sum(wide[: min(cells)])))
                        for index, cells in enumerate(written))  # fmt: skip
        return (f'<w:tbl><w:tblPr><w:tblW w:w="{self.width}" w:type="dxa"/><w:tblBorders>{self.borders}</w:tblBorders>'
                f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>')  # fmt: skip


def part_xml(part, report, table=None):
    table = table or Table()
    if part.kind == "table":
        return table.render(part.rows, report.text_of) + paragraph("")
    if part.kind == "break":
        return paragraph('<w:r><w:br w:type="page"/></w:r>')
    return paragraph(run(part.text), STYLE_OF[part.kind])


def body_xml(parts, report, table=None):
    return "".join(part_xml(part, report, table) for part in parts)


def document(body, section=PORTRAIT, title="", more=None):
    """The file. `more`: (name, type of relationship, type of content) → XML of further parts, as numbering and footnotes."""
    more = more or {}
    types = "".join(f'<Override PartName="/word/{name}" ContentType="application/vnd.openxmlformats-officedocument.'
                    f'wordprocessingml.{content}+xml"/>' for name, _, content in more)  # fmt: skip
    links = "".join(f'<Relationship Id="rId{number}" Type="{OFFICE}/{relation}" Target="{name}"/>'
                    for number, (name, relation, _) in enumerate(more, 2))  # fmt: skip
    members = {
        "[Content_Types].xml": f'{DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.document.main+xml"/>'
        '<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.styles+xml"/>'
        '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        f"{types}</Types>",
        "_rels/.rels": f'{DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
        '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" '
        'Target="docProps/core.xml"/></Relationships>',
        "docProps/core.xml": f'{DECLARATION}<cp:coreProperties '
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>Administrator</dc:creator>"
        '<dcterms:created xsi:type="dcterms:W3CDTF">2019-03-07T01:20:00Z</dcterms:created></cp:coreProperties>',
        "word/document.xml": f"{DECLARATION}<w:document {NAMESPACES}><w:body>{body}<w:sectPr>{section}</w:sectPr></w:body></w:document>",
        "word/styles.xml": STYLES,
        "word/_rels/document.xml.rels": f'{DECLARATION}<Relationships '
        'xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/styles" Target="styles.xml"/>{links}</Relationships>',
    }  # fmt: skip
    members |= {f"word/{name}": DECLARATION + xml for (name, _, _), xml in more.items()}
    return packed(members)


def docx(report, parts, table=None, section=PORTRAIT, more=None):
    return document(body_xml(parts, report, table), section, more=more)
