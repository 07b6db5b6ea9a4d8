#include "parser/slots.h"

#include "base/utf8.h"
#include "parser/fold.h"
#include "parser/form.h"
#include "parser/page_numbers.h"

#include <algorithm>
#include <array>

namespace ogi::parser {

namespace {

using model::CellKind;

// Text that is too long to be a cell ends a row; it is prose.
constexpr std::size_t text_value_characters_max = 40;
// A longer one before its beginning.
constexpr std::array<std::u32string_view, 8> none_words = {U"没有",   U"未制作", U"不涉及", U"无此项",
                                                           U"不适用", U"暂无",   U"未收费", U"无"};
// Shorter ones could be a unit.
constexpr std::size_t residue_characters_min = 3;
constexpr std::size_t slots_expected = 8;    // Most rows have as many columns, or fewer.
constexpr std::size_t header_slots_max = 3;  // Page numbers among the words of a header.
constexpr std::u32string_view value_characters = U"0123456789+-/—";
constexpr std::u32string_view han_numerals = U"一二三四五六七八九十";

bool has_han(std::u32string_view text) {
    return std::ranges::any_of(text, base::is_han);
}

// "三、收到" starts a section of the report.
bool starts_section(std::u32string_view text) {
    return text.size() > 4 && han_numerals.find(text[0]) != han_numerals.npos && text[1] == U'、' &&
           base::is_han(text[2]);
}

// Where a section of the report starts behind values that were glued to it; words.size() if none does.
std::size_t section_inside(std::u32string_view words) {
    for (std::size_t at = 1; at < words.size(); ++at) {
        if (starts_section(words.substr(at))) return at;
    }
    return words.size();
}

// Takes a piece of the source apart into slots.
class Collector {
  public:
    Collector(const TokenStream& stream, const SlotRange& range) : stream_{stream}, range_{range} {}

    std::vector<Slot> run() {
        if (range_.begin == 0 || range_.end <= range_.begin) {
            return {};
        }
        const std::size_t first = stream_.token_of[range_.begin - 1];
        slots_.reserve(slots_expected);
        const std::size_t last =
            range_.end < stream_.text.size() ? stream_.token_of[range_.end] : stream_.tokens.size() - 1;
        for (std::size_t i = first; i <= last && !ended_; ++i) {
            const Token& token = stream_.tokens[i];
            const std::size_t begin = std::max(token.begin, range_.begin);
            const std::size_t end = std::min(token.end, range_.end);
            const bool whole = begin == token.begin && end == token.end;
            if (token.begin == token.end) {
                if (i > first && i < last + (range_.end >= stream_.text.size() ? 1 : 0)) add(i, {});
            } else if (begin < end) {
                add_part(i, begin, end, whole);
            }
        }
        return std::move(slots_);
    }

  private:
    void add(std::size_t i, std::string_view text, std::size_t byte = 0) {
        const Token& token = stream_.tokens[i];
        model::Place at = token.at;
        if (at.grid < 0 && at.bytes.end - at.bytes.begin == token.text.size()) {
            at.bytes.begin += static_cast<std::uint32_t>(byte);
            at.bytes.end = at.bytes.begin + static_cast<std::uint32_t>(text.size());
        }
        slots_.push_back({text, token.line, i, token.spacer, token.page, at, token.shared});
        if (!text.empty()) has_value_ = true;
    }

    // [begin, end) of the stream's text, inside token i: what remains of it once label words are taken out.
    void add_part(std::size_t i, std::size_t begin, std::size_t end, bool whole) {
        std::u32string_view words = std::u32string_view{stream_.text}.substr(begin, end - begin);
        if (whole && !range_.header_before && std::ranges::all_of(words, is_ascii_digit))
            return add(i, stream_.tokens[i].text);
        for (const auto group : group_labels()) {
            const auto at = words.find(group);
            if (at == words.npos) continue;
            if (at > 0) add_part(i, begin, begin + at, false);
            if (!ended_ && at + group.size() < words.size())
                add_part(i, begin + at + group.size(), end, false);
            return;
        }
        if (const auto section = section_inside(words); range_.open_end && section < words.size()) {
            if (section > 0) add_part(i, begin, begin + section, false);
            ended_ = true;
            return;
        }
        if (is_header_behind_number(words)) slots_.clear(), has_value_ = false;
        if (begin == range_.begin) begin = skip_note(begin, end);
        begin = skip_header_words(begin, end);
        strip_residue(begin, end);
        words = std::u32string_view{stream_.text}.substr(begin, end - begin);
        if (words.empty() || is_page_mark(words)) return;
        const Token& token = stream_.tokens[i];
        const std::size_t byte = begin == token.begin ? 0 : stream_.byte_of[begin];
        const std::size_t byte_end = end == token.end ? token.text.size() : stream_.byte_of[end];
        const auto text = base::trim(token.text.substr(byte, byte_end - byte));
        const bool in_note = has_han(words) && (bracket_depth_ > 0 || words.front() == U'(');
        const bool is_value = !in_note && read_figure(text, FigureKind::amount).kind != CellKind::text;
        if (!is_value && !is_text_value(words, whole)) return;
        add(i, text, static_cast<std::size_t>(text.data() - token.text.data()));
    }

