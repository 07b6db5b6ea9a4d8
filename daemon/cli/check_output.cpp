#include "daemon/cli/check_output.h"

#include "base/json_writer.h"
#include "base/time.h"
#include "daemon/cli/chinese_reasons.h"
#include "daemon/cli/lines_output.h"
#include "daemon/cli/output.h"
#include "model/names.h"

#include <array>
#include <ostream>
#include <string_view>

namespace ogi::daemon {

namespace {

using base::JsonWriter;
using parser::Severity;

struct SeverityWords {
    Severity severity;
    std::string_view word;
    std::string_view chinese;
};
constexpr std::array severities{SeverityWords{Severity::error, "error", "错误"},
                                SeverityWords{Severity::doubt, "doubt", "疑点"},
                                SeverityWords{Severity::remark, "remark", "提示"}};

const SeverityWords& words_of(Severity severity) {
    return severities[static_cast<std::size_t>(severity)];
}

constexpr std::string_view method =
    "以连续8个汉字为一个片段，本年度报告中在上年度报告出现过的片段所占比例；数字、标点、表格不计";

std::string_view form_words(const model::Report& report) {
    switch (report.generation) {
        case model::Generation::form_2019:
            return "国办公开办函〔2019〕60号格式";
        case model::Generation::form_2021:
            return "国办公开办函〔2021〕30号格式";
        case model::Generation::mixed:
            return "两种格式混用";
        case model::Generation::free_form:
            return !report.cells.contains("s14.app") ? "未见统一表格，不核对勾稽关系"
                                                     : "政府信息公开情况统计表（国办发〔2014〕32号）";
    }
    return "";
}

std::string or_unknown(std::string text) {
    return text.empty() ? "未识别" : on_one_line(std::move(text));
}

void write_head(std::ostream& out, const CheckedReport& checked) {
    const auto& report = checked.report;
    out << "文件：" << on_one_line(checked.file) << '\n';
    if (!checked.last_year_file.empty()) out << "上年度文件：" << on_one_line(checked.last_year_file) << '\n';
    out << "标题：" << or_unknown(report.title) << '\n'
        << "机关：" << or_unknown(report.agency.name) << '\n'
        << "年度：" << or_unknown(report.year == 0 ? "" : std::to_string(report.year)) << '\n';
    if (report.is_report) out << "格式：" << form_words(report) << '\n';
}

void write_verdict(std::ostream& out, const CheckedReport& checked) {
    const auto& review = checked.review;
    if (const auto all = review.held + review.violated + review.open; all > 0) {
        out << "勾稽关系：共" << all << "项，" << review.held << "项相符，" << review.violated << "项不符，"
            << review.open << "项因缺少数字未能核对\n";
    }
    out << "结论：";
    if (review.findings.empty()) {
        out << "未发现问题\n";
        return;
    }
    std::string_view separator;
    for (const auto& [severity, word, chinese] : severities) {
        out << separator << chinese << review.count(severity) << "处";
        separator = "，";
    }
    out << '\n';
}

void write_findings(std::ostream& out, const parser::Review& review) {
    const Severity* last = nullptr;
    int number = 0;
    for (const auto& finding : review.findings) {
        if (last == nullptr || *last != finding.severity)
            out << "\n【" << words_of(finding.severity).chinese << "】\n", number = 0;
        last = &finding.severity;
        out << ++number << ". " << on_one_line(finding.message) << '\n';
        // Some messages have their quote inside.
        if (!finding.quote.empty() && finding.message.find(finding.quote) == std::string::npos)
            out << "   原文：" << on_one_line(finding.quote) << '\n';
    }
}

void write_repetition(std::ostream& out, const parser::Repetition& repetition) {
    out << "\n【与上年度报告的文字重复率】\n";
    for (const auto& section : repetition.sections) {
        out << (section.title.empty() ? "正文开头" : on_one_line(section.title)) << "：" << section.percent
            << "%\n";
    }
    if (repetition.whole) out << "全文：" << *repetition.whole << "%\n";
    out << "（算法：" << method << "。）\n";
}

void text_or_null(JsonWriter& json, std::string_view name, const std::string& text) {
    json.key(name);
    text.empty() ? json.null() : json.value(text);
}

void write_finding(JsonWriter& json, const parser::Finding& finding) {
    json.begin_object().field("severity", words_of(finding.severity).word).field("code", finding.code);
    text_or_null(json, "check", finding.check);
    json.field("message", finding.message);
    text_or_null(json, "quote", finding.quote);
    json.key("cells").begin_array();
    for (const auto& cell : finding.cells) json.value(cell);
    json.end_array().key("suspects").begin_array();
    for (const auto& suspect : finding.suspects) {
        json.begin_object().field("cell", suspect.cell).key("value").raw(suspect.value.text());
        json.key("implied").raw(suspect.implied.text()).field("among", suspect.among).end_object();
    }
    json.end_array().end_object();
}

void write_repetition(JsonWriter& json, const std::optional<parser::Repetition>& repetition) {
    json.key("repetition");
    if (!repetition) {
        json.null();
        return;
    }
    json.begin_object().key("whole").value_or_null(repetition->whole).key("sections").begin_array();
    for (const auto& section : repetition->sections) {
        json.begin_object().field("number", section.number).field("title", section.title);
        json.field("percent", section.percent).end_object();
    }
    json.end_array().field("method", method).end_object();
}

}  // namespace

void write_check_text(std::ostream& out, const CheckedReport& checked) {
    write_head(out, checked);
    if (!checked.report.is_report) {
        out << "结论：该文件不是政府信息公开工作年度报告（" << on_one_line(chinese_reason(checked.report.reason)) << "）\n";
        return;
    }
    write_verdict(out, checked);
    write_findings(out, checked.review);
    if (checked.review.repetition) write_repetition(out, *checked.review.repetition);
}

void write_check_json(std::ostream& out, const CheckedReport& checked) {
    const auto& [file, last_year_file, report, review] = checked;
    JsonWriter json;
    json.begin_object().field("file", file);
    text_or_null(json, "last_year_file", last_year_file);
    json.field("is_report", report.is_report);
    text_or_null(json, "reason", report.reason);
    text_or_null(json, "agency", report.agency.name);
    json.key("year");
    report.year == 0 ? json.null() : json.value(report.year);
    text_or_null(json, "title", report.title);
    json.key("published").value_or_null(base::to_iso(report.published));
    json.field("generation", model::name_of(report.generation))
        .field("verdict", model::name_of(report.verdict));
    json.key("identities").begin_object();
    json.field("held", review.held)
        .field("violated", review.violated)
        .field("open", review.open)
        .end_object();
    json.key("counts").begin_object();
    for (const auto& [severity, word, chinese] : severities) json.field(word, review.count(severity));
    json.end_object().key("findings").begin_array();
    for (const auto& finding : review.findings) write_finding(json, finding);
    json.end_array();
    write_repetition(json, review.repetition);
    json.end_object();
    out << json.text() << '\n';
}

void write_check_findings(std::ostream& out, OutputFormat format, const parser::Review& review) {
    LinesOutput lines{
        format, out, {"severity", "code", "check", "message", "quote", "cells", "suspects"}};
    for (const auto& finding : review.findings) {
        JsonWriter json;
        write_finding(json, finding);
        lines.line(json.take());
    }
    lines.finish();
}

}  // namespace ogi::daemon
