"""Reports as Word documents: what stands around and within their words."""

import re

from attachment import attachment, report
from dress_docx import NAMESPACES, Table, body_xml, docx, document, paragraph, part_xml, run
from paper import DENIED, OTHER, REJECTED, UNABLE, paper

NUMBERED = {text: group for group, texts in enumerate((DENIED, UNABLE, REJECTED, OTHER), 2) for text in texts}


def level(index, form, text):
    return f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'


def numbering():
    """List 1 counts headings; lists 2 to 5 count the rows of a group each."""
    kinds = (level(0, "chineseCountingThousand", "%1、") + level(1, "chineseCountingThousand", "（%2）"), level(0, "decimal", "%1."))
    kinds = "".join(f'<w:abstractNum w:abstractNumId="{index}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
                    for index, levels in enumerate(kinds))  # fmt: skip
    lists = "".join(f'<w:num w:numId="{number}"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
                    "</w:lvlOverride></w:num>" for number in range(2, 6))  # fmt: skip
    return f'<w:numbering {NAMESPACES}>{kinds}<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{lists}</w:numbering>'


def counted(number, deep=0):
    return f'<w:numPr><w:ilvl w:val="{deep}"/><w:numId w:val="{number}"/></w:numPr>'


class CountedRows(Table):
    def inside(self, slot, text):
        if text not in NUMBERED:
            return super().inside(slot, text)
        return paragraph(self.runs_of(slot, text[2:]), properties=counted(NUMBERED[text]))


@attachment("docx_numbered.docx", "automatic numbers", "The numbers of the headings and of the rows are counted by the word processor and stand nowhere.")
def _():
    made = report("四川省凉山彝族自治州会东县交通运输局", 2022)
    table = CountedRows()
    body = [paragraph(run(part.text[2:]), "1", counted(1)) if part.kind == "heading" else part_xml(part, made, table)
            for part in paper(made)]  # fmt: skip
    return made, document("".join(body), more={("numbering.xml", "numbering", "numbering"): numbering()})


@attachment("docx_numbered_2019.docx", "automatic numbers", "Counted headings; below the first, paragraphs counted （一）, （二）.")
def _():
    made = report("重庆市黔江区商务委员会", 2019)
    body, deep = [], False
    for part in paper(made):
        if part.kind == "heading":
            deep = part.text.startswith("一、")
            body.append(paragraph(run(part.text[2:]), "1", counted(1)))
        elif deep and part.kind == "text":
            body.append(paragraph(run(part.text), properties=counted(1, 1)))
        else:
            body.append(part_xml(part, made))
    return made, document("".join(body), more={("numbering.xml", "numbering", "numbering"): numbering()})


def control(inside):
    return f"<w:sdt><w:sdtPr><w:id w:val=\"7\"/></w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


class Controls(Table):
    """Content controls around rows, cells, paragraphs and runs."""

    def runs_of(self, slot, text):
        runs = super().runs_of(slot, text)
        return control(runs) if slot.cell.endswith((".total", "_prev_year", "issued")) and runs else runs

    def inside(self, slot, text):
        made = super().inside(slot, text)
        return control(made) if slot.cell.endswith("commercial") else made

    def cell(self, slot, text, width, properties=""):
        made = super().cell(slot, text, width, properties)
        return control(made) if slot.cell.endswith("natural_person") else made

    def row(self, index, cells, before):
        made = super().row(index, cells, before)
        return control(made) if index % 4 == 3 else made


@attachment("docx_content_controls.docx", "content controls", "Content controls around rows, cells, paragraphs, runs and the title.")
def _():
    made = report("山东省德州市庆云县教育和体育局", 2023)
    first, *rest = paper(made)
    return made, document(control(part_xml(first, made)) + body_xml(rest, made, Controls()))


def tracked(kind, runs):
    return f'<w:{kind} w:id="9" w:author="编辑" w:date="2024-01-12T09:30:00Z">{runs}</w:{kind}>'


