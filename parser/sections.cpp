#include "parser/sections.h"

#include "base/utf8.h"
#include "parser/characters.h"
#include "parser/prose.h"
#include "parser/unspaced.h"
#include "parser/words.h"

#include <algorithm>
#include <optional>
#include <string_view>

namespace ogi::parser {

namespace {

using namespace std::literals;

constexpr std::size_t heading_chars_max = 45;
constexpr std::size_t inline_heading_bytes_max = 120;
constexpr std::size_t title_lines_max = 4;  // So many lines may stand above the title.

// How the headings of sections read, without their numbers; the longer before the shorter. The six of the
// forms of 2019 and 2021 come with their variants, then those of the years before.
const Words known_titles{
    "总体情况|总体工作情况|年度政府信息公开工作概述|工作概述|概述|概况|基本情况|"
    "行政机关主动公开政府信息情况|行政机关主动公开政府信息的情况|主动公开政府信息情况|"
    "主动公开政府信息的情况|政府信息主动公开情况|主动公开情况|收到和处理政府信息公开申请情况|"
    "行政机关收到和处理政府信息公开申请情况|收到的处理政府信息公开申请情况|"
    "收到和处理政府信息公开申请的情况|政府信息依申请公开工作情况|政府信息依申请公开情况|"
    "依申请公开政府信息情况|依申请公开工作情况|依申请公开情况|"
    "因政府信息公开工作被申请行政复议、提起行政诉讼情况|因政府信息公开申请行政复议、提起行政诉讼的情况|"
    "因政府信息公开申请行政复议、提起行政诉讼情况|政府信息公开行政复议、行政诉讼情况|"
    "政府信息公开行政复议和行政诉讼情况|行政复议、行政诉讼情况|行政复议和行政诉讼情况|"
    "政府信息公开的收费及减免情况|政府信息公开收费及减免情况|收费及减免情况|"
    "政府信息公开工作存在的主要问题及改进情况|政府信息公开工作存在的主要问题和改进情况|"
    "信息公开工作存在的问题及改进情况|存在的主要问题及改进情况|存在的主要问题和改进情况|"
    "存在的主要问题及改进措施|存在的主要问题和改进措施|存在主要问题及改进情况|存在的问题及改进措施|"
    "存在的主要问题|主要问题和改进措施|其他需要报告的事项|需要说明的其他事项|其他需要说明的事项|"
    "其他事项"};

constexpr std::size_t numeral_bytes = 3;  // "一".

// The form's own rows are numbered like sections.
const Words table_rows{"本年新收|上年结转|上年转结|本年度办理结果|结转下年|结转下一年"};

struct Heading {
    int number = 0;
    std::string title;
    std::size_t length = 0;  // Bytes of the line that are the heading; the text goes on behind it.
};

std::string_view skip_blanks(std::string_view text) {
    while (!text.empty()) {
        const auto [c, length] = base::decode_utf8(text);
        if (!base::is_space(c)) break;
        text.remove_prefix(length);
    }
    return text;
}

std::string_view strip_marks(std::string_view title) {
    title = base::trim(title);
    for (const auto mark : {"。"sv, "："sv, ":"sv, "；"sv, "."sv}) {
        if (title.ends_with(mark)) title.remove_suffix(mark.size());
    }
    return base::trim(title);
}

// A heading at the start of a line. `next`: the number that would go on from the headings so far.
std::optional<Heading> heading_of(std::string_view line, int next, bool marked_as_heading) {
    const auto ordinal = read_ordinal(line);
    const auto after = skip_blanks(line.substr(ordinal.length));
    if (ordinal.length > 0 && table_rows.occur_in(after.substr(0, 36))) return std::nullopt;
    const auto known = known_titles.longest_at(after);
    const auto known_end = static_cast<std::size_t>(after.data() - line.data()) + known;
    if (known > 0) {
        const auto rest = line.substr(known_end);
        const bool whole = strip_marks(rest).empty();
        // Without its number, a known title must be the whole line, or it is only the beginning of a
        // sentence.
        if (ordinal.length > 0 || whole) {
            if (!whole && !base::has_more_characters(line, heading_chars_max) &&
                rest.find("。"sv) == std::string_view::npos && rest.find("，"sv) == std::string_view::npos &&
                rest.front() != ' ') {
                return Heading{ordinal.number, std::string{strip_marks(after)}, line.size()};
            }
            return Heading{ordinal.number, std::string{after.substr(0, known)},
                           whole ? line.size() : known_end};
        }
    }
    const bool short_line = !base::has_more_characters(line, heading_chars_max) &&
                            !base::trim(after).empty() && line.find("。"sv) == std::string_view::npos &&
                            line.find("；"sv) == std::string_view::npos;
    if (ordinal.length > 0 && short_line && (ordinal.number == next || marked_as_heading)) {
        return Heading{ordinal.number, std::string{strip_marks(after)}, line.size()};
    }
    return std::nullopt;
}

// In a page that came as one paragraph the headings stand inside: the next numbered known title at or after
// `from`.
std::size_t find_inline_heading(std::string_view text, std::size_t from) {
    // A number is told by the mark behind it, where there are fewer of those.
    for (std::size_t at = from; (at = skip_ideographs(text, at)) < text.size();) {
        const auto mark = at;
        const auto [c, length] = base::decode_utf8(text.substr(at));
        at += length;
        if (!may_end_ordinal(c)) continue;
        auto end = mark;
        while (end > from && text[end - 1] == ' ') --end;
        if (end < from + numeral_bytes || end == numeral_bytes) continue;
        const auto begin = end - numeral_bytes;
        if (!may_begin_ordinal(text[begin])) continue;
        const auto ordinal = read_ordinal(text.substr(begin, at - begin));
        if (ordinal.length == 0) continue;
        const auto after = skip_blanks(text.substr(begin + ordinal.length, inline_heading_bytes_max));
        const auto before = text.substr(0, begin);
        const bool inside_sentence = before.ends_with("第"sv) || before.ends_with("（"sv) ||
                                     before.ends_with('(') || before.ends_with("、"sv) ||
                                     before.ends_with("“"sv);
        if (known_titles.longest_at(after) > 0 && !inside_sentence) return begin;
    }
    return std::string_view::npos;
}

class Reader {
  public:
    void read_line(std::string_view line, bool marked_as_heading) {
        while (!line.empty()) {
            line = skip_blanks(line);
            const auto heading = heading_of(line, next_, marked_as_heading);
            if (heading) {
                open(*heading);
                line = skip_blanks(line.substr(heading->length));
                while (line.starts_with("。"sv) || line.starts_with("："sv))
                    line.remove_prefix("。"sv.size());
            }
            const auto cut = find_inline_heading(line, heading ? 0 : 1);
            add(line.substr(0, cut));
            if (cut == std::string_view::npos) return;
            line.remove_prefix(cut);
        }
    }

