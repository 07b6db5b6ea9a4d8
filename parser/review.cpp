#include "parser/review.h"

#include "parser/equations.h"
#include "parser/review_parts.h"
#include "parser/years.h"

#include <algorithm>
#include <iterator>
#include <string>

namespace ogi::parser {

namespace {

using model::Report;

constexpr int repeated_percent_max = 50;  // Above it evaluators take points off (内容雷同、敷衍塞责).

void add(std::vector<Finding>& findings, Severity severity, std::string code, std::string message) {
    findings.push_back({.severity = severity, .code = std::move(code), .message = std::move(message)});
}

void review_identity(const Report& report, std::vector<Finding>& findings) {
    if (report.year == 0) add(findings, Severity::error, "year", "无法从标题和正文判断报告年度。");
    if (report.agency.name.empty())
        add(findings, Severity::doubt, "agency", "无法从标题和正文判断报告机关。");
    if (report.title.empty()) add(findings, Severity::doubt, "title", "未找到报告标题。");
}

// One name may say more of the place than the other.
bool may_be_same(const model::AgencyName& a, const model::AgencyName& b) {
    return a.name.empty() || b.name.empty() || a.name.ends_with(b.name) || b.name.ends_with(a.name);
}

void review_last_year(const Report& last_year, const Report& report, std::vector<Finding>& findings) {
    const auto note = [&](std::string message) {
        add(findings, Severity::remark, "last_year", std::move(message));
    };
    if (!last_year.is_report) {
        note("上年度文件不是政府信息公开工作年度报告，未作比较。");
        return;
    }
    if (last_year.year + 1 != report.year) {
        note("上年度文件的年度为" + (last_year.year == 0 ? "未知" : std::to_string(last_year.year)) +
             "，不是本报告的上一年，未核对年度衔接。");
    }
    if (!may_be_same(last_year.agency, report.agency)) {
        add(findings, Severity::doubt, "last_year",
            "上年度文件的机关是“" + last_year.agency.name + "”，与本报告“" + report.agency.name +
                "”不同，未核对年度衔接和文字重复率。");
    }
}

void review_repetition(const Repetition& repetition, std::vector<Finding>& findings) {
    if (repetition.whole && *repetition.whole > repeated_percent_max) {
        add(findings, Severity::doubt, "repetition",
            "全文与上年度报告的文字重复率为" + std::to_string(*repetition.whole) + "%，超过" +
                std::to_string(repeated_percent_max) + "%。");
    }
    for (const auto& section : repetition.sections) {
        if (section.percent <= repeated_percent_max) continue;
        add(findings, Severity::remark, "repetition",
            "“" + (section.title.empty() ? "正文开头" : section.title) + "”部分与上年度报告的文字重复率为" +
                std::to_string(section.percent) + "%。");
    }
}

void count_identities(const Report& report, Review& review) {
    for (const auto& equation : equations_of(report.generation, report.cells)) {
        const auto check = std::ranges::find(report.checks, equation.id, &model::Check::id);
        const bool known = check != report.checks.end();
        review.held += known && check->outcome == model::CheckOutcome::holds;
        review.violated += known && check->outcome == model::CheckOutcome::violated;
        review.open += !known || check->outcome == model::CheckOutcome::not_assessable;
    }
}

void append(std::vector<Finding>& all, std::vector<Finding> more) {
    std::ranges::move(more, std::back_inserter(all));
}

}  // namespace

std::size_t Review::count(Severity severity) const {
    return static_cast<std::size_t>(std::ranges::count(findings, severity, &Finding::severity));
}

Review review(const Report& report, const Report* last_year) {
    Review review;
    auto& findings = review.findings;
    count_identities(report, review);
    const bool comparable =
        last_year != nullptr && last_year->is_report && may_be_same(last_year->agency, report.agency);
    append(findings,
           review_checks(report, comparable ? check_years(*last_year, report) : std::vector<model::Check>{}));
    append(findings, review_blanks(report));
    review_identity(report, findings);
    append(findings, review_text(report));
    if (last_year != nullptr) review_last_year(*last_year, report, findings);
    if (comparable) {
        review.repetition = compare_texts(*last_year, report);
        review_repetition(*review.repetition, findings);
    }
    std::ranges::stable_sort(findings, {}, &Finding::severity);
    return review;
}

}  // namespace ogi::parser
