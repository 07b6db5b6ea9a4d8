"""What the prose says beside the tables, and figures that contradict each other."""

from decimal import Decimal

from fixture import case, report
from shapes import HANWEB, TRS, UEDITOR, html_report


def statement(name, value, **more):
    return {"name": name, "value": value, **more}


@case("prose_agrees", "prose against tables", "Every figure of the prose is a figure of a table.")
def _():
    made = report("浙江省湖州市安吉县自然资源和规划局", 2022)
    cells = made.cells
    new, done, left = (cells[f"requests.{row}.total"] for row in ("new_received", "total_processed", "carried_out"))
    made.truth["statements"] = [statement("requests.new_received", new), statement("requests.total_processed", done),
                                statement("requests.carried_out", left)]  # fmt: skip
    words = [f"全年收到政府信息公开申请{new}件，办结{done}件，结转下年度办理{left}件。",
             f"因政府信息公开被申请行政复议{cells['reconsideration.total']}件。"]  # fmt: skip
    return made, html_report(made, overview=words)


@case("prose_other_reading", "prose against tables", "受理 counts what came in and what was carried over: no contradiction.")
def _():
    made = report("江苏省宿迁市沭阳县水利局", 2023)
    both = made.cells["requests.new_received.total"] + made.cells["requests.carried_in.total"]
    return made, html_report(made, HANWEB, overview=[f"全年共受理政府信息公开申请{both}件，均已登记。"])


@case("prose_contradicts", "prose against tables", "The prose gives three requests more than the table.")
def _():
    made = report("广东省河源市连平县教育局", 2022)
    said = made.cells["requests.new_received.total"] + 103
    made.prose_violated = ["prose.requests.new_received"]
    made.truth["statements"] = [statement("requests.new_received", said)]
    return made, html_report(made, UEDITOR, overview=[f"全年共收到政府信息公开申请{said}件，均按时答复。"])


@case("prose_last_year", "prose against tables", "Figures of another year, and growth over it, are not this year's.")
def _():
    made = report("山东省德州市夏津县财政局", 2022)
    new = made.cells["requests.new_received.total"]
    words = [f"2021年收到政府信息公开申请{new + 17}件；2022年收到{new}件，较2021年减少17件。"]
    return made, html_report(made, overview=words)


@case("prose_about", "approximate figures", "余 and 约 in the prose: said, but not exactly.")
def _():
    made = report("湖北省黄石市阳新县公安局", 2020)
    made.truth["statements"] = [statement("disclosure.total", 1160, approximate=True)]
    return made, html_report(made, HANWEB, overview=["全年主动公开政府信息1160余条，涉及户籍、交通和出入境。"])


@case("prose_parts_agree", "prose against tables", "Parts of a sum that add up.")
def _():
    made = report("福建省福州市闽清县水利局", 2021)
    return made, html_report(made, overview=["全年主动公开政府信息2603条，其中政策文件类103条、工作动态类2400条、财政类100条。"])


@case("prose_none_in_words", "prose against tables", "A count said without digits: 没有收到 is nought, and the table has nought.")
def _():
    made = report("吉林省四平市双辽市档案馆", 2021)
    made.cells = dict.fromkeys(made.cells, 0)
    made.truth["statements"] = [statement("requests.new_received", 0)]
    return made, html_report(made, overview=["本年度未收到政府信息公开申请。"])


@case("number_lost", "lost characters", "A measure word whose number was lost, a Braille pattern in the prose.")
def _():
    made = report("江西省九江市都昌县公安局", 2019)
    made.truth["anomaly_codes"] = ["lost_characters", "missing_number"]
    return made, html_report(made, overview=["政务服务大厅2019年办件。更新各类公开信息⠶ 份。", "查阅点照常开放。"])


@case("fee_processing", "units", "The fee for handling requests in 元 is not the administrative fee of the table.")
def _():
    made = report("江苏省淮安市涟水县司法局", 2022)
    made.truth["statements"] = [statement("fee.processing", 3940)]
    return made, html_report(made, closing=["本年度收取信息处理费3940元。"])


# ---- identities that the printed figures break

@case("row_sum_broken", "violated identities", "The total of a row is one too high: that row's sum fails, and so do the total column's.")
def _():
    made = report("内蒙古自治区通辽市奈曼旗民政局", 2022)
    made.cells["requests.granted.total"] += 1
    made.violated = ["requests.applicants_sum.granted", "requests.outcomes_sum.total"]
    return made, html_report(made)


@case("cell_broken", "violated identities", "One inner cell is two too high: its row and its column fail.")
def _():
    made = report("内蒙古自治区赤峰市宁城县水利局", 2020)
    made.cells["requests.denied_third_party.commercial"] += 2
    made.violated = ["requests.applicants_sum.denied_third_party", "requests.outcomes_sum.commercial"]
    return made, html_report(made, HANWEB)


@case("balance_broken", "violated identities", "More was carried out than the balance leaves: one column and the row's sum.")
def _():
    made = report("黑龙江省大庆市杜尔伯特蒙古族自治县交通运输局", 2023)
    made.cells["requests.carried_out.natural_person"] += 5
    made.violated = ["requests.applicants_sum.carried_out", "requests.balance.natural_person"]
    return made, html_report(made, UEDITOR)


@case("dispute_broken", "violated identities", "7 + 0 + 1 + 1 is not 7: a sum of lawsuits fails.")
def _():
    made = report("湖北省武汉市新洲区公安局", 2019)
    for name, value in zip(("upheld", "corrected", "other", "pending", "total"), (7, 0, 1, 1, 7)):
        made.cells[f"litigation.direct.{name}"] = value
    made.violated = ["litigation.direct.sum"]
    return made, html_report(made)


@case("broken_with_blanks", "violated identities", "A total that fails although the row has blanks: what is blank is not nought, so only the column is judged.")
def _():
    made = report("宁夏回族自治区吴忠市盐池县农业农村局", 2021).zeros("blank", "requests.granted")
    made.cells["requests.total_processed.total"] += 4
    made.violated = ["requests.applicants_sum.total_processed", "requests.balance.total"]
    if "requests.granted.total" in made.cells:
        made.violated.append("requests.outcomes_sum.total")
    made.violated = [check for check in made.violated if assessable(check, made)]
    return made, html_report(made)


def assessable(check, made):
    if check != "requests.applicants_sum.total_processed":
        return True
    return not any(cell.startswith("requests.total_processed") for cell in made.kinds)


@case("misuse", "misused columns", "Last year's volume, its change and this year's volume stand where item counts belong.")
def _():
    made = report("湖南省益阳市资阳区市场监督管理局", 2020)
    for item, (before, delta) in {"license": (8249, -1942), "penalty": (9, 43)}.items():
        made.cells |= {f"disclosure.{item}.items_prev_year": before, f"disclosure.{item}.items_delta": delta,
                       f"disclosure.{item}.decisions": before + delta}  # fmt: skip
    made.misuse = ["misuse.disclosure.license", "misuse.disclosure.penalty"]
    return made, html_report(made, TRS)


@case("all_zero", "all zero", "Nothing but noughts: figures, not their absence.")
def _():
    made = report("西藏自治区那曲市班戈县统计局", 2022)
    made.cells = {cell: Decimal(0) for cell in made.cells}
    return made, html_report(made, HANWEB, overview=["本年度没有发生依申请公开、行政复议和行政诉讼。", "查阅点照常开放。"])
