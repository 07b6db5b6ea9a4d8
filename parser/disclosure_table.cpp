#include "parser/catalogue.h"
#include "parser/column_heads.h"
#include "parser/form_tables.h"
#include "parser/trace.h"

#include <algorithm>
#include <array>

namespace ogi::parser {

namespace {

// A table is more than words of prose: it shows this many captions or headers, and this many items.
constexpr std::size_t headers_min = 1;
constexpr std::size_t items_min = 2;

constexpr std::array<std::u32string_view, 3> caption_1 = {U"第二十条第(一)项", U"第二十条(一)项",
                                                          U"第廿条第(一)项"};
constexpr std::array<std::u32string_view, 3> caption_5 = {U"第二十条第(五)项", U"第二十条(五)项",
                                                          U"第廿条第(五)项"};
constexpr std::array<std::u32string_view, 3> caption_6 = {U"第二十条第(六)项", U"第二十条(六)项",
                                                          U"第廿条第(六)项"};
constexpr std::array<std::u32string_view, 3> caption_8 = {U"第二十条第(八)项", U"第二十条(八)项",
                                                          U"第廿条第(八)项"};
constexpr std::array<std::u32string_view, 3> caption_9 = {U"第二十条第(九)项", U"第二十条(九)项",
                                                          U"第廿条第(九)项"};
constexpr std::array<std::u32string_view, 1> header = {U"信息内容"};
// What can only come after the table.
constexpr std::array<std::u32string_view, 4> next_table = {
    U"(本列数据的勾稽关系", U"申请人情况", U"收到和处理政府信息公开申请", U"本年新收政府信息公开申请"};

// The words of all headers; what a note adds to them ("指 2018 年事项数") is between captions and items, not
// in a row.
constexpr std::u32string_view residue =
    U"信息内容\n本年新制作数量\n本年新公开数量\n对外公开总数量\n上一年项目数量\n本年增/"
    U"减\n处理决定数量\n本年处理决定数量\n"
    U"采购项目数量\n采购总金额\n本年制发件数\n本年废止件数\n现行有效件数\n本年收费金额(单位:万元)";

constexpr std::array<std::u32string_view, 16> head_words = {
    U"制作", U"公开", U"制发", U"发布", U"印发", U"公布", U"决定", U"制定",
    U"废止", U"有效", U"项目", U"处理", U"金额", U"收费", U"采购", U"本年增"};
constexpr std::array<std::u32string_view, 3> upper_heads = {U"信息内容", U"第二十条", U"第廿条"};
constexpr HeadRules head_rules{head_words, upper_heads, residue};

struct Entry {
    ExpectedLabel label;
    const DisclosureItem* item = nullptr;  // nullptr: a caption, a header or what follows the table.
    int paragraph = 0;
};

std::span<const std::u32string_view> caption(int paragraph) {
    switch (paragraph) {
        case 1:
            return caption_1;
        case 5:
            return caption_5;
        case 6:
            return caption_6;
        case 8:
            return caption_8;
        default:
            return caption_9;
    }
}

const std::vector<Entry>& sequence() {
    static const std::vector<Entry> entries = [] {
        std::vector<Entry> all;
        int paragraph = 0;
        for (const auto& item : disclosure_items()) {
            if (item.paragraph != paragraph) {
                paragraph = item.paragraph;
                all.push_back({{caption(paragraph)}, nullptr, paragraph});
                all.push_back({{header}, nullptr, paragraph});
            }
            all.push_back({{item.keys}, &item, paragraph});
        }
        all.push_back({{next_table}, nullptr, 0});
        return all;
    }();
    return entries;
}

// The generation that a header's words tell; nullopt where they tell none or both.
std::optional<FormYear> generation_of(std::u32string_view words, int paragraph) {
    bool says_2019 = false, says_2021 = false;
    for (const auto& mark : header_marks()) {
        if (mark.paragraph != paragraph || words.find(mark.word) == words.npos) continue;
        (mark.year == FormYear::form_2019 ? says_2019 : says_2021) = true;
    }
    if (says_2019 == says_2021) return std::nullopt;
    return says_2019 ? FormYear::form_2019 : FormYear::form_2021;
}

// Units of money that a header may print: "本年收费金额(单位:元)".
constexpr std::array<std::pair<std::u32string_view, std::string_view>, 5> money_units = {
    {{U"元", "元"}, {U"百元", "百元"}, {U"千元", "千元"}, {U"万元", "万元"}, {U"亿元", "亿元"}}};

// The unit that a header prints; empty where it prints none.
std::string_view unit_of(std::u32string_view printed) {
    constexpr std::u32string_view mark = U"单位:";
    const auto at = printed.rfind(mark);
    const auto rest = at == printed.npos ? std::u32string_view{} : printed.substr(at + mark.size());
    const auto unit = rest.substr(0, rest.find_first_of(U")]"));
    const auto known =
        std::ranges::find(money_units, unit, &std::pair<std::u32string_view, std::string_view>::first);
    return known == money_units.end() ? std::string_view{} : known->second;
}

class DisclosureReader {
  public:
    DisclosureReader(const Aligner& labels, std::vector<Anchor> chain, FormYear otherwise)
        : labels_{labels}, stream_{labels.stream()}, chain_{std::move(chain)}, otherwise_{otherwise} {}

