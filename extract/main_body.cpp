#include "extract/main_body.h"

#include "base/utf8.h"
#include "extract/page_marks.h"

#include <algorithm>
#include <array>
#include <bit>
#include <limits>
#include <optional>

namespace ogi::extract {
namespace {

using model::BlockKind;
using NodeIndex = std::uint32_t;

constexpr std::size_t chrome_characters_max =
    600;  // More text than that is no share bar, whatever its class says.
constexpr std::size_t prose_characters_min = 60;  // A shorter line may well be an item of a menu.
constexpr std::size_t prose_of_page_min = 300;
constexpr std::size_t outside_characters_max = 120;
constexpr std::size_t metadata_table_characters_max = 400;
constexpr double link_share_of_navigation = 0.8;
constexpr double link_share_of_list = 0.6;           // The rest may be a date or the name of a column.
constexpr std::size_t comment_characters_max = 200;  // A longer paragraph is no visitor's.
constexpr std::size_t list_items_min = 3;            // So many links without words are no part of a text.

// A container is as good as another that holds this share of its text; less where it holds the same sections.
constexpr double same_text_share = 0.8;
constexpr double same_sections_share = 0.3;
constexpr double bulk_share = 0.6;
constexpr double known_prose_share = 0.3;

// Sums over the lines of any element, in logarithmic time.
class Sums {
  public:
    explicit Sums(const std::vector<Line>& lines) : lines_{lines} {
        plain_.reserve(lines.size() + 1);
        plain_.push_back(0);
        prose_.reserve(lines.size() + 1);
        prose_.push_back(0);
        for (const auto& line : lines) {
            const auto plain = line.characters - std::min(line.characters, line.link_characters);
            plain_.push_back(plain_.back() + plain);
            const bool is_prose = plain >= prose_characters_min && plain * 2 > line.characters;
            prose_.push_back(prose_.back() + (is_prose ? plain : 0));
            const bool is_text = line.kind != BlockKind::grid && line.link_characters * 2 < line.characters;
            const auto bit = is_text ? section_bit(line.text) : 0;
            if (bit != 0) mark(bit, line.node);
        }
    }

    std::size_t first_line(NodeIndex node) const {
        return static_cast<std::size_t>(std::ranges::lower_bound(lines_, node, {}, &Line::node) -
                                        lines_.begin());
    }
    bool is_data_table(NodeIndex node) const {
        const auto line = first_line(node);
        return line < lines_.size() && lines_[line].node == node && lines_[line].kind == BlockKind::grid;
    }
    // Characters outside of links.
    std::size_t plain(NodeIndex begin, NodeIndex end) const {
        return plain_[first_line(end)] - plain_[first_line(begin)];
    }
    // The same of lines that are sentences, not menus.
    std::size_t prose(NodeIndex begin, NodeIndex end) const {
        return prose_[first_line(end)] - prose_[first_line(begin)];
    }
    // Does the page say anything at length? A list of links has a notice at its foot, at most.
    bool has_prose(NodeIndex end) const { return prose(0, end) >= prose_of_page_min; }
    // How many different sections begin in there.
    int sections(NodeIndex begin, NodeIndex end) const {
        int count = 0;
        for (const auto& nodes : marks_) {
            const auto mark = std::ranges::lower_bound(nodes, begin);
            count += mark != nodes.end() && *mark < end;
        }
        return count;
    }
    NodeIndex first_mark() const { return first_mark_; }
    NodeIndex last_mark() const { return last_mark_; }

  private:
    void mark(std::uint32_t bit, NodeIndex node) {
        marks_[static_cast<std::size_t>(std::countr_zero(bit))].push_back(node);
        first_mark_ = std::min(first_mark_, node);
        last_mark_ = std::max(last_mark_, node);
    }

