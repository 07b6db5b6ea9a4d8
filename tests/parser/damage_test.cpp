#include "consistent_form.h"
#include "documents.h"
#include "sample_form.h"

#include "base/utf8.h"
#include "parser/catalogue.h"
#include "parser/read_cells.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

// A form filled in with figures that add up, damaged the way converters and copying damage tables: whatever
// happens, a cell shows its own figure or none. OGI_DAMAGE_SEEDS sets how many documents are tried.
namespace ogi::parser {
namespace {

using Values = std::map<std::string, std::string>;
using Random = std::mt19937;

constexpr unsigned seeds_default = 2'000;

std::size_t one_of(Random& random, std::size_t count) {
    return random() % count;
}

// `blanks` of a hundred zeros are left blank, as agencies do.
Values figures(FormYear year, unsigned seed, unsigned blanks, Random& random) {
    const auto generation =
        year == FormYear::form_2019 ? model::Generation::form_2019 : model::Generation::form_2021;
    Values values;
    for (const auto& [id, cell] : consistent_form(generation, seed))
        values[id] =
            cell.value == model::Decimal::whole(0) && random() % 100 < blanks ? "" : cell.value->text();
    return values;
}

bool is_number(const std::string& text) {
    return !text.empty() && text.find_first_not_of("0123456789.-") == std::string::npos;
}

// The text of a report in lines, and what can happen to it between the first table and the section behind the
// last.
class DamagedText {
  public:
    DamagedText(const model::Document& document, Flattening flattening, Random& random)
        : flattening_{flattening}, random_{random} {
        for (const auto& block : document.blocks) lines_.push_back(block.text);
    }

    model::Document document() const {
        std::string text;
        for (const auto& line : lines_) text += line + '\n';
        return text_document(text);
    }

    void damage() {
        const std::vector<std::function<void()>> ways = {
            [&] { drop_value(); },   [&] { add_page(some_line()); }, [&] { drop_value_and_add_page(); },
            [&] { glue(); },         [&] { drop_label(); },          [&] { repeat_line(); },
            [&] { break_label(); },  [&] { add_blank_lines(); },     [&] { add_running_title(); },
            [&] { number_pages(); }, [&] { swap_lines(); }};
        ways[one_of(random_, ways.size())]();
    }

  private:
    bool value_a_line() const {
        return flattening_ == Flattening::lines || flattening_ == Flattening::tabbed_lines ||
               flattening_ == Flattening::barred_lines;
    }
    static std::string bare(const std::string& line) {
        std::string text;
        for (const char c : line) {
            if (c != '\t' && c != '|' && c != ' ') text += c;
        }
        return text;
    }
    std::size_t first() const { return find("二、主动公开"); }
    std::size_t last() const { return find("五、存在的"); }
    std::size_t find(const char* heading) const {
        const auto at =
            std::ranges::find_if(lines_, [&](const auto& line) { return line.starts_with(heading); });
        return static_cast<std::size_t>(at - lines_.begin());
    }
    std::size_t some_line() { return first() + 1 + one_of(random_, last() - first()); }

    // A line with a value in it: the whole of it, or one of its cells.
    std::size_t some_value_line() {
        for (int i = 0; i < 200; ++i) {
            const auto at = some_line();
            if (value_a_line() ? is_number(bare(lines_[at]))
                               : lines_[at].find_first_of("0123456789") != std::string::npos)
                return at;
        }
        return first() + 1;
    }
    void insert(std::size_t at, const std::string& line) {
        lines_.insert(lines_.begin() + static_cast<std::ptrdiff_t>(at), line);
    }
    void erase(std::size_t at) { lines_.erase(lines_.begin() + static_cast<std::ptrdiff_t>(at)); }

    // Takes the value at the end of the line, and what parts it from the others.
    void drop_value_of(std::size_t at) {
        if (value_a_line()) return erase(at);
        auto& line = lines_[at];
        const auto end = line.find_last_of("0123456789");
        if (end == std::string::npos) return;
        const auto before = line.find_last_not_of("0123456789.-", end);
        const auto begin = before == std::string::npos ? 0 : before + 1;
        line.erase(begin, end + 1 - begin);
        if (begin > 0 && (line[begin - 1] == '\t' || line[begin - 1] == ' ')) line.erase(begin - 1, 1);
    }
    void drop_value() { drop_value_of(some_value_line()); }

