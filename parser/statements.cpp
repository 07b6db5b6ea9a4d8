#include "parser/statements.h"

#include "base/utf8.h"
#include "parser/clauses.h"
#include "parser/figures.h"
#include "parser/prose.h"
#include "parser/prose_index.h"
#include "parser/statement_rules.h"
#include "parser/words.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace ogi::parser {

namespace {

using namespace std::literals;

constexpr std::size_t quote_bytes_max = 240;
constexpr std::size_t doubt_bytes_max = 240;  // Words that leave open what a figure counts stand near it.
constexpr std::size_t heading_bytes_max = 120;
constexpr std::size_t heading_lines_max = 40;  // A heading further up does not speak for a paragraph.

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

// What was done with applications, where nothing else is said.
struct LoneOutcome {
    std::string_view words;
    std::string_view name;
};
constexpr std::array lone_outcomes{LoneOutcome{"予以公开"sv, "requests.granted"sv},
                                   LoneOutcome{"部分公开"sv, "requests.partially_granted"sv},
                                   LoneOutcome{"不予公开"sv, "requests.denied"sv}};

// What is known where a figure stands.
struct Setting {
    std::string_view sentence;  // From its beginning to the figure.
    std::string_view lead;      // From the figure before, in the same sentence.
    std::string_view clause;    // The last part of the lead.
    WordsAround words = {};     // What these hold.
};

class Reader {
  public:
    Reader(const model::Document& document, const Prose& prose, const ProseIndex& index)
        : document_{document}, prose_{prose}, text_{prose.text}, index_{index} {}