    const std::vector<Line>& lines_;
    std::vector<std::size_t> plain_;
    std::vector<std::size_t> prose_;
    std::array<std::vector<NodeIndex>, 32> marks_;  // Where each section's headings are, by bit.
    NodeIndex first_mark_ = std::numeric_limits<NodeIndex>::max();
    NodeIndex last_mark_ = 0;
};

// Elements whose id or class says that they are no content, and that hold none: the kind for each line.
std::vector<ChromeKind> chrome_of_lines(const VisibleTree& tree, const std::vector<Line>& lines,
                                        const Sums& sums) {
    std::vector<ChromeKind> kinds(lines.size(), ChromeKind::none);
    NodeIndex end_of_last = 0;
    for (const auto& [node, kind] : tree.chrome()) {
        const auto end = tree[node].end;
        const bool is_chrome = node >= end_of_last && sums.plain(node, end) <= chrome_characters_max &&
                               sums.sections(node, end) == 0;
        if (!is_chrome) continue;
        end_of_last = end;
        for (auto line = sums.first_line(node); line < sums.first_line(end); ++line) kinds[line] = kind;
    }
    return kinds;
}

// The best content container that the table knows; nothing where the page has none that holds its sections.
std::optional<NodeIndex> known_container(const VisibleTree& tree, const Sums& sums) {
    struct Candidate {
        NodeIndex node;
        int sections;
        std::size_t plain;
    };
    std::vector<Candidate> candidates;
    int most_sections = 0;
    for (const auto i : tree.body_containers()) {
        const Candidate candidate{i, sums.sections(i, tree[i].end), sums.plain(i, tree[i].end)};
        if (candidate.plain > 0) candidates.push_back(candidate);
        most_sections = std::max(most_sections, candidate.sections);
    }
    // The report may be spread over several containers; then none of them is the body.
    if (most_sections < sums.sections(0, tree.size())) return {};
    std::erase_if(candidates, [&](const auto& candidate) { return candidate.sections < most_sections; });
    // A box for a teaser may be called "content" as well.
    const bool has_prose = sums.has_prose(tree.size());
    const auto enough_prose = known_prose_share * static_cast<double>(sums.prose(0, tree.size()));
    std::erase_if(candidates, [&](const auto& candidate) {
        const auto prose = sums.prose(candidate.node, tree[candidate.node].end);
        return most_sections == 0 && has_prose && static_cast<double>(prose) < enough_prose;
    });
    std::size_t most_text = 0;
    for (const auto& candidate : candidates) most_text = std::max(most_text, candidate.plain);
    const auto share = most_sections > 0 ? same_sections_share : same_text_share;
    std::optional<Candidate> best;
    for (const auto& candidate : candidates) {
        if (static_cast<double>(candidate.plain) < share * static_cast<double>(most_text)) continue;
        const auto width = [&](const Candidate& c) { return tree[c.node].end - c.node; };
        if (!best || width(candidate) < width(*best)) best = candidate;
    }
    return best ? std::optional{best->node} : std::nullopt;
}

// The smallest element that holds all section headings.
NodeIndex around_sections(const VisibleTree& tree, const Sums& sums) {
    auto node = sums.first_mark();
    while (node != 0 && tree[node].end <= sums.last_mark()) node = tree[node].parent;
    return node;
}

// Goes down from the whole page as long as one child holds most of the text.
NodeIndex around_bulk(const VisibleTree& tree, const Sums& sums) {
    const bool has_prose = sums.has_prose(tree.size());
    const auto text_of = [&](NodeIndex n) {
        return has_prose ? sums.prose(n, tree[n].end) : sums.plain(n, tree[n].end);
    };
    NodeIndex node = 0;
    while (true) {
        const auto enough = bulk_share * static_cast<double>(text_of(node));
        NodeIndex next = node;
        for (auto child = node + 1; child < tree[node].end; child = tree[child].end) {
            const bool holds_text = !tree[child].text && tree[child].flow != Flow::heading;
            if (holds_text && static_cast<double>(text_of(child)) > enough) next = child;
        }
        // A single paragraph or data table is no body: its neighbours belong to it.
        const auto& found = tree[next];
        const bool part = found.flow == Flow::inline_text || found.flow == Flow::list_item ||
                          found.tag == GUMBO_TAG_P || sums.is_data_table(next);
        if (next == node || part) return node;
        node = next;
    }
}

// A line of links, with their dates at most: an item of a list of other pages.
bool is_link_line(const Line& line) {
    std::size_t words = 0;
    for (std::string_view text{line.text}; !text.empty();) {
        const auto [c, length] = base::decode_utf8(text);
        const bool of_date = (c >= U'0' && c <= U'9') || c == U'-' || c == U'/' || c == U'.' || c == U':' ||
                             c == U'[' || c == U']' || c == U'(' || c == U')' || c == U'年' || c == U'月' ||
                             c == U'日' || c == U'·' || base::is_space(c);
        words += !of_date;
        text.remove_prefix(length);
    }
    if (line.kind == BlockKind::grid) words = line.characters;
    return static_cast<double>(line.link_characters) >= link_share_of_list * static_cast<double>(words);
}

bool is_link_item(const Line& line) {
    const bool attached = line.text.starts_with("附件") || line.text.find(".doc") != std::string::npos ||
                          line.text.find(".pdf") != std::string::npos ||
                          line.text.find(".xls") != std::string::npos;
    return line.link_characters > 0 && !attached && is_link_line(line) && section_bit(line.text) == 0;
}

bool follows(Followers followers, const Line& line) {
    switch (followers) {
        case Followers::none:
            return false;
        case Followers::links:
            return is_link_line(line) || says_no_neighbour(line.text);
        case Followers::comments:
            return line.kind != BlockKind::grid && line.characters <= comment_characters_max &&
                   section_bit(line.text) == 0;
    }
    return false;
}

// Lists of other pages and what visitors wrote, known by the line above them, by being a table that is mostly
// links or, behind the last section, by being links and nothing else.
void leave_out_lists(const std::vector<Line>& lines, NodeIndex last_section, std::vector<LineRole>& roles) {
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto followers = followers_of(lines[i].text);
        const bool behind = last_section > 0 && lines[i].node > last_section;
        if (followers == Followers::none || (followers == Followers::comments && !behind)) continue;
        auto end = i + 1;
        while (end < lines.size() && follows(followers, lines[end])) ++end;
        // Without links below it, the line may be a heading of the text.
        if (end == i + 1 && !is_page_tool(lines[i].text)) continue;
        for (auto at = i; at < end; ++at) {
            if (roles[at] == LineRole::body) roles[at] = LineRole::chrome;
        }
    }
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const bool of_links = lines[i].kind == BlockKind::grid && lines[i].link_characters > 0 &&
                              lines[i].link_characters * 2 >= lines[i].characters;
        if (of_links && roles[i] == LineRole::body) roles[i] = LineRole::chrome;
    }
    if (last_section == 0) return;
    for (std::size_t i = 0; i < lines.size();) {
        auto end = i;
        while (end < lines.size() && roles[end] == LineRole::body && lines[end].node > last_section &&
               is_link_item(lines[end]))
            ++end;
        if (end - i >= list_items_min) {
            std::fill(roles.begin() + static_cast<std::ptrdiff_t>(i),
                      roles.begin() + static_cast<std::ptrdiff_t>(end), LineRole::chrome);
        }
        i = std::max(end, i + 1);
    }
}

