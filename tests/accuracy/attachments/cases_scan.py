"""Reports as images of their pages."""

from attachment import attachment, report
from converting import by_office, in_order, scanned
from dress_docx import docx
from paper import paper


@attachment("scan_grey.pdf", "scans", "Grey page images of 200 dots an inch, turned by 0.4°, in JPEG.", folder="scans/",
            convert=in_order(by_office(".docx", ".pdf"), scanned("grey")))  # fmt: skip
def _():
    made = report("山西省长治市沁源县农业农村局", 2023)
    return made, docx(made, paper(made))
