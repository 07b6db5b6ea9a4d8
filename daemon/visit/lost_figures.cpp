#include "daemon/visit/lost_figures.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <string>
#include <string_view>

namespace ogi::daemon {

namespace {

// A table with fewer figures is not judged by how many it loses.
constexpr std::ptrdiff_t figures_few = 3;

// What programs of sites say in place of the data that they could not get.
constexpr std::array<std::string_view, 22> error_words = {"系统错误",   "系统异常",
                                                          "系统繁忙",   "系统出错",
                                                          "程序出错",   "服务器错误",
                                                          "数据库错误", "数据库连接",
                                                          "加载失败",   "加载中",
                                                          "正在加载",   "加载出错",
                                                          "暂无数据",   "暂无内容",
                                                          "暂无信息",   "暂无相关",
                                                          "查询失败",   "获取失败",
                                                          "请求失败",   "请求超时",
                                                          "未查询到",   "Internal Server Error"};

struct Figures {
    std::ptrdiff_t all = 0;
    std::ptrdiff_t other_than_zero = 0;
};

void count(const model::Cell& cell, Figures& figures) {
    if (!cell.value) return;
    ++figures.all;
    figures.other_than_zero += cell.value->units != 0 ? 1 : 0;
}

// Of each table: "requests", "disclosure", …
std::map<std::string_view, Figures> figures_by_table(const model::Report& report) {
    std::map<std::string_view, Figures> figures;
    for (const auto& [id, cell] : report.cells) {
        const std::string_view name = id;
        count(cell, figures[name.substr(0, name.find('.'))]);
    }
    return figures;
}

bool has_error_words(std::string_view text) {
    return std::ranges::any_of(error_words, [&](auto word) { return text.find(word) != text.npos; });
}

bool says_an_error(const model::Report& report) {
    return std::ranges::any_of(report.sections,
                               [](const auto& section) { return has_error_words(section.text); }) ||
           std::ranges::any_of(report.cells,
                               [](const auto& cell) { return has_error_words(cell.second.raw); });
}

bool has_a_table(const model::Report& report) {
    return !report.stat_tables.empty() || std::ranges::any_of(report.cells, [](const auto& cell) {
        return cell.second.kind != model::CellKind::absent;
    });
}

std::string words_without_numbers(const model::Report& report) {
    std::string words;
    for (const auto& section : report.sections) {
        std::ranges::copy_if(section.text, std::back_inserter(words),
                             [](char c) { return (c < '0' || c > '9') && c != ' ' && c != '\n'; });
    }
    return words;
}

}  // namespace

std::size_t figures_in(const model::Report& report) {
    return static_cast<std::size_t>(
        std::ranges::count_if(report.cells, [](const auto& cell) { return cell.second.value.has_value(); }));
}

bool most_figures_lost(const model::Report& held, const model::Report& shown) {
    const auto now = figures_by_table(shown);
    return std::ranges::any_of(figures_by_table(held), [&](const auto& table) {
        const auto left = now.find(table.first);
        const auto figures = left == now.end() ? Figures{} : left->second;
        const auto& before = table.second;
        if (before.all >= figures_few && 2 * figures.all < before.all) return true;
        return before.other_than_zero >= figures_few && figures.other_than_zero == 0;
    });
}

bool speaks_of_an_error(const model::Report& held, const model::Report& shown) {
    if (figures_in(held) < std::size_t{figures_few} || figures_in(shown) != 0) return false;
    if (shown.statements.size() > held.statements.size()) return false;
    if (says_an_error(shown) && !says_an_error(held)) return true;
    return !has_a_table(shown) && shown.attachments.size() <= held.attachments.size();
}

bool same_figures(const model::Report& report, const model::Report& other) {
    static const model::Cell absent;
    Figures figures;
    const auto differs = [&](const model::Report& from, const model::Report& to) {
        return std::ranges::any_of(from.cells, [&](const auto& entry) {
            const auto found = to.cells.find(entry.first);
            const auto& cell = found == to.cells.end() ? absent : found->second;
            return cell.kind != entry.second.kind || cell.value != entry.second.value;
        });
    };
    if (differs(report, other) || differs(other, report)) return false;
    for (const auto& [id, cell] : report.cells) count(cell, figures);
    if (figures.other_than_zero >= figures_few) return true;
    return figures.all >= figures_few && words_without_numbers(report) == words_without_numbers(other);
}

}  // namespace ogi::daemon
