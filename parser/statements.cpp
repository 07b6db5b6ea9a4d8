#include "parser/statements.h"

#include "base/utf8.h"
#include "parser/figures.h"
#include "parser/prose.h"
#include "parser/published.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace ogi::parser {

namespace {

using namespace std::literals;

constexpr std::size_t clause_bytes_max = 150;  // What stands further away from a figure does not name it.
constexpr std::size_t quote_bytes_max = 240;
constexpr std::size_t heading_lines_max = 40;  // A heading further up does not speak for a paragraph.

constexpr std::string_view request_units = "件|宗|条|项|起|份|次|个|件次";
constexpr std::string_view decision_units = "件|宗|起|件次";
constexpr std::string_view document_units = "件|份|个|部|项";
constexpr std::string_view any_units = "件|宗|条|项|起|份|次|个|件次|条次|篇";

struct Rule {
    std::string_view name;
    std::string_view clause;    // One of these in the clause,
    std::string_view sentence;  // one of these in the sentence up to the figure,
    std::string_view not_in;    // none of these in the clause,
    std::string_view behind;    // one of these right behind the measure word,
    std::string_view units;     // measured so.
};

constexpr Rule rules[] = {
#include "parser/tables/statement_rules.inc"
};

// How a dispute ended, in the words of the form and of the prose.
struct Ending {
    std::string_view words;
    std::string_view name;
};
constexpr std::array endings{Ending{"维持"sv, ".upheld"sv}, Ending{"纠正"sv, ".corrected"sv},
                             Ending{"尚未审结|未审结|审理中|正在审理"sv, ".pending"sv},
                             Ending{"其他结果|其他"sv, ".other"sv}};

// What a dispute is called; the later in the text decides, the longer where they overlap.
struct Dispute {
    std::string_view word;
    std::string_view name;
};
constexpr std::array disputes{Dispute{"行政复议"sv, "reconsideration"sv},
                              Dispute{"行政诉讼"sv, "litigation"sv},
                              Dispute{"直接起诉"sv, "litigation.direct"sv},
                              Dispute{"直接提起诉讼"sv, "litigation.direct"sv},
                              Dispute{"复议后起诉"sv, "litigation.after_reconsideration"sv},
                              Dispute{"复议后提起诉讼"sv, "litigation.after_reconsideration"sv}};

// A figure that tells a change or another year's.
constexpr std::string_view difference_words =
    "较|比上|同比|增加|减少|增长|下降|上升|环比|去年|上年同期|多了|少了|比20";

// What an application must be about to be one of the form's; agencies have other applicants too.
constexpr std::string_view disclosure_words = "信息公开|政府信息|依申请|公开申请|申请公开";

// A figure of a part of the agency: the form counts the whole.
constexpr std::string_view part_words =
    "市本级|县本级|区本级|市政府本级|其中，市政府|其中市政府|市政府办公室受理|县政府办公室受理|"
    "区政府办公室受理|"
    "各部门受理|市直部门|县直部门|区直部门|乡镇受理|街道受理|其中部门";

bool ends_unit(std::string_view units, std::string_view unit) {
    while (!units.empty()) {
        const auto bar = units.find('|');
        if (units.substr(0, bar) == unit) return true;
        units.remove_prefix(bar == std::string_view::npos ? units.size() : bar + 1);
    }
    return false;
}

// The bytes behind the last of `marks` in `text`.
std::string_view after_last(std::string_view text, auto... marks) {
    for (const std::string_view mark : {std::string_view{marks}...}) {
        if (const auto at = text.rfind(mark); at != std::string_view::npos)
            text.remove_prefix(at + mark.size());
    }
    return text;
}

// `text` cut to its last bytes, at a character.
std::string_view last_bytes(std::string_view text, std::size_t bytes) {
    if (text.size() <= bytes) return text;
    text.remove_prefix(text.size() - bytes);
    while (!text.empty() && (static_cast<unsigned char>(text.front()) & 0xC0U) == 0x80) text.remove_prefix(1);
    return text;
}

// Where a sentence around a figure begins: behind the last full stop or line break.
std::size_t sentence_begin(std::string_view text, std::size_t at) {
    const auto before = text.substr(0, at);
    return at - after_last(before, "。", "\n", "！", "？").size();
}

// Its year, if the words before the figure name one: "较2021年", "2022年(31起)".
int named_year(std::string_view words) {
    int year = 0;
    for (std::size_t at = 0; at < words.size();) {
        const auto found = read_year(words.substr(at));
        if (found.year != 0) {
            const auto rest = base::trim(words.substr(at + found.length));
            if (rest.starts_with("年"sv)) year = found.year;
            at += found.length;
            continue;
        }
        at += base::decode_utf8(words.substr(at)).length;
    }
    return year;
}

// The year most of the text's sentences are about: the one that is named most, the earlier in the text of
// two.
int main_year(std::string_view text) {
    std::array<int, 100> counts{};
    std::array<std::size_t, 100> first{};
    for (std::size_t at = 0; at < text.size();) {
        const auto found = read_year(text.substr(at));
        if (found.year >= 2000 && base::trim(text.substr(at + found.length, 12)).starts_with("年"sv)) {
            const auto index = static_cast<std::size_t>(found.year - 2000);
            if (counts[index]++ == 0) first[index] = at;
        }
        at += found.year == 0 ? base::decode_utf8(text.substr(at)).length : found.length;
    }
    std::size_t best = 0;
    for (std::size_t i = 1; i < counts.size(); ++i) {
        if (counts[i] > counts[best] || (counts[i] == counts[best] && first[i] < first[best])) best = i;
    }
    return counts[best] == 0 ? 0 : 2000 + static_cast<int>(best);
}

// What is known where a figure stands.
struct Setting {
    std::string_view sentence;  // From its beginning to the figure.
    std::string_view lead;      // From the figure before, in the same sentence.
    std::string_view clause;    // The last part of the lead.
    std::string_view behind;    // Behind the measure word.
};

class Reader {
  public:
    Reader(const model::Document& document, const Prose& prose)
        : document_{document}, prose_{prose}, text_{prose.text}, year_{main_year(prose.text)} {}

