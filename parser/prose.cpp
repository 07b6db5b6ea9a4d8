#include "parser/prose.h"

#include "base/utf8.h"
#include "parser/characters.h"
#include "parser/page_noise.h"
#include "parser/words.h"

#include <algorithm>
#include <array>

namespace ogi::parser {

namespace {

using namespace std::literals;

constexpr std::size_t furniture_chars_max = 60;  // A longer line says something.
constexpr std::size_t whole_line_bytes_max = 40;
constexpr std::size_t broken_line_chars_min =
    16;  // A shorter line without a full stop is a heading or a signature.

// Lines that consist of one of these and nothing else.
constexpr std::string_view whole_lines =
    "|打印|关闭|收藏|分享|微信|微博|QQ空间|全真版|文字版|文件下载|附件下载|相关链接：|相关链接|-->|语音播报|"
    "简明问答|图文解读|"
    "文字解读|图片解读|返回顶部|大中小|大|中|小|无障碍|长者模式|关怀版|0\">|首页|政务公开|上一篇|下一篇|"
    "政府信息公开年报|"
    "打印本页|关闭窗口|【打印】|【关闭】|[打印]|[关闭]|收藏本页|字体：|字号：|分享到：|您当前的位置：|当前位置：|扫一扫|"sv;
// Lines that begin so.
const Words line_starts{
    "字号|浏览次数|浏览量|阅读次数|点击数|点击率|点击量|访问量|阅读量|分享到|上一篇|下一篇|扫一扫|"
    "当前位置|您的位置|您当前|发布时间|发布日期|发表时间|公开日期|发文日期|成文日期|生成日期|生成时间|"
    "更新时间|更新日期|信息来源|来源：|来源:|索引号|索 引 号|发布机构|发文机关|标题：|标题:|原文链接|"
    "本地目录|【字体|【字号|责任编辑|编辑：|作者：|时间：|日期：|页面链接|=====|撰写时间|主题分类|"
    "组配分类|体裁分类|下载：|附件：|附件:"};
// Labels only with a mark, a blank or nothing behind them: "栏目：…", not "栏目设置不够合理".
constexpr std::array label_starts{"栏目"sv, "文号"sv, "打印"sv, "字体"sv, "公开方式"sv, "主题词"sv};

bool is_page_number(std::string_view line) {
    return line.size() <= 8 && line.find_first_of("0123456789"sv) != std::string_view::npos &&
           line.find_first_not_of("0123456789- "sv) == std::string_view::npos;
}

bool begins_with_label(std::string_view line) {
    return std::ranges::any_of(label_starts, [&](std::string_view label) {
        if (!line.starts_with(label)) return false;
        const auto rest = line.substr(label.size());
        return rest.empty() || !base::is_han(base::decode_utf8(rest).code_point);
    });
}

bool ends_sentence(std::string_view line) {
    static constexpr std::array ends{"。"sv, "！"sv, "？"sv, "；"sv, "："sv, "."sv,
                                     ";"sv,  ":"sv,  "!"sv,  "?"sv,  "”"sv,  "》"sv};
    return std::ranges::any_of(ends, [&](std::string_view end) { return line.ends_with(end); });
}

template <class Unwanted>
std::string without(std::string_view text, Unwanted unwanted) {
    std::string rest;
    rest.reserve(text.size());
    std::size_t kept = 0;  // What stands before it is in `rest`, or unwanted.
    // `unwanted` is asked of no ideograph.
    for (std::size_t at = 0; (at = skip_ideographs(text, at)) < text.size();) {
        const auto [c, length] = base::decode_utf8(text.substr(at));
        if (unwanted(c)) {
            rest.append(text.substr(kept, at - kept));
            kept = at + length;
        }
        at += length;
    }
    rest.append(text.substr(kept));
    return rest;
}

// "三" is 3; 0 for what is no numeral.
constexpr int han_numeral(char32_t c) {
    switch (c) {
        case U'一':
            return 1;
        case U'二':
            return 2;
        case U'三':
            return 3;
        case U'四':
            return 4;
        case U'五':
            return 5;
        case U'六':
            return 6;
        case U'七':
            return 7;
        case U'八':
            return 8;
        case U'九':
            return 9;
        case U'十':
            return 10;
    }
    return 0;
}

// The beginning of `line` without white space, brackets and bars, as long as it may be a whole line of the
// site.
std::string without_marks(std::string_view line) {
    constexpr std::u32string_view marks = U"•|【】[]";
    std::string kept;
    while (!line.empty() && kept.size() < whole_line_bytes_max) {
        const auto [c, length] = base::decode_utf8(line);
        if (!base::is_space(c) && marks.find(c) == marks.npos) kept += line.substr(0, length);
        line.remove_prefix(length);
    }
    return kept;
}

// Was `before` broken off where `next` goes on?
bool goes_on(std::string_view before, std::string_view next) {
    if (before.empty() || ends_sentence(before) ||
        !base::has_more_characters(before, broken_line_chars_min - 1))
        return false;
    return read_ordinal(before).length == 0 && read_ordinal(next).length == 0 && !next.starts_with("（"sv) &&
           !next.starts_with('(');
}

// Of a trimmed line that is no page noise.
bool is_of_site(std::string_view line) {
    if (line.empty() || is_page_number(line)) return true;
    // "访问量较上年增长一成。" is what the report says.
    if (line.ends_with("。"sv) || base::has_more_characters(line, furniture_chars_max)) return false;
    if (begins_with_label(line) || line_starts.longest_at(line) > 0) return true;
    const auto compact = without_marks(line);
    if (compact.empty() || compact == "语音播报简明问答图文解读"sv || compact.starts_with("字号"sv))
        return true;
    return compact.size() < whole_line_bytes_max &&
           whole_lines.find("|" + compact + "|") != std::string_view::npos;
}

}  // namespace

bool is_furniture(std::string_view raw) {
    const auto line = base::trim(raw);
    return is_of_site(line) || is_page_noise(line);
}

model::Place Prose::place_of(std::size_t offset, const model::Document& document) const {
    const auto after = std::ranges::upper_bound(pieces, offset, {}, &Piece::offset);
    if (after == pieces.begin()) return {};
    const auto& block = document.blocks[std::prev(after)->block];
    return {.bytes = block.at, .box = block.box};
}

// A paragraph broken into lines is no longer than this; lines that never end are a list.
constexpr std::size_t joined_line_bytes_max = 6'000;

Prose join_prose(const model::Document& document, const std::vector<bool>& table_blocks,
                 const std::vector<bool>& noiseless) {
    Prose prose;
    std::size_t bytes = 0;
    for (const auto& block : document.blocks) bytes += block.text.size() + 1;
    prose.text.reserve(bytes);
    prose.pieces.reserve(document.blocks.size());
    std::size_t line_begin = 0;
    for (std::size_t i = 0; i < document.blocks.size(); ++i) {
        const auto& block = document.blocks[i];
        if (block.kind == model::BlockKind::grid || (i < table_blocks.size() && table_blocks[i])) continue;
        const bool known = i < noiseless.size() && noiseless[i];
        if (known ? is_of_site(block.text) : is_furniture(block.text)) continue;
        const auto line = known ? std::string_view{block.text} : without_noise_tail(block.text);
        const auto before = std::string_view{prose.text}.substr(line_begin);
        const bool joined = document.format == model::Format::text &&
                            block.kind == model::BlockKind::paragraph &&
                            before.size() <= joined_line_bytes_max && goes_on(before, line);
        if (!prose.text.empty() && !joined) prose.text += '\n';
        if (!joined) line_begin = prose.text.size();
        prose.pieces.push_back({prose.text.size(), i});
        prose.text += line;
    }
    return prose;
}

bool contains_any(std::string_view text, std::string_view words) {
    return any_word(words, [&](std::string_view word) {
        return !word.empty() && find_word(text, word) != std::string_view::npos;
    });
}

std::string without_spaces(std::string_view text) {
    return without(text, [](char32_t c) { return base::is_space(c); });
}

std::string without_spaces_but_breaks(std::string_view text) {
    return without(text, [](char32_t c) { return c != U'\n' && base::is_space(c); });
}

std::size_t count_han(std::string_view text) {
    std::size_t han = 0;
    while (!text.empty()) {
        const auto [c, length] = base::decode_utf8(text);
        if (base::is_han(c)) ++han;
        text.remove_prefix(length);
    }
    return han;
}

bool has_han(std::string_view text, std::size_t count) {
    while (count > 0 && !text.empty()) {
        const auto [c, length] = base::decode_utf8(text);
        if (base::is_han(c)) --count;
        text.remove_prefix(length);
    }
    return count == 0;
}

Ordinal read_ordinal(std::string_view line) {
    if (line.empty() || !may_begin_ordinal(line.front())) return {};
    const auto [c, length] = base::decode_utf8(line);
    const int number = han_numeral(c);
    if (number == 0) return {};
    const std::size_t mark_at = std::min(line.find_first_not_of(' ', length), line.size());
    if (mark_at == line.size()) return {};
    const auto [mark, mark_length] = base::decode_utf8(line.substr(mark_at));
    return may_end_ordinal(mark) ? Ordinal{number, mark_at + mark_length} : Ordinal{};
}

}  // namespace ogi::parser