    std::string page(std::size_t number) {
        const auto text = std::to_string(number);
        const std::vector<std::string> styles = {text, "- " + text + " -", "— " + text + " —",
                                                 "第" + text + "页", "第 " + text + " 页 共 9 页"};
        return styles[one_of(random_, styles.size())];
    }
    void add_page(std::size_t at) { insert(at, page(1 + random_() % 9)); }

    // The end of a row whose last value was lost, at the foot of a page.
    void drop_value_and_add_page() {
        auto at = some_value_line();
        while (value_a_line() && at + 1 < last() && is_number(bare(lines_[at + 1]))) ++at;
        const auto before = lines_.size();
        drop_value_of(at);
        number_prose(3, 5);
        insert(find_row_end(at, before), "4");
    }
    std::size_t find_row_end(std::size_t at, std::size_t before) const {
        const auto moved = lines_.size() > before ? lines_.size() - before : 0;
        return std::min(at + (value_a_line() ? 0 : 1) + (moved > 1 ? 1 : 0), lines_.size());
    }
    // What pages of prose show at their foot.
    void number_prose(unsigned before, unsigned behind) {
        if (std::exchange(numbered_, true)) return;
        const auto heading = first();
        insert(heading, std::to_string(before));
        insert(last() + 2, std::to_string(behind));
    }
    void number_pages() {
        if (numbered_) return;
        number_prose(1, 7);
        for (unsigned number = 2; number < 7; ++number) {
            const auto length = last() - first();
            insert(first() + 1 + length * (number - 1) / 6, std::to_string(number));
        }
    }
    void glue() {
        const auto at = some_line();
        if (at + 1 >= last()) return;
        if (value_a_line()) {
            lines_[at] += (random_() % 2 == 0 ? "" : " ") + lines_[at + 1];
            return erase(at + 1);
        }
        auto& line = lines_[at];
        const auto gap = line.find_first_of("\t|", line.size() / 2);
        if (gap != std::string::npos) line.erase(gap, 1);
    }
    void drop_label() {
        for (int i = 0; i < 50; ++i) {
            const auto at = some_line();
            const auto& line = lines_[at];
            if (at >= last() || line.empty() || is_number(bare(line))) continue;
            if (value_a_line()) return erase(at);
            const auto end = line.find_first_of("\t|0123456789", 3);
            if (end != std::string::npos) lines_[at].erase(0, end);
            return;
        }
    }
    void repeat_line() {
        const auto at = some_line();
        if (!value_a_line() || !is_number(bare(lines_[at]))) insert(at, lines_[at]);
    }
    void break_label() {
        const auto at = some_line();
        const std::string line = lines_[at];
        auto middle = line.size() / 2;
        while (middle < line.size() && (static_cast<unsigned char>(line[middle]) & 0xC0U) == 0x80) ++middle;
        if (middle == 0 || middle >= line.size() || static_cast<unsigned char>(line[middle]) < 0x80) return;
        lines_[at] = line.substr(0, middle);
        insert(at + 1, line.substr(middle));
    }
    void add_blank_lines() {
        const auto at = some_line();
        for (unsigned i = 0; i <= random_() % 3; ++i) insert(at, "");
    }
    void add_running_title() {
        const auto at = some_line();
        insert(at, "云岭县林业局2023年政府信息公开工作年度报告");
        if (random_() % 2 == 0) insert(at, std::to_string(1 + random_() % 9));
    }
    void swap_lines() {
        const auto at = some_line();
        if (!value_a_line() && at + 1 < last()) std::swap(lines_[at], lines_[at + 1]);
    }

