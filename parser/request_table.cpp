#include "parser/catalogue.h"
#include "parser/form_tables.h"

#include <algorithm>
#include <array>

namespace ogi::parser {

namespace {

// Fewer rows than this are words of prose, not the table.
constexpr std::size_t rows_min = 8;

constexpr std::array<std::u32string_view, 2> relation = {U"(本列数据的勾稽关系", U"本列数据的勾稽关系"};
constexpr std::array<std::u32string_view, 1> applicant_header = {U"申请人情况"};
constexpr std::array<std::u32string_view, 1> first_applicant = {U"自然人"};
// The headers come in either order, depending on how the merged cell beside them was flattened.
constexpr std::size_t header_labels = 4;
constexpr std::array<FigureKind, applicant_count> columns = {};  // All counts.

const std::vector<ExpectedLabel>& sequence() {
    static const std::vector<ExpectedLabel> labels = [] {
        std::vector<ExpectedLabel> all = {
            {applicant_header}, {relation}, {applicant_header}, {first_applicant}};
        for (const auto& row : request_rows()) all.push_back({row.keys, row.ordinal});
        return all;
    }();
    return labels;
}

const std::u32string& residue() {
    static const std::u32string words = [] {
        std::u32string all;
        for (const auto& row : request_rows()) all.append(row.label).append(U"\n");
        for (const auto group : group_labels()) all.append(group).append(U"\n");
        return all + U"自然人\n商业企业\n科研机构\n社会公益组织\n法律服务机构\n其他\n总计";
    }();
    return words;
}

const RequestRow* row_of(const Anchor& anchor) {
    return anchor.label < header_labels ? nullptr : &request_rows()[anchor.label - header_labels];
}

bool is_named(const Anchor& anchor, std::string_view name) {
    const RequestRow* row = row_of(anchor);
    return row != nullptr && row->name == name;
}

// A bare "总计" is the row only where a later row proves that the table goes on: the next table has that word
// too.
void drop_foreign_total(std::vector<Anchor>& chain) {
    if (chain.empty() || !is_named(chain.back(), "total_processed")) return;
    const auto key = request_rows()[chain.back().label - header_labels].keys[chain.back().key];
    if (key == U"总计") chain.pop_back();
}

}  // namespace

TableReading read_request_table(const TokenStream& stream) {
    auto chain = align(stream, sequence());
    drop_foreign_total(chain);
    const auto rows =
        static_cast<std::size_t>(std::ranges::count_if(chain, [](auto& a) { return row_of(a) != nullptr; }));
    if (rows < rows_min) return {};

    TableReading table = start_table(stream, chain.front());
    table.shows_2021 = std::ranges::any_of(chain, [](const Anchor& a) {
        const RequestRow* row = row_of(a);
        return row != nullptr && !row->in_2019;
    });
    table.shows_2019 = !table.shows_2021;
    for (std::size_t i = 0; i < chain.size(); ++i) {
        const RequestRow* row = row_of(chain[i]);
        if (row == nullptr || (table.shows_2021 && !row->in_2021))
            continue;  // "(六)其他处理" is only a group there.
        const bool last = i + 1 == chain.size();
        const std::size_t end =
            last ? std::min(chain[i].end + label_distance_max, stream.text.size()) : chain[i + 1].begin;
        std::vector<std::string> ids;
        for (const auto applicant : applicants()) ids.push_back(request_id(row->name, applicant));
        const RowShape shape{.columns = columns,
                             .range = {chain[i].end, end, residue(), false, last},
                             .total_every = applicant_count};
        add_row(table, std::move(ids), read_row(stream, shape), "requests." + std::string{row->name});
    }
    return table;
}

}  // namespace ogi::parser
