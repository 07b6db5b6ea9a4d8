#include "daemon/exports/dictionary.h"

#include "model/names.h"
#include "parser/catalogue.h"
#include "parser/cell_labels.h"
#include "parser/equations.h"
#include "parser/national_form.h"

#include <algorithm>
#include <map>
#include <span>
#include <utility>

namespace ogi::daemon {

namespace {

using namespace std::literals;
using model::Generation;
using parser::FormCell;

using Words = std::pair<std::string_view, std::string_view>;

constexpr Words english_labels[] = {
#include "daemon/exports/english_labels.inc"
};

std::string_view english_word(std::string_view part) {
    const auto* found = std::ranges::find(english_labels, part, &Words::first);
    return found == std::end(english_labels) ? std::string_view{} : found->second;
}

std::string english_of(const FormCell& cell) {
    const std::string_view id = cell.id;
    if (cell.in_2014) return std::string{english_word(id)};
    const auto dot = id.rfind('.');
    return std::string{english_word(id.substr(0, dot))}.append(" – ").append(english_word(id.substr(dot)));
}

std::string_view word_of(parser::FigureKind kind) {
    switch (kind) {
        case parser::FigureKind::count:
            return "count";
        case parser::FigureKind::signed_count:
            return "signed";
        case parser::FigureKind::amount:
            return "amount";
    }
    return "count";
}

// Ids of the cells as the forms print them; some stand there twice.
std::vector<const FormCell*> printed_order() {
    std::vector<const FormCell*> order;
    const auto take = [&](std::span<const FormCell* const> cells) {
        order.insert(order.end(), cells.begin(), cells.end());
    };
    for (const auto& item : parser::disclosure_items()) {
        take(parser::disclosure_cells(item, parser::FormYear::form_2019));
        take(parser::disclosure_cells(item, parser::FormYear::form_2021));
    }
    for (const auto& row : parser::request_rows()) take(parser::request_cells(row));
    take(parser::dispute_cells());
    for (const auto& row : parser::national_rows()) {
        if (!row.id.empty()) order.push_back(parser::find_form_cell(row.id));
    }
    return order;
}

using IdentitiesByCell = std::map<std::string, std::vector<std::string>, std::less<>>;

IdentitiesByCell identities() {
    IdentitiesByCell by_cell;
    for (const auto generation : {Generation::free_form, Generation::form_2019, Generation::form_2021}) {
        parser::CellMap cells;
        for (const auto& cell : parser::form_cells()) {
            if (generation == Generation::free_form && cell.in_2014) cells[cell.id];
        }
        for (const auto& equation : parser::equations_of(generation, cells)) {
            for (const auto& side : {equation.left, equation.right}) {
                for (const auto index : side) {
                    auto& ids = by_cell[std::string{parser::id_of(index)}];
                    if (std::ranges::find(ids, equation.id) == ids.end()) ids.push_back(equation.id);
                }
            }
        }
    }
    return by_cell;
}

std::vector<DictionaryEntry> build() {
    const auto by_cell = identities();
    std::vector<DictionaryEntry> entries;
    for (const auto* cell : printed_order()) {
        if (std::ranges::find(entries, cell->id, &DictionaryEntry::cell) != entries.end()) continue;
        auto label = parser::label_of(cell->id);
        DictionaryEntry entry{.cell = cell->id,
                              .table = std::move(label.table),
                              .row = std::move(label.row),
                              .column = std::move(label.column),
                              .english = english_of(*cell),
                              .kind = std::string{word_of(cell->kind)},
                              .unit = cell->unit};
        if (cell->in_2014) entry.generations.emplace_back(name_of(Generation::free_form));
        if (cell->in_2019) entry.generations.emplace_back(name_of(Generation::form_2019));
        if (cell->in_2021) entry.generations.emplace_back(name_of(Generation::form_2021));
        if (const auto found = by_cell.find(cell->id); found != by_cell.end())
            entry.identities = found->second;
        entries.push_back(std::move(entry));
    }
    return entries;
}

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const auto& word : words) text += (text.empty() ? "" : ", ") + word;
    return text;
}

}  // namespace

bool DictionaryEntry::is_in(std::string_view generation) const {
    return std::ranges::find(generations, generation) != generations.end();
}

std::string DictionaryEntry::label() const {
    return column == "统计数" ? row : row + " · " + column;
}

const std::vector<DictionaryEntry>& dictionary() {
    static const auto entries = build();
    return entries;
}

const DictionaryEntry* find_in_dictionary(std::string_view cell) {
    static const auto by_cell = [] {
        std::map<std::string_view, const DictionaryEntry*> found;
        for (const auto& entry : dictionary()) found.emplace(entry.cell, &entry);
        return found;
    }();
    const auto found = by_cell.find(cell);
    return found == by_cell.end() ? nullptr : found->second;
}

std::vector<const DictionaryEntry*> cells_of(Generation generation) {
    std::vector<const DictionaryEntry*> cells;
    for (const auto& entry : dictionary()) {
        const bool wanted = generation == Generation::mixed ? entry.is_in("2019") || entry.is_in("2021")
                                                            : entry.is_in(name_of(generation));
        if (wanted) cells.push_back(&entry);
    }
    return cells;
}

std::string dictionary_page() {
    std::string page =
        "# Dictionary of the cells\n\n"
        "Made by `ogi export dictionary` from the catalogue of the forms; a test holds it to that. Forms: "
        "`free` "
        "is the national\nstatistics table of the years before 2019, `2019` the form of the reports of 2019 "
        "and "
        "2020, `2021` that since. A unit \"as\nwritten\" stands in the cell. Identities are the checks that "
        "a "
        "cell stands in ([formats](formats.md#a-report-on-the-wire)).\n";
    std::string_view table;
    for (const auto& entry : dictionary()) {
        if (entry.table != table) {
            table = entry.table;
            page += "\n## " + entry.table +
                    "\n\n| cell | label | in English | kind | unit | forms | identities |\n"
                    "|---|---|---|---|---|---|---|\n";
        }
        page += "| `" + entry.cell + "` | " + entry.label() + " | " + entry.english + " | " + entry.kind +
                " | " + (entry.unit.empty() ? "as written" : entry.unit) + " | " + joined(entry.generations) +
                " | " + joined(entry.identities) + " |\n";
    }
    return page;
}

}  // namespace ogi::daemon
