#include "parser/cell_labels.h"
#include "parser/prose.h"
#include "parser/review_parts.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace ogi::parser {

namespace {

using namespace std::literals;
using model::Report;
using model::Section;

constexpr std::size_t own_han_min = 30;  // Less beside the form's words is no text of the agency's.

// The six parts since 2019, by words that one of their headings has.
struct Part {
    int number;
    std::string_view heading;
    std::string_view words;
    std::string_view table;  // Stem of its cells; empty where text is wanted.
};
constexpr std::array parts{
    Part{1, "一、总体情况"sv, "总体情况|总体工作情况|概述|概况|基本情况"sv, ""sv},
    Part{2, "二、主动公开政府信息情况"sv, "主动公开"sv, "disclosure."sv},
    Part{3, "三、收到和处理政府信息公开申请情况"sv, "收到和处理|收到的处理|依申请公开|公开申请情况"sv,
         "requests."sv},
    Part{4, "四、政府信息公开行政复议、行政诉讼情况"sv, "复议|诉讼"sv, "reconsideration."sv},
    Part{5, "五、存在的主要问题及改进情况"sv, "存在的|问题|改进|不足"sv, ""sv},
    Part{6, "六、其他需要报告的事项"sv, "其他需要|需要说明|需要报告|其他事项|其他报告|其它"sv, ""sv},
};

const Section* find_part(const Report& report, const Part& part) {
    const auto found = std::ranges::find_if(
        report.sections, [&](const Section& section) { return contains_any(section.title, part.words); });
    return found == report.sections.end() ? nullptr : &*found;
}

bool shows_table(const Report& report, std::string_view stem) {
    const auto cell = report.cells.lower_bound(stem);
    return std::any_of(cell, report.cells.end(), [&](const auto& entry) {
        return entry.first.starts_with(stem) && entry.second.kind != model::CellKind::absent;
    });
}

Finding finding(Severity severity, std::string code, std::string message, std::string quote = {}) {
    return {.severity = severity,
            .code = std::move(code),
            .message = std::move(message),
            .quote = std::move(quote)};
}

void review_parts(const Report& report, std::vector<Finding>& findings) {
    for (const auto& part : parts) {
        const auto* section = find_part(report, part);
        const auto name = "“" + std::string{part.heading} + "”";
        if (section == nullptr) {
            const bool only_heading = !part.table.empty() && shows_table(report, part.table);
            findings.push_back(
                finding(only_heading ? Severity::doubt : Severity::error, "section_missing",
                        only_heading ? "有表格，但未找到标题" + name + "。" : "缺少" + name + "部分。"));
        } else if (part.table.empty() && section->text.empty()) {
            findings.push_back(finding(Severity::error, "section_empty", name + "部分没有内容。"));
        }
    }
}

// What the anomalies mean to the office. Their own words are the quote.
struct Meaning {
    std::string_view code;
    Severity severity;
    std::string_view message;
};
constexpr std::array meanings{
    Meaning{"duplicate_section"sv, Severity::doubt, "有两个编号或标题相同的部分。"sv},
    Meaning{"missing_number"sv, Severity::doubt, "量词前缺少数字。"sv},
    Meaning{"lost_characters"sv, Severity::doubt, "有无法显示的字符，原处可能是数字。"sv},
    Meaning{"unclosed_bracket"sv, Severity::remark, "括号不配对。"sv},
    Meaning{"broken_numbering"sv, Severity::remark, "括号中的序号缺失。"sv},
    Meaning{"glued_cells"sv, Severity::doubt, "表格单元格的数字连在一起，无法确定如何拆分。"sv},
    Meaning{"misaligned_row"sv, Severity::doubt, "表格中有一行的单元格数与表头不符。"sv},
    Meaning{"unexpected_columns"sv, Severity::doubt, "表格的列与规定格式不符。"sv},
    Meaning{"repeated_row"sv, Severity::doubt, "表格中有重复的行。"sv},
    Meaning{"several_tables"sv, Severity::doubt, "同一表格出现多次且数字不同。"sv},
    Meaning{"table_of_another_year"sv, Severity::doubt, "有一张表格属于其他年度。"sv},
    Meaning{"period_of_another_year"sv, Severity::doubt, "统计期限的年度与报告年度不一致。"sv},
    Meaning{"missing_part"sv, Severity::doubt, "报告的后续页面无法打开。"sv},
    Meaning{"all_zero"sv, Severity::remark, "全表数字均为0，请确认确无此类情况。"sv},
    Meaning{"regulation_without_power"sv, Severity::doubt,
            "县级及以下机关没有规章制定权（立法法），“规章”一行应为0。"sv},
    Meaning{"not_filled_in"sv, Severity::doubt, "公安机关的行政许可、行政处罚均为0，疑似漏填。"sv},
    Meaning{"amount_in_yuan"sv, Severity::doubt, "行政事业性收费金额过大，表中单位为万元，疑似按元填写。"sv},
    Meaning{"negative_figure"sv, Severity::doubt, "件数为负数。"sv},
    Meaning{"implausible_figure"sv, Severity::doubt, "本年新公开数量大于对外公开总数量。"sv},
};

const Section* section_with(const Report& report, std::string_view words) {
    const auto found = std::ranges::find_if(report.sections, [&](const Section& section) {
        return section.text.find(words) != std::string::npos;
    });
    return found == report.sections.end() ? nullptr : &*found;
}

Finding template_finding(const Report& report, const std::string& quote) {
    const auto* section = section_with(report, quote);
    if (section == nullptr)
        return finding(Severity::error, "template_text", "残留范本中的填写说明，应删除。", quote);
    const auto name = section->title.empty() ? "正文" : "“" + section->title + "”部分";
    const auto own = count_han(section->text) - std::min(count_han(section->text), count_han(quote));
    return finding(
        Severity::error, "template_text",
        name + (own < own_han_min ? "仅有范本的填写说明，没有实际内容。" : "残留范本中的填写说明，应删除。"),
        quote);
}

// A quote that names cells or rows by their ids, "disclosure.penalty.decisions = 0", in the words of the
// form; empty for words of the report.
std::string in_words_of_the_form(std::string_view quote) {
    std::string text;
    while (!quote.empty()) {
        const auto comma = quote.find(", ");
        const auto piece = quote.substr(0, comma);
        quote.remove_prefix(comma == std::string_view::npos ? quote.size() : comma + 2);
        const auto name_end = piece.find_first_of(" :");
        const auto name = piece.substr(0, name_end);
        auto label = label_of(name);
        auto words = label.table.empty() ? row_text(name) : label.text();
        if (words.empty()) return {};
        text += (text.empty() ? "" : "，") + words;
        const auto value = name_end == std::string_view::npos ? ""sv : piece.substr(name_end);
        if (value.starts_with(" = "sv)) text += "为" + std::string{value.substr(3)};
        if (value.starts_with(": "sv)) text += "：" + std::string{value.substr(2)};
    }
    return text;
}

void review_anomalies(const Report& report, std::vector<Finding>& findings) {
    for (const auto& anomaly : report.anomalies) {
        if (anomaly.code == "template_text") {
            findings.push_back(template_finding(report, anomaly.quote));
            continue;
        }
        const auto meaning = std::ranges::find(meanings, anomaly.code, &Meaning::code);
        const bool known = meaning != meanings.end();
        const auto place = in_words_of_the_form(anomaly.quote);
        auto message = std::string{known ? meaning->message : "其他情况。"sv};
        if (!place.empty()) message += place + "。";
        findings.push_back(finding(known ? meaning->severity : Severity::remark, anomaly.code,
                                   std::move(message), place.empty() ? anomaly.quote : std::string{}));
    }
}

}  // namespace

std::vector<Finding> review_text(const Report& report) {
    std::vector<Finding> findings;
    if (report.generation != model::Generation::free_form) review_parts(report, findings);
    review_anomalies(report, findings);
    return findings;
}

}  // namespace ogi::parser
