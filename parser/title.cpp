#include "parser/title.h"

#include "base/utf8.h"
#include "parser/agency_title.h"
#include "parser/prose.h"
#include "parser/published.h"
#include "parser/words.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>
#include <vector>

namespace ogi::parser {

namespace {

using namespace std::literals;

constexpr std::size_t title_chars_max = 70;
constexpr std::size_t title_bytes_max = 4 * title_chars_max;
constexpr std::size_t head_lines_max = 25;
constexpr std::size_t part_chars_max = 30;  // Of a title in several lines.
constexpr std::size_t parts_above_max = 2;
constexpr std::size_t headings_max = 2;  // A page may hold a second report.
constexpr int year_min = 2007;           // The first year that reports were made for.

// White space of any kind becomes one blank.
std::string collapsed(std::string_view text) {
    std::string out;
    bool gap = false;
    text = base::trim(text);
    while (!text.empty()) {
        const auto [c, length] = base::decode_utf8(text);
        if (base::is_space(c)) {
            gap = true;
        } else {
            if (gap) out += ' ';
            gap = false;
            out.append(text.substr(0, length));
        }
        text.remove_prefix(length);
    }
    return out;
}

// "某局年度报告_政府信息公开年报_某市人民政府": the part that is the page's own.
std::string without_site(std::string_view title) {
    std::string best;
    for (const auto mark : {"_"sv, "|"sv, " - "sv, "--"sv, "—"sv, "-"sv, "_"sv}) {
        const auto at = title.find(mark);
        if (at == std::string_view::npos) continue;
        const auto part = base::trim(title.substr(0, at));
        if (is_report_title(part)) return std::string{part};
        if (best.empty()) best = part;
    }
    return best.empty() || is_report_title(title) ? std::string{title} : best;
}

// A title at the beginning of a line that goes on, as in a page that came as one paragraph: up to the first
// blank after "报告". Empty if the line begins with none.
std::string title_at_start(std::string_view line) {
    line = line.substr(0, title_bytes_max + "年度报告"sv.size() + 1);  // What is longer is no title.
    if (!contains_any(line, "报告|年报")) return {};
    for (const auto word : {"年度报告"sv, "工作报告"sv, "年报"sv, "报告"sv}) {
        const auto at = find_word(line, word);
        if (at == std::string_view::npos) continue;
        const auto end = at + word.size();
        const auto head = line.substr(0, end);
        const auto rest = line.substr(end);
        const bool ends = rest.empty() || rest.starts_with(' ') || rest.starts_with("　"sv) ||
                          rest.starts_with('\t') || rest.starts_with('\n');
        if (ends && is_report_title(head)) return collapsed(head);
        // "…年度报告（2020年）", "…年度报告-某局".
        const bool adds = std::ranges::any_of(std::array{"（"sv, "("sv, "-"sv, "—"sv, "_"sv},
                                              [&](auto mark) { return rest.starts_with(mark); });
        if (adds && is_report_title(line) && !contains_any(line, "，|：|；|\n")) return collapsed(line);
    }
    return {};
}

// May the line be a part of a title that was broken: an agency, a year?
bool may_be_part(std::string_view line) {
    return !line.empty() && !base::has_more_characters(line, part_chars_max) && !is_furniture(line) &&
           !contains_any(line, "。|，|,|：|:|；|信息公开|政务公开|>|报告|年报"sv);
}

// `title` with what stands in the lines above it, as long as it lacks its agency or its year.
std::string with_lines_above(std::string title, std::span<const std::string_view> lines) {
    for (std::size_t taken = 0; taken < parts_above_max && taken < lines.size(); ++taken) {
        const bool has_agency = !agency_of_title(title).empty();
        const bool has_year = year_of_title(title) != 0;
        const auto line = lines[lines.size() - 1 - taken];
        if ((has_agency && has_year) || !may_be_part(line)) break;
        auto whole = collapsed(line) + title;
        const bool gains =
            (!has_agency && !agency_of_title(whole).empty()) || (!has_year && year_of_title(whole) != 0);
        if (!gains || !is_report_title(whole)) break;
        title = std::move(whole);
    }
    return title;
}

const Words title_labels{"标题：|标题:|标题 |标 题 |名称：|名称:|题名："};

std::string title_in_lines(const model::Document& document) {
    std::vector<std::string_view> lines;
    for (const auto& block : document.blocks) {
        auto line = base::trim(block.text);
        if (line.empty()) continue;
        if (lines.size() >= head_lines_max) break;
        while (const auto label = title_labels.longest_at(line)) line = base::trim(line.substr(label));
        if (auto title = title_at_start(line); !title.empty())
            return with_lines_above(std::move(title), lines);
        // "某市人民政府2024年政府信息公开" / "工作年度报告".
        if (!lines.empty() && !base::has_more_characters(line, part_chars_max) &&
            !base::has_more_characters(lines.back(), part_chars_max)) {
            const auto joined = collapsed(lines.back()) + collapsed(line);
            auto title = title_at_start(joined);
            if (!title.empty() && title == joined) {
                lines.pop_back();
                return with_lines_above(std::move(title), lines);
            }
        }
        lines.push_back(line);
    }
    return {};
}

void titles_in_headings(const model::Document& document, std::vector<std::string>& titles) {
    std::vector<std::string_view> above;
    std::size_t found = 0;
    for (const auto& block : document.blocks) {
        if (block.kind != model::BlockKind::heading) continue;
        auto heading = collapsed(block.text);
        if (is_report_title(heading)) {
            titles.push_back(with_lines_above(std::move(heading), above));
            if (++found == headings_max) break;
        }
        above.push_back(base::trim(block.text));
    }
}

// "08年度": only where no other year stands.
int short_year(std::string_view title) {
    for (std::size_t at = 0; at + 5 <= title.size(); ++at) {
        const auto digit = [&](std::size_t i) { return title[i] >= '0' && title[i] <= '9'; };
        if (!digit(at) || !digit(at + 1) || !title.substr(at + 2).starts_with("年"sv)) continue;
        if (at > 0 && (digit(at - 1) || title[at - 1] == '-' || title[at - 1] == '.')) continue;
        const int year = 2000 + (title[at] - '0') * 10 + (title[at + 1] - '0');
        if (year >= year_min && year < 2100) return year;
    }
    return 0;
}

// A year that the text only compares with: "比2022年下降", "较2022年".
bool is_compared(std::string_view before) {
    before = base::trim(before);
    return before.ends_with("比"sv) || before.ends_with("较"sv) || before.ends_with("与"sv);
}

}  // namespace

bool is_report_title(std::string_view title) {
    if (base::has_more_characters(title, title_chars_max)) return false;
    const auto text = without_spaces(title);
    if (contains_any(text, "。|根据|依据|按照"sv)) return false;
    for (const auto topic : {"信息公开"sv, "政务公开"sv, "公开政府信息"sv, "政府公开信息"sv}) {
        const auto at = find_word(text, topic);
        if (at != std::string::npos &&
            contains_any(std::string_view{text}.substr(at), "报告|年报|工作总结"sv))
            return true;
    }
    return false;
}

// "年1月15日": the year before it belongs to a day.
bool is_day_behind(std::string_view after) {
    const auto is_number = [](std::string_view& text) {
        text = base::trim(text);
        const auto digits = std::min(text.find_first_not_of("0123456789"), text.size());
        text = base::trim(text.substr(digits));
        return digits > 0 && digits <= 2;
    };
    after = base::trim(after);
    if (!after.starts_with("年"sv)) return false;
    after.remove_prefix("年"sv.size());
    if (!is_number(after) || !after.starts_with("月"sv)) return false;
    after.remove_prefix("月"sv.size());
    return is_number(after) && (after.starts_with("日"sv) || after.starts_with("号"sv));
}

int year_of_title(std::string_view title) {
    const std::string_view rest = title;
    auto end = rest.size();
    for (const auto word : {"信息公开"sv, "政务公开"sv, "公开信息"sv}) {
        const auto at = rest.find(word);
        if (at != std::string_view::npos && contains_any(rest.substr(at), "报告|年报|总结"sv))
            end = std::min(end, at);
    }
    const auto last_before = [&](std::size_t limit) {
        int found = 0;
        int bare = 0;
        for (std::size_t at = 0; at < limit;) {
            const auto year = read_year(rest.substr(at));
            const auto after = rest.substr(at + year.length);
            const auto next_word = base::trim(after.substr(0, 12));
            const bool in_brackets = after.starts_with("〕"sv) || after.starts_with("】"sv) ||
                                     after.starts_with("]"sv) || after.starts_with("﹞"sv);
            const bool number_goes_on = !after.empty() && after.front() >= '0' && after.front() <= '9';
            const bool in_number =
                at > 0 && (rest[at - 1] == '/' || (rest[at - 1] >= '0' && rest[at - 1] <= '9'));
            if (year.year >= year_min && !in_brackets && !number_goes_on && !in_number &&
                !is_compared(rest.substr(0, at))) {
                const bool day = after.starts_with('-') || after.starts_with('/') || after.starts_with('.') ||
                                 is_day_behind(after);
                if (next_word.starts_with("年"sv) && !day) found = year.year;
                if (!day) bare = year.year;
                at += year.length;
                continue;
            }
            at += base::decode_utf8(rest.substr(at)).length;
        }
        return found != 0 ? found : bare;
    };
    if (const int year = last_before(end); year != 0) return year;
    // "政府信息公开工作年度报告（2020年度）".
    if (const int year = last_before(rest.size()); year != 0) return year;
    return short_year(rest);
}

std::vector<std::string> find_titles(const model::Document& document) {
    std::vector<std::string> titles;
    for (const auto& [name, content] : document.metas) {
        if (name == "articletitle"sv && is_report_title(content)) titles.push_back(collapsed(content));
    }
    titles_in_headings(document, titles);
    if (auto line = title_in_lines(document); !line.empty()) titles.push_back(std::move(line));
    auto own_title = collapsed(without_site(document.title));
    const auto heading = std::ranges::find_if(document.outside, [](const model::Block& block) {
        return block.kind == model::BlockKind::heading && is_report_title(block.text);
    });
    const auto heading_title = heading == document.outside.end() ? std::string{} : collapsed(heading->text);
    // "某县人民政府 年报 2023年度…报告" is the site, the column and the heading.
    const bool heads_own = !heading_title.empty() && own_title.ends_with(heading_title);
    if (heads_own) titles.push_back(heading_title);
    if (is_report_title(own_title)) titles.push_back(own_title);
    if (!heading_title.empty() && !heads_own) titles.push_back(heading_title);
    if (!titles.empty()) return titles;

    for (const auto& [name, content] : document.metas) {
        if (name == "articletitle"sv && !content.empty() &&
            !base::has_more_characters(content, title_chars_max))
            return {collapsed(content)};
    }
    for (const auto& block : document.blocks) {
        if (block.kind == model::BlockKind::heading && !block.text.empty() &&
            !base::has_more_characters(block.text, title_chars_max))
            return {collapsed(block.text)};
    }
    return {std::move(own_title)};
}

std::string find_title(const model::Document& document) {
    return find_titles(document).front();
}

}  // namespace ogi::parser