    std::vector<model::Statement> read() {
        std::size_t last_end = 0;
        std::size_t last_sentence = std::string_view::npos;
        for (const auto& figure : find_figures(text_)) {
            const auto begin = sentence_begin(text_, figure.begin);
            if (begin != last_sentence) start_sentence(begin);
            const auto lead_begin = std::max(begin, begin == last_sentence ? last_end : begin);
            Setting setting{.sentence = text_.substr(begin, figure.begin - begin),
                            .lead = text_.substr(lead_begin, figure.begin - lead_begin),
                            .clause = {},
                            .behind = text_.substr(figure.end)};
            setting.clause = clause_of(setting.lead);
            follow_dispute(setting.lead);
            read_figure(figure, setting);
            last_sentence = begin;
            last_end = figure.end;
        }
        read_negations();
        return std::move(statements_);
    }

  private:
    void start_sentence(std::size_t begin) {
        // "其中维持3件" goes on with what the sentence before spoke of.
        const auto rest = text_.substr(begin, 30);
        if (!rest.starts_with("其中"sv)) dispute_ = {};
        counted_ = false;
    }

    // The last clause that says something: "共计" alone does not.
    static std::string_view clause_of(std::string_view lead) {
        lead = last_bytes(lead, clause_bytes_max);
        auto clause = after_last(lead, "，", ",", "；", ";", "：", ":", "（", "(");
        if (count_han(clause) >= 3 || clause.size() == lead.size()) return clause;
        const auto shorter = lead.substr(0, lead.size() - clause.size());
        auto cut = shorter;
        while (!cut.empty() && (static_cast<unsigned char>(cut.back()) & 0x80U) != 0 && cut.size() >= 3 &&
               !base::is_han(base::decode_utf8(cut.substr(cut.size() - 3)).code_point)) {
            cut.remove_suffix(3);
        }
        while (!cut.empty() &&
               (cut.back() == ',' || cut.back() == ':' || cut.back() == '(' || cut.back() == ';'))
            cut.remove_suffix(1);
        const auto before = after_last(cut, "，", ",", "；", ";", "（", "(");
        return lead.substr(cut.size() - before.size());
    }

