#include "base/utf8.h"
#include "extract/read_document.h"
#include "parser/catalogue.h"
#include "parser/form.h"
#include "parser/parse_report.h"
#include "tests/fuzz/promise.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "base/utf8.h"

// The table of requests, damaged as the fuzzer's bytes say: cells and rows lost, doubled, moved, merged; as a
// grid or flattened. The figure of each row and applicant is its own, so one that is read into another cell
// shows. What cannot be told may be missing, never wrong.

namespace {

using namespace ogi;

using Row = std::vector<std::string>;  // A label and what stands behind it.

struct DrawnTable {
    std::vector<Row> rows;
    std::size_t merged_row = 0;  // In a grid this row's first figure spans `merged_columns`.
    std::size_t merged_columns = 1;
};

enum class Shape { grid, tabs, lines, bars };

std::string utf8(std::u32string_view text) {
    std::string out;
    for (const char32_t c : text) base::append_utf8(out, c);
    return out;
}

// The last applicant is the total, which agrees: a table whose totals do not is doubted in many places as it
// is.
std::string figure(std::size_t row, std::size_t applicant) {
    constexpr std::size_t others = parser::applicant_count - 1;
    const auto first = 1000 + 10 * row;
    return std::to_string(applicant < others ? first + applicant
                                             : others * first + others * (others - 1) / 2);
}

// Rows of the form of 2021 by index in request_rows().
std::vector<std::size_t> printed_rows() {
    std::vector<std::size_t> rows;
    for (std::size_t i = 0; i < parser::request_rows().size(); ++i) {
        if (parser::request_rows()[i].in_2021) rows.push_back(i);
    }
    return rows;
}

// Between separators a cell does not vanish, it is empty.
bool shows_empty_cells(Shape shape) {
    return shape == Shape::tabs || shape == Shape::bars;
}

Row draw_row(std::size_t index, Shape shape, fuzz::Choices& choices) {
    const auto label = parser::request_rows()[index].label;
    Row row{utf8(label)};
    for (std::size_t i = 0; i < parser::applicant_count; ++i) row.push_back(figure(index, i));
    switch (choices.below(24)) {
        case 16: {
            const auto lost =
                row.begin() + 1 + static_cast<std::ptrdiff_t>(choices.below(parser::applicant_count));
            if (shows_empty_cells(shape)) {
                lost->clear();
            } else {
                row.erase(lost);
            }
            break;
        }
        case 17:
            row.insert(row.begin() + 1 + static_cast<std::ptrdiff_t>(choices.below(parser::applicant_count)),
                       "");
            break;
        case 18:
            row.front().clear();
            break;
        case 19:
            row.front() = utf8(label.substr(0, label.size() / 2));
            break;
        case 20:
            row[1 + choices.below(parser::applicant_count)] = "/";
            break;
        case 21:
            row[1 + choices.below(parser::applicant_count)].clear();
            break;
        case 22:
            row[1 + choices.below(parser::applicant_count)] = "⠶";
            break;
        case 23:
            row[1 + choices.below(parser::applicant_count)] += " " + figure(index, choices.below(7));
            break;
        default:
            break;
    }
    return row;
}

DrawnTable draw(Shape shape, fuzz::Choices& choices) {
    DrawnTable table;
    for (const auto index : printed_rows()) {
        const auto row = draw_row(index, shape, choices);
        const auto fate = choices.below(32);
        if (fate == 31) continue;
        table.rows.push_back(row);
        if (fate == 30) table.rows.push_back(row);
        if (fate == 29 && table.rows.size() > 1) std::swap(table.rows.back(), *(table.rows.end() - 2));
    }
    if (choices.once_in(3) && !table.rows.empty()) {
        table.merged_row = choices.below(table.rows.size());
        table.merged_columns = 1 + choices.below(parser::applicant_count);
    }
    return table;
}

constexpr std::string_view heading = "三、收到和处理政府信息公开申请情况";
constexpr std::string_view follows = "四、政府信息公开行政复议、行政诉讼情况";

std::string as_grid(const DrawnTable& table) {
    std::string page = "<div id=zoom><p>" + std::string{heading} + "</p><table><tr><td rowspan=3>项目</td>";
    page +=
        "<td colspan=7>申请人情况</td></tr><tr><td rowspan=2>自然人</td><td colspan=5>法人或其他组织</td>";
    page += "<td rowspan=2>总计</td></tr><tr><td>商业企业</td><td>科研机构</td><td>社会公益组织</td>";
    page += "<td>法律服务机构</td><td>其他</td></tr>";
    for (std::size_t y = 0; y < table.rows.size(); ++y) {
        page += "<tr>";
        const auto& row = table.rows[y];
        const auto merged = y == table.merged_row ? table.merged_columns : 1;
        for (std::size_t x = 0; x < row.size(); ++x) {
            if (x > 1 && x <= merged) continue;
            page += x == 1 ? "<td colspan=" + std::to_string(merged) + ">" : "<td>";
            page += row[x] + "</td>";
        }
        page += "</tr>";
    }
    return page + "</table><p>" + std::string{follows} + "</p></div>";
}

std::string as_text(const DrawnTable& table, std::string_view behind_cell) {
    std::string text{heading};
    text += "\n";
    const auto add_row = [&](const Row& row) {
        for (const auto& cell : row) text.append(cell).append(behind_cell);
        text += "\n";
    };
    add_row({"申请人情况"});
    add_row({"自然人", "法人或其他组织", "总计"});
    add_row({"商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"});
    for (const auto& row : table.rows) add_row(row);
    return text.append(follows).append("\n");
}

std::string body_of(const DrawnTable& table, Shape shape) {
    switch (shape) {
        case Shape::grid:
            return as_grid(table);
        case Shape::tabs:
            return as_text(table, "\t");
        case Shape::lines:
            return as_text(table, "\n");
        case Shape::bars:
            return as_text(table, "|");
    }
    return {};
}

void promise_own_figure(const model::Report& report, std::size_t row, std::size_t applicant) {
    const auto id = parser::request_id(parser::request_rows()[row].name, parser::applicants()[applicant]);
    const auto cell = report.cells.find(id);
    if (cell == report.cells.end() || !cell->second.value) return;
    fuzz::promise(cell->second.value->text() == figure(row, applicant),
                  id + " is " + cell->second.value->text());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::Choices choices{data, size};
    const auto shape = std::array{Shape::grid, Shape::tabs, Shape::lines, Shape::bars}[choices.below(4)];
    const auto table = draw(shape, choices);
    model::Snapshot snapshot;
    snapshot.final_url = base::Url::parse("http://www.example.gov.cn/").value();
    snapshot.body = body_of(table, shape);
    extract::Limits limits;
    limits.parse_time_max = std::chrono::minutes{1};
    const auto document = extract::read_document(snapshot, limits);
    fuzz::promise(document.has_value(), "a small table can be read");
    const auto report = parser::parse_report(*document);
    for (const auto row : printed_rows()) {
        for (std::size_t i = 0; i < parser::applicant_count; ++i) promise_own_figure(report, row, i);
    }
    // An undamaged table is read whole, or nothing of this would prove anything.
    if (size == 1) {
        const auto numbers = std::ranges::count_if(report.cells, [](const auto& entry) {
            return entry.first.starts_with("requests.") && entry.second.value.has_value();
        });
        fuzz::promise(static_cast<std::size_t>(numbers) == printed_rows().size() * parser::applicant_count,
                      "every figure of an undamaged table is read");
    }
    return 0;
}
