"""Reports as images of their pages."""

from attachment import attachment, report
from converting import by_office, in_order, pictured, scanned
from dress_docx import docx
from paper import paper


def scan_of_word(seed, **scanner):
    return in_order(by_office(".docx", ".pdf"), scanned(seed, **scanner))


@attachment("scan_grey.pdf", "scans", "Grey page images of 200 dots an inch, turned by 0.4°, in JPEG.", scan_of_word("grey"), "scans/")
def _():
    made = report("山西省长治市沁源县农业农村局", 2023)
    return made, docx(made, paper(made))


@attachment("scan_saved_again.pdf", "scans", "The pages of scan_grey.pdf, saved at another JPEG quality.", scan_of_word("grey", quality=24), "rescans/")
def _():
    made = report("山西省长治市沁源县农业农村局", 2023)
    return made, docx(made, paper(made))


@attachment("scan_corrected.pdf", "scans", "The report of scan_grey.pdf with one request more, scanned anew.", scan_of_word("anew"), "rescans/")
def _():
    made = report("山西省长治市沁源县农业农村局", 2023)
    for row in "new_received", "granted", "total_processed":
        for applicant in "natural_person", "total":
            made.cells[f"requests.{row}.{applicant}"] += 1
    return made, docx(made, paper(made))


@attachment("scan_2019.pdf", "scans", "The form of 2019, turned the other way, with more specks.",
            scan_of_word("specks", degrees=-0.5, speck_share=0.001, quality=34), "scans/")  # fmt: skip
def _():
    made = report("陕西省咸阳市旬邑县统计局", 2020)
    return made, docx(made, paper(made))


@attachment("picture.png", "pictures", "The whole report as one picture, two pages below each other.",
            in_order(by_office(".docx", ".pdf"), pictured()), "scans/")  # fmt: skip
def _():
    made = report("安徽省宿州市灵璧县统计局", 2022)
    return made, docx(made, paper(made))
