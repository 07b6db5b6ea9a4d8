// Whether every edit of one cell is found, and nothing else: every cell of the three tables of a page × N
// values, from the bytes of the page to the comparison of the reports. A value is a figure, with separators
// or in full-width digits, or blank, a slash, a dash.
//
//     one_cell_edits [--values N] FILE…      N is 200 by default
//
// Prints how many edits were found and what was wrong with the others; exit status 1 where there are any.
#include "extract/read_document.h"
#include "model/names.h"
#include "parser/compare.h"
#include "parser/parse_report.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace ogi;
using model::CellKind;

struct Edit {
    std::string printed;
    CellKind kind = CellKind::number;
    std::int64_t value = 0;
};

std::string with_separators(std::int64_t value) {
    auto digits = std::to_string(value);
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
        digits.insert(static_cast<std::size_t>(at), ",");
    return digits;
}

std::string in_full_width(std::int64_t value) {
    std::string digits;
    for (const char digit : std::to_string(value))
        digits += std::string{"\xEF\xBC"} + static_cast<char>('\x90' + (digit - '0'));
    return digits;
}

// The nth value for a cell that holds `old`; never the same.
Edit nth_edit(std::size_t nth, std::int64_t old, std::mt19937& random) {
    switch (nth) {
        case 0:
            return {std::to_string(old + 1), CellKind::number, old + 1};
        case 1:
            return old == 0 ? Edit{"10", CellKind::number, 10} : Edit{"0", CellKind::number, 0};
        case 2:
            return {"", CellKind::blank, 0};
        case 3:
            return {"/", CellKind::slash, 0};
        case 4:
            return {"—", CellKind::dash, 0};
        case 5:
            return {in_full_width(old + 7), CellKind::number, old + 7};
        case 6:
            return {with_separators(old + 12'345), CellKind::number, old + 12'345};
        case 7:
            return {std::to_string(old) + "0", CellKind::number, old == 0 ? -1 : old * 10};
        default: {
            const auto range = nth % 3 == 0 ? 10 : nth % 3 == 1 ? 1'000 : 100'000;
            auto value = static_cast<std::int64_t>(random() % static_cast<unsigned>(range));
            if (value == old) ++value;
            return {std::to_string(value), CellKind::number, value};
        }
    }
}

model::Report read(const std::string& body) {
    model::Snapshot snapshot;
    snapshot.body = body;
    const auto document = extract::read_document(snapshot);
    return document ? parser::parse_report(*document) : model::Report{};
}

// The body with another text in the cell; empty where its bytes do not hold just what was read.
std::string edited(const std::string& body, const model::Cell& cell, const std::string& printed) {
    const auto [begin, end] = cell.at->bytes;
    const auto inside = std::string_view{body}.substr(begin, end - begin);
    const auto at = inside.find(cell.raw);
    if (at == inside.npos || inside.find(cell.raw, at + 1) != inside.npos) return {};
    auto copy = body;
    return copy.replace(begin + at, cell.raw.size(), printed);
}

struct Outcome {
    std::size_t edits = 0, found = 0, told = 0;
};

void check(Outcome& outcome, const std::string& id, const model::Cell& old_cell, const Edit& edit,
           const parser::Differences& differences) {
    ++outcome.edits;
    const bool one = differences.cells.size() == 1 && differences.aspects.empty();
    const auto* change = one ? &differences.cells[0] : nullptr;
    const bool right =
        change != nullptr && change->id == id && change->old_cell.value == old_cell.value &&
        change->new_cell.kind == edit.kind &&
        (edit.kind == CellKind::number ? change->new_cell.value == model::Decimal::whole(edit.value)
                                       : !change->new_cell.value);
    outcome.found += right;
    constexpr std::size_t told_max = 20;
    if (right || outcome.told++ >= told_max) return;
    std::printf("%s %s → \"%s\": %zu cells, %zu aspects", id.c_str(), old_cell.raw.c_str(),
                edit.printed.c_str(), differences.cells.size(), differences.aspects.size());
    for (const auto& cell : differences.cells)
        std::printf("; %s %s → %s", cell.id.c_str(), std::string{model::name_of(cell.old_cell.kind)}.c_str(),
                    std::string{model::name_of(cell.new_cell.kind)}.c_str());
    std::printf("\n");
}

Outcome edit_all(const std::string& body, std::size_t values, std::mt19937& random) {
    Outcome outcome;
    const auto report = read(body);
    for (const auto& [id, cell] : report.cells) {
        const bool editable = cell.value && cell.value->is_whole() && cell.at && !id.starts_with("s14.");
        if (!editable) continue;
        for (std::size_t nth = 0; nth < values; ++nth) {
            const auto edit = nth_edit(nth, cell.value->units, random);
            if (edit.kind == CellKind::number && (edit.value < 0 || edit.value == cell.value->units))
                continue;
            const auto copy = edited(body, cell, edit.printed);
            if (copy.empty()) {
                std::printf("%s is not where it is said to stand\n", id.c_str());
                ++outcome.edits;
                continue;
            }
            check(outcome, id, cell, edit, parser::compare_reports(report, read(copy)));
        }
    }
    return outcome;
}

}  // namespace

int main(int argc, char** argv) {
    std::size_t values = 200;
    std::vector<const char*> files;
    for (int i = 1; i < argc; ++i) {
        if (std::string_view{argv[i]} == "--values" && i + 1 < argc) {
            values = static_cast<std::size_t>(std::atoi(argv[++i]));
        } else {
            files.push_back(argv[i]);
        }
    }
    if (files.empty()) return std::fputs("usage: one_cell_edits [--values N] FILE...\n", stderr), 2;
    std::mt19937 random{35'000};
    std::size_t edits = 0, found = 0;
    for (const auto* file : files) {
        std::ifstream in{file, std::ios::binary};
        const std::string body{std::istreambuf_iterator<char>{in}, {}};
        const auto outcome = edit_all(body, values, random);
        std::printf("%s: %zu edits, %zu found\n", file, outcome.edits, outcome.found);
        edits += outcome.edits, found += outcome.found;
        if (outcome.edits == 0) return std::printf("no cell to edit\n"), 1;
    }
    std::printf("%zu edits, %zu found with their cell, old and new, and nothing else\n", edits, found);
    return found == edits ? 0 : 1;
}