    void follow_dispute(std::string_view lead) {
        std::size_t latest = 0;
        for (const auto& [word, name] : disputes) {
            const auto at = lead.rfind(word);
            if (at == std::string_view::npos) continue;
            // "提起行政诉讼" behind "复议后" and the like: the end of the word counts.
            if (at + word.size() >= latest) {
                latest = at + word.size();
                dispute_ = name;
                counted_ = false;
            }
        }
    }

    void add(std::string name, const ProseFigure& figure, const Setting& setting) {
        const auto quoted = last_bytes(setting.clause, quote_bytes_max);
        const auto begin = static_cast<std::size_t>(quoted.data() - text_.data());
        auto quote = text_.substr(begin, figure.end - begin);
        for (const auto mark :
             {"，"sv, "、"sv, "；"sv, "（"sv, "："sv, ","sv, ";"sv, "("sv, " "sv, "）"sv, ")"sv}) {
            if (quote.starts_with(mark)) quote.remove_prefix(mark.size());
        }
        statements_.push_back({.name = std::move(name),
                               .value = figure.value,
                               .approximate = figure.approximate,
                               .unit = figure.unit,
                               .quote = std::string{base::trim(quote)},
                               .at = prose_.place_of(figure.begin, document_)});
    }

    void read_figure(const ProseFigure& figure, const Setting& setting) {
        if (contains_any(setting.clause, difference_words)) return;
        const int year = named_year(setting.lead);
        if (year != 0 && year_ != 0 && year != year_) return;
        // A numeral in words is a figure only at the end of a clause: "收到申请一件，".
        if (figure.in_words && !ends_clause(setting.behind)) return;
        if (!dispute_.empty() && ends_unit(request_units, figure.unit)) {
            if (of_disclosure(figure.begin) && read_dispute(figure, setting)) return;
        }
        if (contains_any(setting.lead, part_words)) return;
        for (const auto& rule : rules) {
            if (!ends_unit(rule.units, figure.unit)) continue;
            if (!rule.clause.empty() && !contains_any(setting.clause, rule.clause)) continue;
            if (!rule.sentence.empty() && !contains_any(setting.sentence, rule.sentence)) continue;
            if (!rule.not_in.empty() && contains_any(setting.clause, rule.not_in)) continue;
            if (!rule.behind.empty() && !begins_with_any(setting.behind, rule.behind)) continue;
            const bool application = rule.name.starts_with("requests."sv);
            if (application && !contains_any(setting.sentence, disclosure_words)) continue;
            // Parts of a whole are no second whole.
            if (rule.name == "disclosure.total"sv && contains_any(setting.sentence, "其中|其他应主动公开"sv))
                return;
            add(std::string{rule.name}, figure, setting);
            return;
        }
        // "政府集中采购共计234件，21672.16万元": the amount belongs to what was named before.
        const bool bare = count_han(setting.lead) == 0 && setting.lead.size() < setting.sentence.size();
        if (bare && figure.unit.ends_with("元"sv) && !statements_.empty() &&
            statements_.back().name == "disclosure.procurement.items"sv) {
            add("disclosure.procurement.amount", figure, setting);
        }
    }

    bool read_dispute(const ProseFigure& figure, const Setting& setting) {
        for (const auto& [words, name] : endings) {
            if (!contains_any(setting.clause, words)) continue;
            add(std::string{dispute_} + std::string{name}, figure, setting);
            return true;
        }
        const bool named_here =
            contains_any(setting.lead, "行政复议|行政诉讼|直接起诉|复议后起诉|直接提起诉讼|复议后提起诉讼");
        if (counted_ || !named_here || contains_any(setting.clause, "申请公开|驳回|撤回|确认"))
            return named_here;
        counted_ = true;
        add(std::string{dispute_} + ".total", figure, setting);
        return true;
    }

