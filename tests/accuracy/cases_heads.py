"""Labels and heads that hold a word of the form and say another thing."""

from cases_spans import with_requests
from fixture import case, report
from shapes import UEDITOR, Slot


def row_of(made, row):
    return [cell for cell in made.cells if cell.startswith(f"requests.{row}.")]


def renamed(labels):
    """Each Slot whose text ends in a key of `labels` gets that word in front of the key instead."""

    def change(slot):
        for label, turned in labels.items():
            if not slot.cell and slot.text.endswith(label):
                return Slot(slot.text.replace(label, turned), slot.columns, slot.rows, slot.cell)
        return slot

    return change


@case("rows_turned_round", "foreign labels", "Row labels with a word in front that makes them another row's: 上年, 不, another year.")
def _():
    made = report("湖南省怀化市通道侗族自治县水利局", 2023)
    page = with_requests(made, renamed({"予以公开": "上年予以公开", "属于国家秘密": "不属于国家秘密",
                                        "结转下年度继续办理": "2022年度结转下年度继续办理"}))  # fmt: skip
    for row in ("granted", "denied_state_secret", "carried_out"):
        made.none(row_of(made, row))
    return made, page


@case("total_of_last_year", "foreign labels", "（七）上年总计 is not this year's sum.")
def _():
    made = report("陕西省安康市岚皋县林业局", 2022)
    page = with_requests(made, renamed({"（七）总计": "（七）上年总计"}), UEDITOR)
    made.none(row_of(made, "total_processed"))
    return made, page


@case("rows_of_this_year", "foreign labels", "The report's own year in front of a label turns nothing round.")
def _():
    made = report("安徽省六安市霍山县司法局", 2023)
    return made, with_requests(made, renamed({"结转下年度继续办理": "2023年结转下年度继续办理"}))