    TableReading run() {
        table_ = start_table(stream_, chain_.front(), last_item());
        find_repeats();
        for (std::size_t i = 0; i < chain_.size(); ++i) {
            const Entry& entry = sequence()[chain_[i].label];
            if (entry.item == nullptr) continue;
            if (entry.paragraph != paragraph_) {
                paragraph_ = entry.paragraph;
                generation_ = find_generation(i);
                money_unit_ = unit_of(header_words(i));
                order_ = find_order(*entry.item, i);
                heads_ = {stream_, header_of(i), head_rules, words_of(*entry.item), labels_.report_year()};
            }
            read_item(*entry.item, i);
        }
        return std::move(table_);
    }

  private:
    const Anchor& last_item() const {
        const Anchor* last = &chain_.front();
        for (const auto& anchor : chain_) {
            if (sequence()[anchor.label].item != nullptr) last = &anchor;
        }
        return *last;
    }

    void find_repeats() {
        const TextRange within{chain_.front().begin, end_of_grid(stream_, last_item())};
        for (const auto& anchor : labels_.repeats(chain_, within)) {
            if (sequence()[anchor.label].item != nullptr) repeats_.push_back(anchor);
        }
    }

    // The words between the sub-table's caption (or the row before) and its first item.
    TextRange header_of(std::size_t i) const {
        std::size_t from = i;
        while (from > 0 && sequence()[chain_[from - 1].label].item == nullptr) --from;
        const std::size_t begin = from < i ? chain_[from].begin : i > 0 ? chain_[i - 1].end : 0;
        const std::size_t end = chain_[i].begin;
        const std::size_t least = end > label_distance_max ? end - label_distance_max : 0;
        return {std::max(begin, least), end};
    }

    std::u32string_view header_words(std::size_t i) const {
        const auto range = header_of(i);
        return std::u32string_view{stream_.text}.substr(range.begin, range.end - range.begin);
    }

    std::optional<FormYear> find_generation(std::size_t i) const {
        return generation_of(header_words(i), paragraph_);
    }

    FormYear year_of(const DisclosureItem& item) const {
        const FormYear year = generation_.value_or(otherwise_);
        return item.columns(year).empty() ? FormYear::form_2019 : year;
    }

    std::vector<HeaderWord> words_of(const DisclosureItem& item) const {
        std::vector<HeaderWord> words;
        for (const auto& column : item.columns(year_of(item))) words.push_back({column.header});
        return words;
    }

    std::optional<ColumnOrder> find_order(const DisclosureItem& item, std::size_t i) {
        const auto words = words_of(item);
        const bool of_grid = stream_.is_grid(stream_.token_of[chain_[i].begin]);
        auto order = column_order(stream_, header_of(i), of_grid, words);
        if (!order) add_unexpected_columns(table_, header_text(stream_, header_of(i), of_grid));
        return order;
    }

