#include "parser/catalogue.h"
#include "parser/cell_labels.h"
#include "parser/review_parts.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace ogi::parser {

namespace {

using namespace std::literals;
using model::CellKind;
using model::Report;

constexpr std::size_t rows_named_max = 6;

struct Table {
    std::string_view name;
    std::vector<std::string> cells;  // In the order of the form.
};

std::vector<Table> tables_of(const Report& report) {
    Table disclosure{disclosure_table, {}}, requests{request_table, {}}, reviews{dispute_table, {}};
    const auto add = [&](Table& table, std::string id) {
        if (report.cells.contains(id)) table.cells.push_back(std::move(id));
    };
    for (const auto& item : disclosure_items()) {
        for (const auto* columns : {&item.columns_2019, &item.columns_2021}) {
            for (const auto& column : *columns) {
                auto id = disclosure_id(item, column);
                if (std::ranges::count(disclosure.cells, id) == 0) add(disclosure, std::move(id));
            }
        }
    }
    for (const auto& row : request_rows()) {
        for (const auto applicant : applicants()) add(requests, request_id(row.name, applicant));
    }
    for (const auto dispute : disputes()) {
        for (const auto outcome : dispute_outcomes()) add(reviews, dispute_id(dispute, outcome));
    }
    return {std::move(disclosure), std::move(requests), std::move(reviews)};
}

struct KindWords {
    CellKind kind;
    std::string_view words;
    std::string_view advice;
};
constexpr auto wants_a_figure = "应填数字，没有的填“0”；空白不等于零。"sv;
constexpr std::array kinds{KindWords{CellKind::blank, "空白"sv, wants_a_figure},
                           KindWords{CellKind::slash, "填“/”"sv, wants_a_figure},
                           KindWords{CellKind::dash, "填“—”"sv, wants_a_figure},
                           KindWords{CellKind::text, "填写文字"sv, wants_a_figure},
                           KindWords{CellKind::unreadable, "无法辨认"sv, "请核对原表。"sv},
                           KindWords{CellKind::absent, "缺失"sv, "请核对表格是否完整。"sv}};

// "“（一）予以公开”行“自然人”列", "“（二）部分公开”行6个".
std::string name_rows(const std::vector<std::string>& cells) {
    std::vector<std::pair<std::string, std::size_t>> rows;
    for (const auto& cell : cells) {
        auto row = label_of(cell).row;
        if (rows.empty() || rows.back().first != row) rows.emplace_back(std::move(row), 0);
        ++rows.back().second;
    }
    std::string text;
    std::size_t first = 0;
    for (std::size_t i = 0; i < std::min(rows.size(), rows_named_max); ++i) {
        const auto& [row, count] = rows[i];
        if (i > 0) text += "、";
        text += "“" + row + "”行";
        text += count == 1 ? "“" + label_of(cells[first]).column + "”列" : std::to_string(count) + "个";
        first += count;
    }
    if (rows.size() > rows_named_max) text += "等" + std::to_string(rows.size()) + "行";
    return text;
}

bool shows_nothing(const Report& report, const Table& table) {
    return std::ranges::all_of(
        table.cells, [&](const std::string& id) { return report.cells.at(id).kind == CellKind::absent; });
}

}  // namespace

std::vector<Finding> review_blanks(const Report& report) {
    std::vector<Finding> findings;
    if (report.generation == model::Generation::free_form) return findings;
    for (const auto& table : tables_of(report)) {
        if (shows_nothing(report, table)) {
            findings.push_back({.severity = Severity::error,
                                .code = "table_missing",
                                .message = "未找到" + std::string{table.name} + "的表格。"});
            continue;
        }
        for (const auto& [kind, words, advice] : kinds) {
            std::vector<std::string> cells;
            std::ranges::copy_if(
                table.cells, std::back_inserter(cells),
                [&, wanted = kind](const std::string& id) { return report.cells.at(id).kind == wanted; });
            if (cells.empty()) continue;
            auto message = std::string{table.name} + "有" + std::to_string(cells.size()) + "个单元格" +
                           std::string{words} + "：" + name_rows(cells) + "。" + std::string{advice};
            findings.push_back({.severity = Severity::doubt,
                                .code = "blank",
                                .message = std::move(message),
                                .cells = std::move(cells)});
        }
    }
    return findings;
}

}  // namespace ogi::parser
