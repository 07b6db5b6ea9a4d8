#include "parser/agency.h"

#include "base/utf8.h"
#include "parser/agency_name.h"
#include "parser/agency_title.h"
#include "parser/gazetteer.h"
#include "parser/information_lines.h"
#include "parser/organ_words.h"
#include "parser/place_context.h"
#include "parser/prose.h"
#include "parser/published.h"
#include "parser/url_names.h"
#include "parser/word_set.h"

#include <algorithm>
#include <array>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace ogi::parser {

namespace {

using namespace std::literals;

constexpr std::size_t head_bytes_max =
    6000;  // The paragraph about the report itself stands at its beginning.

constexpr std::size_t glued_head_bytes_max = 24'000;

constexpr std::string_view publisher_labels =
    "发布机构|发文机关|发文机构|公开机构|编制机关|编制单位|公开主体|责任部门|发布单位|公开单位|发文单位|"
    "报告单位|填报单位|责任单位|"
    "制作单位|发布部门";

struct Witness {
    std::string words;  // The name as printed.
    std::string_view evidence;
    double confidence;  // Where the name is complete and nothing in it is ambiguous.
};

// "办公室" of the office that answers questions: the agency is what stands before it.
std::string without_contact_office(std::string_view name) {
    for (const auto office :
         {"政府信息公开工作领导小组办公室"sv, "政务公开工作领导小组办公室"sv, "政府信息公开工作办公室"sv,
          "政府信息公开办公室"sv, "政务公开办公室"sv, "信息公开办公室"sv, "政务公开领导小组办公室"sv}) {
        if (const auto at = name.find(office); at != std::string_view::npos)
            return std::string{name.substr(0, at)};
    }
    return std::string{name};
}

// The text the report begins with: its first paragraphs, without the site's lines.
std::string head_of(const model::Document& document) {
    std::string head;
    for (const auto& block : document.blocks) {
        if (head.size() > head_bytes_max) break;
        if (block.text.empty() || is_furniture(block.text)) continue;
        head += without_spaces(block.text);
        head += '\n';
    }
    // A paragraph as long as that is no beginning, but a text that has lost its line ends.
    if (head.size() > glued_head_bytes_max) {
        auto end = glued_head_bytes_max;
        while (end > 0 && (static_cast<unsigned char>(head[end]) & 0xC0U) == 0x80U) --end;
        head.resize(end);
    }
    return head;
}

void add(std::vector<Witness>& witnesses, std::string words, std::string_view evidence, double confidence) {
    if (!words.empty()) witnesses.push_back({std::move(words), evidence, confidence});
}

// "由…编制", "请与…联系", "联系…（": who made the report and who answers for it.
void witnesses_of_preface(std::string_view head, std::vector<Witness>& witnesses) {
    static const WordSet words{"由|请与|请联系|请向|联系"};
    for (auto found = words.find(head); found; found = words.find(head, found.at + 1)) {
        const auto rest = head.substr(found.at + found.length);
        const auto name = leading_agency(rest);
        if (name.empty()) continue;
        const auto after = rest.substr(name.size(), 90);
        const bool answers = !head.substr(found.at).starts_with("由"sv);
        if (answers || contains_any(after, "编制"sv))
            add(witnesses, without_contact_office(name), "body", 0.9);
    }
}

// What stands behind the first year of a sentence: "一、总体情况2019年，某局…", "2019年度某局…".
std::string_view behind_year(std::string_view sentence) {
    for (std::size_t at = 0; at < sentence.size(); ++at) {
        const auto year = read_year(sentence.substr(at));
        if (year.year == 0) continue;
        sentence.remove_prefix(at + year.length);
        for (const auto word : {"年"sv, "度"sv, "以来"sv, "，"sv, ","sv}) {
            if (sentence.starts_with(word)) sentence.remove_prefix(word.size());
        }
        return sentence;
    }
    return {};
}

// Phrases like a title inside the text, and sentences that begin with the agency's name.
void witnesses_of_sentences(const std::string& head, std::vector<Witness>& witnesses) {
    std::string_view rest{head};
    while (!rest.empty()) {
        const auto end = rest.find('\n');
        auto line = rest.substr(0, end);
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
        while (!line.empty()) {
            const auto stop = line.find("。"sv);
            const auto sentence = line.substr(0, stop);
            line.remove_prefix(stop == std::string_view::npos ? line.size() : stop + "。"sv.size());
            if (sentence.size() < 200 && names_topic(sentence))
                add(witnesses, agency_of_title(sentence), "body", 0.85);
            add(witnesses, std::string{leading_agency(sentence)}, "body", 0.8);
            add(witnesses, std::string{leading_agency(behind_year(sentence))}, "body", 0.8);
        }
    }
}

// The value of a line such as "发布机构：某局" or "来源：某局", up to the next label. The label stands near
// its start.
std::string value_after(std::string_view text, std::string_view label) {
    constexpr std::size_t label_at_max = 600;
    const auto at = text.substr(0, label_at_max).find(label);
    if (at == std::string_view::npos) return {};
    auto value = base::trim(text.substr(at + label.size()));
    for (const auto mark : {"："sv, ":"sv}) {
        if (value.starts_with(mark)) value = base::trim(value.substr(mark.size()));
    }
    for (const auto mark : {"\n"sv, " "sv, "　"sv, "】"sv, "]"sv, "|"sv, "，"sv, "；"sv, "。"sv})
        value = value.substr(0, value.find(mark));
    return std::string{value};
}

void witnesses_of_lines(const model::Document& document, std::string_view labels, std::string_view evidence,
                        double confidence, std::vector<Witness>& witnesses) {
    const auto ask = [&](std::string_view text) {
        if (text.size() > 12'000) return;
        auto rest = labels;
        while (!rest.empty()) {
            const auto bar = rest.find('|');
            const auto value = value_after(text, rest.substr(0, bar));
            if (count_han(value) >= 3 && count_han(value) <= 30) add(witnesses, value, evidence, confidence);
            rest.remove_prefix(bar == std::string_view::npos ? rest.size() : bar + 1);
        }
    };
    for (const auto& line : information_lines(document)) ask(line);
    for (const auto& block : document.outside) ask(block.text);
    std::size_t seen = 0;
    for (const auto& block : document.blocks) {
        if (block.text.empty()) continue;
        if (++seen > 20) break;
        ask(block.text);
    }
}

// “略阳公安”微信公众号: the account's name is the place and the line of work.
void witnesses_of_accounts(const std::string& head, int year, std::vector<Witness>& witnesses) {
    struct Work {
        std::string_view word;
        std::string_view organ;
    };
    static constexpr std::array works{Work{"公安"sv, "公安局"sv}, Work{"警方"sv, "公安局"sv},
                                      Work{"教育"sv, "教育局"sv}, Work{"司法"sv, "司法局"sv},
                                      Work{"税务"sv, "税务局"sv}};
    for (auto at = head.find("公众号"sv); at != std::string::npos; at = head.find("公众号"sv, at + 1)) {
        const auto before = std::string_view{head}.substr(0, at);
        const auto close =
            std::max(before.rfind("”"sv) == std::string_view::npos ? 0 : before.rfind("”"sv),
                     before.rfind("\""sv) == std::string_view::npos ? 0 : before.rfind("\""sv));
        if (close == 0 || before.size() - close > 30) continue;
        auto open = before.substr(0, close).rfind("“"sv);
        if (open == std::string_view::npos) continue;
        const auto name = before.substr(open + "“"sv.size(), close - open - "“"sv.size());
        const auto place = match_place(name, Accept::stems_too);
        const auto places = in_use(place.divisions, year);
        if (places.size() != 1) continue;
        for (const auto& [word, organ] : works) {
            if (name.substr(place.length) != word) continue;
            add(witnesses, std::string{places.front()->name} + std::string{organ}, "account", 0.5);
        }
    }
}

// "按照某县人民政府部署", "配合某县公安局": whom the agency has to do with, not itself.
bool is_of_others(std::string_view before) {
    static constexpr std::array relations{"按照"sv, "按"sv,   "根据"sv, "配合"sv, "与"sv,   "和"sv,
                                          "向"sv,   "经"sv,   "受"sv,   "在"sv,   "从"sv,   "及"sv,
                                          "接受"sv, "协助"sv, "会同"sv, "联合"sv, "转发"sv, "落实"sv,
                                          "贯彻"sv, "请"sv,   "报"sv,   "对"sv,   "、"sv,   "到"sv};
    return std::ranges::any_of(relations, [&](std::string_view word) { return before.ends_with(word); });
}

// The agency that the text names most, with its place: a page that says "我局" throughout still signs
// somewhere.
void witness_of_mentions(std::string_view head, std::vector<Witness>& witnesses) {
    std::map<std::string_view, int> mentions;
    bool quoted = false;  // "《某省政府信息公开办法》" names a rule.
    for (std::size_t at = 0; at + 6 <= head.size();) {
        const auto rest = head.substr(at);
        const auto [c, length] = base::decode_utf8(rest);
        if (c == U'《' || c == U'》') quoted = c == U'《';
        const auto name =
            quoted || match_place(rest, Accept::full_names).empty() ? ""sv : leading_agency(rest);
        if (!name.empty() && !is_of_others(head.substr(0, at))) ++mentions[name];
        at += name.empty() ? length : name.size();
    }
    const auto most = std::ranges::max_element(mentions, {}, [](const auto& entry) { return entry.second; });
    if (most != mentions.end()) add(witnesses, std::string{most->first}, "body", 0.6);
}

// Newspapers and broadcasters, which a page names as its source.
bool is_medium(std::string_view words) {
    return contains_any(words, "融媒体|新闻|日报|报社|电视|广播|新华社|信息网|本站|原创"sv);
}

// Names that stand between marks, "… 某经济技术开发区": of authorities; of places only where no department
// speaks.
void witnesses_of_lone_names(std::string_view head, std::vector<Witness>& witnesses) {
    const bool department = contains_any(head, "我局|本局|我厅|我委|我镇|我乡|街道|分局|我办|我院|我中心"sv);
    while (!head.empty()) {
        std::size_t length = 0;
        while (length < head.size() && base::is_han(base::decode_utf8(head.substr(length)).code_point))
            length += base::decode_utf8(head.substr(length)).length;
        const auto word = head.substr(0, length);
        const auto match = match_place(word, Accept::stems_too);
        const bool place = !match.empty() && ((match.form == NameForm::full && match.length == word.size()) ||
                                              zone_length(word) == word.size());
        const bool organ =
            leading_agency(word).size() == word.size() && (is_national(word) || !match.empty());
        if (!word.empty() && ((place && !department) || organ))
            add(witnesses, std::string{word}, "body", organ ? 0.5 : 0.4);
        head.remove_prefix(length == 0 ? base::decode_utf8(head).length : length);
    }
}

// "平潭县公安局办公室" speaks for "公安局".
std::string complete_by(std::string_view placeless, std::string_view other) {
    const auto at = other.find(placeless);
    if (at == std::string_view::npos || at == 0) return {};
    const auto rest = other.substr(at + placeless.size());
    return rest.empty() || rest == "办公室"sv ? std::string{other.substr(0, at + placeless.size())}
                                              : std::string{};
}

// Names places alone or an organ; not a person, a newspaper or "我局".
bool is_name(std::string_view words) {
    if (may_be_agency(words)) return true;
    const auto match = match_place(words, Accept::stems_too);
    return !match.empty() && match.length == words.size();
}

// Listens to one witness after another until one names an agency with its place.
class Hearing {
  public:
    explicit Hearing(const PlaceContext& context) : context_{context} {}

    // The text says "我局": a government's name is hardly its own.
    void expect_department() { department_ = true; }

    // Has somebody answered?
    bool hear(const std::vector<Witness>& witnesses) {
        return std::ranges::any_of(witnesses, [&](const Witness& witness) { return answers(witness); });
    }

    model::AgencyName answer() const {
        if (answered_) return answer_;
        const auto& last = placeless_.words.empty() ? fallback_ : placeless_;
        if (last.words.empty()) return {};
        return say(last, complete_name(last.words, context_), 0.6);
    }

  private:
    static model::AgencyName say(const Witness& witness, const FullName& full, double share) {
        // Without a division two agencies may share the name.
        const double certainty = full.certain ? 1.0 : full.division != nullptr ? 0.8 : 0.6;
        return {.name = full.name,
                .as_written = witness.words,
                .division = full.division == nullptr ? "" : full.division->code_text(),
                .confidence = witness.confidence * share * certainty,
                .evidence = std::string{witness.evidence}};
    }

    bool contradicts(std::string_view name) const {
        return department_ &&
               (name.ends_with("政府"sv) || name.ends_with("行政公署"sv) || !ends_as_organ(name));
    }
    static bool is_weak(const Witness& witness) { return witness.confidence <= 0.6; }

    bool answers(const Witness& witness) {
        const auto words = without_spaces(witness.words);
        if (!is_name(words) || (is_weak(witness) && contradicts(words))) return false;
        if (!placeless_.words.empty()) {
            // A better witness for the same organ; anything else must wait.
            const auto whole = complete_by(without_spaces(placeless_.words), words);
            if (whole.empty()) return false;
            const auto full = complete_name(whole, context_);
            if (!full.has_place) return false;
            answer_ = say(placeless_, full, 0.95);
            return answered_ = true;
        }
        const auto full = complete_name(words, context_);
        if (full.name.empty()) return false;
        const bool names_place = !match_place(words, Accept::stems_too).empty() || full.certain;
        if (full.has_place && names_place) {
            answer_ = say(witness, full, contradicts(full.name) ? 0.5 : 1.0);
            return answered_ = true;
        }
        // The title decides the organ; without a title, a witness that names a place is better than one that
        // does not.
        if (witness.evidence == "title"sv || full.has_place) {
            placeless_ = witness;
        } else if (fallback_.words.empty()) {
            fallback_ = witness;
        }
        return false;
    }

    const PlaceContext& context_;
    bool department_ = false;
    Witness placeless_{};  // Must be completed …
    Witness fallback_{};   // … and this only if nobody else speaks.
    model::AgencyName answer_;
    bool answered_ = false;
};

// A page's <title> may have the site's name in front of the report's title: "某县人民政府 年报
// 2023年度…报告".
bool may_be_site(std::string_view name, std::string_view title, std::string_view first_title) {
    const auto own = without_spaces(first_title);
    return name.ends_with("政府"sv) && !own.empty() && title.size() > first_title.size() &&
           without_spaces(title).ends_with(own);
}

std::vector<Witness> witnesses_of_titles(const model::Document& document,
                                         std::span<const std::string> titles) {
    std::vector<Witness> witnesses;
    for (const auto& title : titles) {
        auto name = agency_of_title(title);
        if (!may_be_site(name, title, titles.front())) add(witnesses, std::move(name), "title", 0.98);
    }
    for (const auto& title : titles) add(witnesses, agency_behind_title(title), "title", 0.9);
    // Behind the title of a page may stand the site, which is a government's or a department's.
    const auto behind = agency_behind_title(document.title);
    if (!behind.ends_with("政府"sv)) add(witnesses, behind, "title", 0.85);
    return witnesses;
}

}  // namespace

model::AgencyName find_agency(const model::Document& document, const Hints& hints,
                              std::span<const std::string> titles, int year) {
    const PlaceContext context{document, hints, year};
    Hearing hearing{context};
    if (hearing.hear(witnesses_of_titles(document, titles))) return hearing.answer();

    std::vector<Witness> witnesses;
    const auto head = head_of(document);
    if (contains_any(head, "我局|本局|我厅|本厅|我委"sv)) hearing.expect_department();
    witnesses_of_preface(head, witnesses);
    if (const auto signature = find_signature(document))
        add(witnesses, without_spaces(signature->before), "signature", 0.9);
    witnesses_of_lines(document, publisher_labels, "publisher", 0.85, witnesses);
    if (hints.carrier) {
        add(witnesses, agency_of_title(hints.carrier->title), "page", 0.85);
        add(witnesses, hints.carrier->agency, "page", 0.85);
    }
    add(witnesses, agency_of_title(hints.called), "page", 0.8);
    add(witnesses, hints.agency, "source", 0.8);
    if (hearing.hear(witnesses)) return hearing.answer();

    witnesses.clear();
    witnesses_of_sentences(head, witnesses);
    std::vector<Witness> sources;
    for (const auto& [name, content] : document.metas) {
        if (name == "contentsource"sv) add(sources, content, "meta", 0.75);
    }
    witnesses_of_lines(document, "信息来源|来源"sv, "publisher", 0.7, sources);
    std::erase_if(sources, [](const Witness& source) { return is_medium(source.words); });
    witnesses.insert(witnesses.end(), sources.begin(), sources.end());
    witnesses_of_accounts(head, year, witnesses);
    witness_of_mentions(head, witnesses);
    for (const auto& [name, content] : document.metas) {
        if (name == "sitename"sv) add(witnesses, content, "site", 0.5);
    }
    if (hearing.hear(witnesses)) return hearing.answer();

    witnesses.clear();
    witnesses_of_lone_names(head, witnesses);
    add(witnesses, agency_of_url(hints.url.empty() ? document.url : hints.url, context), "url", 0.5);
    hearing.hear(witnesses);
    return hearing.answer();
}

}  // namespace ogi::parser
