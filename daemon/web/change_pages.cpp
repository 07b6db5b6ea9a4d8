#include "daemon/columns/column_makers.h"
#include "daemon/web/filter_check.h"
#include "daemon/web/links.h"
#include "daemon/web/pages.h"
#include "daemon/web/regions.h"
#include "daemon/web/report_labels.h"
#include "daemon/web/row_table.h"
#include "daemon/web/wanted_entries.h"

#include <algorithm>
#include <charconv>

namespace ogi::daemon {

using base::Result;

namespace {

// Entries that one page looks through for those that are wanted; where they are rare, "next" goes on.
constexpr std::uint64_t entries_looked_through_max = 20'000;
// Read at a time, backwards.
constexpr std::uint64_t block_entries = 1'000;
// Cells of an entry that a row tells.
constexpr std::size_t cells_shown_max = 3;

constexpr std::array<std::string_view, 7> change_words = {"template",  "editorial", "value",    "structure",
                                                          "withdrawn", "restored",  "transport"};
constexpr std::array<std::string_view, 5> type_words = {"added", "revised", "withdrawn", "restored",
                                                        "reinterpreted"};

struct Entry {
    std::uint64_t sequence;
    std::string line;
};

// The entries behind `since` up to `until`, oldest first.
Result<std::vector<Entry>> block_of(const storage::Store& store, std::uint64_t since, std::uint64_t until) {
    std::vector<Entry> block;
    TRY_VOID(store.for_each_change(since, [&](std::uint64_t sequence, std::string_view line) {
        if (sequence <= until) block.push_back({sequence, std::string{line}});
        return sequence < until;
    }));
    return block;
}

// The entry up to which a reader has seen all; 0: none.
Result<std::uint64_t> seen_before(const PageRequest& request, std::uint64_t last) {
    TRY(since, request.number("since"));
    const auto seen = static_cast<std::uint64_t>(std::max(since, 0));
    if (seen <= last) return seen;
    return base::fail(base::ErrorCode::usage, "since must be at most " + std::to_string(last) +
                                                  ", where the list ends, not " + std::to_string(seen));
}

// The newest first, from before the entry `after` on down to what was seen before.
Result<Rows> change_rows(const ApiContext& context, const PageRequest& request) {
    TRY(wanted, WantedEntries::of(context, request));
    TRY(after, request.number("after"));
    TRY(last, context.store.last_sequence());
    TRY(seen, seen_before(request, last));
    TRY_VOID(check_after(static_cast<std::size_t>(after), static_cast<std::size_t>(last) + 1));
    auto until = last;
    if (after != 0) until = std::min(last, static_cast<std::uint64_t>(after) - 1);
    const auto looked_through = until > entries_looked_through_max ? until - entries_looked_through_max : 0;
    const auto end = std::max(looked_through, seen);
    Rows rows{.last_sequence = last};
    while (until > end) {
        const auto since = until - std::min(until - end, block_entries);
        TRY(block, block_of(context.store, since, until));
        for (auto entry = block.rbegin(); entry != block.rend(); ++entry) {
            TRY(is_wanted, wanted.wants(entry->line));
            if (!is_wanted) continue;
            rows.lines.push_back(std::move(entry->line));
            if (rows.lines.size() < page_rows_max) continue;
            if (entry->sequence > seen + 1) rows.after = std::to_string(entry->sequence);
            return rows;
        }
        until = since;
    }
    if (end > seen) rows.after = std::to_string(end + 1);
    return rows;
}

// What differs: the first cells with both figures, how many more there are, and other aspects.
void write_what_differs(Html& html, Language language, const json::object& line) {
    const auto* data = object_in(line, "data");
    if (data == nullptr) return;
    const auto* cells = array_in(*data, "cells");
    const auto count = cells == nullptr ? 0 : cells->size();
    for (std::size_t i = 0; i < std::min(count, cells_shown_max); ++i) {
        const auto& cell = cells->at(i).as_object();
        html.raw("<div>").text(cell_name(language, text_at(cell, "id"))).raw(" <b>");
        html.text(changed_side(language, cell, "old")).raw(" → ").text(changed_side(language, cell, "new"));
        html.raw("</b></div>");
    }
    if (count > cells_shown_max) {
        html.raw("<div>").text(say(language, Word::further_cells)).raw(" ");
        html.text(number_text(static_cast<std::int64_t>(count - cells_shown_max))).raw("</div>");
    }
    const auto* aspects = array_in(*data, "aspects");
    for (std::size_t i = 0; aspects != nullptr && i < aspects->size(); ++i)
        if (aspects->at(i).is_string())
            html.raw("<div>")
                .text(say_name(language, "aspect_" + std::string{aspects->at(i).get_string()}))
                .raw("</div>");
}

std::vector<TableColumn> columns_of(Language language) {
    auto when = time_column(Word::when, "time");
    // For the script that draws a line below what is new.
    const TableColumn number{Word::entry,
                             [](Html& html, const json::object& line) {
                                 const auto sequence = text_at(line, "sequence");
                                 html.element("span", sequence, {{"data-sequence", sequence}});
                             },
                             "number"};
    const TableColumn what{
        Word::what_happened, [language](Html& html, const json::object& line) {
            html.text(say_name(language, change_type(line)));
            const auto cause = text_at(line, "data.cause");
            if (!cause.empty() && cause != "source")
                html.raw(" <small>").text(say_name(language, "cause_" + cause)).raw("</small>");
        }};
    const TableColumn how{Word::differences, [language](Html& html, const json::object& line) {
                              write_what_differs(html, language, line);
                          }};
    auto depth = name_column(language, Word::change_class, "data.class");
    depth.style = "nowrap";
    return {number,
            std::move(when),
            report_column(language, "data.agency", "data.year"),
            what,
            std::move(depth),
            how,
            address_column(Word::source, "data.source_url")};
}

std::vector<Column> change_columns() {
    return csv_columns(About::changes);
}

std::vector<FilterField> change_filter(const PageRequest& request) {
    const auto language = request.language;
    return {
        {"region", Word::region, region_choices(language)},
        {"agency", Word::agency},
        {"year", Word::year, year_choices(language)},
        {"type", Word::what_happened, name_choices(language, {type_words.begin(), type_words.end()})},
        {"class", Word::change_class, name_choices(language, {change_words.begin(), change_words.end()})}};
}

// Where whoever comes back sees what is new since: an address to keep, which needs no script. Of the first
// page alone: who reads a further one has not seen what came meanwhile.
void write_place_to_come_back_to(Html& html, const PageRequest& request, const Rows& rows) {
    if (!request.parameter("after").empty()) return;
    const auto query = request.query_with("since", std::to_string(rows.last_sequence));
    html.raw("<p>");
    html.link(page_link(request.language, "/changes") + query, say(request.language, Word::changes_from_now));
    html.raw("</p>");
}

Result<Sheet> change_sheet(const ApiContext&, const PageRequest& request, const Rows& rows) {
    const auto language = request.language;
    Sheet sheet{.title = std::string{say(language, Word::changes)},
                .lead = std::string{say(language, Word::changes_lead)}};
    write_filter(sheet.main, request, "/changes", change_filter(request));
    sheet.main.open("p", {{"id", "since-last-look"},
                          {"hidden", ""},
                          {"data-none", say(language, Word::nothing_new)},
                          {"data-new", say(language, Word::is_new)},
                          {"data-some", say(language, Word::new_entries)}});
    sheet.main.close("p");
    if (rows.lines.empty() && !rows.after.empty()) {
        sheet.main.element("p", say(language, Word::none_looked_through));
    } else {
        write_row_table(sheet.main, language, say(language, Word::changes), rows, columns_of(language));
    }
    write_place_to_come_back_to(sheet.main, request, rows);
    write_next(sheet.main, request, "/changes", rows);
    return sheet;
}

}  // namespace

std::vector<PageKind> change_pages() {
    return {{.pattern = "/changes",
             .parameters = {"region", "agency", "year", "type", "class", "since", "after"},
             .filter = change_filter,
             .rows = change_rows,
             .columns = change_columns,
             .sheet = change_sheet}};
}

}  // namespace ogi::daemon
