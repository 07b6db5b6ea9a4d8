#include "extract/discovery/parts.h"

#include "extract/attachments.h"
#include "extract/discovery/paging.h"
#include "extract/discovery/words.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace ogi::extract {
namespace {

using model::Block;
using model::BlockKind;

constexpr std::size_t frames_max = 8;

bool is_page_frame(const model::Link& link) {
    return link.rel == "frame" && !is_media_path(link.url) && !is_attachment(link);
}

// What stands on no page of a paged document has bytes.
model::ByteRange moved(model::ByteRange range, const model::PageBox& box, std::size_t by) {
    if (box.page != 0) return range;
    const auto offset = static_cast<std::uint32_t>(by);
    return {range.begin + offset, range.end + offset};
}

// Words that stand on both pages. Figures alone are a row of a table, which may well come twice.
bool same_words(const Block& a, const Block& b) {
    const auto is_word = [](char c) { return static_cast<unsigned char>(c) >= 0x80; };
    return a.kind != BlockKind::grid && b.kind == a.kind && a.text == b.text &&
           std::ranges::any_of(a.text, is_word);
}

// What stands at the same end of both pages is the site's, not the report's: title, date line, pager.
std::pair<std::size_t, std::size_t> shared_ends(const std::vector<Block>& first,
                                                const std::vector<Block>& other) {
    const auto most = std::min(first.size(), other.size());
    std::size_t head = 0;
    while (head < most && same_words(first[head], other[head])) ++head;
    std::size_t tail = 0;
    while (tail < most - head && same_words(first[first.size() - 1 - tail], other[other.size() - 1 - tail]))
        ++tail;
    return {head, tail};
}

// How many pages a Document has, as far as anything stands on them.
std::uint16_t pages_of(const model::Document& document) {
    std::uint16_t last = 0;
    for (const auto& block : document.blocks) last = std::max(last, block.box.page);
    for (const auto& grid : document.grids) {
        for (const auto& cell : grid.cells) last = std::max(last, cell.box.page);
    }
    return last;
}

// Adds `part`, whose body begins `offset` bytes after the first one's.
void append(model::Document& whole, model::Document part, std::size_t offset) {
    const std::size_t grids = whole.grids.size();
    const auto pages = pages_of(whole);
    const auto turn = [&](model::PageBox& box) {
        if (box.page != 0) box.page = static_cast<std::uint16_t>(box.page + pages);
    };
    for (auto& block : part.blocks) {
        block.at = moved(block.at, block.box, offset);
        turn(block.box);
        if (block.kind == BlockKind::grid) block.grid += grids;
        whole.blocks.push_back(std::move(block));
    }
    for (auto& grid : part.grids) {
        for (auto& cell : grid.cells) {
            cell.at = moved(cell.at, cell.box, offset);
            turn(cell.box);
        }
        whole.grids.push_back(std::move(grid));
    }
    std::ranges::move(part.links, std::back_inserter(whole.links));
    for (auto& limit : part.limits) {
        if (std::ranges::find(whole.limits, limit) == whole.limits.end())
            whole.limits.push_back(std::move(limit));
    }
}

}  // namespace

std::vector<PartLink> find_parts(const model::Document& document, const base::Url& first) {
    std::vector<PartLink> parts;
    std::size_t frames = 0;
    for (const auto& link : document.links) {
        const bool frame = is_page_frame(link);
        if (parts.size() >= parts_max || (frame && (!document.grids.empty() || frames >= frames_max)))
            continue;
        if (!frame && !says_page(link.text)) continue;
        auto url = base::Url::parse(link.url);
        if (!url || !url->same_site(first) || *url == first) continue;
        const int number = frame ? 0 : part_number(first, *url, link.text);
        if (!frame && number == 0) continue;
        if (std::ranges::find(parts, *url, &PartLink::url) != parts.end()) continue;
        frames += frame;
        parts.push_back({*std::move(url), number});
    }
    std::ranges::stable_sort(parts, {}, &PartLink::number);
    return parts;
}

model::Document join_documents(std::vector<model::Document> documents,
                               const std::vector<std::size_t>& body_bytes) {
    if (documents.empty()) return {};
    const auto first_blocks = documents.front().blocks;
    model::Document whole = std::move(documents.front());
    std::size_t offset = 0;
    for (std::size_t i = 1; i < documents.size(); ++i) {
        offset += body_bytes[i - 1];
        auto& blocks = documents[i].blocks;
        const auto [head, tail] = shared_ends(first_blocks, blocks);
        blocks.erase(blocks.end() - static_cast<std::ptrdiff_t>(tail), blocks.end());
        blocks.erase(blocks.begin(), blocks.begin() + static_cast<std::ptrdiff_t>(head));
        append(whole, std::move(documents[i]), offset);
    }
    return whole;
}

}  // namespace ogi::extract