bool is_worth_knowing(const Line& line, ChromeKind chrome) {
    const auto most = line.kind == BlockKind::grid ? metadata_table_characters_max : outside_characters_max;
    if (line.characters > most) return false;
    if (chrome == ChromeKind::breadcrumb) return true;
    if (chrome == ChromeKind::other) return false;
    const auto links = static_cast<double>(line.link_characters);
    return links < link_share_of_navigation * static_cast<double>(line.characters);
}

}  // namespace

std::vector<LineRole> find_main_body(const VisibleTree& tree, const std::vector<Line>& lines) {
    const Sums sums{lines};
    const auto chrome = chrome_of_lines(tree, lines, sums);
    constexpr int sections_of_a_report = 2;
    auto body = known_container(tree, sums);
    if (!body && sums.sections(0, tree.size()) >= sections_of_a_report) body = around_sections(tree, sums);
    if (!body) body = around_bulk(tree, sums);

    std::vector<LineRole> roles(lines.size(), LineRole::chrome);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const bool inside = lines[i].node >= *body && lines[i].node < tree[*body].end;
        if (is_page_tool(lines[i].text) && split_at_labels(lines[i].text).size() == 1) continue;
        if (inside && chrome[i] == ChromeKind::none) {
            roles[i] = LineRole::body;
        } else if (is_worth_knowing(lines[i], chrome[i])) {
            roles[i] = LineRole::outside;
        }
    }
    leave_out_lists(lines, sums.last_mark(), roles);
    return roles;
}

}  // namespace ogi::extract
