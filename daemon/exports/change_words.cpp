#include "daemon/exports/change_words.h"

#include "parser/cell_labels.h"

#include <algorithm>
#include <utility>

namespace ogi::daemon {

using model::CellKind;
using model::ChangeType;
using model::GoneReason;

namespace {

using Words = std::pair<std::string_view, std::string_view>;
constexpr Words aspects[] = {
    {"title", "标题"},           {"published", "发布日期"},  {"text", "正文"},
    {"stat_tables", "统计表"},   {"generation", "报告格式"}, {"agency_as_written", "机关名称的写法"},
    {"corrections", "人工更正"}, {"agency_id", "机关编号"},
};

std::string_view aspect_words(std::string_view aspect) {
    const auto* found = std::ranges::find(aspects, aspect, &Words::first);
    return found == std::end(aspects) ? aspect : found->second;
}

std::string_view words_of(GoneReason reason) {
    switch (reason) {
        case GoneReason::not_found:
            return "网页不存在（404）";
        case GoneReason::removed:
            return "网页已删除（410）";
        case GoneReason::error_page:
            return "网页显示错误信息";
        case GoneReason::sent_home:
            return "网页转到首页";
        case GoneReason::sent_to_error:
            return "网页转到错误页";
        case GoneReason::sent_to_login:
            return "网页要求登录";
        case GoneReason::replaced:
            return "网页换成了另一份报告";
        case GoneReason::unlisted:
            return "网页不再显示报告，目录也不再列出";
        case GoneReason::reattributed:
            return "报告改列在另一机关或年度之下，网页没有变动";
    }
    return {};
}

std::string words_of(const model::Cell& cell) {
    switch (cell.kind) {
        case CellKind::number:
            return (cell.value ? cell.value->text() : "") + cell.unit;
        case CellKind::blank:
            return "空白";
        case CellKind::slash:
            return "“/”";
        case CellKind::dash:
            return "“—”";
        case CellKind::text:
            return "“" + cell.raw + "”";
        case CellKind::unreadable:
            return "无法辨认";
        case CellKind::absent:
            return "无此格";
    }
    return {};
}

std::string cell_line(const model::CellChange& change) {
    const auto label = parser::label_of(change.id);
    auto line = (label.table.empty() ? change.id : label.text()) + "：" + words_of(change.old_cell) + " → " +
                words_of(change.new_cell);
    if (!change.broke.empty()) line += "（勾稽关系不再成立）";
    if (!change.healed.empty()) line += "（勾稽关系恢复成立）";
    return line;
}

}  // namespace

std::string_view words_of(ChangeType type) {
    switch (type) {
        case ChangeType::added:
            return "新收录";
        case ChangeType::revised:
            return "有修改";
        case ChangeType::withdrawn:
            return "已撤下";
        case ChangeType::restored:
            return "恢复发布";
        case ChangeType::reinterpreted:
            return "重新解读（机关没有改动）";
    }
    return {};
}

std::string change_title(const model::Change& change) {
    auto title = change.key.agency + std::to_string(change.key.year) + "年度报告：" +
                 std::string{words_of(change.type)};
    if (!change.cells.empty()) title += "（" + std::to_string(change.cells.size()) + "项数字）";
    return title;
}

std::string change_summary(const model::Change& change) {
    std::string text;
    const auto add = [&](const std::string& line) { text += (text.empty() ? "" : "\n") + line; };
    if (change.reason) add(std::string{words_of(*change.reason)});
    if (!change.filed_as.empty()) add("现列在：" + change.filed_as);
    std::size_t told = 0;
    for (const auto& cell : change.cells) {
        if (told++ == cells_told_max) break;
        add(cell_line(cell));
    }
    if (change.cells.size() > cells_told_max)
        add("另有" + std::to_string(change.cells.size() - cells_told_max) + "项数字");
    std::string others;
    for (const auto& aspect : change.aspects)
        others += (others.empty() ? "" : "、") + std::string{aspect_words(aspect)};
    if (!others.empty()) add("其他变动：" + others);
    return text;
}

}  // namespace ogi::daemon
