"""Several documents in one archive."""

from attachment import attachment, report
from dress_docx import docx
from dress_pdf import Flow
from packing import packed
from paper import Part, chinese_date, paper, text


@attachment("zip_report.zip", "archives", "The report as a Word file, beside a notice and a file that is no document; names in GBK.")
def _():
    made = report("贵州省安顺市关岭布依族苗族自治县水务局", 2022)
    letter = [Part("title", "关于报送2022年政府信息公开工作年度报告的函"), text("县人民政府办公室："), text("现将我局年度报告报送贵办，请审阅。"),
              Part("signature", made.agency), Part("signature", chinese_date(made.published))]  # fmt: skip
    return made, packed({
        "年报材料/报送函.docx": docx(made, letter),
        "年报材料/2022年政府信息公开工作年度报告.docx": docx(made, paper(made)),
        "年报材料/说明.tmp": b"\0\1\2\3",
    }, "gbk")  # fmt: skip


@attachment("zip_two_reports.zip", "archives", "Two reports of one agency, for two years: a Word file and a PDF.")
def _():
    earlier, later = (report("贵州省安顺市紫云苗族布依族自治县水务局", year) for year in (2021, 2022))
    return later, packed({"2021年度报告.docx": docx(earlier, paper(earlier)),
                          "2022年度报告.pdf": Flow().add(paper(later), later).written(later.title)}, "gbk")  # fmt: skip
