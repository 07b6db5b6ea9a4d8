#include "parser/read_cells.h"

#include "parser/catalogue.h"
#include "parser/form_tables.h"
#include "parser/national_table.h"
#include "parser/several_tables.h"
#include "parser/stat_table.h"
#include "parser/title.h"
#include "parser/token_stream.h"
#include "parser/trace.h"

#include <algorithm>
#include <iterator>
#include <span>

namespace ogi::parser {

namespace {

using model::Generation;

// Marks the blocks a table takes up. A table that begins inside a token was glued into a paragraph, which
// stays prose.
void mark_blocks(const TableReading& table, const TokenStream& stream, std::vector<bool>& marks) {
    if (!table.found || table.end_token <= table.begin_token) return;
    const std::size_t first = stream.tokens[table.begin_token].block;
    const std::size_t last = stream.tokens[table.end_token - 1].block;
    for (std::size_t block = first + (table.begins_inside ? 1 : 0); block <= last; ++block)
        marks[block] = true;
}

Generation generation_of(const TableReading& disclosure, const TableReading& requests) {
    const bool shows_2019 = disclosure.shows_2019 || requests.shows_2019;
    const bool shows_2021 = disclosure.shows_2021 || requests.shows_2021;
    if (shows_2019 && shows_2021) return Generation::mixed;
    return shows_2019 ? Generation::form_2019 : shows_2021 ? Generation::form_2021 : Generation::free_form;
}

enum class NationalTable { shown, not_shown };

// The cells by id, taken out of what the tables show; what the form has and no row showed is absent.
CellMap by_id(std::span<std::vector<TableCell>* const> shown, Generation generation, NationalTable national) {
    const auto& forms = form_cells();
    std::vector<model::Cell*> shown_for(forms.size(), nullptr);
    for (auto* of_table : shown) {
        for (auto& [form, cell] : *of_table) shown_for[static_cast<std::size_t>(form - forms.data())] = &cell;
    }
    const auto has = [&](const FormCell& cell) {
        if (generation == Generation::free_form) return cell.in_2014 && national == NationalTable::shown;
        if (generation == Generation::mixed) return false;
        return generation == Generation::form_2019 ? cell.in_2019 : cell.in_2021;
    };
    CellMap cells;
    for (std::size_t i = 0; i < forms.size(); ++i) {  // In order of their ids.
        const auto& form = forms[i];
        if (shown_for[i] != nullptr) {
            cells.emplace_hint(cells.end(), form.id, std::move(*shown_for[i]));
        } else if (has(form)) {
            cells.emplace_hint(cells.end(), form.id, model::Cell{})->second.unit = form.unit;
        }
    }
    return cells;
}

}  // namespace

CellReading read_cells(const model::Document& document) {
    return read_cells(document, year_of_title(find_title(document)));
}

CellReading read_cells(const model::Document& document, int report_year) {
    note_document(document);
    CellReading reading;
    reading.table_blocks.assign(document.blocks.size(), false);
    const TokenStream stream = tokenise(document);
    const auto starts =
        LabelSequence::find_starts(stream.text, {&request_labels(), &disclosure_labels(), &dispute_labels()});
    const Aligner request_aligner{stream, request_labels(), starts, report_year};
    SelectedTable requests = select_table(
        stream, report_year, [&](TextRange within) { return read_request_table(request_aligner, within); });
    const auto otherwise = requests.table.shows_2019 ? FormYear::form_2019 : FormYear::form_2021;
    const Aligner disclosure_aligner{stream, disclosure_labels(), starts, report_year};
    SelectedTable disclosure = select_table(stream, report_year, [&](TextRange within) {
        return read_disclosure_table(disclosure_aligner, otherwise, within);
    });
    reading.generation = generation_of(disclosure.table, requests.table);
    // Fifteen numbers alone do not make a form: they have no generation.
    SelectedTable disputes;
    if (reading.generation != Generation::free_form) {
        const Aligner aligner{stream, dispute_labels(), starts, report_year};
        disputes = select_table(stream, report_year,
                                [&](TextRange within) { return read_dispute_table(aligner, within); });
    }

    std::vector<std::vector<TableCell>*> shown;
    std::vector<bool> taken(document.grids.size(), false);
    for (SelectedTable* selected : {&disclosure, &requests, &disputes}) {
        mark_blocks(selected->table, stream, reading.table_blocks);
        for (const auto& other : selected->others) mark_blocks(other, stream, reading.table_blocks);
        shown.push_back(&selected->table.cells);
        std::ranges::move(selected->table.anomalies, std::back_inserter(reading.anomalies));
    }
    for (std::size_t i = 0; i < document.blocks.size(); ++i) {
        const auto& block = document.blocks[i];
        if (block.kind == model::BlockKind::grid && block.grid < taken.size())
            taken[block.grid] = reading.table_blocks[i];
    }
    auto stat_tables = find_stat_tables(document, taken);
    NationalReading national;
    if (reading.generation == Generation::free_form && !stat_tables.empty())
        national = read_national_table(stat_tables, document, report_year);
    shown.push_back(&national.cells);
    std::ranges::move(national.anomalies, std::back_inserter(reading.anomalies));
    reading.cells =
        by_id(shown, reading.generation, national.found ? NationalTable::shown : NationalTable::not_shown);
    for (auto& found : stat_tables) {
        // A paragraph that holds table and prose together stays prose.
        const bool alone = found.first_block != found.last_block ||
                           document.blocks[found.first_block].kind == model::BlockKind::grid;
        for (std::size_t i = found.first_block; alone && i <= found.last_block; ++i)
            reading.table_blocks[i] = true;
        reading.stat_tables.push_back(std::move(found.table));
    }
    return reading;
}

}  // namespace ogi::parser
