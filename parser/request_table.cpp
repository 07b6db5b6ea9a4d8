#include "parser/catalogue.h"
#include "parser/column_heads.h"
#include "parser/form_tables.h"
#include "parser/trace.h"

#include <algorithm>
#include <array>

namespace ogi::parser {

namespace {

using namespace std::literals;

// Fewer rows than this are words of prose, not the table.
constexpr std::size_t rows_min = 8;
// The header stands in so many characters before the first row, or in so many rows of its grid; what stands
// before them is prose, or another table.
constexpr std::size_t header_characters_max = 160;
constexpr int header_rows = 3;

constexpr std::array<std::u32string_view, 2> relation = {U"(本列数据的勾稽关系", U"本列数据的勾稽关系"};
constexpr std::array<std::u32string_view, 1> applicant_header = {U"申请人情况"};
constexpr std::array<std::u32string_view, 1> first_applicant = {U"自然人"};
// The headers come in either order, depending on how the merged cell beside them was flattened.
constexpr std::size_t header_labels = 4;
constexpr std::array<FigureKind, applicant_count> kinds = {};  // All counts.

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

// "denied" of "denied_third_party"; empty for a row that is a group by itself.
std::string_view group_of(const Anchor& anchor) {
    const RequestRow* row = row_of(anchor);
    if (row == nullptr) return {};
    for (const auto group : {"denied_"sv, "unable_"sv, "rejected_"sv, "other_"sv}) {
        if (row->name.starts_with(group)) return group;
    }
    return {};
}

bool are_of_one_group(const Anchor& one, const Anchor& other) {
    return !group_of(one).empty() && group_of(one) == group_of(other);
}

// Another table's header may stand before this one's, where the chain is glad of one more label.
void drop_foreign_header(std::vector<Anchor>& chain) {
    const auto first = std::ranges::find_if(chain, [](const Anchor& a) { return row_of(a) != nullptr; });
    const auto own = std::ranges::find_if(chain.begin(), first, [&](const Anchor& a) {
        return a.begin + header_characters_max >= first->begin;
    });
    chain.erase(chain.begin(), own);
}

// A bare "总计" is the row only where a later row proves that the table goes on: the next table has that word
// too.
void drop_foreign_total(std::vector<Anchor>& chain) {
    if (chain.empty() || !is_named(chain.back(), "total_processed")) return;
    const auto key = request_rows()[chain.back().label - header_labels].keys[chain.back().key];
    if (key == U"总计") chain.pop_back();
}

// "其他" is a column, "法人或其他组织" is not.
const std::vector<HeaderWord>& header_words() {
    static const std::vector<HeaderWord> words = [] {
        std::vector<HeaderWord> all;
        for (const auto& [word, variant] : applicant_headers())
            all.push_back({word, word == U"其他" ? U'或' : char32_t{0}, variant});
        return all;
    }();
    return words;
}

// What stands above the applicants, or beside them.
constexpr std::array<std::u32string_view, 4> upper_heads = {U"法人或其他", U"申请人情况", U"本列数据",
                                                            U"勾稽关系"};

constexpr std::array<std::u32string_view, 19> head_words = {
    U"自然人", U"个人", U"公民", U"商业", U"企业", U"科研", U"研究", U"公益", U"社会", U"法律",
    U"其他",   U"其它", U"总计", U"合计", U"共计", U"总数", U"申请", U"法人", U"组织"};
constexpr HeadRules head_rules{head_words, upper_heads,
                               U"自然人\n商业企业\n科研机构\n社会公益组织\n法律服务机构\n其他\n总计"};

constexpr HeaderWord organisations{U"法人或其他组织"};

// In a flattened header the merged cells come before those under them: 总计 stands before the organisations,
// but never before 自然人 or 法人或其他组织.
bool is_expected_when_flat(std::u32string_view header) {
    const auto& words = header_words();
    const std::array<HeaderWord, 2> person_total = {words.front(), words.back()};
    const std::array<HeaderWord, 2> organisations_total = {organisations, words.back()};
    return occur_in_order(header, std::span{words}.first(applicant_count - 1)) &&
           occur_in_order(header, person_total) && occur_in_order(header, organisations_total);
}

class RequestReader {
  public:
    RequestReader(const Aligner& labels, std::vector<Anchor> chain)
        : labels_{labels}, stream_{labels.stream()}, chain_{std::move(chain)} {}

