#include "parser/catalogue.h"
#include "parser/form_tables.h"

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

class DisclosureReader {
  public:
    DisclosureReader(const TokenStream& stream, std::vector<Anchor> chain, FormYear otherwise)
        : stream_{stream}, chain_{std::move(chain)}, otherwise_{otherwise} {}

    TableReading run() {
        table_ = start_table(stream_, chain_.front());
        for (std::size_t i = 0; i < chain_.size(); ++i) {
            const Entry& entry = sequence()[chain_[i].label];
            if (entry.item == nullptr) continue;
            if (entry.paragraph != paragraph_) {
                paragraph_ = entry.paragraph;
                generation_ = find_generation(i);
            }
            read_item(*entry.item, i);
        }
        return std::move(table_);
    }

  private:
    // From the words between the sub-table's caption (or the row before) and its first item.
    std::optional<FormYear> find_generation(std::size_t i) const {
        std::size_t from = i;
        while (from > 0 && sequence()[chain_[from - 1].label].item == nullptr) --from;
        const std::size_t begin = from < i ? chain_[from].begin : i > 0 ? chain_[i - 1].end : 0;
        const std::size_t end = chain_[i].begin;
        const std::size_t least = end > label_distance_max ? end - label_distance_max : 0;
        const auto words =
            std::u32string_view{stream_.text}.substr(std::max(begin, least), end - std::max(begin, least));
        return generation_of(words, paragraph_);
    }

    RowReading read(const std::vector<FormColumn>& columns, std::size_t i) const {
        std::vector<FigureKind> kinds;
        for (const auto& column : columns) kinds.push_back(column.kind);
        const bool last = i + 1 == chain_.size();
        const std::size_t end =
            last ? std::min(chain_[i].end + label_distance_max, stream_.text.size()) : chain_[i + 1].begin;
        return read_row(stream_, {.columns = kinds, .range = {chain_[i].end, end, residue, false, last}});
    }

    void read_item(const DisclosureItem& item, std::size_t i) {
        FormYear year = generation_.value_or(otherwise_);
        if (item.columns(year).empty()) year = FormYear::form_2019;
        const auto& columns = item.columns(year);
        (year == FormYear::form_2019 ? table_.shows_2019 : table_.shows_2021) = true;
        std::vector<std::string> ids;
        for (const auto& column : columns) ids.push_back(disclosure_id(item, column));
        add_row(table_, std::move(ids), read(columns, i), "disclosure." + std::string{item.name});
    }

    const TokenStream& stream_;
    std::vector<Anchor> chain_;
    FormYear otherwise_;
    std::optional<FormYear> generation_;
    int paragraph_ = 0;
    TableReading table_;
};

}  // namespace

TableReading read_disclosure_table(const TokenStream& stream, FormYear otherwise) {
    std::vector<ExpectedLabel> labels;
    for (const auto& entry : sequence()) labels.push_back(entry.label);
    auto chain = align(stream, labels);
    const auto is_item = [](const Anchor& a) { return sequence()[a.label].item != nullptr; };
    const auto is_header = [&](const Anchor& a) { return !is_item(a) && sequence()[a.label].paragraph != 0; };
    const auto headers = static_cast<std::size_t>(std::ranges::count_if(chain, is_header));
    const auto items = static_cast<std::size_t>(std::ranges::count_if(chain, is_item));
    if (headers < headers_min || items < items_min) return {};
    return DisclosureReader{stream, std::move(chain), otherwise}.run();
}

}  // namespace ogi::parser
