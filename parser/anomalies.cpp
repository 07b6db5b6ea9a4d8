#include "parser/anomalies.h"

#include "base/utf8.h"
#include "parser/characters.h"
#include "parser/figures.h"
#include "parser/prose.h"
#include "parser/template_phrases.h"
#include "parser/words.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace ogi::parser {

namespace {

using namespace std::literals;

constexpr std::size_t quote_bytes = 60;  // On either side of what is quoted.

const Words template_text{template_phrases};

// A figure is due between one of these and a measure word at the end of a clause.
constexpr std::array due_before{"共"sv,   "共计"sv,   "合计"sv,   "累计"sv,     "总计"sv,   "信息"sv,
                                "申请"sv, "文件"sv,   "年办"sv,   "年受理"sv,   "发布"sv,   "收到"sv,
                                "办结"sv, "共收到"sv, "共受理"sv, "公开信息"sv, "年共办"sv, "答复"sv};
// What those end in.
constexpr auto due_ends = [] {
    std::array<std::uint32_t, due_before.size()> ends{};
    for (std::size_t i = 0; i < ends.size(); ++i)
        ends[i] = three_bytes_of(due_before[i].substr(due_before[i].size() - 3));
    return ends;
}();
// Measure words that are no part of common words at the end of a clause ("文件", "申请人", "案件" are words).
constexpr std::array plain_measures{"条"sv, "篇"sv, "份"sv, "宗"sv, "起"sv};
constexpr std::array last_characters{"件"sv, "条"sv, "篇"sv,
                                     "份"sv, "宗"sv, "起"sv};  // Of a clause that may lack its figure.

bool is_lost(char32_t c) {
    return (c >= 0x2800 && c <= 0x28FF) || (c >= 0xE000 && c <= 0xF8FF) || c == base::replacement_character;
}

// The words around [begin, end) of `text`, cut at characters and line breaks.
std::string quote_around(std::string_view text, std::size_t begin, std::size_t end) {
    auto from = begin > quote_bytes ? begin - quote_bytes : 0;
    auto to = std::min(text.size(), end + quote_bytes);
    if (const auto line = text.substr(from, begin - from).rfind('\n'); line != std::string_view::npos)
        from += line + 1;
    if (const auto line = text.substr(end, to - end).find('\n'); line != std::string_view::npos)
        to = end + line;
    const auto continues = [&](std::size_t at) {
        return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80;
    };
    while (continues(from)) ++from;
    while (continues(to)) --to;
    return std::string{base::trim(text.substr(from, to - from))};
}

class Finder {
  public:
    explicit Finder(std::string_view text) : text_{text} {
        for (std::size_t at = skip_ideographs(text_, 0); at < text_.size();) {
            const auto [c, length] = base::decode_utf8(text_.substr(at));
            if (!base::is_han(c)) look_at(c, at);
            at = skip_ideographs(text_, at + length);
        }
        end_line();
    }

    void find_template_text() {
        if (!template_text.occur_in(text_)) return;
        any_word(template_phrases, [&](std::string_view phrase) {
            if (const auto at = find_word(text_, phrase); at != std::string_view::npos)
                tell("template_text", quote_around(text_, at, at + phrase.size()));
            return false;
        });
    }

    void find_lost_characters() {
        for (const auto at : lost_) {
            const auto length = base::decode_utf8(text_.substr(at)).length;
            tell("lost_characters", quote_around(text_, at, at + length));
        }
    }

    // "2019年办件。", "公开政府信息条，": the measure word ends a clause, and no figure stands before it.
    void find_missing_numbers() {
        for (const auto at : clause_ends_) look_before(at);
    }

    void find_broken_numbering() {
        for (const auto pair : {"()"sv, "（）"sv, "( )"sv, "（ ）"sv}) {
            for (const auto at : brackets_) {
                if (!text_.substr(at).starts_with(pair)) continue;
                const bool starts = at == 0 || text_[at - 1] == '\n' || text_.substr(0, at).ends_with("。"sv);
                if (starts) tell("broken_numbering", quote_around(text_, at, at + pair.size()));
            }
        }
    }

    void find_unclosed_brackets() {
        for (const auto open : unclosed_) tell("unclosed_bracket", quote_around(text_, open, open));
    }

