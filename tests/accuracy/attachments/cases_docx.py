"""Reports as Word documents."""

from attachment import attachment, report
from dress_docx import docx
from paper import paper


@attachment("docx_plain_2021.docx", "word tables", "The form of 2021 as a word processor writes it: gridSpan and vMerge.")
def _():
    made = report("江苏省泰州市姜堰区水利局", 2023)
    return made, docx(made, paper(made))


@attachment("docx_plain_2019.docx", "word tables", "The form of 2019: gridSpan and vMerge.")
def _():
    made = report("湖北省宜昌市五峰土家族自治县民政局", 2020)
    return made, docx(made, paper(made))