    // A note in brackets right behind the label, digits and all: "行政许可（含 3 类备案）".
    std::size_t skip_note(std::size_t begin, std::size_t end) const {
        int depth = 0;
        for (std::size_t at = begin; at < end; ++at) {
            if (stream_.text[at] == U'(') ++depth;
            if (stream_.text[at] == U')') --depth;
            if (depth == 0) return at == begin ? begin : at + 1;
        }
        return begin;
    }

    // A number of a page may stand in the header: what comes before words of it is no value.
    bool is_header_behind_number(std::u32string_view words) const {
        return range_.header_before && has_value_ && slots_.size() <= header_slots_max &&
               words.size() >= residue_characters_min && range_.residue.find(words) != range_.residue.npos;
    }

    std::size_t skip_header_words(std::size_t begin, std::size_t end) const {
        if (!range_.header_before || has_value_) return begin;
        while (begin < end && range_.residue.find(stream_.text[begin]) != range_.residue.npos) ++begin;
        return begin;
    }

    // Takes what is left of a label off either end of [begin, end), where values stand beside it in one
    // token.
    void strip_residue(std::size_t& begin, std::size_t& end) const {
        const std::u32string_view words = std::u32string_view{stream_.text}.substr(begin, end - begin);
        std::size_t first = std::min(words.find_first_of(value_characters), words.size());
        while (first > 0 && words[first - 1] == U'无') --first;  // "申请 无 1 无 …": that is a value, too.
        if (first == words.size()) return;
        const std::size_t digits = words.find_last_of(value_characters);
        const std::size_t behind = digits == words.npos ? words.size() : digits + 1;
        const auto is_residue = [&](std::u32string_view part) {
            return part.size() >= residue_characters_min && range_.residue.find(part) != range_.residue.npos;
        };
        if (is_residue(words.substr(behind))) end = begin + behind;
        if (is_residue(words.substr(0, first))) begin += first;
    }

    bool is_text_value(std::u32string_view words, bool whole) {
        if (says_nothing(words)) return true;
        note_brackets(words);
        if (starts_section(words)) {
            ended_ = true;
            return false;
        }
        if (bracket_depth_ > 0 || closes_note_ || range_.residue.find(words) != range_.residue.npos)
            return false;
        if (!whole || words.size() > text_value_characters_max || (range_.open_end && has_value_)) {
            ended_ = has_value_;
            return false;
        }
        return true;
    }

    // A note in brackets after a label is no value, also where it is broken over lines.
    void note_brackets(std::u32string_view words) {
        closes_note_ = bracket_depth_ > 0;
        for (const char32_t c : words) {
            if (c == U'(') ++bracket_depth_, closes_note_ = true;
            if (c == U')' && bracket_depth_ > 0) --bracket_depth_;
        }
    }

    const TokenStream& stream_;
    const SlotRange& range_;
    std::vector<Slot> slots_;
    int bracket_depth_ = 0;
    bool closes_note_ = false;
    bool has_value_ = false;
    bool ended_ = false;
};

}  // namespace

bool says_nothing(std::u32string_view words) {
    const bool any = !words.empty();
    while (!words.empty()) {
        const auto word =
            std::ranges::find_if(none_words, [&](auto none) { return words.starts_with(none); });
        if (word == none_words.end()) return false;
        words.remove_prefix(word->size());
    }
    return any;
}

std::vector<Slot> collect_slots(const TokenStream& stream, const SlotRange& range) {
    return Collector{stream, range}.run();
}

std::vector<Slot> within_table(std::vector<Slot> slots, std::size_t columns) {
    const auto in_grid = [](const Slot& slot) { return slot.at.grid >= 0; };
    const auto below = std::ranges::find_if_not(slots, in_grid);
    const bool enough = static_cast<std::size_t>(below - slots.begin()) >= columns;
    if (enough && std::none_of(below, slots.end(), in_grid)) slots.erase(below, slots.end());
    return slots;
}

}  // namespace ogi::parser
