#include "parser/title.h"

#include "base/utf8.h"
#include "parser/prose.h"
#include "parser/published.h"

#include <algorithm>
#include <array>
#include <vector>

namespace ogi::parser {

namespace {

using namespace std::literals;

constexpr std::size_t title_chars_max = 70;
constexpr std::size_t head_lines_max = 25;

std::size_t count_chars(std::string_view text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; }));
}

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
    for (const auto word : {"年度报告"sv, "工作报告"sv, "年报"sv, "报告"sv}) {
        const auto at = line.find(word);
        if (at == std::string_view::npos) continue;
        const auto end = at + word.size();
        const auto head = line.substr(0, end);
        const auto rest = line.substr(end);
        const bool ends = rest.empty() || rest.starts_with(' ') || rest.starts_with("　"sv) ||
                          rest.starts_with('\t') || rest.starts_with('\n');
        if (ends && is_report_title(head)) return collapsed(head);
    }
    return {};
}

std::string title_in_lines(const model::Document& document) {
    std::size_t seen = 0;
    std::string_view before;
    for (const auto& block : document.blocks) {
        auto line = base::trim(block.text);
        if (line.empty()) continue;
        if (++seen > head_lines_max) break;
        for (const auto label : {"标题："sv, "标题:"sv, "标题 "sv, "名称："sv, "名称:"sv}) {
            if (line.starts_with(label)) line = base::trim(line.substr(label.size()));
        }
        if (auto title = title_at_start(line); !title.empty()) {
            // The agency may stand in a line of its own above: "某市人民政府" /
            // "2024年政府信息公开工作年度报告".
            const bool begins_with_year = read_year(title).year != 0;
            if (begins_with_year && !before.empty() && count_chars(before) <= 30 && !is_furniture(before) &&
                !contains_any(before, "。|，|：|:|信息公开|>|报告"sv)) {
                return collapsed(before) + title;
            }
            return title;
        }
        before = line;
    }
    return {};
}

}  // namespace

bool is_report_title(std::string_view title) {
    if (count_chars(title) > title_chars_max) return false;
    const auto text = without_spaces(title);
    if (contains_any(text, "。|根据|依据|按照"sv)) return false;
    for (const auto topic : {"信息公开"sv, "政务公开"sv, "公开政府信息"sv, "政府公开信息"sv}) {
        const auto at = text.find(topic);
        if (at != std::string::npos &&
            contains_any(std::string_view{text}.substr(at), "报告|年报|工作总结"sv))
            return true;
    }
    return false;
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
            if (year.year != 0 && !in_brackets && !number_goes_on && !in_number && year.year >= 2007) {
                const bool day = after.starts_with('-') || after.starts_with('/') || after.starts_with('.');
                if (next_word.starts_with("年"sv)) found = year.year;
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
    return last_before(rest.size());
}

std::string find_title(const model::Document& document) {
    std::vector<std::string> candidates;
    for (const auto& [name, content] : document.metas) {
        if (name == "articletitle"sv) candidates.push_back(collapsed(content));
    }
    for (const auto& block : document.blocks) {
        if (block.kind == model::BlockKind::heading) candidates.push_back(collapsed(block.text));
    }
    const auto own_title = collapsed(without_site(document.title));
    auto in_lines = title_in_lines(document);
    const auto fitting = std::ranges::find_if(candidates, is_report_title);
    if (fitting != candidates.end()) {
        // A heading without the agency yields to a line that has it.
        return *fitting;
    }
    if (!in_lines.empty()) return in_lines;
    if (is_report_title(own_title)) return own_title;
    for (const auto& block : document.outside) {
        if (auto title = collapsed(block.text);
            block.kind == model::BlockKind::heading && is_report_title(title)) {
            return title;
        }
    }
    for (const auto& candidate : candidates) {
        if (!candidate.empty() && count_chars(candidate) <= title_chars_max) return candidate;
    }
    return own_title;
}

}  // namespace ogi::parser
