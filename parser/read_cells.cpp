#include "parser/read_cells.h"

#include "parser/catalogue.h"
#include "parser/form_tables.h"
#include "parser/several_tables.h"
#include "parser/stat_table.h"
#include "parser/title.h"
#include "parser/token_stream.h"

#include <algorithm>
#include <iterator>

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

// The ids of the form that no row showed are absent.
void add_absent_cells(CellReading& reading) {
    if (reading.generation == Generation::mixed || reading.generation == Generation::free_form) return;
    for (const auto& cell : form_cells()) {
        if (!(reading.generation == Generation::form_2019 ? cell.in_2019 : cell.in_2021)) continue;
        const auto [place, is_new] = reading.cells.try_emplace(cell.id);
        if (is_new) place->second.unit = cell.unit;
    }
}

}  // namespace

CellReading read_cells(const model::Document& document) {
    CellReading reading;
    reading.table_blocks.assign(document.blocks.size(), false);
    const TokenStream stream = tokenise(document);
    const int year = year_of_title(find_title(document));
    SelectedTable requests =
        select_table(stream, year, [&](TextRange within) { return read_request_table(stream, within); });
    const auto otherwise = requests.table.shows_2019 ? FormYear::form_2019 : FormYear::form_2021;
    SelectedTable disclosure = select_table(
        stream, year, [&](TextRange within) { return read_disclosure_table(stream, otherwise, within); });
    reading.generation = generation_of(disclosure.table, requests.table);
    // Fifteen numbers alone do not make a form: they have no generation.
    SelectedTable disputes;
    if (reading.generation != Generation::free_form) {
        disputes =
            select_table(stream, year, [&](TextRange within) { return read_dispute_table(stream, within); });
    }

    std::vector<bool> taken(document.grids.size(), false);
    for (SelectedTable* selected : {&disclosure, &requests, &disputes}) {
        mark_blocks(selected->table, stream, reading.table_blocks);
        for (const auto& other : selected->others) mark_blocks(other, stream, reading.table_blocks);
        reading.cells.merge(selected->table.cells);
        std::ranges::move(selected->table.anomalies, std::back_inserter(reading.anomalies));
    }
    add_absent_cells(reading);
    for (std::size_t i = 0; i < document.blocks.size(); ++i) {
        const auto& block = document.blocks[i];
        if (block.kind == model::BlockKind::grid && block.grid < taken.size())
            taken[block.grid] = reading.table_blocks[i];
    }
    for (auto& found : find_stat_tables(document, taken)) {
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
