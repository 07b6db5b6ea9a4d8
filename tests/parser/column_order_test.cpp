#include "parser/column_order.h"

#include "documents.h"
#include "sample_form.h"

#include "parser/catalogue.h"
#include "parser/read_cells.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

// The columns of a form in another order than the official one, with their headers.
namespace ogi::parser {
namespace {

using Order = std::vector<std::size_t>;

// Every cell has a number of its own, so that none can stand in for another.
std::string number_of(const std::string& id) {
    static std::map<std::string, int> numbers;
    return std::to_string(numbers.try_emplace(id, 1001 + 3 * static_cast<int>(numbers.size())).first->second);
}

std::vector<SampleTable> form(FormYear year) {
    return sample_form(year, number_of);
}

// The last `order.size()` cells of a row, put in another order.
void reorder(std::vector<SampleCell>& row, const Order& order) {
    const std::size_t first = row.size() - order.size();
    const std::vector<SampleCell> cells(row.begin() + static_cast<std::ptrdiff_t>(first), row.end());
    for (std::size_t i = 0; i < order.size(); ++i) row[first + i] = cells[order[i]];
}

struct Counts {
    std::size_t right = 0, wrong = 0, unreadable = 0;
    bool operator==(const Counts&) const = default;
};

void PrintTo(const Counts& counts, std::ostream* out) {
    *out << counts.right << " right, " << counts.wrong << " wrong, " << counts.unreadable << " unreadable";
}

Counts count(const CellReading& reading, std::string_view stem) {
    Counts counts;
    for (const auto& [id, cell] : reading.cells) {
        if (!id.starts_with(stem)) continue;
        if (cell.value)
            ++(cell.value->text() == number_of(id) ? counts.right : counts.wrong);
        else if (cell.kind == model::CellKind::unreadable)
            ++counts.unreadable;
    }
    return counts;
}

Counts operator+(const Counts& a, const Counts& b) {
    return {a.right + b.right, a.wrong + b.wrong, a.unreadable + b.unreadable};
}

Counts disputes_of(const CellReading& reading) {
    return count(reading, "reconsideration.") + count(reading, "litigation.");
}

std::size_t anomalies(const CellReading& reading, std::string_view code) {
    return static_cast<std::size_t>(
        std::ranges::count_if(reading.anomalies, [&](const auto& a) { return a.code == code; }));
}

// 161 or 175 cells.
std::size_t request_cells(FormYear year) {
    return year == FormYear::form_2019 ? 161 : 175;
}

struct RequestOrder {
    const char* name;
    Order top;      // 自然人, 法人或其他组织, 总计.
    Order bottom;   // The organisations.
    Order columns;  // Of the values.
};
const RequestOrder request_orders[] = {
    {"two organisations", {0, 1, 2}, {1, 0, 2, 3, 4}, {0, 2, 1, 3, 4, 5, 6}},
    {"the last organisations", {0, 1, 2}, {0, 1, 2, 4, 3}, {0, 1, 2, 3, 5, 4, 6}},
    {"the total first", {2, 0, 1}, {0, 1, 2, 3, 4}, {6, 0, 1, 2, 3, 4, 5}},
    {"the total second", {0, 2, 1}, {0, 1, 2, 3, 4}, {0, 6, 1, 2, 3, 4, 5}},
};

SampleTable with_order(SampleTable requests, const RequestOrder& order) {
    reorder(requests[1], order.top);
    reorder(requests[2], order.bottom);
    for (std::size_t i = 3; i < requests.size(); ++i) reorder(requests[i], order.columns);
    return requests;
}

TEST(RequestColumns, OfAGridFollowItsHeader) {
    for (const auto year : {FormYear::form_2019, FormYear::form_2021}) {
        for (const auto& order : request_orders) {
            SCOPED_TRACE(order.name);
            auto tables = form(year);
            tables[1] = with_order(tables[1], order);
            const auto reading = read_cells(flatten(tables, Flattening::grid));
            EXPECT_EQ(count(reading, "requests."), (Counts{request_cells(year), 0, 0}));
            EXPECT_TRUE(reading.anomalies.empty());
        }
    }
}

TEST(RequestColumns, OfAGridWithoutTheRelationFollowItsHeader) {
    auto tables = form(FormYear::form_2021);
    tables[1] = with_order(tables[1], request_orders[2]);
    tables[1][0] = {{"", 3, 3}, {"申请人", 7}};
    const auto reading = read_cells(flatten(tables, Flattening::grid));
    EXPECT_EQ(count(reading, "requests."), (Counts{175, 0, 0}));
}

TEST(RequestColumns, AreKnownByOtherWordsToo) {
    auto tables = form(FormYear::form_2021);
    tables[1][1][2].text = "合计";
    tables[1][2][2].text = "社会组织";
    EXPECT_EQ(count(read_cells(flatten(tables, Flattening::grid)), "requests."), (Counts{175, 0, 0}));
    tables[1] = with_order(tables[1], request_orders[2]);
    EXPECT_EQ(count(read_cells(flatten(tables, Flattening::grid)), "requests."), (Counts{175, 0, 0}));
    EXPECT_EQ(count(read_cells(flatten(tables, Flattening::tabs)), "requests."), (Counts{0, 0, 175}));
}

// A column that the form does not have, before the last `behind` columns.
SampleTable with_column(SampleTable requests, const std::string& head, std::ptrdiff_t behind) {
    requests[1].insert(requests[1].end() - (behind == 1), {head, 1, 2});
    for (std::size_t i = 3; i < requests.size(); ++i) requests[i].insert(requests[i].end() - behind, {"77"});
    requests[0].back().columns = 8;
    return requests;
}

TEST(RequestColumns, OfAGridWithOneMoreAreThoseBelowTheirHeaders) {
    const struct {
        const char* head;
        std::ptrdiff_t behind;
    } columns[] = {{"小计", 1}, {"备注", 0}, {"上年总计", 0}};
    for (const auto& [head, behind] : columns) {
        SCOPED_TRACE(head);
        auto tables = form(FormYear::form_2021);
        tables[1] = with_column(tables[1], head, behind);
        EXPECT_EQ(count(read_cells(flatten(tables, Flattening::grid)), "requests."), (Counts{175, 0, 0}));
        // Which cell of a row is missing cannot be told.
        tables[1][7].erase(tables[1][7].end() - 4);
        EXPECT_EQ(count(read_cells(flatten(tables, Flattening::grid)), "requests."), (Counts{168, 0, 7}));
    }
}

TEST(RequestColumns, OfFlatTextInAnotherOrderAreUnreadable) {
    for (const auto flattening : {Flattening::tabs, Flattening::bars, Flattening::tabbed_lines,
                                  Flattening::barred_lines, Flattening::lines}) {
        for (const auto& order : request_orders) {
            SCOPED_TRACE(order.name);
            auto tables = form(FormYear::form_2019);
            tables[1] = with_order(tables[1], order);
            const auto reading = read_cells(flatten(tables, flattening));
            EXPECT_EQ(count(reading, "requests."), (Counts{0, 0, 161}));
            EXPECT_EQ(anomalies(reading, "unexpected_columns"), 1u);
            EXPECT_EQ(count(reading, "disclosure."), (Counts{22, 0, 0}));
            EXPECT_EQ(disputes_of(reading), (Counts{15, 0, 0}));
        }
    }
}

TEST(RequestColumns, OfAGridWhoseSpansAreLostAreUnreadableInAnotherOrder) {
    auto tables = form(FormYear::form_2021);
    for (auto& row : tables[1]) {
        for (auto& cell : row) cell.rows = cell.columns = 1;
    }
    EXPECT_EQ(count(read_cells(flatten(tables, Flattening::grid)), "requests."), (Counts{175, 0, 0}));
    tables[1] = with_order(tables[1], request_orders[0]);
    const auto reading = read_cells(flatten(tables, Flattening::grid));
    EXPECT_EQ(count(reading, "requests."), (Counts{0, 0, 175}));
    EXPECT_EQ(anomalies(reading, "unexpected_columns"), 1u);
}

TEST(RequestColumns, ARowThatDoesNotFitAMovedHeaderIsUnreadable) {
    auto tables = form(FormYear::form_2021);
    tables[1] = with_order(tables[1], request_orders[2]);
    tables[1][3].pop_back();
    const auto reading = read_cells(flatten(tables, Flattening::grid));
    EXPECT_EQ(count(reading, "requests.new_received."), (Counts{0, 0, 7}));
    EXPECT_EQ(count(reading, "requests."), (Counts{168, 0, 7}));
}

TEST(RequestColumns, OneThatIsMissingIsNotMadeUpForByAnother) {
    // Seven heads and seven numbers, but not the form's: no 社会公益组织, and another column instead.
    for (const std::string head : {"备注", "上年总计", "序号"}) {
        SCOPED_TRACE(head);
        auto tables = form(FormYear::form_2021);
        auto& requests = tables[1];
        requests[2].erase(requests[2].begin() + 2);
        requests[1][1].columns = 4;
        const bool front = head == "序号";
        requests[1].insert(front ? requests[1].begin() : requests[1].end(), {head, 1, 2});
        for (std::size_t i = 3; i < requests.size(); ++i) {
            auto& row = requests[i];
            row.erase(row.end() - 4);
            row.insert(front ? row.end() - 6 : row.end(), {"77"});
        }
        const auto reading = read_cells(flatten(tables, Flattening::grid));
        EXPECT_EQ(count(reading, "requests.").wrong, 0U);
    }
    auto tables = form(FormYear::form_2021);
    tables[1][2][1].text = "科研单位";  // One for one.
    EXPECT_EQ(count(read_cells(flatten(tables, Flattening::grid)), "requests."), (Counts{175, 0, 0}));
}

TEST(RequestColumns, ADamagedHeaderStaysPositional) {
    auto tables = form(FormYear::form_2021);
    tables[1][2][0].text = "企业";
    tables[1][2][2].text = "";
    for (const auto flattening : {Flattening::grid, Flattening::tabs, Flattening::lines}) {
        const auto reading = read_cells(flatten(tables, flattening));
        EXPECT_EQ(count(reading, "requests."), (Counts{175, 0, 0}));
        EXPECT_TRUE(reading.anomalies.empty());
    }
}

struct DisclosureOrder {
    const char* name;
    FormYear year;
    std::size_t header;  // The row of the sub-table's header; its items follow.
    std::size_t items;
    Order order;
    std::string_view stem;
};
const DisclosureOrder disclosure_orders[] = {
    {"repealed before issued", FormYear::form_2021, 1, 2, {1, 0, 2}, "disclosure.regulation."},
    {"in force first", FormYear::form_2021, 1, 2, {2, 0, 1}, "disclosure.normative_document."},
    {"disclosed before made", FormYear::form_2019, 1, 2, {1, 0, 2}, "disclosure.regulation."},
    {"decisions first", FormYear::form_2019, 5, 2, {2, 0, 1}, "disclosure.license."},
    {"the change first", FormYear::form_2019, 9, 2, {1, 0, 2}, "disclosure.penalty."},
    {"amount before items", FormYear::form_2019, 16, 1, {1, 0}, "disclosure.procurement."},
};

TEST(DisclosureColumns, FollowTheHeaderOfAGridAndAreUnreadableInFlatText) {
    for (const auto& order : disclosure_orders) {
        SCOPED_TRACE(order.name);
        auto tables = form(order.year);
        for (std::size_t row = order.header; row <= order.header + order.items; ++row) {
            for (auto& cell : tables[0][row]) cell.columns = 1;
            reorder(tables[0][row], order.order);
        }
        const std::size_t all = order.year == FormYear::form_2019 ? 22 : 10;
        const std::size_t moved = order.items * order.order.size();
        const auto grid = read_cells(flatten(tables, Flattening::grid));
        EXPECT_EQ(count(grid, "disclosure."), (Counts{all, 0, 0}));
        EXPECT_TRUE(grid.anomalies.empty());
        const auto flat = read_cells(flatten(tables, Flattening::tabs));
        EXPECT_EQ(count(flat, "disclosure."), (Counts{all - moved, 0, moved}));
        EXPECT_EQ(count(flat, order.stem), (Counts{0, 0, order.order.size()}));
        EXPECT_EQ(anomalies(flat, "unexpected_columns"), 1u);
    }
}

TEST(DisclosureColumns, NotesInBracketsAreNoHeader) {
    auto tables = form(FormYear::form_2019);
    tables[0][5][1].text = "上一年项目数量（不含处理决定数量）";
    tables[0][5][2].text = "本年增/减（较上一年项目数量）";
    for (const auto flattening : {Flattening::grid, Flattening::tabs, Flattening::lines}) {
        const auto reading = read_cells(flatten(tables, flattening));
        EXPECT_EQ(count(reading, "disclosure."), (Counts{22, 0, 0}));
        EXPECT_TRUE(reading.anomalies.empty());
    }
}

SampleTable lawsuits_first(SampleTable table) {
    std::swap(table[0][0], table[0][1]);
    reorder(table[1], {5, 6, 0, 1, 2, 3, 4});
    reorder(table[3], {5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 0, 1, 2, 3, 4});
    return table;
}

SampleTable totals_first(SampleTable table) {
    reorder(table[1], {4, 0, 1, 2, 3, 5, 6});
    reorder(table[2], {4, 0, 1, 2, 3, 9, 5, 6, 7, 8});
    reorder(table[3], {4, 0, 1, 2, 3, 9, 5, 6, 7, 8, 14, 10, 11, 12, 13});
    return table;
}

SampleTable appeals_first(SampleTable table) {
    reorder(table[1], {0, 1, 2, 3, 4, 6, 5});
    reorder(table[3], {0, 1, 2, 3, 4, 10, 11, 12, 13, 14, 5, 6, 7, 8, 9});
    return table;
}

TEST(DisputeColumns, FollowTheHeaderOfAGridAndAreUnreadableInFlatText) {
    for (const auto moved : {lawsuits_first, totals_first, appeals_first}) {
        auto tables = form(FormYear::form_2021);
        tables[2] = moved(tables[2]);
        const auto grid = read_cells(flatten(tables, Flattening::grid));
        EXPECT_EQ(disputes_of(grid), (Counts{15, 0, 0}));
        EXPECT_TRUE(grid.anomalies.empty());
        for (const auto flattening : {Flattening::tabs, Flattening::lines}) {
            const auto flat = read_cells(flatten(tables, flattening));
            EXPECT_EQ(disputes_of(flat), (Counts{0, 0, 15}));
            EXPECT_EQ(anomalies(flat, "unexpected_columns"), 1u);
            EXPECT_EQ(count(flat, "requests."), (Counts{175, 0, 0}));
        }
    }
}

TEST(DisputeColumns, OfAGridTakeExactlyFifteenCells) {
    const struct {
        const char* name;
        std::ptrdiff_t dropped;  // -1: none.
        std::vector<std::string> appended;
        bool read;
    } rows[] = {
        {"as it should be", -1, {}, true},
        {"one dropped", 7, {}, false},
        {"one too many", -1, {"5"}, false},
        {"an empty one too many", -1, {""}, true},  // Its column is empty in every row.
        {"one dropped, two added", 7, {"5", "6"}, false},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.name);
        auto tables = form(FormYear::form_2021);
        auto& cells = tables[2][3];
        if (row.dropped >= 0) cells.erase(cells.begin() + row.dropped);
        for (const auto& text : row.appended) cells.push_back({text});
        const auto reading = read_cells(flatten(tables, Flattening::grid));
        EXPECT_EQ(disputes_of(reading), row.read ? (Counts{15, 0, 0}) : (Counts{0, 0, 15}));
        EXPECT_EQ(anomalies(reading, "misaligned_row"), row.read ? 0u : 1u);
    }
}

TEST(DisputeColumns, ARowBrokenInTwoIsNotPutTogether) {
    auto tables = form(FormYear::form_2021);
    auto& row = tables[2][3];
    tables[2].push_back({row.begin() + 8, row.end()});
    tables[2][3].resize(8);
    EXPECT_EQ(disputes_of(read_cells(flatten(tables, Flattening::grid))), (Counts{0, 0, 15}));
}

}  // namespace
}  // namespace ogi::parser
