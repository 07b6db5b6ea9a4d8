"""Headers whose cells slide aside, figures that stand on two rows, and text that is set or hidden beside a figure."""

from fixture import case, report
from shapes import HANWEB, UEDITOR, Slot, forms, html_report, html_table, tables_of

ORGANISATIONS = "法人或其他组织"


def with_requests(made, change, family=None):
    """The report with each Slot of the requests table as `change` makes it."""
    rows = [[change(slot) for slot in row] for row in forms.requests_table(made.form)]
    tables = tables_of(made, family) if family else tables_of(made)
    tables[1] = html_table(rows, made, family) if family else html_table(rows, made)
    return html_report(made, family, tables=tables) if family else html_report(made, tables=tables)


def spanning(text, columns=None, rows=None):
    def change(slot):
        if slot.text != text:
            return slot
        return Slot(slot.text, columns or slot.columns, rows or slot.rows, slot.cell)

    return change


@case("header_corner_short", "wrong spans", "The corner above the row labels ends a row early: the applicants slide below it.")
def _():
    made = report("云南省昭通市绥江县民政局", 2022)
    corner = forms.requests_table(made.form)[0][0].text
    return made, with_requests(made, spanning(corner, rows=2))


@case("header_group_narrow", "wrong spans", "法人或其他组织 spans two columns of its five: 总计 slides over the third.")
def _():
    made = report("贵州省毕节市织金县司法局", 2023)
    return made, with_requests(made, spanning(ORGANISATIONS, columns=2), HANWEB)


@case("header_group_single", "wrong spans", "法人或其他组织 has lost its span altogether.")
def _():
    made = report("四川省广元市旺苍县水利局", 2019)
    return made, with_requests(made, spanning(ORGANISATIONS, columns=1))


@case("header_without_colspans", "wrong spans", "The header has rowspans and no colspan.")
def _():
    made = report("广西壮族自治区河池市天峨县林业局", 2021)
    words = {"申请人情况", ORGANISATIONS}
    return made, with_requests(made, lambda slot: Slot(slot.text, 1, slot.rows) if slot.text in words else slot)


@case("figure_over_two_rows", "merged cells", "A figure is merged over two rows: it is the figure of neither.")
def _():
    made = report("山东省临沂市蒙阴县统计局", 2022)
    upper, lower = "requests.denied_process_info.commercial", "requests.denied_enforcement_file.commercial"

    def change(slot):
        return Slot(slot.text, slot.columns, 2, slot.cell) if slot.cell == upper else slot

    rows = [[change(slot) for slot in row if slot.cell != lower] for row in forms.requests_table(made.form)]
    tables = tables_of(made)
    tables[1] = html_table(rows, made)
    made.none([upper, lower])
    made.truth["glued"] = True  # The lower row has one cell less than its columns, and may be doubted.
    return made, html_report(made, tables=tables)


@case("footnotes_of_word", "digits that are not figures", "Marks of footnotes as Word writes them: links, classes, raised text.")
def _():
    made = report("江苏省盐城市响水县审计局", 2022)
    made.show("disclosure.license.decisions", "12<a href='#_ftn1'>1</a>", 12)
    made.show("disclosure.penalty.decisions", "31<a href='#_ftn2'><span class=MsoFootnoteReference>2</span></a>", 31)
    made.show("disclosure.coercion.decisions", "4<span style='vertical-align:super'>3</span>", 4)
    made.show("disclosure.normative_document.in_force", "58<sub>4</sub>", 58)
    return made, html_report(made, UEDITOR)


@case("hidden_by_other_styles", "hidden text", "Figures hidden by Word's own style, or moved out of sight.")
def _():
    made = report("浙江省丽水市庆元县财政局", 2023)
    made.show("disclosure.license.decisions", "<span style='mso-hide:all'>9</span>15", 15)
    made.show("disclosure.penalty.decisions", "<i style='position:absolute; left:-9999px'>9</i>7", 7)
    return made, html_report(made)


@case("hidden_perhaps", "hidden text", "White digits, and digits that a rule of the page hides, beside a figure: nobody can be sure.")
def _():
    made = report("福建省南平市政和县科技局", 2022)
    made.show("disclosure.license.decisions", "<span style='color:#fff'>9</span>15", kind="unreadable")
    made.show("disclosure.penalty.decisions", "<span class='hide'>9</span>7", kind="unreadable")
    return made, html_report(made).replace("</head>", "<style>.hide{display:none}</style></head>")