    // The form's cells of the item in the order of the header.
    RowCells cells_of(const DisclosureItem& item) const {
        const auto cells = disclosure_cells(item, year_of(item));
        if (!order_ || order_->size() != cells.size()) return {cells.begin(), cells.end()};
        RowCells ordered;
        for (const std::size_t column : *order_) ordered.push_back(cells[column]);
        return ordered;
    }

    // A row between its label and the next one, or a repeated one that shows values.
    RowReading read(const RowCells& forms, std::size_t begin, std::size_t end, bool last) const {
        std::vector<FigureKind> kinds;
        for (const auto* form : forms) kinds.push_back(form->kind);
        const bool exact = order_ && !is_expected(*order_);
        auto row = read_row(stream_,
                            {.columns = kinds, .range = {begin, end, residue, false, last}, .exact = exact});
        // What a header prints holds for the cells that print nothing themselves.
        for (std::size_t c = 0; c < row.cells.size() && c < kinds.size(); ++c) {
            if (kinds[c] == FigureKind::amount && row.cells[c].unit.empty()) row.cells[c].unit = money_unit_;
        }
        return row;
    }

    std::size_t next_anchor(std::size_t begin) const {
        std::size_t end = std::min(begin + label_distance_max, stream_.text.size());
        for (const auto* anchors : {&chain_, &repeats_}) {
            for (const auto& anchor : *anchors) {
                if (anchor.begin >= begin) end = std::min(end, anchor.begin);
            }
        }
        return end;
    }

    void read_item(const DisclosureItem& item, std::size_t i) {
        (year_of(item) == FormYear::form_2019 ? table_.shows_2019 : table_.shows_2021) = true;
        const auto forms = cells_of(item);
        std::vector<RowReading> repeated;
        const bool last = i + 1 == chain_.size();
        std::size_t end =
            last ? std::min(chain_[i].end + label_distance_max, stream_.text.size()) : chain_[i + 1].begin;
        for (const auto& again : repeats_) {
            if (again.label != chain_[i].label) continue;
            auto reading = read(forms, again.end, next_anchor(again.end), false);
            if (!shows_number(reading)) continue;
            if (again.begin >= chain_[i].end) end = std::min(end, again.begin);
            repeated.push_back(std::move(reading));
        }
        const auto label = "disclosure." + std::string{item.name};
        auto reading = read(forms, chain_[i].end, end, last);
        if (shows_nothing(reading) && !repeated.empty()) reading = repeated.front();
        heads_.doubt_below_foreign(table_, reading);
        note_label(stream_, disclosure_labels(), chain_[i]);
        note_columns(order_ ? "by_heads" : "uncertain");
        add_row(table_, forms, order_ ? std::move(reading) : doubted(std::move(reading)), label);
        for (const auto& again : repeated) add_repeated_row(table_, forms, again, label);
    }

    const Aligner& labels_;
    const TokenStream& stream_;
    std::vector<Anchor> chain_;
    FormYear otherwise_;
    std::vector<Anchor> repeats_;
    std::optional<FormYear> generation_;  // Of the sub-table, as is the next one.
    std::optional<ColumnOrder> order_;
    ColumnHeads heads_;
    std::string_view money_unit_;
    int paragraph_ = 0;
    TableReading table_;
};

}  // namespace

const LabelSequence& disclosure_labels() {
    static const LabelSequence sequence_of_labels = [] {
        std::vector<ExpectedLabel> all;
        for (const auto& entry : sequence()) all.push_back(entry.label);
        return LabelSequence{std::move(all)};
    }();
    return sequence_of_labels;
}

TableReading read_disclosure_table(const Aligner& labels, FormYear otherwise, TextRange within) {
    auto chain = labels.align(within);
    const auto is_item = [](const Anchor& a) { return sequence()[a.label].item != nullptr; };
    const auto is_header = [&](const Anchor& a) { return !is_item(a) && sequence()[a.label].paragraph != 0; };
    const auto headers = static_cast<std::size_t>(std::ranges::count_if(chain, is_header));
    const auto items = static_cast<std::size_t>(std::ranges::count_if(chain, is_item));
    if (headers < headers_min || items < items_min) return {};
    return DisclosureReader{labels, std::move(chain), otherwise}.run();
}

}  // namespace ogi::parser