    void tell(std::string_view code, std::string quote) {
        const auto told = std::ranges::count(found_, code, &model::Anomaly::code);
        if (static_cast<std::size_t>(told) < anomalies_a_kind_max)
            found_.push_back({std::string{code}, std::move(quote)});
    }

    std::vector<model::Anomaly> take() { return std::move(found_); }

  private:
    void look_at(char32_t c, std::size_t at) {
        switch (c) {
            case U'。':
            case U'，':
            case U'；':
            case U',':
            case U';':
                if (may_lack_figure(at)) clause_ends_.push_back(at);
                return;
            case U'(':
            case U'（':
                brackets_.push_back(at);
                if (depth_++ == 0) open_ = at;
                return;
            case U')':
            case U'）':
                if (depth_ > 0) --depth_;
                return;
            case U'\n':
                end_line();
                return;
        }
        if (is_lost(c)) lost_.push_back(at);
    }

    bool may_lack_figure(std::size_t end) const {
        constexpr auto character = "件"sv.size();
        if (end < character) return false;
        const auto last = four_bytes(text_, end - character) & three_bytes_mask;
        return std::ranges::any_of(last_characters, [&](auto word) { return three_bytes_of(word) == last; });
    }

    void end_line() {
        if (depth_ > 0) unclosed_.push_back(open_);
        depth_ = 0;
    }

    void look_before(std::size_t end) {
        const auto before = text_.substr(0, end);
        // "2019年办件": after a year the word cannot be a noun.
        static constexpr std::array after_year{"办件"sv, "发件"sv, "受理件"sv, "收件"sv};
        for (const auto word : after_year) {
            if (!before.ends_with(word)) continue;
            if (before.substr(0, before.size() - word.size()).ends_with("年"sv)) {
                tell("missing_number", quote_around(text_, end - word.size(), end));
            }
        }
        for (const auto measure : plain_measures) {
            if (!before.ends_with(measure)) continue;
            const auto stem = before.substr(0, before.size() - measure.size());
            const auto last = stem.size() < 3 ? 0 : three_bytes_of(stem.substr(stem.size() - 3));
            if (std::ranges::find(due_ends, last) == due_ends.end()) continue;
            if (std::ranges::any_of(due_before,
                                    [&](std::string_view word) { return stem.ends_with(word); })) {
                tell("missing_number", quote_around(text_, end - measure.size(), end));
            }
        }
    }

    std::string_view text_;
    std::vector<std::size_t>
        clause_ends_;  // Where they begin, as do all of these: those that may lack a figure.
    std::vector<std::size_t> brackets_;  // That open.
    std::vector<std::size_t> lost_;
    std::vector<std::size_t> unclosed_;  // The first bracket of its line that nothing closes.
    std::size_t open_ = 0;
    int depth_ = 0;
    std::vector<model::Anomaly> found_;
};

void find_duplicates(const std::vector<model::Section>& sections, Finder& finder) {
    for (std::size_t i = 0; i < sections.size(); ++i) {
        for (std::size_t j = i + 1; j < sections.size(); ++j) {
            const auto& a = sections[i];
            const auto& b = sections[j];
            const bool same_number = a.number != 0 && a.number == b.number;
            const bool same_title = !a.title.empty() && a.title == b.title;
            if (same_number || same_title) finder.tell("duplicate_section", a.title + " / " + b.title);
        }
    }
}

}  // namespace

std::vector<model::Anomaly> find_anomalies(const model::Document& document,
                                           const std::vector<model::Section>& sections,
                                           const ProseIndex* index) {
    // The sections hold the prose without tables; their text is what the agency wrote.
    std::string text;
    std::size_t bytes = 0;
    for (const auto& section : sections) bytes += section.title.size() + section.text.size() + 2;
    text.reserve(bytes);
    for (const auto& section : sections) {
        text.append(section.title).append(1, '\n').append(section.text).append(1, '\n');
    }
    if (sections.empty()) text = join_prose(document, {}).text;
    Finder finder{text};
    const bool may_have_template =
        sections.empty() || index == nullptr || index->has(StatementRules::all().words().template_text);
    if (may_have_template) finder.find_template_text();
    find_duplicates(sections, finder);
    finder.find_missing_numbers();
    finder.find_lost_characters();
    finder.find_broken_numbering();
    finder.find_unclosed_brackets();
    return finder.take();
}

}  // namespace ogi::parser
