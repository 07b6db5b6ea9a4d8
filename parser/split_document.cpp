#include "parser/split_document.h"

#include "base/utf8.h"
#include "parser/prose.h"
#include "parser/title.h"
#include "parser/words.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

namespace ogi::parser {

namespace {

using model::Block;
using model::BlockKind;

constexpr std::size_t title_bytes_max = 240;
constexpr std::size_t sections_min = 3;  // Numbered headings that make a report of what follows a title.
constexpr std::size_t pieces_max = 500;

constexpr std::array<std::string_view, 8> section_numbers = {"一、", "二、", "三、", "四、",
                                                             "五、", "六、", "七、", "八、"};

struct Piece {
    std::size_t begin = 0;  // Of the title's block.
    std::size_t end = 0;
    std::string title;
};

bool is_title_line(const Block& block) {
    if (block.kind == BlockKind::grid || block.text.size() > title_bytes_max) return false;
    if (find_word(block.text, "报告") == std::string::npos &&
        find_word(block.text, "年报") == std::string::npos)
        return false;
    // A sentence about a report is not its title.
    return !contains_any(block.text, "。|，|；|、二|http") && is_report_title(base::trim(block.text));
}

// Which numbered heading a line is, from 0; nothing for any other line.
std::optional<std::size_t> section_of(const Block& block) {
    const auto text = base::trim(block.text);
    for (std::size_t n = 0; n < section_numbers.size(); ++n) {
        if (text.starts_with(section_numbers[n])) return n;
    }
    return std::nullopt;
}

// Whether the numbering begins anew under a title. Last year's tables under theirs, entries of a list and
// links at the foot of a page have no numbering of their own.
bool begins_a_report(const model::Document& document, std::size_t title) {
    for (std::size_t i = title + 1; i < document.blocks.size(); ++i) {
        const auto& block = document.blocks[i];
        if (const auto section = section_of(block)) return *section == 0;
        if (is_title_line(block)) return false;
    }
    return false;
}

bool is_whole(const model::Document& document, const Piece& piece) {
    std::array<bool, section_numbers.size()> seen{};
    for (auto i = piece.begin; i < piece.end; ++i) {
        if (const auto section = section_of(document.blocks[i])) seen[*section] = true;
    }
    return static_cast<std::size_t>(std::ranges::count(seen, true)) >= sections_min;
}

std::vector<Piece> pieces_of(const model::Document& document) {
    std::vector<Piece> pieces;
    for (std::size_t i = 0; i < document.blocks.size() && pieces.size() < pieces_max; ++i) {
        if (!is_title_line(document.blocks[i]) || !begins_a_report(document, i)) continue;
        auto title = without_spaces(document.blocks[i].text);
        // The same title again heads the same report.
        if (!pieces.empty() && pieces.back().title == title) continue;
        if (!pieces.empty()) pieces.back().end = i;
        pieces.push_back({i, document.blocks.size(), std::move(title)});
    }
    const auto part = [&](const Piece& piece) { return !is_whole(document, piece); };
    return std::ranges::any_of(pieces, part) ? std::vector<Piece>{} : pieces;
}

// What the page says of itself, in <title> and <meta>, is not said of each report on it.
bool names_the_page(std::string_view meta) {
    return meta == "articletitle" || meta == "title" || meta == "keywords" || meta == "description";
}

}  // namespace

std::vector<model::Document> split_document(const model::Document& document) {
    if (std::ranges::count_if(document.blocks, is_title_line) < 2) return {};
    const auto pieces = pieces_of(document);
    if (pieces.size() < 2) return {};
    std::vector<model::Document> documents;
    for (const auto& piece : pieces) {
        model::Document one = document;
        one.blocks.assign(document.blocks.begin() + static_cast<std::ptrdiff_t>(piece.begin),
                          document.blocks.begin() + static_cast<std::ptrdiff_t>(piece.end));
        one.title = one.blocks.front().text;
        std::erase_if(one.metas, [](const auto& meta) { return names_the_page(meta.first); });
        documents.push_back(std::move(one));
    }
    return documents;
}

}  // namespace ogi::parser