    std::vector<std::string> lines_;
    Flattening flattening_;
    Random& random_;
    bool numbered_ = false;  // Its pages.
};

// What can happen to the cells of a grid: each cell keeps its place, or the rows behind move.
void damage_grid(model::Document& document, Random& random) {
    auto& grid = document.grids[one_of(random, document.grids.size())];
    auto& cell = grid.cells[one_of(random, grid.cells.size())];
    switch (random() % 5) {
        case 0:
            cell.text.clear();
            break;
        case 1:
            if (is_number(cell.text)) cell.text.insert(cell.text.size() / 2, "\n");
            break;
        case 2:
            cell.text = " " + cell.text + " ";
            break;
        case 3: {  // A label broken by a line break.
            auto middle = cell.text.size() / 6 * 3;
            if (!is_number(cell.text)) cell.text.insert(std::min(middle, cell.text.size()), "\n");
            break;
        }
        case 4: {  // Two cells merged into one that shows both figures.
            const auto next = static_cast<std::size_t>(&cell - grid.cells.data()) + 1;
            if (next >= grid.cells.size() || grid.cells[next].row != cell.row) break;
            cell.text += "\n" + grid.cells[next].text;
            cell.column_span = static_cast<std::uint16_t>(cell.column_span + grid.cells[next].column_span);
            const auto gone = static_cast<std::int32_t>(next);
            for (auto& slot : grid.slots) slot = slot == gone ? gone - 1 : slot > gone ? slot - 1 : slot;
            grid.cells.erase(grid.cells.begin() + gone);
            break;
        }
    }
}

struct Score {
    std::size_t right = 0;
    std::size_t missing = 0;
    std::string wrong;
};

void add_score(Score& score, const CellReading& reading, const Values& values, const std::string& where) {
    for (const auto& [id, cell] : reading.cells) {
        const auto printed = values.find(id);
        const std::string expected = printed == values.end() ? "" : printed->second;
        if (cell.kind != model::CellKind::number) {
            (expected.empty() ? score.right : score.missing) += 1;
        } else if (cell.value->text() == expected) {
            ++score.right;
        } else {
            score.wrong += where + " " + id + ": " + expected + " read as " + cell.value->text() + "\n";
        }
    }
}

TEST(Damage, NeverMakesAFigureWrong) {
    struct Shape {
        Flattening flattening;
        std::string name;
        unsigned blanks;  // Of a hundred zeros.
    };
    const std::vector<Shape> shapes = {{Flattening::grid, "grid", 20},
                                       {Flattening::tabs, "tabs", 20},
                                       {Flattening::bars, "bars", 20},
                                       {Flattening::tabbed_lines, "tabbed lines", 20},
                                       {Flattening::barred_lines, "barred lines", 20},
                                       {Flattening::lines, "lines", 0},
                                       {Flattening::lines, "lines with blanks", 6},
                                       {Flattening::spaces, "spaces", 5}};
    const char* wanted = std::getenv("OGI_DAMAGE_SEEDS");
    const unsigned seeds = wanted == nullptr ? seeds_default : static_cast<unsigned>(std::atoi(wanted));
    std::map<std::string, Score> scores;
    for (unsigned seed = 1; seed <= seeds; ++seed) {
        Random random{seed};
        const auto year = random() % 2 == 0 ? FormYear::form_2019 : FormYear::form_2021;
        const auto& shape = shapes[seed % shapes.size()];
        const auto values = figures(year, seed, shape.blanks, random);
        const auto form = sample_form(year, [&](const std::string& id) { return values.at(id); });
        auto document = flatten(form, shape.flattening);
        const std::size_t damages = 1 + random() % 3;
        if (shape.flattening == Flattening::grid) {
            for (std::size_t i = 0; i < damages; ++i) damage_grid(document, random);
        } else {
            DamagedText text{document, shape.flattening, random};
            for (std::size_t i = 0; i < damages; ++i) text.damage();
            document = text.document();
        }
        add_score(scores[shape.name], read_cells(document), values,
                  "seed " + std::to_string(seed) + " " + shape.name);
    }
    for (const auto& [name, score] : scores) {
        EXPECT_EQ(score.wrong, "");
        const auto all = score.right + score.missing;
        RecordProperty(name, std::to_string(score.right) + " of " + std::to_string(all));
        std::printf("%s: %zu right, %zu missing of %zu\n", name.c_str(), score.right, score.missing, all);
    }
}

}  // namespace
}  // namespace ogi::parser
