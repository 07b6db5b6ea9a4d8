#include "parser/review_parts.h"

#include "parser/catalogue.h"
#include "parser/cell_labels.h"
#include "parser/equations.h"
#include "parser/national_form.h"
#include "parser/readings.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace ogi::parser {

namespace {

using namespace std::literals;
using model::Check;
using model::CheckOutcome;
using model::Decimal;
using model::Report;

constexpr std::size_t suspects_named_max = 2;  // More say no more than the row itself.

std::string in_quotes(std::string_view words) {
    return "“" + std::string{words} + "”";
}

std::string number_at(const Report& report, std::string_view id) {
    const auto cell = report.cells.find(id);
    return cell == report.cells.end() || !cell->second.value ? "空白" : cell->second.value->text();
}

std::string difference(const Check& check) {
    auto off = model::subtract(*check.left, *check.right).value_or(Decimal{});
    if (off.units < 0) off.units = -off.units;
    return "相差" + off.text();
}

// "自然人" of "requests.balance.natural_person".
std::string_view last_part(std::string_view id) {
    return id.substr(id.rfind('.') + 1);
}

// "（一）予以公开12、（二）部分公开3": the parts that are not 0, each named by `name`.
template <class Name>
std::string parts(const Report& report, const std::vector<CellIndex>& cells, Name name) {
    std::string text;
    for (const auto cell : cells) {
        const auto id = id_of(cell);
        const auto value = number_at(report, id);
        if (value == "0") continue;
        if (!text.empty()) text += "、";
        text += std::string{name(id)} + value;
    }
    return text.empty() ? "各项均为0" : text;
}

std::string balance_message(const Report& report, const Equation& equation, const Check& check) {
    const auto column = in_quotes(applicant_label(last_part(check.id)));
    return std::string{request_table} + column + "列勾稽关系不符：本年新收" +
           number_at(report, id_of(equation.left[0])) + "＋上年结转" +
           number_at(report, id_of(equation.left[1])) + "＝" + check.left->text() + "，办理结果总计" +
           number_at(report, id_of(equation.right[0])) + "＋结转下年度" +
           number_at(report, id_of(equation.right[1])) + "＝" + check.right->text() + "，" +
           difference(check) + "。";
}

std::string outcomes_message(const Report& report, const Equation& equation, const Check& check) {
    const auto row_of = [](std::string_view id) { return row_label(last_part(id.substr(0, id.rfind('.')))); };
    return std::string{request_table} + in_quotes(applicant_label(last_part(check.id))) +
           "列“三、本年度办理结果”各项之和为" + check.left->text() + "，与“（七）总计”" +
           check.right->text() + "不符，" + difference(check) + "（" + parts(report, equation.left, row_of) +
           "）。";
}

std::string applicants_message(const Report& report, const Equation& equation, const Check& check) {
    const auto column_of = [](std::string_view id) { return applicant_label(last_part(id)); };
    return std::string{request_table} + in_quotes(row_label(last_part(check.id))) + "行各类申请人之和为" +
           check.left->text() + "，与“总计”列" + check.right->text() + "不符，" + difference(check) + "（" +
           parts(report, equation.left, column_of) + "）。";
}

std::string dispute_message(const Report& report, const Equation& equation, const Check& check) {
    const auto outcome_of = [](std::string_view id) { return outcome_label(last_part(id)); };
    const auto dispute = std::string_view{check.id}.substr(0, check.id.rfind('.'));
    return std::string{dispute_table} + in_quotes(dispute_label(dispute)) + "各项结果之和为" +
           check.left->text() + "，与“总计”" + check.right->text() + "不符，" + difference(check) + "（" +
           parts(report, equation.left, outcome_of) + "）。";
}

std::string national_message(const Report& report, const Equation& equation, const Check& check) {
    const auto name_of = [](std::string_view id) { return find_national_row(id)->label; };
    return std::string{national_table} + in_quotes(name_of(check.id)) + "各项之和为" + check.left->text() +
           "，与该行" + check.right->text() + "不符，" + difference(check) + "（" +
           parts(report, equation.left, name_of) + "）。";
}

std::string suspects_message(const std::vector<model::Suspect>& suspects) {
    if (suspects.empty()) return {};
    const auto one = [](const model::Suspect& suspect) {
        const auto label = label_of(suspect.cell);
        return in_quotes(label.row) + "行" + in_quotes(label.column) + "列现填" + suspect.value.text() +
               "，填" + suspect.implied.text() + "则相关各项均相符";
    };
    if (suspects.size() == 1 && suspects[0].among == 1)
        return "最可能有误的单元格：" + one(suspects[0]) + "，请核对原始数据。";
    if (suspects.size() > suspects_named_max) return "仅凭本项不能确定哪一格有误。";
    std::string text = "可能有误的单元格（其中之一）：";
    for (const auto& suspect : suspects) text += (&suspect == suspects.data() ? "" : "；") + one(suspect);
    return text + "。";
}

Finding identity_finding(const Report& report, const Equation& equation, const Check& check) {
    Finding finding{.severity = Severity::error, .code = "identity", .check = check.id};
    for (const auto* side : {&equation.left, &equation.right}) {
        for (const auto cell : *side) finding.cells.emplace_back(id_of(cell));
    }
    const std::string_view id = check.id;
    finding.message = id.starts_with("requests.balance."sv)        ? balance_message(report, equation, check)
                      : id.starts_with("requests.outcomes_sum."sv) ? outcomes_message(report, equation, check)
                      : id.starts_with("s14."sv)                   ? national_message(report, equation, check)
                      : id.starts_with("requests.applicants_sum."sv)
                          ? applicants_message(report, equation, check)
                          : dispute_message(report, equation, check);
    for (const auto& suspect : report.suspects) {
        if (std::ranges::count(suspect.checks, check.id) > 0) finding.suspects.push_back(suspect);
    }
    finding.message += suspects_message(finding.suspects);
    return finding;
}

// "表三…（值）" of the first way to read a name; for a sum, its terms.
std::string reading_label(std::string_view name) {
    for (const auto& reading : readings()) {
        if (reading.name != name) continue;
        if (const auto label = label_of(reading.cells); !label.table.empty()) return label.text();
        break;
    }
    return name.starts_with("requests."sv) ? std::string{request_table} + "相应各行总计之和"
                                           : std::string{dispute_table} + "相应各项之和";
}

Finding prose_finding(const Check& check) {
    Finding finding{.severity = Severity::doubt, .code = "prose", .check = check.id, .quote = check.note};
    const auto name = std::string_view{check.id}.substr("prose."sv.size());
    if (name.starts_with("parts_sum."sv)) {
        finding.message = "正文所列各项之和为" + check.left->text() + "，与总数" + check.right->text() +
                          "不符：“" + check.note + "”。";
        return finding;
    }
    if (name.starts_with("parts."sv)) {
        const auto dispute = name.substr("parts."sv.size());
        const auto label = dispute_label(dispute);
        finding.message = "正文所述" + std::string{label.empty() ? "行政诉讼"sv : label} + "各项结果之和为" +
                          check.left->text() + "（" + check.note + "），与正文所述总数" +
                          check.right->text() + "不符。";
        finding.quote.clear();
        return finding;
    }
    finding.message = "正文与表格不一致：正文“" + check.note + "”，而" + reading_label(name) + "为" +
                      check.right->text() + "。";
    return finding;
}

Finding misuse_finding(const Report& report, const Check& check) {
    Finding finding{.severity = Severity::doubt, .code = "misuse", .check = check.id};
    const auto stem = check.id.substr("misuse."sv.size());
    for (const auto* column : {".items_prev_year", ".items_delta", ".decisions"})
        finding.cells.push_back(stem + column);
    const auto label = label_of(finding.cells[0]);
    finding.message = label.table + in_quotes(label.row) + "行：上一年项目数量" +
                      number_at(report, finding.cells[0]) + "与本年增/减" +
                      number_at(report, finding.cells[1]) + "之和恰为处理决定数量" + check.right->text() +
                      "，疑将办理件数填入项目数量。项目数量应填事项数。";
    return finding;
}

// "增加37", "减少1.077%", of the change that both tables give.
std::string change_words(const Check& check) {
    const bool percent = check.note.ends_with("%") || check.note.ends_with("％");
    auto change = *check.right;
    if (change.units == 0) return "没有变化";
    const auto* direction = change.units > 0 ? "增加" : "减少";
    if (change.units < 0) change.units = -change.units;
    return direction + change.text() + (percent ? "%" : "");
}

Finding years_finding(const Report& report, const Check& check) {
    const std::string_view id = check.id;
    const auto name = last_part(id);
    Finding finding{.severity = Severity::error, .code = "carry_over", .check = check.id};
    if (id.starts_with("years.carry."sv)) {
        finding.cells = {request_id("carried_in", name)};
        finding.message = std::string{request_table} + in_quotes(applicant_label(name)) +
                          "列：“二、上年结转”为" + check.left->text() +
                          "，上年度报告“四、结转下年度继续办理”为" + check.right->text() +
                          "，前后年度不衔接。";
    } else if (id.starts_with("years.in_force."sv)) {
        const auto stem = "disclosure." + std::string{name};
        finding.code = "in_force";
        finding.cells = {stem + ".in_force", stem + ".issued", stem + ".repealed"};
        finding.message = label_of(finding.cells[0]).text() + "为" + check.left->text() +
                          "，按上年度报告现行有效件数＋本年制发" + number_at(report, finding.cells[1]) +
                          "－本年废止" + number_at(report, finding.cells[2]) + "推算应为" +
                          check.right->text() + "。";
    } else if (id.starts_with("years.items."sv)) {
        finding.code = "items";
        finding.cells = {"disclosure." + std::string{name} + ".items_prev_year"};
        finding.message = label_of(finding.cells[0]).text() + "为" + check.left->text() +
                          "，按上年度报告上一年项目数量与本年增/减推算应为" + check.right->text() + "。";
    } else {
        finding.severity = Severity::doubt;
        finding.code = "growth";
        finding.quote = check.note;
        finding.message =
            "正文“" + check.note + "”与两个年度的表格数据不符：据表格计算" + change_words(check) + "。";
    }
    return finding;
}

Finding soft_finding(const Check& check) {
    Finding finding{.severity = Severity::remark, .code = "soft", .check = check.id};
    const auto of_disputes = check.id.starts_with("years.pending.");
    const auto name =
        of_disputes ? std::string_view{check.id}.substr("years.pending."sv.size()) : last_part(check.id);
    finding.message = of_disputes
                          ? std::string{dispute_table} + in_quotes(dispute_label(name)) +
                                "“总计”少于上年度报告的“尚未审结”件数，请核实上年未审结案件本年是否已计入。"
                          : label_of("disclosure." + std::string{name} + ".total_disclosed").text() +
                                "少于上年度总数与本年新公开数量之和，请核实是否有文件废止。";
    return finding;
}

}  // namespace

std::vector<Finding> review_checks(const Report& report, const std::vector<Check>& years) {
    std::vector<Finding> findings;
    const auto equations = equations_of(report.generation, report.cells);
    for (const auto& check : report.checks) {
        if (check.id.starts_with("misuse.")) findings.push_back(misuse_finding(report, check));
        if (check.outcome != CheckOutcome::violated) continue;
        const auto equation = std::ranges::find(equations, check.id, &Equation::id);
        if (equation != equations.end()) findings.push_back(identity_finding(report, *equation, check));
        if (check.id.starts_with("prose.")) findings.push_back(prose_finding(check));
    }
    for (const auto& check : years) {
        if (check.outcome == CheckOutcome::violated) findings.push_back(years_finding(report, check));
        if (check.note.starts_with("soft:")) findings.push_back(soft_finding(check));
    }
    return findings;
}

}  // namespace ogi::parser