    std::vector<model::Section> take() {
        // What a table of contents opened has no text, and comes again.
        std::vector<model::Section> kept;
        for (std::size_t i = 0; i < sections_.size(); ++i) {
            const auto& section = sections_[i];
            const bool again =
                std::any_of(sections_.begin() + static_cast<std::ptrdiff_t>(i) + 1, sections_.end(),
                            [&](const model::Section& s) { return s.title == section.title; });
            if (section.text.empty() && (again || section.title.empty())) continue;
            kept.push_back(section);
        }
        return kept;
    }

  private:
    void open(const Heading& heading) {
        sections_.push_back({.number = heading.number, .title = heading.title, .text = {}});
        if (heading.number > 0) next_ = heading.number + 1;
    }
    void add(std::string_view text) {
        text = base::trim(text);
        if (text.empty()) return;
        if (sections_.empty()) sections_.emplace_back();
        auto& into = sections_.back().text;
        if (!into.empty()) into += '\n';
        into += text;
    }

    std::vector<model::Section> sections_;
    int next_ = 1;
};

// `text` without the lines that are the title. Pages show it above what they publish; a file has nowhere
// else to say it.
std::string without_title(std::string_view text, std::string_view title) {
    const auto sought = without_space(title);
    std::vector<std::string_view> lines;
    for (std::size_t at = 0; at <= text.size();) {
        const auto end = std::min(text.find('\n', at), text.size());
        lines.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    for (std::size_t first = 0; first < std::min(lines.size(), title_lines_max); ++first) {
        std::string seen;
        for (std::size_t last = first; last < lines.size() && seen.size() < sought.size(); ++last) {
            seen += without_space(lines[last]);
            if (seen != sought || sought.empty()) continue;
            std::string rest;
            for (std::size_t i = 0; i < lines.size(); ++i) {
                if (i >= first && i <= last) continue;
                if (!rest.empty()) rest += '\n';
                rest += lines[i];
            }
            return rest;
        }
    }
    return std::string{text};
}

}  // namespace

std::vector<model::Section> read_sections(const model::Document& document, const Prose& prose,
                                          std::string_view title) {
    Reader reader;
    std::string_view rest{prose.text};
    while (!rest.empty()) {
        const auto end = rest.find('\n');
        const auto offset = static_cast<std::size_t>(rest.data() - prose.text.data());
        const auto piece = std::ranges::upper_bound(prose.pieces, offset, {}, &Prose::Piece::offset);
        const bool marked = piece != prose.pieces.begin() &&
                            document.blocks[std::prev(piece)->block].kind == model::BlockKind::heading;
        reader.read_line(rest.substr(0, end), marked);
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    }
    auto sections = reader.take();
    if (!sections.empty() && sections.front().title.empty()) {
        auto& preface = sections.front();
        preface.text = without_title(preface.text, title);
        if (preface.text.empty()) sections.erase(sections.begin());
    }
    return sections;
}

}  // namespace ogi::parser