    // Is the dispute at `at` about disclosure? An agency has others: the paragraph or the heading above must
    // say so.
    bool of_disclosure(std::size_t at) const {
        const auto paragraph_end = text_.find('\n', at);
        auto before = text_.substr(0, at);
        const auto paragraph = after_last(before, "\n");
        const auto whole = text_.substr(at - paragraph.size(), paragraph_end == std::string_view::npos
                                                                   ? std::string_view::npos
                                                                   : paragraph_end - at + paragraph.size());
        if (contains_any(whole, "信息公开|政府信息|依申请公开")) return true;
        before.remove_suffix(paragraph.size());
        for (std::size_t lines = 0; !before.empty() && lines < heading_lines_max; ++lines) {
            before.remove_suffix(1);
            const auto line = after_last(before, "\n");
            if (read_ordinal(line).length > 0) return contains_any(line, "复议|诉讼|信息公开|申请");
            before.remove_suffix(line.size());
        }
        return false;
    }

    static bool ends_clause(std::string_view behind) {
        behind = base::trim(behind.substr(0, 12));
        return behind.empty() || !base::is_han(base::decode_utf8(behind).code_point);
    }

    static bool begins_with_any(std::string_view text, std::string_view words) {
        while (!words.empty()) {
            const auto bar = words.find('|');
            if (text.starts_with(words.substr(0, bar))) return true;
            words.remove_prefix(bar == std::string_view::npos ? words.size() : bar + 1);
        }
        return false;
    }

    // "未收到政府信息公开申请", "未发生…行政复议、行政诉讼": nothing happened, and the sentence says of what.
    void read_negations() {
        for (const auto word : {"未收到"sv, "没有收到"sv, "未接到"sv, "没有发生"sv, "未发生"sv, "无因"sv}) {
            for (auto at = text_.find(word); at != std::string_view::npos; at = text_.find(word, at + 1)) {
                const auto begin = sentence_begin(text_, at);
                const auto stop =
                    std::min({text_.find("。"sv, at), text_.find("；"sv, at), text_.find('\n', at),
                              text_.find("，"sv, at), text_.find(',', at)});
                const auto said = text_.substr(at, stop == std::string_view::npos ? stop : stop - at);
                const auto before = text_.substr(begin, at - begin);
                const int year = named_year(before);
                if (said.size() > 150 || (year != 0 && year_ != 0 && year != year_)) continue;
                const bool of_disclosure =
                    contains_any(text_.substr(begin, at + said.size() - begin), "信息公开|依申请公开"sv);
                const bool review = contains_any(said, "复议"sv);
                const bool court = contains_any(said, "诉讼"sv);
                const auto nothing = [&](std::string name) {
                    statements_.push_back({.name = std::move(name),
                                           .value = model::Decimal::whole(0),
                                           .approximate = false,
                                           .unit = {},
                                           .quote = std::string{said},
                                           .at = prose_.place_of(at, document_)});
                };
                if (review && of_disclosure) nothing("reconsideration.total");
                if (court && of_disclosure) nothing("litigation.total");
                if (!review && !court && of_disclosure && contains_any(said, "申请"sv))
                    nothing("requests.new_received");
            }
        }
    }

    const model::Document& document_;
    const Prose& prose_;
    std::string_view text_;
    int year_ = 0;
    std::string_view dispute_;  // Which kind the sentence speaks of; empty for none.
    bool counted_ = false;      // Its total was named.
    std::vector<model::Statement> statements_;
};

}  // namespace

std::vector<model::Statement> read_statements(const model::Document& document,
                                              const std::vector<bool>& table_blocks) {
    const auto prose = join_prose(document, table_blocks);
    return Reader{document, prose}.read();
}

}  // namespace ogi::parser
