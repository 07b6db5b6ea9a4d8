#include "parser/agency_title.h"

#include "base/utf8.h"
#include "parser/agency_name.h"
#include "parser/gazetteer.h"
#include "parser/organ_words.h"
#include "parser/prose.h"
#include "parser/published.h"
#include "parser/word_set.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace ogi::parser {

namespace {

using namespace std::literals;

constexpr std::size_t name_chars_max = 40;
constexpr std::size_t segments_max = 4;  // Asked from the words of the report backwards.

const WordSet& topics() {
    static const WordSet words{"政府信息公开|政务信息公开|政府公开信息|政务公开|信息公开"};
    return words;
}
constexpr std::string_view report_words = "报告|年报|工作总结";

// Between these stand the parts of a title.
constexpr std::string_view separator_words =
    "。|；|：|，|,|;|:|《|》|〈|“|”|\"|（|）|(|)|【|】|_|—|"
    "-|>|…|·|公布|发布|公开|现将|关于|报送|印发|编制了|编制的|标题|题名|"
    "名称|}|!|暨|向社会|上报";  // And the bar.

// A part that begins so speaks of somebody that it does not name.
constexpr std::array pronouns{"我"sv,   "本局"sv, "本单位"sv, "本机关"sv, "本部门"sv, "本委"sv,
                              "本厅"sv, "本镇"sv, "本乡"sv,   "本街道"sv, "本级"sv,   "全市"sv,
                              "全县"sv, "全区"sv, "全省"sv,   "各"sv,     "该"sv};

// Where the words of the report begin; npos if there are none. "政务公开办公室" is part of a name.
std::size_t find_topic(std::string_view text) {
    static constexpr std::array of_names{"办"sv, "领导小组"sv, "中心"sv, "局"sv, "政务服务"sv, "科"sv};
    for (auto topic = topics().find(text); topic; topic = topics().find(text, topic.at + topic.length)) {
        const auto after = text.substr(topic.at + topic.length);
        const bool of_name =
            std::ranges::any_of(of_names, [&](auto word) { return after.starts_with(word); });
        if (!of_name) return contains_any(after, report_words) ? topic.at : std::string_view::npos;
    }
    return std::string_view::npos;
}

// Takes the year out of the middle; what stands around it is the name.
std::string without_years(std::string_view part) {
    std::string name;
    for (std::size_t at = 0; at < part.size();) {
        if (const auto year = read_year(part.substr(at)); year.year != 0) {
            at += year.length;
            for (const auto word : {"年"sv, "度"sv}) {
                if (part.substr(at).starts_with(word)) at += word.size();
            }
            continue;
        }
        const auto [c, length] = base::decode_utf8(part.substr(at));
        if (base::is_han(c) || c == U'、') {
            name.append(part.substr(at, length));
        } else {
            name.clear();  // A number or Latin words before the name.
        }
        at += length;
    }
    for (const auto word : {"年度"sv, "上半年"sv, "的"sv, "在"sv, "及"sv}) {
        if (name.ends_with(word)) name.resize(name.size() - word.size());
    }
    for (const auto word : {"年度"sv, "度"sv, "特"sv, "的"sv}) {
        if (name.starts_with(word)) name.erase(0, word.size());
    }
    return name;
}

bool begins_with_pronoun(std::string_view name) {
    return std::ranges::any_of(pronouns, [&](std::string_view word) { return name.starts_with(word); });
}

// Is it a place and nothing else: "安溪县", also without its kind: "密云"?
bool is_place(std::string_view name) {
    std::size_t at = 0;
    while (at < name.size()) {
        const auto match = match_place(name.substr(at), Accept::stems_too);
        if (match.empty()) return false;
        at += match.length;
    }
    return !name.empty();
}

// "教育局、体育局" is one name, "工作动态、体育局" is not.
std::string without_other_items(std::string name) {
    std::string_view rest{name};
    while (true) {
        const auto mark = rest.find("、"sv);
        if (mark == std::string_view::npos) break;
        if (!ends_as_organ(rest.substr(0, mark)) && !may_be_agency(rest.substr(0, mark)))
            return without_other_items(name.substr(name.rfind("、") + "、"sv.size()));
        rest.remove_prefix(mark + "、"sv.size());
    }
    return name;
}

bool is_somebody(std::string_view name) {
    return count_han(name) <= name_chars_max && !begins_with_pronoun(name) &&
           (may_be_agency(name) || is_place(name));
}

// "温州市水利局（温州市水文中心）" → "温州市水利局"; brackets at the beginning stay.
std::string without_inner_brackets(std::string_view text) {
    std::string kept{text};
    for (const auto& [open, close] : {std::pair{"（"sv, "）"sv}, std::pair{"("sv, ")"sv}}) {
        for (auto begin = kept.find(open); begin != std::string::npos; begin = kept.find(open, begin + 1)) {
            const auto end = kept.find(close, begin);
            if (end == std::string::npos) break;
            const bool name_before = begin > 0 && ends_as_organ(std::string_view{kept}.substr(0, begin));
            if (name_before) kept.erase(begin, end + close.size() - begin);
        }
    }
    return kept;
}

// The separator that ends last, from its beginning to its end; both are 0 where there is none.
std::pair<std::size_t, std::size_t> last_separator(std::string_view text) {
    static const WordSet separators{separator_words};
    const auto bar = text.rfind('|');
    std::pair<std::size_t, std::size_t> last{};
    if (bar != std::string_view::npos) last = {bar, bar + 1};
    for (auto found = separators.find(text); found; found = separators.find(text, found.at + 1)) {
        if (found.at + found.length > last.second) last = {found.at, found.at + found.length};
    }
    return last;
}

// The last of the parts that names somebody.
std::string agency_in_parts(std::string_view left) {
    for (std::size_t i = 0; i < segments_max && !left.empty(); ++i) {
        const auto [end, begin] = last_separator(left);
        const auto part = left.substr(begin);
        auto name = without_other_items(without_years(part));
        if (begins_with_pronoun(name)) return {};
        if (is_somebody(name)) return name;
        if (i > 0 || name.empty() || !leading_agency(part).empty()) {
            // "某局落实2022年整改情况": the name begins the part.
            if (const auto leading = leading_agency(part); is_somebody(leading)) return std::string{leading};
        }
        left = left.substr(0, end);
    }
    return {};
}

}  // namespace