    std::vector<model::Statement> read() {
        paragraph_.end = line_end(0);
        std::size_t last_end = 0;
        SentenceBegins sentences{text_};
        std::size_t last_sentence = std::string_view::npos;
        for (const auto& figure : find_figures(text_)) {
            follow_paragraph(figure.begin);
            const auto begin = sentences.before(figure.begin);
            if (begin != last_sentence) start_sentence(begin);
            const auto lead_begin = std::max(begin, begin == last_sentence ? last_end : begin);
            Setting setting{.sentence = text_.substr(begin, figure.begin - begin),
                            .lead = text_.substr(lead_begin, figure.begin - lead_begin),
                            .clause = {}};
            setting.clause = last_clause(setting.lead);
            setting.words = index_.words_around(setting.sentence, setting.lead, setting.clause);
            setting.words.behind = text_.substr(figure.end);
            if (setting.words.lead[words_.dispute]) follow_dispute(setting.lead);
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
        told_before_ = statements_.size();
    }

    void follow_dispute(std::string_view lead) {
        std::size_t latest = 0;
        for (const auto& [word, name] : disputes) {
            const auto at = find_last_word(lead, word);
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
        const auto quote = quote_of(figure, setting);
        if (quote.empty()) return;
        statements_.push_back({.name = std::move(name),
                               .value = figure.value,
                               .approximate = figure.approximate,
                               .unit = figure.unit,
                               .quote = std::string{quote},
                               .at = prose_.place_of(figure.begin, document_)});
    }

    // The clause of the figure and, where it is open what the figure counts, the words that say so; empty if
    // they stand too far away.
    std::string_view quote_of(const ProseFigure& figure, const Setting& setting) const {
        const auto from = [&](std::string_view part, std::size_t at) {
            const auto before = part.substr(0, at);
            return index_.offset_of(part) + at - after_last(before, clause_ends).size();
        };
        std::size_t begin = index_.offset_of(last_bytes(setting.clause, quote_bytes_max));
        std::size_t end = figure.end;
        const auto whole = sentence_near(figure, setting);
        const auto lead = last_bytes(setting.lead, doubt_bytes_max);
        const auto sentence = last_bytes(setting.sentence, doubt_bytes_max);
        bool doubted = true;
        if (const auto several = index_.several_agencies(whole); several != std::string_view::npos) {
            begin = std::min(begin, from(whole, several)), end = index_.offset_of(whole) + whole.size();
        } else if (const auto at = index_.doubt(lead); at != std::string_view::npos) {
            begin = std::min(begin, from(lead, at));
        } else if (const auto early = index_.lasting_doubt(sentence); early != std::string_view::npos) {
            begin = std::min(begin, from(sentence, early));
        } else {
            doubted = false;
        }
        auto quote = text_.substr(begin, end - begin);
        for (const auto mark :
             {"，"sv, "、"sv, "；"sv, "（"sv, "："sv, ","sv, ";"sv, "("sv, " "sv, "）"sv, ")"sv}) {
            if (quote.starts_with(mark)) quote.remove_prefix(mark.size());
        }
        const bool tells = !doubted || (quote.size() <= 3 * doubt_bytes_max &&
                                        index_.doubt(quote) != std::string_view::npos);
        return tells ? base::trim(quote) : std::string_view{};
    }

    // What stands around the figure in its sentence.
    std::string_view sentence_near(const ProseFigure& figure, const Setting& setting) const {
        const auto before = last_bytes(setting.sentence, doubt_bytes_max);
        auto behind = first_bytes(text_.substr(figure.end), doubt_bytes_max);
        behind = behind.substr(0, std::min(behind.find("。"sv), behind.find('\n')));
        const auto begin = static_cast<std::size_t>(before.data() - text_.data());
        return text_.substr(begin, figure.end - begin + behind.size());
    }

    void read_figure(const ProseFigure& figure, const Setting& setting) {
        if (setting.words.clause[words_.difference]) return;
        const int year = index_.named_year(setting.lead);
        if (year != 0 && index_.main_year() != 0 && year != index_.main_year()) return;
        // A numeral in words is a figure only at the end of a clause: "收到申请一件，".
        if (figure.in_words && !ends_clause(setting.words.behind)) return;
        if (!dispute_.empty() && is_one_of(figure.unit, request_units)) {
            if (of_disclosure() && read_dispute(figure, setting)) return;
        }
        if (setting.words.lead[words_.own_part] && read_own_part(figure, setting)) return;
        if (setting.words.lead[words_.part]) return;
        if (const auto name = rules_.name_of(figure.unit, setting.words); !name.empty())
            return add(std::string{name}, figure, setting);
        if (is_one_of(figure.unit, request_units) && stands_below_request_heading()) {
            auto words = setting.words;
            words.sentence.set(words_.disclosure);
            if (const auto name = rules_.name_of(figure.unit, words); name == "requests.new_received"sv)
                return add(std::string{name}, figure, setting);
        }
        if (const auto name = lone_outcome(figure, setting); !name.empty())
            return add(std::string{name}, figure, setting);
        // "政府集中采购共计234件，21672.16万元": the amount belongs to what was named before.
        const bool bare = setting.lead.size() < setting.sentence.size() && !has_han(setting.lead);
        if (bare && figure.unit.ends_with("元"sv) && !statements_.empty() &&
            statements_.back().name == "disclosure.procurement.items"sv) {
            add("disclosure.procurement.amount", figure, setting);
        }
    }

    // "全县收到申请113件，其中县政府本级72件": the tables may count either.
    bool read_own_part(const ProseFigure& figure, const Setting& setting) {
        if (statements_.size() == told_before_) return false;
        const auto& whole = statements_.back();
        if (!whole.name.starts_with("requests."sv) || whole.unit != figure.unit) return false;
        add(std::string{whole.name}, figure, setting);
        return true;
    }

    // "行政诉讼案件115件，其中涉及政府信息公开27件": the tables count only these.
    bool read_disclosure_part(const ProseFigure& figure, const Setting& setting) {
        const bool part =
            setting.words.lead[words_.part_opening] && setting.words.lead[words_.about_disclosure];
        if (!part || statements_.size() == told_before_) return false;
        const auto name = std::string{dispute_} + ".total";
        if (statements_.back().name != name || contains_any(statements_.back().quote, "信息公开|政府信息"sv))
            return false;
        statements_.pop_back();
        add(name, figure, setting);
        return true;
    }

    bool read_dispute(const ProseFigure& figure, const Setting& setting) {
        const auto& clause = setting.words.clause;
        const std::array<std::pair<bool, std::string_view>, 4> endings = {
            {{clause[words_.upheld], ".upheld"sv},
             {clause[words_.corrected], ".corrected"sv},
             {clause[words_.pending], ".pending"sv},
             {clause[words_.other], ".other"sv}}};
        for (const auto& [said, name] : endings) {
            if (!said) continue;
            add(std::string{dispute_} + std::string{name}, figure, setting);
            return true;
        }
        if (read_disclosure_part(figure, setting)) return true;
        const bool named_here = setting.words.lead[words_.dispute];
        if (counted_ || !named_here || clause[words_.dispute_part]) return named_here;
        counted_ = true;
        add(std::string{dispute_} + ".total", figure, setting);
        return true;
    }

    // The paragraph that figures are read from, and what holds for all of it: asked once, for it may be long.
    struct Paragraph {
        std::size_t begin = 0;
        std::size_t end = 0;
        std::optional<bool> of_disclosure = {};
        std::optional<bool> below_request_heading = {};
    };

    std::size_t line_end(std::size_t at) const { return std::min(text_.find('\n', at), text_.size()); }

    void follow_paragraph(std::size_t at) {
        while (at > paragraph_.end)
            paragraph_ = {.begin = paragraph_.end + 1, .end = line_end(paragraph_.end + 1)};
    }

    // Is a dispute about disclosure? An agency has others: the paragraph or the heading above must say so.
    bool of_disclosure() {
        if (!paragraph_.of_disclosure) paragraph_.of_disclosure = find_disclosure();
        return *paragraph_.of_disclosure;
    }
    bool find_disclosure() const {
        const auto& [begin, end, known, heading] = paragraph_;
        if (index_.lists_in(text_.substr(begin, end - begin))[words_.about_disclosure]) return true;
        auto before = text_.substr(0, begin);
        for (std::size_t lines = 0; !before.empty() && lines < heading_lines_max; ++lines) {
            before.remove_suffix(1);
            const auto line = after_last(before, line_ends);
            if (read_ordinal(line).length > 0) return index_.lists_in(line)[words_.disclosure_heading];
            before.remove_suffix(line.size());
        }
        return false;
    }

    // "三、依申请公开政府信息情况" right above "收到书面申请5件" says what they apply for. Further down there
    // may be others.
    bool stands_below_request_heading() {
        if (!paragraph_.below_request_heading) paragraph_.below_request_heading = find_request_heading();
        return *paragraph_.below_request_heading;
    }
    bool find_request_heading() const {
        auto above = text_.substr(0, paragraph_.begin);
        while (above.ends_with('\n')) above.remove_suffix(1);
        const auto heading = after_last(above, line_ends);
        return heading.size() <= heading_bytes_max && read_ordinal(heading).length > 0 &&
               index_.lists_in(heading)[words_.request_heading] &&
               find_word(heading, "。"sv) == std::string_view::npos;
    }

    // "收到政府信息公开申请72件。予以公开46件": the sentence names nothing else that was made public, and
    // what stands before it in the paragraph is of applications, or it opens the section.
    std::string_view lone_outcome(const ProseFigure& figure, const Setting& setting) const {
        const auto said = std::ranges::find(lone_outcomes, base::trim(setting.sentence), &LoneOutcome::words);
        if (said == lone_outcomes.end() || !is_one_of(figure.unit, request_units)) return {};
        auto above = text_.substr(0, figure.begin - setting.sentence.size());
        const auto before = after_last(last_bytes(above, 3 * doubt_bytes_max), line_ends);
        if (!before.empty()) return index_.lists_in(before)[words_.request_heading] ? said->name : ""sv;
        while (above.ends_with('\n')) above.remove_suffix(1);
        return read_ordinal(after_last(above, line_ends)).length > 0 ? said->name : ""sv;
    }

    static bool ends_clause(std::string_view behind) {
        behind = base::trim(behind.substr(0, 12));
        return behind.empty() || !base::is_han(base::decode_utf8(behind).code_point);
    }

    // "未收到政府信息公开申请", "未发生…行政复议、行政诉讼": nothing happened, and the sentence says of what.
    void read_negations() {
        const auto said_at = index_.places_of(words_.negation);
        any_word(negation_words, [&](std::string_view word) {
            for (const auto at : said_at) {
                if (!text_.substr(at).starts_with(word)) continue;
                const auto begin = sentence_begin(text_, at);
                const auto stop =
                    std::min({text_.find("。"sv, at), text_.find("；"sv, at), text_.find('\n', at),
                              text_.find("，"sv, at), text_.find(',', at)});
                const auto said = text_.substr(at, stop == std::string_view::npos ? stop : stop - at);
                const auto before = text_.substr(begin, at - begin);
                const int year = index_.named_year(before);
                if (said.size() > 150 || (year != 0 && index_.main_year() != 0 && year != index_.main_year()))
                    continue;
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
            return false;
        });
    }

    const model::Document& document_;
    const Prose& prose_;
    std::string_view text_;
    const ProseIndex& index_;
    const StatementRules& rules_ = StatementRules::all();
    const StatementWords& words_ = rules_.words();
    Paragraph paragraph_;
    std::string_view dispute_;     // Which kind the sentence speaks of; empty for none.
    bool counted_ = false;         // Its total was named.
    std::size_t told_before_ = 0;  // Statements of the sentences before.
    std::vector<model::Statement> statements_;
};

}  // namespace

std::vector<model::Statement> read_statements(const model::Document& document, const Prose& prose) {
    return read_statements(document, prose, ProseIndex{prose.text});
}

std::vector<model::Statement> read_statements(const model::Document& document, const Prose& prose,
                                              const ProseIndex& index) {
    return Reader{document, prose, index}.read();
}

}  // namespace ogi::parser