class Tracked(Table):
    """Some figures were another one before; a row was struck out."""

    def runs_of(self, slot, text):
        if not slot.cell.endswith(("natural_person", "upheld", "decisions")):
            return super().runs_of(slot, text)
        before = run(str(len(text) * 7 + 1), size=self.size).replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
        return tracked("del", before) + tracked("ins", run(text, size=self.size))

    def row(self, index, cells, before):
        made = super().row(index, cells, before)
        if index != 3 or len(cells) != 8:
            return made
        struck = re.sub(r"<w:ins .*?</w:ins>", "", made).replace("<w:tr>", '<w:tr><w:trPr><w:del w:id="10" w:author="编辑"/></w:trPr>')
        return struck + made.replace("<w:tr>", '<w:tr><w:trPr><w:ins w:id="11" w:author="编辑"/></w:trPr>')


@attachment("docx_tracked.docx", "tracked changes", "Figures that replace others, a row that was struck out and written anew: as accepted.")
def _():
    made = report("陕西省商洛市柞水县卫生健康局", 2022)
    parts = paper(made)
    moved = paragraph(tracked("moveFrom", run("本段移至他处，全年收到申请999件。")))
    return made, document(body_xml(parts[:4], made) + moved + body_xml(parts[4:], made, Tracked()))


def text_box(inside):
    """A drawing with words, and the same for programs that do not know such drawings."""
    content = f"<w:txbxContent>{inside}</w:txbxContent>"
    return ('<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData '
            f'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:txbx>{content}</wps:txbx></wps:wsp>'
            "</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>"
            f"{content}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>")  # fmt: skip


@attachment("docx_text_box.docx", "text boxes", "The title and the disputes table stand in text boxes, each written twice for old programs.")
def _():
    made = report("新疆维吾尔自治区阿克苏地区拜城县审计局", 2022)
    body = []
    for index, part in enumerate(parts := paper(made)):
        xml = part_xml(part, made)
        last_table = part.kind == "table" and all(later.kind != "table" for later in parts[index + 1 :])
        body.append(paragraph(text_box(xml)) if part.kind == "title" or last_table else xml)
    return made, document("".join(body))


class Broken(Table):
    """Figures broken over runs, bookmarks and marks of the spelling check."""

    def runs_of(self, slot, text):
        if len(text) < 2:
            return f'<w:bookmarkStart w:id="3" w:name="_GoBack"/>{super().runs_of(slot, text)}<w:bookmarkEnd w:id="3"/>'
        first, rest = run(text[:1], size=self.size), run(text[1:], '<w:lang w:val="en-US"/>', self.size)
        return f'<w:proofErr w:type="gramStart"/>{first}<w:bookmarkStart w:id="4" w:name="OLE_LINK1"/>{rest}<w:bookmarkEnd w:id="4"/>'


@attachment("docx_split_runs.docx", "numbers in pieces", "Every number stands in two runs with a bookmark between: 1 and 03 are 103.")
def _():
    made = report("浙江省台州市仙居县统计局", 2021)
    return made, docx(made, paper(made), Broken())


class Hidden(Table):
    """Beside some figures hidden digits; in some cells a paragraph that is hidden."""

    def runs_of(self, slot, text):
        ghost = run("9", "<w:vanish/>", self.size) if slot.cell else ""
        return super().runs_of(slot, text) + ghost


@attachment("docx_hidden_text.docx", "hidden text", "Hidden digits beside the figures and a hidden paragraph with others.")
def _():
    made = report("福建省南平市光泽县水利局", 2023)
    first, *rest = paper(made)
    ghost = paragraph(run("2019年收到政府信息公开申请4821件。", "<w:vanish/>"))
    return made, document(part_xml(first, made) + ghost + body_xml(rest, made, Hidden()))


NOTES = (f'<w:footnotes {NAMESPACES}><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
         f'<w:footnote w:id="1">{paragraph(run("含上年补录3件，电话申请不在其内。"))}</w:footnote></w:footnotes>')  # fmt: skip
MARK = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="1"/></w:r>'


class Noted(Table):
    def runs_of(self, slot, text):
        noted = slot.cell in ("requests.new_received.total", "disclosure.license.decisions", "reconsideration.total")
        return super().runs_of(slot, text) + (MARK if noted else "")


@attachment("docx_footnotes.docx", "footnotes", "The marks of footnotes stand beside figures.")
def _():
    made = report("广东省清远市阳山县水利局", 2022)
    return made, docx(made, paper(made), Noted(), more={("footnotes.xml", "footnotes", "footnotes"): NOTES})