    TableReading run() {
        table_ = start_table(stream_, chain_.front(), chain_.back());
        table_.shows_2021 = std::ranges::any_of(chain_, [](const Anchor& a) {
            const RequestRow* row = row_of(a);
            return row != nullptr && !row->in_2019;
        });
        table_.shows_2019 = !table_.shows_2021;
        order_ = find_order();
        columns_ = order_.value_or(expected_order(applicant_count));
        heads_ = find_heads();
        take_in_moved();
        find_repeated();
        for (std::size_t i = 0; i < chain_.size(); ++i) {
            const RequestRow* row = row_of(chain_[i]);
            if (row == nullptr || (table_.shows_2021 && !row->in_2021))
                continue;  // "(六)其他处理" is only a group there.
            readings_.push_back(read_row_of(*row, i));
        }
        doubt_what_lost_cells();
        note_columns(!order_ ? "uncertain" : header_.expected.empty() ? "as_in_form" : "by_heads");
        for (auto& found : readings_) add(found);
        return std::move(table_);
    }

  private:
    TextRange header_before(const Anchor& first) const {
        std::size_t begin = chain_.front().begin;
        std::size_t token = stream_.token_of[first.begin];
        const model::Place& row = stream_.tokens[token].at;
        const auto above = [&](std::size_t i) {
            const model::Place& at = stream_.tokens[i].at;
            return at.grid == row.grid && at.row + header_rows >= row.row;
        };
        if (stream_.is_grid(token)) {
            while (token > 0 && above(token - 1)) --token;
            begin = std::min(begin, stream_.tokens[token].begin);
        }
        return {begin, first.begin};
    }

    const Anchor& first_row() const {
        return *std::ranges::find_if(chain_, [](const Anchor& a) { return row_of(a) != nullptr; });
    }

    ColumnHeads find_heads() const {
        return {stream_, header_before(first_row()), head_rules, header_words(), labels_.report_year()};
    }

    std::optional<ColumnOrder> find_order() {
        const Anchor& first = first_row();
        const TextRange header = header_before(first);
        const bool of_grid = stream_.is_grid(stream_.token_of[first.begin]);
        const auto columns = columns_in_grid(stream_, header, header_words());
        if (of_grid && columns && holds_together(stream_, header, organisations, *columns)) {
            ColumnOrder order;
            std::vector<int> places;
            for (const auto& column : *columns) {
                order.push_back(column.word);
                places.push_back(column.column);
            }
            header_ = grid_header(stream_, header, std::move(places));
            return order;
        }
        const auto words = header_text(stream_, header, of_grid);
        const bool in_place =
            !of_grid || columns || stand_in_place(stream_, header, header_words(), upper_heads);
        if (in_place && is_expected_when_flat(words)) return expected_order(applicant_count);
        add_unexpected_columns(table_, words);
        return std::nullopt;
    }

    // Rows of a grid that stand elsewhere in their group than in the form: no other label of a group is the
    // same, so where one is missing and stands once, beside a row of its group, it is the row.
    void take_in_moved() {
        const auto is_in_form = [&](const RequestRow& row) {
            return table_.shows_2021 ? row.in_2021 : row.in_2019;
        };
        const auto shown = std::ranges::count_if(chain_, [&](const Anchor& anchor) {
            const RequestRow* row = row_of(anchor);
            return row != nullptr && is_in_form(*row);
        });
        const bool of_grid = stream_.is_grid(stream_.token_of[chain_.back().begin]);
        if (!of_grid || shown == std::ranges::count_if(request_rows(), is_in_form)) return;
        const auto moved = labels_.left_out(chain_, {chain_.front().end, chain_.back().begin});
        for (const auto& anchor : moved) {
            const auto below =
                std::ranges::find_if(chain_, [&](const Anchor& a) { return a.begin > anchor.begin; });
            const auto is_same = [&](const Anchor& a) { return a.label == anchor.label; };
            const bool alone = std::ranges::count_if(moved, is_same) == 1;
            const bool beside = below != chain_.begin() &&
                                (are_of_one_group(*(below - 1), anchor) || are_of_one_group(*below, anchor));
            if (alone && beside && stream_.is_grid(stream_.token_of[anchor.begin]))
                chain_.insert(below, anchor);
        }
    }