bool names_topic(std::string_view text) {
    return topics().any_in(text);
}

std::string agency_of_title(std::string_view title) {
    const auto text = without_inner_brackets(without_spaces(title));
    const auto topic = find_topic(text);
    if (topic == std::string::npos) return {};
    auto left = text.substr(0, topic);
    // "某县人民|政府信息公开" was cut in its middle.
    if (left.ends_with("人民"sv)) left += "政府";
    return agency_in_parts(left);
}

std::string agency_behind_title(std::string_view title) {
    const auto text = without_spaces(title);
    const auto topic = find_topic(text);
    if (topic == std::string::npos) return {};
    auto rest = std::string_view{text}.substr(topic);
    std::size_t end = std::string_view::npos;
    for (const auto word : {"年度报告"sv, "工作报告"sv, "年报"sv, "报告"sv, "工作总结"sv}) {
        if (const auto at = rest.find(word); at != std::string_view::npos)
            end = std::min(end, at + word.size());
    }
    if (end == std::string_view::npos) return {};
    rest.remove_prefix(end);
    // Marks and perhaps the year stand between: "年报（2020年） - 某局".
    while (!rest.empty()) {
        if (const auto year = read_year(rest); year.year != 0) {
            rest.remove_prefix(year.length);
            continue;
        }
        const auto [c, length] = base::decode_utf8(rest);
        const bool filler = !base::is_han(c) || rest.starts_with("年度"sv) || rest.starts_with("年"sv) ||
                            rest.starts_with("度"sv);
        if (!filler) break;
        rest.remove_prefix(length);
    }
    std::size_t length = 0;
    while (length < rest.size() && base::is_han(base::decode_utf8(rest.substr(length)).code_point))
        length += base::decode_utf8(rest.substr(length)).length;
    const auto name = std::string{rest.substr(0, length)};
    return is_somebody(name) && !is_place(name) ? name : std::string{};
}

}  // namespace ogi::parser