    void find_repeated() {
        TextRange within{chain_.front().begin, end_of_grid(stream_, chain_.back())};
        const bool flat = within.end == chain_.back().end;
        if (flat) within.end = std::min(within.end + label_distance_max, stream_.text.size());
        auto again = labels_.repeats(chain_, within);
        // In flat text the last row may follow once more; any other label is another table's.
        const auto behind = std::ranges::find_if(
            again, [&](const Anchor& a) { return flat && a.begin >= chain_.back().end; });
        const bool last_again = behind != again.end() && behind->label == chain_.back().label;
        again.erase(behind + (last_again ? 1 : 0), again.end());
        for (std::size_t i = 0; i < again.size(); ++i) {
            const RequestRow* row = row_of(again[i]);
            if (row == nullptr || row->keys[again[i].key] == U"总计") continue;  // That is a header, too.
            std::size_t end = i + 1 < again.size() ? again[i + 1].begin : within.end;
            for (const auto& anchor : chain_) {
                if (anchor.begin >= again[i].end) end = std::min(end, anchor.begin);
            }
            auto reading = read({again[i].end, end, residue(), false, false});
            if (shows_number(reading)) repeated_.push_back({again[i], std::move(reading)});
        }
    }

    RowReading read(const SlotRange& range) const {
        const bool expected = !order_ || is_expected(*order_);
        return read_row(stream_, {.columns = kinds,
                                  .range = range,
                                  .total_every = expected ? applicant_count : 0,
                                  .exact = !expected,
                                  .header = header_});
    }

    struct Found {
        const RequestRow* row;
        std::size_t label;  // Of the sequence.
        RowReading reading;
    };

    Found read_row_of(const RequestRow& row, std::size_t i) {
        const std::size_t begin = chain_[i].end;
        const bool last = i + 1 == chain_.size();
        std::size_t end =
            last ? std::min(begin + label_distance_max, stream_.text.size()) : chain_[i + 1].begin;
        for (const auto& again : repeated_) {
            if (again.anchor.begin >= begin) end = std::min(end, again.anchor.begin);
        }
        auto reading = read({begin, end, residue(), false, last});
        const auto filled =
            std::ranges::find(repeated_, chain_[i].label, [](auto& r) { return r.anchor.label; });
        if (shows_nothing(reading) && filled != repeated_.end()) reading = filled->row;
        return {&row, chain_[i].label, std::move(reading)};
    }

    // Where cells were lost, a row of the right length may have lost one too and have something else for it:
    // a number of a page, a line that was copied twice. Its total tells.
    void doubt_what_lost_cells() {
        const auto lost = [](const Found& f) { return f.reading.in_lines && f.reading.falls_short; };
        const auto differs = [](const Found& f) { return f.reading.in_lines && !f.reading.adds_up; };
        const bool lossy = std::ranges::any_of(readings_, lost);
        const bool otherwise_right = std::ranges::count_if(readings_, differs) == 1;
        for (auto& found : readings_) {
            const bool page = otherwise_right && found.reading.ends_in_page;
            if (differs(found) && (lossy || page)) found.reading = misaligned(std::move(found.reading));
        }
    }

    void add(Found& found) {
        const auto cells = request_cells(*found.row);
        RowCells forms;
        forms.reserve(columns_.size());
        for (const auto column : columns_) forms.push_back(cells[column]);
        const auto label = "requests." + std::string{found.row->name};
        note_label(stream_, request_labels(), *std::ranges::find(chain_, found.label, &Anchor::label));
        heads_.doubt_below_foreign(table_, found.reading);
        add_row(table_, forms, order_ ? std::move(found.reading) : doubted(std::move(found.reading)), label);
        for (const auto& again : repeated_) {
            if (again.anchor.label == found.label) add_repeated_row(table_, forms, again.row, label);
        }
    }

    const Aligner& labels_;
    const TokenStream& stream_;
    std::vector<Anchor> chain_;
    std::optional<ColumnOrder> order_;
    ColumnOrder columns_;  // That, or the form's.
    GridHeader header_;
    ColumnHeads heads_;
    std::vector<RepeatedRow> repeated_;
    std::vector<Found> readings_;
    TableReading table_;
};

}  // namespace

const LabelSequence& request_labels() {
    static const LabelSequence labels = [] {
        std::vector<ExpectedLabel> all = {
            {applicant_header}, {relation}, {applicant_header}, {first_applicant}};
        for (const auto& row : request_rows()) all.push_back({row.keys, row.ordinal});
        return LabelSequence{std::move(all)};
    }();
    return labels;
}

TableReading read_request_table(const Aligner& labels, TextRange within) {
    auto chain = labels.align(within);
    drop_foreign_total(chain);
    const auto rows =
        static_cast<std::size_t>(std::ranges::count_if(chain, [](auto& a) { return row_of(a) != nullptr; }));
    if (rows < rows_min) return {};
    drop_foreign_header(chain);
    return RequestReader{labels, std::move(chain)}.run();
}

}  // namespace ogi::parser
